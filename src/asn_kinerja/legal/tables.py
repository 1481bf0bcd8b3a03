"""Reading legal values from the tables of a TOML file, with every problem at its key."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

from asn_kinerja.errors import InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.effective import check_rows
from asn_kinerja.legal.parameters import Authority, LegalValue, Parameter, ParameterVersion, Status
from asn_kinerja.legal.toml_source import TomlPath, TomlSource, join_path
from asn_kinerja.legal.wording import Wording

__all__ = ["LegalReader"]

_PARAMETER = {"title_id", "title_en", "unit", "versions"}
_VERSION = {"value", "valid_from", "valid_until", "citation", "status", "authority"}
_CITATION = {"regulation", "article", "page", "text"}
_RATIO = re.compile(r"[+-]?\d{1,60}(/0*[1-9]\d{0,59}|\.\d{1,60})?", re.ASCII)
_LOCAL = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(\d{1,12}))?(\s*%)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)  # a thousand, or three decimals
_EXAMPLES = {
    "citation": 'citation = { article = "4" }',
    "id": 'id = "marelan.nilai"',
    "governs_from": "governs_from = 2025-01-01",
    "kind": 'kind = "number"',
    "purpose": 'purpose = "nilai_kinerja"',
    "title_id": 'title_id = "…"',
    "valid_from": "valid_from = 2025-01-01",
}
_LONGEST = 60  # digits; longer numbers have no meaning here


class LegalReader:
    """One file: its tables, and the problems found in it so far.

    Args:
        source: The file.
        regulation: Id that a citation has when it names no regulation.
    """

    def __init__(self, source: TomlSource, *, regulation: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._told: set[Problem] = set()
        self.regulation = regulation

    def finish(self) -> None:
        """Raise what was found.

        Raises:
            InvalidPolicy: With all problems so far; nothing happens without any.
        """
        error = InvalidPolicy.of(self.problems)
        if error is not None:
            raise error

    def complain(  # noqa: PLR0913 - the fields of a problem
        self,
        code: str,
        path: TomlPath,
        *,
        value: object = "",
        rule: str = "",
        cure: str = "",
        offset: int | None = None,
    ) -> None:
        """Note a problem at a key, or inside its text."""
        problem = self.source.problem(code, path, value=value, rule=rule, cure=cure, offset=offset)
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def keys(
        self,
        table: object,
        known: Collection[str],
        path: TomlPath,
        *,
        optional: Collection[str] = (),
    ) -> TypeGuard[dict[str, Any]]:
        """Whether a table has all its keys; says what is wrong, unknown keys included.

        Args:
            table: What stands there.
            known: All keys that it may have.
            path: Where it stands.
            optional: Those that it need not have.

        Returns:
            Whether it is a table with every key that it needs.
        """
        if not isinstance(table, dict):
            self.complain("wrong_type", path, value=table, cure=f"[{join_path(path)}]")
            return False
        for name in sorted(table.keys() - set(known)):
            near = _near(name, known, n=1, cutoff=0.6)
            cure = ", ".join(near or sorted(known))
            self.complain("unknown_key", (*path, name), value=name, cure=cure)
        lacking = sorted(set(known) - table.keys() - set(optional))
        for name in lacking:
            self.require(name, path)
        return not lacking

    def require(self, key: str, path: TomlPath) -> None:
        """Note that a key is missing, and how it would be written."""
        cure = _EXAMPLES.get(key, f"{key} = …")
        self.complain("required_key", path, value=key, cure=cure)

    def parameter(self, table: object, path: TomlPath) -> Parameter | None:
        """Read a parameter with its versions.

        Args:
            table: Title, unit, and the versions, oldest first.
            path: Where it stands; its last part is its name.

        Returns:
            The parameter, or `None` when it has problems.
        """
        if not self.keys(table, _PARAMETER, path):
            return None
        rows = table["versions"]
        if not isinstance(rows, list) or not rows:
            place = (*path, "versions")
            self.complain("wrong_type", place, value=rows, cure=f"[[{join_path(place)}]]")
            return None
        versions = [self.version(row, (*path, "versions", n)) for n, row in enumerate(rows)]
        known = tuple(version for version in versions if version is not None)
        if len(known) < len(rows):
            return None
        self.check_versions(known, path)
        return Parameter(
            name=str(path[-1]),
            title=Wording(str(table["title_id"]), str(table["title_en"])),
            unit=str(table["unit"]),
            versions=known,
        )

    def check_versions(self, versions: tuple[ParameterVersion, ...], path: TomlPath) -> None:
        """Note gaps, overlaps and disorder of versions.

        Args:
            versions: In the order of the file.
            path: Where the parameter stands.
        """
        for problem in check_rows(versions, str):
            place = (*path, "versions", int(problem.place), "valid_from")
            self.complain(problem.code, place, value=problem.value, cure=problem.cure)

    def version(self, row: object, path: TomlPath) -> ParameterVersion | None:
        """Read one version of a parameter.

        Args:
            row: Its table.
            path: Where it stands.

        Returns:
            The version, or `None` when it has problems.
        """
        before = len(self.problems)
        if not self.keys(row, _VERSION, path, optional={"valid_until"}):
            return None
        for name in ("valid_from", "valid_until"):
            if name in row and type(row[name]) is not date:
                self.no_day(row[name], (*path, name))
        for name, allowed in (("status", Status), ("authority", Authority)):
            if row[name] not in list(allowed):
                cure = ", ".join(allowed)
                self.complain("unknown_word", (*path, name), value=row[name], cure=cure)
        value = self.value(row["value"], (*path, "value"))
        citation = self.citation(row["citation"], (*path, "citation"))
        if len(self.problems) > before or value is None:
            return None
        return ParameterVersion(
            value=value,
            valid_from=row["valid_from"],
            valid_until=row.get("valid_until"),
            citation=citation,
            status=Status(row["status"]),
            authority=Authority(row["authority"]),
        )

    def value(self, written: object, path: TomlPath) -> LegalValue | None:
        """Read a number exactly (also ``"1/9"``), or keep a word, a flag or a date.

        In quotes ``"1.500"`` could mean thousands, and is refused.

        Args:
            written: What stands in the file.
            path: Where it stands.

        Returns:
            The value, or `None` when it is none.
        """
        if isinstance(written, Decimal | int) and not isinstance(written, bool):
            return self.number(written, path)
        if isinstance(written, str) and _GROUPED.fullmatch(written):
            cure = f"{path[-1]} = {written.replace('.', '')} / {path[-1]} = {written}"
            self.complain("ambiguous_number", path, value=written, cure=cure)
            return None
        if isinstance(written, str) and _RATIO.fullmatch(written):
            return Fraction(written)
        if isinstance(written, str) and (meant := _meant(written)):
            self.complain("quoted_value", path, value=written, cure=f"{path[-1]} = {meant}")
            return None
        if isinstance(written, str | bool) or type(written) is date:
            return written
        cure = '20 · 0.7 · "1/9" · "kata" · true · 2022-02-07'
        self.complain("wrong_type", path, value=written, cure=cure)
        return None

    def no_day(self, written: object, path: TomlPath) -> None:
        """Note that something is no date, and how it would be written.

        Args:
            written: What stands in the file.
            path: Where it stands.
        """
        if isinstance(written, str) and _is_day(written):
            cure = f"{path[-1]} = {written}"
            self.complain("quoted_value", path, value=written, cure=cure)
        else:
            self.complain("wrong_type", path, value=written, cure=f"{path[-1]} = 2025-01-01")

    def number(self, written: Decimal | int, path: TomlPath) -> int | Fraction | None:
        """Take a number exactly, unless it is endless or absurdly long.

        Args:
            written: What stands in the file.
            path: Where it stands.

        Returns:
            The number, or `None` when it is refused.
        """
        if isinstance(written, int):
            if abs(written) < 10**_LONGEST:
                return written
        elif not written.is_finite():
            self.complain("not_finite", path, value=written)
            return None
        elif len(written.as_tuple().digits) <= _LONGEST and abs(written.adjusted()) < _LONGEST:
            return Fraction(written)
        self.complain("number_too_long", path)
        return None

    def citation(self, table: object, path: TomlPath) -> Citation:
        """Read where something stands in the law.

        Args:
            table: Any of regulation, article, page, text; one of the last three is needed.
            path: Where it stands.

        Returns:
            The citation; an empty one when it has problems.
        """
        if not isinstance(table, dict) or not {"article", "page", "text"} & table.keys():
            self.complain("uncited_value", path, cure="article, page, text")
            return Citation()
        for name in sorted(table.keys() - _CITATION):
            near = _near(name, _CITATION, n=1, cutoff=0.6)
            cure = ", ".join(near or sorted(_CITATION))
            self.complain("unknown_key", (*path, name), value=name, cure=cure)
        known = {name: str(text) for name, text in table.items() if name in _CITATION}
        return Citation(**{"regulation": self.regulation, **known})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _meant(text: str) -> str:
    """Write a number or a date that stands in quotes as TOML would; empty for a word."""
    if _is_day(text):
        return text
    match = _LOCAL.fullmatch(text.strip())
    if match is None:
        return ""
    sign, whole, decimals, percent = match.groups(default="")
    number = Decimal(f"{sign}{whole.replace('.', '')}.{decimals or 0}")
    return format((number / 100 if percent else number).normalize(), "f")


def _near(name: str, known: Collection[str], *, n: int, cutoff: float) -> list[str]:
    """Give the names that look like one; the library for it only when something is wrong."""
    from difflib import get_close_matches

    return get_close_matches(name, known, n=n, cutoff=cutoff)

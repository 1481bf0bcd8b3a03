"""Reading the legal data of a pack: `parameters.toml` and `conflicts.toml` in its folder.

Every problem of a file is found at once, with file, line and key.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from asn_kinerja.errors import InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict, ConflictSide
from asn_kinerja.legal.effective import check_rows
from asn_kinerja.legal.parameters import Authority, LegalValue, Parameter, ParameterVersion, Status
from asn_kinerja.legal.wording import Wording

__all__ = ["read_citation", "read_conflicts", "read_parameters", "read_toml"]

_PARAMETER = {"title_id", "title_en", "unit", "versions"}
_VERSION = {"value", "valid_from", "valid_until", "citation", "status", "authority"}
_CONFLICT = {"title_id", "title_en", "default_id", "default_en", "switch", "sides"}
_SIDE = {"citation", "says_id", "says_en"}
_CITATION = {"regulation", "article", "page", "text"}
_RATIO = re.compile(r"[+-]?\d{1,60}(/\d{1,60}|\.\d{1,60})?", re.ASCII)
_OPTIONAL = {"valid_until", "switch"}


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file with exact decimals.

    Args:
        path: The file.

    Returns:
        Its tables; a number with a point is a `Decimal`.

    Raises:
        InvalidPolicy: If the file is missing or is not TOML.
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise InvalidPolicy(Problem("unreadable_file", place, value=error)) from error


def read_parameters(folder: Path, *, regulation: str) -> tuple[Parameter, ...]:
    """Read the dated values of a pack.

    Args:
        folder: The folder of the pack.
        regulation: Id that a citation has when it names no regulation.

    Returns:
        The parameters in the order of the file.

    Raises:
        InvalidPolicy: With all problems of the file: unknown or missing keys, values of a wrong
            kind, gaps, overlaps and disorder of versions.
    """
    reader = _Reader(folder / "parameters.toml", regulation)
    found = []
    for name, table in reader.tables.items():
        if not reader.keys(table, _PARAMETER, name):
            continue
        rows = table["versions"]
        if not isinstance(rows, list) or not rows:
            reader.complain("wrong_type", f"{name}.versions", rows, f"[[{name}.versions]]")
            continue
        versions = [
            version
            for number, row in enumerate(rows)
            if (version := reader.version(row, f"{name}.versions[{number}]")) is not None
        ]
        if len(versions) == len(rows):
            reader.problems += check_rows(versions, _placer(reader, name))
        found.append(
            Parameter(
                name=name,
                title=Wording(str(table["title_id"]), str(table["title_en"])),
                unit=str(table["unit"]),
                versions=tuple(versions),
            )
        )
    reader.finish()
    return tuple(found)


def read_conflicts(folder: Path, *, regulation: str) -> tuple[Conflict, ...]:
    """Read the known contradictions of a pack.

    Args:
        folder: The folder of the pack.
        regulation: Id that a citation has when it names no regulation.

    Returns:
        The conflicts in the order of the file.

    Raises:
        InvalidPolicy: With all problems of the file.
    """
    reader = _Reader(folder / "conflicts.toml", regulation)
    found = []
    for name, table in reader.tables.items():
        if not reader.keys(table, _CONFLICT, name):
            continue
        sides = []
        for number, row in enumerate(table["sides"]):
            place = f"{name}.sides[{number}]"
            if reader.keys(row, _SIDE, place):
                citation = reader.citation(row["citation"], place)
                says = Wording(str(row["says_id"]), str(row["says_en"]))
                sides.append(ConflictSide(citation=citation, says=says))
        if len(table["sides"]) < 2:
            reader.complain("required", f"{name}.sides", "", "")
        found.append(
            Conflict(
                id=name,
                title=Wording(str(table["title_id"]), str(table["title_en"])),
                sides=tuple(sides),
                default=Wording(str(table["default_id"]), str(table["default_en"])),
                switch=str(table.get("switch", "")),
            )
        )
    reader.finish()
    return tuple(found)


def read_citation(table: Mapping[str, str], *, regulation: str) -> Citation:
    """Make a citation of a table whose keys were checked.

    Args:
        table: Any of `regulation`, `article`, `page`, `text`.
        regulation: Id to take when the table names none.

    Returns:
        The citation.
    """
    return Citation(**{"regulation": regulation, **table})


def _placer(reader: "_Reader", name: str) -> Callable[[int], str]:
    return lambda number: reader.place(f"{name}.versions[{number}].valid_from")


class _Reader:
    """One file: its tables, and the problems found in it so far."""

    def __init__(self, path: Path, regulation: str) -> None:
        self.tables: dict[str, Any] = read_toml(path)
        self.problems: list[Problem] = []
        self._path = path
        self._regulation = regulation

    def finish(self) -> None:
        error = InvalidPolicy.of(self.problems)
        if error is not None:
            raise error

    def place(self, key: str) -> str:
        """Give ``folder/file:line key``; the text is searched only when something is wrong."""
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return f"{self._path.parent.name}/{self._path.name}:{_line_of(lines, key)} {key}"

    def complain(self, code: str, key: str, value: object, cure: str) -> None:
        self.problems.append(Problem(code, self.place(key), value=value, cure=cure))

    def keys(self, table: object, known: set[str], key: str) -> bool:
        """Whether a table has all its keys and no other; says what is wrong."""
        if not isinstance(table, dict):
            self.complain("wrong_type", key, table, f"[{key}]")
            return False
        for name in sorted(table.keys() - known):
            self.complain("unknown_key", f"{key}.{name}", name, ", ".join(sorted(known)))
        lacking = sorted(known - table.keys() - _OPTIONAL)
        for name in lacking:
            self.complain("required", f"{key}.{name}", "", "")
        return not lacking

    def version(self, row: object, key: str) -> ParameterVersion | None:
        if not self.keys(row, _VERSION, key) or not isinstance(row, dict):
            return None
        before = len(self.problems)
        for name in ("valid_from", "valid_until"):
            if name in row and type(row[name]) is not date:
                self.complain("wrong_type", f"{key}.{name}", row[name], "2022-02-07")
        for name, allowed in (("status", Status), ("authority", Authority)):
            if row[name] not in set(allowed):
                self.complain("unknown_word", f"{key}.{name}", row[name], ", ".join(allowed))
        value = self.value(row["value"], f"{key}.value")
        citation = self.citation(row["citation"], key)
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

    def value(self, written: object, key: str) -> LegalValue | None:
        """Read a number exactly (also ``"1/9"``), or keep a word, a flag or a date."""
        if isinstance(written, Decimal) and written.is_finite():
            return Fraction(written)
        if isinstance(written, str) and _RATIO.fullmatch(written):
            return Fraction(written)
        if isinstance(written, str | bool | int) or type(written) is date:
            return written
        self.complain("wrong_type", key, written, '20 · 0.7 · "1/9" · "kata" · true · 2022-02-07')
        return None

    def citation(self, table: object, key: str) -> Citation:
        place = f"{key}.citation"
        if not isinstance(table, dict) or not table:
            self.complain("required", place, "", "article, page, text")
            return Citation()
        for name in sorted(table.keys() - _CITATION):
            self.complain("unknown_key", f"{place}.{name}", name, ", ".join(sorted(_CITATION)))
        known = {name: str(text) for name, text in table.items() if name in _CITATION}
        if not {"article", "page", "text"} & known.keys():
            self.complain("required", place, "", "article, page, text")
        return read_citation(known, regulation=self._regulation)


def _line_of(lines: list[str], key: str) -> int:
    """Find the line of a key like ``name.versions[1].value``; of its table when it has none."""
    table, _, rest = key.partition(".")
    group, _, number = rest.partition("[")
    header = f"[[{table}.{group}]]" if number else f"[{table}]"
    wanted = int(number.partition("]")[0]) if number else 0
    field = number.partition("].")[2] if number else rest
    starts = [at for at, line in enumerate(lines) if line.strip() == header]
    if len(starts) <= wanted:
        starts, wanted = [at for at, line in enumerate(lines) if line.strip() == f"[{table}]"], 0
    if not starts:
        return 1
    first = starts[wanted]
    for at in range(first + 1, len(lines)):
        if lines[at].lstrip().startswith("["):
            break
        if lines[at].partition("=")[0].strip() == field.partition(".")[0]:
            return at + 1
    return first + 1

"""The parts of a policy file that declare: inputs, parameters, regulation, what it is called."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

import attrs

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.tables import LegalReader
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind

__all__ = [
    "PolicyReader",
    "read_inputs",
    "read_parameters",
    "read_regulation",
]

T = TypeVar("T")

_INPUT = {
    "citation", "default", "fields", "high", "kind", "low", "optional", "scale", "source",
    "title_en", "title_id", "unit", "variants", "words",
}  # fmt: skip
_TELLING = {"title_id", "title_en", "unit"}  # what a new parameter says of itself
_PARAMETER = {
    "authority", "citation", "status", "title_en", "title_id", "unit", "valid_from", "valid_until",
    "value", "versions",
}  # fmt: skip
_VERSION = ("value", "valid_from", "valid_until", "citation", "status", "authority")
_REGULATION = {"citation", "dates_confirmed", "id", "in_force_from", "in_force_until", "title_en",
               "title_id"}  # fmt: skip


class PolicyReader(LegalReader):
    """Reads one policy file: tables with keys, and values of one kind."""

    def table(self, name: str) -> dict[str, Any]:
        """Give a table of the file by name; an empty one when it is absent or no table."""
        found = self.source.tables.get(name, {})
        if isinstance(found, dict):
            return found
        self.complain("wrong_type", (name,), value=found, cure=f"[{name}]")
        return {}

    def rows(self, name: str) -> list[Any]:
        """Give the tables of an array by name; none when it is absent or no array."""
        found = self.source.tables.get(name, [])
        if isinstance(found, list):
            return found
        self.complain("wrong_type", (name,), value=found, cure=f"[[{name}]]")
        return []

    def text(self, table: Mapping[str, Any], key: str, path: TomlPath, *, absent: str = "") -> str:
        """Read a text; what stands for it when it is absent, and a problem when it is no text."""
        found = table.get(key, absent)
        if isinstance(found, str):
            return found
        self.complain("wrong_type", (*path, key), value=found, cure=f'{key} = "…"')
        return absent

    def flag(self, table: Mapping[str, Any], key: str, path: TomlPath, *, absent: bool) -> bool:
        """Read a flag."""
        found = table.get(key, absent)
        if isinstance(found, bool):
            return found
        self.complain("wrong_type", (*path, key), value=found, cure=f"{key} = true")
        return absent

    def day(self, table: Mapping[str, Any], key: str, path: TomlPath) -> date | None:
        """Read a date; `None` when it is absent."""
        found = table.get(key)
        if found is None or type(found) is date:
            return found
        self.no_day(found, (*path, key))
        return None

    def words(self, table: Mapping[str, Any], key: str, path: TomlPath) -> tuple[str, ...]:
        """Read a list of different words."""
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.complain("wrong_type", (*path, key), value=found, cure=f'{key} = ["…", "…"]')
            return ()
        met: set[str] = set()
        for number, word in enumerate(found):
            if word in met:
                self.complain("duplicate", (*path, key, number), value=word)
            met.add(word)
        return tuple(found)

    def choice(
        self, table: Mapping[str, Any], key: str, path: TomlPath, *, allowed: type[StrEnum]
    ) -> str | None:
        """Read one word of a closed list; `None` when it is absent or no such word."""
        found = table.get(key)
        if found is None or found in list(allowed):
            return found
        self.complain("unknown_word", (*path, key), value=found, cure=", ".join(allowed))
        return None

    def exact(self, table: Mapping[str, Any], key: str, path: TomlPath) -> Any:  # noqa: ANN401 - an exact number or None
        """Read a number exactly; `None` when it is absent or no number."""
        found = table.get(key)
        if found is None:
            return None
        if isinstance(found, int | Decimal) and not isinstance(found, bool):
            return self.number(found, (*path, key))
        self.complain("number_expected", (*path, key), value=found)
        return None

    def cited(self, table: Mapping[str, Any], path: TomlPath) -> Citation | None:
        """Read the citation of a table, where it has one; a text alone says it in words."""
        found = table.get("citation")
        if found is None:
            return None
        if isinstance(found, str) and found:
            return Citation(text=found)
        return self.citation(found, (*path, "citation"))

    def titles(
        self, table: Mapping[str, Any], path: TomlPath, *, absent: Wording | None = None
    ) -> Wording:
        """Read a title in Indonesian and, where it is given, in English."""
        if "title_id" not in table and absent is not None:
            return Wording(absent.id, self.text(table, "title_en", path, absent=absent.en))
        if "title_id" not in table:
            self.require("title_id", path)
        indonesian = self.text(table, "title_id", path)
        return Wording(indonesian, self.text(table, "title_en", path, absent=indonesian))

    def made(self, path: TomlPath, make: Callable[[], T]) -> T | None:
        """Make a record; what it refuses is a problem at the path."""
        try:
            return make()
        except AsnKinerjaError as error:
            for problem in error.problems:
                self.complain(problem.code, path, value=problem.value, cure=problem.cure)
            return None


def read_inputs(reader: PolicyReader, base: Mapping[str, InputSpec]) -> dict[str, InputSpec]:
    """Read `[inputs.<name>]`; of an input of the extended policy only what changes stands there.

    Args:
        reader: The file.
        base: Inputs of the extended policy.

    Returns:
        All inputs by name, those of the extended policy first.
    """
    found = dict(base)
    for name, table in reader.table("inputs").items():
        spec = _input(reader, table, ("inputs", name), base.get(name))
        if spec is not None:
            found[name] = spec
    return found


def _input(
    reader: PolicyReader, table: object, path: TomlPath, base: InputSpec | None
) -> InputSpec | None:
    if not reader.keys(table, _INPUT, path, optional=_INPUT):
        return None
    kind = reader.choice(table, "kind", path, allowed=Kind)
    if base is None and kind is None:
        if "kind" not in table:
            reader.require("kind", path)
        return None
    start = base or InputSpec(name=str(path[-1]), kind=Kind(kind or ""), title=Wording("", ""))
    spec = attrs.evolve(
        start,
        kind=Kind(kind) if kind else start.kind,
        title=reader.titles(table, path, absent=base.title if base else None),
        **{key: read(reader, table, path) for key, read in _PLAIN.items() if key in table},
        **_fields(reader, table, path, start),
    )
    if spec.default is not None:
        spec = attrs.evolve(spec, optional=True)
    return _whole(reader, spec, path)


def _scale(reader: PolicyReader, table: Mapping[str, Any], path: TomlPath) -> int | None:
    found = table["scale"]
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 15:
        return found
    reader.complain("out_of_bounds", (*path, "scale"), value=found, cure="0 … 15")
    return None


def _default(reader: PolicyReader, table: Mapping[str, Any], path: TomlPath) -> bool | str | None:
    found = table["default"]
    if isinstance(found, bool | str):
        return found
    reader.complain("wrong_type", (*path, "default"), value=found, cure='"kata" · true')
    return None


def _variants(
    reader: PolicyReader, table: Mapping[str, Any], path: TomlPath
) -> tuple[tuple[str, str], ...]:
    found = table["variants"]
    if isinstance(found, dict) and all(isinstance(word, str) for word in found.values()):
        return tuple(found.items())
    reader.complain("wrong_type", (*path, "variants"), value=found, cure='{ "lain" = "kata" }')
    return ()


_PLAIN: dict[str, Callable[[PolicyReader, Mapping[str, Any], TomlPath], Any]] = {
    "low": lambda reader, table, path: reader.exact(table, "low", path),
    "high": lambda reader, table, path: reader.exact(table, "high", path),
    "unit": lambda reader, table, path: reader.text(table, "unit", path),
    "source": lambda reader, table, path: reader.text(table, "source", path),
    "words": lambda reader, table, path: reader.words(table, "words", path),
    "optional": lambda reader, table, path: reader.flag(table, "optional", path, absent=False),
    "citation": lambda reader, table, path: reader.cited(table, path),
    "scale": _scale,
    "default": _default,
    "variants": _variants,
}


def _fields(
    reader: PolicyReader, table: Mapping[str, Any], path: TomlPath, base: InputSpec
) -> dict[str, Any]:
    if "fields" not in table:
        return {}
    if not isinstance(table["fields"], dict):
        reader.complain("wrong_type", (*path, "fields"), value=table["fields"], cure="[…fields.…]")
        return {}
    known = {field.name: field for field in base.fields}
    for name, inner in table["fields"].items():
        field = _input(reader, inner, (*path, "fields", name), known.get(name))
        if field is not None:
            known[name] = field
    return {"fields": tuple(known.values())}


_DEFAULTS = {Kind.FLAG: bool, Kind.WORD: str}


def _whole(reader: PolicyReader, spec: InputSpec, path: TomlPath) -> InputSpec:
    """Compare the parts of a declaration with each other."""
    if spec.low is not None and spec.high is not None and spec.low > spec.high:
        reader.complain("bounds_disorder", (*path, "high"), value=spec.high, cure=str(spec.low))
    if spec.kind is Kind.ITEMS and not spec.fields:
        reader.require("fields", path)
    if spec.words and isinstance(spec.default, str) and spec.default not in spec.words:
        cure = ", ".join(spec.words)
        reader.complain("unknown_word", (*path, "default"), value=spec.default, cure=cure)
    if spec.default is not None and _DEFAULTS.get(spec.kind) is not type(spec.default):
        reader.complain("wrong_type", (*path, "default"), value=spec.default, cure=spec.kind)
    for _, word in spec.variants:
        if word not in spec.words:
            cure = ", ".join(spec.words)
            reader.complain("unknown_word", (*path, "variants"), value=word, cure=cure)
    return spec


def read_parameters(reader: PolicyReader, base: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Read `[parameters.<name>]`, with one value in the table itself or several in `versions`.

    Args:
        reader: The file.
        base: Parameters of the extended policy; title and unit of one need not be told again.

    Returns:
        All parameters by name, those of the extended policy first.
    """
    found = dict(base)
    for name, table in reader.table("parameters").items():
        path: TomlPath = ("parameters", name)
        if not reader.keys(table, _PARAMETER, path, optional=_PARAMETER):
            continue
        before = base.get(name)
        if base and before is None and not table.keys() & _TELLING:
            near = get_close_matches(name, base, n=3, cutoff=0.5) or list(base)
            reader.complain("parameter_not_there", path, value=name, cure=", ".join(near))
            continue
        unit = reader.text(table, "unit", path, absent=before.unit if before else "")
        title = reader.titles(table, path, absent=before.title if before else None)
        if not unit:
            reader.require("unit", path)
        rows, places = [{key: table[key] for key in _VERSION if key in table}], [path]
        if "versions" in table:
            rows, places = _versions(reader, table, path)
        versions = [
            reader.version(_shorthand(row), place) for row, place in zip(rows, places, strict=True)
        ]
        known = tuple(version for version in versions if version is not None)
        if known and len(known) == len(rows):
            reader.check_versions(known, path)
            found[name] = Parameter(name=name, title=title, unit=unit, versions=known)
    return found


def _versions(
    reader: PolicyReader, table: Mapping[str, Any], path: TomlPath
) -> tuple[list[Any], list[TomlPath]]:
    rows = table["versions"]
    place: TomlPath = (*path, "versions")
    for key in _VERSION:
        if key in table:
            reader.complain("beside_versions", (*path, key), value=key)
    if isinstance(rows, list) and rows:
        return rows, [(*place, number) for number in range(len(rows))]
    reader.complain("wrong_type", place, value=rows, cure="[[parameters.….versions]]")
    return [], []


def _shorthand(row: object) -> object:
    """Let a citation be a plain text."""
    if isinstance(row, dict) and isinstance(row.get("citation"), str):
        return {**row, "citation": {"regulation": "", "text": row["citation"]}}
    return row


def read_regulation(reader: PolicyReader, base: Regulation | None) -> Regulation | None:
    """Read `[regulation]`; the one of the extended policy where the file has none.

    Args:
        reader: The file.
        base: Regulation of the extended policy.

    Returns:
        The regulation, or `None` when it has problems.
    """
    path: TomlPath = ("regulation",)
    table = reader.source.tables.get("regulation")
    if table is None and base is not None:
        return base
    if table is None:
        reader.require("[regulation]", ())
        return None
    if not reader.keys(
        table, _REGULATION, path, optional={"dates_confirmed", "in_force_until", "title_en"}
    ):
        return None
    name = reader.text(table, "id", path)
    reader.regulation = name  # a citation that names no regulation means this one
    start = reader.day(table, "in_force_from", path)
    until = reader.day(table, "in_force_until", path)
    citation = reader.cited(table, path)
    title = reader.titles(table, path)
    confirmed = reader.flag(table, "dates_confirmed", path, absent=True)
    if start is None or citation is None:
        return None
    return reader.made(
        path,
        lambda: Regulation(
            id=name,
            title=title,
            in_force_from=start,
            in_force_until=until,
            citation=citation,
            dates_confirmed=confirmed,
        ),
    )

"""Reading the legal data of a pack: `parameters.toml` and `conflicts.toml` in its folder.

Every problem of a file is found at once, with file, line, column and key.
"""

from pathlib import Path
from typing import Any

from asn_kinerja.errors import InvalidPolicy, Problem
from asn_kinerja.legal.conflicts import Conflict, ConflictSide
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.tables import LegalReader
from asn_kinerja.legal.toml_source import TomlSource
from asn_kinerja.legal.wording import Wording

__all__ = ["read_conflicts", "read_parameters", "read_source", "read_toml"]

_CONFLICT = {"title_id", "title_en", "default_id", "default_en", "switch", "sides"}
_SIDE = {"citation", "says_id", "says_en"}


def read_source(path: Path, *, name: str = "") -> TomlSource:
    """Read a TOML file together with the places of its keys.

    Args:
        path: The file.
        name: How messages call it; its folder and name when empty.

    Returns:
        Its tables with exact decimals, and the places.

    Raises:
        InvalidPolicy: If the file is missing or is not TOML.
    """
    place = name or "/".join(filter(None, (path.parent.name, path.name)))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise InvalidPolicy(Problem("unreadable_file", place, value=reason)) from error
    return TomlSource(text, name=place)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file with exact decimals.

    Args:
        path: The file.

    Returns:
        Its tables; a number with a point is a `Decimal`.

    Raises:
        InvalidPolicy: If the file is missing or is not TOML.
    """
    return read_source(path).tables


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
    reader = LegalReader(read_source(folder / "parameters.toml"), regulation=regulation)
    found = [reader.parameter(table, (name,)) for name, table in reader.source.tables.items()]
    reader.finish()
    return tuple(parameter for parameter in found if parameter is not None)


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
    reader = LegalReader(read_source(folder / "conflicts.toml"), regulation=regulation)
    found = [_conflict(reader, name) for name in reader.source.tables]
    reader.finish()
    return tuple(conflict for conflict in found if conflict is not None)


def _conflict(reader: LegalReader, name: str) -> Conflict | None:
    table = reader.source.tables[name]
    if not reader.keys(table, _CONFLICT, (name,), optional={"switch"}):
        return None
    sides = []
    rows = table["sides"] if isinstance(table["sides"], list) else []
    for number, row in enumerate(rows):
        path = (name, "sides", number)
        if reader.keys(row, _SIDE, path):
            citation = reader.citation(row["citation"], (*path, "citation"))
            says = Wording(str(row["says_id"]), str(row["says_en"]))
            sides.append(ConflictSide(citation=citation, says=says))
    if len(rows) < 2:
        reader.complain("required", (name, "sides"))
    return Conflict(
        id=name,
        title=Wording(str(table["title_id"]), str(table["title_en"])),
        sides=tuple(sides),
        default=Wording(str(table["default_id"]), str(table["default_en"])),
        switch=str(table.get("switch", "")),
    )

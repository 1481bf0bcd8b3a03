"""Every legal number says where it stands, how sure it is, and who set it."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

FILES = {"__init__.py", "parameters.toml", "policy.py", "cases.toml", "conflicts.toml", "NOTES.md"}
STATUS = {"confirmed", "unconfirmed"}
AUTHORITY = {"national", "agency", "practice"}


@pytest.fixture(scope="module")
def packs(root):
    """The folder of each law pack."""
    return [p.parent for p in sorted((root / "src/asn_kinerja/policies").glob("*/__init__.py"))]


def _rows(table: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every table that holds a value, however deep it stands."""
    if isinstance(table, list):
        for position, part in enumerate(table):
            yield from _rows(part, f"{name}[{position}]")
    elif isinstance(table, dict):
        if "value" in table:
            yield name, table
        else:
            for key, part in table.items():
                yield from _rows(part, f"{name}.{key}" if name else key)


def test_every_pack_is_complete(packs):
    """A law pack holds parameters, rules, cases, conflicts and notes."""
    assert packs
    missing = {pack.name: FILES - {p.name for p in pack.iterdir()} for pack in packs}
    assert not {name: files for name, files in missing.items() if files}


def test_every_legal_number_is_cited(packs):
    """A number of the law stands beside its citation, its status and its authority."""
    bad, count = [], 0
    for pack in packs:
        read = tomllib.loads((pack / "parameters.toml").read_text(encoding="utf-8"))
        for name, row in _rows(read, ""):
            count += 1
            whole = (
                row.get("citation")
                and row.get("status") in STATUS
                and row.get("authority") in AUTHORITY
                and row.get("valid_from")
            )
            if not whole:
                bad.append(f"{pack.name}: {name}")
    assert count
    assert not bad

"""From the problems of a record to the cells that fill its fields."""

import re

from asn_kinerja.converters.workbook.description import Row
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["at_cells", "nearest"]

_PART = re.compile(r"\[(\d+)\]$")


def at_cells(error: InvalidInput, row: Row, *, field: str = "") -> list[Problem]:
    """Put the problems of a record at the cells of the row that it was made of.

    Args:
        error: What the record said.
        row: The row.
        field: The field at fault; empty to take it from the problem.

    Returns:
        The problems with places such as ``Pegawai!C7``.
    """
    found = []
    for problem in error.problems:
        name = field or _PART.sub(r".\1", problem.place.rpartition(".")[2])
        code = problem.code
        # Records end a day later than people write, so the record's own message would confuse.
        code = "last_day_too_early" if code == "empty_interval" else code
        value = row.typed.get(name) or problem.value
        found.append(
            Problem(code, row.place(name), value=value, rule=problem.rule, cure=problem.cure)
        )
    return found


def nearest(wanted: str, names: list[str], *, enough: float = 0.6) -> list[str]:
    """Give up to three names that look like a wanted one, the nearest first."""
    import difflib  # only when something was misspelt

    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(wanted.casefold(), list(folded), n=3, cutoff=enough)
    return [folded[name] for name in close]

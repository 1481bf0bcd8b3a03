"""Rows that hold for a span of days: found by date, checked for gaps and overlaps.

A span is half-open: `valid_from` belongs to it, `valid_until` does not.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from asn_kinerja.errors import Problem

__all__ = ["Dated", "check_rows", "find_at"]


class Dated(Protocol):
    """Anything that holds from one day up to, and not including, another."""

    @property
    def valid_from(self) -> date:
        """First day."""

    @property
    def valid_until(self) -> date | None:
        """First day after; `None` while it holds."""


Row = TypeVar("Row", bound=Dated)


def find_at(rows: Iterable[Row], as_of: date) -> Row | None:
    """Find the row that holds on a day.

    Args:
        rows: Rows without overlap.
        as_of: The day.

    Returns:
        The row, or `None` when none holds.
    """
    for row in rows:
        if row.valid_from <= as_of and (row.valid_until is None or as_of < row.valid_until):
            return row
    return None


def check_rows(rows: Sequence[Dated], place: Callable[[int], str]) -> list[Problem]:
    """Find empty spans, disorder, gaps and overlaps.

    Args:
        rows: Rows in the order in which they were written.
        place: Gives the place of the n-th row, for the problems.

    Returns:
        All problems; an empty list when each day from the first on has at most one row and
        no day between the first and the last row is left out.
    """
    problems = []
    for number, row in enumerate(rows):
        if row.valid_until is not None and row.valid_until <= row.valid_from:
            problems.append(
                Problem(
                    "empty_interval",
                    place(number),
                    value=row.valid_until,
                    cure=str(row.valid_from),
                )
            )
    for number, (before, after) in enumerate(pairwise(rows), start=1):
        start, end = after.valid_from, before.valid_until
        code = ""
        if start <= before.valid_from:
            code = "rows_disorder"
        elif end is None or end > start:
            code = "rows_overlap"
        elif end < start:
            code = "rows_gap"
        if code:
            problems.append(Problem(code, place(number), value=start, cure=str(end or "")))
    return problems

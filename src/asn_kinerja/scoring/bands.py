"""The borders of a table of bands: what it covers, where it has gaps or overlaps."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.nodes import Band
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.reach import Span

__all__ = ["BandSpan", "check_bands", "covers"]


@attrs.frozen
class BandSpan:
    """A band with the values of its edges.

    Args:
        band: The band.
        span: From its lower to its upper edge; whether the edges belong to it, the band says.
    """

    band: Band
    span: Span

    def first(self, step: Exact) -> Exact | None:
        """Give the first number of the band; the edge itself where there is no step."""
        low = self.span.low
        return None if low is None else _next(low, step, itself=self.band.lower_in)

    def after(self, step: Exact) -> Exact | None:
        """Give the first number that comes after the band."""
        high = self.span.high
        return None if high is None else _next(high, step, itself=not self.band.upper_in)


def _next(number: Exact, step: Exact, *, itself: bool) -> Exact:
    """Give the next number that a table can meet; with steps, a whole number of them."""
    if not step:
        return number
    return -(-number // step) * step if itself else (number // step + 1) * step


def _ordered(rows: Sequence[BandSpan]) -> list[BandSpan]:
    return sorted(rows, key=lambda row: (row.span.low is not None, row.span.low or 0))


def _joins(below: BandSpan, above: BandSpan, step: Exact) -> bool:
    """Whether no number that the table can meet lies between two bands."""
    first, after = above.first(step), below.after(step)
    if first is None or after is None or first < after:
        return True
    closed = bool(step) or below.band.upper_in or above.band.lower_in
    return first == after and closed


def covers(rows: Sequence[BandSpan], numbers: Span, *, step: Exact) -> bool:
    """Say whether every number of a span lies in some band.

    Args:
        rows: The bands.
        numbers: The span.
        step: Smallest difference between two numbers; 0 when there is none.

    Returns:
        Whether nothing falls outside.
    """
    end: BandSpan | None = None
    for row in _ordered(rows):
        if end is None:
            low = row.span.low
            if low is not None and (
                numbers.low is None
                or low > numbers.low
                or (low == numbers.low and not row.band.lower_in)
            ):
                return False
        elif not _joins(end, row, step):
            break
        if end is None or _further(row, end):
            end = row
    if end is None:
        return False
    high = end.span.high
    return high is None or (
        numbers.high is not None
        and (numbers.high < high or (numbers.high == high and end.band.upper_in))
    )


def _further(row: BandSpan, end: BandSpan) -> bool:
    if row.span.high is None or end.span.high is None:
        return row.span.high is None
    return (row.span.high, row.band.upper_in) > (end.span.high, end.band.upper_in)


def check_bands(
    rows: Sequence[BandSpan],
    numbers: Span | None,
    *,
    step: Exact,
    place: str,
    at: Callable[[Band], str] | None = None,
) -> Iterator[Problem]:
    """Find what is wrong with a table of bands.

    A number that a rule has rounded goes by steps, so that bands printed as ``76.61`` to
    ``88.30`` and ``88.31`` to ``100`` leave no gap; for any other number they do.

    Args:
        rows: The bands.
        numbers: What the number can be; `None` when it is not known.
        step: Smallest difference between two numbers; 0 when there is none.
        place: Where the table stands.
        at: Gives the place of a row, where rows have one of their own.

    Yields:
        The problems.
    """
    ordered = _ordered(rows)

    def where(row: BandSpan) -> str:
        return (at(row.band) if at else "") or place

    for below, above in pairwise(ordered):
        edges = f"{_text(below.span.high)} | {_text(above.span.low)}"
        if not _joins(below, above, step):
            yield Problem("band_gap", where(above), value=edges)
        elif _overlap(below, above, step):
            yield Problem("band_overlap", where(above), value=edges)
    if numbers is None or not ordered:
        return
    low, high = ordered[0].span.low, ordered[-1].span.high
    if low is not None and (numbers.low is None or numbers.low < low):
        yield Problem("band_gap", where(ordered[0]), value=f"{_text(numbers.low)} | {_text(low)}")
    if high is not None and (numbers.high is None or numbers.high > high):
        yield Problem(
            "band_gap", where(ordered[-1]), value=f"{_text(high)} | {_text(numbers.high)}"
        )
    for row in ordered:
        if not numbers.meets(row.span) or _beside(row, numbers):
            value = f"{_text(row.span.low)} .. {_text(row.span.high)}"
            yield Problem("row_unreachable", where(row), value=value)


def _beside(row: BandSpan, numbers: Span) -> bool:
    """Whether a band only touches what the number can be, with an edge that is not its own."""
    under = row.span.high is not None and row.span.high == numbers.low and not row.band.upper_in
    over = row.span.low is not None and row.span.low == numbers.high and not row.band.lower_in
    return under or over


def _overlap(below: BandSpan, above: BandSpan, step: Exact) -> bool:
    first, after = above.first(step), below.after(step)
    if first is None or after is None:
        return True
    both = not step and below.band.upper_in and above.band.lower_in
    return first < after or (first == after and both)


def _text(edge: Exact | None) -> str:
    return "…" if edge is None else to_canonical(Fraction(edge))

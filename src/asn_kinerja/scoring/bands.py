"""Checking tables of bands: no gap, no overlap, no band out of reach, nothing left outside."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import Band, Bands
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.scales import rounded_scale

__all__ = ["check_bands"]


@attrs.frozen
class _Row:
    """A band with the values of its edges."""

    band: Band
    low: Exact | None
    high: Exact | None


def check_bands(node: Bands, follower: Follower, *, place: str) -> Iterator[Problem]:
    """Find what is wrong with a table of bands.

    A number that a rule has rounded steps by its last decimal, so that bands printed as
    ``76.61`` to ``88.30`` and ``88.31`` to ``100`` leave no gap; for any other number they do.

    Args:
        node: The table.
        follower: Knows the edges and what the number can be.
        place: Where the table stands.

    Yields:
        The problems.
    """
    rows = [_row(band, follower) for band in node.bands]
    lowest = [row for row in rows if row.low is None]
    ordered = [*lowest, *sorted((r for r in rows if r.low is not None), key=lambda r: r.low or 0)]
    step = _step(node)
    for below, above in pairwise(ordered):
        yield from _border(below, above, step, place)
    if rows:
        yield from _reach(node, ordered, follower, place)


def _row(band: Band, follower: Follower) -> _Row:
    span = follower.span_of(band)
    return _Row(band, span.low, span.high)


def _step(node: Bands) -> Exact:
    """Give the smallest difference between two numbers that the table can meet."""
    scale = rounded_scale(node.value)
    return Fraction(0) if scale is None else Fraction(1, 10**scale)


def _border(below: _Row, above: _Row, step: Exact, place: str) -> Iterator[Problem]:
    edges = f"{_text(below.high)} | {_text(above.low)}"
    if below.high is None or above.low is None:
        yield Problem("band_overlap", place, value=edges)
        return
    touching = below.high == above.low
    both, none = (
        below.band.upper_in and above.band.lower_in,
        not below.band.upper_in and not above.band.lower_in,
    )
    if below.high > above.low or (touching and both):
        yield Problem("band_overlap", place, value=edges)
    elif (touching and none) or (not touching and not _next(below, above, step)):
        yield Problem("band_gap", place, value=edges)


def _next(below: _Row, above: _Row, step: Exact) -> bool:
    """Whether no number that the table can meet lies between two bands."""
    if not step or below.high is None or above.low is None:
        return False
    last = below.high if below.band.upper_in else below.high - step
    first = above.low if above.band.lower_in else above.low + step
    return first - last <= step


def _reach(node: Bands, rows: list[_Row], follower: Follower, place: str) -> Iterator[Problem]:
    numbers = follower.reach(node.value).numbers
    if numbers is None:
        return
    first, last = rows[0], rows[-1]
    if first.low is not None and (numbers.low is None or numbers.low < first.low):
        yield Problem("band_gap", place, value=f"{_text(numbers.low)} | {_text(first.low)}")
    if last.high is not None and (numbers.high is None or numbers.high > last.high):
        yield Problem("band_gap", place, value=f"{_text(last.high)} | {_text(numbers.high)}")
    for row in rows:
        if not numbers.meets(follower.span_of(row.band)):
            yield Problem("row_unreachable", place, value=f"{_text(row.low)} .. {_text(row.high)}")


def _text(edge: Exact | None) -> str:
    return "…" if edge is None else to_canonical(edge)

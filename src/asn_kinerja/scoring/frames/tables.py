"""Tables as columns: bands, matrix, lookup, choice, override."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import and_, or_

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.guards import against, between
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number, Text, Word
from asn_kinerja.scoring.frames.merging import (
    CODE,
    FEW,
    Merged,
    is_missing,
    is_nullable,
    merge,
    number_of,
)
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.nodes import Comparison, Scalar

__all__ = ["BandLane", "banded", "celled", "chosen", "looked_up", "overridden"]

_MISSING = Const(None)
_CHAIN = 8  # cases in one chain of `when`; longer tables are cut in two, again and again


@attrs.frozen(kw_only=True)
class BandLane:
    """One band: its edges and what it gives."""

    lower: Lane | None
    upper: Lane | None
    lower_in: bool
    upper_in: bool
    result: Lane


def chosen(at: Place, conditions: Sequence[Lane], results: Sequence[Lane]) -> Lane:
    """Take the result of the first condition that holds; a missing one makes the choice missing.

    Args:
        at: Where.
        conditions: Flags.
        results: One for each, and one more for when none holds.

    Returns:
        The choice.
    """
    held_by: list[tuple[Flag, Lane]] = []
    last = results[-1]
    for condition, result in zip(conditions, results, strict=False):
        if isinstance(condition, Flag):
            held_by.append((condition, result))
        elif condition == _MISSING or (isinstance(condition, Const) and condition.value):
            last = _MISSING if condition == _MISSING else result
            break
    if not held_by:
        return last
    merged = merge(at, [*(result for _, result in held_by), last])
    if merged.kind is Const:
        return _MISSING
    expr = merged.exprs[-1]
    for (condition, _), then in zip(reversed(held_by), merged.exprs[-2::-1], strict=True):
        column = nw.col(condition.name)
        expr = nw.when(column).then(then).otherwise(expr)
        if condition.nullable:
            expr = nw.when(~column.is_null()).then(expr)
    lanes = [lane for pair in held_by for lane in pair]
    nullable = merged.nullable or is_nullable(*(condition for condition, _ in held_by))
    return merged.finish(expr, [*lanes, last], nullable=nullable)


def overridden(at: Place, given: Lane, proposed: Lane) -> Lane:
    """Take what was given, or else what was proposed."""
    if is_missing(given):
        return proposed
    if not is_nullable(given):
        return given
    merged = merge(at, (given, proposed))
    first, second = merged.exprs
    assert not isinstance(given, Const)  # noqa: S101 - for the type checker: a constant is not nullable
    expr = nw.when(~nw.col(given.name).is_null()).then(first).otherwise(second)
    return merged.finish(expr, (given, proposed), nullable=is_nullable(proposed))


def banded(at: Place, value: Lane, bands: Sequence[BandLane]) -> Lane:
    """Take the result of the first band that holds a number.

    Args:
        at: Where.
        value: The number.
        bands: The bands, in their order.

    Returns:
        The result; missing where no band holds the number.
    """
    bands = [band for band in bands if not is_missing(band.lower, band.upper)]
    if is_missing(value) or not bands:
        return _MISSING
    point = number_of(value)
    if point is not None:
        return _band_of(point, bands)
    assert isinstance(value, Number)  # noqa: S101 - for the type checker: a number, as the node says
    edges = [edge for band in bands for edge in (band.lower, band.upper) if edge is not None]
    if all(isinstance(edge, Const) for edge in edges):
        return _pieces(at, value, bands)
    merged = merge(at, [band.result for band in bands])
    expr: nw.Expr | None = None
    for band, result in zip(reversed(bands), reversed(merged.exprs), strict=True):
        within, read = _within(at, value, band)
        holds = at.flag(within, *read)
        chain = nw.when(nw.col(holds.name)).then(result)
        expr = chain if expr is None else chain.otherwise(expr)
        edges = [*edges, holds]
    assert expr is not None  # noqa: S101 - for the type checker: there are bands
    return merged.finish(expr, [*edges, *(band.result for band in bands)], nullable=True)


def _within(at: Place, value: Number, band: BandLane) -> tuple[nw.Expr, list[Lane]]:
    parts: list[nw.Expr] = []
    lanes: list[Lane] = [value]
    if band.lower is not None:
        op = Comparison.AT_LEAST if band.lower_in else Comparison.MORE
        expr, read = between(at, value, band.lower, op)
        parts.append(expr)
        lanes += read
    if band.upper is not None:
        op = Comparison.AT_MOST if band.upper_in else Comparison.LESS
        expr, read = between(at, value, band.upper, op)
        parts.append(expr)
        lanes += read
    return (reduce(and_, parts) if parts else ~nw.col(value.name).is_null()), lanes


def _holds(band: BandLane, point: Fraction, *, after: bool) -> bool:
    """Whether a band holds a point, or the numbers just after it."""
    low = None if band.lower is None else number_of(band.lower)
    high = None if band.upper is None else number_of(band.upper)
    above = low is None or low < point or (low == point and (after or band.lower_in))
    below = high is None or point < high or (high == point and not after and band.upper_in)
    return above and below


def _band_of(point: Fraction, bands: Sequence[BandLane]) -> Lane:
    found = (band.result for band in bands if _holds(band, point, after=False))
    return next(found, _MISSING)


def _pieces(at: Place, value: Number, bands: Sequence[BandLane]) -> Lane:
    """Cut the numbers at the edges, so that each row is compared with as few as can be."""
    points = sorted(
        {
            point
            for band in bands
            for edge in (band.lower, band.upper)
            if edge is not None and (point := number_of(edge)) is not None
        }
    )
    first = value.extent.low if not points else min(points) - 1
    pieces: list[tuple[Comparison | None, Fraction, Lane]] = [(None, first, _band_of(first, bands))]
    for point in points:
        at_point = _band_of(point, bands)
        after = next((band.result for band in bands if _holds(band, point, after=True)), _MISSING)
        for op, result in ((Comparison.AT_LEAST, at_point), (Comparison.MORE, after)):
            if result != pieces[-1][2]:
                pieces.append((op, point, result))
    pieces = _reached(value, pieces)
    merged = merge(at, [result for _, _, result in pieces])
    if merged.kind is Const:
        return _MISSING
    nullable = merged.nullable or value.nullable
    expr = merged.exprs[0]
    if value.nullable:
        expr = nw.when(~nw.col(value.name).is_null()).then(expr)
    for (edge, point, _), then in zip(pieces[1:], merged.exprs[1:], strict=True):
        assert edge is not None  # noqa: S101 - for the type checker: only the first piece has none
        expr = nw.when(against(at, value, edge, point)).then(then).otherwise(expr)
    return merged.finish(expr, [value, *(result for _, _, result in pieces)], nullable=nullable)


def _reached(
    value: Number, pieces: list[tuple[Comparison | None, Fraction, Lane]]
) -> list[tuple[Comparison | None, Fraction, Lane]]:
    """Leave out the pieces that the number cannot reach."""
    low, high = value.extent.low, value.extent.high
    start = 0
    for number, (op, point, _) in enumerate(pieces):
        if op is not None and (point < low or (point == low and op is Comparison.AT_LEAST)):
            start = number
    kept = [
        piece
        for piece in pieces[start + 1 :]
        if piece[1] < high or (piece[1] == high and piece[0] is Comparison.AT_LEAST)
    ]
    return [pieces[start], *kept]


def celled(at: Place, row: Lane, column: Lane, cells: Sequence[tuple[str, str, Lane]]) -> Lane:
    """Find the cell of two words.

    Args:
        at: Where.
        row: The word of the row.
        column: The word of the column.
        cells: Word of the row, word of the column, and what the cell gives.

    Returns:
        The result; missing where there is no such cell.
    """
    if is_missing(row, column):
        return _MISSING
    rows: dict[str, dict[str, Lane]] = {}
    for row_word, column_word, result in cells:
        rows.setdefault(row_word, {})[column_word] = result
    if isinstance(row, Const):
        found = rows.get(str(row.value), {})
        return looked_up(at, column, list(found.items()))
    if isinstance(column, Const):
        word = str(column.value)
        kept = [(name, found[word]) for name, found in rows.items() if word in found]
        return looked_up(at, row, kept)
    lanes = [looked_up(at, column, list(found.items())) for found in rows.values()]
    return looked_up(at, row, list(zip(rows, lanes, strict=True)))


def looked_up(at: Place, value: Lane, rows: Sequence[tuple[Scalar, Lane]]) -> Lane:
    """Find the row that is equal to a word, a flag, a date or a number.

    Args:
        at: Where.
        value: What is looked for.
        rows: Each value with its result.

    Returns:
        The result; missing where no row is equal.
    """
    if is_missing(value) or not rows:
        return _MISSING
    if isinstance(value, Const):
        same = (
            result
            for when, result in rows
            if isinstance(when, bool) is isinstance(value.value, bool) and when == value.value
        )
        return next(same, _MISSING)
    last = {(isinstance(when, bool), when): result for when, result in rows}
    kept = [(when, result) for (_, when), result in last.items() if _can_be(value, when)]
    merged = merge(at, [result for _, result in kept])
    if not kept or merged.kind is Const:
        return _MISSING
    keyed = [(when, result) for (when, _), result in zip(kept, merged.exprs, strict=True)]
    lanes = [value, *(result for _, result in kept)]
    expr = _joined(at, value, [when for when, _ in kept], merged, lanes[1:])
    total = isinstance(value, Word) and value.words <= {when for when, _ in kept}
    total = total or (isinstance(value, Flag) and len(kept) == 2)
    if expr is None and total and len(kept) <= _CHAIN:
        expr = _sorted_out(at, value, keyed, [result for _, result in kept])
    if expr is None:
        expr = _searched(at, value, sorted(keyed, key=lambda pair: _order(at, value, pair[0])))
    return merged.finish(expr, lanes, nullable=merged.nullable or value.nullable or not total)


def _can_be(value: Lane, when: Scalar) -> bool:
    if isinstance(value, Word):
        return when in value.words
    if isinstance(value, Flag):
        return isinstance(when, bool)
    if isinstance(value, Text):
        return isinstance(when, str)
    return not isinstance(when, str | bool)


def _order(at: Place, value: Lane, when: Scalar) -> Fraction | str:
    if isinstance(value, Word):
        return Fraction(at.plan.codes.of(str(when)))
    if isinstance(value, Text):
        return str(when)
    return number_of(Const(when)) or Fraction(0)


def _equal(at: Place, value: Lane, when: Scalar) -> nw.Expr:
    if isinstance(value, Flag):
        return nw.col(value.name) if when else ~nw.col(value.name)
    if isinstance(value, Word):
        return nw.col(value.name) == nw.lit(at.plan.codes.of(str(when)), CODE)
    if isinstance(value, Text):
        return nw.col(value.name) == nw.lit(str(when))
    point = number_of(Const(when))
    assert isinstance(value, Number) and point is not None  # noqa: S101, PT018 - for the type checker
    return against(at, value, Comparison.EQUAL, point)


def _joined(
    at: Place, value: Lane, keys: Sequence[Scalar], merged: Merged, results: Sequence[Lane]
) -> nw.Expr | None:
    """Replace values by those of a long table, if all of it is fixed."""
    found = merged.constants(results)
    if len(keys) <= FEW or found is None or isinstance(value, Const | Flag):
        return None
    column = nw.col(value.name)
    if isinstance(value, Number):
        if not value.extent.whole:
            return None
        edges = [(number_of(Const(key)) or 0) * value.extent.factor for key in keys]
        pairs = {
            int(edge): new for edge, new in zip(edges, found, strict=True) if edge == int(edge)
        }
        column = column.cast(nw.Int64())
    elif isinstance(value, Word):
        pairs = dict(zip(map(at.plan.codes.of, map(str, keys)), found, strict=True))
    else:
        pairs = dict(zip(keys, found, strict=True))  # type: ignore[arg-type] # words
    return column.replace_strict(
        list(pairs), list(pairs.values()), default=None, return_dtype=merged.dtype
    )


def _sorted_out(
    at: Place, value: Lane, rows: Sequence[tuple[Scalar, nw.Expr]], results: Sequence[Lane]
) -> nw.Expr | None:
    """Take the commonest result where no other is due, if the rows tell all that can be."""
    groups: dict[Lane, list[tuple[Scalar, nw.Expr]]] = {}
    for row, result in zip(rows, results, strict=True):
        groups.setdefault(result, []).append(row)
    if isinstance(value, Const) or len(groups) == 1:
        return None
    *others, last = sorted(groups.values(), key=len)
    expr = last[0][1]
    for group in others:
        due = reduce(or_, (_equal(at, value, when) for when, _ in group))
        expr = nw.when(due).then(group[0][1]).otherwise(expr)
    return nw.when(~nw.col(value.name).is_null()).then(expr) if value.nullable else expr


def _searched(at: Place, value: Lane, rows: Sequence[tuple[Scalar, nw.Expr]]) -> nw.Expr:
    """Search sorted rows: a chain if they are few, else first in which half."""
    if len(rows) <= _CHAIN:
        chain = nw.when(_equal(at, value, rows[0][0])).then(rows[0][1])
        for when, result in rows[1:]:
            chain = chain.when(_equal(at, value, when)).then(result)
        return chain
    middle = len(rows) // 2
    lower, upper = _searched(at, value, rows[:middle]), _searched(at, value, rows[middle:])
    edge = rows[middle][0]
    if isinstance(value, Number):
        point = number_of(Const(edge))
        assert point is not None  # noqa: S101 - for the type checker: rows of a number are numbers
        below = against(at, value, Comparison.LESS, point)
    elif isinstance(value, Word):
        below = nw.col(value.name) < nw.lit(at.plan.codes.of(str(edge)), CODE)
    else:
        assert isinstance(value, Text)  # noqa: S101 - for the type checker: two flags are few
        below = nw.col(value.name) < nw.lit(str(edge))
    return nw.when(below).then(lower).otherwise(upper)

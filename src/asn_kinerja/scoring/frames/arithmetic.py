"""Numbers of columns: sums, products, ratios, extremes."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add, mul

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.bounds import (
    Extent,
    negated,
    product,
    quotient,
    scaled,
    sum_of,
)
from asn_kinerja.scoring.frames.guards import against
from asn_kinerja.scoring.frames.lanes import Const, Lane, Number
from asn_kinerja.scoring.frames.merging import (
    extent_of,
    held,
    is_missing,
    is_nullable,
    merge,
    number_of,
)
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.nodes import Comparison

__all__ = ["clipped", "divided", "extreme", "multiplied", "subtracted", "summed"]

_MISSING = Const(None)


def summed(at: Place, lanes: Sequence[Lane]) -> Lane:
    """Add.

    Args:
        at: Where.
        lanes: The terms.

    Returns:
        The sum; missing where a term is.
    """
    if is_missing(*lanes):
        return _MISSING
    fixed = sum((number_of(lane) or Fraction(0) for lane in lanes), Fraction(0))
    terms: list[Lane] = [lane for lane in lanes if not isinstance(lane, Const)]
    if not terms:
        return Const(fixed)
    if fixed:
        terms.append(Const(fixed))
    if len(terms) == 1:
        return terms[0]
    extent = sum_of([extent_of(term) for term in terms])
    expr = reduce(add, (held(term, extent.factor) for term in terms))
    return _number(at, expr, terms, extent)


def _number(at: Place, expr: nw.Expr, lanes: Sequence[Lane], extent: Extent) -> Number:
    return Number(
        name=at.put(expr, *lanes), region=at.region, nullable=is_nullable(*lanes), extent=extent
    )


def _turned(at: Place, lane: Lane) -> Lane:
    """Turn the sign."""
    value = number_of(lane)
    if value is not None:
        return Const(-value)
    return _number(at, -held(lane), [lane], negated(extent_of(lane)))


def subtracted(at: Place, left: Lane, right: Lane) -> Lane:
    """Take one number from another.

    Args:
        at: Where.
        left: From which.
        right: What is taken.

    Returns:
        The difference.
    """
    if is_missing(left, right):
        return _MISSING
    value = number_of(right)
    if value is not None:
        return summed(at, (left, Const(-value)))
    extent = sum_of([extent_of(left), negated(extent_of(right))])
    return _number(
        at, held(left, extent.factor) - held(right, extent.factor), [left, right], extent
    )


def multiplied(at: Place, lanes: Sequence[Lane]) -> Lane:
    """Multiply; a constant factor only changes what the column means.

    Args:
        at: Where.
        lanes: The factors.

    Returns:
        The product.
    """
    if is_missing(*lanes):
        return _MISSING
    fixed = reduce(
        mul, (number_of(lane) or 0 for lane in lanes if isinstance(lane, Const)), Fraction(1)
    )
    found: Lane = Const(Fraction(1))
    for lane in lanes:
        if isinstance(lane, Const):
            continue
        if isinstance(found, Const):
            found = lane
            continue
        extent = product(extent_of(found), extent_of(lane))
        found = _number(at, held(found) * held(lane), [found, lane], extent)
    return Const(fixed) if isinstance(found, Const) else _times(at, found, Fraction(fixed))


def _times(at: Place, lane: Lane, by: Fraction) -> Lane:
    if by < 0:
        return _times(at, _turned(at, lane), -by)
    if by == 0:
        zero = Extent(low=Fraction(0), high=Fraction(0))
        return _number(at, held(lane) * 0.0, [lane], zero)
    assert isinstance(lane, Number)  # noqa: S101 - for the type checker: a number that is no constant
    return attrs.evolve(lane, extent=scaled(lane.extent, by))


def divided(at: Place, top: Lane, bottom: Lane, when_zero: Lane) -> Lane:
    """Divide; a zero denominator has its own result.

    Args:
        at: Where.
        top: The numerator.
        bottom: The denominator.
        when_zero: What zero gives.

    Returns:
        The quotient.
    """
    if is_missing(top, bottom):
        return _MISSING
    by = number_of(bottom)
    if by is not None:
        if by != 0:
            return multiplied(at, (top, Const(1 / by)))
        return when_zero if isinstance(top, Const) else _where_given(at, top, when_zero)
    extent = quotient(extent_of(top), extent_of(bottom))
    assert isinstance(bottom, Number)  # noqa: S101 - for the type checker: `extent_of` refuses others
    if bottom.extent.whole and (bottom.extent.low > 0 or bottom.extent.high < 0):
        return _number(at, held(top) / held(bottom), [top, bottom], extent)
    plain = _number(at, held(top) / held(bottom), [top, bottom], extent)  # no engine raises
    is_zero = against(at, bottom, Comparison.EQUAL, Fraction(0))
    merged = merge(at, (plain, when_zero))
    if not isinstance(top, Const) and top.nullable:
        is_zero &= ~nw.col(top.name).is_null()
    expr = nw.when(is_zero).then(merged.exprs[1]).otherwise(merged.exprs[0])
    return merged.finish(expr, (plain, when_zero, bottom, top))


def _where_given(at: Place, lane: Number | Lane, result: Lane) -> Lane:
    """Give a result where a lane has a value."""
    if not is_nullable(lane) or is_missing(result):
        return result
    merged = merge(at, (result,))
    return merged.finish(
        nw.when(~held(lane).is_null()).then(merged.exprs[0]), (result, lane), nullable=True
    )


def extreme(at: Place, lanes: Sequence[Lane], *, largest: bool) -> Lane:
    """Take the smallest or the largest, of numbers or dates.

    Args:
        at: Where.
        lanes: The numbers.
        largest: Which of both.

    Returns:
        One of them.
    """
    if is_missing(*lanes):
        return _MISSING
    return reduce(lambda one, other: _nearer(at, one, other, largest=largest), lanes)


def _nearer(at: Place, first: Lane, second: Lane, *, largest: bool) -> Lane:
    """Take the smaller or the larger of two: an error of the numbers is all that can be wrong."""
    pick = max if largest else min
    one, other = number_of(first), number_of(second)
    if one is not None and other is not None:
        return first if pick(one, other) == one else second
    extents = (extent_of(first), extent_of(second))
    if _ahead(*extents, largest=largest) and not is_nullable(second):
        return first
    if _ahead(*reversed(extents), largest=largest) and not is_nullable(first):
        return second
    if not is_nullable(second):
        first, second = second, first  # where the other is missing, so is the result
    merged = merge(at, (first, second))
    left, right = merged.exprs
    before = (left >= right) if largest else (left <= right)
    chosen = nw.when(before).then(left)
    both = is_nullable(first) and is_nullable(second)
    expr = chosen.when(~before).then(right) if both else chosen.otherwise(right)
    lane = merged.finish(expr, (first, second))
    assert isinstance(lane, Number)  # noqa: S101 - for the type checker: numbers give a number
    low, high = pick(extent.low for extent in extents), pick(extent.high for extent in extents)
    return attrs.evolve(lane, extent=attrs.evolve(lane.extent, low=low, high=high))


def _ahead(one: Extent, other: Extent, *, largest: bool) -> bool:
    """Whether the first is always the one to take."""
    return one.low >= other.high if largest else one.high <= other.low


def clipped(at: Place, value: Lane, *, low: Lane | None, high: Lane | None) -> Lane:
    """Hold a number between two edges.

    Args:
        at: Where.
        value: The number.
        low: Lower edge.
        high: Upper edge.

    Returns:
        The nearest number between them.
    """
    found = value
    if low is not None:
        found = extreme(at, (found, low), largest=True)
    if high is not None:
        found = extreme(at, (found, high), largest=False)
    return found

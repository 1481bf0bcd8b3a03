"""Comparing columns that may be off: within a guard that is proved, or by the exact interpreter."""

from fractions import Fraction
from math import ceil, floor, inf, nextafter

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.bounds import Extent, gap, negated, sum_of
from asn_kinerja.scoring.frames.lanes import Lane, Number
from asn_kinerja.scoring.frames.merging import extent_of, held, number_of
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.nodes import Comparison

__all__ = ["FLIPPED", "against", "between", "outermost"]

FLIPPED = {
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.UNEQUAL: Comparison.UNEQUAL,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.MORE: Comparison.LESS,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.LESS: Comparison.MORE,
}


def against(at: Place, number: Number, op: Comparison, point: Fraction) -> nw.Expr:
    """Compare a column with a fixed number.

    Args:
        at: Where.
        number: The column.
        op: How.
        point: The number.

    Returns:
        An expression; rows that it may judge wrongly are left to the exact interpreter.
    """
    column, extent = nw.col(number.name), number.extent
    edge = point * extent.factor
    if extent.whole:
        return _whole(column, op, edge)
    if extent.decimal:
        return _texts(column, op, point)
    near = _beside(extent, point)
    guard = gap(near, points=point.denominator)
    if not guard:
        guard = 2 * near.error
        _leave(at, column - float(edge), guard, number)
    return _guarded(column, op, edge=float(edge), guard=guard if guard < inf else 0.0)


def between(at: Place, left: Lane, right: Lane, op: Comparison) -> tuple[nw.Expr, tuple[Lane, ...]]:
    """Compare two numbers.

    Args:
        at: Where.
        left: The first.
        right: The second; not both are constant.
        op: How.

    Returns:
        An expression, and the lanes that it reads; rows that it may judge wrongly are left to the
        exact interpreter.
    """
    point = number_of(right)
    if point is not None and isinstance(left, Number):
        return against(at, left, op, point), (left,)
    point = number_of(left)
    if point is not None and isinstance(right, Number):
        return against(at, right, FLIPPED[op], point), (right,)
    first, second = extent_of(left), extent_of(right)
    extent = sum_of([first, negated(second)])
    one, other = held(left, extent.factor), held(right, extent.factor)
    if extent.whole or (first.decimal and second.decimal):
        return _compared(one, op, other), (left, right)
    difference = Number(name=at.put(one - other, left, right), region=at.region, extent=extent)
    return against(at, difference, op, Fraction(0)), (left, right, difference)


def outermost(bound: Fraction, *, up: bool) -> float:
    """Find the outermost float whose decimal text is still within a bound.

    Args:
        bound: The bound.
        up: Whether numbers lie above it, rather than below.

    Returns:
        The least such float, or the greatest.
    """
    edge = float(bound)
    shown = Fraction(repr(edge))
    if up and shown < bound:
        return nextafter(edge, inf)
    if not up and shown > bound:
        return nextafter(edge, -inf)
    return edge


def _texts(column: nw.Expr, op: Comparison, point: Fraction) -> nw.Expr:
    """Compare what the texts of floats say with a point: texts are in the order of the floats."""
    match op:
        case Comparison.AT_LEAST | Comparison.LESS:
            return _compared(column, op, nw.lit(outermost(point, up=True)))
        case Comparison.AT_MOST | Comparison.MORE:
            return _compared(column, op, nw.lit(outermost(point, up=False)))
        case _ if outermost(point, up=True) == outermost(point, up=False):
            return _compared(column, op, nw.lit(float(point)))
        case _:
            return _never_equal(column, op)


def _never_equal(column: nw.Expr, op: Comparison) -> nw.Expr:
    """Compare with what no row can be: missing where the column is."""
    return column != column if op is Comparison.EQUAL else column == column  # noqa: PLR0124


def _beside(extent: Extent, point: Fraction) -> Extent:
    """Describe the numbers of a column beside a point, where its relative error is that of there.

    A number on the wrong side of the point would be off by more than its distance from it, and
    that part of its relative error is less than this distance.
    """
    absolute = extent.absolute + _off(point * extent.factor)
    if extent.error == inf:
        return attrs.evolve(extent, absolute=inf)
    return attrs.evolve(extent, low=-abs(point), high=abs(point), absolute=absolute)


def _off(edge: Fraction) -> float:
    """Bound the error of a constant."""
    return abs(float(edge)) * 2.0**-52


def _leave(at: Place, distance: nw.Expr, guard: float, number: Number) -> None:
    """Leave the rows that lie within the guard to the exact interpreter."""
    if guard == inf:
        at.unsettle(~nw.col(number.name).is_null(), number)
    else:
        at.unsettle(distance.abs() <= guard, number)


def _whole(column: nw.Expr, op: Comparison, edge: Fraction) -> nw.Expr:
    """Compare whole numbers with a point that may lie between two of them."""
    match op:
        case Comparison.AT_LEAST | Comparison.LESS:
            return _compared(column, op, nw.lit(float(ceil(edge))))
        case Comparison.AT_MOST | Comparison.MORE:
            return _compared(column, op, nw.lit(float(floor(edge))))
        case _ if edge.denominator == 1:
            return _compared(column, op, nw.lit(float(edge)))
        case _:
            return _never_equal(column, op)


def _compared(left: nw.Expr, op: Comparison, right: nw.Expr) -> nw.Expr:
    match op:
        case Comparison.EQUAL:
            return left == right
        case Comparison.UNEQUAL:
            return left != right
        case Comparison.AT_LEAST:
            return left >= right
        case Comparison.MORE:
            return left > right
        case Comparison.AT_MOST:
            return left <= right
        case Comparison.LESS:
            return left < right


def _guarded(column: nw.Expr, op: Comparison, *, edge: float, guard: float) -> nw.Expr:
    match op:
        case Comparison.EQUAL:
            return (column - edge).abs() <= guard
        case Comparison.UNEQUAL:
            return (column - edge).abs() > guard
        case Comparison.AT_LEAST:
            return column >= edge - guard
        case Comparison.MORE:
            return column > edge + guard
        case Comparison.AT_MOST:
            return column <= edge + guard
        case Comparison.LESS:
            return column < edge - guard

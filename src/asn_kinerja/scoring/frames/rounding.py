"""Rounding columns: half up, half even, down, up, each of the magnitude."""

from fractions import Fraction
from math import ceil, floor, inf, isfinite
from typing import assert_never

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.bounds import LIMIT, UNIT, Extent, Grid, brought, gap
from asn_kinerja.scoring.frames.lanes import Const, Lane, Number
from asn_kinerja.scoring.frames.merging import number_of
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.numbers import RoundingMode, round_exact

__all__ = ["rounded", "rounding"]

_TEXT = 10**15  # decimals of so many digits are the shortest text of their float


@attrs.frozen(kw_only=True)
class Rounding:
    """How a column is rounded.

    Args:
        times: Factor from the column to units of the last kept decimal.
        guard: How far a half is looked for.
        proved: Whether nothing but an exact half can lie within the guard.
        extent: What the rounded column holds.
        needed: Whether there is anything to round.
    """

    times: Fraction
    guard: float
    proved: bool
    extent: Extent
    needed: bool


def rounding(extent: Extent, scale: int) -> Rounding:
    """Describe how a column is rounded.

    Args:
        extent: What it holds.
        scale: Decimals to keep.

    Returns:
        The factor, the guard, whether it is proved, and the extent of the result.
    """
    step = 10**scale
    times = step / extent.factor
    result = Extent(
        low=Fraction(floor(extent.low * step), step),
        high=Fraction(ceil(extent.high * step), step),
        factor=Fraction(step),
        grid=Grid(step, 1),
    )
    on_grid = extent.grid is not None and extent.grid.free == 1
    if extent.whole and on_grid and extent.grid and step % extent.grid.fixed == 0:
        return Rounding(times=times, guard=0, proved=True, extent=extent, needed=False)
    units = brought(extent, Fraction(step))
    units = attrs.evolve(
        units, relative=units.relative + 2 * UNIT, absolute=units.absolute + 2 * UNIT
    )
    proved = gap(units, points=2 * step)
    if result.held >= LIMIT or not isfinite(units.error) or units.error > 0.2:
        result = attrs.evolve(result, absolute=inf)
        return Rounding(times=times, guard=inf, proved=False, extent=result, needed=True)
    guard = proved or 2 * units.error
    return Rounding(times=times, guard=guard, proved=bool(proved), extent=result, needed=True)


def rounded(at: Place, lane: Lane, scale: int, mode: RoundingMode) -> Lane:
    """Round the magnitude to whole units of the last decimal and restore the sign.

    Args:
        at: Where.
        lane: A number.
        scale: Decimals to keep.
        mode: What becomes of a half.

    Returns:
        Exact whole numbers; rows that may lie within the guard without being a half are left to
        the exact interpreter.
    """
    value = number_of(lane)
    if value is not None or isinstance(lane, Const):
        return Const(None if value is None else round_exact(value, scale, mode=mode))
    number = lane
    assert isinstance(number, Number)  # noqa: S101 - for the type checker: a number, as the node says
    how = rounding(number.extent, scale)
    if not how.needed:
        return number
    column = nw.col(number.name)
    magnitude = column.abs() if number.extent.low < 0 else column
    units = magnitude * float(how.times) if how.times != 1 else magnitude
    if number.extent.decimal and number.extent.largest * 10 ** (scale + 1) < _TEXT:
        whole = _to_unit_of_text(at, number, magnitude, mode=mode, step=10**scale)
    else:
        wide = how.guard == inf
        if wide:
            at.unsettle(~column.is_null(), number)
            how = attrs.evolve(how, guard=0.0, proved=True)
        whole = _to_unit(at, number, units, mode=mode, how=how, wide=wide)
    if number.extent.low < 0:
        sign = nw.when(column < 0).then(-nw.col(whole)).otherwise(nw.col(whole))
        whole = at.put(sign, number, _named(whole, number))
    return Number(name=whole, region=at.region, nullable=number.nullable, extent=how.extent)


def _named(name: str, like: Number) -> Number:
    return Number(name=name, region=like.region, nullable=like.nullable, extent=like.extent)


def _to_unit(  # noqa: PLR0913 - what is rounded, and how
    at: Place, number: Number, units: nw.Expr, *, mode: RoundingMode, how: Rounding, wide: bool
) -> str:
    """Round a magnitude to a whole number."""
    guard, proved = how.guard, how.proved
    match mode:
        case RoundingMode.HALF_UP | RoundingMode.HALF_EVEN:
            whole = at.put(at.floor(units + (0.5 + guard), wide=wide), number)
            if not proved:
                at.unsettle(
                    nw.col(whole) != at.floor(units + (0.5 - guard)), number, _named(whole, number)
                )
            if mode is RoundingMode.HALF_UP:
                return whole
            return _to_even(at, number, units, whole, guard=guard, wide=wide)
        case RoundingMode.DOWN:
            whole = at.put(at.floor(units + guard, wide=wide), number)
            if not proved:
                at.unsettle(nw.col(whole) != at.floor(units - guard), number, _named(whole, number))
            return whole
        case RoundingMode.UP:
            whole = at.put(at.ceil(units - guard, wide=wide), number)
            if not proved:
                at.unsettle(nw.col(whole) != at.ceil(units + guard), number, _named(whole, number))
            return whole
        case _:
            assert_never(mode)


def _to_even(  # noqa: PLR0913 - what is rounded, and how
    at: Place, number: Number, units: nw.Expr, whole: str, *, guard: float, wide: bool
) -> str:
    """Take one off an odd number that was reached from a half."""
    up = nw.col(whole)
    half = (up - units) >= 0.5 - guard
    odd = at.floor(up * 0.5, wide=wide) * 2.0 != up
    expr = nw.when(half & odd).then(up - 1.0).otherwise(up)
    return at.put(expr, number, _named(whole, number))


def _to_unit_of_text(
    at: Place, number: Number, magnitude: nw.Expr, *, mode: RoundingMode, step: int
) -> str:
    """Round what the texts of floats say: near by float, then by the edges beside it.

    The edges are decimals of few digits, so that comparing their floats compares the texts.
    """
    units = magnitude * float(step) if step > 1 else magnitude

    def column(expr: nw.Expr, *names: str) -> str:
        return at.put(expr, number, *(_named(name, number) for name in names))

    match mode:
        case RoundingMode.HALF_UP | RoundingMode.HALF_EVEN:
            near = column(at.floor(units + 0.5))
            low, high = (column(nw.col(near) * 2.0 + by, near) for by in (-1.0, 1.0))
            parts = 2 * step
        case RoundingMode.DOWN:
            near = column(at.floor(units))
            low, high, parts = near, column(nw.col(near) + 1.0, near), step
        case RoundingMode.UP:
            near = column(at.ceil(units))
            low, high, parts = column(nw.col(near) - 1.0, near), near, step
        case _:
            assert_never(mode)
    below, above = at.divided(low, parts), at.divided(high, parts)
    up = mode is RoundingMode.UP
    less = magnitude <= below if up else magnitude < below
    more = magnitude > above if up else magnitude >= above
    one = nw.col(near)
    moved = nw.when(less).then(one - 1.0).otherwise(nw.when(more).then(one + 1.0).otherwise(one))
    whole = column(moved, near, low, high)
    if mode is not RoundingMode.HALF_EVEN:
        return whole
    edge = column(nw.col(whole) * 2.0 - 1.0, whole)
    odd = at.floor(nw.col(whole) * 0.5) * 2.0 != nw.col(whole)
    half = magnitude == at.divided(edge, parts)
    even = nw.when(half & odd).then(nw.col(whole) - 1.0).otherwise(nw.col(whole))
    return column(even, whole, edge)

"""What a float64 column can hold: magnitude, grid, error; worked out before any row is seen.

A column holds ``value * factor``. Where it holds whole numbers under 2^53 (`Extent.whole`), it is
exact. Elsewhere its error is bounded, and `Grid` says how close two different values can come:
when that is further than the error reaches, a comparison or a rounding is proved; else the rows
that fall inside the guard are left to the exact interpreter.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, gcd, inf, isfinite, lcm

import attrs

__all__ = [
    "LIMIT",
    "UNIT",
    "Extent",
    "Grid",
    "brought",
    "common_factor",
    "constant",
    "gap",
    "hull",
    "limited",
    "negated",
    "product",
    "quotient",
    "scaled",
    "sum_of",
]

LIMIT = 2**53
UNIT = 2.0**-53  # the most by which one operation is off, relative to its result
_SLACK = 1.001  # covers products of errors, and the rounding of the bounds themselves
_WIDEST = 2**200  # a finer grid proves nothing any more
_LARGEST = Fraction(2**500)


@attrs.frozen
class Grid:
    """Every value is a whole number through ``fixed * e``, with a whole `e` from 1 to `free`."""

    fixed: int = 1
    free: int = 1


@attrs.frozen(kw_only=True)
class Extent:
    """What is known of a column of numbers.

    Args:
        low: Least value.
        high: Greatest value.
        factor: The column holds the value times this positive number.
        grid: How close two values can come; `None` when nothing is known.
        relative: Error of the column, relative to what it holds.
        absolute: Error of the column that does not shrink with what it holds.
        decimal: Whether the value is the shortest decimal text of the float, as in a number that
            came without a scale. Texts are in the order of their floats, so that comparing the
            floats is exact. Of a constant: whether a column of such numbers can take it in.
    """

    low: Fraction
    high: Fraction
    factor: Fraction = Fraction(1)
    grid: Grid | None = None
    relative: float = 0.0
    absolute: float = 0.0
    decimal: bool = False

    @property
    def whole(self) -> bool:
        """Whether the column holds exact whole numbers."""
        return not self.relative and not self.absolute

    @property
    def largest(self) -> Fraction:
        """Greatest magnitude of a value."""
        return max(abs(self.low), abs(self.high))

    @property
    def held(self) -> Fraction:
        """Greatest magnitude that the column holds."""
        return self.largest * self.factor

    @property
    def error(self) -> float:
        """Most by which the column can be off."""
        if not isfinite(self.absolute) or self.held > _LARGEST:
            return inf
        return (self.relative * float(self.held) + self.absolute) * _SLACK

    @property
    def step(self) -> Fraction | None:
        """Least distance between two different values that are on the grid."""
        if self.grid is None:
            return None
        return Fraction(1, self.grid.fixed * self.grid.free)


def _grid(fixed: int, free: int) -> Grid | None:
    return Grid(fixed, free) if fixed * free <= _WIDEST else None


def _whole_grid(factor: Fraction) -> Grid:
    return Grid(factor.numerator, 1)


def limited(extent: Extent) -> Extent:
    """Take an extent as exact only while what it holds stays under 2^53.

    Args:
        extent: An extent without error.

    Returns:
        The same, or one with the error of a float64 of that size.
    """
    if extent.whole and extent.held >= LIMIT:
        return attrs.evolve(extent, relative=UNIT)
    return extent


def constant(value: Fraction) -> Extent:
    """Describe a column that holds one number.

    Args:
        value: The number.

    Returns:
        Its extent; the column holds its numerator.
    """
    factor = Fraction(value.denominator)
    decimal = abs(value) < _LARGEST and Fraction(repr(float(value))) == value
    grid = _whole_grid(factor)
    return limited(Extent(low=value, high=value, factor=factor, grid=grid, decimal=decimal))


def scaled(extent: Extent, by: Fraction) -> Extent:
    """Multiply by a positive constant, which changes nothing but the meaning of the column."""
    grid = extent.grid
    if grid is not None:
        fixed = grid.fixed * by.denominator
        common = gcd(fixed, by.numerator)
        grid = _grid(fixed // common, grid.free)
    return attrs.evolve(
        extent,
        low=extent.low * by,
        high=extent.high * by,
        factor=extent.factor / by,
        grid=grid,
        decimal=extent.decimal and by == 1,
    )


def negated(extent: Extent) -> Extent:
    """Turn the sign."""
    return attrs.evolve(extent, low=-extent.high, high=-extent.low)


def common_factor(extents: Sequence[Extent]) -> Fraction:
    """Find the factor at which columns of whole numbers can be put together.

    Args:
        extents: One or more.

    Returns:
        A factor to which each column is brought by a whole number.
    """
    return Fraction(
        lcm(*(extent.factor.numerator for extent in extents)),
        gcd(*(extent.factor.denominator for extent in extents)),
    )


def brought(extent: Extent, factor: Fraction) -> Extent:
    """Multiply a column so that it holds the value times another factor.

    Args:
        extent: What it holds.
        factor: The factor.

    Returns:
        What it then holds.
    """
    times = factor / extent.factor
    if times == 1:
        return extent
    found = attrs.evolve(extent, factor=factor, absolute=extent.absolute * float(times))
    if extent.whole and times.denominator == 1:
        return limited(found)
    return attrs.evolve(found, relative=extent.relative + 2 * UNIT)


def hull(extents: Sequence[Extent]) -> Extent:
    """Describe a column that holds one of several.

    Args:
        extents: What it can hold.

    Returns:
        Their hull; each must be multiplied by ``hull.factor / extent.factor``.
    """
    parts, factor = _together(extents)
    known = [part.grid for part in parts if part.grid is not None]
    grid = None
    if len(known) == len(parts):
        grid = _grid(lcm(*(found.fixed for found in known)), max(found.free for found in known))
    texts = (extent.decimal or (extent.whole and extent.factor == 1) for extent in extents)
    return Extent(
        low=min(part.low for part in parts),
        high=max(part.high for part in parts),
        factor=factor,
        grid=grid,
        relative=max(part.relative for part in parts),
        absolute=max(part.absolute for part in parts),
        decimal=factor == 1 and all(texts),
    )


def _together(extents: Sequence[Extent]) -> tuple[list[Extent], Fraction]:
    factor = common_factor(extents)
    parts = [brought(extent, factor) for extent in extents]
    if not all(part.whole for part in parts):
        factor = min(extents, key=lambda extent: extent.whole).factor
        parts = [brought(extent, factor) for extent in extents]
    return parts, factor


def sum_of(extents: Sequence[Extent]) -> Extent:
    """Describe a sum.

    Args:
        extents: The terms.

    Returns:
        The sum; each term must be multiplied by ``sum.factor / extent.factor``.
    """
    parts, factor = _together(extents)
    grid: Grid | None = Grid()
    for part in parts:
        if grid is None or part.grid is None:
            grid = None
            break
        grid = _grid(lcm(grid.fixed, part.grid.fixed), grid.free * part.grid.free)
    found = Extent(
        low=sum((part.low for part in parts), Fraction(0)),
        high=sum((part.high for part in parts), Fraction(0)),
        factor=factor,
        grid=grid,
    )
    total = sum(part.held for part in parts)
    if all(part.whole for part in parts) and total < LIMIT:
        return found
    if total > _LARGEST:
        return attrs.evolve(found, absolute=inf)
    steps = (len(parts) - 1) * UNIT
    absolute = sum(part.absolute for part in parts)
    if all(part.low >= 0 for part in parts) or all(part.high <= 0 for part in parts):
        relative = max(part.relative for part in parts) + steps
        return attrs.evolve(found, relative=relative, absolute=absolute)
    absolute += sum(part.relative * float(part.held) for part in parts) + steps * float(total)
    return attrs.evolve(found, relative=UNIT, absolute=absolute * _SLACK)


def product(first: Extent, second: Extent) -> Extent:
    """Describe the product of two columns, which holds the product of what they hold."""
    corners = [a * b for a in (first.low, first.high) for b in (second.low, second.high)]
    grid = None
    if first.grid is not None and second.grid is not None:
        grid = _grid(first.grid.fixed * second.grid.fixed, first.grid.free * second.grid.free)
    found = Extent(
        low=min(corners), high=max(corners), factor=first.factor * second.factor, grid=grid
    )
    if first.whole and second.whole:
        return limited(found)
    if max(first.held, second.held) > _LARGEST:
        return attrs.evolve(found, absolute=inf)
    return attrs.evolve(
        found,
        relative=(first.relative + second.relative + UNIT) * _SLACK,
        absolute=(first.absolute * float(second.held) + second.absolute * float(first.held))
        * _SLACK
        + first.absolute * second.absolute,
    )


def quotient(top: Extent, bottom: Extent) -> Extent:
    """Describe the quotient of two columns where the second is not zero.

    Args:
        top: The numerator.
        bottom: The denominator.

    Returns:
        The extent of the quotient of what they hold.
    """
    low, high = _inverse(bottom)
    factor = top.factor / bottom.factor
    if low is None or high is None:
        return Extent(low=-_LARGEST, high=_LARGEST, factor=factor, absolute=inf)
    corners = [a * b for a in (top.low, top.high) for b in (low, high)]
    grid = None
    if top.grid is not None and bottom.grid is not None:
        common = gcd(top.grid.fixed, bottom.grid.fixed)
        free = ceil(bottom.largest * bottom.grid.fixed * bottom.grid.free)
        grid = _grid(top.grid.fixed // common, top.grid.free * max(1, free))
    absolute = 0.0
    if top.absolute or bottom.absolute:
        nearest = max(abs(low), abs(high))  # of one through the denominator
        largest = max(map(abs, corners))
        if max(nearest, largest) > _LARGEST or not isfinite(top.absolute + bottom.absolute):
            absolute = inf
        else:
            reach = float(nearest / bottom.factor)
            if bottom.absolute * reach > 0.25:
                absolute = inf  # the denominator may seem to be zero
            else:
                moved = bottom.absolute * float(largest * factor)
                absolute = 2 * reach * (top.absolute + moved)
    return Extent(
        low=min(corners),
        high=max(corners),
        factor=factor,
        grid=grid,
        relative=(top.relative + 2 * bottom.relative + UNIT) * _SLACK,
        absolute=absolute,
    )


def _inverse(extent: Extent) -> tuple[Fraction | None, Fraction | None]:
    """Bound one through a number that is not zero."""
    step = extent.step
    low, high = extent.low, extent.high
    if low > 0:
        return 1 / high, 1 / low
    if high < 0:
        return 1 / high, 1 / low
    if step is None:
        return None, None
    if low == 0:
        return (1 / high, 1 / step) if high > 0 else (Fraction(0), Fraction(0))
    if high == 0:
        return -1 / step, 1 / low
    return -1 / step, 1 / step


def gap(extent: Extent, *, points: int = 1) -> float:
    """Find a guard around fixed points that is proved to hold nothing but the points.

    Args:
        extent: What a column holds.
        points: The points are whole numbers through this number.

    Returns:
        Half of the least distance between a point and another value, in units of the column; 0
        when the error reaches too far for a proof.
    """
    if extent.grid is None or not isfinite(extent.error):
        return 0.0
    least = Fraction(1, lcm(extent.grid.fixed, points) * extent.grid.free) * extent.factor
    half = float(least / 2)
    return half if extent.error < half * 0.99 else 0.0

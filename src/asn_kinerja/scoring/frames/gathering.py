"""The two forms of items: long, gathered by ``group_by``; wide, put together from columns."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import inf
from operator import and_, or_

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.arithmetic import summed
from asn_kinerja.scoring.frames.bounds import LIMIT, Extent, Grid
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number
from asn_kinerja.scoring.frames.logic import compared, opposite
from asn_kinerja.scoring.frames.merging import extent_of, merge
from asn_kinerja.scoring.frames.over_items import Picks
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.tables import chosen
from asn_kinerja.scoring.nodes import Comparison

__all__ = ["MOST_ITEMS", "LongItems", "WideItems"]

MOST_ITEMS = 2**20  # of one case; a case with more is left to the exact interpreter
_COUNT = Extent(low=Fraction(0), high=Fraction(MOST_ITEMS), factor=Fraction(1), grid=Grid(1, 1))
_ZERO, _ONE, _NONE = Const(0), Const(1), Const(None)


class LongItems:
    """Items with a row each.

    Args:
        at: Where the cases stand.
        items: Name of the items.
        optional: Whether a case without a row has no items, rather than an empty list of them.
    """

    def __init__(self, at: Place, items: str, *, optional: bool) -> None:
        self._at = at
        self._inner = Place(at.plan, items)
        rows = self._gathered(nw.len(), [], _COUNT)
        at.unsettle(nw.col(rows.name) > MOST_ITEMS, rows)
        none = at.flag(nw.col(rows.name).is_null(), rows, nullable=False)
        self.absent: Lane = none if optional else Const(False)  # noqa: FBT003 - the value itself
        self._rows = self._filled(rows)
        self.places: Sequence[Place] = (self._inner,)
        self.present: Sequence[Lane] = (Const(True),)  # noqa: FBT003 - the value itself

    def _gathered(self, expr: nw.Expr, lanes: Sequence[Lane], extent: Extent) -> Number:
        names = [lane.name for lane in lanes if not isinstance(lane, Const)]
        name = self._at.plan.add(expr, names, gathers=self._inner.region)
        return Number(name=name, nullable=True, extent=extent)

    def _filled(self, number: Number) -> Number:
        """Put zero where a case has no items."""
        column = nw.col(number.name).cast(nw.Float64()).fill_null(0.0)
        name = self._at.put(column, number)
        return attrs.evolve(number, name=name, nullable=False)

    def number_of_items(self) -> Lane:
        """Count the items."""
        return self._rows

    def any_of(self, flags: Sequence[Lane]) -> Lane:
        """Whether a flag of an item holds."""
        (flag,) = flags
        if isinstance(flag, Const):
            if not flag.value:
                return flag
            return self._at.flag(nw.col(self._rows.name) > 0, self._rows)
        inside = self._inside(flag)
        name = self._at.plan.add(nw.col(inside).any(), [inside], gathers=self._inner.region)
        gathered = Flag(name=name)
        return self._at.flag(nw.col(name).fill_null(value=False), gathered, nullable=False)

    def _inside(self, lane: Lane) -> str:
        """Name the column of a lane among the items; one of the cases is carried over."""
        (expr,) = merge(self._inner, (lane,)).exprs
        if isinstance(lane, Const) or lane.region != self._inner.region:
            return self._inner.put(expr, lane)
        return lane.name

    def _masked(self, picked: Lane, value: Lane) -> tuple[nw.Expr, list[Lane]]:
        """Give the value of a picked item, and nothing for another."""
        (expr,) = merge(self._inner, (value,)).exprs
        if not isinstance(picked, Flag):
            return expr, [value]
        return nw.when(nw.col(picked.name)).then(expr), [picked, value]

    def sum_of(self, picked: Sequence[Lane], values: Sequence[Lane]) -> Lane:
        """Add the values of the picked items."""
        (pick,), (value,) = picked, values
        if value == _ONE and pick == Const(True):  # noqa: FBT003 - the value itself
            return self._rows
        if value == _NONE or pick == Const(False):  # noqa: FBT003 - the value itself
            return _ZERO
        if value == _ONE and isinstance(pick, Flag):
            number = nw.col(pick.name).cast(nw.Float64())
            name = self._inner.put(number, pick)
            return self._filled(
                self._gathered(nw.col(name).sum(), [_like(name, self._inner)], _COUNT)
            )
        expr, lanes = self._masked(pick, value)
        name = self._inside(value) if lanes == [value] else self._inner.put(expr, *lanes)
        extent = _times_many(extent_of(value))
        return self._filled(self._gathered(nw.col(name).sum(), [_like(name, self._inner)], extent))

    def extreme_of(self, picks: Picks, *, largest: bool) -> Lane:
        """Take the smallest or largest value of the picked items."""
        (picked,), (value,) = picks.picked, picks.values
        if value == _NONE or picked == Const(False):  # noqa: FBT003 - the value itself
            return _NONE
        expr, lanes = self._masked(picked, value)
        name = self._inner.put(expr, *lanes)
        gathered = nw.col(name).max() if largest else nw.col(name).min()
        return self._gathered(gathered, [_like(name, self._inner)], extent_of(value))

    def distinct(self, picks: Picks) -> Lane:
        """Count the different values of the picked items."""
        (picked,), (value,) = picks.picked, picks.values
        if value == _NONE or picked == Const(False):  # noqa: FBT003 - the value itself
            return _ZERO
        if isinstance(value, Number) and not (value.extent.whole or value.extent.decimal):
            self._at.unsettle(nw.col(self._rows.name) > 0, self._rows)
        expr, lanes = self._masked(picked, value)
        name = self._inner.put(expr, *lanes)
        different = self._filled(
            self._gathered(nw.col(name).n_unique(), [_like(name, self._inner)], _COUNT)
        )
        if picked == Const(True):  # noqa: FBT003 - the value itself
            return different
        counted = self.sum_of(picks.picked, [_ONE])
        assert isinstance(counted, Number)  # noqa: S101 - for the type checker: a flag was counted
        left_out = (nw.col(self._rows.name) > nw.col(counted.name)).cast(nw.Float64())
        column = nw.col(different.name) - left_out
        name = self._at.put(column, different, counted, self._rows)
        return Number(name=name, nullable=False, extent=_COUNT)


def _like(name: str, place: Place) -> Lane:
    return Flag(name=name, region=place.region)


def _times_many(extent: Extent) -> Extent:
    """Describe the sum of up to `MOST_ITEMS` values."""
    found = attrs.evolve(
        extent,
        low=min(extent.low, Fraction(0)) * MOST_ITEMS,
        high=max(extent.high, Fraction(0)) * MOST_ITEMS,
        decimal=False,
    )
    if extent.whole and found.held < LIMIT:
        return found
    many = MOST_ITEMS * 2.0**-53
    if extent.absolute == inf:
        return found
    if extent.low >= 0 or extent.high <= 0:
        return attrs.evolve(
            found,
            relative=(extent.relative + many) * 1.001,
            absolute=extent.absolute * MOST_ITEMS,
            grid=None if extent.grid is None or extent.grid.free > 1 else extent.grid,
        )
    return attrs.evolve(
        found,
        relative=2.0**-53,
        absolute=(extent.error + many * float(extent.held)) * MOST_ITEMS * 1.001,
        grid=None if extent.grid is None or extent.grid.free > 1 else extent.grid,
    )


class WideItems:
    """Items with columns of their own: the first, the second, and so on.

    Args:
        at: Where the cases stand.
        present: Whether each is there.
        optional: Whether a case without any has no items, rather than an empty list of them.
    """

    def __init__(self, at: Place, present: Sequence[Lane], *, optional: bool) -> None:
        self._at = at
        self.present: Sequence[Lane] = present
        self.places: Sequence[Place] = tuple(at for _ in present)
        self.absent: Lane = Const(False)  # noqa: FBT003 - the value itself
        if optional:
            self.absent = opposite(at, self.any_of(present))

    def number_of_items(self) -> Lane:
        """Count the items."""
        return self.sum_of(self.present, [_ONE] * len(self.present))

    def any_of(self, flags: Sequence[Lane]) -> Lane:
        """Whether a flag of an item holds."""
        found = [flag for flag in flags if isinstance(flag, Flag)]
        if any(isinstance(flag, Const) and flag.value for flag in flags):
            return Const(True)  # noqa: FBT003 - the value itself
        if not found:
            return Const(False)  # noqa: FBT003 - the value itself
        return self._at.flag(reduce(or_, (nw.col(flag.name) for flag in found)), *found)

    def sum_of(self, picked: Sequence[Lane], values: Sequence[Lane]) -> Lane:
        """Add the values of the picked items."""
        terms = [
            chosen(self._at, [pick], [value, _ZERO])
            for pick, value in zip(picked, values, strict=True)
            if value != _NONE
        ]
        return summed(self._at, [_never_missing(term) for term in terms]) if terms else _ZERO

    def extreme_of(self, picks: Picks, *, largest: bool) -> Lane:
        """Take the smallest or largest value of the picked items."""
        found: Lane = _NONE
        for pick, value in zip(picks.picked, picks.values, strict=True):
            masked = chosen(self._at, [pick], [value, _NONE])
            found = self._nearer(found, masked, largest=largest)
        return found

    def _nearer(self, first: Lane, second: Lane, *, largest: bool) -> Lane:
        """Take the smaller or larger of two of which each may be missing."""
        if _NONE in {first, second}:
            return second if first == _NONE else first
        merged = merge(self._at, (first, second))
        one, two = merged.exprs
        before = (one >= two) if largest else (one <= two)
        expr = nw.when(one.is_null() | ~before).then(two).otherwise(one)
        return merged.finish(expr, (first, second), nullable=True)

    def distinct(self, picks: Picks) -> Lane:
        """Count the different values of the picked items."""
        firsts: list[Lane] = []
        pairs = list(zip(picks.picked, picks.values, strict=True))
        for number, (pick, value) in enumerate(pairs):
            earlier = [
                _both(self._at, other, compared(self._at, value, another, Comparison.EQUAL))
                for other, another in pairs[:number]
            ]
            firsts.append(_both(self._at, pick, opposite(self._at, self.any_of(earlier))))
        return self.sum_of(firsts, [_ONE] * len(firsts))


def _both(at: Place, first: Lane, second: Lane) -> Lane:
    flags = [lane for lane in (first, second) if isinstance(lane, Flag)]
    if any(isinstance(lane, Const) and not lane.value for lane in (first, second)) or not flags:
        return Const(not any(isinstance(x, Const) and not x.value for x in (first, second)))
    exprs = (nw.col(flag.name).fill_null(value=False) for flag in flags)
    return at.flag(reduce(and_, exprs), *flags, nullable=False)


def _never_missing(lane: Lane) -> Lane:
    return lane if isinstance(lane, Const) else attrs.evolve(lane, nullable=False)

"""One value of many items, whether they come long (a row each) or wide (columns each)."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Protocol, assert_never

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.arithmetic import divided
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number
from asn_kinerja.scoring.frames.logic import given, opposite
from asn_kinerja.scoring.frames.merging import extent_of, is_missing, is_nullable
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.tables import chosen
from asn_kinerja.scoring.nodes import Aggregate, MissingPart

__all__ = ["Gatherer", "Picks", "aggregated", "counted", "picks"]


@attrs.frozen(kw_only=True)
class Picks:
    """Which items count, and what each gives, in the form of one gatherer.

    Args:
        picked: Flags without holes.
        stops: Flags of items that leave the aggregate open; empty when none can.
        values: What an item gives.
    """

    picked: tuple[Lane, ...]
    stops: tuple[Lane, ...]
    values: tuple[Lane, ...]


class Gatherer(Protocol):
    """Makes one column of the cases of the columns of their items."""

    @property
    def places(self) -> Sequence[Place]:
        """Where the columns of items stand: one region, or one place for each wide item."""

    @property
    def absent(self) -> Lane:
        """Whether a case has no items at all, not even an empty list."""

    @property
    def present(self) -> Sequence[Lane]:
        """Whether an item is there."""

    def number_of_items(self) -> Lane:
        """Count the items."""

    def any_of(self, flags: Sequence[Lane]) -> Lane:
        """Whether a flag of an item holds."""

    def sum_of(self, picked: Sequence[Lane], values: Sequence[Lane]) -> Lane:
        """Add the values of the picked items."""

    def extreme_of(self, picks: Picks, *, largest: bool) -> Lane:
        """Take the smallest or largest value of the picked items."""

    def distinct(self, picks: Picks) -> Lane:
        """Count the different values of the picked items."""


def picks(
    gatherer: Gatherer,
    *,
    where: Sequence[Lane] | None,
    values: Sequence[Lane] | None,
    missing: MissingPart,
) -> Picks:
    """Find which items count.

    Args:
        gatherer: The items.
        where: Condition of each; all count without one.
        values: Value of each.
        missing: What an item without condition or value does.

    Returns:
        The picked items, the ones that leave the result open, and the values.
    """
    picked, stops = [], []
    count = len(gatherer.places)
    holds = where if where is not None else [Const(True)] * count  # noqa: FBT003 - the value itself
    taken = values if values is not None else holds
    for number, place in enumerate(gatherer.places):
        there, hold, value = gatherer.present[number], holds[number], taken[number]
        picked.append(_all(place, (there, hold, given(place, value))))
        if missing is not MissingPart.LEAVE_OUT and is_nullable(hold, value):
            unsaid = opposite(place, given(place, value))
            unknown = opposite(place, given(place, hold))
            open_ = _any(place, (unknown, _all(place, (hold, unsaid))))
            stops.append(_all(place, (there, open_)))
    if missing is MissingPart.REFUSE:
        for place, stop in zip(gatherer.places, stops, strict=False):
            if isinstance(stop, Flag):
                place.unsettle(nw.col(stop.name), stop)
    return Picks(picked=tuple(picked), stops=tuple(stops), values=tuple(taken))


def counted(at: Place, gatherer: Gatherer, found: Picks, *, distinct: bool) -> Lane:
    """Count the picked items, or their different values."""
    if distinct:
        number = gatherer.distinct(found)
    else:
        ones = [Const(1)] * len(gatherer.places)
        number = gatherer.sum_of(found.picked, ones)
    return _finished(at, gatherer, found, number)


def aggregated(
    at: Place,
    gatherer: Gatherer,
    found: Picks,
    *,
    kind: Aggregate,
    when_empty: Lane | None,
) -> Lane:
    """Make one value of the picked items.

    Args:
        at: Where the cases stand.
        gatherer: The items.
        found: Which of them count.
        kind: What is made of them.
        when_empty: What none gives.

    Returns:
        The value.
    """
    number = None
    if kind is Aggregate.MEAN or when_empty is not None:
        ones = [Const(1)] * len(gatherer.places)
        number = gatherer.sum_of(found.picked, ones)
    match kind:
        case Aggregate.SUM:
            value = gatherer.sum_of(found.picked, found.values)
        case Aggregate.MEAN:
            assert number is not None  # noqa: S101 - for the type checker: see above
            value = _mean(at, gatherer.sum_of(found.picked, found.values), number, found.values)
        case Aggregate.MIN | Aggregate.MAX:
            value = gatherer.extreme_of(found, largest=kind is Aggregate.MAX)
        case Aggregate.ALL | Aggregate.ANY:
            value = _quantified(at, gatherer, found, every=kind is Aggregate.ALL)
        case _:
            assert_never(kind)
    if when_empty is None or number is None:
        return _finished(at, gatherer, found, value)
    empty: Lane = (
        Const(number.value == 0)
        if isinstance(number, Const)
        else at.flag(nw.col(number.name) == 0, number)
    )
    return _finished(at, gatherer, found, chosen(at, [empty], [when_empty, value]))


def _finished(at: Place, gatherer: Gatherer, found: Picks, value: Lane) -> Lane:
    """Leave the value out where there are no items, or one of them leaves it open."""
    conditions, results = [gatherer.absent], [Const(None)]
    if found.stops:
        conditions.append(gatherer.any_of(found.stops))
        results.append(Const(None))
    return chosen(at, conditions, [*results, value])


def _mean(at: Place, total: Lane, number: Lane, values: Sequence[Lane]) -> Lane:
    """Divide a sum by a count; no item, no mean."""
    if isinstance(number, Const):
        return Const(None)
    mean = divided(at, total, number, Const(None))
    if not isinstance(mean, Number):
        return mean
    extents = [extent_of(value) for value in values if not is_missing(value)]
    low, high = min(e.low for e in extents), max(e.high for e in extents)
    return attrs.evolve(mean, extent=attrs.evolve(mean.extent, low=low, high=high))


def _quantified(at: Place, gatherer: Gatherer, found: Picks, *, every: bool) -> Lane:
    """Whether all, or any, of the picked items hold."""
    against = [
        _all(place, (hold, opposite(place, value) if every else value))
        for place, hold, value in zip(gatherer.places, found.picked, found.values, strict=True)
    ]
    some = gatherer.any_of(against)
    if not every:
        return some
    return Const(not some.value) if isinstance(some, Const) else at.flag(~nw.col(some.name), some)


def _all(place: Place, lanes: Sequence[Lane]) -> Lane:
    """Whether all hold, where a missing one does not."""
    if any(isinstance(lane, Const) and not lane.value for lane in lanes):
        return Const(False)  # noqa: FBT003 - the value itself
    return _joined(place, lanes, and_)


def _any(place: Place, lanes: Sequence[Lane]) -> Lane:
    if any(isinstance(lane, Const) and lane.value for lane in lanes):
        return Const(True)  # noqa: FBT003 - the value itself
    return _joined(place, lanes, or_)


def _joined(place: Place, lanes: Sequence[Lane], by: Callable[[nw.Expr, nw.Expr], nw.Expr]) -> Lane:
    flags = [lane for lane in lanes if isinstance(lane, Flag)]
    if not flags:
        return Const(by is and_)
    if len(flags) == 1 and not flags[0].nullable:
        return flags[0]
    exprs = [
        nw.col(flag.name).fill_null(value=False) if flag.nullable else nw.col(flag.name)
        for flag in flags
    ]
    return place.flag(reduce(by, exprs), *flags, nullable=False)

"""The weighted mean in columns."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.arithmetic import divided, multiplied, summed
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number
from asn_kinerja.scoring.frames.logic import decided, given
from asn_kinerja.scoring.frames.merging import extent_of, is_missing, is_nullable
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.tables import chosen
from asn_kinerja.scoring.nodes import MissingPart

__all__ = ["weighted_mean"]

_NONE = Const(None)


def weighted_mean(at: Place, parts: Sequence[tuple[Lane, Lane]], missing: MissingPart) -> Lane:
    """Weigh the parts.

    Args:
        at: Where.
        parts: Value and weight of each.
        missing: What a part without value or weight does.

    Returns:
        The mean; missing where the weights that count are nothing.
    """
    products = [multiplied(at, pair) for pair in parts]
    weights: list[Lane] = [weight for _, weight in parts]
    if missing is MissingPart.LEAVE_OUT:
        there = [_there(at, pair) for pair in parts]
        products = _masked(at, there, products)
        weights = _masked(at, there, weights)
    elif missing is MissingPart.REFUSE:
        for pair in parts:
            absent = [
                nw.col(lane.name).is_null()
                for lane in pair
                if not isinstance(lane, Const) and lane.nullable
            ]
            if absent:
                at.unsettle(reduce(or_, absent), *pair)
            elif is_missing(*pair):
                at.unsettle(nw.lit(value=True))
    if is_missing(*products, *weights):
        return _NONE
    total, weight = summed(at, products), summed(at, weights)
    mean = divided(at, total, weight, _NONE)
    if missing is MissingPart.UNDETERMINED and isinstance(mean, Number):
        return _between(mean, parts)
    return mean


def _there(at: Place, pair: tuple[Lane, Lane]) -> Lane:
    return decided(at, [given(at, lane) for lane in pair], by=False)


def _masked(at: Place, there: Sequence[Lane], lanes: Sequence[Lane]) -> list[Lane]:
    """Put zero for what is not there."""
    found = []
    for flag, lane in zip(there, lanes, strict=True):
        masked = Const(0) if is_missing(lane) else chosen(at, [flag], [lane, Const(0)])
        if not isinstance(masked, Const) and (isinstance(flag, Flag) or not is_nullable(lane)):
            masked = attrs.evolve(masked, nullable=False)
        found.append(masked)
    return found


def _between(mean: Number, parts: Sequence[tuple[Lane, Lane]]) -> Number:
    """Hold a mean between its parts, if no weight is negative."""
    values = [extent_of(value) for value, _ in parts]
    if any(extent_of(weight).low < 0 for _, weight in parts):
        return mean
    low, high = min(value.low for value in values), max(value.high for value in values)
    return attrs.evolve(mean, extent=attrs.evolve(mean.extent, low=low, high=high))

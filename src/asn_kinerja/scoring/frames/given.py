"""The inputs of another policy, taken from lanes that are there already."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import TypeVar

import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.guards import against
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number, Text, Word
from asn_kinerja.scoring.frames.merging import CODE, number_of
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.tables import overridden
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Comparison

__all__ = ["fit_inputs"]

Came = TypeVar("Came")


def fit_inputs(  # noqa: PLR0913 - what one policy hands to another
    at: Place,
    specs: Sequence[InputSpec],
    *,
    own: Sequence[InputSpec],
    lanes: Mapping[str, Lane],
    mapped: Collection[str],
    items: Mapping[str, Came],
) -> tuple[dict[str, Lane], dict[str, Came]]:
    """Give lanes to the inputs of another policy.

    Args:
        at: Where they stand.
        specs: The inputs of the other policy.
        own: The inputs of the policy at hand.
        lanes: What is there, by name.
        mapped: Names of the lanes that a node gives, rather than an input.
        items: The items that came.

    Returns:
        A lane for each input and the items that the other policy knows. Rows with a value that
        an input may refuse are left to the exact interpreter, which says why.
    """
    declared = {spec.name: spec for spec in own}
    fitted: dict[str, Lane] = {}
    kept: dict[str, Came] = {}
    for spec in specs:
        if spec.kind is Kind.ITEMS:
            if spec.name in items:
                kept[spec.name] = items[spec.name]
                if declared[spec.name].fields != spec.fields:
                    at.unsettle(nw.lit(value=True))
            continue
        lane = lanes.get(spec.name, Const(None))
        if spec.name in mapped or declared.get(spec.name) != spec:
            _check(at, spec, lane)
        fitted[spec.name] = (
            lane if spec.default is None else overridden(at, lane, Const(spec.default))
        )
    return fitted, kept


def _check(at: Place, spec: InputSpec, lane: Lane) -> None:
    """Leave the rows whose value may be refused to the exact interpreter."""
    doubtful: list[nw.Expr] = []
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            doubtful = _doubtful_number(at, spec, lane)
        case Kind.WORD:
            doubtful = _doubtful_word(at, spec, lane)
        case Kind.FLAG | Kind.DATE | Kind.ITEMS:
            wanted = Flag if spec.kind is Kind.FLAG else Number
            if not isinstance(lane, Const | wanted):
                doubtful = [nw.lit(value=True)]
    if doubtful:
        at.unsettle(reduce(or_, doubtful), lane)


def _doubtful_number(at: Place, spec: InputSpec, lane: Lane) -> list[nw.Expr]:
    point = number_of(lane)
    if lane == Const(None):
        return []
    low = 0 if spec.kind is Kind.COUNT and spec.low is None else spec.low
    scale = 0 if spec.kind is Kind.COUNT else spec.scale
    if point is not None:
        outside = (low is not None and point < low) or (spec.high is not None and point > spec.high)
        fine = scale is None or 10**scale % point.denominator == 0
        return [] if fine and not outside else [nw.lit(value=True)]
    if not isinstance(lane, Number):
        return [nw.lit(value=True)]
    found = []
    if low is not None and lane.extent.low < low:
        found.append(against(at, lane, Comparison.LESS, Fraction(low)))
    if spec.high is not None and lane.extent.high > spec.high:
        found.append(against(at, lane, Comparison.MORE, Fraction(spec.high)))
    grid = lane.extent.grid
    if scale is not None and (grid is None or grid.free > 1 or 10**scale % grid.fixed):
        found.append(~nw.col(lane.name).is_null())
    return found


def _doubtful_word(at: Place, spec: InputSpec, lane: Lane) -> list[nw.Expr]:
    if lane == Const(None) or not spec.words:
        return []
    if isinstance(lane, Const):
        return [] if lane.value in spec.words else [nw.lit(value=True)]
    if isinstance(lane, Word):
        strange = sorted(lane.words - set(spec.words))
        return [nw.col(lane.name) == nw.lit(at.plan.codes.of(word), CODE) for word in strange]
    if isinstance(lane, Text):
        return [nw.lit(value=True)]
    return [nw.lit(value=True)]

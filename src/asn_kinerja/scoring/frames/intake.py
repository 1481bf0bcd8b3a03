"""Columns taken in: each checked against the declared input, each refusal a bit of its row."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from math import inf, nextafter
from operator import or_
from typing import assert_never

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.frames.bounds import LIMIT, Extent, Grid
from asn_kinerja.scoring.frames.guards import outermost
from asn_kinerja.scoring.frames.lanes import DAYS, Const, Flag, Lane, Number, Text, Word
from asn_kinerja.scoring.frames.merging import CODE, FEW
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.inputs import InputSpec, Kind, word_table
from asn_kinerja.scoring.numbers import Exact

__all__ = ["ASSUMED", "column_problem", "take"]

ASSUMED = Fraction(10**9)  # a number without declared bound that goes beyond is scored exactly
_LARGEST = 1.7976931348623157e308
_UNIT = 2.0**-53

Schema = Mapping[str, nw.dtypes.DType]


def column_problem(spec: InputSpec, column: str, dtype: nw.dtypes.DType | None) -> Problem | None:
    """Say what keeps a column from being an input.

    Args:
        spec: The input.
        column: Name of the column.
        dtype: Its type; `None` if there is no such column.

    Returns:
        The problem, or `None`.
    """
    rule = spec.citation.as_rule() if spec.citation else ""
    if dtype is None:
        if spec.optional:
            return None
        return Problem("input_column_missing", column, value=column, rule=rule, cure=str(spec.kind))
    fits = isinstance(dtype, nw.Unknown)  # a column of nulls: `schema_of` tells it from others
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            fits |= dtype.is_integer() or dtype.is_decimal() or dtype == nw.Float64
            wanted = "float64 / int / decimal"
        case Kind.WORD:
            fits |= dtype in {nw.String, nw.Categorical} or isinstance(dtype, nw.Enum)
            wanted = "text"
        case Kind.FLAG:
            fits |= dtype == nw.Boolean
            wanted = "true / false"
        case Kind.DATE:
            fits |= dtype == nw.Date or (isinstance(dtype, nw.Datetime) and not dtype.time_zone)
            wanted = "date"
        case Kind.ITEMS:
            return None
        case _:
            assert_never(spec.kind)
    return None if fits else Problem("column_kind", column, value=dtype, rule=rule, cure=wanted)


def take(at: Place, spec: InputSpec, column: str, dtype: nw.dtypes.DType | None) -> Lane:
    """Take in one input.

    Args:
        at: Where the column stands.
        spec: The input.
        column: Name of the column.
        dtype: Its type; `None` if there is no such column.

    Returns:
        The lane; rows whose value the input refuses are marked.
    """
    default = Const(spec.default)
    if dtype is None or isinstance(dtype, nw.Unknown):
        return default
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            return _number(at, spec, column, dtype)
        case Kind.WORD:
            return _word(at, spec, column, dtype)
        case Kind.FLAG:
            expr = nw.col(column)
            if spec.default is not None:
                expr = expr.fill_null(value=spec.default)
            return Flag(
                name=at.plan.add(expr, [], region=at.region),
                region=at.region,
                nullable=spec.default is None,
            )
        case Kind.DATE:
            return _date(at, column, dtype)
        case Kind.ITEMS:
            return default
        case _:
            assert_never(spec.kind)


def _number(at: Place, spec: InputSpec, column: str, dtype: nw.dtypes.DType) -> Lane:
    scale = 0 if spec.kind is Kind.COUNT else spec.scale
    low = 0 if spec.kind is Kind.COUNT and spec.low is None else spec.low
    extent = Extent(
        low=-ASSUMED if low is None else Fraction(low),
        high=ASSUMED if spec.high is None else Fraction(spec.high),
    )
    raw = nw.col(column)
    if dtype != nw.Float64:
        raw = raw.cast(nw.Float64())
    value = at.plan.add(raw, [], region=at.region)
    col = nw.col(value)
    lane = Number(name=value, region=at.region, extent=extent)
    refused = _out_of_bounds(col, low=low, high=spec.high)
    if dtype.is_decimal() and scale is not None:
        fine = nw.col(column).cast(nw.String()).str.contains(rf"^-?\d+(\.\d{{0,{scale}}}0*)?$")
        refused |= ~fine
    assumed = [
        test
        for bound, test in ((low, col < float(-ASSUMED)), (spec.high, col > float(ASSUMED)))
        if bound is None
    ]
    if assumed:
        at.unsettle(reduce(or_, assumed), lane)
    given, lane = lane, _within(at, lane)
    if dtype.is_integer():
        at.refuse(refused, given)
        whole = attrs.evolve(extent, grid=Grid(1, 1))
        return attrs.evolve(lane, extent=whole)
    if scale is None:
        at.refuse(refused, given)
        decimal = dtype == nw.Float64
        return attrs.evolve(lane, extent=attrs.evolve(extent, relative=_UNIT, decimal=decimal))
    step = 10**scale
    if extent.largest * step >= LIMIT:
        at.unsettle(~col.is_null(), given)
        at.refuse(refused, given)
        return attrs.evolve(lane, extent=attrs.evolve(extent, relative=_UNIT))
    near = nw.col(lane.name)
    name = at.put(at.floor((near * float(step) if step > 1 else near) + 0.5), lane)
    at.refuse(refused | (at.divided(name, step) != col), given, attrs.evolve(lane, name=name))
    exact = attrs.evolve(extent, factor=Fraction(step), grid=Grid(step, 1))
    return attrs.evolve(lane, name=name, extent=exact)


def _within(at: Place, lane: Number) -> Number:
    """Leave out numbers that are refused or left to the exact interpreter anyway.

    An engine whose floor gives a whole-number type would raise at them.
    """
    if not at.plan.whole_floor:
        return lane
    column, most = nw.col(lane.name), nextafter(float(lane.extent.largest), inf)
    return attrs.evolve(lane, name=at.put(nw.when(column.abs() <= most).then(column), lane))


def _out_of_bounds(column: nw.Expr, *, low: Exact | None, high: Exact | None) -> nw.Expr:
    """Refuse what lies beyond; NaN and infinity are greater than any number on every engine."""
    least = -_LARGEST if low is None else outermost(Fraction(low), up=True)
    most = _LARGEST if high is None else outermost(Fraction(high), up=False)
    return (column < least) | (column > most)


def _word(at: Place, spec: InputSpec, column: str, dtype: nw.dtypes.DType) -> Lane:
    raw = nw.col(column)
    if dtype != nw.String:
        raw = raw.cast(nw.String())
    spellings = word_table(spec)
    if not spellings:
        if spec.default is not None:
            raw = raw.fill_null(value=str(spec.default))
        name = at.plan.add(raw, [], region=at.region)
        return Text(name=name, region=at.region, nullable=spec.default is None)
    codes = at.plan.codes
    staged = None if dtype == nw.String else at.plan.add(raw, [], region=at.region)
    text = raw if staged is None else nw.col(staged)
    expr: nw.Expr | None = None
    if len(spellings) > FEW:
        found = [codes.of(word) for word in spellings.values()]
        expr = text.replace_strict(list(spellings), found, default=None, return_dtype=CODE)
        spellings = {}
    for spelling, word in reversed(spellings.items()):
        chain = nw.when(text == nw.lit(spelling)).then(nw.lit(codes.of(word), CODE))
        expr = chain if expr is None else chain.otherwise(expr)
    assert expr is not None  # noqa: S101 - for the type checker: there are spellings
    needs = [] if staged is None else [staged]
    coded = at.plan.add(expr, needs, region=at.region)
    lane = Word(name=coded, region=at.region, words=frozenset(spec.words))
    at.refuse(nw.col(coded).is_null() & ~nw.col(column).is_null(), lane)
    if spec.default is None:
        return lane
    code = nw.lit(codes.of(str(spec.default)), CODE)
    filled = nw.when(nw.col(column).is_null()).then(code).otherwise(nw.col(coded))
    return attrs.evolve(lane, name=at.put(filled, lane), words=lane.words | {str(spec.default)})


def _date(at: Place, column: str, dtype: nw.dtypes.DType) -> Lane:
    """Write dates as whole numbers; the parts come as narrow integers, too narrow to multiply."""
    raw = nw.col(column)
    number = nw.Float64()
    expr = (
        raw.dt.year().cast(number) * 10000.0
        + raw.dt.month().cast(number) * 100.0
        + raw.dt.day().cast(number)
    )
    lane = Number(name=at.plan.add(expr, [], region=at.region), region=at.region, extent=DAYS)
    if isinstance(dtype, nw.Datetime):
        clock = (raw.dt.hour(), raw.dt.minute(), raw.dt.second(), raw.dt.nanosecond())
        at.refuse(reduce(or_, [part.cast(number) > 0 for part in clock]), lane)
    return lane

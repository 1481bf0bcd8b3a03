"""What a caller gets: results in their plain form, and one status for each case."""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import isfinite
from operator import add, or_

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.compile import Compiler
from asn_kinerja.scoring.frames.known import Known
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number, Word
from asn_kinerja.scoring.frames.marks import Marker, conflicting, unconfirmed
from asn_kinerja.scoring.frames.merging import number_of, text_of
from asn_kinerja.scoring.frames.plan import Place, Raised
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.rule import Output

__all__ = ["BITS", "STATUS", "Made", "Results", "plain"]

STATUS = "asn_status"
BITS = {"missing": 1, "problem": 2, "unsettled": 4, "unconfirmed": 8, "conflict": 16}
_STATUS = nw.Int8()


@attrs.frozen(kw_only=True)
class Made:
    """The columns of the results of one policy.

    Args:
        outputs: Name of the column of each output, by the name of the output.
        status: Name of the column of the status.
    """

    outputs: dict[str, str]
    status: str


class Results:
    """The results of one policy, compiled.

    Args:
        at: Where the cases stand.
        compiler: Turns nodes into lanes.
        known: The policy and what it can read.
        refusals: Flags of the inputs of the policy.
    """

    def __init__(
        self, at: Place, compiler: Compiler, known: Known, *, refusals: Iterable[Raised]
    ) -> None:
        self._at = at
        self._outputs = known.program.policy.outputs
        before = len(at.plan.refusals)
        for demand in known.program.policy.requirements:
            holds = compiler.lane(demand.holds, known)
            if isinstance(holds, Flag):
                at.refuse(~nw.col(holds.name), holds)
            elif holds == Const(False):  # noqa: FBT003 - the value itself
                at.refuse(nw.lit(value=True))
        self._refusals = [*refusals, *at.plan.refusals[before:]]
        self.lanes = {output.name: compiler.lane(output.node, known) for output in self._outputs}
        for lane in self.lanes.values():
            if isinstance(lane, Number) and not isfinite(lane.extent.error):
                at.unsettle(~nw.col(lane.name).is_null(), lane)  # nothing can be said of its error
        conflict = Marker(compiler, at, conflicting, rows=True)
        doubt = Marker(compiler, at, unconfirmed, rows=False)
        self._marks = {
            "unconfirmed": [doubt.mark(output.node, known) for output in self._outputs],
            "conflict": [conflict.mark(output.node, known) for output in self._outputs],
        }

    def columns(self) -> Made:
        """Add the columns of the outputs and of the status, once all policies are compiled.

        Returns:
            Their names.
        """
        at = self._at
        problem = _joined(at, self._refusals)
        outputs = {output.name: self._column(output, problem) for output in self._outputs}
        lanes = list(self.lanes.values())
        status = _status(at, lanes, problem=problem, marks=self._marks)
        return Made(outputs=outputs, status=status)

    def _column(self, output: Output, problem: Flag | None) -> str:
        """Add the column of an output, once for all policies that give it."""
        at, lane = self._at, self.lanes[output.name]

        def kept(expr: nw.Expr) -> str:
            if problem is None:
                return at.put(expr, lane)
            return at.put(nw.when(~nw.col(problem.name)).then(expr), lane, problem)

        def put() -> str:
            if isinstance(lane, Word) and at.plan.in_polars:
                return at.plan.spell(kept(nw.col(lane.name)), lane.words)
            return kept(plain(at, lane, output))

        return at.plan.once((output.kind, lane, problem), put)


def plain(at: Place, lane: Lane, output: Output) -> nw.Expr:
    """Give a lane in the form in which callers get it.

    Args:
        at: Where it stands.
        lane: The lane.
        output: The output that it is.

    Returns:
        Text, true or false, a date, or the nearest float64 of the number.
    """
    match output.kind:
        case Kind.WORD:
            return _word(at, lane)
        case Kind.FLAG:
            if isinstance(lane, Const):
                return nw.lit(None if lane.value is None else bool(lane.value), nw.Boolean())
            return nw.col(lane.name)
        case Kind.DATE:
            return _date(lane)
        case Kind.COUNT:
            return _number(at, lane).cast(nw.Int64())
        case _:
            return _number(at, lane)


def _word(at: Place, lane: Lane) -> nw.Expr:
    if isinstance(lane, Const):
        return nw.lit(None if lane.value is None else str(lane.value), nw.String())
    return text_of(at, lane) if isinstance(lane, Word) else nw.col(lane.name)


def _date(lane: Lane) -> nw.Expr:
    if isinstance(lane, Const):
        return nw.lit(lane.value, nw.Date())  # type: ignore[arg-type] # a date, as the output says
    text = nw.col(lane.name).cast(nw.Int64()).cast(nw.String()).str.zfill(8)
    return text.str.to_date(format="%Y%m%d")


def _number(at: Place, lane: Lane) -> nw.Expr:
    value = number_of(lane)
    if isinstance(lane, Const):
        return nw.lit(None if value is None else float(value), nw.Float64())
    if not isinstance(lane, Number):
        return nw.col(lane.name).cast(nw.Float64())
    factor = lane.extent.factor
    if lane.extent.whole and factor.denominator == 1:
        return at.divided(lane.name, factor.numerator)
    return nw.col(lane.name) * float(1 / factor)


def _joined(at: Place, raised: Sequence[Raised]) -> Flag | None:
    """Join flags that may have holes into one that has none, once for the same flags."""
    if not raised:
        return None

    def put() -> str:
        names = at.plan.gathered(raised)
        either = reduce(or_, map(nw.col, names))  # a hole hides nothing that is true
        return at.plan.add(either.fill_null(value=False), names)

    return Flag(name=at.plan.once(tuple(raised), put), nullable=False)


def _status(
    at: Place, lanes: Sequence[Lane], *, problem: Flag | None, marks: dict[str, list[Lane]]
) -> str:
    """Add up the bits; a case with a problem has that bit alone."""
    absent = [
        nw.lit(value=True) if isinstance(lane, Const) else nw.col(lane.name).is_null()
        for lane in lanes
        if (lane.value is None if isinstance(lane, Const) else lane.nullable)
    ]
    found: list[Lane] = [lane for lane in lanes if not isinstance(lane, Const) and lane.nullable]
    bits: list[nw.Expr] = []
    if absent:
        bits.append(_bit("missing", reduce(or_, absent)))
    unsettled = _joined(at, at.plan.doubts)
    if unsettled is not None:
        bits.append(_bit("unsettled", nw.col(unsettled.name)))
        found.append(unsettled)
    fixed = 0
    for name, flags in marks.items():
        columns = [flag for flag in flags if isinstance(flag, Flag)]
        if any(isinstance(flag, Const) and flag.value for flag in flags):
            fixed |= BITS[name]
        elif columns:
            either = reduce(or_, (nw.col(flag.name) for flag in columns))
            bits.append(_bit(name, either))
            found += columns
    if fixed or not bits:
        bits.append(nw.lit(fixed, _STATUS))
    total = reduce(add, bits)
    if problem is None:
        return at.put(total, *found)
    refused = nw.lit(BITS["problem"], _STATUS)
    if unsettled is not None:  # whether the law refuses the case may be what is open
        refused += _bit("unsettled", nw.col(unsettled.name))
    return at.put(nw.when(nw.col(problem.name)).then(refused).otherwise(total), problem, *found)


def _bit(name: str, flag: nw.Expr) -> nw.Expr:
    """Give a bit where a flag holds; a branch is cheaper than a cast of the flag."""
    return nw.when(flag).then(nw.lit(BITS[name], _STATUS)).otherwise(nw.lit(0, _STATUS))

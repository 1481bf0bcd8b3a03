"""The results that are still possible while inputs are missing."""

from collections.abc import Mapping

import attrs

from asn_kinerja.scoring.closures import Values
from asn_kinerja.scoring.display import Shown
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.intervals import Follower, declared_reach
from asn_kinerja.scoring.nodes import And, Choose, Compare, Comparison, Input, Node
from asn_kinerja.scoring.program import Program, presenter
from asn_kinerja.scoring.reach import Reach, Span
from asn_kinerja.scoring.rule import Output

__all__ = ["Possible", "anything_declared", "possible_outputs"]


@attrs.frozen(kw_only=True)
class Possible:
    """What an output can still be.

    Args:
        lowest: Lowest number, or the last of the words that remain; `None` without a bound.
        highest: Highest number, or the first of the words that remain.
        values: The words or flags that remain, best first; empty for numbers.
        can_be_missing: Whether it can stay missing although every input comes.
    """

    lowest: Shown
    highest: Shown
    values: tuple[str | bool, ...] = ()
    can_be_missing: bool = False


def possible_outputs(program: Program, inputs: Mapping[str, object]) -> dict[str, Possible]:
    """Say what each output can still be.

    Args:
        program: The compiled policy.
        inputs: The inputs that are known. One that is left out may be anything that it is
            declared to be; an optional one stays out, or at its default.

    Returns:
        What is possible, by name of output.

    Raises:
        InvalidInput: With every problem of the inputs that are given.
    """
    values = program.take(inputs)
    reaches = {
        spec.name: declared_reach(spec)
        for spec in program.policy.inputs
        if values[spec.name] is None and not spec.optional
    }
    follower = Follower(program, values, reaches=reaches)
    for demand in program.policy.requirements:
        _narrow(demand.holds, follower, reaches)
    return {
        output.name: _possible(output, follower.reach(output.node))
        for output in program.policy.outputs
    }


def anything_declared(program: Program) -> Follower:
    """Follow a policy of which no input is known.

    Args:
        program: The compiled policy.

    Returns:
        A follower for which every input can be anything that it is declared to be.
    """
    values: Values = {spec.name: None for spec in program.policy.inputs}
    reaches = {spec.name: declared_reach(spec) for spec in program.policy.inputs}
    return Follower(program, values, reaches=reaches)


def _narrow(demand: Node, follower: Follower, reaches: dict[str, Reach]) -> None:
    """Hold an unknown number to what a requirement asks of it, where that is plain."""
    match demand:
        case And():
            for term in demand.terms:
                _narrow(term, follower, reaches)
        case Choose():
            for case in demand.cases:
                sure = follower.reach(case.when).sure
                if sure is not False:
                    if sure:
                        _narrow(case.then, follower, reaches)
                    return
            _narrow(demand.otherwise, follower, reaches)
        case Compare(left=Input(name=name)) if name in reaches:
            edge, mine = follower.reach(demand.right).numbers, reaches[name].numbers
            if edge is not None and mine is not None:
                reaches[name] = attrs.evolve(reaches[name], numbers=_held(mine, edge, demand.op))
        case _:
            pass


def _held(mine: Span, edge: Span, op: Comparison) -> Span:
    low, high = mine.low, mine.high
    if op in {Comparison.AT_LEAST, Comparison.MORE, Comparison.EQUAL} and edge.low is not None:
        low = edge.low if low is None else max(low, edge.low)
    if op in {Comparison.AT_MOST, Comparison.LESS, Comparison.EQUAL} and edge.high is not None:
        high = edge.high if high is None else min(high, edge.high)
    return Span(low, high)


def _possible(output: Output, reach: Reach) -> Possible:
    if output.kind in {Kind.NUMBER, Kind.COUNT}:
        shape = presenter(output)
        span = Span(None, None) if reach.anything else reach.numbers or Span(None, None)
        return Possible(
            lowest=shape(span.low), highest=shape(span.high), can_be_missing=reach.missing
        )
    ranked: tuple[str | bool, ...] = output.words or (True, False)
    left = ranked if reach.anything else tuple(word for word in ranked if word in reach.values)
    return Possible(
        lowest=left[-1] if left else None,
        highest=left[0] if left else None,
        values=left,
        can_be_missing=reach.missing,
    )

"""The short way of the ordinary case: one function that takes in, computes and presents.

It gives nothing where a case is out of the ordinary (a problem, a needed input that is missing, a
mapping of a kind of its own): closures then say what the case is, with every problem at once.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

from asn_kinerja.legal.parameters import ParameterVersion
from asn_kinerja.scoring.closures import UNSET, Found, Run, Trace
from asn_kinerja.scoring.inputs import Kind, Values
from asn_kinerja.scoring.nodes import Node
from asn_kinerja.scoring.numbers import to_decimal
from asn_kinerja.scoring.quick.instructions import (
    FALSE,
    GIVEN,
    NOTHING,
    Term,
    Writer,
    mapping,
    number,
    row,
)
from asn_kinerja.scoring.quick.lanes import Form, Lane, Unwritten
from asn_kinerja.scoring.quick.nodes import Straight
from asn_kinerja.scoring.quick.taking import EXACT, REFUSED, may_be_absent, take
from asn_kinerja.scoring.rule import Output, Result, Rule
from asn_kinerja.scoring.scales import rounded_scale

__all__ = ["Quick", "write_quick"]


@attrs.frozen(kw_only=True)
class Quick:
    """A policy as one function.

    Args:
        run: Gives the results and what every node was, or `None`.
        places: Where in that a node stands, how it is held, and its denominator or its place.
        inputs: The same for inputs, by name.
    """

    run: Callable[[dict[str, object]], tuple[dict[str, Result], Trace] | None]
    places: Mapping[Node, tuple[int, Form, int]]
    inputs: Mapping[str, tuple[int, Form, int]]

    def case(self, given: Mapping[str, object]) -> tuple[dict[str, Result], Trace] | None:
        """Compute a case, if it is an ordinary one."""
        if type(given) is not dict:
            return None
        try:
            return self.run(given)
        except REFUSED:
            return None

    def values(self, trace: Trace) -> Values:
        """Give the exact inputs of a case."""
        return {name: _read(trace, place) for name, place in self.inputs.items()}

    def value(self, node: Node, trace: Trace) -> Found:
        """Give what a node was; `UNSET` where the case did not need it."""
        place = self.places.get(node)
        return UNSET if place is None else _read(trace, place)


def _read(trace: Trace, place: tuple[int, Form, int]) -> Found:
    index, form, below = place
    found = trace[index]
    if form is Form.PLAIN or form is Form.LOOSE or found is None or found is UNSET:
        return found
    bottom = below if form is Form.WHOLE else trace[below]
    if bottom == 1:
        return found
    return Fraction(found, bottom) if found % bottom else found // bottom


def write_quick(
    policy: Rule, *, versions: Mapping[str, ParameterVersion], closure: Callable[[Node], Run]
) -> Quick | None:
    """Compile a policy to one function.

    Args:
        policy: The policy.
        versions: The version of each parameter.
        closure: Gives the closure of a node.

    Returns:
        The function with what reads its trace; `None` where instructions cannot hold the policy.
    """
    write = Writer()
    try:
        return _written(write, policy, versions, closure)
    except (Unwritten, KeyError):
        return None


def _written(
    write: Writer,
    policy: Rule,
    versions: Mapping[str, ParameterVersion],
    closure: Callable[[Node], Run],
) -> Quick:
    inputs = {spec.name: take(write, spec) for spec in policy.inputs}
    names = frozenset(inputs)
    if any(may_be_absent(spec) for spec in policy.inputs):
        keys = GIVEN.part("keys")()
        write.stop_unless(keys <= write.hold(names))
    else:
        write.stop_unless(write.hold(len)(GIVEN).equals(len(names)))
    demands = [demand.holds for demand in policy.requirements]
    straight = Straight(
        write,
        inputs=inputs,
        parameters=versions,
        roots=policy.roots,
        closure=closure,
    )
    for demand in demands:
        holds = straight.lane(demand)
        write.stop_unless(holds.top.apart(FALSE))
    lanes = [straight.lane(output.node) for output in policy.outputs]
    results = [
        _present(write, output, lane, exact=straight.numbers.exact(lane))
        for output, lane in zip(policy.outputs, lanes, strict=True)
    ]
    told: list[Term] = []
    held = {name: _place(lane, told) for name, lane in inputs.items()}
    places = {node: _place(lane, told) for node, lane in straight.scopes.written.items()}
    outputs = mapping([write.hold(output.name) for output in policy.outputs], results)
    write.give(row([outputs, row(told)]))
    write.first(straight.scopes.late, write.hold(UNSET))
    return Quick(run=write.function(), places=places, inputs=held)


def _place(lane: Lane, told: list[Term]) -> tuple[int, Form, int]:
    """Let a value be told, and say where it stands."""
    told.append(lane.top)
    index, below = len(told) - 1, lane.below.value or 0
    if lane.form is Form.PAIR:
        told.append(lane.below)
        below = index + 1
    return index, lane.form, below


def _present(write: Writer, output: Output, lane: Lane, *, exact: Term) -> Term:
    """Write a result in the form in which callers get it."""
    if lane.top is NOTHING or output.kind is not Kind.NUMBER:
        return lane.top if lane.top is NOTHING else lane.safely(exact)
    scale = rounded_scale(output.node)
    if scale is None:
        fraction = write.hold(Fraction)
        split = lane.form in {Form.WHOLE, Form.PAIR}
        return lane.safely(fraction(lane.top, lane.below) if split else fraction(exact))
    step = 10**scale
    if lane.form is Form.WHOLE and step % lane.scale == 0:
        unit = write.hold(Decimal(1).scaleb(-scale))
        return lane.safely(write.hold(EXACT.multiply)(lane.over(step), unit))
    return lane.safely(write.hold(to_decimal)(exact, number(scale)))

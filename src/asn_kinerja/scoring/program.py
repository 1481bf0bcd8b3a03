"""A policy compiled for the legal values of a day."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from asn_kinerja.errors import InvalidInput, InvalidPolicy, Problem
from asn_kinerja.legal.parameters import ParameterVersion
from asn_kinerja.scoring.closures import UNSET, Found, Trace, Values
from asn_kinerja.scoring.evaluate import Compiler
from asn_kinerja.scoring.inputs import Kind, acceptor
from asn_kinerja.scoring.nodes import Node
from asn_kinerja.scoring.numbers import to_canonical, to_decimal
from asn_kinerja.scoring.rule import Output, Result, Rule
from asn_kinerja.scoring.scales import rounded_scale

if TYPE_CHECKING:
    from asn_kinerja.scoring.quick.case import Quick

__all__ = ["Program", "presenter"]

_WORTH_IT = 50  # cases after which writing the short way is cheaper than going without


class Program:
    """A policy whose nodes are closures.

    Args:
        policy: The policy.
        versions: The version of each parameter.
        as_of: The day for which they were chosen, or `None`.
    """

    __slots__ = (
        "_accept",
        "_cases",
        "_demands",
        "_outputs",
        "_quick",
        "as_of",
        "compiler",
        "frames",
        "main",
        "plans",
        "policy",
        "versions",
    )

    def __init__(
        self, policy: Rule, *, versions: Mapping[str, ParameterVersion], as_of: date | None
    ) -> None:
        self.policy = policy
        self.versions = versions
        self.as_of = as_of
        self.main = policy.main.name
        self.plans: dict[int, Any] = {}  # what explanations of all cases share, by node
        self.frames: dict[Any, Any] = {}  # what frames of the same columns share
        self._cases = 0
        self._quick: Quick | None = None
        self.compiler = Compiler(
            policy.roots,
            parameters=versions,
            resolve=self.resolve,
        )
        self._accept = acceptor(policy.inputs)
        self._demands = [
            (self.compiler.run(demand.holds), demand) for demand in policy.requirements
        ]
        self._outputs = [
            (output.name, self.compiler.run(output.node), presenter(output))
            for output in policy.outputs
        ]

    def __reduce__(self) -> tuple[object, ...]:
        return _compiled, (self.policy, dict(self.versions), self.as_of)

    def quickly(self, inputs: Mapping[str, object]) -> tuple[dict[str, Result], Trace] | None:
        """Compute an ordinary case the short way, once there were enough cases to prepare it.

        Args:
            inputs: Values by name of input.

        Returns:
            The results, and what each node was; `None` for what `take` and `present` must do.
        """
        if self._quick is not None:
            return self._quick.case(inputs)
        self._cases += 1
        if self._cases == _WORTH_IT:
            from asn_kinerja.scoring.quick.case import write_quick

            self._quick = write_quick(
                self.policy, versions=self.versions, closure=self.compiler.run
            )
        return None

    def trace_values(self, trace: Trace) -> Values:
        """Give the exact inputs of a case that was computed the short way."""
        return {} if self._quick is None else self._quick.values(trace)

    def traced(self, node: Node, trace: Trace) -> Found:
        """Give what a node was in such a case; `UNSET` where it was not needed."""
        return UNSET if self._quick is None else self._quick.value(node, trace)

    def take(self, inputs: Mapping[str, object]) -> Values:
        """Take in the inputs of a case, or refuse it with every problem.

        Args:
            inputs: Values by name of input.

        Returns:
            The values in exact form; missing ones are `None`.

        Raises:
            InvalidInput: With all problems.
        """
        if not hasattr(inputs, "keys"):
            kind = type(inputs).__name__
            raise InvalidInput(Problem("wrong_type", "inputs", value=kind, cure="{name: value}"))
        values, problems = self._accept(inputs)
        if not problems:
            problems = self._broken(values)
        if problems:
            raise InvalidInput(*problems)
        return values

    def _broken(self, values: Values) -> list[Problem]:
        """Tell every requirement that does not hold."""
        broken = []
        for holds, demand in self._demands:
            if holds(values, None) is not False:
                continue
            value: Found = values.get(demand.place)
            shown = to_canonical(value) if type(value) in {int, Fraction} else value
            if isinstance(value, tuple):
                shown = f"{len(value)} items"
            rule = demand.citation.as_rule()
            broken.append(
                Problem("refused_by_rule", demand.place, value=shown, rule=rule, cure=demand.asks)
            )
        return broken

    def present(self, values: Values) -> dict[str, Result]:
        """Compute all outputs in the form in which callers get them.

        Args:
            values: Exact values of the inputs.

        Returns:
            Results by name.
        """
        return {name: shape(run(values, None)) for name, run, shape in self._outputs}

    def resolve(self, policy: str, output: str, *, given: Mapping[str, object]) -> Found:
        """Compute an output of another policy, exact and not yet presented.

        Args:
            policy: Its id.
            output: Name of the output; empty for the main one.
            given: Values by name; those that the other policy does not declare are left out.

        Returns:
            The exact value.
        """
        other, values = self.linked(policy, given)
        node = next(
            found.node
            for found in other.policy.outputs
            if (found.name == output if output else found.main)
        )
        return other.compiler.run(node)(values, None)

    def linked(self, policy: str, given: Mapping[str, object]) -> tuple["Program", Values]:
        """Prepare another policy whose result is a node of this one.

        Args:
            policy: Its id.
            given: Values by name; those that it does not declare are left out.

        Returns:
            Its program and its inputs.

        Raises:
            InvalidPolicy: If this policy did not come from a registry.
        """
        if self.policy.link is None:
            raise InvalidPolicy(Problem("not_linked", self.policy.id, value=policy))
        other: Program = self.policy.link(policy).program(self.as_of)
        names = {spec.name for spec in other.policy.inputs}
        return other, other.take({name: given[name] for name in names if name in given})


def presenter(output: Output) -> Callable[[Found], Result]:
    """Give the function that shapes the exact value of an output for callers.

    Args:
        output: The output.

    Returns:
        A function: rounded numbers become a `Decimal` of their scale, others a `Fraction`,
        counts an `int`; words, flags, dates and missing values stay.
    """
    if output.kind is not Kind.NUMBER:
        return _as_is
    scale = rounded_scale(output.node)
    if scale is None:
        return lambda value: None if value is None else Fraction(value)
    return lambda value: None if value is None else to_decimal(value, scale)


def _as_is(value: Found) -> Result:
    result: Result = value
    return result


def _compiled(
    policy: Rule, versions: Mapping[str, ParameterVersion], as_of: date | None
) -> Program:
    return Program(policy, versions=versions, as_of=as_of)

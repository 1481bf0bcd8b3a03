"""What a policy consists of: inputs, outputs as nodes, requirements, parameters, conflicts."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from asn_kinerja.errors import InvalidInput, InvalidPolicy, NotFound, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter, ParameterVersion
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.claims import Property
from asn_kinerja.scoring.display import Shown
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Node, ResultOf, as_node
from asn_kinerja.scoring.walk import walk

__all__ = ["Output", "Requirement", "Result", "Rule"]

Result = Shown


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, words))


@attrs.frozen(kw_only=True)
class Output:
    """A named result of a policy.

    Args:
        name: Name under which it is given.
        node: How it is computed.
        kind: What sort of value it is.
        title: What it is, for people.
        main: Whether it is the policy's value; exactly one is.
        unit: Unit of a number.
        words: The words it can be, best first where they have an order.
    """

    name: str
    node: Node = attrs.field(converter=as_node)
    kind: Kind
    title: Wording
    main: bool = False
    unit: str = ""
    words: tuple[str, ...] = attrs.field(default=(), converter=_plain)


@attrs.frozen(kw_only=True)
class Requirement:
    """What the law demands of the inputs together; a case that breaks it is refused.

    Args:
        holds: Whether it is met; a missing value refuses nothing.
        place: The input at which the problem is shown.
        asks: What is asked for, in signs that need no language, such as ``bulan <= 12``.
        citation: Where the law says so.
    """

    holds: Node = attrs.field(converter=as_node)
    place: str
    asks: str
    citation: Citation


@attrs.frozen(kw_only=True)
class Rule:
    """The parts of a policy; `Policy` adds what can be done with them.

    Args:
        id: ``<regulation>.<name>``.
        title: What it decides.
        purpose: What it is chosen for; one policy governs a purpose on any day.
        regulation: Where it comes from.
        governs_from: First day of the periods that it governs.
        governs_until: First day that it no longer governs; `None` while it does.
        inputs: What it is told.
        outputs: What it gives; exactly one is the main one.
        parameters: Its dated legal values.
        conflicts: The contradictions of the law that it knows.
        requirements: What the inputs must meet together.
        properties: What it says of itself, to be proved or hunted.
        link: Finds another policy by id, for nodes that are results of others; the registry
            sets it.

    Raises:
        InvalidPolicy: If not exactly one output is the main one.
    """

    id: str
    title: Wording
    purpose: str
    regulation: Regulation
    governs_from: date
    governs_until: date | None = None
    inputs: tuple[InputSpec, ...]
    outputs: tuple[Output, ...]
    parameters: tuple[Parameter, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    properties: tuple[Property, ...] = ()
    link: Callable[[str], Any] | None = attrs.field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        mains = [output.name for output in self.outputs if output.main]
        if len(mains) != 1:
            problem = Problem("one_main_output", f"{self.id}.outputs", value=", ".join(mains))
            raise InvalidPolicy(problem)

    @property
    def main(self) -> Output:
        """The output that is the policy's value."""
        return next(output for output in self.outputs if output.main)

    @property
    def roots(self) -> tuple[Node, ...]:
        """All trees: those of the outputs, then those of the requirements."""
        return (
            *(output.node for output in self.outputs),
            *(demand.holds for demand in self.requirements),
        )

    @property
    def reads_others(self) -> bool:
        """Whether a result of another policy is part of this one."""
        return any(isinstance(node, ResultOf) for root in self.roots for node in walk(root))

    def versions(self, as_of: date | None) -> dict[str, ParameterVersion]:
        """Choose the version of each parameter.

        Args:
            as_of: The day; `None` while each has one version.

        Returns:
            Versions by name of parameter.

        Raises:
            InvalidInput: If the day is needed and was not given.
            NotFound: If a parameter is not in force on that day.
        """
        found: dict[str, ParameterVersion] = {}
        needed: list[Problem] = []
        absent: list[Problem] = []
        for parameter in self.parameters:
            try:
                found[parameter.name] = parameter.at(as_of)
            except InvalidInput as error:
                needed += error.problems
            except NotFound as error:
                absent += error.problems
        refusal = InvalidInput.of(needed) or NotFound.of(absent)
        if refusal is not None:
            raise refusal
        return found

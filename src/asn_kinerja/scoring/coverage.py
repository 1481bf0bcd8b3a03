"""Which cells, bands, rows and edges of a policy its worked cases touch, and which none does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.scoring.cases import Case
from asn_kinerja.scoring.closures import Item, Run, Values, lookup_key
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import (
    Bands,
    Choose,
    Compare,
    Comparison,
    Constant,
    Count,
    Date,
    Field,
    Input,
    Items,
    Latest,
    Lookup,
    Matrix,
    Node,
    Override,
    ParameterValue,
)
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.scales import rounded_scale
from asn_kinerja.scoring.walk import children, walk

__all__ = ["Coverage", "Target", "Targets", "cover", "day_of_latest_values"]

_SHOWN = 90  # characters of a condition that a label repeats
_UNORDERED = {Comparison.EQUAL, Comparison.UNEQUAL}
_EDGE_SIDES = (-1, 0, 1)  # one unit below, at, one unit above


@attrs.frozen(kw_only=True)
class Target:
    """One thing that a case should touch.

    Args:
        table: Name of the table or condition.
        label: Which part of it, such as ``baik x kurang`` or ``90 - 0.01``.
        node: The number that must be `number`; the table itself for a row or cell.
        number: The number to meet; `None` for a row or cell.
    """

    table: str
    label: str
    node: Node = attrs.field(eq=False, repr=False)
    number: Exact | None = attrs.field(default=None, eq=False)

    def __str__(self) -> str:
        return f"{self.table}: {self.label}"


@attrs.frozen(kw_only=True)
class Coverage:
    """What the cases of one policy touch.

    Args:
        policy: Id of the policy.
        touched: Everything that some case touches.
        untouched: Everything that none does.
    """

    policy: str
    touched: tuple[Target, ...]
    untouched: tuple[Target, ...]

    @property
    def share(self) -> Fraction:
        """Share that is touched; 1 where there is nothing to touch."""
        total = len(self.touched) + len(self.untouched)
        return Fraction(len(self.touched), total) if total else Fraction(1)


def cover(policy: Policy, cases: Iterable[Case]) -> Coverage:
    """Say what worked cases touch.

    Args:
        policy: The policy.
        cases: Cases; those of other policies are passed over.

    Returns:
        The coverage.
    """
    met: set[Target] = set()
    all_of: dict[Target, None] = {}
    days = {case.as_of: None for case in cases if case.policy == policy.id} or {
        day_of_latest_values(policy): None
    }
    for day in days:
        targets = Targets(policy, as_of=day)
        all_of |= dict.fromkeys(targets.all)
        for case in cases:
            if case.policy == policy.id and case.as_of == day:
                met |= targets.touched(case.inputs)
    return Coverage(
        policy=policy.id,
        touched=tuple(target for target in all_of if target in met),
        untouched=tuple(target for target in all_of if target not in met),
    )


def day_of_latest_values(policy: Policy) -> date | None:
    """Give the day for which cases are looked at where none says its own.

    Args:
        policy: The policy.

    Returns:
        The day from which its newest values hold; `None` where no value ever changed.
    """
    if all(len(parameter.versions) == 1 for parameter in policy.parameters):
        return None
    return max(parameter.versions[-1].valid_from for parameter in policy.parameters)


class Targets:
    """All that cases of one policy can touch on one day.

    Args:
        policy: The policy.
        as_of: The day.
    """

    def __init__(self, policy: Policy, *, as_of: date | None) -> None:
        self._program: Program = policy.program(as_of)
        self._follower: Follower = anything_declared(self._program)
        self._specs = {spec.name: spec for spec in policy.inputs}
        self._fields = {field.name: field for spec in policy.inputs for field in spec.fields}
        self._runs: dict[int, tuple[Node, Run]] = {}  # by identity: equal nodes compare slowly
        self._alone: dict[int, tuple[Bands, ...]] = {}
        self._named: dict[int, list[str]] = {}
        self._of: dict[int, tuple[Target, ...]] = {}
        met: dict[Node, tuple[Target, ...]] = {}
        for output in self._program.policy.outputs:
            for node in walk(output.node):
                if id(node) not in self._of:
                    if node not in met:
                        met[node] = tuple(self._targets(node, output.name))
                    self._of[id(node)] = met[node]
        self._compared = [node for node in met if isinstance(node, Compare)]
        self.all: tuple[Target, ...] = tuple(
            dict.fromkeys(target for targets in met.values() for target in targets)
        )

    def touched(self, inputs: Mapping[str, object]) -> set[Target]:
        """Say what one case touches.

        Args:
            inputs: Its inputs.

        Returns:
            What it touches; nothing when the case is refused.
        """
        try:
            values = self._program.take(inputs)
            roots = [output.node for output in self._program.policy.outputs]
            return {
                target
                for root in roots
                for node, item in self._reached(root, values, None)
                for target in self._of.get(id(node), ())
                if self._meets(node, target, values, item)
            }
        except AsnKinerjaError:
            return set()

    def value(self, node: Node, values: Values, *, item: Item = None) -> object:
        """Compute a node for the values of a case, and for an item where it is below one."""
        if id(node) not in self._runs:
            self._runs[id(node)] = (node, self._program.compiler.run(node))
        return self._runs[id(node)][1](values, item)

    def take(self, inputs: Mapping[str, object]) -> Values:
        """Take in the inputs of a case."""
        return self._program.take(inputs)

    def numbers_of(self, name: str) -> set[Exact]:
        """Give the edges compared with an input or field, one unit around them included."""
        return {
            target.number
            for target in self.all
            if target.number is not None and target.node in {Input(name), Field(name)}
        }

    def days_of(self, name: str) -> set[date]:
        """Give the fixed days compared with a date or field, the days around them included."""
        own, day = {Date(name), Field(name)}, timedelta(days=1)
        found = {
            self.value(other, {})
            for node in self._compared
            for one, other in ((node.left, node.right), (node.right, node.left))
            if one in own and isinstance(other, Constant | ParameterValue)
        }
        edges = [one for one in found if isinstance(one, date) and date.min < one < date.max]
        return {edge + side * day for edge in edges for side in _EDGE_SIDES}

    def _targets(self, node: Node, output: str) -> Iterator[Target]:
        name = node.key or output
        for label in self._labels(node):
            yield Target(table=name, label=label, node=node)
        if isinstance(node, Bands):
            edges = (edge for band in node.bands for edge in (band.lower, band.upper))
            yield from self._edges(name, node.value, edges)
        elif isinstance(node, Compare) and node.op not in _UNORDERED:
            yield from self._edges(name, node.left, [node.right])
            yield from self._edges(name, node.right, [node.left])

    def _labels(self, node: Node) -> list[str]:
        """Name the rows, cells or cases of a node, in their order."""
        match node:
            case Matrix():
                return [f"{cell.row} x {cell.column}" for cell in node.cells]
            case Lookup():
                return [str(canonical(row.when)) for row in node.rows]
            case Choose():
                conditions = [f"if {write_formula(case.when, top=False)}" for case in node.cases]
                return [*_told_apart(conditions), "otherwise"]
            case Bands():
                return _told_apart([write_formula(band.result) for band in node.bands])
            case _:
                return []

    def _edges(self, name: str, value: Node, edges: Iterable[Node | None]) -> Iterator[Target]:
        """Name the numbers around each fixed edge that the value can take."""
        if isinstance(value, Constant | ParameterValue):
            return
        fixed = {
            self.value(edge, {}) for edge in edges if isinstance(edge, Constant | ParameterValue)
        }
        reach = self._follower.reach(value).numbers
        unit = self._unit(value)
        for edge in sorted(one for one in fixed if isinstance(one, int | Fraction)):
            for side in _EDGE_SIDES if unit else (0,):
                number = edge + side * (unit or 0)
                if reach is not None and reach.holds(number):
                    sign = {-1: " - ", 0: "", 1: " + "}[side]
                    shift = f"{sign}{to_canonical(unit)}" if side and unit else ""
                    label = f"{to_canonical(edge)}{shift}"
                    yield Target(table=name, label=label, node=value, number=number)

    def _unit(self, node: Node) -> Fraction | None:
        """Give the smallest step between two values of a node, where that is known."""
        scale = rounded_scale(node)
        if isinstance(node, Input | Field):
            spec = (self._specs if isinstance(node, Input) else self._fields)[node.name]
            scale = 0 if spec.kind == "count" else spec.scale
        elif isinstance(node, Count):
            scale = 0
        return None if scale is None else Fraction(1, 10**scale)

    def _meets(self, node: Node, target: Target, values: Values, item: Item) -> bool:
        if target.number is not None:
            return bool(self.value(target.node, values, item=item) == target.number)
        at = self._at(node, values, item)
        if at is None:
            return False
        if id(node) not in self._named:
            self._named[id(node)] = self._labels(node)
        return self._named[id(node)][at] == target.label

    def _at(self, node: Node, values: Values, item: Item) -> int | None:
        """Give the number of the row, cell or case that is taken; `None` when none is."""
        match node:
            case Matrix():
                pair = (
                    self.value(node.row, values, item=item),
                    self.value(node.column, values, item=item),
                )
                return _index(pair, [(cell.row, cell.column) for cell in node.cells])
            case Lookup():
                found = self.value(node.value, values, item=item)
                return _index((isinstance(found, bool), found), [
                    lookup_key(row.when) for row in node.rows
                ])  # fmt: skip
            case Choose():
                taken = self._taken(node, values, item)
                return taken if taken >= 0 else None
            case Bands():
                return self._band(node, values, item)
            case _:
                return None

    def _band(self, node: Bands, values: Values, item: Item) -> int | None:
        number = self.value(node.value, values, item=item)
        if id(node) not in self._alone:
            self._alone[id(node)] = tuple(
                attrs.evolve(node, bands=(attrs.evolve(band, result=Constant(True)),))  # noqa: FBT003 - a mark
                for band in node.bands
            )
        for at, alone in enumerate(self._alone[id(node)]):
            if number is not None and self.value(alone, values, item=item):
                return at
        return None

    def _taken(self, node: Choose, values: Values, item: Item) -> int:
        """Give the number of the case that a choice takes; -2 when a condition is missing."""
        for number, case in enumerate(node.cases):
            holds = self.value(case.when, values, item=item)
            if holds is None:
                return -2
            if holds:
                return number
        return len(node.cases)

    def _reached(self, node: Node, values: Values, item: Item) -> Iterator[tuple[Node, Item]]:
        """Go through the nodes whose values an evaluation looks at, each with its item."""
        yield node, item
        match node:
            case Choose():
                taken = self._taken(node, values, item)
                shown = node.cases if taken < 0 else node.cases[: taken + 1]
                for case in shown:
                    yield from self._reached(case.when, values, item)
                if 0 <= taken < len(node.cases):
                    yield from self._reached(node.cases[taken].then, values, item)
                elif taken == len(node.cases):
                    yield from self._reached(node.otherwise, values, item)
            case Override():
                given = self.value(node.given, values, item=item) is not None
                yield from self._reached(node.given if given else node.proposed, values, item)
            case Bands():
                yield from self._reached(node.value, values, item)
                at = self._band(node, values, item)
                if at is not None:
                    yield from self._reached(node.bands[at].result, values, item)
            case Count() | Items() | Latest():
                yield from self._reached_items(node, values)
            case _:
                for below in children(node):
                    yield from self._reached(below, values, item)

    def _reached_items(
        self, node: Count | Items | Latest, values: Values
    ) -> Iterator[tuple[Node, Item]]:
        value = node.distinct if isinstance(node, Count) else node.value
        counted = False
        for one in values[node.items] or ():
            holds = node.where is None or self.value(node.where, values, item=one) is True
            counted |= holds
            for below in (node.where, value if holds else None):
                if below is not None:
                    yield from self._reached(below, values, one)
        if not counted and not isinstance(node, Count) and node.when_empty is not None:
            yield from self._reached(node.when_empty, values, None)


def _index(wanted: object, known: Sequence[object]) -> int | None:
    return known.index(wanted) if wanted in known else None


def _told_apart(labels: Sequence[str]) -> list[str]:
    """Number the labels that stand there more than once."""
    short = [_short(label) for label in labels]
    return [
        f"{label} ({number + 1})" if short.count(label) > 1 else label
        for number, label in enumerate(short)
    ]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

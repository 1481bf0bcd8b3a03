"""The steps of one case: each with its value and what it rests on, built when it is looked at."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import UNSET, Found, Item, Trace, Values, lookup_key
from asn_kinerja.scoring.explain_margins import distance, edges_near, is_within
from asn_kinerja.scoring.explain_plans import (
    BandPlan,
    Plan,
    as_alternative,
    as_text,
    plan_of,
    row_alternative,
)
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.explanation_parts import Alternative, Margin
from asn_kinerja.scoring.inputs import Kind, item_place
from asn_kinerja.scoring.nodes import (
    Bands,
    Case,
    Cell,
    Choose,
    Compare,
    Constant,
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Logic,
    Lookup,
    LookupRow,
    Matrix,
    Node,
    Override,
    ParameterValue,
    Ratio,
    ResultOf,
)
from asn_kinerja.scoring.phrases import edge_words
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.scales import rounded_scale
from asn_kinerja.scoring.walk import walk

__all__ = ["Explain", "Name", "Step", "Way"]

Explain = Callable[[Program, Values], Explanation]
_WORDS = frozenset({"title", "rule", "reason"})
_fill = object.__setattr__


class Name(Protocol):
    """Fills the words of steps."""

    def __call__(self, step: "Step", told: Explanation) -> None:
        """Fill the words of a step."""

    def input(self, name: str) -> Wording:
        """Give the title of an input."""


class Way:
    """The way of one case through a policy: what each node was, and the steps met so far.

    Args:
        program: The compiled policy.
        values: Exact values of the inputs; `None` where they are in the trace.
        trace: What each node was, where it was kept.
        explain: Explains another policy whose result is a step of this one.
        name: Fills the words of a step.
    """

    __slots__ = ("_done", "_trace", "_values", "explain", "name", "program")

    def __init__(
        self,
        program: Program,
        values: Values | None,
        *,
        trace: Trace,
        explain: Explain,
        name: Name,
    ) -> None:
        self.program = program
        self.explain = explain
        self.name = name
        self._values = values
        self._trace = trace
        self._done: dict[object, Explanation] = {}

    @property
    def values(self) -> Values:
        """The exact inputs."""
        if self._values is None:
            self._values = self.program.trace_values(self._trace)
        return self._values

    def value(self, node: Node, item: Item) -> Found:
        """Give what a node was, from the trace where it is there."""
        if item is None and self._trace:
            found = self.program.traced(node, self._trace)
            if found is not UNSET:
                return found
        return plan_of(self.program, node).run(self.values, item)

    def step(
        self, node: Node, item: Item = None, *, items: str = "", number: int = 0
    ) -> Explanation:
        """Give the step of a node, for an item at a place if it is below a node over items.

        A node that is used again is the same step, so that a reader meets its reasons once.
        """
        key = (id(node), items, number) if item is not None else id(node)
        found = self._done.get(key)
        if found is None:
            found = self._done[key] = Explanation.__new__(Explanation)
            _fill(found, "_filler", Step(self, node, item=item, items=items, number=number))
        return found


class Step:
    """Fills the fields of one step.

    Args:
        way: The way that it is on.
        node: Its node.
        item: The item at hand.
        items: Name of the input that holds it.
        number: Which of them it is.
    """

    __slots__ = ("alternatives", "item", "items", "named", "node", "number", "plan", "taken", "way")

    def __init__(self, way: Way, node: Node, *, item: Item, items: str, number: int) -> None:
        self.way = way
        self.node = node
        self.plan: Plan = plan_of(way.program, node)
        self.item = item
        self.items = items
        self.number = number
        self.named = False
        self.taken: Case | None = None
        self.alternatives: tuple[Alternative, ...] = ()

    def __call__(self, told: Explanation, name: str) -> None:
        """Fill a field, and all that come with it."""
        if name == "value":
            _fill(told, "value", self.way.value(self.node, self.item))
        elif name == "kind":
            _fill(told, "kind", self.plan.kind)
        elif name in _WORDS or (name == "alternatives" and isinstance(self.node, Choose)):
            self.way.name(self, told)
        else:
            self._facts(told)

    def value(self, node: Node) -> Found:
        """Give what a node was for the item at hand."""
        return self.way.value(node, self.item)

    def below(self, node: Node) -> Explanation:
        """Give the step of a node for the item at hand."""
        return self.way.step(node, self.item, items=self.items, number=self.number)

    def _facts(  # noqa: C901, PLR0912 - one case a node
        self, told: Explanation
    ) -> None:
        """Fill everything but words."""
        plan, node = self.plan, self.node
        _fill(told, "scale", plan.scale)
        _fill(told, "place", "")
        _fill(told, "citation", plan.citation)
        _fill(told, "parameter", None)
        _fill(told, "margin", None)
        _fill(told, "conflicts", plan.conflicts)
        if not isinstance(node, Choose):
            _fill(told, "alternatives", ())
        match node:
            case Input() | Flag() | Date() | Field() | Given():
                self._input(node, told)
            case ParameterValue():
                _fill(told, "place", node.name)
                _fill(told, "parameter", self.way.program.versions[node.name])
                _fill(told, "parts", ())
            case ResultOf():
                self._result_of(node, told)
            case Bands():
                self._bands(node, told)
            case Matrix():
                self._matrix(node, told)
            case Lookup():
                self._lookup(node, told)
            case Choose():
                self._choose(node, told)
            case Override():
                taken = node.proposed if self.value(node.given) is None else node.given
                nodes = (node.given, node.proposed) if taken is node.given else (taken,)
                self._rest_on(told, nodes)
            case Compare():
                self._rest_on(told, plan.below)
                _fill(told, "margin", distance(node, told.parts))
            case Count() | Items() | Latest():
                self._items(node, told)
            case Ratio():
                zero = (node.when_zero,) if self.value(node.denominator) == 0 else ()
                self._rest_on(told, (node.numerator, node.denominator, *zero))
            case _:
                self._rest_on(told, plan.below)

    def _rest_on(self, told: Explanation, nodes: Iterable[Node]) -> None:
        _fill(told, "parts", tuple([self.below(node) for node in nodes]))

    def _input(self, node: Input | Flag | Date | Field | Given, told: Explanation) -> None:
        place = node.name
        if isinstance(node, Field):
            place = item_place(self.items, self.number, field=node.name)
        _fill(told, "place", place)
        held = isinstance(node, Given) and told.value
        _fill(told, "parts", self._held(node.name) if held else ())

    def _held(self, name: str) -> tuple[Explanation, ...]:
        """Give the value that is there, so that the leaves tell all that was looked at."""
        value = self.way.values[name]
        if isinstance(value, tuple):
            return ()
        kind = {bool: "flag", date: "date"}.get(type(value), "input")
        title = self.way.name.input(name)
        return (Explanation(kind=kind, title=title, value=value, place=name),)

    def _result_of(self, node: ResultOf, told: Explanation) -> None:
        held = {name: value for name, value in self.way.values.items() if isinstance(name, str)}
        held |= {name: self.way.value(below, None) for name, below in node.inputs}
        other, values = self.way.program.linked(node.policy, held)
        parts = tuple(self.below(below) for below in self.plan.below)
        _fill(told, "parts", (*parts, self.way.explain(other, values)))

    def _bands(self, node: Bands, told: Explanation) -> None:
        value = self.below(node.value)
        parts, alternatives = [value], []
        for band in self.plan.bands:
            if value.value is not None and is_within(band, value.value):
                row = band.row
                edges = [edge for edge in (row.lower, row.upper) if edge is not None]
                parts += [self.below(below) for below in (row.result, *edges)]
                _fill(told, "conflicts", told.conflicts + band.conflicts)
                _fill(told, "margin", self._margin(value.value, band))
                _fill(told, "citation", row.citation or told.citation)
            else:
                alternatives.append(self._other(band))
        _fill(told, "parts", tuple(parts))
        _fill(told, "alternatives", tuple(alternatives))

    def _least(self) -> int | None:
        """Find the decimals of the number in a table, where an input or a rule allows no more."""
        node = self.plan.below[0]
        if isinstance(node, Input):
            spec = next(spec for spec in self.way.program.policy.inputs if spec.name == node.name)
            return 0 if spec.kind is Kind.COUNT else spec.scale
        return rounded_scale(node)

    def _other(self, band: BandPlan) -> Alternative:
        if band.alternative is not None:
            return band.alternative
        words = edge_words(band.row, lower=band.lower, upper=band.upper)
        return as_alternative(self.value(band.row.result), words)

    def _margin(self, value: Found, taken: BandPlan) -> Margin:
        """Measure how near other results are; bands that give the same are no others."""
        own = self.value(taken.row.result)
        others = []
        for band in self.plan.bands:
            moving = band.follows or taken.follows
            result = self.value(band.row.result)
            if band is not taken and (_moves(result, moving=moving) or result != own):
                others.append(band)
        margin, nearest = edges_near(value, others, scale=self._least())
        if nearest is None:
            return margin
        result = self.value(nearest.row.result)
        named = "" if _moves(result, moving=nearest.follows) else as_text(result)
        return attrs.evolve(margin, nearest=named)

    def _matrix(self, node: Matrix, told: Explanation) -> None:
        row, column = self.below(node.row), self.below(node.column)
        words = row.value, column.value
        taken: Cell | None = None
        others = []
        for cell in node.cells:
            if (cell.row, cell.column) == words:
                taken = cell
            elif cell.row == words[0] or cell.column == words[1]:
                others.append(cell)
        self._taken(told, taken, (row, column), others)

    def _lookup(self, node: Lookup, told: Explanation) -> None:
        value = self.below(node.value)
        taken: LookupRow | None = None
        others = []
        for row in node.rows:
            if value.value is not None and lookup_key(row.when) == lookup_key(value.value):
                taken = row
            else:
                others.append(row)
        self._taken(told, taken, (value,), others)

    def _taken(
        self,
        told: Explanation,
        taken: Cell | LookupRow | None,
        parts: tuple[Explanation, ...],
        others: Iterable[Cell | LookupRow],
    ) -> None:
        """Fill in the row that was taken: its citation, its conflicts, and what it was not."""
        if taken is not None:
            _fill(told, "citation", taken.citation or told.citation)
            _fill(told, "conflicts", told.conflicts + self.plan.known(taken.conflicts))
            if not isinstance(taken.result, Constant):
                parts = (*parts, self.below(taken.result))
        fixed = self.plan.alternatives
        _fill(told, "parts", parts)
        _fill(
            told,
            "alternatives",
            tuple(
                [
                    fixed.get(id(row)) or row_alternative(row, self.way.value(row.result, None))
                    for row in others
                ]
            ),
        )

    def _choose(self, node: Choose, told: Explanation) -> None:
        """Fill in the conditions that were asked and what was taken; words tell the rest."""
        parts: list[Explanation] = []
        for case in node.cases:
            condition = self.below(case.when)
            parts.append(condition)
            if condition.value is None:
                break
            if condition.value:
                self.taken = case
                parts.append(self.below(case.then))
                _fill(told, "citation", case.citation or told.citation)
                _fill(told, "conflicts", told.conflicts + self.plan.known(case.conflicts))
                break
        else:
            parts.append(self.below(node.otherwise))
        _fill(told, "parts", tuple(parts))

    def _items(self, node: Count | Items | Latest, told: Explanation) -> None:
        items = self.way.values[node.items]
        if items is None:
            name = self.way.name.input(node.items)
            place = Explanation(kind="input", title=name, value=None, place=node.items)
            _fill(told, "parts", (place,))
            return
        value = node.distinct if isinstance(node, Count) else node.value
        parts: list[Explanation] = []
        for number, item in enumerate(items):
            one = Step(self.way, node, item=item, items=node.items, number=number)
            if node.where is not None and not (holds := one.value(node.where)):
                if holds is None:
                    parts += [one.below(below) for below in _asked(node.where)]
                continue
            if value is not None:
                parts.append(one.below(value))
            elif node.where is not None:
                parts += [one.below(below) for below in _asked(node.where)]
        if not parts and not isinstance(node, Count) and node.when_empty is not None:
            parts.append(self.way.step(node.when_empty))
        _fill(told, "parts", tuple(parts))


def _moves(result: Found, *, moving: bool) -> bool:
    """Whether a result is a number that another value of what is read would change."""
    return moving and not isinstance(result, bool | str)


def _asked(where: Node) -> tuple[Node, ...]:
    """Give what a condition on an item rests on: its fields where it is plain, else itself."""
    nodes = tuple(walk(where))
    if all(isinstance(node, Field | Constant | Logic) for node in nodes):
        found = {node.name: node for node in nodes if isinstance(node, Field)}
        return tuple(found.values())
    return (where,)

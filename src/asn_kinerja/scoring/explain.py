"""Building the explanation of a case: only the way that was taken, each step with its value."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from operator import ge, gt, le, lt

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Found, Item, Trace, Values, lookup_key
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.explanation_parts import Alternative, Margin
from asn_kinerja.scoring.inputs import Kind, item_place
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Compare,
    Comparison,
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
    Round,
    Undetermined,
)
from asn_kinerja.scoring.numbers import Exact
from asn_kinerja.scoring.phrases import Names, edge_words
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.scales import rounded_scale
from asn_kinerja.scoring.walk import children, walk

__all__ = ["explain"]


def explain(program: Program, values: Values | None, *, trace: Trace = ()) -> Explanation:
    """Explain a case.

    Args:
        program: The compiled policy.
        values: Exact values of the inputs; `None` where they are in the trace.
        trace: What each node was, where it was kept.

    Returns:
        The tree: the policy with its main output first, then the other outputs.
    """
    if values is None:
        values = program.trace_values(trace)
    policy = program.policy
    outputs = sorted(policy.outputs, key=lambda output: not output.main)
    parts = []
    explainer = _Explainer(program, values)
    for output in outputs:
        step = explainer.step(output.node, None)
        scale = rounded_scale(output.node) if output.kind is Kind.NUMBER else None
        parts.append(
            Explanation(
                kind="output", title=output.title, value=step.value, scale=scale, parts=(step,)
            )
        )
    return Explanation(
        kind="policy",
        title=policy.title,
        value=parts[0].value,
        scale=parts[0].scale,
        citation=policy.regulation.citation,
        parts=tuple(parts),
    )


class _Explainer:
    """Explains nodes of one program for one case."""

    def __init__(self, program: Program, values: Values) -> None:
        self._program = program
        self._values = values
        self._done: dict[object, Explanation] = {}  # by identity: equal nodes may be cited apart
        self._known = {conflict.id: conflict for conflict in program.policy.conflicts}
        self._names = Names(program.policy)

    def value(self, node: Node, item: Item) -> Found:
        return self._program.compiler.run(node)(self._values, item)

    def step(self, node: Node, item: Item, *, items: str = "", number: int = 0) -> Explanation:
        """Explain a node, for an item at a place if it is below a node over items.

        A node that is used again is the same step, so that a reader meets its reasons once.
        """
        key = (id(node), items, number) if item is not None else id(node)
        if key not in self._done:
            self._done[key] = self._step(node, item, items, number)
        return self._done[key]

    def _step(  # noqa: C901, PLR0911, PLR0912 - one case a node
        self, node: Node, item: Item, items: str, number: int
    ) -> Explanation:
        self._names.lend_below(node)
        title, rule = self._names.words(node)
        base = Explanation(
            kind=type(node).__name__.lower(),
            title=title,
            value=self.value(node, item),
            rule=rule,
            citation=node.citation,
            conflicts=self._conflicts(node.conflicts),
        )
        below = _Below(self, item, items, number)
        match node:
            case Input() | Flag() | Date() | Field() | Given():
                return self._input(node, base, items, number)
            case ParameterValue():
                version = self._program.versions[node.name]
                return attrs.evolve(base, place=node.name, parameter=version)
            case Constant():
                return base
            case Undetermined():
                return attrs.evolve(base, reason=node.reason)
            case ResultOf():
                return self._result_of(node, base, below)
            case Bands():
                return self._bands(node, base, below)
            case Matrix():
                return self._matrix(node, base, below)
            case Lookup():
                return self._lookup(node, base, below)
            case Choose():
                return self._choose(node, base, below)
            case Override():
                taken = node.proposed if self.value(node.given, item) is None else node.given
                parts = below.all((node.given, node.proposed) if taken is node.given else (taken,))
                return attrs.evolve(base, parts=parts)
            case Compare():
                parts = below.all(children(node))
                return attrs.evolve(base, parts=parts, margin=_distance(node, parts))
            case Count() | Items() | Latest():
                return self._items(node, base)
            case Round():
                return attrs.evolve(base, scale=node.scale, parts=below.all((node.value,)))
            case Ratio():
                zero = (node.when_zero,) if self.value(node.denominator, item) == 0 else ()
                parts = below.all((node.numerator, node.denominator, *zero))
                return attrs.evolve(base, parts=parts)
            case _:
                return attrs.evolve(base, parts=below.all(children(node)))

    def _conflicts(self, names: Iterable[str]) -> tuple[Found, ...]:
        return tuple(self._known[name] for name in names)

    def _input(
        self, node: Input | Flag | Date | Field | Given, base: Explanation, items: str, number: int
    ) -> Explanation:
        place = item_place(items, number, field=node.name) if isinstance(node, Field) else node.name
        reason = None
        if base.value is None:
            name = base.title
            if isinstance(node, Field):
                name = self._names.item(items, number, field=name)
            reason = self._names.missing(name)
        parts = self._held(node) if isinstance(node, Given) and base.value else ()
        return attrs.evolve(base, place=place, reason=reason, parts=parts)

    def _held(self, node: Given) -> tuple[Explanation, ...]:
        """Give the value that is there, so that the leaves tell all that was looked at."""
        value = self._values[node.name]
        if isinstance(value, tuple):
            return ()
        kind = {bool: "flag", date: "date"}.get(type(value), "input")
        title = self._names.input(node.name)
        return (Explanation(kind=kind, title=title, value=value, place=node.name),)

    def _result_of(self, node: ResultOf, base: Explanation, below: "_Below") -> Explanation:
        given = {name: value for name, value in self._values.items() if isinstance(name, str)}
        given |= {name: self.value(node, None) for name, node in node.inputs}
        other, values = self._program.linked(node.policy, given)
        parts = (*below.all(children(node)), explain(other, values))
        return attrs.evolve(base, parts=parts)

    def _bands(self, node: Bands, base: Explanation, below: "_Below") -> Explanation:
        value = below.one(node.value)
        edges = [
            tuple(
                None if edge is None else self.value(edge, None) for edge in (row.lower, row.upper)
            )
            for row in node.bands
        ]
        parts, alternatives, margin, conflicts = [value], [], None, base.conflicts
        for row, (lower, upper) in zip(node.bands, edges, strict=True):
            if value.value is not None and _within(row, value.value, lower, upper):
                parts += below.all([row.result, *(e for e in (row.lower, row.upper) if e)])
                conflicts += self._conflicts(row.conflicts)
                margin = self._margin(node, value.value, lower, upper)
                base = attrs.evolve(base, citation=row.citation or base.citation)
            else:
                words = edge_words(row, lower=lower, upper=upper)
                alternatives.append(self._alternative(row.result, words))
        return attrs.evolve(
            base,
            parts=tuple(parts),
            alternatives=tuple(alternatives),
            margin=margin,
            conflicts=conflicts,
        )

    def _margin(self, node: Bands, value: Found, lower: Found, upper: Found) -> Margin:
        down = None if lower is None else value - lower
        up = None if upper is None else upper - value
        nearest = ""
        toward_lower = up is None or (down is not None and down <= up)
        edge = lower if toward_lower else upper
        for row in node.bands:
            far = row.upper if toward_lower else row.lower
            if edge is not None and far is not None and self.value(far, None) == edge:
                nearest = str(canonical(self.value(row.result, None)))
        return Margin(down=down, up=up, nearest=nearest)

    def _alternative(self, result: Node, needs: Wording) -> Alternative:
        shown = canonical(self.value(result, None))
        return Alternative(result="" if shown is None else str(shown), needs=needs)

    def _matrix(self, node: Matrix, base: Explanation, below: "_Below") -> Explanation:
        row, column = below.one(node.row), below.one(node.column)
        taken: Cell | None = None
        alternatives = []
        for cell in node.cells:
            if (cell.row, cell.column) == (row.value, column.value):
                taken = cell
            elif cell.row == row.value or cell.column == column.value:
                pair = f"{cell.row.replace('_', ' ')} x {cell.column.replace('_', ' ')}"
                alternatives.append(self._alternative(cell.result, Wording(pair, pair)))
        parts: tuple[Explanation, ...] = (row, column)
        if taken is not None and not isinstance(taken.result, Constant):
            parts = (row, column, below.one(taken.result))
        return self._taken(base, taken, parts, alternatives)

    def _lookup(self, node: Lookup, base: Explanation, below: "_Below") -> Explanation:
        value = below.one(node.value)
        taken: LookupRow | None = None
        alternatives = []
        for row in node.rows:
            if value.value is not None and lookup_key(row.when) == lookup_key(value.value):
                taken = row
            else:
                word = str(canonical(row.when)).replace("_", " ")
                alternatives.append(self._alternative(row.result, Wording(word, word)))
        parts: tuple[Explanation, ...] = (value,)
        if taken is not None and not isinstance(taken.result, Constant):
            parts = (value, below.one(taken.result))
        return self._taken(base, taken, parts, alternatives)

    def _taken(
        self,
        base: Explanation,
        taken: Cell | LookupRow | None,
        parts: tuple[Explanation, ...],
        alternatives: list[Alternative],
    ) -> Explanation:
        """Add the row that was taken: its citation, its conflicts, and what it was not."""
        citation, conflicts = base.citation, base.conflicts
        if taken is not None:
            citation = taken.citation or citation
            conflicts += self._conflicts(taken.conflicts)
        return attrs.evolve(
            base,
            citation=citation,
            conflicts=conflicts,
            parts=parts,
            alternatives=tuple(alternatives),
        )

    def _choose(self, node: Choose, base: Explanation, below: "_Below") -> Explanation:
        parts: list[Explanation] = []
        alternatives = []
        taken: Case | None = None
        open_case = False
        for case in node.cases:
            if taken is not None or open_case:
                needs = case.says or self._names.condition(case.when)
                alternatives.append(self._alternative(case.then, needs))
                continue
            condition = below.one(case.when)
            parts.append(condition)
            if condition.value is None:
                open_case = True
            elif condition.value:
                taken = case
        if taken is not None:
            parts.append(below.one(taken.then))
            base = attrs.evolve(
                base,
                rule=taken.says or base.rule,
                citation=taken.citation or base.citation,
                conflicts=base.conflicts + self._conflicts(taken.conflicts),
            )
        elif not open_case:
            parts.append(below.one(node.otherwise))
        return attrs.evolve(base, parts=tuple(parts), alternatives=tuple(alternatives))

    def _items(self, node: Count | Items | Latest, base: Explanation) -> Explanation:
        items = self._values[node.items]
        if items is None:
            name = self._names.input(node.items)
            reason = self._names.missing(name)
            place = Explanation(kind="input", title=name, value=None, place=node.items)
            return attrs.evolve(base, parts=(place,), reason=reason)
        value = node.distinct if isinstance(node, Count) else node.value
        parts: list[Explanation] = []
        for number, item in enumerate(items):
            below = _Below(self, item, node.items, number)
            if node.where is not None and not (holds := self.value(node.where, item)):
                if holds is None:
                    parts += below.all(_asked(node.where))
                continue
            if value is not None:
                parts.append(below.one(value))
            elif node.where is not None:
                parts += below.all(_asked(node.where))
        if not parts and not isinstance(node, Count) and node.when_empty is not None:
            parts.append(_Below(self, None, "", 0).one(node.when_empty))
        return attrs.evolve(base, parts=tuple(parts))


class _Below:
    """Explains the parts of a step for the same item."""

    def __init__(self, explainer: _Explainer, item: Item, items: str, number: int) -> None:
        self._explainer = explainer
        self._item = item
        self._items = items
        self._number = number

    def one(self, node: Node) -> Explanation:
        return self._explainer.step(node, self._item, items=self._items, number=self._number)

    def all(self, nodes: Iterable[Node]) -> tuple[Explanation, ...]:
        return tuple(self.one(node) for node in nodes)


def _asked(where: Node) -> tuple[Node, ...]:
    """Give what a condition on an item rests on: its fields where it is plain, else itself."""
    nodes = tuple(walk(where))
    if all(isinstance(node, Field | Constant | Logic) for node in nodes):
        found = {node.name: node for node in nodes if isinstance(node, Field)}
        return tuple(found.values())
    return (where,)


def _within(band: Band, value: Found, lower: Found, upper: Found) -> bool:
    above = ge if band.lower_in else gt
    under = le if band.upper_in else lt
    return (lower is None or above(value, lower)) and (upper is None or under(value, upper))


def _number(value: Found) -> Exact | None:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return None
    return value


def _distance(node: Compare, parts: tuple[Explanation, ...]) -> Margin | None:
    """Measure how far two numbers are apart, where one must exceed the other."""
    left, right = (_number(part.value) for part in parts)
    if left is None or right is None or node.op in {Comparison.EQUAL, Comparison.UNEQUAL}:
        return None
    difference = left - right
    return Margin(down=difference) if difference >= 0 else Margin(up=-difference)

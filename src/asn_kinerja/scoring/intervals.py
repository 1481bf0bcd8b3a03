"""Following what is still possible through the nodes of a policy.

The file is long because it is one interpreter: a case for every node of the closed union.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any, assert_never

from asn_kinerja.scoring.bands import BandSpan, covers
from asn_kinerja.scoring.closures import Item, Values
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    Aggregate,
    And,
    Arithmetic,
    Band,
    Bands,
    Choose,
    Clip,
    Compare,
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
    Matrix,
    Max,
    Min,
    MissingPart,
    Multiply,
    Node,
    Not,
    Or,
    Override,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Table,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.numbers import round_exact
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.reach import Reach, Span, compare_reach, joined
from asn_kinerja.scoring.scales import rounded_scale
from asn_kinerja.scoring.walk import children

__all__ = ["Follower", "declared_reach", "step_of"]

_FLAGS = frozenset({True, False})


class Follower:
    """Follows the reach of nodes.

    Args:
        program: The compiled policy.
        values: Exact values of the inputs that are known.
        reaches: What each input that is not known can be, by name.
    """

    def __init__(self, program: Program, values: Values, *, reaches: dict[str, Reach]) -> None:
        self._program = program
        self._values = values
        self._reaches = reaches
        self._fields = {
            spec.name: {field.name: field for field in spec.fields}
            for spec in program.policy.inputs
        }

    def reach(  # noqa: PLR0911 - one case a node
        self, node: Node, item: Item = None, *, items: str = ""
    ) -> Reach:
        """Say what a node can give.

        Args:
            node: The node.
            item: The item at hand.
            items: Name of the input that holds it.

        Returns:
            Its reach; exactly its value when it rests on nothing unknown.
        """
        if not self._open(node, item, items):
            return Reach.of(self._program.compiler.run(node)(self._values, item))
        match node:
            case Input() | Flag() | Date():
                return self._reaches[node.name]
            case Given():
                return Reach(
                    values=_FLAGS if self._reaches[node.name].missing else frozenset({True})
                )
            case Field():
                return self._field(node.name, items)
            case Bands() | Matrix() | Lookup() | Choose() | Override():
                return self._table(node, item, items)
            case Compare() | And() | Or() | Not():
                return self._logic(node, item, items)
            case Count() | Items() | Latest():
                return self._over_items(node)
            case AddMonths() | WholeMonths():
                parts = self._all(children(node), item, items)
                return Reach(anything=True, missing=any(part.missing for part in parts))
            case ResultOf():
                return Reach(anything=True, missing=True)
            case _:
                return self._arithmetic(node, item, items)  # type: ignore[arg-type] # constants are never open

    def _open(self, node: Node, item: Item, items: str) -> bool:
        """Whether a node rests on something that is not known."""
        if isinstance(node, Input | Flag | Date | Given):
            return node.name in self._reaches
        if isinstance(node, Field):
            return item is None or (item[node.name] is None and self._may_come(items, node.name))
        if isinstance(node, Count | Items | Latest):
            held = self._values.get(node.items)
            if node.items in self._reaches or held is None:
                return node.items in self._reaches
            below = children(node)
            inside = any(self._open(part, one, node.items) for one in held for part in below)
            empty = None if isinstance(node, Count) else node.when_empty
            return inside or (empty is not None and self._open(empty, None, ""))
        if isinstance(node, ResultOf):
            return bool(self._reaches)
        return any(self._open(below, item, items) for below in children(node))

    def _field(self, name: str, items: str) -> Reach:
        """Say what a field can be; where its items are not known, any that have such a field."""
        held = [self._fields[items]] if items else self._fields.values()
        return joined(declared_reach(fields[name]) for fields in held if name in fields)

    def _may_come(self, items: str, field: str) -> bool:
        return not self._fields[items][field].optional

    def _all(self, nodes: Iterable[Node], item: Item, items: str) -> list[Reach]:
        return [self.reach(node, item, items=items) for node in nodes]

    def _arithmetic(self, node: Arithmetic, item: Item, items: str) -> Reach:
        parts = self._all(children(node), item, items)
        spans = [part.numbers for part in parts]
        missing = any(part.missing for part in parts)
        if any(part.anything for part in parts):
            return Reach(anything=True, missing=missing)
        if isinstance(node, Ratio):
            return _ratio(*parts)
        if isinstance(node, WeightedMean):
            return _weighted_mean(parts)
        known = [span for span in spans if span is not None]
        if len(known) < len(spans):  # one of them can only be missing
            return Reach(missing=True)
        return Reach(numbers=_combine(node, known), missing=missing)

    def _table(self, node: Table, item: Item, items: str) -> Reach:
        match node:
            case Bands():
                return self._bands(node, item, items)
            case Matrix():
                row, column = self._all((node.row, node.column), item, items)
                missing = Reach(missing=row.missing or column.missing)
                cells = {(cell.row, cell.column): cell.result for cell in node.cells}
                keys = list(product(row.values, column.values))
                if any(key not in cells for key in keys):
                    missing = Reach(missing=True)
                found = [cells[key] for key in keys if key in cells]
                return joined([missing, *self._all(found, item, items)])
            case Lookup():
                value = self.reach(node.value, item, items=items)
                rows = [row.result for row in node.rows if _can_be(value, row.when)]
                known = {row.when for row in node.rows}
                total = value.values <= known and value.numbers is None and not value.anything
                missing = Reach(missing=value.missing or not total)
                return joined([missing, *self._all(rows, item, items)])
            case Choose():
                return self._choose(node, item, items)
            case Override():
                given = self.reach(node.given, item, items=items)
                if not given.missing:
                    return given
                seen = Reach(given.numbers, given.values, anything=given.anything)
                return joined([seen, self.reach(node.proposed, item, items=items)])
            case _:
                assert_never(node)

    def _bands(self, node: Bands, item: Item, items: str) -> Reach:
        value = self.reach(node.value, item, items=items)
        rows = [BandSpan(band, self.span_of(band)) for band in node.bands]
        numbers = Span(None, None) if value.anything else value.numbers
        if numbers is None:
            return Reach(missing=True)
        outside = not covers(rows, numbers, step=step_of(node))
        taken = [row.band.result for row in rows if numbers.meets(row.span)]
        missing = Reach(missing=value.missing or outside)
        return joined([missing, *self._all(taken, item, items)])

    def span_of(self, band: Band) -> Span:
        """Give the numbers between the edges of a band; open edges count as closed."""
        edges = [None if edge is None else self.reach(edge) for edge in (band.lower, band.upper)]
        spans = [None if edge is None else edge.numbers for edge in edges]
        low, high = spans
        return Span(low.low if low else None, high.high if high else None)

    def _choose(self, node: Choose, item: Item, items: str) -> Reach:
        found: list[Reach] = []
        for case in node.cases:
            condition = self.reach(case.when, item, items=items)
            found.append(Reach(missing=condition.missing))
            if condition.sure is False:
                continue
            found.append(self.reach(case.then, item, items=items))
            if condition.sure is True:
                return joined(found)
        return joined([*found, self.reach(node.otherwise, item, items=items)])

    def _logic(self, node: Logic, item: Item, items: str) -> Reach:
        parts = self._all(children(node), item, items)
        match node:
            case Compare():
                return compare_reach(parts[0], parts[1], op=node.op)
            case Not():
                held = _FLAGS if parts[0].anything else parts[0].values
                values = frozenset(not value for value in held)
                return Reach(values=values, missing=parts[0].missing)
            case And():
                return _decide(parts, by=False)
            case Or():
                return _decide(parts, by=True)
            case _:
                assert_never(node)

    def _over_items(self, node: Count | Items | Latest) -> Reach:
        held = self._values.get(node.items)
        if held is None:
            return self._unknown_items(node)
        within = [
            Reach.of(True) if node.where is None else self.reach(node.where, one, items=node.items)  # noqa: FBT003 - the flag itself
            for one in held
        ]
        if isinstance(node, Count) and node.distinct is None:
            sure = sum(part.sure is True for part in within)
            can = sum(part.sure is not False for part in within)
            return Reach(numbers=Span(sure, can), missing=self._lost(node, within))
        if not isinstance(node, Items):
            return Reach(anything=True, missing=True)
        values = [self.reach(node.value, one, items=node.items) for one in held]
        empty = None if node.when_empty is None else self.reach(node.when_empty)
        return _aggregate(node, within, values, empty)

    def _unknown_items(self, node: Count | Items | Latest) -> Reach:
        """Any number of items may come, each with all its fields."""
        if not isinstance(node, Count):
            return Reach(anything=True, missing=True)
        one = dict.fromkeys(self._fields[node.items])
        parts = [part for part in (node.where, node.distinct) if part is not None]
        lost = any(self.reach(part, one, items=node.items).missing for part in parts)
        return Reach(numbers=Span(0, None), missing=lost)

    def _lost(self, node: Count, within: Iterable[Reach]) -> bool:
        return node.missing is not MissingPart.LEAVE_OUT and any(part.missing for part in within)


def step_of(node: Bands) -> Fraction:
    """Give the smallest difference between two numbers that a table can meet.

    Args:
        node: The table.

    Returns:
        The last decimal to which the number was rounded; 0 when no rule rounded it.
    """
    scale = rounded_scale(node.value)
    return Fraction(0) if scale is None else Fraction(1, 10**scale)


def declared_reach(spec: InputSpec) -> Reach:
    """Say what an input can be, by its declaration.

    Args:
        spec: The input or the field.

    Returns:
        Its reach; an optional one can be missing.
    """
    missing = spec.optional and spec.default is None
    match spec.kind:
        case Kind.NUMBER:
            return Reach(numbers=Span(spec.low, spec.high), missing=missing)
        case Kind.COUNT:
            return Reach(numbers=Span(spec.low or 0, spec.high), missing=missing)
        case Kind.WORD if spec.words:
            return Reach(values=frozenset(spec.words), missing=missing)
        case Kind.FLAG:
            return Reach(values=_FLAGS, missing=missing)
        case _:
            return Reach(anything=True, missing=missing)


def _combine(  # noqa: PLR0911 - one case a node
    node: Arithmetic, spans: list[Span]
) -> Span:
    match node:
        case Add():
            return reduce(Span.add, spans)
        case Subtract():
            return spans[0].add(spans[1].negate())
        case Multiply():
            return reduce(Span.multiply, spans)
        case Min():
            return _ends(spans, min, known_low=False, known_high=True)
        case Max():
            return _ends(spans, max, known_low=True, known_high=False)
        case Clip():
            return _clip(node, spans)
        case Round():
            ends = (
                None if end is None else round_exact(end, node.scale, mode=node.mode)
                for end in (spans[0].low, spans[0].high)
            )
            return Span(*ends)
        case WeightedMean() | Ratio():  # have a reach of their own
            return Span(None, None)
        case _:
            assert_never(node)


def _ends(spans: list[Span], pick: Any, *, known_low: bool, known_high: bool) -> Span:  # noqa: ANN401 - min or max
    """Pick among the ends; one known end is enough on the side where the pick cannot pass it."""
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    low = pick(lows) if lows and (known_low or len(lows) == len(spans)) else None
    high = pick(highs) if highs and (known_high or len(highs) == len(spans)) else None
    return Span(low, high)


def _clip(node: Clip, spans: list[Span]) -> Span:
    value, *edges = spans
    if node.low is not None:
        value = _ends([value, edges.pop(0)], max, known_low=True, known_high=False)
    if node.high is not None:
        value = _ends([value, edges.pop(0)], min, known_low=False, known_high=True)
    return value


def _weighted_mean(parts: list[Reach]) -> Reach:
    """Weigh with known weights exactly; else stay between the least and the greatest part."""
    spans = [part.numbers or Span(None, None) for part in parts]
    values, weights = spans[::2], spans[1::2]
    lows = [weight.low for weight in weights]
    if any(low is None or low < 0 for low in lows):
        return Reach(numbers=Span(None, None), missing=True)
    total = sum(low for low in lows if low is not None)
    missing = total == 0 or any(part.missing for part in parts)
    if not missing and all(weight.low == weight.high for weight in weights):
        pairs = zip(values, weights, strict=True)
        whole = reduce(Span.add, (value.multiply(weight) for value, weight in pairs))
        return Reach(numbers=whole.multiply(Span(Fraction(1, total), Fraction(1, total))))
    hull = joined(Reach(numbers=value) for value in values)
    return Reach(numbers=hull.numbers, missing=missing)


def _ratio(top: Reach, bottom: Reach, when_zero: Reach) -> Reach:
    missing = Reach(missing=top.missing or bottom.missing)
    if top.numbers is None or bottom.numbers is None:
        return Reach(missing=True)
    low, high = bottom.numbers.low, bottom.numbers.high
    if low == high == 0:
        return joined([missing, when_zero])
    if bottom.numbers.holds(0):
        whole = low == 0 and top.numbers.low is not None and top.numbers.low >= 0
        return joined([missing, Reach(numbers=Span(0 if whole else None, None)), when_zero])
    inverse = Span(
        Fraction(1, high) if high is not None else min(Fraction(0), Fraction(1, low or 1)),
        Fraction(1, low) if low is not None else max(Fraction(0), Fraction(1, high or 1)),
    )
    return joined([missing, Reach(numbers=top.numbers.multiply(inverse))])


def _decide(parts: list[Reach], *, by: bool) -> Reach:
    """Join flags as an evaluation does: one that decides wins over one that is missing."""
    if any(part.sure is by for part in parts):
        return Reach.of(by)
    values = {by} if any(by in part.values or part.anything for part in parts) else set()
    if all((not by) in part.values or part.anything for part in parts):
        values.add(not by)
    return Reach(values=frozenset(values), missing=any(part.missing for part in parts))


def _can_be(reach: Reach, value: object) -> bool:
    if reach.anything:
        return True
    if isinstance(value, str | bool):
        return value in reach.values
    return isinstance(value, int | Fraction) and bool(reach.numbers and reach.numbers.holds(value))


def _aggregate(node: Items, within: list[Reach], values: list[Reach], empty: Reach | None) -> Reach:
    """Join the values of the items that may count; exact for sums, a hull for the others."""
    pairs = [(w, v) for w, v in zip(within, values, strict=True) if w.sure is not False]
    lost = any(w.missing or v.missing for w, v in pairs)
    missing = lost and node.missing is not MissingPart.LEAVE_OUT
    if node.aggregate in {Aggregate.ALL, Aggregate.ANY} or any(v.anything for _, v in pairs):
        return Reach(anything=True, missing=True)
    spans = [(w.sure is True and not v.missing, v.numbers) for w, v in pairs if v.numbers]
    ways = [Reach(missing=missing)]
    if not any(sure for sure, _ in spans):
        nothing = Reach.of(0) if node.aggregate is Aggregate.SUM else Reach(missing=True)
        ways.append(empty if empty is not None else nothing)
    if spans:
        ways.append(Reach(numbers=_span(node.aggregate, spans)))
    return joined(ways)


def _span(aggregate: Aggregate, spans: list[tuple[bool, Span]]) -> Span:
    if aggregate is Aggregate.SUM:
        zero = Span(0, 0)
        parts = [
            span if sure else joined([Reach(numbers=span), Reach(numbers=zero)]).numbers or zero
            for sure, span in spans
        ]
        return reduce(Span.add, parts)
    only = [span for _, span in spans]
    if aggregate is Aggregate.MEAN and all(sure for sure, _ in spans):
        share = Fraction(1, len(only))
        return reduce(Span.add, only).multiply(Span(share, share))
    return joined(Reach(numbers=span) for span in only).numbers or Span(None, None)

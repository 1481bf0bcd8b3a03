"""The interpreter of one case: a tree of nodes compiled once to closures over exact values.

A closure takes the values of the case and the item at hand, and gives an `int`, a `Fraction`, a
word, a flag or a date; `None` is missing. Values of shared nodes are kept under whole-number keys
in the dictionary of the case.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Protocol, assert_never

from asn_kinerja.legal.parameters import ParameterVersion
from asn_kinerja.scoring.closures import (
    Found,
    Item,
    Run,
    Values,
    aggregate,
    choose,
    clip,
    compare,
    count,
    decided,
    keep,
    lookup,
    lookup_key,
    matrix,
    override,
    picker,
    product,
    ratio,
    strict,
    weighted_mean,
)
from asn_kinerja.scoring.months import add_months, whole_months
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    Aggregate,
    And,
    Arithmetic,
    Bands,
    Calendar,
    Choose,
    Clip,
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
    Leaf,
    Logic,
    Lookup,
    Matrix,
    Max,
    Min,
    Multiply,
    Node,
    Not,
    Or,
    OverItems,
    Override,
    ParameterValue,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Table,
    Undetermined,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.numbers import round_exact
from asn_kinerja.scoring.walk import shared, uses_field

__all__ = ["Compiler", "Resolve"]


class Resolve(Protocol):
    """Computes an output of another policy."""

    def __call__(self, policy: str, output: str, *, given: Mapping[str, object]) -> Found:
        """Compute the output of a policy, by ids, from values by name."""


_COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQUAL: eq,
    Comparison.UNEQUAL: ne,
    Comparison.AT_LEAST: ge,
    Comparison.MORE: gt,
    Comparison.AT_MOST: le,
    Comparison.LESS: lt,
}


class Compiler:
    """Turns nodes into closures, each node once.

    Args:
        roots: All trees of the policy, so that shared nodes are found.
        parameters: The version of each parameter that holds.
        resolve: Computes an output of another policy, given its id, the name of the output and
            its inputs.
    """

    def __init__(
        self,
        roots: Iterable[Node],
        *,
        parameters: Mapping[str, ParameterVersion],
        resolve: Resolve,
    ) -> None:
        self._parameters = parameters
        self._resolve = resolve
        self._shared = {node for node in shared(roots) if not uses_field(node)}
        self._runs: dict[Node, Run] = {}

    def run(self, node: Node) -> Run:
        """Compile a node.

        Args:
            node: Any node of the trees.

        Returns:
            Its closure.
        """
        found = self._runs.get(node)
        if found is None:
            found = self._compile(node)
            if node in self._shared:
                found = keep(found, len(self._runs))
            self._runs[node] = found
        return found

    def _all(self, nodes: Iterable[Node]) -> tuple[Run, ...]:
        return tuple(self.run(node) for node in nodes)

    def _maybe(self, node: Node | None) -> Run | None:
        return None if node is None else self.run(node)

    def _compile(self, node: Node) -> Run:  # noqa: PLR0911 - one case a node
        match node:
            case Add() | Subtract() | Multiply() | Ratio() | WeightedMean() | Min() | Max():
                return self._arithmetic(node)
            case Clip() | Round():
                return self._arithmetic(node)
            case Bands() | Matrix() | Lookup() | Choose() | Override():
                return self._table(node)
            case Compare() | And() | Or() | Not():
                return self._logic(node)
            case Count() | Items() | Latest():
                return self._over_items(node)
            case AddMonths() | WholeMonths():
                return self._calendar(node)
            case _:
                return self._leaf(node)

    def _leaf(self, node: Leaf) -> Run:  # noqa: PLR0911 - one case a node
        match node:
            case Input() | Flag() | Date():
                name = node.name
                return lambda values, _: values[name]
            case Field():
                field = node.name
                return lambda _, item: item[field] if item is not None else None
            case Given():
                wanted = node.name
                return lambda values, _: values[wanted] is not None
            case Constant():
                constant = node.value
                return lambda *_: constant
            case ParameterValue():
                legal = self._parameters[node.name].value
                return lambda *_: legal
            case Undetermined():
                return lambda *_: None
            case ResultOf():
                return self._result_of(node)
            case _:
                assert_never(node)

    def _result_of(self, node: ResultOf) -> Run:
        resolve, mapped = self._resolve, [(name, self.run(below)) for name, below in node.inputs]

        def result_of(values: Values, item: Item) -> Found:
            given = {name: value for name, value in values.items() if isinstance(name, str)}
            given |= {name: run(values, item) for name, run in mapped}
            return resolve(node.policy, node.output, given=given)

        return result_of

    def _arithmetic(self, node: Arithmetic) -> Run:  # noqa: PLR0911 - one case a node
        match node:
            case Add():
                return strict(self._all(node.terms), sum)
            case Subtract():
                return strict(self._all((node.left, node.right)), lambda pair: pair[0] - pair[1])
            case Multiply():
                return strict(self._all(node.factors), product)
            case Min():
                return strict(self._all(node.terms), min)
            case Max():
                return strict(self._all(node.terms), max)
            case Ratio():
                return ratio(
                    self.run(node.numerator),
                    self.run(node.denominator),
                    when_zero=self.run(node.when_zero),
                )
            case WeightedMean():
                parts = [(self.run(part.value), self.run(part.weight)) for part in node.parts]
                return weighted_mean(parts, node.missing, place=node.key or "weighted_mean")
            case Clip():
                return clip(
                    self.run(node.value), low=self._maybe(node.low), high=self._maybe(node.high)
                )
            case Round():
                scale, mode = node.scale, node.mode
                return strict(
                    (self.run(node.value),), lambda only: round_exact(only[0], scale, mode=mode)
                )
            case _:
                assert_never(node)

    def _table(self, node: Table) -> Run:
        match node:
            case Bands():
                return self._bands(node)
            case Matrix():
                cells = {(cell.row, cell.column): self.run(cell.result) for cell in node.cells}
                return matrix(self.run(node.row), self.run(node.column), cells=cells)
            case Lookup():
                rows = {lookup_key(row.when): self.run(row.result) for row in node.rows}
                return lookup(self.run(node.value), rows)
            case Choose():
                cases = [(self.run(case.when), self.run(case.then)) for case in node.cases]
                return choose(cases, self.run(node.otherwise))
            case Override():
                return override(self.run(node.given), self.run(node.proposed))
            case _:
                assert_never(node)

    def _bands(self, node: Bands) -> Run:
        value = self.run(node.value)
        rows = [
            (
                self._maybe(band.lower),
                ge if band.lower_in else gt,
                self._maybe(band.upper),
                le if band.upper_in else lt,
                self.run(band.result),
            )
            for band in node.bands
        ]

        def bands(values: Values, item: Item) -> Found:
            number = value(values, item)
            if number is None:
                return None
            for lower, above, upper, below, result in rows:
                if (lower is None or above(number, lower(values, item))) and (
                    upper is None or below(number, upper(values, item))
                ):
                    return result(values, item)
            return None

        return bands

    def _logic(self, node: Logic) -> Run:
        match node:
            case Compare():
                return compare(self.run(node.left), self.run(node.right), by=_COMPARE[node.op])
            case And():
                return decided(self._all(node.terms), by=False)
            case Or():
                return decided(self._all(node.terms), by=True)
            case Not():
                return strict((self.run(node.term),), lambda only: not only[0])
            case _:
                assert_never(node)

    def _over_items(self, node: OverItems) -> Run:
        where = self._maybe(node.where)
        place = node.key or node.items
        match node:
            case Count():
                distinct = self._maybe(node.distinct)
                pick = picker(
                    node.items, where=where, value=distinct, missing=node.missing, place=place
                )
                return count(pick, distinct=distinct is not None)
            case Items() | Latest():
                pick = picker(
                    node.items,
                    where=where,
                    value=self.run(node.value),
                    missing=node.missing,
                    place=place,
                )
                empty = self._maybe(node.when_empty)
                kind = Aggregate.MAX if isinstance(node, Latest) else node.aggregate
                return aggregate(pick, kind, when_empty=empty)
            case _:
                assert_never(node)

    def _calendar(self, node: Calendar) -> Run:
        match node:
            case AddMonths():
                pair = self._all((node.start, node.months))
                return strict(pair, lambda both: add_months(both[0], both[1]))
            case WholeMonths():
                pair = self._all((node.start, node.end))
                return strict(pair, lambda both: whole_months(both[0], both[1]))
            case _:
                assert_never(node)

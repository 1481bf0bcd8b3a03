"""Nodes as straight-line instructions: what they compute, without a call for each of them.

The closures of `evaluate.py` say what a policy means, whatever a case is. These instructions are
the short way of the ordinary case: numbers are whole numbers over a denominator that is known
beforehand. A node over items is left to its closure; a policy that they cannot hold to closures.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from asn_kinerja.legal.parameters import ParameterVersion
from asn_kinerja.scoring.closures import Run
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
    OverItems,
    Override,
    ParameterValue,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.quick.arithmetic import Numbers
from asn_kinerja.scoring.quick.instructions import (
    FALSE,
    NOTHING,
    TRUE,
    Term,
    Writer,
    either,
    every,
    mapping,
    number,
    opposite,
    some,
)
from asn_kinerja.scoring.quick.lanes import Form, Lane, Unwritten, fixed, nothing
from asn_kinerja.scoring.quick.scopes import Scopes
from asn_kinerja.scoring.quick.tables import Tables
from asn_kinerja.scoring.walk import children, shared, walk

__all__ = ["Straight"]

_SIGNS: dict[Comparison, Callable[[Term, Term], Term]] = {
    Comparison.EQUAL: Term.equals,
    Comparison.UNEQUAL: Term.differs,
    Comparison.AT_LEAST: Term.__ge__,
    Comparison.MORE: Term.__gt__,
    Comparison.AT_MOST: Term.__le__,
    Comparison.LESS: Term.__lt__,
}


class Straight:
    """Writes the nodes of a policy, each once.

    Args:
        writer: Where they are written.
        inputs: The inputs, already taken in, by name.
        parameters: The version of each parameter that holds.
        roots: All trees of the policy, so that shared nodes are found.
        closure: Gives the closure of a node over items.
    """

    def __init__(
        self,
        writer: Writer,
        *,
        inputs: Mapping[str, Lane],
        parameters: Mapping[str, ParameterVersion],
        roots: Iterable[Node],
        closure: Callable[[Node], Run],
    ) -> None:
        self._writer = writer
        self._inputs = inputs
        self._parameters = parameters
        self._closure = closure
        self.numbers = Numbers(writer)
        self.scopes = Scopes(writer, self._make)
        self._tables = Tables(
            writer, numbers=self.numbers, scopes=self.scopes, shared=shared(roots)
        )

    def lane(self, node: Node) -> Lane:
        """Write a node, if it is not there yet.

        Args:
            node: Any node of the trees.

        Returns:
            Where its value stands.

        Raises:
            Unwritten: If instructions cannot hold it.
        """
        return self.scopes.lane(node)

    def _make(self, node: Node) -> Lane:  # noqa: C901, PLR0911, PLR0912 - one case a node
        match node:
            case Input() | Flag() | Date():
                return self._inputs[node.name]
            case Given():
                came = self._inputs[node.name]
                return Lane(top=opposite(came.top.same(NOTHING)) if came.missing else TRUE)
            case Constant():
                return fixed(node.value, self._writer)
            case ParameterValue():
                return fixed(self._parameters[node.name].value, self._writer)
            case Undetermined():
                return nothing()
            case ResultOf() | Field():
                raise Unwritten
            case Add() | Subtract() | Multiply() | Ratio() | WeightedMean() | Min() | Max():
                return self._arithmetic(node)
            case Clip() | Round():
                return self._arithmetic(node)
            case Bands() | Matrix() | Lookup() | Choose() | Override():
                return self._tables.lane(node)
            case Compare() | And() | Or() | Not():
                return self._logic(node)
            case Count() | Items() | Latest():
                return self._over_items(node)
            case AddMonths() | WholeMonths():
                return self._calendar(node)
            case _:
                assert_never(node)

    def _plain(self, term: Term, *, missing: bool = False) -> Lane:
        return Lane(top=self._writer.keep(term), missing=missing)

    def _arithmetic(self, node: Arithmetic) -> Lane:  # noqa: C901, PLR0911 - one case a node
        numbers = self.numbers
        lanes = [self.lane(below) for below in children(node)]
        if not lanes:
            raise Unwritten
        match node:
            case Add():
                return numbers.strict(lanes, lambda: numbers.total(lanes))
            case Subtract():
                return numbers.strict(lanes, lambda: numbers.difference(lanes[0], lanes[1]))
            case Multiply():
                return numbers.strict(lanes, lambda: numbers.product(lanes))
            case Min() | Max():
                nearest = min if isinstance(node, Min) else max
                return numbers.strict(lanes, lambda: numbers.extreme(lanes, nearest))
            case Ratio():
                return numbers.strict(lanes[:2], lambda: numbers.ratio(*lanes[:2], zero=lanes[2]))
            case WeightedMean():
                doubtful = any(one.missing for one in lanes)
                if doubtful and node.missing is not MissingPart.UNDETERMINED:
                    raise Unwritten
                pairs = list(zip(lanes[::2], lanes[1::2], strict=True))
                return numbers.strict(lanes, lambda: numbers.mean(pairs))
            case Clip():
                low, high = (None if e is None else self.lane(e) for e in (node.low, node.high))
                return numbers.strict(lanes, lambda: numbers.clip(lanes[0], low=low, high=high))
            case Round():
                return numbers.strict(
                    lanes, lambda: numbers.rounded(lanes[0], node.scale, mode=node.mode)
                )
            case _:
                assert_never(node)

    def _logic(self, node: Logic) -> Lane:
        lanes = [self.lane(below) for below in children(node)]
        tops = [lane.top for lane in lanes]
        match node:
            case Compare():
                sign = _SIGNS[node.op]
                return self.numbers.strict(
                    lanes, lambda: self._plain(sign(*self.numbers.against(*lanes)))
                )
            case And() | Or():
                decides = FALSE if isinstance(node, And) else TRUE
                other = TRUE if isinstance(node, And) else FALSE
                if not any(lane.missing for lane in lanes):
                    return self._plain(every(tops) if decides is FALSE else some(tops))
                open_ones = some([lane.top.same(NOTHING) for lane in lanes if lane.missing])
                decided = some([top.same(decides) for top in tops])
                term = either(decided, yes=decides, no=either(open_ones, yes=NOTHING, no=other))
                return self._plain(term, missing=True)
            case Not():
                return self.numbers.strict(lanes, lambda: self._plain(opposite(tops[0])))
            case _:
                assert_never(node)

    def _over_items(self, node: OverItems) -> Lane:
        """Leave items to a closure, which is given the inputs that it reads, exactly."""
        below = set(walk(node))
        if any(isinstance(one, ResultOf) for one in below):
            raise Unwritten
        names = {one.name for one in below if isinstance(one, Input | Flag | Date | Given)}
        lanes = {name: self._inputs[name] for name in sorted({node.items, *names})}
        exact = [lane.safely(self.numbers.exact(lane)) for lane in lanes.values()]
        values = mapping([self._writer.hold(name) for name in lanes], exact)
        top = self._writer.keep(self._writer.hold(self._closure(node))(values, NOTHING))
        if isinstance(node, Count):
            return Lane(top=top, below=number(1), form=Form.WHOLE, missing=True, sign=1)
        if isinstance(node, Latest) or node.aggregate in {Aggregate.ALL, Aggregate.ANY}:
            return Lane(top=top, missing=True)
        if node.aggregate in {Aggregate.MIN, Aggregate.MAX} and not self._counts(node.value):
            raise Unwritten
        return Lane(top=top, form=Form.LOOSE, missing=True)

    def _counts(self, value: Node) -> bool:
        """Whether the value of an item is surely a number."""
        return isinstance(value, Arithmetic) and not isinstance(value, Min | Max | Clip)

    def _calendar(self, node: Calendar) -> Lane:
        lanes = [self.lane(below) for below in children(node)]
        function = self._writer.hold(add_months if isinstance(node, AddMonths) else whole_months)

        def make() -> Lane:
            top = self._writer.keep(function(*map(self.numbers.exact, lanes)))
            if isinstance(node, AddMonths):
                return Lane(top=top)
            return Lane(top=top, below=number(1), form=Form.WHOLE)

        return self.numbers.strict(lanes, make)

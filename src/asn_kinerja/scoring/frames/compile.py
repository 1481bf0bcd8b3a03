"""From nodes to columns: each node once, shared by what it means, over all policies of a run."""

from typing import assert_never

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.errors import InvalidPolicy, Problem
from asn_kinerja.scoring import nodes
from asn_kinerja.scoring.frames.arithmetic import (
    clipped,
    divided,
    extreme,
    multiplied,
    subtracted,
    summed,
)
from asn_kinerja.scoring.frames.given import fit_inputs
from asn_kinerja.scoring.frames.guards import FLIPPED
from asn_kinerja.scoring.frames.known import Known, Reads
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane, Number
from asn_kinerja.scoring.frames.logic import compared, decided, given, opposite
from asn_kinerja.scoring.frames.means import weighted_mean
from asn_kinerja.scoring.frames.merging import number_of
from asn_kinerja.scoring.frames.months import months_between, moved
from asn_kinerja.scoring.frames.over_items import aggregated, counted, picks
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.rounding import rounded
from asn_kinerja.scoring.frames.tables import (
    BandLane,
    banded,
    celled,
    chosen,
    looked_up,
    overridden,
)
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
    Field,
    Given,
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
from asn_kinerja.scoring.program import Program

__all__ = ["Compiler"]


@attrs.frozen
class _Item:
    """The item at hand: of which items, at which place of their gatherer."""

    items: str
    number: int


class Compiler:
    """Turns nodes into lanes.

    Args:
        at: Where the cases stand.
    """

    def __init__(self, at: Place) -> None:
        self._at = at
        self._done: dict[tuple[object, ...], Lane] = {}
        self._met: dict[tuple[Known, Node, _Item | None], Lane] = {}  # keeps each `Known`
        self._reads = Reads()
        self._linked: dict[tuple[object, ...], Known] = {}

    def lane(self, node: Node, known: Known, item: _Item | None = None) -> Lane:
        """Compile a node.

        Args:
            node: The node.
            known: What it can read.
            item: The item at hand.

        Returns:
            Its lane.
        """
        if item is not None and not self._reads.field(node):
            item = None
        met = (known, node, item)  # not its id, which comes again once it is gone
        if met not in self._met:
            identity = (node, item, self._reads.by(node, known))
            if identity not in self._done:
                self._done[identity] = self._compile(node, known, item)
            self._met[met] = self._done[identity]
        return self._met[met]

    def place(self, known: Known, item: _Item | None) -> Place:
        """Give the place where a column of an item, or of a case, stands."""
        if item is None:
            return self._at
        return known.items[item.items].gatherer.places[item.number]

    def _compile(  # noqa: PLR0911 - one case a group of nodes
        self, node: Node, known: Known, item: _Item | None
    ) -> Lane:
        match node:
            case Add() | Subtract() | Multiply() | Ratio() | WeightedMean():
                return self._arithmetic(node, known, item)
            case Min() | Max() | Clip() | Round():
                return self._arithmetic(node, known, item)
            case Bands() | Matrix() | Lookup() | Choose() | Override():
                return self._table(node, known, item)
            case Compare() | And() | Or() | Not():
                return self._logic(node, known, item)
            case Count() | Items() | Latest():
                return self._over_items(node, known)
            case AddMonths() | WholeMonths():
                return self._calendar(node, known, item)
            case _:
                return self._leaf(node, known, item)

    def _leaf(  # noqa: PLR0911 - one case a node
        self, node: Leaf, known: Known, item: _Item | None
    ) -> Lane:
        match node:
            case nodes.Input() | nodes.Flag() | nodes.Date():
                return known.lanes.get(node.name, Const(None))
            case Field():
                if item is None:
                    return Const(None)
                return known.items[item.items].fields[item.number][node.name]
            case Given():
                return self._is_given(node.name, known)
            case Constant():
                return Const(node.value)
            case ParameterValue():
                return Const(known.program.versions[node.name].value)
            case Undetermined():
                return Const(None)
            case ResultOf():
                return self._result_of(node, known, item)
            case _:
                assert_never(node)

    def _is_given(self, name: str, known: Known) -> Lane:
        """Say whether an input came; items did where their gatherer has any."""
        if name in known.items:
            return opposite(self._at, known.items[name].gatherer.absent)
        return given(self._at, known.lanes.get(name, Const(None)))

    def linked(self, node: ResultOf, known: Known, item: _Item | None = None) -> Known:
        """Prepare the inputs of another policy whose result is a node.

        Args:
            node: The node.
            known: What the policy at hand can read.
            item: The item at hand.

        Returns:
            What the other policy can read.

        Raises:
            InvalidPolicy: If the policy did not come from a registry.
        """
        identity = (node.policy, node.inputs, known, item)
        if identity not in self._linked:
            policy = known.program.policy
            if policy.link is None:
                raise InvalidPolicy(Problem("not_linked", policy.id, value=node.policy))
            program: Program = policy.link(node.policy).program(known.program.as_of)
            mapped = {name: self.lane(below, known, item) for name, below in node.inputs}
            lanes, items = fit_inputs(
                self.place(known, item),
                program.policy.inputs,
                own=policy.inputs,
                lanes={**known.lanes, **mapped},
                mapped=mapped.keys(),
                items={name: found for name, found in known.items.items() if name not in mapped},
            )
            other = Known(program=program, lanes=lanes, items=items)
            self._linked[identity] = other
            for demand in program.policy.requirements:
                self._demanded(self.lane(demand.holds, other), known, item)
        return self._linked[identity]

    def _demanded(self, holds: Lane, known: Known, item: _Item | None) -> None:
        """Leave the cases that break a demand of another policy to the exact interpreter."""
        at = self.place(known, item)
        if isinstance(holds, Flag):
            at.unsettle(~nw.col(holds.name), holds)
        elif holds == Const(False):  # noqa: FBT003 - the value itself
            at.unsettle(nw.lit(value=True))

    def _result_of(self, node: ResultOf, known: Known, item: _Item | None) -> Lane:
        other = self.linked(node, known, item)
        found = next(
            output.node
            for output in other.program.policy.outputs
            if (output.name == node.output if node.output else output.main)
        )
        return self.lane(found, other)

    def _arithmetic(self, node: Arithmetic, known: Known, item: _Item | None) -> Lane:  # noqa: PLR0911 - one case a node
        at = self.place(known, item)

        def lane(below: Node) -> Lane:
            return self.lane(below, known, item)

        match node:
            case Add():
                return summed(at, [lane(term) for term in node.terms])
            case Subtract():
                return subtracted(at, lane(node.left), lane(node.right))
            case Multiply():
                return multiplied(at, [lane(factor) for factor in node.factors])
            case Min() | Max():
                lanes = [lane(term) for term in node.terms]
                return extreme(at, lanes, largest=isinstance(node, Max))
            case Ratio():
                pair = lane(node.numerator), lane(node.denominator)
                return divided(at, *pair, when_zero=lane(node.when_zero))
            case WeightedMean():
                parts = [(lane(part.value), lane(part.weight)) for part in node.parts]
                return weighted_mean(at, parts, node.missing)
            case Clip():
                low, high = (None if edge is None else lane(edge) for edge in (node.low, node.high))
                return clipped(at, lane(node.value), low=low, high=high)
            case Round():
                return rounded(at, lane(node.value), node.scale, node.mode)
            case _:
                assert_never(node)

    def _table(self, node: Table, known: Known, item: _Item | None) -> Lane:
        at = self.place(known, item)

        def lane(below: Node) -> Lane:
            return self.lane(below, known, item)

        match node:
            case Bands():
                rows = [
                    BandLane(
                        lower=None if band.lower is None else lane(band.lower),
                        upper=None if band.upper is None else lane(band.upper),
                        lower_in=band.lower_in,
                        upper_in=band.upper_in,
                        result=lane(band.result),
                    )
                    for band in node.bands
                ]
                return banded(at, lane(node.value), rows)
            case Matrix():
                cells = [(cell.row, cell.column, lane(cell.result)) for cell in node.cells]
                return celled(at, lane(node.row), lane(node.column), cells)
            case Lookup():
                return looked_up(
                    at, lane(node.value), [(row.when, lane(row.result)) for row in node.rows]
                )
            case Choose():
                conditions = [lane(case.when) for case in node.cases]
                results = [lane(case.then) for case in node.cases]
                return chosen(at, conditions, [*results, lane(node.otherwise)])
            case Override():
                return overridden(at, lane(node.given), lane(node.proposed))
            case _:
                assert_never(node)

    def _logic(self, node: Logic, known: Known, item: _Item | None) -> Lane:
        at = self.place(known, item)
        match node:
            case Compare():
                return compared(at, *self._sides(node, known, item))
            case And() | Or():
                lanes = [self.lane(term, known, item) for term in node.terms]
                return decided(at, lanes, by=isinstance(node, Or))
            case Not():
                return opposite(at, self.lane(node.term, known, item))
            case _:
                assert_never(node)

    def _sides(
        self, node: Compare, known: Known, item: _Item | None
    ) -> tuple[Lane, Lane, Comparison]:
        """Give what is compared; of ``100 - x`` with a number, `x` alone, which is less off."""
        for one, other, op in (
            (node.left, node.right, FLIPPED[node.op]),
            (node.right, node.left, node.op),
        ):
            if isinstance(one, Subtract):
                whole = number_of(self.lane(one.left, known, item))
                point = number_of(self.lane(other, known, item))
                taken = self.lane(one.right, known, item)
                if whole is not None and point is not None and isinstance(taken, Number):
                    return taken, Const(whole - point), op
        return self.lane(node.left, known, item), self.lane(node.right, known, item), node.op

    def _over_items(self, node: OverItems, known: Known) -> Lane:
        found = known.items.get(node.items)
        if found is None:
            return Const(None)
        value = node.distinct if isinstance(node, Count) else node.value
        chosen_items = picks(
            found.gatherer,
            where=self._each(node.where, node.items, known),
            values=self._each(value, node.items, known),
            missing=node.missing,
        )
        match node:
            case Count():
                distinct = node.distinct is not None
                return counted(self._at, found.gatherer, chosen_items, distinct=distinct)
            case Items() | Latest():
                empty = node.when_empty
                return aggregated(
                    self._at,
                    found.gatherer,
                    chosen_items,
                    kind=Aggregate.MAX if isinstance(node, Latest) else node.aggregate,
                    when_empty=None if empty is None else self.lane(empty, known),
                )
            case _:
                assert_never(node)

    def _each(self, node: Node | None, items: str, known: Known) -> list[Lane] | None:
        """Compile a node for each place of an item."""
        if node is None:
            return None
        places = range(len(known.items[items].gatherer.places))
        return [self.lane(node, known, _Item(items, number)) for number in places]

    def _calendar(self, node: Calendar, known: Known, item: _Item | None) -> Lane:
        at = self.place(known, item)
        match node:
            case AddMonths():
                start = self.lane(node.start, known, item)
                return moved(at, start, self.lane(node.months, known, item))
            case WholeMonths():
                start = self.lane(node.start, known, item)
                return months_between(at, start, self.lane(node.end, known, item))
            case _:
                assert_never(node)

"""Which rows used an unconfirmed value or met a contradiction: the way taken, as flags.

A mark is false, true in every row, or a column. It follows the explanation of one case: what an
explanation does not show does not mark.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_

import narwhals.stable.v2 as nw

from asn_kinerja.legal.parameters import Status
from asn_kinerja.scoring.frames.compile import Compiler
from asn_kinerja.scoring.frames.known import Known
from asn_kinerja.scoring.frames.lanes import Const, Flag, Lane
from asn_kinerja.scoring.frames.logic import compared, given
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.frames.tables import BandLane, banded
from asn_kinerja.scoring.nodes import (
    Bands,
    Choose,
    Comparison,
    Constant,
    Count,
    Items,
    Latest,
    Lookup,
    Matrix,
    Node,
    Override,
    ParameterValue,
    ResultOf,
)
from asn_kinerja.scoring.walk import children

__all__ = ["Marker", "conflicting", "unconfirmed"]

Own = Callable[[Known, Node], bool]
_NO, _YES = Const(False), Const(True)  # noqa: FBT003 - the values themselves


def unconfirmed(known: Known, node: Node) -> bool:
    """Whether a node reads a legal value that nobody has confirmed."""
    if not isinstance(node, ParameterValue):
        return False
    return known.program.versions[node.name].status is Status.UNCONFIRMED


def conflicting(known: Known, node: Node) -> bool:  # noqa: ARG001 - of one form with `unconfirmed`
    """Whether a known contradiction of the law touches whatever a node gives."""
    return bool(node.conflicts)


class Marker:
    """Marks the rows whose result rests on nodes of some kind.

    Args:
        compiler: Gives the lanes of the conditions.
        at: Where the cases stand.
        own: Whether a node marks by itself.
        rows: Whether the rows of tables mark by their conflicts.
    """

    def __init__(self, compiler: Compiler, at: Place, own: Own, *, rows: bool) -> None:
        self._compiler = compiler
        self._at = at
        self._own = own
        self._rows = rows
        self._done: dict[tuple[Node, Known], Lane] = {}
        self._can: dict[tuple[Node, Known], bool] = {}

    def mark(self, node: Node, known: Known) -> Lane:
        """Give the mark of a node and of what it rests on.

        Args:
            node: The node.
            known: What it can read.

        Returns:
            A flag without holes.
        """
        if not self._possible(node, known):
            return _NO
        identity = (node, known)
        if identity not in self._done:
            self._done[identity] = _YES if self._own(known, node) else self._below(node, known)
        return self._done[identity]

    def _possible(self, node: Node, known: Known) -> bool:
        """Whether anything below a node can mark; most rules have nothing to mark."""
        identity = (node, known)
        found = self._can.get(identity)
        if found is None:
            found = self._own(known, node) or (self._rows and bool(_row_conflicts(node)))
            found = found or any(self._possible(below, known) for below in children(node))
            if isinstance(node, ResultOf) and not found:
                other = self._compiler.linked(node, known)
                found = any(
                    self._possible(output.node, other) for output in other.program.policy.outputs
                )
            self._can[identity] = found
        return found

    def _below(  # noqa: PLR0911 - one case a node
        self, node: Node, known: Known
    ) -> Lane:
        match node:
            case Choose():
                return self._choose(node, known)
            case Override():
                came = given(self._at, self._compiler.lane(node.given, known))
                first = self._both(came, self.mark(node.given, known))
                return self._either([first, self.mark(node.proposed, known)])
            case Bands():
                return self._bands(node, known)
            case Matrix():
                return self._matrix(node, known)
            case Lookup():
                return self._lookup(node, known)
            case ResultOf():
                other = self._compiler.linked(node, known)
                outputs = (self.mark(o.node, other) for o in other.program.policy.outputs)
                return self._either([*self._all(children(node), known), *outputs])
            case Count() | Items() | Latest():
                return self._items(node, known)
            case _:
                return self._either(self._all(children(node), known))

    def _all(self, nodes: Iterable[Node], known: Known) -> list[Lane]:
        return [self.mark(node, known) for node in nodes]

    def _choose(self, node: Choose, known: Known) -> Lane:
        """Follow the conditions up to the first that holds or is missing."""
        found: list[Lane] = []
        reached: Lane = _YES
        for case in node.cases:
            condition = self._compiler.lane(case.when, known)
            found.append(self._both(reached, self.mark(case.when, known)))
            then = _YES if self._rows and case.conflicts else self.mark(case.then, known)
            found.append(self._both(self._both(reached, self._true(condition)), then))
            reached = self._both(reached, self._false(condition))
        found.append(self._both(reached, self.mark(node.otherwise, known)))
        return self._either(found)

    def _bands(self, node: Bands, known: Known) -> Lane:
        lane = self._compiler.lane
        value = lane(node.value, known)
        found = [self.mark(node.value, known)]
        for band in node.bands:
            edges = [edge for edge in (band.lower, band.upper) if edge is not None]
            marks = self._all([band.result, *edges], known)
            if self._rows and band.conflicts:
                marks.append(_YES)
            if any(mark != _NO for mark in marks):
                row = BandLane(
                    lower=None if band.lower is None else lane(band.lower, known),
                    upper=None if band.upper is None else lane(band.upper, known),
                    lower_in=band.lower_in,
                    upper_in=band.upper_in,
                    result=_YES,
                )
                within = self._true(banded(self._at, value, [row]))
                found.append(self._both(within, self._either(marks)))
        return self._either(found)

    def _matrix(self, node: Matrix, known: Known) -> Lane:
        row, column = (self._compiler.lane(below, known) for below in (node.row, node.column))
        found = self._all((node.row, node.column), known)
        for cell in node.cells if self._rows else ():
            if cell.conflicts:
                is_row = compared(self._at, row, Const(cell.row), Comparison.EQUAL)
                is_column = compared(self._at, column, Const(cell.column), Comparison.EQUAL)
                found.append(self._both(self._true(is_row), self._true(is_column)))
        return self._either(found)

    def _lookup(self, node: Lookup, known: Known) -> Lane:
        value = self._compiler.lane(node.value, known)
        found = [self.mark(node.value, known)]
        for row in node.rows:
            plain = isinstance(row.result, Constant)
            mark = _NO if plain else self.mark(row.result, known)
            if self._rows and row.conflicts:
                mark = _YES
            if mark != _NO:
                same = compared(self._at, value, Const(row.when), Comparison.EQUAL)
                found.append(self._both(self._true(same), mark))
        return self._either(found)

    def _items(self, node: Count | Items | Latest, known: Known) -> Lane:
        """Mark a case with items whose condition or value marks; no item is looked at singly."""
        items = known.items.get(node.items)
        if items is None:
            return _NO
        present = self._false(items.gatherer.absent)
        some = self._compiler.lane(Count(items=node.items), known)
        present = self._both(
            present, self._true(compared(self._at, some, Const(0), Comparison.MORE))
        )
        value = node.distinct if isinstance(node, Count) else node.value
        inside = [below for below in (node.where, value) if below is not None]
        found = [present for below in inside if self._possible(below, known)]
        if not isinstance(node, Count) and node.when_empty is not None:
            empty = self._both(self._false(present), self.mark(node.when_empty, known))
            found.append(empty)
        return self._either(found)

    def _true(self, lane: Lane) -> Lane:
        """Whether a flag holds, where a missing one does not."""
        if isinstance(lane, Const):
            return _YES if lane.value else _NO
        if not lane.nullable:
            return lane
        return self._at.flag(nw.col(lane.name).fill_null(value=False), lane, nullable=False)

    def _false(self, lane: Lane) -> Lane:
        """Whether a flag is known not to hold."""
        if isinstance(lane, Const):
            return _YES if lane.value is False else _NO
        expr = ~nw.col(lane.name)
        if lane.nullable:
            expr = expr.fill_null(value=False)
        return self._at.flag(expr, lane, nullable=False)

    def _both(self, first: Lane, second: Lane) -> Lane:
        if _NO in {first, second}:
            return _NO
        flags = [lane for lane in (first, second) if isinstance(lane, Flag)]
        return self._joined(flags, [nw.col(flag.name) for flag in flags], by_and=True)

    def _either(self, lanes: Iterable[Lane]) -> Lane:
        found = list(dict.fromkeys(lanes))
        if _YES in found:
            return _YES
        flags = [lane for lane in found if isinstance(lane, Flag)]
        return self._joined(flags, [nw.col(flag.name) for flag in flags], by_and=False)

    def _joined(self, flags: list[Flag], exprs: list[nw.Expr], *, by_and: bool) -> Lane:
        if not flags:
            return _YES if by_and else _NO
        if len(flags) == 1:
            return flags[0]
        return self._at.flag(reduce(and_ if by_and else or_, exprs), *flags, nullable=False)


def _row_conflicts(node: Node) -> list[str]:
    match node:
        case Bands():
            return [name for row in node.bands for name in row.conflicts]
        case Matrix():
            return [name for row in node.cells for name in row.conflicts]
        case Lookup():
            return [name for row in node.rows for name in row.conflicts]
        case Choose():
            return [name for row in node.cases for name in row.conflicts]
        case _:
            return []

"""Tables and choices as instructions: what is not taken is not computed."""

import ast
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import assert_never, cast

from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Choose,
    Constant,
    Lookup,
    Matrix,
    Node,
    OverItems,
    Override,
    ParameterValue,
    Scalar,
    Table,
)
from asn_kinerja.scoring.quick.arithmetic import Numbers
from asn_kinerja.scoring.quick.instructions import (
    FALSE,
    NOTHING,
    TRUE,
    Term,
    Writer,
    every,
    opposite,
    row,
)
from asn_kinerja.scoring.quick.lanes import Form, Lane, Unwritten, fixed, nothing
from asn_kinerja.scoring.quick.scopes import Scopes
from asn_kinerja.scoring.walk import children

__all__ = ["Tables"]

Row = tuple[Callable[[], Lane], Node]


class Tables:
    """Writes tables and choices.

    Args:
        writer: Where they are written.
        numbers: Writes comparisons.
        scopes: Gives the nodes below.
        shared: The nodes that are used more than once.
    """

    def __init__(
        self, writer: Writer, *, numbers: Numbers, scopes: Scopes, shared: set[Node]
    ) -> None:
        self._writer = writer
        self._numbers = numbers
        self._scopes = scopes
        self._shared = shared

    def lane(self, node: Table) -> Lane:
        """Write a table or a choice."""
        self._ahead(node)
        match node:
            case Bands():
                value = self._scopes.lane(node.value)
                for edge in (edge for band in node.bands for edge in (band.lower, band.upper)):
                    _ = edge and self._scopes.lane(edge)
                bands = [(partial(self._in_band, value, band), band.result) for band in node.bands]
                return self._numbers.strict([value], lambda: self._pick(bands, None))
            case Matrix():
                words = self._scopes.lane(node.row), self._scopes.lane(node.column)
                return self._read_off(
                    words, {(cell.row, cell.column): cell.result for cell in node.cells}
                )
            case Lookup():
                return self._lookup(self._scopes.lane(node.value), node)
            case Choose():
                cases: list[Row] = [
                    (partial(self._scopes.lane, case.when), case.then) for case in node.cases
                ]
                return self._pick(cases, node.otherwise)
            case Override():
                given = self._scopes.lane(node.given)
                if not given.missing:
                    return given
                came = Lane(top=opposite(given.top.same(NOTHING)))
                return self._pick([(lambda: came, node.given)], node.proposed)
            case _:
                assert_never(node)

    def _ahead(self, table: Table) -> None:
        """Write the shared nodes of a table before its branches, so that each is written once."""
        met, stack = {cast("Node", table)}, list(children(table))
        while stack:
            node = stack.pop()
            if node not in met:
                met.add(node)
                stack += children(node) if not isinstance(node, OverItems) else ()
                if node in self._shared:
                    self._scopes.lane(node)

    def _in_band(self, value: Lane, band: Band) -> Lane:
        """Write whether a number lies in a band."""
        edges = (
            (band.lower, Term.__ge__ if band.lower_in else Term.__gt__),
            (band.upper, Term.__le__ if band.upper_in else Term.__lt__),
        )
        tests = [
            sign(*self._numbers.against(value, self._scopes.lane(edge)))
            for edge, sign in edges
            if edge is not None
        ]
        return Lane(top=every(tests) if tests else TRUE)

    def _lookup(self, value: Lane, node: Lookup) -> Lane:
        if value.form is Form.PLAIN and all(isinstance(line.when, str) for line in node.rows):
            return self._read_off((value,), {(line.when,): line.result for line in node.rows})

        def test(when: Scalar) -> Lane:
            if isinstance(when, bool):
                return Lane(top=value.top.same(TRUE if when else FALSE))
            return Lane(top=Term.equals(*self._numbers.against(value, fixed(when, self._writer))))

        # As in a dictionary, the last of equal rows counts.
        rows: list[Row] = [(partial(test, line.when), line.result) for line in node.rows[::-1]]
        return self._numbers.strict([value], lambda: self._pick(rows, None))

    def _read_off(self, words: Sequence[Lane], cells: Mapping[tuple[Scalar, ...], Node]) -> Lane:
        """Write what stands in a table of words; missing where the words are not in it."""
        if any(lane.form is not Form.PLAIN for lane in words):
            raise Unwritten
        key = row([lane.top for lane in words]) if len(words) > 1 else words[0].top
        if all(isinstance(result, Constant | ParameterValue) for result in cells.values()):
            results = {_alone(words): self._scopes.lane(result) for words, result in cells.items()}
            made = self._numbers.to_come(list(results.values()), missing=True)
            held = {words: _held(lane, made) for words, lane in results.items()}
            self._writer.set(made.top, self._writer.hold(held.get)(key))
            return made

        def test(words: tuple[Scalar, ...]) -> Lane:
            return Lane(top=key.equals(self._writer.hold(_alone(words))))

        return self._pick([(partial(test, words), to) for words, to in cells.items()], None)

    def _pick(self, rows: Sequence[Row], otherwise: Node | None) -> Lane:
        """Write the first of some results whose test holds; none where a test is missing."""
        results: list[tuple[list[ast.stmt], Lane]] = []
        self._pick_from(rows, otherwise, results)
        lanes = [lane for _, lane in results]
        missing = any(lane.missing for lane in lanes)
        made = self._numbers.to_come(lanes, sign=min(lane.sign for lane in lanes), missing=missing)
        for written, lane in results:
            with self._writer.after(written):
                self._numbers.assign(made, lane)
        return made

    def _pick_from(
        self,
        rows: Sequence[Row],
        otherwise: Node | None,
        results: list[tuple[list[ast.stmt], Lane]],
    ) -> None:
        """Write into the statements at hand the choice among some rows."""
        write = self._writer
        if not rows:
            lane = nothing() if otherwise is None else self._scopes.lane(otherwise)
            results.append((write.here, lane))
            return
        test, result = rows[0]
        holds = test()
        with self._scopes.branch() as yes:
            results.append((yes, self._scopes.lane(result)))
        with self._scopes.branch() as no:
            if holds.missing:
                with self._scopes.branch() as unknown:
                    results.append((unknown, nothing()))
                with self._scopes.branch() as known:
                    self._pick_from(rows[1:], otherwise, results)
                write.when(holds.top.same(NOTHING), unknown, no=known)
            else:
                self._pick_from(rows[1:], otherwise, results)
        write.when(holds.top, yes, no=no)


def _alone(words: tuple[Scalar, ...]) -> object:
    """Take one word as itself and two as a pair."""
    return words if len(words) > 1 else words[0]


def _held(lane: Lane, made: Lane) -> Scalar | None:
    """Give a known value as a name of that form holds it."""
    if made.form is not Form.WHOLE or not isinstance(lane.known, int | Fraction):
        return lane.known
    return int(lane.known * made.scale)

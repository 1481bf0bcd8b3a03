"""What is the same of a step in every case: its kind, article, place in a trace, fixed rows."""

from collections.abc import Mapping
from typing import Any

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.closures import Found, Run
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.explanation_parts import Alternative
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Cell,
    Constant,
    Field,
    Input,
    Lookup,
    LookupRow,
    Matrix,
    Node,
    ParameterValue,
    Round,
)
from asn_kinerja.scoring.phrases import edge_words
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.walk import children

__all__ = ["BandPlan", "Plan", "as_alternative", "as_text", "plan_of", "row_alternative"]

_FIXED = Constant | ParameterValue


@attrs.frozen(kw_only=True)
class BandPlan:
    """A row of a table of bands with its edges.

    Args:
        row: The row.
        lower: Its lower edge.
        upper: Its upper edge.
        conflicts: The contradictions of the law that touch it.
        alternative: What it would give, where that is fixed.
        follows: Whether its result is reckoned from the number, so that it has no name elsewhere.
    """

    row: Band
    lower: Found
    upper: Found
    conflicts: tuple[Conflict, ...]
    alternative: Alternative | None
    follows: bool = False


@attrs.frozen(kw_only=True)
class Plan:
    """What is the same of a step in every case.

    Args:
        node: The node.
        kind: Its kind as text.
        run: Its closure.
        conflicts: The contradictions of the law that touch it.
        below: Its operands, where all of them are its parts.
        scale: Decimals of a rounded number.
        bands: The rows of a table of bands whose edges are fixed.
        alternatives: What the rows would give whose results are fixed, by the id of the row.
        all_conflicts: The contradictions that the policy knows, by id.
    """

    node: Node
    kind: str
    run: Run
    citation: Citation | None
    conflicts: tuple[Conflict, ...]
    below: tuple[Node, ...]
    scale: int | None = None
    bands: tuple[BandPlan, ...] = ()
    alternatives: Mapping[int, Alternative] = attrs.field(factory=dict)
    all_conflicts: Mapping[str, Conflict] = attrs.field(factory=dict)

    def known(self, names: tuple[str, ...]) -> tuple[Conflict, ...]:
        """Give the contradictions of these names."""
        return tuple([self.all_conflicts[name] for name in names])


def plan_of(program: Program, node: Node) -> Plan:
    """Give the plan of a node, made once for a program.

    Args:
        program: The compiled policy; it keeps the plans.
        node: A node of it.

    Returns:
        The plan.
    """
    plans: dict[int, Plan] = program.plans
    found = plans.get(id(node))  # by identity: equal nodes may be cited apart
    if found is None:
        found = plans[id(node)] = _make(program, node)
    return found


def _make(program: Program, node: Node) -> Plan:
    known = {conflict.id: conflict for conflict in program.policy.conflicts}
    fixed: dict[int, Alternative] = {}
    rows: tuple[BandPlan, ...] = ()
    match node:
        case Bands():
            read = _read(node.value)
            rows = tuple(_band(program, row, known, read=read) for row in node.bands)
        case Matrix():
            fixed = {
                id(cell): row_alternative(cell, program.compiler.run(cell.result)({}, None))
                for cell in node.cells
                if isinstance(cell.result, _FIXED)
            }
        case Lookup():
            fixed = {
                id(row): row_alternative(row, program.compiler.run(row.result)({}, None))
                for row in node.rows
                if isinstance(row.result, _FIXED)
            }
        case _:
            pass
    return Plan(
        node=node,
        kind=type(node).__name__.lower(),
        run=program.compiler.run(node),
        citation=node.citation,
        conflicts=tuple(known[name] for name in node.conflicts),
        below=children(node),
        scale=node.scale if isinstance(node, Round) else None,
        bands=rows,
        alternatives=fixed,
        all_conflicts=known,
    )


def _read(node: Node) -> frozenset[str]:
    """Name the inputs that a node rests on."""
    met: dict[int, Node] = {}
    stack = [node]
    while stack:
        one = stack.pop()
        if id(one) not in met:
            met[id(one)] = one
            stack += children(one)
    return frozenset(one.name for one in met.values() if isinstance(one, Input | Field))


def _band(
    program: Program, row: Band, known: Mapping[str, Conflict], *, read: frozenset[str]
) -> BandPlan:
    """Work out the edges of a row, which are constants or legal values."""
    lower, upper = (
        None if edge is None else program.compiler.run(edge)({}, None)
        for edge in (row.lower, row.upper)
    )
    alternative = None
    if isinstance(row.result, _FIXED):
        result = program.compiler.run(row.result)({}, None)
        alternative = as_alternative(result, edge_words(row, lower=lower, upper=upper))
    return BandPlan(
        row=row,
        lower=lower,
        upper=upper,
        conflicts=tuple(known[name] for name in row.conflicts),
        alternative=alternative,
        follows=alternative is None and not read.isdisjoint(_read(row.result)),
    )


def as_alternative(result: Any, needs: Wording) -> Alternative:  # noqa: ANN401 - any value
    """Tell a result that was not taken."""
    return Alternative(result=as_text(result), needs=needs)


def as_text(result: Any) -> str:  # noqa: ANN401 - any value
    """Write a result as text: ``true`` or ``false`` for a flag, nothing where it is missing."""
    shown = canonical(result)
    if isinstance(shown, bool):
        return "true" if shown else "false"
    return "" if shown is None else str(shown)


def row_alternative(row: Cell | LookupRow, result: Any) -> Alternative:  # noqa: ANN401 - any value
    """Tell a row that was not taken by the words that lead to it."""
    if isinstance(row, Cell):
        words = f"{row.row.replace('_', ' ')} x {row.column.replace('_', ' ')}"
    else:
        words = as_text(row.when).replace("_", " ")
    return as_alternative(result, Wording(words, words))

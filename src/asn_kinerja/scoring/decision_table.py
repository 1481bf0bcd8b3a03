"""A decision table as it stands on a sheet: its conditions, its rows, and where each row is."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import attrs

from asn_kinerja.errors import Problem
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
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["DecisionTable", "decision_tables"]


@attrs.frozen(kw_only=True)
class DecisionTable:
    """Rows of one sheet.

    Args:
        form: How rows are found: between edges, by two words, or by one value.
        conditions: What is looked for, as the headings name it: one value, or row and column.
        bands: The rows of a table of bands.
        cells: The cells of a matrix.
        rows: The rows of a lookup.
        places: Address of each row or cell, in their order, such as ``Predikat!A4``.
    """

    form: Literal["bands", "matrix", "lookup"]
    conditions: tuple[str, ...]
    bands: tuple[Band, ...] = ()
    cells: tuple[Cell, ...] = ()
    rows: tuple[LookupRow, ...] = ()
    places: tuple[str, ...] = ()

    def node(self, values: Sequence[Node]) -> Bands | Matrix | Lookup:
        """Make the node of the table.

        Args:
            values: Nodes of the conditions, in their order.

        Returns:
            The node; its rows are the very rows of this table.
        """
        if self.form == "bands":
            return Bands(values[0], self.bands)
        if self.form == "matrix":
            return Matrix(values[0], values[1], cells=self.cells)
        return Lookup(values[0], self.rows)

    def place(self, row: Band | Cell | LookupRow) -> str:
        """Give the address of a row of this table; empty for a row of another."""
        found = zip((*self.bands, *self.cells, *self.rows), self.places, strict=True)
        return next((place for one, place in found if one is row), "")

    def doubled(self) -> list[Problem]:
        """Find rows for what an earlier row decides already."""
        problems: list[Problem] = []
        met: dict[tuple[object, object], str] = {}
        keys: list[tuple[object, object]] = [
            *((cell.row, cell.column) for cell in self.cells),
            *((type(row.when), row.when) for row in self.rows),
        ]
        for key, place in zip(keys, self.places if keys else (), strict=True):
            if key in met:
                value = " x ".join(map(str, key)) if self.cells else str(key[1])
                problems.append(Problem("duplicate_row", place, value=value, cure=met[key]))
            met.setdefault(key, place)
        return problems


def decision_tables(policy: Policy, *, as_of: date | None = None) -> dict[str, DecisionTable]:
    """Take the tables out of a policy, with the legal values of a day in the place of parameters.

    Args:
        policy: The policy.
        as_of: The day; may be left out while each parameter has one version.

    Returns:
        The tables by their key, or by the output that they give; one that computes what it
        gives stays as it is.
    """
    run = policy.program(as_of).compiler.run

    def fixed(node: Node) -> Node:
        return Constant(run(node)({}, None)) if isinstance(node, ParameterValue) else node

    found: dict[str, DecisionTable] = {}
    for output in policy.outputs:
        for node in walk(output.node):
            if isinstance(node, Bands | Matrix | Lookup):
                name = node.key or output.name
                found.setdefault(name, _taken(node, fixed))
    return found


def _taken(node: Bands | Matrix | Lookup, fixed: Callable[[Node], Node]) -> DecisionTable:
    if isinstance(node, Bands):
        bands = tuple(
            attrs.evolve(
                band,
                result=fixed(band.result),
                lower=fixed(band.lower) if band.lower else None,
                upper=fixed(band.upper) if band.upper else None,
            )
            for band in node.bands
        )
        return DecisionTable(form="bands", conditions=(_name(node.value),), bands=bands)
    if isinstance(node, Matrix):
        cells = tuple(attrs.evolve(cell, result=fixed(cell.result)) for cell in node.cells)
        names = (_name(node.row), _name(node.column))
        return DecisionTable(form="matrix", conditions=names, cells=cells)
    rows = tuple(attrs.evolve(row, result=fixed(row.result)) for row in node.rows)
    return DecisionTable(form="lookup", conditions=(_name(node.value),), rows=rows)


def _name(node: Node) -> str:
    named = node.name if isinstance(node, Input | Field | ParameterValue) else ""
    return node.key or named or "nilai"

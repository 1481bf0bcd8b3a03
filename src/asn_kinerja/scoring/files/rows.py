"""The rows of tables in a policy file: bands, cells of a matrix, rows of a lookup."""

from collections.abc import Mapping
from typing import Any, Protocol

from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.scoring.files.declarations import PolicyReader
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Band, Cell, Constant, LookupRow, Node

__all__ = [
    "BAND_KEYS",
    "ROW_KEYS",
    "FormulaReader",
    "read_bands",
    "read_cell",
    "read_cells",
    "read_edges",
    "read_lookup",
    "read_result",
    "read_rows",
]


class FormulaReader(Protocol):
    """What the rows of a table need: the file, its formulas, and a place to note rows."""

    @property
    def reader(self) -> PolicyReader:
        """The file."""
        ...

    @property
    def row_paths(self) -> dict[int, tuple[Band, TomlPath]]:
        """Where each band stands, by its identity."""
        ...

    def formula(
        self, text: object, path: TomlPath, *, kind: Kind | None = None
    ) -> tuple[Node, Kind | None]:
        """Read a formula."""
        ...


BAND_KEYS = {"citation", "formula", "from", "from_in", "result", "to", "to_in"}
ROW_KEYS = {"citation", "formula", "result", "when"}
_CELL_KEYS = {"citation", "formula", "result"}


def read_rows(
    steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, *, keys: set[str]
) -> list[tuple[dict[str, Any], TomlPath]]:
    """Give the tables under `rows` whose keys are known, with their places."""
    rows = table.get("rows")
    if not isinstance(rows, list) or not rows:
        steps.reader.require("rows", path)
        return []
    return [
        (row, (*path, "rows", number))
        for number, row in enumerate(rows)
        if steps.reader.keys(row, keys, (*path, "rows", number), optional=keys)
    ]


def read_result(steps: FormulaReader, row: Mapping[str, Any], path: TomlPath) -> Node:
    """Read what a row gives: a word, number or flag under `result`, or a `formula`."""
    if "formula" in row:
        return steps.formula(row["formula"], (*path, "formula"))[0]
    if "result" not in row:
        steps.reader.require("result", path)
        return Constant(0)
    if isinstance(row["result"], str):
        return Constant(row["result"])
    return steps.formula(row["result"], (*path, "result"))[0]


def read_edges(steps: FormulaReader, row: Mapping[str, Any], path: TomlPath) -> dict[str, Any]:
    """Read the edges that a row names: numbers, or formulas over parameters."""
    reader = steps.reader
    found: dict[str, Any] = {}
    for key, field in (("from", "lower"), ("to", "upper")):
        if key in row:
            found[field] = steps.formula(row[key], (*path, key), kind=Kind.NUMBER)[0]
    for key, field, absent in (("from_in", "lower_in", True), ("to_in", "upper_in", False)):
        if key in row:
            found[field] = reader.flag(row, key, path, absent=absent)
    citation = reader.cited(row, path)
    return found | ({"citation": citation} if citation else {})


def read_bands(steps: FormulaReader, table: Mapping[str, Any], path: TomlPath) -> tuple[Band, ...]:
    """Read `rows = [{ from = 90, to = 110, result = "baik" }, …]`."""
    found = []
    for row, place in read_rows(steps, table, path, keys=BAND_KEYS):
        band = Band(result=read_result(steps, row, place), **read_edges(steps, row, place))
        steps.row_paths[id(band)] = (band, place)
        found.append(band)
    return tuple(found)


def read_lookup(
    steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, kind: Kind | None
) -> tuple[LookupRow, ...]:
    """Read `rows = [{ when = "a", result = "sangat_baik" }, …]`."""
    found = []
    for row, place in read_rows(steps, table, path, keys=ROW_KEYS):
        if "when" not in row:
            steps.reader.require("when", place)
            continue
        when = _when(steps, row["when"], (*place, "when"), kind)
        result = read_result(steps, row, place)
        if when is not None:
            citation = steps.reader.cited(row, place)
            found.append(LookupRow(when=when.value, result=result, citation=citation))
    return tuple(found)


def _when(
    steps: FormulaReader, written: object, path: TomlPath, kind: Kind | None
) -> Constant | None:
    if isinstance(written, str):
        if kind not in {Kind.WORD, None}:
            steps.reader.complain("formula_kind", path, value=str(Kind.WORD), cure=str(kind))
            return None
        return Constant(written)
    node = steps.formula(written, path, kind=kind)[0]
    return node if isinstance(node, Constant) else None


def read_cells(steps: FormulaReader, table: Mapping[str, Any], path: TomlPath) -> tuple[Cell, ...]:
    """Read `[….cells]`: a list a row in the order of `columns`, or a table a row by column."""
    reader = steps.reader
    rows = table.get("cells")
    if not isinstance(rows, dict) or not rows:
        reader.require("cells", path)
        return ()
    columns = reader.words(table, "columns", path)
    found: list[Cell] = []
    for name, row in rows.items():
        place: TomlPath = (*path, "cells", name)
        if isinstance(row, list):
            if len(row) != len(columns):
                reader.complain("row_length", place, value=len(row), cure=str(len(columns)))
            pairs = list(zip(columns, row, range(len(row)), strict=False))
            found += [
                read_cell(steps, value, (*place, number), names=(name, column))
                for column, value, number in pairs
            ]
        elif isinstance(row, dict):
            found += [
                read_cell(steps, value, (*place, column), names=(name, column))
                for column, value in row.items()
            ]
        else:
            reader.complain("wrong_type", place, value=row, cure="[…] / {…}")
    return tuple(found)


def read_cell(
    steps: FormulaReader, written: object, path: TomlPath, *, names: tuple[str, str]
) -> Cell:
    """Read one cell: its result, or a table with result and citation."""
    row, column = names
    if isinstance(written, dict):
        if not steps.reader.keys(written, _CELL_KEYS, path, optional=_CELL_KEYS):
            return Cell(row=row, column=column, result=0)
        result = read_result(steps, written, path)
        citation = steps.reader.cited(written, path)
        return Cell(row=row, column=column, result=result, citation=citation)
    if isinstance(written, str):
        return Cell(row=row, column=column, result=written)
    return Cell(row=row, column=column, result=steps.formula(written, path)[0])

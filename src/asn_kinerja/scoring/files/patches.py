"""Changing single rows, cells or weights of a table of the extended policy."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import attrs

from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.files.rows import (
    BAND_KEYS,
    ROW_KEYS,
    FormulaReader,
    read_cell,
    read_edges,
    read_result,
    read_rows,
)
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Bands, Constant, Lookup, Matrix, Node, WeightedMean

__all__ = ["HEADS", "patch"]

HEADS = ("formula", "bands", "matrix", "lookup", "sheet")


def patch(steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, before: Node) -> Node:
    """Change some rows of a table and keep the others.

    Args:
        steps: The steps of the file.
        table: The table of the step; it has no head.
        path: Where it stands.
        before: The node of the extended policy.

    Returns:
        A copy with the changed rows; unchanged rows are shared.
    """
    changed: Node | None = None
    if isinstance(before, Matrix) and "cells" in table:
        changed = _cells(steps, table, path, before)
    elif isinstance(before, Bands) and "rows" in table:
        changed = _bands(steps, table, path, before)
    elif isinstance(before, Lookup) and "rows" in table:
        changed = _lookup(steps, table, path, before)
    elif isinstance(before, WeightedMean) and "weights" in table:
        changed = _weights(steps, table, path, before)
    if changed is None:
        cure = {Matrix: "cells", Bands: "rows", Lookup: "rows", WeightedMean: "weights"}.get(
            type(before), ", ".join(HEADS)
        )
        steps.reader.complain("head_missing", path, value=str(path[-1]), cure=cure)
        return before
    return changed


def _nearest(steps: FormulaReader, path: TomlPath, name: str, known: list[str]) -> None:
    cure = ", ".join(get_close_matches(name, known, n=1, cutoff=0.5) or known)
    steps.reader.complain("no_such_row", path, value=name, cure=cure)


def _cells(
    steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, before: Matrix
) -> Matrix:
    cells = {(cell.row, cell.column): cell for cell in before.cells}
    rows = table["cells"] if isinstance(table["cells"], dict) else {}
    for row, columns in rows.items():
        place: TomlPath = (*path, "cells", row)
        if row not in {cell.row for cell in before.cells}:
            _nearest(steps, place, row, list(dict.fromkeys(cell.row for cell in before.cells)))
            continue
        if not isinstance(columns, dict):
            steps.reader.complain("wrong_type", place, value=columns, cure='{ kolom = "kata" }')
            continue
        for column, written in columns.items():
            if (row, column) not in cells:
                known = [cell.column for cell in before.cells if cell.row == row]
                _nearest(steps, (*place, column), column, known)
                continue
            cells[row, column] = read_cell(steps, written, (*place, column), names=(row, column))
    return attrs.evolve(before, cells=tuple(cells.values()))


def _word(node: Node) -> str:
    return str(canonical(node.value)) if isinstance(node, Constant) else ""


def _bands(steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, before: Bands) -> Bands:
    bands = list(before.bands)
    known = [_word(band.result) for band in bands]
    for row, place in read_rows(steps, table, path, keys=BAND_KEYS):
        name = _word(read_result(steps, row, place))
        if name not in known:
            _nearest(steps, (*place, "result"), name, known)
            continue
        at = known.index(name)
        bands[at] = attrs.evolve(bands[at], **read_edges(steps, row, place))
        steps.row_paths[id(bands[at])] = (bands[at], place)
    return attrs.evolve(before, bands=tuple(bands))


def _lookup(
    steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, before: Lookup
) -> Lookup:
    found = list(before.rows)
    known = [str(canonical(row.when)) for row in found]
    for row, place in read_rows(steps, table, path, keys=ROW_KEYS):
        name = (
            str(canonical(row["when"]))
            if isinstance(row.get("when"), str | bool)
            else str(row.get("when", ""))
        )
        if name not in known:
            _nearest(steps, (*place, "when"), name, known)
            continue
        at = known.index(name)
        citation = steps.reader.cited(row, place) or found[at].citation
        result = read_result(steps, row, place)
        found[at] = attrs.evolve(found[at], result=result, citation=citation)
    return attrs.evolve(before, rows=tuple(found))


def _weights(
    steps: FormulaReader, table: Mapping[str, Any], path: TomlPath, before: WeightedMean
) -> WeightedMean:
    weights = table["weights"]
    place: TomlPath = (*path, "weights")
    if not isinstance(weights, list) or len(weights) != len(before.parts):
        count = len(weights) if isinstance(weights, list) else 0
        steps.reader.complain("row_length", place, value=count, cure=str(len(before.parts)))
        return before
    parts = tuple(
        attrs.evolve(part, weight=steps.formula(weight, (*place, n), kind=Kind.NUMBER)[0])
        for n, (part, weight) in enumerate(zip(before.parts, weights, strict=True))
    )
    return attrs.evolve(before, parts=parts)

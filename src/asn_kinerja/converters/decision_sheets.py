r"""Decision tables on spreadsheets: a sheet becomes bands, a matrix or a lookup, and back.

The first filled row holds the headings. What they say decides what the sheet is:

    nilai >= | nilai < | predikat | pasal        bands; `>`, `<=`, `dari` and `sampai` work too
    hasil | perilaku | predikat                  a matrix, a row for each pair of words
    hasil \ perilaku | sesuai | di_bawah …        the same as a grid
    mutu | kinerja                               a lookup

The last column is the result. Columns `pasal`, `halaman` and `dasar` cite the law for a row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from os import PathLike, fspath
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.converters.tab_names import tab_names
from asn_kinerja.converters.workbook.grids import CellError, read_grids
from asn_kinerja.converters.workbook.parsing import Raw, read_number, read_text
from asn_kinerja.errors import InvalidInput, InvalidPolicy, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.decision_table import DecisionTable
from asn_kinerja.scoring.nodes import Band, Cell, Constant, LookupRow, Node
from asn_kinerja.scoring.numbers import Exact, decimal_places, to_canonical, to_exact

__all__ = ["find_table", "read_decision_table", "write_decision_tables"]

_EDGE = re.compile(r"(.+?)\s*(>=|<=|>|<|≥|≤|\bdari|\bsampai)\s*", re.IGNORECASE)
_SIGNS = {"≥": ">=", "≤": "<=", "dari": ">=", "sampai": "<="}
_CITED = {"pasal": "article", "article": "article", "halaman": "page", "page": "page",
          "dasar": "text", "sumber": "text", "source": "text"}  # fmt: skip
_GRID = re.compile(r"(.+?)\s*\\\s*(.+)")
_RATIO = re.compile(r"\d{1,60}/0*[1-9]\d{0,59}", re.ASCII)
_SCALE = 12  # decimals of a number in a cell
_MADE_ON = datetime(2025, 1, 1)  # noqa: DTZ001 - a mark in the file, the same on each run


def find_table(folder: Path, name: str) -> DecisionTable:
    """Read the table that a policy file names.

    Args:
        folder: Folder of the policy file.
        name: Such as ``tabel.xlsx#Predikat``; the file lies in the folder or below.

    Returns:
        The table.

    Raises:
        InvalidPolicy: If the name leads elsewhere, or with every problem of the sheet.
        InvalidWorkbook: If the file cannot be read.
        MissingExtra: If the extra ``excel`` is not installed.
    """
    file, _, sheet = name.partition("#")
    parts = PurePosixPath(file).parts
    if not parts or file.startswith("/") or ".." in parts or "\\" in file:
        raise InvalidPolicy(Problem("file_outside", name, value=file))
    return read_decision_table(folder / file, sheet=sheet)


def read_decision_table(source: str | PathLike[str] | bytes, *, sheet: str = "") -> DecisionTable:
    """Read one sheet as a decision table.

    Args:
        source: Path of an ``.xlsx`` file, or its bytes.
        sheet: Name of the sheet; the first one when empty.

    Returns:
        The table, whose rows know their cells.

    Raises:
        InvalidPolicy: With every problem of the sheet, each at its cell (``Predikat!B4``).
        InvalidWorkbook: If the file cannot be read.
        MissingExtra: If the extra ``excel`` is not installed.
    """
    grids = read_grids(source)
    name = sheet or next(iter(grids), "")
    if name not in grids:
        raise InvalidPolicy(Problem("no_such_sheet", name, value=name, cure=", ".join(grids)))
    reader = _Sheet(name, grids[name].cells)
    table = reader.table()
    if error := InvalidPolicy.of(reader.problems):
        raise error
    return table


@attrs.frozen(kw_only=True)
class _Columns:
    """What the headings say."""

    conditions: tuple[str, ...]
    edges: tuple[tuple[int, str], ...]  # position and sign
    words: tuple[int, ...]  # positions of conditions without a sign
    result: int
    cited: tuple[tuple[int, str], ...]  # position and field of the citation


class _Sheet:
    """One sheet, and the problems found on it so far."""

    def __init__(self, name: str, cells: Sequence[Sequence[Raw]]) -> None:
        self.problems: list[Problem] = []
        self._name = name
        self._cells = cells

    def table(self) -> DecisionTable:
        filled = [n for n, row in enumerate(self._cells) if any(map(_filled, row))]
        head, lines = filled[0] if filled else 0, filled[1:]
        grid = _GRID.fullmatch(self._text(head, 0)) if filled else None
        columns = self._columns(head) if filled and not grid else None
        if not lines or not (grid or columns):
            self._complain("sheet_shape", head, 0)
            return DecisionTable(form="lookup", conditions=())
        if columns is None:
            corner = (grid[1], grid[2]) if grid else ("", "")
            return self._grid(head, lines, corner)
        places = tuple(self._place(line, 0) for line in lines)
        names = columns.conditions
        if columns.edges:
            bands = tuple(self._band(line, columns) for line in lines)
            return DecisionTable(form="bands", conditions=names, bands=bands, places=places)
        if len(columns.words) == 2:
            cells = tuple(self._cell(line, columns) for line in lines)
            return DecisionTable(form="matrix", conditions=names, cells=cells, places=places)
        rows = tuple(self._row(line, columns) for line in lines)
        return DecisionTable(form="lookup", conditions=names, rows=rows, places=places)

    def _columns(self, head: int) -> _Columns | None:
        cited, others = [], []
        for position in range(len(self._cells[head])):
            heading = self._text(head, position)
            if heading.lower() in _CITED:
                cited.append((position, _CITED[heading.lower()]))
            elif heading:
                others.append((position, heading))
        edges, words, names = [], [], []
        for position, heading in others[:-1]:
            match = _EDGE.fullmatch(heading)
            if match:
                sign = match[2].lower()
                edges.append((position, _SIGNS.get(sign, sign)))
                names.append(match[1])
            else:
                words.append(position)
                names.append(heading)
        signs = {sign for _, sign in edges}
        sound = (
            (edges and not words and len(set(names)) == 1 and len(signs) == len(edges))
            or (not edges and 1 <= len(words) <= 2)
        )  # fmt: skip
        if not sound:
            return None
        return _Columns(
            conditions=tuple(dict.fromkeys(names)),
            edges=tuple(edges),
            words=tuple(words),
            result=others[-1][0],
            cited=tuple(cited),
        )

    def _band(self, line: int, columns: _Columns) -> Band:
        edges: dict[str, Any] = {}
        for position, sign in columns.edges:
            if _filled(self._raw(line, position)):
                side = "lower" if sign[0] == ">" else "upper"
                if side in edges:
                    self._complain("edge_twice", line, position, value=sign)
                edges |= {side: self._number(line, position), f"{side}_in": sign.endswith("=")}
        if not edges:
            self._complain("required_cell", line, columns.edges[0][0])
        return Band(
            result=self._result(line, columns.result), **edges, **self._cited(line, columns)
        )

    def _cell(self, line: int, columns: _Columns) -> Cell:
        row, column = (self._word(line, position) for position in columns.words)
        result = self._result(line, columns.result)
        return Cell(row=row, column=column, result=result, **self._cited(line, columns))

    def _row(self, line: int, columns: _Columns) -> LookupRow:
        when = self._result(line, columns.words[0])
        result = self._result(line, columns.result)
        return LookupRow(when=when, result=result, **self._cited(line, columns))

    def _grid(self, head: int, lines: list[int], conditions: tuple[str, str]) -> DecisionTable:
        columns = [
            (position, self._text(head, position))
            for position in range(1, len(self._cells[head]))
            if _filled(self._raw(head, position))
        ]
        cells, places = [], []
        for line in lines:
            row = self._word(line, 0)
            for position, column in columns:
                cells.append(Cell(row=row, column=column, result=self._result(line, position)))
                places.append(self._place(line, position))
        return DecisionTable(
            form="matrix", conditions=conditions, cells=tuple(cells), places=tuple(places)
        )

    def _cited(self, line: int, columns: _Columns) -> dict[str, Any]:
        found = {
            field: self._text(line, position)
            for position, field in columns.cited
            if _filled(self._raw(line, position))
        }
        return {"citation": Citation(**found)} if found else {}

    def _word(self, line: int, position: int) -> str:
        text = self._text(line, position)
        if not text:
            self._complain("required_cell", line, position)
        return text

    def _number(self, line: int, position: int) -> Exact:
        raw = self._raw(line, position)
        if isinstance(raw, str) and _RATIO.fullmatch(raw.strip()):
            return Fraction(raw.strip())
        try:
            return to_exact(read_number(raw, scale=_SCALE))
        except InvalidInput as error:
            problem = error.problems[0]
            self._complain(problem.code, line, position, value=problem.value, cure=problem.cure)
            return 0

    def _result(self, line: int, position: int) -> Exact | str | bool:
        raw = self._raw(line, position)
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, int | float):
            return self._number(line, position)
        return self._word(line, position)

    def _raw(self, line: int, position: int) -> Raw:
        row = self._cells[line]
        raw = row[position] if position < len(row) else ""
        if isinstance(raw, CellError):
            self._complain("formula_error", line, position, value=raw.word)
            return ""
        return raw

    def _text(self, line: int, position: int) -> str:
        try:
            return read_text(self._raw(line, position))
        except InvalidInput as error:
            self._complain(error.problems[0].code, line, position, value=error.problems[0].value)
            return ""

    def _place(self, line: int, position: int) -> str:
        return f"{self._name}!{_letters(position)}{line + 1}"

    def _complain(
        self, code: str, line: int, position: int, *, value: str = "", cure: str = ""
    ) -> None:
        problem = Problem(code, self._place(line, position), value=value, cure=cure)
        if problem not in self.problems:
            self.problems.append(problem)


def _filled(raw: Raw) -> bool:
    return raw is not None and not (isinstance(raw, str) and not raw.strip())


def _letters(position: int) -> str:
    name = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        name, position = chr(ord("A") + rest) + name, position - 1
    return name


def write_decision_tables(
    path: str | PathLike[str], tables: Mapping[str, DecisionTable]
) -> tuple[str, ...]:
    """Write decision tables as sheets that `read_decision_table` takes back.

    Args:
        path: The ``.xlsx`` file to write.
        tables: The tables by name, which heads the column of results; results and edges are
            fixed values.

    Returns:
        The names of the sheets, in the order of the tables: the name of the table as far as a
        spreadsheet takes it.

    Raises:
        InvalidPolicy: If a table holds something else than fixed values.
        MissingExtra: If the extra ``excel`` is not installed.
    """
    library = require("xlsxwriter", extra="excel", feature="write_decision_tables")
    rows = [list(_lines(name, table)) for name, table in tables.items()]
    sheets = tuple(tab_names(tables))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with library.Workbook(fspath(path), options) as book:
        book.set_properties({"created": _MADE_ON})
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        for sheet, lines in zip(sheets, rows, strict=True):
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            page.set_column(0, max(map(len, lines)) - 1, 22)
            for number, line in enumerate(lines):
                for position, value in enumerate(line):
                    _write(page, number, position, value, bold if number == 0 else None)
    return sheets


def _write(page: Any, line: int, position: int, value: object, look: object) -> None:  # noqa: ANN401 - a class of the optional library
    match value:
        case None:
            return
        case bool():
            page.write_boolean(line, position, value, look)
        case int() | Fraction() if decimal_places(value) is not None:
            page.write_number(line, position, float(value), look)
        case int() | Fraction():
            page.write_string(line, position, to_canonical(value), look)
        case _:
            page.write_string(line, position, str(value), look)


def _lines(name: str, table: DecisionTable) -> Iterable[list[object]]:
    cited = sorted({
        field
        for row in _rows(table)
        if row.citation is not None
        for field in row.citation.to_dict()
        if field != "regulation"
    })  # fmt: skip
    headings = {"article": "pasal", "page": "halaman", "text": "dasar"}
    tail = [headings[field] for field in cited]

    def citing(row: Band | Cell | LookupRow) -> list[object]:
        known = row.citation.to_dict() if row.citation else {}
        return [known.get(field) for field in cited]

    if table.form == "bands":
        signs = [sign for sign in (">=", ">", "<", "<=")
                 if any(sign in _edges(band) for band in table.bands)]  # fmt: skip
        yield [*(f"{table.conditions[0]} {sign}" for sign in signs), name, *tail]
        for band in table.bands:
            edges = _edges(band)
            yield [*(edges.get(sign) for sign in signs), _fixed(name, band.result), *citing(band)]
        return
    yield [*table.conditions, name, *tail]
    for cell in table.cells:
        yield [cell.row, cell.column, _fixed(name, cell.result), *citing(cell)]
    for row in table.rows:
        yield [row.when, _fixed(name, row.result), *citing(row)]


def _rows(table: DecisionTable) -> tuple[Band | Cell | LookupRow, ...]:
    return (*table.bands, *table.cells, *table.rows)


def _edges(band: Band) -> dict[str, object]:
    found: dict[str, object] = {}
    if band.lower is not None:
        found[">=" if band.lower_in else ">"] = _fixed("", band.lower)
    if band.upper is not None:
        found["<=" if band.upper_in else "<"] = _fixed("", band.upper)
    return found


def _fixed(name: str, node: Node) -> object:
    if not isinstance(node, Constant):
        raise InvalidPolicy(Problem("table_not_fixed", name))
    return node.value

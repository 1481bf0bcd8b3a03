"""From a workbook to records, or to all of its problems at once."""

from collections.abc import Iterator
from os import PathLike
from typing import Any

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.checking import check_rows
from asn_kinerja.converters.workbook.description import REMARK, Column, Row, Sheet, Table
from asn_kinerja.converters.workbook.faults import at_cells
from asn_kinerja.converters.workbook.frameworks import build_frameworks
from asn_kinerja.converters.workbook.grids import CellError, Grid, read_grids
from asn_kinerja.converters.workbook.headings import EXAMPLE_MARK, find_headings, find_sheets
from asn_kinerja.converters.workbook.nominees import check_nominees
from asn_kinerja.converters.workbook.parsing import Raw, read_text, without_unseen
from asn_kinerja.converters.workbook.plans import build_plans
from asn_kinerja.converters.workbook.settings import build_awards, build_programmes
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS
from asn_kinerja.converters.workbook.words import squeeze
from asn_kinerja.errors import InvalidInput, InvalidWorkbook, Problem

__all__ = ["read_table", "read_workbook"]


def read_workbook(source: str | PathLike[str] | bytes) -> RecordBatch:
    """Read a workbook into records.

    Blank rows, titles merged across columns, rows marked CONTOH and unknown sheets are passed
    over. Numbers are taken exactly; spelling variants of the law's words are understood.

    Args:
        source: Path of an ``.xlsx`` file, or its bytes.

    Returns:
        The records; composed ones (plans, frameworks, programmes) are put together.

    Raises:
        InvalidWorkbook: With every problem of the workbook, in the order of sheets and rows, each
            at its cell (``Pegawai!C7``).
        MissingExtra: If the extra ``excel`` is not installed.
    """
    grids = read_grids(source)
    found, problems = find_sheets(grids, SHEETS)
    tables: dict[str, Table] = {}
    for sheet in SHEETS:
        table = Table(sheet=sheet)
        if sheet.name in found:
            table = read_table(sheet, found[sheet.name], problems)
        tables[sheet.name] = table
    problems += check_rows(tables)
    batch = RecordBatch(_build(tables, problems))
    problems += check_nominees(tables, batch)
    if error := InvalidWorkbook.of(sorted(problems, key=_order)):
        raise error
    return batch


def read_table(sheet: Sheet, grid: Grid, problems: list[Problem]) -> Table:
    """Read the rows of one sheet.

    Args:
        sheet: Its description.
        grid: Its cells.
        problems: Problems found are added here.

    Returns:
        Its rows, those with problems marked as broken.
    """
    cells = _transpose(grid.cells) if sheet.vertical else grid.cells
    headings = find_headings(sheet, cells, problems=problems)
    if headings is None:
        return Table(sheet=sheet)
    start, positions = headings
    table = Table(sheet=sheet, present=frozenset(positions))
    for line, filled in enumerate(cells[start + 1 :], start + 1):
        row = Row(sheet=sheet, line=line, positions=positions)
        raws = {
            field: filled[position] if position < len(filled) else ""
            for field, position in positions.items()
        }
        used = [field for field, raw in raws.items() if not _blank(raw) and field != REMARK.field]
        banner = line in grid.banners and len(used) == 1
        example = squeeze(str(raws.get(REMARK.field, ""))) == EXAMPLE_MARK
        if not used or banner:
            continue
        found: list[Problem] = []
        for column in sheet.columns:
            _read_cell(row, column, raws.get(column.field), found)
        if not example:
            problems += found
            table.rows.append(row)
        elif row.values != sheet.example():  # somebody typed over it and left the mark
            problems.append(Problem("marked_as_example", row.place(REMARK.field), value="CONTOH"))
    return table


def _transpose(cells: list[list[Raw]]) -> list[list[Raw]]:
    width = max(map(len, cells), default=0)
    return [[row[i] if i < len(row) else "" for row in cells] for i in range(width)]


def _blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not without_unseen(raw))


def _read_cell(row: Row, column: Column, raw: Raw, problems: list[Problem]) -> None:
    field = column.field
    if field not in row.positions:
        row.broken.add(field)  # the missing column is reported at its heading
    elif isinstance(raw, CellError):
        row.broken.add(field)
        problems.append(Problem("formula_error", row.place(field), value=raw.word))
    elif _blank(raw):
        if column.required:
            row.broken.add(field)
            cure = column.heading
            problems.append(Problem("required_cell", row.place(field), cure=cure))
    else:
        try:
            row.typed[field] = _typed(raw)
            row.values[field] = column.cell.read(raw)
        except InvalidInput as error:
            row.broken.add(field)
            problems += at_cells(error, row, field=field)


def _typed(raw: Raw) -> str:
    try:
        return read_text(raw)
    except InvalidInput as error:
        return error.problems[0].value


def _build(tables: dict[str, Table], problems: list[Problem]) -> Iterator[object]:
    for table in tables.values():
        if table.sheet.record is not None:
            for row in table.rows:
                if row.sound:
                    try:
                        yield table.sheet.record(**_arguments(row))
                    except InvalidInput as error:
                        problems += at_cells(error, row)
    yield from build_plans(tables["SKP"], tables["Indikator"], problems=problems)
    yield from build_frameworks(tables["Kompetensi"], problems)
    yield from build_programmes(tables["Program"], tables["Penanggung Jawab"], problems=problems)
    yield from build_awards(tables, problems)


def _arguments(row: Row) -> dict[str, Any]:
    """Turn the values of a row into what its record takes: id, fields, parts of a tuple."""
    made: dict[str, Any] = {}
    for column in row.sheet.columns:
        name, _, part = column.field.partition(".")
        if part:
            made[name] = (*made.get(name, ()), row.values.get(column.field))
        elif column.field in row.values:
            made[name] = row.values[column.field]
    if row.sheet.key != ("period",):  # an evaluation period is its own id
        made["id"] = row.id
    return made


def _order(problem: Problem) -> tuple[int, int, int, str]:
    name, _, cell = problem.place.partition("!")
    position = next((i for i, sheet in enumerate(SHEETS) if sheet.name == name), len(SHEETS))
    letters = cell.rstrip("0123456789")
    return position, int(cell[len(letters) :] or 0), len(letters), letters

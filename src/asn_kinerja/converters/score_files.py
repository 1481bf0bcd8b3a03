"""Tables of cases from CSV, XLSX and Parquet files, and the same tables with their scores.

A row is a case and a column an input; other columns are kept as they are. Numbers may have a
decimal comma. Problems name the line and column of a CSV file, or the cell of a sheet.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from math import inf
from pathlib import Path
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.converters.delimited_files import read_delimited
from asn_kinerja.converters.workbook.parsing import Raw, read_day, read_number, read_text
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import InputSpec, Kind, column_of
from asn_kinerja.scoring.numbers import decimal_places, round_exact, to_decimal

__all__ = ["FLAGS", "CaseTable", "read_case_table", "read_value", "write_case_table"]

_SCALE = 12  # decimals of a number in a file, where the input sets no scale
_PRECISE = 10**15  # a float holds every whole number of fifteen digits
FLAGS = {"ya": True, "y": True, "true": True, "yes": True, "1": True, "benar": True,
          "tidak": False, "t": False, "false": False, "no": False, "0": False,
          "salah": False}  # fmt: skip
_MADE_ON = datetime(2025, 1, 1)  # noqa: DTZ001 - a mark in the file, the same on each run


@attrs.frozen(kw_only=True)
class CaseTable:
    """A file of cases, not yet understood.

    Args:
        name: Name of the file or sheet, for messages.
        headings: The headings.
        rows: The cells of each row, as many as there are headings.
        lines: Line of each row in its file, from 1.
        sheet: Whether it is a sheet, whose cells have letters.
        comma: Whether decimals are written with a comma, and cells divided by semicolons.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Raw, ...], ...]
    lines: tuple[int, ...]
    sheet: bool = False
    comma: bool = False

    def place(self, row: int, heading: str) -> str:
        """Name a cell: ``Pegawai!C7``, or ``pegawai.csv:7 skp``.

        Args:
            row: Number of the row, from 0.
            heading: Its heading.

        Returns:
            The name.
        """
        line = self.lines[row]
        if not self.sheet:
            return f"{self.name}:{line} {heading}"
        position, letters = self.headings.index(heading), ""
        while position >= 0:
            position, rest = divmod(position, 26)
            letters, position = chr(ord("A") + rest) + letters, position - 1
        return f"{self.name}!{letters}{line}"

    def inputs(
        self, row: int, specs: Iterable[InputSpec]
    ) -> tuple[dict[str, object], list[Problem]]:
        """Read the inputs of one row.

        Args:
            row: Number of the row, from 0.
            specs: The inputs; those without a column, and items, are left out.

        Returns:
            Values by name, and the problems of cells that hold no such value.
        """
        found: dict[str, object] = {}
        problems: list[Problem] = []
        for spec in specs:
            heading = column_of(spec, self.headings)
            if heading not in self.headings or spec.kind is Kind.ITEMS:
                continue
            raw = self.rows[row][self.headings.index(heading)]
            if raw is None or (isinstance(raw, str) and not raw.strip()):
                continue
            try:
                found[spec.name] = read_value(raw, spec)
            except InvalidInput as error:
                problems += self.placed(error, row, heading=heading)
        return found, problems

    def placed(self, error: InvalidInput, row: int, *, heading: str) -> list[Problem]:
        """Say of what is wrong with a value which cell held it.

        Args:
            error: What was raised for the value.
            row: Number of the row, from 0.
            heading: Its heading.

        Returns:
            The same problems, at that cell.
        """
        place = self.place(row, heading)
        return [
            Problem(one.code, place, value=one.value, rule=one.rule, cure=one.cure)
            for one in error.problems
        ]

    def absent(self, name: str, specs: Iterable[InputSpec] = ()) -> Problem:
        """Say that a column is missing, or which heading is nearly its name.

        Args:
            name: The heading that is not there.
            specs: Inputs whose headings stand for themselves.

        Returns:
            The problem.
        """
        taken = {spec.name for spec in specs}
        free = [heading for heading in self.headings if heading and heading not in taken]
        near = get_close_matches(name, free, n=1, cutoff=0.7)
        if near:
            return Problem("column_renamed", self.name, value=near[0], cure=name)
        return Problem("column_missing", self.name, value=name)


def read_value(raw: Raw, spec: InputSpec) -> object:
    """Read one cell as the value of an input.

    Args:
        raw: What the cell holds; not blank.
        spec: The input.

    Returns:
        A `Decimal`, a word, a flag or a date.

    Raises:
        InvalidInput: If it is no such value.
    """
    match spec.kind:
        case Kind.NUMBER | Kind.COUNT:
            scale = _SCALE if spec.scale is None else spec.scale
            return read_number(raw, scale=0 if spec.kind is Kind.COUNT else scale)
        case Kind.DATE:
            return read_day(raw)
        case Kind.FLAG:
            if isinstance(raw, bool):
                return raw
            found = FLAGS.get(read_text(raw).casefold())
            if found is None:
                raise InvalidInput(Problem("word_not_listed", "", value=raw, cure="ya, tidak"))
            return found
        case _:
            return read_text(raw)


def read_case_table(path: Path) -> CaseTable:
    """Read a CSV file, or the first sheet of an XLSX file.

    Args:
        path: The file; CSV is UTF-8 with commas, or semicolons and decimal commas.

    Returns:
        Its rows, blank ones left out.

    Raises:
        InvalidInput: If it cannot be read, has no headings, or one of them twice, or with the
            lines whose cells cannot be told apart, or the cells that lost digits.
        MissingExtra: If it is a workbook and the extra ``excel`` is not installed.
    """
    if path.suffix.lower() == ".xlsx":
        name, filled = _sheet(path)
        comma = False
    elif path.suffix.lower() == ".csv":
        found, name = read_delimited(path), path.name
        filled, comma = list(zip(found.lines, found.rows, strict=True)), found.comma
    else:
        raise InvalidInput(Problem("file_kind", path.name, value=path.suffix))
    if not filled:
        raise InvalidInput(Problem("file_empty", path.name))
    headings = tuple(str(cell).strip() for cell in filled[0][1])
    doubled = {one for one in headings if one and headings.count(one) > 1}
    if error := InvalidInput.of(
        Problem("duplicate", path.name, value=one) for one in sorted(doubled)
    ):
        raise error
    width = len(headings)
    table = CaseTable(
        name=name,
        headings=headings,
        rows=tuple(tuple([*row, *[""] * width][:width]) for _, row in filled[1:]),
        lines=tuple(line for line, _ in filled[1:]),
        sheet=path.suffix.lower() == ".xlsx",
        comma=comma,
    )
    if error := InvalidInput.of(_lost(table)):
        raise error
    return table


def _lost(table: CaseTable) -> Iterator[Problem]:
    """Name numbers with more digits than a sheet keeps, such as a NIP in a cell for numbers."""
    for row, cells in enumerate(table.rows):
        for heading, cell in zip(table.headings, cells, strict=True):
            if isinstance(cell, int | float) and _PRECISE <= abs(cell) < inf:
                place = table.place(row, heading)
                yield Problem("digits_lost", place, value=f"{cell:.0f}")


def _sheet(path: Path) -> tuple[str, list[tuple[int, Sequence[Raw]]]]:
    """Give the name of the first sheet, and its rows that are not blank with their lines."""
    from asn_kinerja.converters.workbook.grids import read_grids

    name, grid = next(iter(read_grids(path).items()))
    return name, [
        (line, row)
        for line, row in enumerate(grid.cells, 1)
        if any(str(cell).strip() for cell in row)
    ]


def write_case_table(
    path: Path, headings: Sequence[str], *, rows: Iterable[Sequence[object]], comma: bool = False
) -> None:
    """Write rows as CSV or XLSX; the file appears whole or not at all.

    Text is text in a workbook, never a formula; a CSV file holds it as it came.

    Args:
        path: The file, whose ending says which.
        headings: The headings.
        rows: The cells: results of policies, or what was read.
        comma: Whether a CSV file has decimal commas, and semicolons between cells.

    Raises:
        InvalidInput: If the ending is another, or the folder cannot be written.
        MissingExtra: If it is a workbook and the extra ``excel`` is not installed.
    """
    part = path.with_name(f".{path.name}.tulis")
    try:
        if path.suffix.lower() == ".csv":
            with part.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, delimiter=";" if comma else ",", lineterminator="\n")
                writer.writerow(headings)
                writer.writerows([_plain(cell, comma=comma) for cell in row] for row in rows)
        elif path.suffix.lower() == ".xlsx":
            _write_sheet(part, headings, rows)
        else:
            raise InvalidInput(Problem("file_kind", path.name, value=path.suffix))
        part.replace(path)
    except OSError as error:
        problem = Problem("folder_unusable", path.name, value=path.parent, cure=str(error.strerror))
        raise InvalidInput(problem) from error
    finally:
        part.unlink(missing_ok=True)


def _shown(cell: object) -> object:
    """Give a decimal for what no rule rounded: all of it, or its first decimals."""
    if isinstance(cell, Fraction):
        places = decimal_places(cell)
        kept = _SCALE if places is None or places > _SCALE else places
        return to_decimal(round_exact(cell, kept), kept)
    return cell


def _plain(cell: object, *, comma: bool) -> str:
    match _shown(cell):
        case None:
            return ""
        case bool() as flag:
            return "ya" if flag else "tidak"
        case Decimal() as number:
            text = format(number, "f")
            return text.replace(".", ",") if comma else text
        case float() as number if number.is_integer():
            return str(int(number))
        case date() as day:
            return day.isoformat()
        case other:
            return str(other)


def _write_sheet(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    library = require("xlsxwriter", extra="excel", feature="write_case_table")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with library.Workbook(str(path), options) as book:
        book.set_properties({"created": _MADE_ON})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page = book.add_worksheet("Skor")
        page.freeze_panes(1, 0)
        page.write_row(0, 0, headings, bold)
        for line, row in enumerate(rows, 1):
            for position, cell in enumerate(row):
                _write(page, (line, position), _shown(cell), day)


def _write(page: Any, at: tuple[int, int], cell: object, day: object) -> None:  # noqa: ANN401 - a class of the optional library
    match cell:
        case None | "":
            return
        case bool():
            page.write_boolean(*at, cell)
        case int() | float() | Decimal():
            page.write_number(*at, float(cell))
        case date():
            page.write_datetime(*at, cell, day)
        case _:
            page.write_string(*at, str(cell))

"""`laporan.xlsx`: the tables of the year as sheets, for those who go on computing."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

from asn_kinerja._extras import require
from asn_kinerja.records.programme import Programme
from asn_kinerja.reports.sheets import Cell, Sheet, make_sheets
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["write_report_workbook", "write_sheets"]

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_FIXED_DAY = date(2025, 1, 1)  # time of making of a workbook that no office signs


def write_report_workbook(
    year: YearReport, target: str | PathLike[str] | BinaryIO, *, lang: str = "id"
) -> None:
    """Write the workbook of a year.

    Cells that begin as a formula does are written as text and marked so that they stay text when
    the sheet is saved in another format.

    Args:
        year: The year.
        target: Path of the file, which is replaced when it exists, or an open binary file.
        lang: ``"id"`` or ``"en"``.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If XlsxWriter is not installed.
        OSError: If the file cannot be written.
    """
    words = Words(lang)
    pages = ((words.text(f"workbook.{one.name}"), one) for one in make_sheets(year, words=words))
    made = write_sheets(pages, title=words.text("document.title"), programme=year.programme)
    if isinstance(target, str | PathLike):
        Path(target).write_bytes(made)
    else:
        target.write(made)


def write_sheets(
    pages: Iterable[tuple[str, Sheet]], *, title: str, programme: Programme | None = None
) -> bytes:
    """Write sheets into one workbook.

    Args:
        pages: Sheets with the names that stand on their tabs, no two alike.
        title: Title of the document.
        programme: Names the office; the day it signs on stands for the time of making, so that
            the same sheets give the same file. Without one a fixed day does.

    Returns:
        The file.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    xlsxwriter = require("xlsxwriter", extra="excel", feature="write_sheets")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    made = BytesIO()  # a failure then leaves no half of a file
    with xlsxwriter.Workbook(made, options) as book:
        day = programme.signed_on if programme else _FIXED_DAY
        noon = datetime.combine(day, time(12), tzinfo=UTC)
        office = programme.office if programme else ""
        book.set_properties(
            {"title": title, "company": office, "created": noon.replace(tzinfo=None)}
        )
        painter = _Painter(book)
        for name, sheet in pages:
            painter.write(sheet, title=name)
    return made.getvalue()


class _Painter:
    """Writes sheets into a workbook with a few formats."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - an optional library
        self._book = book
        shared = {"valign": "top"}
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E6EBF2", "text_wrap": True, "valign": "top"}
        )
        self._text = book.add_format({**shared, "text_wrap": True})
        self._quoted = book.add_format({**shared, "text_wrap": True, "quote_prefix": True})
        self._whole = book.add_format({**shared, "num_format": "#,##0"})
        self._scaled: dict[int, Any] = {}

    def write(self, sheet: Sheet, *, title: str) -> None:
        page = self._book.add_worksheet(title)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, heading, self._head)
            cells = [str(row[column]) for row in sheet.rows if row[column] is not None]
            longest = max(map(len, [heading, *cells]))
            page.set_column(column, column, min(longest + 2, _WIDEST))
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                self._cell(page, number, column, cell)
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - a sheet of an optional library
        match cell:
            case None:
                page.write_blank(row, column, None, self._text)
            case str():
                risky = cell.startswith(_RISKY)
                page.write_string(row, column, cell, self._quoted if risky else self._text)
            case int():
                page.write_number(row, column, cell, self._whole)
            case Decimal():
                places = max(0, -int(cell.as_tuple().exponent))
                page.write_number(row, column, cell, self._decimals(places))
            case Fraction():
                page.write_number(row, column, cell.numerator / cell.denominator, self._share())

    def _decimals(self, places: int) -> Any:  # noqa: ANN401 - a format of an optional library
        if places not in self._scaled:
            form = "0" + ("." + "0" * places if places else "")
            self._scaled[places] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._scaled[places]

    def _share(self) -> Any:  # noqa: ANN401 - a format of an optional library
        if -1 not in self._scaled:
            self._scaled[-1] = self._book.add_format({"num_format": "0.0%", "valign": "top"})
        return self._scaled[-1]

"""From records to a workbook that the reader takes back."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeAlias

from asn_kinerja._extras import require
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import Column, Sheet, Values, column_letters
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS

__all__ = ["Target", "WorkbookWriter", "write_workbook"]

Target: TypeAlias = str | PathLike[str] | BinaryIO

_LISTS = "Pilihan"  # hidden sheet; Excel allows 255 characters for a list in the rule itself
_MADE_ON = datetime(2025, 1, 1)  # noqa: DTZ001 - a mark in the file, the same on each run
_LOOKS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "text_wrap": True,
                "valign": "vcenter", "border": 1},
    "optional": {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter",
                 "border": 1},
    "text": {"num_format": "@"},
    "number": {"num_format": "General"},
    "day": {"num_format": "dd/mm/yyyy"},
    "text_example": {"num_format": "@", "italic": True, "font_color": "#7F7F7F"},
    "number_example": {"italic": True, "font_color": "#7F7F7F"},
    "day_example": {"num_format": "dd/mm/yyyy", "italic": True, "font_color": "#7F7F7F"},
}  # fmt: skip


def write_workbook(target: Target, batch: RecordBatch, *, lang: str = "id") -> None:
    """Write records as a workbook; the same records give the same file.

    Text stays text: a cell that begins with ``= + - @`` is never a formula.

    Args:
        target: Path of the ``.xlsx`` file, or an open binary file.
        batch: The records; kinds that no sheet describes are left out.
        lang: Language of the notes, ``"id"`` or ``"en"``.

    Raises:
        MissingExtra: If the extra ``excel`` is not installed.
        OSError: If the file cannot be written.
    """
    with WorkbookWriter(target, lang) as writer:
        for sheet in SHEETS:
            writer.add_sheet(sheet, sheet.rows(batch), look="", blank=0)


class WorkbookWriter:
    """Writes sheets by their description; a context manager that saves at the end.

    The file is made in memory first, so that a failure leaves no half of it.

    Args:
        target: Path of the ``.xlsx`` file, or an open binary file.
        lang: Language of the notes.

    Raises:
        MissingExtra: If the extra ``excel`` is not installed.
    """

    def __init__(self, target: Target, lang: str) -> None:
        library = require("xlsxwriter", extra="excel", feature="write_workbook")
        options = {"strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self._target, self._made = target, BytesIO()
        self._book = library.Workbook(self._made, options)
        self._book.set_properties({"created": _MADE_ON})
        self._looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._lists: dict[tuple[str, ...], str] = {}
        self._lang = lang

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self._write_lists()
            self._book.close()
            content = self._made.getvalue()
            if isinstance(self._target, str | PathLike):
                Path(self._target).write_bytes(content)
            else:
                self._target.write(content)

    def add_sheet(self, sheet: Sheet, rows: Iterable[Values], *, look: str, blank: int) -> None:
        """Write one sheet.

        Args:
            sheet: Its description.
            rows: Values by field, a row each.
            look: Ending of the cell formats: empty, or ``"_example"``.
            blank: Rows under the last that get drop-down lists.
        """
        page = self._book.add_worksheet(sheet.name)
        place = _across if sheet.vertical else _down
        page.freeze_panes(*place(1, 0))
        for position, column in enumerate(sheet.all_columns):
            line, where = place(0, position)
            mark = "heading" if column.required else "optional"
            page.write_string(line, where, column.heading, self._looks[mark])
            note = column.explain(self._lang)
            if position == 0:
                note = f"{sheet.note.render(self._lang)}\n\n{note}"
            page.write_comment(line, where, note, {"x_scale": 2, "author": "asn_kinerja"})
        last = 0
        for number, values in enumerate(rows, 1):
            last = number
            for position, column in enumerate(sheet.all_columns):
                value = values.get(column.field)
                if value not in {None, ""} and value != ():
                    self._write_cell(page, place(number, position), _shown(column, value), look)
        self._dress(page, sheet, last=last, blank=blank)

    def _write_cell(self, page: Any, at: tuple[int, int], shown: object, look: str) -> None:  # noqa: ANN401 - a class of the optional library
        match shown:
            case date():
                page.write_datetime(*at, shown, self._looks[f"day{look}"])
            case int() | Decimal():
                # A cell holds a binary number; its shortest decimal text is the number again.
                page.write_number(*at, float(shown), self._looks[f"number{look}"])
            case _:
                page.write_string(*at, str(shown), self._looks[f"text{look}"])

    def _dress(self, page: Any, sheet: Sheet, *, last: int, blank: int) -> None:  # noqa: ANN401 - as above
        rows = last + blank
        if sheet.vertical:
            page.set_column(0, 0, 34)
            page.set_column(1, 3, 48, self._looks["text"] if blank else None)
        else:
            page.set_row(0, 34)
            if not blank:
                page.autofilter(0, 0, max(last, 1), len(sheet.all_columns) - 1)
        for position, column in enumerate(sheet.all_columns):
            if not sheet.vertical:
                page.set_column(position, position, _width(column), self._looks[_kind(column)])
            if column.cell.choices and rows:
                place = _across if sheet.vertical else _down
                across = 3 if sheet.vertical else rows
                rule = {"validate": "list", "source": self._source(column.cell.choices),
                        "error_type": "warning"}  # fmt: skip
                page.data_validation(*place(1, position), *place(across, position), rule)

    def _source(self, choices: tuple[str, ...]) -> str:
        if choices not in self._lists:
            letter = column_letters(len(self._lists))
            self._lists[choices] = f"={_LISTS}!${letter}$1:${letter}${len(choices)}"
        return self._lists[choices]

    def _write_lists(self) -> None:
        page = self._book.add_worksheet(_LISTS)
        for position, choices in enumerate(self._lists):
            for line, choice in enumerate(choices):
                page.write_string(line, position, choice)
        page.hide()


def _down(number: int, position: int) -> tuple[int, int]:
    return number, position


def _across(number: int, position: int) -> tuple[int, int]:
    return position, number


def _shown(column: Column, value: object) -> object:
    return column.cell.show(value)


def _kind(column: Column) -> str:
    from asn_kinerja.converters.workbook.cells import DayCell, NumberCell, WholeCell

    if isinstance(column.cell, DayCell):
        return "day"
    return "number" if isinstance(column.cell, NumberCell | WholeCell) else "text"


def _width(column: Column) -> int:
    longest = max((len(choice) for choice in column.cell.choices), default=0)
    wide = 40 if "text" in column.field or column.field == "name" else 0
    return min(46, max(13, len(column.heading) + 2, longest + 2, wide))

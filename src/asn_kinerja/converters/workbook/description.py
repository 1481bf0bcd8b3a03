"""What a sheet is: columns, key, links; and the rows that are read by it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeAlias

import attrs

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.cells import Cell, TextCell
from asn_kinerja.legal.wording import Wording

__all__ = [
    "REMARK",
    "Column",
    "Link",
    "Row",
    "Sheet",
    "Table",
    "Values",
    "cell_name",
    "column",
    "column_letters",
]

Values: TypeAlias = dict[str, Any]


@attrs.frozen(kw_only=True)
class Column:
    """One column, and the field of the record that it fills.

    Args:
        field: Name of the field; ``answers.3`` is the third part of a tuple.
        heading: Heading as an office writes it.
        cell: How its cells are read and written.
        note: What belongs there; the hint of the cell is added.
        required: Whether a row without it is refused.
        example: Value in the example row of the template; `None` for blank.
    """

    field: str
    heading: str
    cell: Cell
    note: Wording
    required: bool = False
    example: object = None

    def explain(self, lang: str) -> str:
        """Write the note of the heading, with the hint of its cells."""
        needed = {"id": "Wajib.", "en": "Required."}[lang] if self.required else ""
        parts = (self.note.render(lang), self.cell.hint.render(lang), needed)
        return " · ".join(part for part in parts if part)


def column(  # noqa: PLR0913 - one argument a property of a column
    field: str,
    heading: str,
    *,
    cell: Cell,
    note: str = "",
    en: str = "",
    required: bool = False,
    example: object = None,
) -> Column:
    """Describe a column with its note in both languages side by side."""
    return Column(
        field=field, heading=heading, cell=cell, note=Wording(note, en), required=required,
        example=example,
    )  # fmt: skip


REMARK = column(
    "remark",
    "Keterangan",
    cell=TextCell(),
    note='catatan bebas, tidak diimpor; baris bertanda "CONTOH" dilewati',
    en='free remarks, not imported; a row marked "CONTOH" is skipped',
)


@attrs.frozen(kw_only=True)
class Link:
    """Fields of a row that must be the key of a row elsewhere.

    Args:
        fields: The fields, in the order of the other key.
        targets: Names of the sheets, one of which must have it.
    """

    fields: tuple[str, ...]
    targets: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet.

    Args:
        name: Name of the sheet.
        note: What it holds.
        columns: Its columns, without the remarks.
        key: Fields that name a row; together they are the id of its record.
        links: What must exist elsewhere.
        record: Class of the record that a row is; `None` when several rows make one.
        spread: Turns a batch into the values of the rows, where `record` is `None`.
        vertical: Whether headings stand in column A, as in a form.
    """

    name: str
    note: Wording
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()
    record: Callable[..., object] | None = None
    spread: Callable[[RecordBatch], Iterable[Values]] | None = None
    vertical: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns with the remarks at the end."""
        return (*self.columns, REMARK)

    def rows(self, batch: RecordBatch) -> Iterable[Values]:
        """Give the values of every row that a batch fills.

        Args:
            batch: The records.

        Returns:
            Values by field, a row each.
        """
        if self.spread is not None:
            return self.spread(batch)
        return map(partial(_values, self), batch.of(_class(self.record)))

    def example(self) -> Values:
        """Give the values of the example row."""
        return {item.field: item.example for item in self.columns if item.example is not None}


@attrs.define(kw_only=True)
class Row:
    """One filled row while it is read.

    Args:
        sheet: Its sheet.
        line: Its position in the sheet, from 0.
        positions: Position of each column, from 0, by field.
        values: What was read, by field; blank cells are absent.
        broken: Fields with a problem; the row then makes no record.
        typed: The text of each cell as typed, by field.
    """

    sheet: Sheet
    line: int
    positions: Mapping[str, int]
    values: Values = attrs.field(factory=dict)
    broken: set[str] = attrs.field(factory=set)
    typed: dict[str, str] = attrs.field(factory=dict)

    @property
    def sound(self) -> bool:
        """Whether it can make a record."""
        return not self.broken

    @property
    def id(self) -> str:
        """The key as one text; empty when a part of it is broken or blank."""
        parts = [self.values.get(field) for field in self.sheet.key]
        return "" if None in parts else "/".join(str(part) for part in parts)

    def place(self, field: str = "") -> str:
        """Name the cell of a field, such as ``Pegawai!C7``."""
        first = next(iter(self.positions.values()), 0)
        position = self.positions.get(field, first)
        return f"{self.sheet.name}!{cell_name(self.sheet, line=self.line, position=position)}"


@attrs.define(kw_only=True)
class Table:
    """The rows of one sheet.

    Args:
        sheet: The sheet.
        rows: Its rows, in order.
        present: Fields whose column is there; empty when the sheet is missing.
    """

    sheet: Sheet
    rows: list[Row] = attrs.field(factory=list)
    present: frozenset[str] = frozenset()

    @property
    def keyed(self) -> bool:
        """Whether its keys can be known."""
        return set(self.sheet.key) <= self.present

    def grouped(self, field: str) -> bool:
        """Whether its rows can be told apart by a field: no column and no cell of it is missing."""
        return self.keyed and not any(field in row.broken for row in self.rows)


def cell_name(sheet: Sheet, *, line: int, position: int) -> str:
    """Name a cell as spreadsheets do.

    Args:
        sheet: The sheet; a vertical one counts its lines to the right.
        line: Line of the row, from 0.
        position: Position of the column, from 0.

    Returns:
        The name, such as ``C7``.
    """
    across, down = (line, position) if sheet.vertical else (position, line)
    return f"{column_letters(across)}{down + 1}"


def column_letters(position: int) -> str:
    """Name a column of a spreadsheet: 0 is A, 26 is AA."""
    letters, rest = "", position + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        letters = chr(65 + sign) + letters
    return letters


def _class(record: Callable[..., object] | None) -> type:
    if not isinstance(record, type):
        message = "a sheet has a record class or a spread function"
        raise TypeError(message)
    return record


def _values(sheet: Sheet, record: object) -> Values:
    return {item.field: _value(record, item.field) for item in sheet.columns}


def _value(record: object, field: str) -> object:
    name, _, part = field.partition(".")
    value = getattr(record, name)
    return value[int(part) - 1] if part else value

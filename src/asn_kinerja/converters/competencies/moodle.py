"""The CSV in which Moodle exports and imports a competency framework, kept row by row.

Source: the Moodle tool "Import competency framework" (tool_lpimportcsv): fourteen columns, a
row for the framework, a row for each competency with the id number of its parent. The headings
differ a little between releases and are kept as they came; further columns are kept as well.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO

import attrs

from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["COLUMNS", "MoodleRow", "MoodleTable", "parse_moodle"]

COLUMNS: Mapping[str, str] = {
    "parent": "Parent ID number",
    "id": "ID number",
    "name": "Short name",
    "description": "Description",
    "format": "Description format",
    "scale": "Scale values",
    "scale_setup": "Scale configuration",
    "rule": "Rule type (optional)",
    "rule_outcome": "Rule outcome (optional)",
    "rule_setup": "Rule config (optional)",
    "related": "Cross-referenced competency ID numbers",
    "exported": "Exported ID (optional)",
    "is_framework": "Is framework",
    "taxonomy": "Taxonomy",
}
_NEEDED = ("parent", "id", "name", "description", "is_framework")
_DELIMITERS = ",;\t"
_SHOWN_RING = 6


@attrs.frozen
class MoodleRow:
    """One row.

    Args:
        cells: All its cells.
        line: Its number among the rows, from 2: the headings are row 1.
        positions: Where each known column stands.
    """

    cells: tuple[str, ...]
    line: int
    positions: Mapping[str, int] = attrs.field(repr=False)

    def __getitem__(self, column: str) -> str:
        """Give the cell of a known column; empty when it is not there."""
        position = self.positions.get(column, len(self.cells))
        return self.cells[position] if position < len(self.cells) else ""

    @property
    def is_framework(self) -> bool:
        """Whether it is the row of the framework, as Moodle decides it."""
        return self["is_framework"].strip() not in {"", "0"}


@attrs.frozen(kw_only=True)
class MoodleTable:
    """A file without faults. Made by `parse_moodle` or `to_moodle`.

    Args:
        headings: The headings as they came.
        cells: The cells of every row below them.
        delimiter: What stands between cells.
    """

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    delimiter: str = ","

    def rows(self) -> Iterator[MoodleRow]:
        """Give the rows."""
        positions = _positions(self.headings)
        return (MoodleRow(cells, line, positions) for line, cells in enumerate(self.cells, 2))

    def text(self) -> str:
        """Write the table as CSV. A cell that begins with ``=`` stays as it is."""
        file = StringIO(newline="")
        writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(self.headings)
        writer.writerows(self.cells)
        return file.getvalue()


def parse_moodle(text: str, *, name: str = "csv") -> MoodleTable:
    """Read a table from a text.

    Args:
        text: CSV with comma, semicolon or tab.
        name: What the file is called in problems.

    Returns:
        The table.

    Raises:
        InvalidInput: With every fault, each at its row and column (``name:7:ID number``): missing
            headings, no or several frameworks, a key that is missing or stands twice, a parent that
            is not there, a competency below itself.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = [tuple(row) for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise InvalidInput(Problem("no_csv", name)) from error
    if not rows:
        raise InvalidInput(Problem("no_csv", name))
    table = MoodleTable(
        headings=rows[0], cells=tuple(row for row in rows[1:] if any(row)), delimiter=delimiter
    )
    if faults := InvalidInput.of(_faults(table, name)):
        raise faults
    return table


def _positions(headings: tuple[str, ...]) -> dict[str, int]:
    wanted = {_squeeze(title): column for column, title in COLUMNS.items()}
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = wanted.get(_squeeze(heading))
        if column is not None:
            found.setdefault(column, position)
    return found


def _squeeze(heading: str) -> str:
    """Make the headings of all releases of Moodle alike."""
    return re.sub(r"[^a-z]", "", heading.lower().replace("(optional)", ""))


def _faults(table: MoodleTable, name: str) -> Iterator[Problem]:
    positions = _positions(table.headings)
    missing = [COLUMNS[column] for column in _NEEDED if column not in positions]
    for heading in missing:
        yield Problem("column_missing", f"{name}:1", value=heading, cure=heading)
    if missing:
        return
    frameworks = [row for row in table.rows() if row.is_framework]
    if len(frameworks) != 1:
        line = frameworks[1].line if frameworks else 1
        yield Problem("one_framework_row", f"{name}:{line}", value=len(frameworks))
    known: dict[str, MoodleRow] = {}
    for row in table.rows():
        if len(row.cells) > len(table.headings):
            yield Problem("row_too_long", f"{name}:{row.line}", value=len(row.cells))
        for column in ("id", "name"):
            if not row[column].strip():
                yield Problem("required", f"{name}:{row.line}:{COLUMNS[column]}")
        if row.is_framework or not row["id"].strip():
            continue
        first = known.setdefault(row["id"], row)
        if first is not row:
            place = f"{name}:{row.line}:{COLUMNS['id']}"
            cure = f"{name}:{first.line}"
            yield Problem("identifier_doubled", place, value=row["id"], cure=cure)
    yield from _lost(known, name)


def _lost(known: Mapping[str, MoodleRow], name: str) -> Iterator[Problem]:
    """Find parents that are not there, and competencies below themselves."""
    sound: set[str] = set()
    for row in known.values():
        place = f"{name}:{row.line}:{COLUMNS['parent']}"
        if row["parent"] and row["parent"] not in known:
            yield Problem("link_dangling", place, value=row["parent"])
        way: dict[str, None] = {}
        key = row["id"]
        while key in known and key not in sound and key not in way:
            way[key] = None
            key = known[key]["parent"]
        if key in way:
            ring = list(way)[list(way).index(key) :]
            shown = " → ".join([*ring[:_SHOWN_RING], "…" if len(ring) > _SHOWN_RING else key])
            yield Problem("parent_circle", place, value=shown)
        sound.update(way)

"""The bytes of a workbook as grids of cells, with the formula errors that readers leave out."""

import html
import re
from collections.abc import Mapping
from io import BytesIO
from os import PathLike
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import attrs

from asn_kinerja._extras import require
from asn_kinerja.converters.workbook.parsing import Raw
from asn_kinerja.errors import InvalidWorkbook, Problem

__all__ = ["CellError", "Grid", "read_grids"]

_LARGEST = 300_000_000  # bytes of an unpacked workbook; an office needs a hundredth
_ERROR_CELL = re.compile(
    r'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>'
    r"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")


@attrs.frozen
class CellError:
    """A cell whose formula failed.

    Args:
        word: What the cell shows, such as ``#REF!``.
    """

    word: str

    def __str__(self) -> str:
        return self.word


@attrs.frozen(kw_only=True)
class Grid:
    """One sheet as rows of cells from A1 on.

    Args:
        cells: The rows; blank cells are empty text.
        banners: Rows with a cell merged across columns: titles, no records.
    """

    cells: list[list[Raw]]
    banners: frozenset[int] = frozenset()


def read_grids(source: str | PathLike[str] | bytes) -> dict[str, Grid]:
    """Read every visible or hidden sheet of an ``.xlsx`` file.

    Args:
        source: Path of the file, or its bytes.

    Returns:
        Grid by name of the sheet, in order.

    Raises:
        InvalidWorkbook: If it is no such file, is locked by a password, or unpacks too large.
    """
    calamine = require("python_calamine", extra="excel", feature="read_workbook")
    name = "workbook" if isinstance(source, bytes) else Path(source).name
    content = source if isinstance(source, bytes) else _content(Path(source))
    try:
        errors = _errors(content, name)
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        return {
            title: _grid(book.get_sheet_by_name(title), errors.get(title, {}))
            for title in book.sheet_names
        }
    except (BadZipFile, KeyError, UnicodeDecodeError, calamine.CalamineError) as error:
        raise InvalidWorkbook(Problem("not_a_workbook", name)) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        problem = Problem("workbook_unreadable", path.name, value=error.strerror or "")
        raise InvalidWorkbook(problem) from error


def _grid(sheet: "object", errors: Mapping[tuple[int, int], str]) -> Grid:
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]  # a class of the optional library
    for (line, position), word in errors.items():
        rows += [[] for _ in range(line + 1 - len(rows))]
        rows[line] += [""] * (position + 1 - len(rows[line]))
        rows[line][position] = CellError(word)
    merged = sheet.merged_cell_ranges or ()  # type: ignore[attr-defined]  # as above
    banners = frozenset(first[0] for first, last in merged if last[1] > first[1])
    return Grid(cells=rows, banners=banners)


def _errors(content: bytes, name: str) -> dict[str, dict[tuple[int, int], str]]:
    """Find cells of type error in the XML; calamine gives them as blank cells."""
    found = {}
    with ZipFile(BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST:
            raise InvalidWorkbook(Problem("workbook_too_large", name))
        members = set(archive.namelist())
        links = {
            _attribute(tag, "Id"): _attribute(tag, "Target")
            for tag in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels"))
        }
        for tag in _SHEET.findall(_text(archive, "xl/workbook.xml")):
            target = links.get(_attribute(tag, r"(?:\w+:)?id"), "")
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if member in members:
                title = html.unescape(_attribute(tag, "name"))
                found[title] = _error_cells(_text(archive, member))
    return found


def _text(archive: ZipFile, member: str) -> str:
    return archive.read(member).decode()


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\s{name}="([^"]*)"', tag)
    return match[1] if match else ""


def _error_cells(xml: str) -> dict[tuple[int, int], str]:
    if 't="e"' not in xml:
        return {}
    return {
        (int(row) - 1, _position(letters)): html.unescape(word)
        for letters, row, word in _ERROR_CELL.findall(xml)
    }


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1

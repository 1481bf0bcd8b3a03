"""The rows of a CSV file as people save them: commas or semicolons, quoted cells, a line ``sep=``.

What would shift or swallow cells is refused: a quotation mark that is never closed, and more
cells than there are headings.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import attrs

from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["DelimitedRows", "read_delimited"]

_TOLD = re.compile(r'"?sep=([^"\n])"?\s*')  # the line by which Excel tells the separator
_BLANK = ' \t;,"'


@attrs.frozen(kw_only=True)
class DelimitedRows:
    """The rows of a CSV file, from its headings on.

    Args:
        rows: The cells of each row that is not blank.
        lines: Line of the file on which each begins, from 1.
        comma: Whether decimals are written with a comma, and cells not divided by commas.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    comma: bool


def read_delimited(path: Path) -> DelimitedRows:
    """Read a CSV file; blank rows are left out.

    Args:
        path: The file; UTF-8 with commas, or semicolons and decimal commas.

    Returns:
        Its rows; the first holds the headings.

    Raises:
        InvalidInput: If it cannot be read, or with the lines whose cells cannot be told apart.
    """
    text = _text(path)
    told, separator = _separator(text)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, cells in _records(text, path.name, separator):
        if line > told and any(cell.strip() for cell in cells):
            rows.append(tuple(cells))
            lines.append(line)
    if rows and (error := InvalidInput.of(_longer(path.name, rows, lines))):
        raise error
    return DelimitedRows(rows=tuple(rows), lines=tuple(lines), comma=separator != ",")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise InvalidInput(Problem("case_file", path.name, value=reason)) from error


def _separator(text: str) -> tuple[int, str]:
    """Give the line that tells the separator (0 for none), and what divides the headings."""
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if told := _TOLD.fullmatch(line):
            return number, told[1]
        if line.strip(_BLANK):
            break
        start += len(line) + 1
    counts, quoted = {";": 0, ",": 0}, False
    for sign in text[start:]:
        if sign == '"':
            quoted = not quoted
        elif sign == "\n" and not quoted:
            break
        elif sign in counts and not quoted:
            counts[sign] += 1
    return 0, ";" if counts[";"] > counts[","] else ","


def _records(text: str, name: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(Problem("cell_quote", f"{name}:{line}")) from error


def _longer(name: str, rows: list[tuple[str, ...]], lines: list[int]) -> Iterator[Problem]:
    """Name the rows with a cell behind the last heading: their cells may have moved."""
    width = max(n for n, heading in enumerate(rows[0], 1) if heading.strip())
    for cells, line in zip(rows[1:], lines[1:], strict=True):
        if any(cell.strip() for cell in cells[width:]):
            filled = max(n for n, cell in enumerate(cells, 1) if cell.strip())
            yield Problem("row_too_long", f"{name}:{line}", value=filled)

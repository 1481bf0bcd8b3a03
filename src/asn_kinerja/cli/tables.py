"""Tables on a terminal of any width: words are folded between, never cut."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from asn_kinerja.cli.telling import plain

__all__ = ["print_table"]

_TALLEST = 4  # lines of one cell; a table with taller ones is harder to read than blocks
_FRAME = 3  # columns of a terminal between two cells
_APART = " · "
_INDENT = "  "
_NOTHING = {"", "-"}


def print_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, console: Console, titles: int = 1
) -> None:
    """Print rows below headings, or one block a row where the terminal is too narrow for that.

    A pipe is as wide as the variable ``COLUMNS`` says, else 80.

    Args:
        heads: The headings.
        rows: The cells of each row, as many as headings.
        console: Where.
        titles: How many of the first cells stand on the first line of a block.
    """
    cells = [[Text.from_markup(plain(cell)) for cell in row] for row in rows]
    top = [Text(head, "bold") for head in heads]
    widths = _widths([top, *cells], room=console.width - _FRAME * len(top) - 1)
    if widths is None or any(
        len(cell.wrap(console, width)) > _TALLEST
        for row in cells
        for cell, width in zip(row, widths, strict=True)
    ):
        for row in cells:
            for line in _block(top, row, titles=titles, console=console):
                console.print(line)
        return
    table = Table()
    for head, width in zip(top, widths, strict=True):
        table.add_column(head, width=width, overflow="fold")
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _widths(rows: Sequence[Sequence[Text]], *, room: int) -> list[int] | None:
    """Share the room among the columns; `None` where it does not hold their longest words."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(_longest_word, column)) for column in columns]
    wanted = [max(cell.cell_len for cell in column) for column in columns]
    if sum(widths) > room:
        return None
    while sum(widths) < min(room, sum(wanted)):
        fullest = max(range(len(widths)), key=lambda place: wanted[place] / max(widths[place], 1))
        widths[fullest] += 1
    return widths


def _longest_word(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split()), default=0)


def _block(
    heads: Sequence[Text], row: Sequence[Text], *, titles: int, console: Console
) -> Iterator[Text]:
    """Write one row as lines: its title, then as many cells with their headings as fit on each."""
    yield from Text(_APART, "bold").join(row[:titles]).wrap(console, console.width)
    room = console.width - len(_INDENT)
    line = Text()
    for head, cell in zip(heads[titles:], row[titles:], strict=True):
        if cell.plain.strip() in _NOTHING:
            continue
        part = Text.assemble(head.plain, ": ", cell)
        if line and line.cell_len + len(_APART) + part.cell_len <= room:
            line = Text.assemble(line, _APART, part)
        else:
            yield from _indented(line, room, console)
            line = part
    yield from _indented(line, room, console)


def _indented(line: Text, room: int, console: Console) -> Iterator[Text]:
    for part in line.wrap(console, room):
        if part:
            part.rstrip()
            yield Text(_INDENT).append_text(part)

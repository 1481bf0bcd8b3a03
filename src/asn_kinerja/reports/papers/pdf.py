"""Papers as one PDF, by typst. Every text goes in as a quoted string: nothing in it is markup."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from asn_kinerja._extras import require
from asn_kinerja.reports.papers.blocks import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)

__all__ = ["render_pdf"]

_WIDE = 7  # columns; a wider table is set smaller
_LEAST, _MOST = 8, 30  # signs that a column of texts is given room for


def render_pdf(papers: Sequence[Paper], *, lang: str, made_on: date) -> bytes:
    """Write papers as one PDF by typst.

    Args:
        papers: The papers, in order; each begins on a page of its own.
        lang: ``"id"`` or ``"en"``.
        made_on: Day that stands in the file as the day it was made.

    Returns:
        The file; the same papers give the same bytes.

    Raises:
        MissingExtra: If typst is not installed.
    """
    typst = require("typst", extra="reports", feature="awards select")
    head = (
        f"#set document(title: {_quoted(papers[0].title if papers else '')}, date: none)\n"
        '#set page(paper: "a4", margin: (x: 2cm, y: 2.2cm), numbering: "1 / 1")\n'
        f'#set text(lang: "{lang}", size: 10pt)\n#set par(justify: false)\n'
        "#show table: set par(justify: false)\n#show table: set text(size: 0.85em)\n"
        "#show heading: set text(size: 11pt)\n"
    )
    body = "\n".join(part for paper in papers for part in _typst(paper))
    stamp = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    made: bytes = typst.compile(
        (head + body).encode(), format="pdf", timestamp=int(stamp.timestamp())
    )
    return made


def _quoted(text: str) -> str:
    """Write a text as a typst string, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _typst(paper: Paper) -> Iterator[str]:
    """Write a paper on pages of its own, lying where a table is wide."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    is_wide = any(len(table.headings) > _WIDE for table in tables)
    yield f"#page(flipped: {str(is_wide).lower()})["
    yield "#align(center)["
    if paper.mark:
        yield f'#text(fill: rgb("#a11111"), weight: "bold", {_quoted(paper.mark)})\n'
    yield f'#text(size: 14pt, weight: "bold", upper({_quoted(paper.title)}))'
    for line in paper.lines:
        yield f"\\ #text({_quoted(line)})"
    yield "]"
    for block in paper.blocks:
        yield from _typst_block(block)
    yield "]"


def _typst_block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: 2, {_quoted(block.text)})"
        case Paragraph():
            weight = ', weight: "bold"' if block.is_strong else ""
            yield f"#par(text({_quoted(block.text)}{weight}))"
        case Listing():
            lines = ", ".join(f"[#text({_quoted(line)})]" for line in block.lines)
            mark = "a." if block.by_letter else "1."
            yield f'#enum(numbering: "{mark}", {lines})' if lines else ""
        case Signatures():
            cells = ", ".join(
                f"[#v(1.6cm)#line(length: 90%, stroke: 0.5pt)#text({_quoted(name)})]"
                for name in block.names
            )
            if cells:
                yield f"#block(breakable: false, grid(columns: (1fr, 1fr, 1fr), {cells}))"
        case Table():
            is_wide = len(block.headings) > _WIDE
            columns = ", ".join(_widths(block, is_wide=is_wide))
            align = ", ".join(
                "right" if n in block.figures else "left" for n in range(len(block.headings))
            )
            head = ", ".join(f"[#strong({_quoted(text)})]" for text in block.headings)
            if is_wide:
                yield "#[#set text(size: 8.5pt)"
            yield (
                f"#table(columns: ({columns},), align: ({align},), stroke: 0.5pt + gray, "
                f"table.header({head}),"
            )
            for number, row in enumerate(block.rows):
                fill = ', fill: rgb("#e7f3e8")' if number in block.chosen else ""
                yield ", ".join(f"table.cell(text({_quoted(cell)}){fill})" for cell in row) + ","
            yield ")]" if is_wide else ")"


def _widths(table: Table, *, is_wide: bool) -> Iterator[str]:
    """Give a column of texts room by its longest cell, one of figures no more than it takes."""
    for n, heading in enumerate(table.headings):
        longest = max((len(row[n]) for row in table.rows), default=0)
        room = min(_MOST, max(_LEAST, len(heading), longest))
        if n not in table.figures:
            yield "2.2fr" if is_wide else f"{room}fr"
        else:
            yield "1fr" if is_wide else "auto"

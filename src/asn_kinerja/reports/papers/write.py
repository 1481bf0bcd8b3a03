"""All papers of an award, and the folder of files that a committee takes along."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from itertools import count
from string import ascii_lowercase

from asn_kinerja._extras import require
from asn_kinerja.converters.tab_names import tab_names
from asn_kinerja.reports.papers.annex import write_annex, write_decree
from asn_kinerja.reports.papers.blocks import Heading, Listing, Paper, Paragraph, Signatures, Table
from asn_kinerja.reports.papers.minutes import write_minutes
from asn_kinerja.reports.papers.pages import render_html
from asn_kinerja.reports.papers.pdf import render_pdf
from asn_kinerja.reports.papers.plain import outcome_json
from asn_kinerja.reports.papers.source import AwardSource

__all__ = ["award_files", "award_papers", "paper_files", "render_xlsx"]


def award_papers(source: AwardSource) -> tuple[Paper, ...]:
    """Write the Berita Acara, the annex of scores and the draft of the decree.

    Args:
        source: The outcome with its words.

    Returns:
        The three papers.
    """
    return (write_minutes(source), write_annex(source), write_decree(source))


def award_files(source: AwardSource) -> Mapping[str, bytes]:
    """Make the files of an award.

    Args:
        source: The outcome with its words.

    Returns:
        ``penghargaan.json``, ``.html``, ``.pdf`` and ``.xlsx`` by name; the same outcome gives
        the same JSON and HTML to the last byte.

    Raises:
        MissingExtra: If a library for documents is not installed.
    """
    return paper_files(
        award_papers(source),
        stem="penghargaan",
        text=outcome_json(source.outcome, version=source.version),
        lang=source.words.lang,
        made_on=source.decided_on,
    )


def paper_files(
    papers: Sequence[Paper], *, stem: str, text: str, lang: str, made_on: date
) -> Mapping[str, bytes]:
    """Make the files of some papers.

    Args:
        papers: The papers, in order.
        stem: What the names of the files begin with.
        text: The same as JSON.
        lang: ``"id"`` or ``"en"``.
        made_on: Day that stands in the files as the day they were made.

    Returns:
        JSON, HTML, PDF and XLSX by name.

    Raises:
        MissingExtra: If a library for documents is not installed.
    """
    return {
        f"{stem}.json": text.encode(),
        f"{stem}.html": render_html(papers, lang=lang).encode(),
        f"{stem}.pdf": render_pdf(papers, lang=lang, made_on=made_on),
        f"{stem}.xlsx": render_xlsx(papers, made_on=made_on),
    }


def render_xlsx(papers: Sequence[Paper], *, made_on: date) -> bytes:
    """Write papers as a workbook, one sheet a paper.

    Args:
        papers: The papers.
        made_on: Day that stands in the file as the day it was made.

    Returns:
        The file. Texts stay texts: nothing in it is a formula.

    Raises:
        MissingExtra: If XlsxWriter is not installed.
    """
    xlsxwriter = require("xlsxwriter", extra="excel", feature="awards select")
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    book.set_properties({"created": made_on})
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "bg_color": "#E9EDF2", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for tab, paper in zip(tab_names(paper.title for paper in papers), papers, strict=True):
        sheet = book.add_worksheet(tab)
        sheet.set_column(0, 0, 34, wrapped)
        sheet.set_column(1, 20, 18, wrapped)
        row = 0
        for line in (paper.mark, paper.title, *paper.lines):
            if line:
                sheet.write_string(row, 0, line, bold)
                row += 1
        for block in paper.blocks:
            row += 1
            for cells, look in _rows(block, bold=bold, head=head):
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text, look)
                row += 1
    book.close()
    return target.getvalue()


def _rows(block: object, *, bold: object, head: object) -> list[tuple[Sequence[str], object]]:
    match block:
        case Heading():
            return [((block.text,), bold)]
        case Paragraph():
            return [((block.text,), bold if block.is_strong else None)]
        case Listing():
            marks = ascii_lowercase if block.by_letter else count(1)
            return [
                ((f"{mark}. {line}",), None) for mark, line in zip(marks, block.lines, strict=False)
            ]
        case Signatures():
            return [((name,), None) for name in block.names]
        case Table():
            return [(block.headings, head), *((row, None) for row in block.rows)]
        case _:
            return []

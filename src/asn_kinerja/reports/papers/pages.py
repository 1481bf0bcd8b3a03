"""Papers as one HTML page that stands alone."""

from collections.abc import Iterator, Sequence
from html import escape

from asn_kinerja.reports.papers.blocks import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)

__all__ = ["render_articles", "render_html"]

_STYLE = """
body{font:15px/1.5 "Liberation Sans",Arial,sans-serif;color:#1b1f24;background:#f4f5f7;margin:0}
main{max-width:60rem;margin:0 auto;padding:1rem}
article{background:#fff;border:1px solid #d6dae0;border-radius:4px;padding:1.5rem 2rem}
article{margin:1rem 0}header{text-align:center;margin-bottom:1.25rem}
h1{font-size:1.35rem;margin:0;text-transform:uppercase}
header p{margin:.15rem 0}h2{font-size:1.05rem;margin:1.4rem 0 .4rem}
.mark{color:#a11;border:2px solid #a11;display:inline-block;padding:0 .6rem;letter-spacing:.15em}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{border:1px solid #c9ced6;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{background:#e9edf2}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
tr.chosen{background:#e7f3e8;font-weight:600}p.strong{font-weight:600}
.signers{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:2rem 1rem;
list-style:none;padding:0;margin-top:1rem}
.signers li{padding-top:3.5rem;border-bottom:1px solid #1b1f24}
@media(max-width:40rem){article{padding:1rem}}
@media print{body{background:#fff}article{border:0;break-after:page;padding:0}}
"""


def render_html(papers: Sequence[Paper], *, lang: str) -> str:
    """Write papers as one page that fetches nothing.

    Args:
        papers: The papers, in order.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The page.
    """
    title = escape(papers[0].title if papers else "")
    body = render_articles(papers)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def render_articles(papers: Sequence[Paper], *, top: int = 1, look: str = "") -> str:
    """Write papers as parts of a page.

    Args:
        papers: The papers, in order.
        top: Level of their titles; below the first level they bear no id, as the page has its own.
        look: Class of each part; empty for none.

    Returns:
        One ``article`` a paper.
    """
    return "\n".join(part for paper in papers for part in _article(paper, top=top, look=look))


def _article(paper: Paper, *, top: int, look: str) -> Iterator[str]:
    mark = f' id="{escape(paper.id)}"' if top == 1 else ""
    yield f'<article{mark} class="{escape(look)}">' if look else f"<article{mark}>"
    yield "<header>"
    if paper.mark:
        yield f'<p class="mark">{escape(paper.mark)}</p>'
    yield f"<h{top}>{escape(paper.title)}</h{top}>"
    for line in paper.lines:
        yield f"<p>{escape(line)}</p>"
    yield "</header>"
    for block in paper.blocks:
        yield from _html(block, level=top + 1)
    yield "</article>"


def _html(block: Block, *, level: int) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{level}>{escape(block.text)}</h{level}>"
        case Paragraph():
            strong = ' class="strong"' if block.is_strong else ""
            yield f"<p{strong}>{escape(block.text)}</p>"
        case Listing():
            lines = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
            mark = ' type="a"' if block.by_letter else ""
            yield f"<ol{mark}>{lines}</ol>"
        case Signatures():
            lines = "".join(f"<li>{escape(name)}</li>" for name in block.names)
            yield f'<ul class="signers">{lines}</ul>'
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    label = escape(table.name)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
    yield "<table><thead><tr>"
    yield "".join(_cell("th", text, n, table) for n, text in enumerate(table.headings))
    yield "</tr></thead><tbody>"
    for number, row in enumerate(table.rows):
        mark = ' class="chosen"' if number in table.chosen else ""
        cells = "".join(_cell("td", text, n, table) for n, text in enumerate(row))
        yield f"<tr{mark}>{cells}</tr>"
    yield "</tbody></table></div>"


def _cell(tag: str, text: str, column: int, table: Table) -> str:
    mark = ' class="n"' if column in table.figures else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{mark}>{escape(text)}</{tag}>"

"""What papers are made of: headings, paragraphs, lists, tables and places to sign."""

from typing import TypeAlias

import attrs

__all__ = ["Block", "Heading", "Listing", "Paper", "Paragraph", "Signatures", "Table"]


@attrs.frozen
class Heading:
    """A heading inside a paper."""

    text: str


@attrs.frozen
class Paragraph:
    """A paragraph; a strong one is the decision itself."""

    text: str
    is_strong: bool = False


@attrs.frozen
class Listing:
    """Lines with numbers, or with letters as the reasons of a decree have them."""

    lines: tuple[str, ...]
    by_letter: bool = False


@attrs.frozen(kw_only=True)
class Table:
    """A table.

    Args:
        name: Short name, for the sheet of a workbook.
        headings: Its headings.
        rows: Its cells, as many as there are headings.
        figures: Positions of columns that hold figures.
        chosen: Positions of rows that stand out.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    chosen: frozenset[int] = frozenset()


@attrs.frozen
class Signatures:
    """Who signs, one line each."""

    names: tuple[str, ...]


Block: TypeAlias = Heading | Paragraph | Listing | Table | Signatures


@attrs.frozen(kw_only=True)
class Paper:
    """One paper.

    Args:
        id: Short name, for files and sheets.
        title: Title.
        lines: Lines under the title.
        blocks: What it holds.
        mark: What stands across it, such as a draft mark; empty for none.
    """

    id: str
    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    mark: str = ""

"""The lines of a comparison of policies, as page and workbook show them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from asn_kinerja.comparison.affected import Affected
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.sides import MISSING, VALUED
from asn_kinerja.comparison.tallies import Moves
from asn_kinerja.comparison.transition import Transition
from asn_kinerja.reports.wording import Words

__all__ = [
    "WAYS",
    "MatrixLine",
    "group_word",
    "matrix_lines",
    "numbers_of",
    "people",
    "result_word",
    "way_counts",
    "ways_used",
    "widest_moves",
]

WAYS = ("naik", "turun", "tetap", "berbeda", "menjadi_ada", "menjadi_tanpa_hasil")
"""What can happen to a person, in the order in which it is told."""


@attrs.frozen(kw_only=True)
class MatrixLine:
    """A row of a matrix, written.

    Args:
        word: The result under the base.
        cells: For each column its text, and what the cell is: ``up``, ``down``, ``same``, ``other``
            or ``zero``.
        total: Sum of the row, written.
    """

    word: str
    cells: tuple[tuple[str, str], ...]
    total: str


def result_word(word: str, words: Words) -> str:
    """Write a result of a comparison: a word of the law, yes or no, or that there is none."""
    if word in {MISSING, VALUED}:
        return words.text(f"compare.{word}")
    written = words.rating(word)
    return written[:1].upper() + written[1:]


def group_word(group: str, words: Words) -> str:
    """Write a group; codes lose their underscores."""
    return words.rating(group) if "_" in group else group


def people(count: int | None, words: Words) -> str:
    """Write a number of people; a withheld one is three points."""
    return "…" if count is None else words.number(count)


def matrix_lines(matrix: Transition, *, words: Words) -> list[MatrixLine]:
    """Write the rows of a matrix.

    Args:
        matrix: The matrix.
        words: The language.

    Returns:
        The rows; those and columns without anybody are left out by `shown_columns`.
    """
    alike = len(matrix.rows) == len(matrix.columns)
    lines = []
    for place, (row, cells) in enumerate(zip(matrix.rows, matrix.cells, strict=True)):
        marked = []
        for column, count in enumerate(cells):
            missing = MISSING in {row, matrix.columns[column]}
            kind = "other"
            if place == column and alike:
                kind = "same"
            elif alike and not missing:
                kind = "up" if column < place else "down"
            marked.append((people(count, words), "zero" if count == 0 else kind))
        total = people(matrix.row_totals[place], words)
        lines.append(MatrixLine(word=result_word(row, words), cells=tuple(marked), total=total))
    return lines


def way_counts(row: Moves) -> tuple[int | None, ...]:
    """Give the numbers of a row of moves in the order of `WAYS`."""
    return (row.winners, row.losers, row.unchanged, row.different, row.gained, row.lost)


def widest_moves(rows: Sequence[Moves], most: int) -> list[Moves]:
    """Choose the groups of which most people move; withheld numbers count as none.

    Args:
        rows: The rows.
        most: How many.

    Returns:
        The rows, the largest share first.
    """

    def share(row: Moves) -> Fraction:
        moved = sum(count or 0 for way, count in zip(WAYS, way_counts(row), strict=True)
                    if way != "tetap")  # fmt: skip
        return Fraction(moved, row.people) if row.people else Fraction(0)

    return sorted(rows, key=lambda row: (-share(row), row.group))[:most]


def ways_used(comparison: Comparison) -> list[int]:
    """Give the places in `WAYS` of what happens to somebody, and always of the first three."""
    rows = comparison.movers[""]
    return [
        place
        for place in range(len(WAYS))
        if place < 3 or any(way_counts(row)[place] != 0 for row in rows)
    ]


def numbers_of(row: Affected, words: Words) -> Iterable[tuple[str, str, str]]:
    """Write the numbers of a person before and after, to two decimals at most."""
    for name, (before, after) in row.numbers.items():
        shown = (
            words.show(None) if value is None else words.number(Fraction(repr(value)), places=2)
            for value in (before, after)
        )
        yield (name, *shown)  # type: ignore[misc] # two of them

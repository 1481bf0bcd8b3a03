"""`perbandingan.xlsx`: the tables of a comparison of policies as sheets."""

from collections.abc import Iterator

from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.converters.tab_names import tab_names
from asn_kinerja.reports.comparison_lines import WAYS, group_word, result_word, way_counts
from asn_kinerja.reports.sheets import Cell, Sheet
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.workbook import write_sheets

__all__ = ["write_comparison_workbook"]


def write_comparison_workbook(comparison: Comparison, *, lang: str = "id") -> bytes:
    """Write the workbook of a comparison.

    Args:
        comparison: The comparison.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The file; a withheld number is an empty cell.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If XlsxWriter is not installed.
    """
    words = Words(lang)
    pages = tuple(_sheets(comparison, words))
    tabs = tab_names(name for name, _ in pages)
    named = zip(tabs, (sheet for _, sheet in pages), strict=True)
    return write_sheets(named, title=words.text("compare.title"))


def _sheets(comparison: Comparison, words: Words) -> Iterator[tuple[str, Sheet]]:
    def text(key: str) -> str:
        return words.text(f"compare.{key}")

    others = range(1, len(comparison.names))
    people = words.text("labels.people_short")
    before, after = words.text("labels.before"), words.text("labels.after")
    yield text("counts"), _sheet(
        (text("policy"), text("word"), people),
        ((name, result_word(word, words), count)
         for name, counts in comparison.counts.items() for word, count in counts.items()),
    )  # fmt: skip
    yield text("matrix"), _sheet(
        (text("policy"), before, after, people),
        ((comparison.names[other], result_word(row, words), result_word(column, words), count)
         for other in others for row, column, count in comparison.matrix(other).lines()),
    )  # fmt: skip
    yield text("movers"), _sheet(
        (text("policy"), text("group"), "", *(text(way) for way in WAYS),
         words.text("labels.sum")),
        ((row.policy, column and group_word(column, words), row.group, *way_counts(row), row.people)
         for column, rows in comparison.movers.items() for row in rows),
    )  # fmt: skip
    for column in comparison.by:
        yield f"{text('matrix')} {column}", _sheet(
            (text("policy"), group_word(column, words), before, after, people),
            ((matrix.after, group, result_word(row, words), result_word(to, words), count)
             for other in others
             for group, matrix in comparison.matrices_by(column, other=other).items()
             for row, to, count in matrix.lines() if count != 0),
        )  # fmt: skip
    yield text("numbers"), _sheet(
        (text("policy"), text("number"), text("mean_before"), text("mean_after"),
         words.text("labels.change"), people),
        ((row.policy, row.number, *(words.number(value, places=row.scale)
          for value in (row.before, row.after, row.change)), row.people)
         for row in comparison.mean_change),
    )  # fmt: skip
    if comparison.most_affected:
        yield text("affected"), _sheet(
            (text("person"), text("policy"), before, after, text("steps")),
            ((str(row.person), row.policy, result_word(row.before, words),
              result_word(row.after, words), row.steps) for row in comparison.most_affected),
        )  # fmt: skip
    if comparison.cost:
        yield (
            text("cost"),
            _sheet(
                (text("policy"), text("rupiah"), words.text("labels.change"), text("without")),
                ((row.policy, row.rupiah, row.change, row.without) for row in comparison.cost),
            ),
        )


def _sheet(headings: tuple[str, ...], rows: Iterator[tuple[Cell, ...]]) -> Sheet:
    return Sheet(name="", headings=headings, rows=tuple(rows))

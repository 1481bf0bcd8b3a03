"""The year in a few tables and five sentences, as plain text for a terminal; it names nobody."""

import attrs

from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.reports.findings import find
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["SummaryTable", "findings", "summary_tables"]


@attrs.frozen(kw_only=True)
class SummaryTable:
    """A table of texts.

    Args:
        title: What it shows.
        headings: One for each column.
        rows: Cells, as many as there are headings.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def findings(year: YearReport, *, lang: str = "id") -> tuple[str, ...]:
    """Say the five findings of a year.

    Args:
        year: The year.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Five sentences.
    """
    return tuple(finding.text for finding in find(year, words=Words(lang)))


def summary_tables(year: YearReport, *, lang: str = "id") -> tuple[SummaryTable, ...]:
    """Make the tables of the summary.

    Args:
        year: The year.
        lang: ``"id"`` or ``"en"``.

    Returns:
        Predicates by unit, money by source, indices before and after.
    """
    words = Words(lang)
    return (_units(year, words), _funds(year, words), _indices(year, words))


def _units(year: YearReport, words: Words) -> SummaryTable:
    rows = [
        (
            row.unit.name,
            words.word(row.achievement),
            *(words.number(count) for count in row.counts.predicates),
            words.number(row.counts.people),
        )
        for row in year.units
    ]
    total = (
        words.text("labels.sum"),
        words.word(year.achievement),
        *(words.number(count) for count in year.totals.predicates),
        words.number(year.totals.people),
    )
    return SummaryTable(
        title=words.text("summary.per_unit"),
        headings=(
            words.text("labels.unit"),
            words.text("labels.achieved"),
            *(words.known("short", word) for word in PredikatKinerja),
            words.text("labels.people_short"),
        ),
        rows=(*rows, total),
    )


def _funds(year: YearReport, words: Words) -> SummaryTable:
    names = ("fund", "ceiling", "planned", "spent", "share")
    return SummaryTable(
        title=words.text("summary.money"),
        headings=tuple(words.text(f"labels.{name}") for name in names),
        rows=tuple(
            (
                row.fund.name,
                words.money(row.fund.ceiling),
                words.money(row.planned),
                words.money(row.spent),
                words.percent(row.share),
            )
            for row in year.funds
        ),
    )


def _indices(year: YearReport, words: Words) -> SummaryTable:
    rows = []
    for name, group in (
        (words.text("effects.public"), year.satisfaction.total),
        (words.text("effects.motivation"), year.motivation.total),
    ):
        cells = [name]
        for side in (group.before, group.after):
            cells += [
                words.show(side.index if side else None),
                words.show(side.respondents if side else None),
            ]
        rows.append((*cells, words.signed(group.change)))
    names = ("before", "n", "after", "n", "change")
    return SummaryTable(
        title=words.text("sections.effects"),
        headings=("", *(words.text(f"labels.{name}") for name in names)),
        rows=tuple(rows),
    )

"""The minutes of the awards of a year as its report shows them: what was kept, nothing new."""

from collections.abc import Iterator
from itertools import groupby

from asn_kinerja.awards.outcome import AwardOutcome
from asn_kinerja.reports.papers.source import AwardSource
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["stored_awards"]


def stored_awards(year: YearReport, *, words: Words) -> Iterator[AwardSource]:
    """Put words to the selections that a year keeps.

    Stability and fairness are not kept with them: the papers of an award have them
    (`services.awards.judge_awards`).

    Args:
        year: The year.
        words: The language.

    Yields:
        One source an award, with its selections in the order of its pools.
    """
    units = {item.unit.id: item.unit.name for item in year.units}
    units |= {item.unit.id: item.unit.name for item in year.people if item.unit}
    for programme, rows in groupby(year.awards, key=lambda row: row.programme):
        selections = tuple(row.selection for row in rows)
        yield AwardSource(
            outcome=AwardOutcome(programme=programme, entries=(), selections=selections),
            words=words,
            decided_on=selections[0].decided_on or year.programme.signed_on,
            office=year.programme.office,
            digest="",
            version="",
            units=units,
            names=dict(year.names),
        )

"""Five findings of the year and what is recommended on each, by whom and until when.

A finding states counts and indices side by side; none says that one thing caused another.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

import attrs

from asn_kinerja.records.programme import Owner
from asn_kinerja.records.surveys import MotivationIndex
from asn_kinerja.reports.effects import dimension_name, element_name
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["Finding", "find"]


@attrs.frozen(kw_only=True)
class Finding:
    """One finding with its recommendation.

    Args:
        topic: What about, the topic of an owner in the programme.
        text: The finding.
        recommendation: What is recommended.
        person: Who looks after it.
        due_on: Until when; `None` while nobody has been named.
    """

    topic: str
    text: str
    recommendation: str
    person: str
    due_on: date | None


def find(year: YearReport, *, words: Words) -> tuple[Finding, ...]:
    """Say the five findings of a year.

    Args:
        year: The year.
        words: The language.

    Returns:
        Five findings, without the name of anybody who was judged. Where nothing was recorded the
        finding says so, and recommends to record it.
    """
    owners = {owner.topic: owner for owner in year.programme.owners}
    return tuple(
        _finding(topic, say(year, words), owner=owners.get(topic), words=words)
        for topic, say in _TOPICS.items()
    )


def _finding(topic: str, text: str | None, *, owner: Owner | None, words: Words) -> Finding:
    found = topic if text is not None else f"{topic}_none"
    return Finding(
        topic=topic,
        text=words.text(f"findings.{found}") if text is None else text,
        recommendation=words.text(f"recommendations.{found}"),
        person=owner.person if owner else words.text("recommendations.no_owner"),
        due_on=owner.due_on if owner else None,
    )


def _performance(year: YearReport, words: Words) -> str | None:
    if not year.totals.appraised:
        return None
    return words.text(
        "findings.bimbingan",
        good=year.totals.good,
        appraised=year.totals.appraised,
        weak=year.totals.weak,
        guidance=year.need_totals.guidance,
    )


def _competency(year: YearReport, words: Words) -> str | None:
    if not year.competencies:
        return None
    widest = year.competencies[0]
    return words.text(
        "findings.pelatihan",
        competency=widest.competency.name,
        people=widest.people,
        served=year.need_totals.served,
        needs=year.need_totals.training,
    )


def _reporting(year: YearReport, words: Words) -> str | None:
    due = year.counts.reports_due
    if not due:
        return None
    if not year.late:
        return words.text("findings.laporan_all", due=due)
    units = Counter(item.branch.name if item.branch else "" for item in year.late)
    unit, most = min(units.items(), key=lambda pair: (-pair[1], pair[0]))
    return words.text("findings.laporan", late=len(year.late), due=due, unit=unit, most=most)


def _service(year: YearReport, words: Words) -> str | None:
    before, after = year.satisfaction.total.before, year.satisfaction.total.after
    latest = after or before
    if latest is None or latest.index is None:
        return None
    lowest = ", ".join(
        element_name(item.number, words.lang).lower() for item in year.satisfaction.lowest
    )
    if after is None or before is None or before.index is None:
        return words.text(
            "findings.pelayanan_one", after=latest.index, n_after=latest.respondents, lowest=lowest
        )
    return words.text(
        "findings.pelayanan",
        before=before.index,
        n_before=before.respondents,
        after=after.index,
        n_after=after.respondents,
        lowest=lowest,
    )


def _motivation(year: YearReport, words: Words) -> str | None:
    before, after = year.motivation.total.before, year.motivation.total.after
    latest = after or before
    if not isinstance(latest, MotivationIndex) or latest.index is None:
        return None
    known = [(index, place) for place, index in enumerate(latest.dimensions) if index is not None]
    dimension = dimension_name(min(known)[1], words.lang).lower() if known else words.show(None)
    if after is None or before is None or before.index is None:
        return words.text(
            "findings.motivasi_one",
            after=latest.index,
            n_after=latest.respondents,
            dimension=dimension,
        )
    return words.text(
        "findings.motivasi",
        before=before.index,
        n_before=before.respondents,
        after=latest.index,
        n_after=latest.respondents,
        paired=latest.paired,
        dimension=dimension,
    )


_TOPICS: dict[str, Callable[[YearReport, Words], str | None]] = {
    "bimbingan": _performance,
    "pelatihan": _competency,
    "laporan": _reporting,
    "pelayanan": _service,
    "motivasi": _motivation,
}

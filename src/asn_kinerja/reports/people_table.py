"""The employees as lines of a table, each with its reasons."""

from collections.abc import Iterator
from enum import StrEnum

import attrs

from asn_kinerja.appraisals.wording import NOTES
from asn_kinerja.legal.terms import BehaviourRating, PredikatKinerja, ResultRating
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.reports.people import PersonRow
from asn_kinerja.reports.reasons import Reason, make_reasons
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["PersonLine", "person_lines"]

_LAST = 9  # sorts after every word of a list


@attrs.frozen(kw_only=True)
class PersonLine:
    """One person.

    Args:
        name: Name with titles.
        nip: The number.
        status: Status kepegawaian.
        grade: Grade as printed.
        position: The post.
        unit: Unit of the post.
        branch: Part of the office.
        quarters: Predicates of the four quarters.
        results: Rating given.
        behaviour: Rating given.
        predicate: Predicate of the year.
        outcome: Why there is none; empty when there is one.
        hours: Training hours; `None` when not counted.
        flags: Marks beside the predicate: overridden, not final, touched by a contradiction.
        lines: Sentences above the reasons.
        explanation: How the predicate came about.
        proposal: How the proposal came about.
    """

    name: str
    nip: str
    status: str
    grade: str
    position: str
    unit: str
    branch: str
    quarters: tuple[PredikatKinerja | None, ...]
    results: ResultRating | None
    behaviour: BehaviourRating | None
    predicate: PredikatKinerja | None
    outcome: str
    hours: int | None
    flags: tuple[str, ...]
    lines: tuple[str, ...]
    explanation: tuple[Reason, ...]
    proposal: tuple[Reason, ...]

    @property
    def rank(self) -> int:
        """Place of the predicate in the law's order, for sorting."""
        return _place(self.predicate)

    @property
    def results_rank(self) -> int:
        """Place of the results rating."""
        return _place(self.results)

    @property
    def behaviour_rank(self) -> int:
        """Place of the behaviour rating."""
        return _place(self.behaviour)


def person_lines(year: YearReport, *, words: Words) -> tuple[PersonLine, ...]:
    """Write the employees of a year.

    Args:
        year: The year.
        words: The language.

    Returns:
        The lines, in the order of the rows.
    """
    return tuple(_line(row, year, words) for row in year.people)


def _line(row: PersonRow, year: YearReport, words: Words) -> PersonLine:
    appraisal, unknown = row.year, words.show(None)
    return PersonLine(
        name=row.employee.name,
        nip=str(row.employee.nip),
        status=words.word(row.employee.status),
        grade=row.employee.grade.printed,
        position=row.position.name if row.position else unknown,
        unit=row.unit.name if row.unit else unknown,
        branch=row.branch.name if row.branch else unknown,
        quarters=tuple(item.predicate if item else None for item in row.quarters),
        results=appraisal.results if appraisal else None,
        behaviour=appraisal.behaviour if appraisal else None,
        predicate=row.predicate,
        outcome=_outcome(appraisal, words),
        hours=row.duty.credit_hours if row.duty else None,
        flags=tuple(_flags(appraisal, words)) if appraisal else (),
        lines=tuple(_sentences(row, year, words)),
        explanation=_reasons(appraisal, "explanation", year=year, words=words),
        proposal=_reasons(appraisal, "proposal", year=year, words=words),
    )


def _outcome(appraisal: Appraisal | None, words: Words) -> str:
    if appraisal is None:
        return words.text("outcomes.belum_dinilai")
    if appraisal.note in NOTES:
        return NOTES[appraisal.note].render(words.lang)
    return words.known("outcomes", appraisal.outcome) if appraisal.predicate is None else ""


def _flags(appraisal: Appraisal, words: Words) -> Iterator[str]:
    if appraisal.is_override:
        yield words.text("labels.override")
    if appraisal.conflicts:
        yield words.text("labels.conflict")
    if appraisal.unconfirmed:
        yield words.text("labels.unconfirmed")
    if appraisal.predicate is not None and appraisal.final_on is None:
        yield words.text("labels.not_final")


def _sentences(row: PersonRow, year: YearReport, words: Words) -> Iterator[str]:
    appraisal = row.year
    if row.appraiser:
        yield words.text("reasons.appraiser", name=row.appraiser)
    if appraisal is None:
        yield words.text("outcomes.belum_dinilai")
        return
    if outcome := _outcome(appraisal, words):
        yield outcome
    if appraisal.organisation_predicate is not None:
        units = {item.unit.id: item.unit.name for item in year.units}
        units |= {item.unit.id: item.unit.name for item in year.patterns}
        led = appraisal.organisation_unit_id or ""
        stands_in = appraisal.organisation_period not in {None, appraisal.period}
        yield words.text(
            "reasons.organisation_before" if stands_in else "reasons.organisation",
            unit=units.get(led, led),
            predicate=words.word(appraisal.organisation_predicate),
            period=appraisal.organisation_period,
        )
    if appraisal.is_override:
        reason = appraisal.override_reason
        key = "override" if reason else "override_silent"
        yield words.text(f"reasons.{key}", reason=reason)
    for item in row.earlier:
        yield words.text("reasons.earlier", predicate=words.word(item.predicate))
    if appraisal.final_on is not None:
        yield words.text("reasons.final", date=appraisal.final_on)
    elif appraisal.predicate is not None:
        yield words.text("reasons.not_final")


def _reasons(
    appraisal: Appraisal | None, name: str, *, year: YearReport, words: Words
) -> tuple[Reason, ...]:
    plain = getattr(appraisal, name, None)
    return make_reasons(plain, words=words, conflicts=year.known_conflicts) if plain else ()


def _place(member: StrEnum | None) -> int:
    return _LAST if member is None else list(type(member)).index(member)

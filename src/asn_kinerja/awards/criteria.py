"""The value of each criterion for one candidate, from facts; a missing fact is no zero."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from asn_kinerja.awards.eligibility import decided_appraisal, months_between
from asn_kinerja.awards.facts import AwardFacts, Entrant
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.award_rules import AwardProgramme, Criterion, CriterionSource
from asn_kinerja.records.awards import Attendance
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["attendance_share", "criterion_value", "job_person_match"]


def criterion_value(
    criterion: Criterion, entrant: Entrant, *, programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    """Give the value of one criterion for one candidate.

    Args:
        criterion: The criterion.
        entrant: The candidate.
        programme: The published rules.
        facts: The records.

    Returns:
        The exact value in the criterion's own unit; `None` when a fact is missing.
    """
    return _READ[criterion.source](criterion, entrant, programme, facts)


def attendance_share(records: Iterable[Attendance], period: Period) -> Exact | None:
    """Give the days present as a per cent of the working days without lawful leave.

    Args:
        records: Attendance of one person.
        period: The period judged. Its own record counts; without one those of its quarters,
            without them those of its months, so that no day counts twice.

    Returns:
        The exact per cent; `None` without a record or when the whole period was lawful leave.
    """
    within = [item for item in records if period.covers(item.period)]
    for kind in PeriodKind:  # a year, then quarters, then months
        of_kind = [item for item in within if item.period.kind is kind]
        if of_kind:
            days = sum(item.working_days - item.lawful_leave for item in of_kind)
            present = sum(item.present for item in of_kind)
            return to_exact(Fraction(100 * present, days)) if days else None
    return None


def job_person_match(entrant: Entrant, *, facts: AwardFacts) -> Exact | None:
    """Compare levels found with levels required, on the day of the selection.

    Args:
        entrant: The candidate.
        facts: The records.

    Returns:
        Sum of the levels as a per cent of the sum of the required ones; a level above its
        requirement counts as the requirement, so that it makes up for no other. `None` when the
        post requires nothing or one of its competencies was not assessed.
    """
    required = {
        item.competency_id: item.level
        for item in sorted(facts.requirements, key=lambda one: (one.valid_from, one.id))
        if item.position_id == entrant.position.id
        and item.valid_from <= facts.as_of
        and (item.valid_until is None or facts.as_of < item.valid_until)
    }
    found = facts.of("assessments", entrant.employee.id)
    reached = {name: _level(found, name, facts.as_of) for name in required}
    levels = [min(level, required[name]) for name, level in reached.items() if level is not None]
    if not required or len(levels) < len(required):
        return None
    return to_exact(Fraction(100 * sum(levels), sum(required.values())))


def _level(assessments: Iterable[Assessment], competency_id: str, day: date) -> int | None:
    counting = [
        item for item in assessments if item.competency_id == competency_id and item.counts_on(day)
    ]
    latest = max(counting, key=lambda item: (item.assessed_on, item.id), default=None)
    return latest.level if latest else None


def _points(
    _criterion: Criterion, entrant: Entrant, programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    appraisal = decided_appraisal(entrant, programme.period, facts=facts)
    points = {item.predicate: item.points for item in programme.predicate_points}
    if appraisal is None or appraisal.predicate not in points:
        return None
    return to_exact(points[appraisal.predicate])


def _credit_hours(
    _criterion: Criterion, entrant: Entrant, programme: AwardProgramme, facts: AwardFacts
) -> Exact:
    """Sum the JP completed in the period, up to the duty; the office chooses who goes."""
    employee_id, period = entrant.employee.id, programme.period
    hours = sum(
        facts.course_by_session[item.session_id].credit_hours
        for item in facts.of("enrolments", employee_id)
        if item.completed_on is not None and period.holds(item.completed_on)
    )
    return min(hours, facts.duty_hours.get(employee_id, hours))


def _panel_mark(
    criterion: Criterion, entrant: Entrant, programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    """Give the joined mark of the judges, once all of them have marked or stepped back."""
    result = facts.panel_results(programme).get((entrant.employee.id, criterion.id))
    return None if result is None else result.value


def _match(
    _criterion: Criterion, entrant: Entrant, _programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    return job_person_match(entrant, facts=facts)


def _attendance(
    _criterion: Criterion, entrant: Entrant, programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    return attendance_share(facts.of("attendance", entrant.employee.id), programme.period)


def _innovation(
    _criterion: Criterion, entrant: Entrant, _programme: AwardProgramme, _facts: AwardFacts
) -> Exact | None:
    marks = {item.innovation for item in entrant.nominations} - {None}
    return to_exact(marks.pop()) if len(marks) == 1 else None


def _service(
    _criterion: Criterion, entrant: Entrant, _programme: AwardProgramme, facts: AwardFacts
) -> Exact:
    return months_between(entrant.employee.appointed_on, facts.as_of)


def _given(
    criterion: Criterion, entrant: Entrant, _programme: AwardProgramme, facts: AwardFacts
) -> Exact | None:
    return facts.given.get((entrant.employee.id, criterion.id))


_READ: dict[
    CriterionSource, Callable[[Criterion, Entrant, AwardProgramme, AwardFacts], Exact | None]
] = {
    CriterionSource.PREDIKAT: _points,
    CriterionSource.KOMPETENSI: _match,
    CriterionSource.KEHADIRAN: _attendance,
    CriterionSource.INOVASI: _innovation,
    CriterionSource.JAM_PELAJARAN: _credit_hours,
    CriterionSource.PANEL: _panel_mark,
    CriterionSource.MASA_KERJA: _service,
    CriterionSource.DIBERIKAN: _given,
}

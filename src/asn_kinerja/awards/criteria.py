"""The value of each criterion for one candidate, from facts; a missing fact is no zero."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from asn_kinerja.awards.eligibility import decided_appraisal
from asn_kinerja.awards.facts import AwardFacts, Entrant
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.awards import (
    Attendance,
    AwardProgramme,
    Criterion,
    CriterionSource,
)
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
    employee_id = entrant.employee.id
    match criterion.source:
        case CriterionSource.PREDIKAT:
            return _points(entrant, programme, facts)
        case CriterionSource.KOMPETENSI:
            return job_person_match(entrant, facts=facts)
        case CriterionSource.KEHADIRAN:
            return attendance_share(facts.of("attendance", employee_id), programme.period)
        case CriterionSource.INOVASI:
            marks = {item.innovation for item in entrant.nominations} - {None}
            return to_exact(marks.pop()) if len(marks) == 1 else None
        case CriterionSource.JAM_PELAJARAN:
            return _credit_hours(employee_id, programme.period, facts)


def attendance_share(records: Iterable[Attendance], period: Period) -> Exact | None:
    """Give the days present as a per cent of the working days without lawful leave.

    Args:
        records: Attendance of one person.
        period: The period judged. Its own record counts; without one those of its quarters,
            without them those of its months, so that no day counts twice.

    Returns:
        The exact per cent; `None` without a record or when the whole period was lawful leave.
    """
    within = [
        item
        for item in records
        if period.start <= item.period.start and item.period.end <= period.end
    ]
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


def _points(entrant: Entrant, programme: AwardProgramme, facts: AwardFacts) -> Exact | None:
    appraisal = decided_appraisal(entrant, programme.period, facts=facts)
    points = {item.predicate: item.points for item in programme.predicate_points}
    if appraisal is None or appraisal.predicate not in points:
        return None
    return to_exact(points[appraisal.predicate])


def _credit_hours(employee_id: str, period: Period, facts: AwardFacts) -> Exact:
    """Sum the JP completed in the period, up to the duty; the office chooses who goes."""
    hours = sum(
        facts.course_by_session[item.session_id].credit_hours
        for item in facts.of("enrolments", employee_id)
        if item.completed_on is not None and period.holds(item.completed_on)
    )
    return min(hours, facts.duty_hours.get(employee_id, hours))

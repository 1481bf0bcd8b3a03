"""What each person should improve: competency gaps, weak results, weak behaviour."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from asn_kinerja.legal.terms import BehaviourRating, ResultRating
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import NeedKind, TrainingNeed
from asn_kinerja.scoring.numbers import decimal_places, to_decimal, to_exact
from asn_kinerja.training.facts import TrainingFacts, latest_appraisal

__all__ = ["GAP", "NOT_ASSESSED", "WEAK_BEHAVIOUR", "WEAK_RESULT", "find_needs", "open_gaps"]

GAP = "gap"
NOT_ASSESSED = "not_assessed"
WEAK_RESULT = "weak_result"
WEAK_BEHAVIOUR = "weak_behaviour"


def find_needs(period: Period, *, facts: TrainingFacts) -> tuple[TrainingNeed, ...]:
    """Find what everybody in service should improve.

    A gap is the required level of the post at the end of the period less the level last found.
    Where the period offers training in the competency, the level counts as it was known when its
    first session began, so that a plan does not rest on what that plan brought about. A
    competency that nobody assessed is listed with the reason ``not_assessed``, without level or
    priority. A result rated below expectation leads to guidance, such behaviour to confidential
    counselling, both by the latest appraisal in the period.

    People on unpaid leave, in pre-retirement leave or suspended are left out.

    Args:
        period: The period.
        facts: The records of the office, in any order.

    Returns:
        The needs, sorted by id.

    Legal basis:
        PP 11/2017 art. 206 (gaps); PermenPANRB 6/2022 art. 21 (guidance and counselling).
    """
    first_days = _first_days(period, facts)
    found: list[TrainingNeed] = []
    for held in facts.assignments_by_employee.values():
        assignment = assignment_in(held, period)
        in_service = assignment is not None and assignment.holds(_last_day(period))
        if assignment is None or not in_service or not assignment.condition.has_plan:
            continue
        found += _competency_needs(assignment, period, facts=facts, first_days=first_days)
        found += _performance_needs(assignment, period, facts=facts)
    return tuple(sorted(found, key=lambda need: need.id))


def open_gaps(needs: Iterable[TrainingNeed]) -> tuple[TrainingNeed, ...]:
    """Keep the needs that a training plan can serve: gaps with a priority.

    Args:
        needs: Needs of any kind.

    Returns:
        The gaps, sorted by id.
    """
    gaps = (item for item in needs if item.kind is NeedKind.PELATIHAN and item.gap > 0)
    return tuple(sorted(gaps, key=lambda need: need.id))


def _first_days(period: Period, facts: TrainingFacts) -> dict[str, date]:
    days: dict[str, date] = {}
    for session in facts.sessions_of(period):
        competency = facts.course_of(session.id).competency_id
        if competency is not None:
            days[competency] = min(session.valid_from, days.get(competency, session.valid_from))
    return days


def _competency_needs(
    assignment: Assignment, period: Period, *, facts: TrainingFacts, first_days: dict[str, date]
) -> Iterator[TrainingNeed]:
    last_day = _last_day(period)
    for requirement in facts.requirements_by_position.get(assignment.position_id, ()):
        if not _holds(requirement, last_day):
            continue
        days = (first_days.get(requirement.competency_id, last_day), last_day)
        known = (
            facts.level_of(assignment.employee_id, requirement.competency_id, day=day)
            for day in days
        )
        assessment = next((item for item in known if item is not None), None)
        if assessment is None or assessment.level < requirement.level:
            yield _gap(
                assignment, period, requirement=requirement, assessment=assessment, facts=facts
            )


def _gap(
    assignment: Assignment,
    period: Period,
    *,
    requirement: PositionRequirement,
    assessment: Assessment | None,
    facts: TrainingFacts,
) -> TrainingNeed:
    current = assessment.level if assessment else None
    priority = Decimal(0)
    if current is not None:
        priority = _times(requirement.weight, requirement.level - current)
    return TrainingNeed(
        id=f"{assignment.employee_id}/{period}/{requirement.competency_id}",
        employee_id=assignment.employee_id,
        unit_id=facts.position_by_id[assignment.position_id].unit_id,
        period=period,
        kind=NeedKind.PELATIHAN,
        reason=NOT_ASSESSED if assessment is None else GAP,
        competency_id=requirement.competency_id,
        required=requirement.level,
        current=current,
        weight=requirement.weight,
        priority=priority,
        source_id=requirement.id if assessment is None else assessment.id,
    )


def _performance_needs(
    assignment: Assignment, period: Period, *, facts: TrainingFacts
) -> Iterator[TrainingNeed]:
    appraisal = latest_appraisal(
        item
        for item in facts.appraisals_by_employee.get(assignment.employee_id, ())
        if period.start <= item.period.start and item.period.end <= period.end
    )
    if appraisal is None:
        return
    weak = (
        (NeedKind.BIMBINGAN, WEAK_RESULT, appraisal.results is ResultRating.DI_BAWAH_EKSPEKTASI),
        (
            NeedKind.KONSELING,
            WEAK_BEHAVIOUR,
            appraisal.behaviour is BehaviourRating.DI_BAWAH_EKSPEKTASI,
        ),
    )
    for kind, reason, is_weak in weak:
        if is_weak:
            yield TrainingNeed(
                id=f"{assignment.employee_id}/{period}/{kind}",
                employee_id=assignment.employee_id,
                unit_id=facts.position_by_id[assignment.position_id].unit_id,
                period=period,
                kind=kind,
                reason=reason,
                source_id=appraisal.id,
            )


def _last_day(period: Period) -> date:
    return period.end - timedelta(days=1)


def _holds(requirement: PositionRequirement, day: date) -> bool:
    until = requirement.valid_until
    return requirement.valid_from <= day and (until is None or day < until)


def _times(weight: Decimal, levels: int) -> Decimal:
    product = to_exact(weight) * levels
    return to_decimal(product, decimal_places(product) or 0)

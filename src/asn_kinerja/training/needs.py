"""What each person should improve: competency gaps, weak results, weak behaviour."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.legal.terms import BehaviourRating, GuidanceMark, ResultRating
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import NeedKind, TrainingNeed
from asn_kinerja.scoring.numbers import decimal_places, to_decimal, to_exact
from asn_kinerja.training.facts import TrainingFacts, last_day_of, latest_appraisal

__all__ = [
    "EXPIRED",
    "GAP",
    "NEXT_POST",
    "NOT_ASSESSED",
    "WEAK_BEHAVIOUR",
    "WEAK_RESULT",
    "coming_posts",
    "find_needs",
    "find_unassessed",
    "open_gaps",
    "rank_needs",
]

EXPIRED = "expired"
GAP = "gap"
NEXT_POST = "gap_next_post"
NOT_ASSESSED = "not_assessed"
WEAK_RESULT = "weak_result"
WEAK_BEHAVIOUR = "weak_behaviour"
_SHORT = (GuidanceMark.KURANG_MEMADAI, GuidanceMark.SANGAT_KURANG)


def find_needs(period: Period, *, facts: TrainingFacts) -> tuple[TrainingNeed, ...]:
    """Find what everybody in service should improve.

    A gap is the level that the post at the end of the period requires, less the level last found.
    Where the period offers training in the competency, the level counts as it was known when the
    first session began, so that a plan does not rest on what that plan brought about. A result
    rated below expectation leads to guidance, such behaviour to confidential counselling, both by
    the latest appraisal in the period. A post that begins within a year after the period counts as
    the post to be held: of two gaps in one competency the one of higher priority is kept.

    People on unpaid leave, in pre-retirement leave or suspended are left out.

    Args:
        period: The period.
        facts: The records of the office, in any order.

    Returns:
        The needs, sorted by id.

    Legal basis:
        PP 11/2017 art. 206 (gaps); PermenPANRB 6/2022 art. 21 (guidance and counselling).
    """
    found: list[TrainingNeed] = []
    for assignment in _in_service(period, facts):
        found += _performance_needs(assignment, period, facts=facts)
    gaps: dict[str, TrainingNeed] = {}
    for need in _compare_levels(period, facts):
        kept = gaps.get(need.id)
        if need.gap > 0 and (kept is None or need.priority > kept.priority):
            gaps[need.id] = need
    found += gaps.values()
    return tuple(sorted(found, key=lambda need: need.id))


def find_unassessed(period: Period, *, facts: TrainingFacts) -> tuple[TrainingNeed, ...]:
    """List the required competencies that nobody assessed, or whose assessment has expired.

    Nothing is known of them, so they are no needs: the first thing to do is to assess them.

    Args:
        period: The period.
        facts: The records of the office, in any order.

    Returns:
        One entry for each person and competency, sorted by id, without level or priority.
    """
    unknown = {need.id: need for need in _compare_levels(period, facts) if need.current is None}
    return tuple(need for _, need in sorted(unknown.items()))


def rank_needs(needs: Iterable[TrainingNeed]) -> tuple[TrainingNeed, ...]:
    """Put the needs in the order in which they should be looked at.

    Args:
        needs: Needs of any kind.

    Returns:
        By priority (levels missing times weight), then those noted in an evaluation, then by
        levels missing; equal ones by id.
    """
    return tuple(
        sorted(needs, key=lambda need: (-need.priority, not need.noted, -need.gap, need.id))
    )


def open_gaps(needs: Iterable[TrainingNeed]) -> tuple[TrainingNeed, ...]:
    """Keep the needs that a training plan can serve: gaps with a priority.

    Args:
        needs: Needs of any kind.

    Returns:
        The gaps, sorted by id.
    """
    gaps = (item for item in needs if item.kind is NeedKind.PELATIHAN and item.gap > 0)
    return tuple(sorted(gaps, key=lambda need: need.id))


def _in_service(period: Period, facts: TrainingFacts) -> Iterator[Assignment]:
    """Give the post of everybody who is in service, with an SKP due, when the period ends."""
    for held in facts.assignments_by_employee.values():
        assignment = assignment_in(held, period)
        if assignment is None or not assignment.condition.has_plan:
            continue
        if assignment.holds(last_day_of(period)):
            yield assignment


def _compare_levels(period: Period, facts: TrainingFacts) -> Iterator[TrainingNeed]:
    known = facts.opening_levels(period)
    noted = {
        (item.employee_id, item.competency_id)
        for item in facts.guidance
        if item.mark in _SHORT and item.evaluated_on < period.end
    }
    for assignment in _in_service(period, facts):
        posts = [(assignment, GAP, last_day_of(period))]
        posts += [
            (item, NEXT_POST, item.valid_from)
            for item in coming_posts(assignment, period, facts=facts)
        ]
        for post, reason, day in posts:
            for requirement in facts.requirements_by_position.get(post.position_id, ()):
                subject = (assignment.employee_id, requirement.competency_id)
                if not _holds(requirement, day):
                    continue
                need = _gap(
                    assignment,
                    period,
                    requirement=requirement,
                    assessment=known.get(subject),
                    facts=facts,
                )
                if need.current is not None:
                    need = attrs.evolve(need, reason=reason, noted=subject in noted)
                if need.current is None or need.gap > 0:
                    yield need


def coming_posts(
    assignment: Assignment, period: Period, *, facts: TrainingFacts
) -> Iterator[Assignment]:
    """Give the posts that a person is to hold within a year after a period.

    Args:
        assignment: The post that the person holds.
        period: The period.
        facts: The records of the office.

    Yields:
        Assignments to other posts.

    Legal basis:
        PP 11/2017 art. 206: gaps are found against the post to be held too.
    """
    horizon = period.end.replace(year=period.end.year + 1)  # the first of a month: always a day
    for item in facts.assignments_by_employee[assignment.employee_id]:
        other = item.position_id != assignment.position_id
        if other and item.condition.has_plan and period.end <= item.valid_from < horizon:
            yield item


def _gap(
    assignment: Assignment,
    period: Period,
    *,
    requirement: PositionRequirement,
    assessment: Assessment | None,
    facts: TrainingFacts,
) -> TrainingNeed:
    current = assessment.level if assessment else None
    subject = (assignment.employee_id, requirement.competency_id)
    expired = any(
        item.assessed_on < period.end for item in facts.assessments_by_subject.get(subject, ())
    )
    priority = Decimal(0)
    if current is not None:
        priority = _times(requirement.weight, max(0, requirement.level - current))
    return TrainingNeed(
        id=f"{assignment.employee_id}/{period}/{requirement.competency_id}",
        employee_id=assignment.employee_id,
        unit_id=facts.position_by_id[assignment.position_id].unit_id,
        period=period,
        kind=NeedKind.PELATIHAN,
        reason=GAP if assessment else EXPIRED if expired else NOT_ASSESSED,
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
        if period.covers(item.period)
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


def _holds(requirement: PositionRequirement, day: date) -> bool:
    until = requirement.valid_until
    return requirement.valid_from <= day and (until is None or day < until)


def _times(weight: Decimal, levels: int) -> Decimal:
    product = to_exact(weight) * levels
    return to_decimal(product, decimal_places(product) or 0)

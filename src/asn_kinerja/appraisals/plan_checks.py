"""What is refused in plans and ratings, and what is only worth a look.

A problem that is refused makes appraising impossible; a warning stands beside the results.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.appraisals import Appraisal, GivenRating
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.performance import Indicator, NarrativeTarget, PerformancePlan
from asn_kinerja.records.periods import Period

__all__ = [
    "appraisal_warnings",
    "plan_warnings",
    "refuse_doubtful",
]

_ABSOLUTE = re.compile(r"\b(?:semua|selalu|setiap|tidak\s+pernah)\b", re.IGNORECASE)
_TOLERANT = frozenset(
    {
        PositionClass.ADMINISTRATOR,
        PositionClass.PENGAWAS,
        PositionClass.JF,
        PositionClass.PELAKSANA,
    }
)
_CIVIL_SERVANT_POSTS = frozenset({PositionClass.ADMINISTRATOR, PositionClass.PENGAWAS})


def refuse_doubtful(plans: Iterable[PerformancePlan], *, ratings: Iterable[GivenRating]) -> None:
    """Refuse what leaves open by which plan, or by which ratings, somebody is judged.

    Args:
        plans: All plans.
        ratings: All ratings given.

    Raises:
        InvalidRecord: With a problem for each plan that overlaps another of its assignment and
            for each second rating of one plan and period.
    """
    problems = [*_overlaps(plans), *_doubles(ratings)]
    if error := InvalidRecord.of(problems):
        raise error


def plan_warnings(facts: AppraisalFacts, period: Period) -> tuple[Problem, ...]:
    """List what is odd about plans and assignments of a period.

    Args:
        facts: The records of the office.
        period: The period.

    Returns:
        Absolute targets of administrative and functional posts; contract staff in a post of
        administrator or pengawas; appraisers below a pengawas without delegation.

    Legal basis:
        PermenPANRB 6/2022 art. 1 no. 9, annex pp. 51 and 89.
    """
    current = [
        item for item in facts.assignments if period.overlaps(item.valid_from, item.valid_until)
    ]
    found: list[Problem] = []
    for assignment in current:
        found += _post_warnings(assignment, facts)
        if facts.position_of(assignment).position_class in _TOLERANT:
            for plan in facts.plans_of(assignment.id):
                if period.overlaps(plan.valid_from, plan.valid_until):
                    found += _absolute_targets(plan)
    return (*found, *_weak_appraisers(current, facts))


def appraisal_warnings(
    appraisals: Sequence[Appraisal], *, facts: AppraisalFacts
) -> tuple[Problem, ...]:
    """List what is odd about the appraisals of a period.

    Args:
        appraisals: The appraisals, all of one period.
        facts: The records they were made of.

    Returns:
        Ratings that differ from the proposal without a reason; units whose achievement is not
        known; ratings that no appraisal could use, as they belong to another plan.
    """
    found = [
        Problem("override_without_reason", f"Appraisal[{item.id}].override_reason")
        for item in appraisals
        if item.is_override and not item.override_reason
    ]
    blind = [
        item
        for item in appraisals
        if item.predicate is not None and item.organisation_predicate is None
    ]
    found += [
        Problem("organisation_result_missing", f"OrganisationResult[{unit_id}]")
        for unit_id in sorted({item.organisation_unit_id for item in blind} - {None}, key=str)
    ]
    found += [
        Problem("organisation_unit_unknown", f"Appraisal[{item.id}].organisation_unit_id")
        for item in blind
        if item.organisation_unit_id is None
    ]
    used = {item.plan_id for item in appraisals}
    periods = {item.period for item in appraisals}
    found += [
        Problem("rating_unused", f"GivenRating[{rating.id}]", value=rating.plan_id)
        for rating in facts.ratings
        if rating.period in periods and rating.plan_id not in used
    ]
    return tuple(found)


def _overlaps(plans: Iterable[PerformancePlan]) -> list[Problem]:
    key = attrgetter("assignment_id")
    found = []
    for _, group in groupby(sorted(plans, key=key), key):
        ordered = sorted(group, key=attrgetter("valid_from", "id"))
        found += [
            Problem(
                "overlapping_plans",
                f"PerformancePlan[{second.id}]",
                value=second.id,
                cure=first.id,
            )
            for first, second in pairwise(ordered)
            if second.valid_from < first.valid_until
        ]
    return found


def _doubles(ratings: Iterable[GivenRating]) -> list[Problem]:
    seen: dict[tuple[str, Period], str] = {}
    found = []
    for rating in sorted(ratings, key=attrgetter("id")):
        first = seen.setdefault((rating.plan_id, rating.period), rating.id)
        if first != rating.id:
            found.append(Problem("rating_doubled", f"GivenRating[{rating.id}]", value=first))
    return found


def _post_warnings(assignment: Assignment, facts: AppraisalFacts) -> list[Problem]:
    held_class = facts.position_of(assignment).position_class
    holder = facts.employee(assignment.employee_id)
    if holder is None or not holder.is_contract or held_class not in _CIVIL_SERVANT_POSTS:
        return []
    return [Problem("contract_in_leading_post", f"Assignment[{assignment.id}]", value=held_class)]


def _absolute_targets(plan: PerformancePlan) -> list[Problem]:
    return [
        Problem("absolute_target", f"PerformancePlan[{plan.id}].{indicator.id}", value=words)
        for indicator in plan.indicators
        if (words := ", ".join(_absolute_words(indicator)))
    ]


def _absolute_words(indicator: Indicator) -> list[str]:
    target = indicator.target
    narrative = target.text if isinstance(target, NarrativeTarget) else ""
    text = f"{indicator.text} {narrative}"
    words = [" ".join(word.lower().split()) for word in _ABSOLUTE.findall(text)]
    return list(dict.fromkeys(words))


def _weak_appraisers(current: Sequence[Assignment], facts: AppraisalFacts) -> list[Problem]:
    leaders = {item.employee_id for item in current if facts.position_of(item).position_class.leads}
    below = {item.employee_id for item in current} - leaders
    return [
        Problem("appraiser_below_pengawas", f"Assignment[{item.id}].appraiser_id")
        for item in current
        if item.appraiser_id in below and not item.delegation
    ]

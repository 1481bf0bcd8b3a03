"""By which plan somebody is judged, and which unit's achievement stands beside it."""

from datetime import timedelta

import attrs

from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.legal.terms import AssignmentKind, OrganisationPredicate
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.records.positions import Position

__all__ = [
    "OrganisationFinding",
    "deciding_plan",
    "find_organisation",
    "led_unit",
]

_KINDS = tuple(AssignmentKind)
_OUTSIDE = 1_000_000  # farther than any unit that lies above


@attrs.frozen(kw_only=True)
class OrganisationFinding:
    """Which unit's achievement stands beside an appraisal.

    Args:
        unit_id: The unit that the appraiser leads; `None` if none of the tree.
        predicate: Its predicate; `None` if it is not known.
        period: The period of that predicate.
    """

    unit_id: str | None
    predicate: OrganisationPredicate | None = None
    period: Period | None = None


def deciding_plan(plans: tuple[PerformancePlan, ...], period: Period) -> PerformancePlan | None:
    """Choose the plan a period is judged by: the last one of the assignment that reaches into it.

    Args:
        plans: The plans of one assignment.
        period: The period judged.

    Returns:
        The plan, or `None` when none was made.
    """
    current = [plan for plan in plans if period.overlaps(plan.valid_from, plan.valid_until)]
    return max(current, key=lambda plan: (plan.valid_from, plan.id), default=None)


def led_unit(assignment: Assignment, period: Period, *, facts: AppraisalFacts) -> str | None:
    """Name the unit that the appraiser of an assignment leads.

    Args:
        assignment: The assignment judged.
        period: The period judged.
        facts: The records of the office.

    Returns:
        Of the units the appraiser heads in the period, the nearest one above the person; without
        one, the unit of the appraiser's post. For somebody outside the civil service who judges
        the head of a unit, the unit above it. `None` when the tree holds no such unit.
    """
    appraiser = assignment.appraiser_id
    if appraiser is None:
        return None
    unit_id = facts.position_of(assignment).unit_id
    path = facts.tree.path(unit_id)
    if facts.external_person(appraiser) is not None:
        above = path[1:2] if facts.position_of(assignment).heads_unit else ()
        return above[0] if above else None
    day = min(assignment.valid_until or period.end, period.end) - timedelta(days=1)

    def preference(held: Assignment) -> tuple[int, bool, int, str]:
        return (
            _distance(facts.position_of(held), path),
            not held.holds(day),
            _KINDS.index(held.kind),
            held.id,
        )

    held = [
        item
        for item in facts.assignments_of(appraiser)
        if period.overlaps(item.valid_from, item.valid_until)
    ]
    best = min(held, key=preference, default=None)
    return None if best is None else facts.position_of(best).unit_id


def find_organisation(
    assignment: Assignment, period: Period, *, facts: AppraisalFacts
) -> OrganisationFinding:
    """Find the achievement of the unit that the appraiser leads.

    Args:
        assignment: The assignment judged.
        period: The period judged.
        facts: The records of the office.

    Returns:
        The finding; for a year without result yet, last year's achievement, under its own period.

    Legal basis:
        PermenPANRB 6/2022 annex p. 94 f and g.
    """
    unit_id = led_unit(assignment, period, facts=facts)
    if unit_id is None:
        return OrganisationFinding(unit_id=None)
    found = facts.organisation_result(unit_id, period)
    if found is None and period.kind is PeriodKind.TAHUNAN and period.year > 1:
        found = facts.organisation_result(unit_id, Period(f"{period.year - 1:04}"))
    if found is None:
        return OrganisationFinding(unit_id=unit_id)
    return OrganisationFinding(unit_id=unit_id, predicate=found.predicate, period=found.period)


def _distance(post: Position, path: tuple[str, ...]) -> int:
    heads_above = post.heads_unit and post.unit_id in path
    return path.index(post.unit_id) if heads_above else _OUTSIDE

"""Make the problem that an optimiser solves out of the records of an office."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import zip_longest

import attrs

from asn_kinerja.legal.terms import DutyCondition, PositionClass, PredikatKinerja
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Holiday, TrainingNeed
from asn_kinerja.training.duty import HoursRules, hours_windows
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.needs import coming_posts, open_gaps
from asn_kinerja.training.problem import TrainingProblem

__all__ = ["PlanLimits", "pose_problem", "spans_on_duty"]

_PREDICATES = tuple(PredikatKinerja)


@attrs.frozen(kw_only=True)
class PlanLimits:
    """What an office sets for its plan.

    Args:
        away: Most people of one unit in class on one day; `None` for no limit.
        courses: Most sessions of one person; `None` for no limit.
        floor: So many people of each unit are served at least, where they can be.
        holidays: Days on which no class is held.
    """

    away: int | None = None
    courses: int | None = None
    floor: int = 0
    holidays: tuple[Holiday, ...] = ()


def pose_problem(
    period: Period,
    *,
    needs: Iterable[TrainingNeed],
    facts: TrainingFacts,
    rules: HoursRules,
    limits: PlanLimits = PlanLimits(),
) -> TrainingProblem:
    """Gather people, offers and limits of one year.

    Args:
        period: The year; the sessions that begin in it are planned.
        needs: Needs of any kind; only gaps are planned for.
        facts: The records of the office, in any order.
        rules: Policy of training hours for each status.
        limits: What the office sets.

    Returns:
        The problem. People without an SKP due at the end of the period are no part of it.

    Raises:
        InvalidInput: If a session, need, choice or course names something that is not there, or
            if a limit is below what it can be.
    """
    levels: dict[str, dict[str, int]] = {}
    for (employee_id, competency_id), found in facts.opening_levels(period).items():
        levels.setdefault(employee_id, {})[competency_id] = found.level
    learners = [
        attrs.evolve(
            _learner(employee, assignment, period=period, facts=facts, rules=rules),
            levels=levels.get(employee.id, {}),
        )
        for employee in facts.employees
        if (assignment := _post(employee, period, facts)) is not None
    ]
    known = {learner.employee_id for learner in learners}
    sessions = facts.sessions_of(period)
    planned = {session.id for session in sessions}
    return TrainingProblem(
        id=str(period),
        period=period,
        needs=tuple(need for need in open_gaps(needs) if need.employee_id in known),
        learners=tuple(learners),
        courses=facts.courses,
        sessions=sessions,
        funds=facts.funds,
        guides=facts.guides,
        choices=tuple(
            item for item in facts.choices if item.period == period or item.session_id in planned
        ),
        away_limit=limits.away,
        course_limit=limits.courses,
        unit_floor=limits.floor,
        holidays=limits.holidays,
    )


def spans_on_duty(assignments: Iterable[Assignment]) -> tuple[Span, ...]:
    """Say when somebody is at work: in a post, and not on leave or suspended in any.

    Args:
        assignments: All assignments of one person.

    Returns:
        The spans, in order, as long as they can be.
    """
    held = tuple(assignments)
    marks = sorted(
        {item.valid_from for item in held}
        | {item.valid_until for item in held if item.valid_until is not None}
    )
    spans: list[Span] = []
    for start, end in zip_longest(marks, marks[1:]):
        if not _is_on_duty(held, start):
            continue
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def _is_on_duty(assignments: tuple[Assignment, ...], day: date) -> bool:
    conditions = {item.condition for item in assignments if item.holds(day)}
    return conditions == {DutyCondition.AKTIF}


def _post(employee: Employee, period: Period, facts: TrainingFacts) -> Assignment | None:
    found = assignment_in(facts.assignments_by_employee.get(employee.id, ()), period)
    return found if found is not None and found.condition.has_plan else None


def _learner(
    employee: Employee,
    assignment: Assignment,
    *,
    period: Period,
    facts: TrainingFacts,
    rules: HoursRules,
) -> Learner:
    post = facts.position_by_id[assignment.position_id]
    predicate = facts.predicate_of(employee.id, period)
    return Learner(
        employee_id=employee.id,
        unit_id=post.unit_id,
        position_class=post.position_class,
        is_contract=employee.is_contract,
        standing=len(_PREDICATES) if predicate is None else _PREDICATES.index(predicate),
        on_duty=spans_on_duty(facts.assignments_by_employee[employee.id]),
        windows=hours_windows(employee, period, facts=facts, rules=rules),
        completed=dict(_completed(employee.id, facts)),
        next_classes=_classes_of(coming_posts(assignment, period, facts=facts), facts),
    )


def _classes_of(posts: Iterable[Assignment], facts: TrainingFacts) -> tuple[PositionClass, ...]:
    return tuple(sorted({facts.position_by_id[item.position_id].position_class for item in posts}))


def _completed(employee_id: str, facts: TrainingFacts) -> Iterator[tuple[str, date]]:
    """Give the courses completed with the day, the latest first, so that the first day stays."""
    done = [
        (item.completed_on, facts.course_of(item.session_id).id)
        for item in facts.enrolments_by_employee.get(employee_id, ())
        if item.completed_on is not None
    ]
    for day, course_id in sorted(done, reverse=True):
        yield course_id, day

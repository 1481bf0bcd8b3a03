"""`PlanReport`: everything the documents of one training plan show, as plain rows."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

import attrs

from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    Fund,
    Session,
    TrainingNeed,
    TrainingPlan,
)
from asn_kinerja.training.learners import HoursWindow, Learner
from asn_kinerja.training.problem import TrainingProblem

__all__ = [
    "HeldBackRow",
    "HoursAnswer",
    "HoursRow",
    "PlanFundRow",
    "PlanPersonRow",
    "PlanReport",
    "PlanSessionRow",
    "WaitingRow",
    "held_back_rows",
]


class HoursAnswer(StrEnum):
    """How the hours of a person would stand once all that is planned is completed."""

    MET = "met"
    SHORT = "short"
    WITHIN = "within"
    UNDECIDED = "undecided"


@attrs.frozen(kw_only=True)
class PlanSessionRow:
    """A session of the year and who is to sit in it.

    Args:
        session: The session.
        course: Its course.
        fund: Who pays; `None` where nobody has to.
        people: Ids of those placed in it, by name.
        is_cancelled: Whether it is too small to take place.
    """

    session: Session
    course: Course
    fund: Fund | None
    people: tuple[str, ...]
    is_cancelled: bool

    @property
    def cost(self) -> int:
        """What the plan spends on it, in rupiah."""
        return self.session.cost * len(self.people)


@attrs.frozen(kw_only=True)
class PlanFundRow:
    """A source of money, in rupiah.

    Args:
        fund: The source with its ceiling.
        planned: What the plan spends.
    """

    fund: Fund
    planned: int

    @property
    def left(self) -> int | None:
        """What is left under the ceiling; `None` without one."""
        return None if self.fund.ceiling is None else self.fund.ceiling - self.planned


@attrs.frozen(kw_only=True)
class HoursRow:
    """Hours of a person in one year of counting.

    Args:
        window: The year with duty and ceiling.
        hours: JP completed outside the plan and JP planned, together.
    """

    window: HoursWindow
    hours: int

    @property
    def answer(self) -> HoursAnswer:
        """How the hours stand against the rule."""
        if self.window.ceiling is not None:
            return HoursAnswer.WITHIN
        if not self.window.duty:
            return HoursAnswer.UNDECIDED
        return HoursAnswer.SHORT if self.missing else HoursAnswer.MET

    @property
    def missing(self) -> int:
        """JP missing to the duty."""
        return max(0, self.window.duty - self.hours)


@attrs.frozen(kw_only=True)
class PlanPersonRow:
    """A person with what is planned.

    Args:
        learner: The person as the plan sees one.
        sessions: Sessions attended, by first day.
        served: Needs the plan serves, by id.
        waiting: Needs that wait, by id.
        hours: A row for each year of counting that the plan touches; none without a rule of
            hours.
    """

    learner: Learner
    sessions: tuple[PlanSessionRow, ...]
    served: tuple[TrainingNeed, ...]
    waiting: tuple[TrainingNeed, ...]
    hours: tuple[HoursRow, ...]

    @property
    def planned(self) -> int:
        """JP of all sessions planned."""
        return sum(row.course.credit_hours for row in self.sessions)


@attrs.frozen(kw_only=True)
class WaitingRow:
    """A need that the plan does not serve.

    Args:
        place: Its place on the waiting list, from 1.
        need: The need.
        constraints: Codes of what stands in the way.
    """

    place: int
    need: TrainingNeed
    constraints: tuple[str, ...]


@attrs.frozen(kw_only=True)
class HeldBackRow:
    """A course that is not offered again, and why.

    Args:
        course: Name of the course.
        instead: Names of the courses that stand in for it.
        evaluation: The evaluation that says so; `None` when it is no longer kept.
    """

    course: str
    instead: tuple[str, ...]
    evaluation: CourseEvaluation | None


@attrs.frozen(kw_only=True)
class PlanReport:
    """The plan of one office in one year.

    Args:
        programme: Settings of the office.
        plan: The plan.
        problem: What it had to decide.
        names: Printed names of people, units, competencies and courses, by id.
        evaluations: Evaluations that the plan learnt from, by id.
        is_kept: Whether a store holds the plan; a draft is made to be looked at.
    """

    programme: Programme
    plan: TrainingPlan
    problem: TrainingProblem
    names: Mapping[str, str] = attrs.field(factory=dict, hash=False)
    evaluations: Mapping[str, CourseEvaluation] = attrs.field(factory=dict, hash=False)
    is_kept: bool = True

    def name(self, key: str) -> str:
        """Give the printed name of a person, unit, competency or course; else its id."""
        return self.names.get(key, key)

    @property
    def is_decided(self) -> bool:
        """Whether the PPK has decided it."""
        return self.plan.is_decided

    @cached_property
    def need_by_id(self) -> Mapping[str, TrainingNeed]:
        """Needs by id."""
        return {need.id: need for need in self.problem.needs}

    @cached_property
    def sessions(self) -> tuple[PlanSessionRow, ...]:
        """Sessions that were offered, by first day."""
        placed: dict[str, list[str]] = {}
        for item in self.plan.placements:
            placed.setdefault(item.session_id, []).append(item.employee_id)
        rows = [
            PlanSessionRow(
                session=session,
                course=self.problem.course_of(session),
                fund=self.problem.fund_by_id.get(session.fund_id),
                people=tuple(sorted(placed.get(session.id, ()), key=self._by_name)),
                is_cancelled=session.id in self.plan.cancelled,
            )
            for session in self.problem.sessions
        ]
        return tuple(sorted(rows, key=lambda row: (row.session.valid_from, row.session.id)))

    @cached_property
    def funds(self) -> tuple[PlanFundRow, ...]:
        """Sources of money, those with a ceiling first, by name."""
        rows = [
            PlanFundRow(
                fund=fund,
                planned=sum(row.cost for row in self.sessions if row.session.fund_id == fund.id),
            )
            for fund in self.problem.funds
        ]
        return tuple(sorted(rows, key=lambda row: (row.fund.ceiling is None, row.fund.name)))

    @cached_property
    def waiting(self) -> tuple[WaitingRow, ...]:
        """Needs that wait, in the order in which they take seats that become free."""
        codes = {item.need_id: item.constraints for item in self.plan.unmet}
        order = [*self.plan.waiting, *(name for name in codes if name not in self.plan.waiting)]
        known = [name for name in order if name in self.need_by_id and name in codes]
        return tuple(
            WaitingRow(place=place, need=self.need_by_id[name], constraints=codes[name])
            for place, name in enumerate(known, 1)
        )

    @cached_property
    def people(self) -> tuple[PlanPersonRow, ...]:
        """Everybody who may be trained, by name."""
        served: dict[str, list[TrainingNeed]] = {}
        for item in self.plan.placements:
            found = [self.need_by_id[name] for name in item.need_ids if name in self.need_by_id]
            served.setdefault(item.employee_id, []).extend(found)
        waiting: dict[str, list[TrainingNeed]] = {}
        for row in self.waiting:
            waiting.setdefault(row.need.employee_id, []).append(row.need)
        attended: dict[str, list[PlanSessionRow]] = {}
        for session in self.sessions:
            for person in session.people:
                attended.setdefault(person, []).append(session)
        rows = [
            PlanPersonRow(
                learner=learner,
                sessions=tuple(attended.get(learner.employee_id, ())),
                served=_by_id(served.get(learner.employee_id, [])),
                waiting=_by_id(waiting.get(learner.employee_id, [])),
                hours=_hours(learner, attended.get(learner.employee_id, []), year=self.plan.period),
            )
            for learner in self.problem.learners
        ]
        return tuple(sorted(rows, key=lambda row: self._by_name(row.learner.employee_id)))

    @cached_property
    def held_back(self) -> tuple[HeldBackRow, ...]:
        """Courses that are not offered again, by id."""
        return held_back_rows(self.plan, names=self.names, evaluations=self.evaluations)

    def _by_name(self, person: str) -> tuple[str, str]:
        return self.name(person), person


def held_back_rows(
    plan: TrainingPlan, *, names: Mapping[str, str], evaluations: Mapping[str, CourseEvaluation]
) -> tuple[HeldBackRow, ...]:
    """Name the courses that a plan does not offer again.

    Args:
        plan: The plan.
        names: Printed names of courses, by id.
        evaluations: Evaluations, by id.

    Returns:
        The rows, by id of the course.
    """
    return tuple(
        HeldBackRow(
            course=names.get(item.course_id, item.course_id),
            instead=tuple(names.get(name, name) for name in item.instead),
            evaluation=evaluations.get(item.evaluation_id),
        )
        for item in plan.held_back
    )


def _by_id(needs: list[TrainingNeed]) -> tuple[TrainingNeed, ...]:
    return tuple(sorted(needs, key=lambda need: need.id))


def _hours(
    learner: Learner, sessions: list[PlanSessionRow], *, year: Period
) -> tuple[HoursRow, ...]:
    rows = (
        HoursRow(
            window=window,
            hours=window.used
            + sum(row.course.credit_hours for row in sessions if window.counts(row.session)),
        )
        for window in learner.windows
    )
    return tuple(row for row in rows if row.hours or row.window.span.start < year.end)

"""What a training plan has to decide, as plain facts that every optimiser reads alike."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import (
    Course,
    Fund,
    GuidanceProvider,
    Holiday,
    Session,
    TrainingChoice,
    TrainingNeed,
    TrainingPlan,
)
from asn_kinerja.training.learners import Learner
from asn_kinerja.training.posed_checks import find_cycles, find_doubles

__all__ = ["TrainingOptimiser", "TrainingProblem"]


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=attrgetter("id")))


def _in_order(days: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return tuple(sorted(set(days), key=attrgetter("day", "name")))


def _by_person(records: Iterable[Learner]) -> tuple[Learner, ...]:
    return tuple(sorted(records, key=attrgetter("employee_id")))


@attrs.frozen(kw_only=True)
class TrainingProblem:
    """Needs, offers and limits of one year; the order of the rows does not matter.

    A seat is given to serve a need, to prepare for a course that serves one, or because the
    office says so; seats that are left go to those who lack hours of duty.

    Args:
        id: Key of the plan that is to be made.
        period: The year.
        needs: Gaps to serve.
        learners: Everybody who may be trained.
        courses: The catalogue.
        sessions: The sessions of the year.
        funds: Sources of money.
        away_limit: Most people of one unit in class on one day; `None` for no limit.
        course_limit: Most sessions of one person; `None` for no limit.
        unit_floor: So many people of each unit are to be served in a need at least, or all who
            have an offer open to them where they are fewer.
        choices: What the office has fixed.
        holidays: Days on which no class is held.
        guides: Mentors, experts and counsellors; at one time no more people attend the sessions
            of one of them, all together, than the load allows.

    Raises:
        InvalidInput: If a session, need, choice or course names something that is not there, if
            two of a kind have one key, if prerequisites go round in a circle, or if a limit is
            below what it can be.
    """

    id: str
    period: Period
    needs: tuple[TrainingNeed, ...] = attrs.field(converter=_by_id)
    learners: tuple[Learner, ...] = attrs.field(converter=_by_person)
    courses: tuple[Course, ...] = attrs.field(converter=_by_id)
    sessions: tuple[Session, ...] = attrs.field(converter=_by_id)
    funds: tuple[Fund, ...] = attrs.field(default=(), converter=_by_id)
    away_limit: int | None = None
    course_limit: int | None = None
    unit_floor: int = 0
    choices: tuple[TrainingChoice, ...] = attrs.field(default=(), converter=_by_id)
    holidays: tuple[Holiday, ...] = attrs.field(default=(), converter=_in_order)
    guides: tuple[GuidanceProvider, ...] = attrs.field(default=(), converter=_by_id)

    def __attrs_post_init__(self) -> None:
        """Check that everything named is there and that the limits make sense."""
        problems = [
            *find_doubles(self.needs),
            *find_doubles(self.learners, field="employee_id"),
            *find_doubles(self.courses),
            *find_doubles(self.sessions),
            *find_doubles(self.funds),
            *find_doubles(self.choices),
            *find_doubles(self.guides),
            *_unknown("course_id", self.sessions, known=self.course_by_id),
            *_unknown(
                "fund_id", [item for item in self.sessions if item.cost], known=self.fund_by_id
            ),
            *_unknown(
                "guide_id",
                [item for item in self.sessions if item.guide_id],
                known={guide.id: guide for guide in self.guides},
            ),
            *(
                Problem("no_record", f"needs[{position}].employee_id")
                for position, need in enumerate(self.needs)
                if need.employee_id not in self.learner_by_id
            ),
            *_bad_choices(self),
            *_too_low("away_limit", self.away_limit),
            *_too_low("course_limit", self.course_limit),
            *_too_low("unit_floor", self.unit_floor, low=0),
            *(
                Problem(
                    "prerequisite_cycle",
                    f"Course[{cycle[0]}].prerequisites",
                    value=" > ".join(cycle),
                )
                for cycle in find_cycles({item.id: item.prerequisites for item in self.courses})
            ),
        ]
        if error := InvalidInput.of(problems):
            raise error

    @cached_property
    def course_by_id(self) -> Mapping[str, Course]:
        """Courses by id."""
        return {course.id: course for course in self.courses}

    @cached_property
    def session_by_id(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def learner_by_id(self) -> Mapping[str, Learner]:
        """People by id."""
        return {learner.employee_id: learner for learner in self.learners}

    @cached_property
    def fund_by_id(self) -> Mapping[str, Fund]:
        """Sources of money by id."""
        return {fund.id: fund for fund in self.funds}

    def course_of(self, session: Session) -> Course:
        """Give the course that a session runs."""
        return self.course_by_id[session.course_id]

    def away_days(self, session: Session) -> tuple[int, ...]:
        """Give the days on which participants are not at their desks, as ordinals.

        Args:
            session: The session.

        Returns:
            All its days for classes, none for learning outside a class.
        """
        if self.course_of(session).path is not TrainingPath.KLASIKAL:
            return ()
        return tuple(range(session.valid_from.toordinal(), session.valid_until.toordinal()))

    def offers(self, need: TrainingNeed) -> tuple[Session, ...]:
        """List the sessions that would serve a need, the most fitting first.

        A session serves a gap when its course leads above the level found. Those that close the
        gap go first, then those that overshoot least, then cheap before dear, early before late.

        Args:
            need: The need.

        Returns:
            The sessions, whether or not there is room.
        """
        gap = (need.competency_id, need.current, need.required)
        found = self._offers.get(gap)
        if found is None:
            serving = self._serving(need)
            found = tuple(sorted(serving, key=lambda session: self._fit(session, need)))
            self._offers[gap] = found
        return found

    @cached_property
    def _offers(self) -> dict[tuple[object, ...], tuple[Session, ...]]:
        return {}

    def holidays_in(self, session: Session) -> tuple[Holiday, ...]:
        """Give the holidays on which a class would be held; learning outside a class meets none."""
        if self.course_of(session).path is not TrainingPath.KLASIKAL:
            return ()
        first, end = session.valid_from, session.valid_until
        return tuple(item for item in self.holidays if first <= item.day < end)

    def _serving(self, need: TrainingNeed) -> Iterable[Session]:
        for session in self._by_competency.get(need.competency_id or "", ()):
            level = self.course_of(session).level
            if level is None or level > (need.current or 0):
                yield session

    def _fit(self, session: Session, need: TrainingNeed) -> tuple[int, int, int, date, str]:
        required = need.required or 0
        level = self.course_of(session).level
        reached = required if level is None else level
        short, over = max(0, required - reached), max(0, reached - required)
        return (short, over, session.cost, session.valid_from, session.id)

    @cached_property
    def _by_competency(self) -> Mapping[str, tuple[Session, ...]]:
        groups: dict[str, tuple[Session, ...]] = {}
        for session in self.sessions:
            competency = self.course_of(session).competency_id
            if competency is not None:
                groups[competency] = (*groups.get(competency, ()), session)
        return groups


class TrainingOptimiser(Protocol):
    """Whoever makes a plan of a problem: the same problem, the same plan."""

    @property
    def id(self) -> str:
        """Stable key, such as ``"greedy"``; it stands in the plan."""

    def plan(self, problem: TrainingProblem) -> TrainingPlan:
        """Make a plan.

        Args:
            problem: What is to be decided.

        Returns:
            A plan within all limits of the problem, with a reason for each need not served.
        """


def _unknown(
    name: str, sessions: Iterable[Session], *, known: Mapping[str, object]
) -> list[Problem]:
    return [
        Problem(
            "not_found", f"Session[{session.id}].{name}", value=value, cure=", ".join(known) or "-"
        )
        for session in sessions
        if (value := getattr(session, name)) not in known
    ]


def _bad_choices(problem: TrainingProblem) -> list[Problem]:
    found = []
    for choice in problem.choices:
        place = f"TrainingChoice[{choice.id}]"
        if choice.employee_id not in problem.learner_by_id:
            found.append(Problem("no_record", f"{place}.employee_id"))
        if choice.session_id not in problem.session_by_id:
            found.append(Problem("not_found", f"{place}.session_id", value=choice.session_id))
        if choice.period != problem.period:
            found.append(Problem("choice_of_another_year", f"{place}.period",
                                 value=choice.period, cure=str(problem.period)))  # fmt: skip
    return found


def _too_low(name: str, number: int | None, *, low: int = 1) -> list[Problem]:
    if number is None or number >= low:
        return []
    return [Problem("out_of_bounds", name, value=number, cure=f">= {low}")]

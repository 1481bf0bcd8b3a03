"""What a training plan has to decide, as plain facts that every optimiser reads alike."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, Fund, Session, TrainingNeed, TrainingPlan

__all__ = [
    "HoursWindow",
    "Learner",
    "Span",
    "TrainingOptimiser",
    "TrainingProblem",
]


@attrs.frozen(order=True)
class Span:
    """Days from the first to the one before the last.

    Args:
        start: First day.
        end: The day after the last; `None` while open.
    """

    start: date
    end: date | None = None

    def covers(self, start: date, end: date) -> bool:
        """Whether all days of another span lie in it."""
        return self.start <= start and (self.end is None or end <= self.end)


@attrs.frozen(kw_only=True)
class HoursWindow:
    """A year in which the training hours of one person are counted.

    Args:
        span: The year: calendar year of a civil servant, contract year of a PPPK.
        used: JP completed in it outside the sessions of the plan.
        duty: JP to be reached; 0 without a duty.
        ceiling: JP not to be passed; `None` without a ceiling.
    """

    span: Span
    used: int = 0
    duty: int = 0
    ceiling: int | None = None

    def counts(self, session: Session) -> bool:
        """Whether the hours of a session fall into it: they count on the last day."""
        last_day = session.valid_until - timedelta(days=1)
        return self.span.covers(last_day, session.valid_until)


@attrs.frozen(kw_only=True)
class Learner:
    """A person as a plan sees one.

    Args:
        employee_id: Who.
        unit_id: Unit of the post.
        position_class: Class of the post.
        is_contract: Whether a PPPK, for whom the better predicate goes first.
        standing: 0 for the best predicate, higher for worse and for none.
        on_duty: When the person is at work.
        windows: How the hours are counted.
        completed: Day on which courses were first completed, by course.
        levels: Levels known, by competency.
    """

    employee_id: str
    unit_id: str
    position_class: PositionClass
    is_contract: bool = False
    standing: int = 0
    on_duty: tuple[Span, ...] = ()
    windows: tuple[HoursWindow, ...] = ()
    completed: Mapping[str, date] = attrs.field(factory=dict)
    levels: Mapping[str, int] = attrs.field(factory=dict)

    def attends(self, session: Session) -> bool:
        """Whether the person is at work on all days of a session."""
        return any(span.covers(session.valid_from, session.valid_until) for span in self.on_duty)


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=attrgetter("id")))


def _by_person(records: Iterable[Learner]) -> tuple[Learner, ...]:
    return tuple(sorted(records, key=attrgetter("employee_id")))


@attrs.frozen(kw_only=True)
class TrainingProblem:
    """Needs, offers and limits of one year; the order of the rows does not matter.

    Args:
        id: Key of the plan that is to be made.
        period: The year.
        needs: Gaps to serve.
        learners: Everybody who may be trained.
        courses: The catalogue.
        sessions: The sessions of the year.
        funds: Sources of money.
        away_limit: Most people of one unit in class on one day; `None` for no limit.

    Raises:
        InvalidInput: If a session, need or course names something that is not there.
    """

    id: str
    period: Period
    needs: tuple[TrainingNeed, ...] = attrs.field(converter=_by_id)
    learners: tuple[Learner, ...] = attrs.field(converter=_by_person)
    courses: tuple[Course, ...] = attrs.field(converter=_by_id)
    sessions: tuple[Session, ...] = attrs.field(converter=_by_id)
    funds: tuple[Fund, ...] = attrs.field(default=(), converter=_by_id)
    away_limit: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check that everything named is there."""
        problems = [
            *_unknown("course_id", self.sessions, known=self.course_by_id),
            *_unknown(
                "fund_id", [item for item in self.sessions if item.cost], known=self.fund_by_id
            ),
            *(
                Problem("no_record", f"needs[{position}].employee_id")
                for position, need in enumerate(self.needs)
                if need.employee_id not in self.learner_by_id
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
    def need_by_id(self) -> Mapping[str, TrainingNeed]:
        """Needs by id."""
        return {need.id: need for need in self.needs}

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
        return self._offers[need.id]

    @cached_property
    def _offers(self) -> Mapping[str, tuple[Session, ...]]:
        return {
            need.id: tuple(
                sorted(self._serving(need), key=lambda session: self._fit(session, need))
            )
            for need in self.needs
        }

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
        Problem("not_found", f"Session[{session.id}].{name}", value=value, cure=", ".join(known))
        for session in sessions
        if (value := getattr(session, name)) not in known
    ]

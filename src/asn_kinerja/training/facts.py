"""`TrainingFacts`: the records of an office that training looks at, with their look-ups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

import attrs

from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.guidance import GuidanceEvaluation
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period, PeriodKind
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import (
    Course,
    Enrolment,
    Fund,
    GuidanceProvider,
    Session,
    TrainingChoice,
    TrainingFeedback,
)

__all__ = [
    "TrainingFacts",
    "first_after",
    "last_day_of",
    "latest_appraisal",
    "latest_assessment",
]

R = TypeVar("R")


@attrs.frozen(kw_only=True)
class TrainingFacts:
    """What training is decided by. Every list may come in any order.

    Args:
        employees: The people.
        assignments: Who holds which post.
        positions: The posts.
        requirements: Levels that posts require.
        assessments: Levels that people were found to have.
        appraisals: Appraisals of the period and, where known, of earlier ones.
        courses: The catalogue.
        sessions: Runs of the courses.
        funds: Sources of money.
        enrolments: Who attended what.
        feedback: What participants said.
        guidance: How competencies stood after guidance.
        guides: Mentors, experts and counsellors.
        choices: Who attends what, or does not, as the office fixed.
    """

    employees: tuple[Employee, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    positions: tuple[Position, ...] = ()
    requirements: tuple[PositionRequirement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    courses: tuple[Course, ...] = ()
    sessions: tuple[Session, ...] = ()
    funds: tuple[Fund, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    feedback: tuple[TrainingFeedback, ...] = ()
    guidance: tuple[GuidanceEvaluation, ...] = ()
    guides: tuple[GuidanceProvider, ...] = ()
    choices: tuple[TrainingChoice, ...] = ()

    @cached_property
    def course_by_id(self) -> Mapping[str, Course]:
        """Courses by id."""
        return {course.id: course for course in self.courses}

    @cached_property
    def session_by_id(self) -> Mapping[str, Session]:
        """Sessions by id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def position_by_id(self) -> Mapping[str, Position]:
        """Posts by id."""
        return {position.id: position for position in self.positions}

    @cached_property
    def assignments_by_employee(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments of each person."""
        return _grouped(self.assignments, lambda item: item.employee_id)

    @cached_property
    def appraisals_by_employee(self) -> Mapping[str, tuple[Appraisal, ...]]:
        """Appraisals of each person."""
        return _grouped(self.appraisals, lambda item: item.employee_id)

    @cached_property
    def assessments_by_subject(self) -> Mapping[tuple[str, str], tuple[Assessment, ...]]:
        """Assessments by person and competency."""
        return _grouped(self.assessments, lambda item: (item.employee_id, item.competency_id))

    @cached_property
    def requirements_by_position(self) -> Mapping[str, tuple[PositionRequirement, ...]]:
        """Required levels of each post."""
        return _grouped(self.requirements, lambda item: item.position_id)

    @cached_property
    def enrolments_by_employee(self) -> Mapping[str, tuple[Enrolment, ...]]:
        """Enrolments of each person."""
        return _grouped(self.enrolments, lambda item: item.employee_id)

    @cached_property
    def enrolments_by_session(self) -> Mapping[str, tuple[Enrolment, ...]]:
        """Enrolments in each session."""
        return _grouped(self.enrolments, lambda item: item.session_id)

    @cached_property
    def feedback_by_session(self) -> Mapping[str, tuple[TrainingFeedback, ...]]:
        """Feedback on each session."""
        return _grouped(self.feedback, lambda item: item.session_id)

    def sessions_of(self, period: Period) -> tuple[Session, ...]:
        """Give the sessions that begin in a period, sorted by id.

        Args:
            period: The period.

        Returns:
            The sessions.
        """
        found = (session for session in self.sessions if period.holds(session.valid_from))
        return tuple(sorted(found, key=lambda session: session.id))

    def course_of(self, session_id: str) -> Course:
        """Give the course that a session runs."""
        return self.course_by_id[self.session_by_id[session_id].course_id]

    def opening_levels(self, period: Period) -> Mapping[tuple[str, str], Assessment]:
        """Give the level from which a person starts into the training of a period.

        That is the level known when the first session for its competency begins. Who was first
        assessed later, and a competency without session, goes by the last day of the period.

        Args:
            period: The period.

        Returns:
            Assessments by person and competency; what nobody assessed is absent.
        """
        last_day = last_day_of(period)
        opened: dict[str, date] = {}
        for session in self.sessions_of(period):
            competency = self.course_of(session.id).competency_id
            if competency is not None:
                day = opened.get(competency, session.valid_from)
                opened[competency] = min(session.valid_from, day)
        levels = {}
        for subject, assessments in self.assessments_by_subject.items():
            days = (opened.get(subject[1], last_day), last_day)
            known = (latest_assessment(assessments, day=day) for day in days)
            found = next((item for item in known if item is not None), None)
            if found is not None:
                levels[subject] = found
        return levels

    def class_of(self, employee_id: str, day: date) -> str:
        """Give the class of the post that a person holds on a day; empty without one."""
        held = self.assignments_by_employee.get(employee_id, ())
        posts = (self.position_by_id.get(item.position_id) for item in held if item.holds(day))
        return min((post.position_class.value for post in posts if post), default="")

    def predicate_of(self, employee_id: str, period: Period) -> PredikatKinerja | None:
        """Give the latest predicate of a person that is known when a period ends.

        Args:
            employee_id: Who.
            period: The period.

        Returns:
            The predicate, or `None` when nobody was appraised by then.
        """
        known = (
            item
            for item in self.appraisals_by_employee.get(employee_id, ())
            if item.period.end <= period.end
        )
        found = latest_appraisal(known)
        return found.predicate if found else None


def last_day_of(period: Period) -> date:
    """Give the last day of a period."""
    return period.end - timedelta(days=1)


def latest_assessment(assessments: Iterable[Assessment], *, day: date) -> Assessment | None:
    """Choose the latest assessment that counts on a day.

    Args:
        assessments: Assessments of one competency of one person.
        day: The day.

    Returns:
        The assessment, or `None` when none counts; of two of one day the one with the last id.
    """
    counting = (item for item in assessments if item.counts_on(day))
    return max(counting, key=lambda item: (item.assessed_on, item.id), default=None)


def first_after(assessments: Iterable[Assessment], *, day: date) -> Assessment | None:
    """Choose the first assessment from a day on.

    Args:
        assessments: Assessments of one competency of one person.
        day: The day.

    Returns:
        The assessment, or `None`; of two of one day the one with the first id.
    """
    later = (item for item in assessments if item.assessed_on >= day)
    return min(later, key=lambda item: (item.assessed_on, item.id), default=None)


def latest_appraisal(appraisals: Iterable[Appraisal]) -> Appraisal | None:
    """Choose the latest appraisal that has a predicate; a year goes before its last quarter.

    Args:
        appraisals: Appraisals of one person.

    Returns:
        The appraisal, or `None` when there is none with a predicate.
    """
    appraised = (item for item in appraisals if item.predicate is not None)
    return max(
        appraised,
        key=lambda item: (item.period.end, item.period.kind is PeriodKind.TAHUNAN, item.id),
        default=None,
    )


K = TypeVar("K")


def _grouped(records: Iterable[R], key: Callable[[R], K]) -> dict[K, tuple[R, ...]]:
    groups: defaultdict[K, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return {name: tuple(members) for name, members in groups.items()}

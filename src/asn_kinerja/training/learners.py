"""`Learner`: a person as a training plan sees one, with days on duty and years of hours."""

from collections.abc import Mapping
from datetime import date, timedelta

import attrs

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import Course, Session

__all__ = ["HoursWindow", "Learner", "Span"]


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
        next_classes: Classes of the posts that the person is to hold soon.
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
    next_classes: tuple[PositionClass, ...] = ()

    def attends(self, session: Session) -> bool:
        """Whether the person is at work on all days of a session."""
        return any(span.covers(session.valid_from, session.valid_until) for span in self.on_duty)

    def is_meant(self, course: Course) -> bool:
        """Whether a course is meant for the post held or to be held, or for all.

        Legal basis:
            PP 11/2017 art. 217: leadership training goes with the post.
        """
        classes = course.for_classes
        return not classes or any(
            one in classes for one in (self.position_class, *self.next_classes)
        )

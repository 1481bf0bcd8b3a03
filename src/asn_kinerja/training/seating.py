"""`Seating`: who sits where while a plan is made, and what stands against one more placement."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from asn_kinerja.records.training import Placement, Session
from asn_kinerja.training.problem import HoursWindow, Learner, TrainingProblem

__all__ = ["Seating"]


class Seating:
    """Placements under way, with the counts that the limits are about.

    Args:
        problem: What is to be decided.
        cancelled: Sessions that do not take place.
    """

    def __init__(self, problem: TrainingProblem, cancelled: Iterable[str] = ()) -> None:
        self.problem = problem
        self.cancelled = set(cancelled)
        self._needs: dict[tuple[str, str], tuple[str, ...]] = {}
        self._sessions: defaultdict[str, set[str]] = defaultdict(set)
        self._people: defaultdict[str, set[str]] = defaultdict(set)
        self._spent: Counter[str] = Counter()
        self._away: Counter[tuple[str, int]] = Counter()
        self._hours: Counter[tuple[str, HoursWindow]] = Counter()

    @property
    def placements(self) -> tuple[Placement, ...]:
        """All placements, sorted by session and person."""
        return tuple(
            Placement(employee_id=employee_id, session_id=session_id, need_ids=need_ids)
            for (session_id, employee_id), need_ids in sorted(self._needs.items())
        )

    def people_in(self, session_id: str) -> frozenset[str]:
        """Name who sits in a session."""
        return frozenset(self._people[session_id])

    def sessions_of(self, employee_id: str) -> frozenset[str]:
        """Name the sessions of a person."""
        return frozenset(self._sessions[employee_id])

    def takes(self, employee_id: str, course_id: str) -> bool:
        """Whether a person sits in any session of a course."""
        by_id = self.problem.session_by_id
        return any(by_id[name].course_id == course_id for name in self._sessions[employee_id])

    def needs_of(self, employee_id: str, session_id: str) -> tuple[str, ...]:
        """Name the needs that a placement serves."""
        return self._needs[session_id, employee_id]

    def hours(self, learner: Learner, window: HoursWindow) -> int:
        """Count the JP of a person in a window, those completed before the plan included."""
        return window.used + self._hours[learner.employee_id, window]

    def add(self, employee_id: str, session_id: str, *, need_ids: tuple[str, ...] = ()) -> None:
        """Give a seat, whatever stands against it."""
        self._needs[session_id, employee_id] = need_ids
        self._sessions[employee_id].add(session_id)
        self._people[session_id].add(employee_id)
        self._count(employee_id, session_id, step=1)

    def remove(self, employee_id: str, session_id: str) -> tuple[str, ...]:
        """Take a seat away.

        Args:
            employee_id: Whose.
            session_id: Where.

        Returns:
            The needs that the placement served.
        """
        self._sessions[employee_id].remove(session_id)
        self._people[session_id].remove(employee_id)
        self._count(employee_id, session_id, step=-1)
        return self._needs.pop((session_id, employee_id))

    def is_short(self, session: Session) -> bool:
        """Whether a session has people, but fewer than it needs to take place."""
        return 0 < len(self._people[session.id]) < session.minimum_size

    def obstacles(self, employee_id: str, session_id: str) -> tuple[str, ...]:
        """Say what stands against one more placement, with all others as they are.

        Args:
            employee_id: Who.
            session_id: Where.

        Returns:
            Codes of all constraints in the way, sorted; empty when there is room.
        """
        problem = self.problem
        session, learner = problem.session_by_id[session_id], problem.learner_by_id[employee_id]
        found = [f"clash:{other}" for other in self._clashes(learner, session)]
        found += self._of_session(learner, session)
        found += self._of_person(learner, session)
        return tuple(sorted(found))

    def _of_session(self, learner: Learner, session: Session) -> Iterable[str]:
        if session.id in self.cancelled:
            yield f"minimum:{session.id}"
        if len(self._people[session.id]) >= session.seats:
            yield f"seats:{session.id}"
        if session.cost and not self._can_pay(session):
            yield f"fund:{session.fund_id}"
        if self._leaves_too_few(learner, session):
            yield f"away:{session.id}"

    def _of_person(self, learner: Learner, session: Session) -> Iterable[str]:
        course = self.problem.course_of(session)
        if course.for_classes and learner.position_class not in course.for_classes:
            yield f"class:{session.id}"
        for required in course.prerequisites:
            done = learner.completed.get(required)
            if done is None or done >= session.valid_from:
                yield f"prerequisite:{required}"
        for window in learner.windows:
            if window.ceiling is None or not window.counts(session):
                continue
            if self.hours(learner, window) + course.credit_hours > window.ceiling:
                yield "ceiling_jp"
        if not learner.attends(session):
            yield "on_leave"

    def _leaves_too_few(self, learner: Learner, session: Session) -> bool:
        """Whether, on a day of the session, the unit has no further person to spare."""
        limit = self.problem.away_limit
        if limit is None:
            return False
        by_id = self.problem.session_by_id
        own = {
            day
            for name in self._sessions[learner.employee_id]
            for day in self.problem.away_days(by_id[name])
        }
        return any(
            self._away[learner.unit_id, day] - (day in own) >= limit
            for day in self.problem.away_days(session)
        )

    def _can_pay(self, session: Session) -> bool:
        ceiling = self.problem.fund_by_id[session.fund_id].ceiling
        return ceiling is None or self._spent[session.fund_id] + session.cost <= ceiling

    def _clashes(self, learner: Learner, session: Session) -> list[str]:
        by_id = self.problem.session_by_id
        return [
            name
            for name in self._sessions[learner.employee_id]
            if name != session.id and by_id[name].clashes(session)
        ]

    def _count(self, employee_id: str, session_id: str, *, step: int) -> None:
        problem = self.problem
        session, learner = problem.session_by_id[session_id], problem.learner_by_id[employee_id]
        self._spent[session.fund_id] += step * session.cost
        for day in problem.away_days(session):
            self._away[learner.unit_id, day] += step
        for window in learner.windows:
            if window.counts(session):
                self._hours[employee_id, window] += step * problem.course_of(session).credit_hours

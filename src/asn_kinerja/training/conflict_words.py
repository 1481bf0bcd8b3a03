"""A conflict of constraints as problems, each with its record and its numbers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from asn_kinerja.errors import Problem
from asn_kinerja.records.training import Course, Session
from asn_kinerja.training.learners import Learner
from asn_kinerja.training.problem import TrainingProblem

__all__ = ["describe_conflict"]


def describe_conflict(problem: TrainingProblem, codes: Iterable[str]) -> tuple[Problem, ...]:
    """Say which constraints cannot be kept together.

    Args:
        problem: What no plan can be made for.
        codes: The constraints, as `find_conflict` names them.

    Returns:
        One problem that says how many they are, and one for each of them.
    """
    words = _Words(problem)
    found = tuple(words.describe(code) for code in codes)
    return Problem("plan_impossible", "problem", value=len(found)), *found


class _Words:
    def __init__(self, problem: TrainingProblem) -> None:
        self._problem = problem
        self._choices = {item.id: item for item in problem.choices}
        self._guides = {item.id: item for item in problem.guides}

    def describe(self, code: str) -> Problem:
        """Name the record of a constraint and say its numbers."""
        kind, _, name = code.partition(":")
        kind = f"conflict_{kind}"
        place, value, what = self._parts[kind](name)
        return Problem(kind, place, value=value, cure=what)

    @property
    def _parts(self) -> Mapping[str, Callable[[str], tuple[str, object, str]]]:
        problem = self._problem
        return {
            "conflict_seats": lambda name: self._session(name, "seats"),
            "conflict_minimum": lambda name: self._session(name, "minimum_size"),
            "conflict_fund": lambda name: (
                f"Fund[{name}].ceiling",
                f"{problem.fund_by_id[name].ceiling or 0:,}".replace(",", " "),
                problem.fund_by_id[name].name,
            ),
            "conflict_load": lambda name: (
                f"GuidanceProvider[{name}].load",
                self._guides[name].load,
                self._guides[name].name,
            ),
            "conflict_class": lambda name: self._course(
                name, "for_classes", ", ".join(problem.course_by_id[name].for_classes)
            ),
            "conflict_prerequisite": lambda name: self._course(
                name, "prerequisites", ", ".join(self._names(problem.course_by_id[name]))
            ),
            "conflict_holiday": lambda day: ("holidays", f"{day} {self._holiday(day)}".strip(), ""),
            "conflict_on_leave": lambda name: (
                f"Employee[{name}]", _spans(problem.learner_by_id[name]), ""
            ),
            "conflict_ceiling_jp": lambda name: (
                f"Employee[{name}]", _ceiling(problem.learner_by_id[name]), ""
            ),
            "conflict_away": lambda _: ("Programme.away_limit", problem.away_limit, ""),
            "conflict_course_limit": lambda _: ("Programme.course_limit", problem.course_limit, ""),
            "conflict_floor": lambda _: ("Programme.unit_floor", problem.unit_floor, ""),
            "conflict_assigned": self._choice,
            "conflict_forbidden": self._choice,
        }  # fmt: skip

    def _session(self, name: str, field: str) -> tuple[str, object, str]:
        session = self._problem.session_by_id[name]
        return f"Session[{name}].{field}", getattr(session, field), self._printed(session)

    def _course(self, name: str, field: str, value: str) -> tuple[str, object, str]:
        return f"Course[{name}].{field}", value, self._problem.course_by_id[name].name

    def _choice(self, name: str) -> tuple[str, object, str]:
        choice = self._choices[name]
        session = self._problem.session_by_id[choice.session_id]
        return f"TrainingChoice[{name}]", choice.employee_id, self._printed(session)

    def _names(self, course: Course) -> Iterable[str]:
        known = self._problem.course_by_id
        return (known[name].name if name in known else name for name in course.prerequisites)

    def _holiday(self, day: str) -> str:
        names = (one.name for one in self._problem.holidays if one.day == date.fromisoformat(day))
        return " / ".join(name for name in names if name)

    def _printed(self, session: Session) -> str:
        last = session.valid_until - timedelta(days=1)
        name = self._problem.course_of(session).name
        return f"{name} ({session.valid_from}/{last})"


def _spans(who: Learner) -> str:
    return (
        ", ".join(
            f"{span.start}/{'..' if span.end is None else span.end - timedelta(days=1)}"
            for span in who.on_duty
        )
        or "-"
    )


def _ceiling(who: Learner) -> int:
    return min(item.ceiling for item in who.windows if item.ceiling is not None)

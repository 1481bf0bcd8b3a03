"""A conflict of constraints as problems, each with its record and its numbers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from importlib.util import find_spec
from itertools import combinations, product

from asn_kinerja.errors import Problem
from asn_kinerja.records.training import ChoiceKind, Course, Session
from asn_kinerja.training.learners import Learner
from asn_kinerja.training.problem import TrainingProblem

__all__ = ["describe_conflict", "describe_failure"]

_EXACT = "--optimiser exact"


def describe_conflict(problem: TrainingProblem, codes: Iterable[str]) -> tuple[Problem, ...]:
    """Say which constraints cannot be kept together.

    Args:
        problem: What no plan can be made for.
        codes: The constraints, as `find_conflict` names them.

    Returns:
        One problem that says how many they are, one for each of them, and one for each rule of
        time and course that is never given up and stands between the choices of one person.
    """
    words = _Words(problem)
    known = tuple(codes)
    found = (*map(words.describe, known), *words.between(known))
    return Problem("plan_impossible", "problem", value=len(found)), *found


def describe_failure(
    problem: TrainingProblem,
    *,
    choices: Mapping[str, Iterable[str]] | None = None,
    codes: Iterable[str] = (),
) -> tuple[Problem, ...]:
    """Say what a heuristic could not keep to, though another plan may.

    Args:
        problem: What no plan was found for.
        choices: What stands against each choice of the office that could not be kept, by id of
            the choice, as `Seating` names it.
        codes: Sessions left too small and units left under their floor, such as ``"floor:u1"``.

    Returns:
        One problem that names the way on, then for each choice itself and what stands against
        it, and one for each of the codes.
    """
    words = _Words(problem)
    found: list[Problem] = []
    for name, against in (choices or {}).items():
        found += [
            words.describe(code) for code in (f"assigned:{name}", *words.meant(name, against))
        ]
    found += [words.describe(code) for code in codes]
    is_there = find_spec("highspy") is not None
    cure = _EXACT if is_there else f'pip install "asn_kinerja[optimise]"; {_EXACT}'
    return Problem("plan_not_found", "problem", cure=cure), *dict.fromkeys(found)


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

    def meant(self, choice_id: str, against: Iterable[str]) -> Iterator[str]:
        """Give what stands against one choice under the names that conflicts have."""
        choice = self._choices[choice_id]
        session = self._problem.session_by_id[choice.session_id]
        for code in against:
            kind = code.partition(":")[0]
            match kind:
                case "class" | "prerequisite":
                    yield f"{kind}:{session.course_id}"
                case "holiday":
                    yield from (f"{kind}:{one.day}" for one in self._problem.holidays_in(session))
                case "on_leave" | "ceiling_jp":
                    yield f"{kind}:{choice.employee_id}"
                case "forbidden":
                    yield from (
                        f"{kind}:{one.id}"
                        for one in self._problem.choices
                        if one.kind is ChoiceKind.TIDAK_IKUT
                        and (one.employee_id, one.session_id)
                        == (choice.employee_id, choice.session_id)
                    )
                case _:
                    yield code

    def between(self, codes: Iterable[str]) -> tuple[Problem, ...]:
        """Name what bars sessions that choices, or what those must be prepared by, want together.

        Nobody attends two sessions at one time, nor one course twice.
        """
        asked: defaultdict[str, list[Session]] = defaultdict(list)
        prepared: set[str] = set()
        for code in codes:
            kind, _, name = code.partition(":")
            if kind == "assigned":
                choice = self._choices[name]
                asked[choice.employee_id].append(self._problem.session_by_id[choice.session_id])
            elif kind == "prerequisite":
                prepared.update(self._problem.course_by_id[name].prerequisites)
        before = [run for run in self._problem.sessions if run.course_id in prepared]
        pairs = (
            pair
            for sessions in asked.values()
            for pair in (*combinations(sessions, 2), *product(sessions, before))
        )
        return tuple(dict.fromkeys(found for pair in pairs if (found := self._bar(*pair))))

    def _bar(self, one: Session, other: Session) -> Problem | None:
        if one.id == other.id:
            return None
        one, other = sorted((one, other), key=lambda run: (run.valid_from, run.id))
        first, end = other.valid_from, min(one.valid_until, other.valid_until)
        if first < end:
            both = f"{self._printed(one)} + {self._printed(other)}"
            return Problem(
                "conflict_overlap", f"Session[{other.id}]", value=_days(first, end), cure=both
            )
        if one.course_id == other.course_id:
            value = f"{_days(one.valid_from, one.valid_until)} + {_days(first, other.valid_until)}"
            name = self._problem.course_of(one).name
            return Problem("conflict_same_course", f"Session[{other.id}]", value=value, cure=name)
        return None

    @property
    def _parts(self) -> Mapping[str, Callable[[str], tuple[str, object, str]]]:
        problem = self._problem
        return {
            "conflict_seats": lambda name: self._session(name, "seats"),
            "conflict_minimum": lambda name: self._session(name, "minimum_size"),
            "conflict_clash": lambda name: self._session(name, "valid_from"),
            "conflict_twice": lambda name: self._session(name, "course_id"),
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
            "conflict_floor": lambda name: (
                f"Unit[{name}]" if name else "Programme.unit_floor", problem.unit_floor, ""
            ),
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
        name = self._problem.course_of(session).name
        return f"{name} ({session.valid_from}/{session.valid_until - timedelta(days=1)})"


def _days(first: date, end: date) -> str:
    last = end - timedelta(days=1)
    return str(first) if first == last else f"{first}/{last}"


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

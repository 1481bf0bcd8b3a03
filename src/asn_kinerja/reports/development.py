"""What people should improve, the plan for it, its money, and what the courses achieved."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import attrs

from asn_kinerja.records.competencies import Competency, CompetencyFramework
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    Fund,
    NeedKind,
    Session,
    TrainingNeed,
    TrainingPlan,
    UnmetNeed,
)
from asn_kinerja.reports.shelf import Shelf

__all__ = [
    "CompetencyRow",
    "CourseRow",
    "DutyTotals",
    "FundRow",
    "NeedRow",
    "NeedTotals",
    "SessionRow",
    "competency_rows",
    "course_rows",
    "duty_totals",
    "fund_rows",
    "need_rows",
    "need_totals",
    "session_rows",
]


@attrs.frozen(kw_only=True)
class NeedTotals:
    """How many people need what; counselling is a number and nothing more.

    Args:
        training: Needs of training (a person may have several).
        trained: People who need training.
        guidance: People who need bimbingan kinerja.
        counselling: People who need konseling kinerja.
        served: Needs of training that the plan serves.
    """

    training: int
    trained: int
    guidance: int
    counselling: int
    served: int


@attrs.frozen(kw_only=True)
class NeedRow:
    """One need of training or guidance, and what the plan does about it.

    Args:
        need: The need; never one of counselling.
        employee: Who.
        competency: The competency of a gap; `None` for guidance.
        session: The session the plan gives; `None` when it gives none.
        unmet: What stands in the way, when the plan does not serve it.
    """

    need: TrainingNeed
    employee: Employee
    competency: Competency | None
    session: "SessionRow | None"
    unmet: UnmetNeed | None


@attrs.frozen(kw_only=True)
class CompetencyRow:
    """A competency, and how many fall short of their post in it.

    Args:
        competency: The competency.
        people: People with a gap.
        levels: Levels missing, all together.
        served: Needs that the plan serves.
    """

    competency: Competency
    people: int
    levels: int
    served: int


@attrs.frozen(kw_only=True)
class SessionRow:
    """A session with the number of people the plan sends there.

    Args:
        session: The session.
        course: Its course.
        people: Names of those placed in it, sorted.
        cancelled: Whether it is too small to take place.
    """

    session: Session
    course: Course
    people: tuple[str, ...]
    cancelled: bool

    @property
    def placed(self) -> int:
        """Number of people placed in it."""
        return len(self.people)


@attrs.frozen(kw_only=True)
class FundRow:
    """A source of money, in rupiah.

    Args:
        fund: The source with its ceiling.
        planned: What the plan would spend.
        spent: What those cost who took part.
    """

    fund: Fund
    planned: int
    spent: int

    @property
    def share(self) -> Fraction | None:
        """What was spent as a share of the ceiling; `None` without a ceiling."""
        return Fraction(self.spent, self.fund.ceiling) if self.fund.ceiling else None


@attrs.frozen(kw_only=True)
class CourseRow:
    """A course and what its participants and results say of it.

    Args:
        course: The course.
        evaluation: The numbers and the advice.
    """

    course: Course
    evaluation: CourseEvaluation

    @property
    def attendance(self) -> Fraction | None:
        """Meetings attended as a share of those held; `None` when none was held."""
        held = self.evaluation.meetings
        return Fraction(self.evaluation.attended, held) if held else None


@attrs.frozen(kw_only=True)
class DutyTotals:
    """Training hours of everybody against the rule of their status.

    Args:
        met: People who met it.
        short: People who did not.
        undecided: People for whom a decision is needed.
        hours: JP completed, all together.
    """

    met: int
    short: int
    undecided: int
    hours: int

    @property
    def people(self) -> int:
        """Everybody counted."""
        return self.met + self.short + self.undecided


def need_totals(shelf: Shelf, *, period: Period) -> NeedTotals:
    """Count the needs of a year.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The counts.
    """
    needs = shelf.of_period(TrainingNeed, period)
    people = {kind: {need.employee_id for need in needs if need.kind is kind} for kind in NeedKind}
    training = {need.id for need in needs if need.kind is NeedKind.PELATIHAN}
    return NeedTotals(
        training=len(training),
        trained=len(people[NeedKind.PELATIHAN]),
        guidance=len(people[NeedKind.BIMBINGAN]),
        counselling=len(people[NeedKind.KONSELING]),
        served=len(training & _served(shelf, period).keys()),
    )


def need_rows(shelf: Shelf, *, period: Period) -> tuple[NeedRow, ...]:
    """List the needs of training and guidance, the most pressing first.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows by priority, then name; counselling is left out, it concerns nobody else.
    """
    employees, competencies = shelf.by_id(Employee), _competencies(shelf)
    sessions = {row.session.id: row for row in session_rows(shelf, period=period)}
    served = _served(shelf, period)
    unmet = {item.need_id: item for plan in _plans(shelf, period) for item in plan.unmet}
    rows = [
        NeedRow(
            need=need,
            employee=employees[need.employee_id],
            competency=competencies.get(need.competency_id or ""),
            session=sessions.get(served.get(need.id, "")),
            unmet=unmet.get(need.id),
        )
        for need in shelf.of_period(TrainingNeed, period)
        if not need.is_confidential and need.employee_id in employees
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.need.kind.value,
                -row.need.priority,
                row.employee.name,
                row.need.id,
            ),
        )
    )


def competency_rows(shelf: Shelf, *, period: Period) -> tuple[CompetencyRow, ...]:
    """Sum the gaps by competency, the widest first.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows by number of people, then name.
    """
    competencies, served = _competencies(shelf), _served(shelf, period)
    groups: dict[str, list[TrainingNeed]] = {}
    for need in shelf.of_period(TrainingNeed, period):
        if need.kind is NeedKind.PELATIHAN and need.competency_id in competencies:
            groups.setdefault(need.competency_id or "", []).append(need)
    rows = [
        CompetencyRow(
            competency=competencies[name],
            people=len({need.employee_id for need in needs}),
            levels=sum(need.gap for need in needs),
            served=sum(need.id in served for need in needs),
        )
        for name, needs in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.people, row.competency.name)))


def session_rows(shelf: Shelf, *, period: Period) -> tuple[SessionRow, ...]:
    """List the sessions of a year with the people whom the plan places there.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows by first day, then id.
    """
    courses, plans = shelf.by_id(Course), _plans(shelf, period)
    employees = shelf.by_id(Employee)
    placed: dict[str, list[str]] = {}
    for plan in plans:
        for item in plan.placements:
            employee = employees.get(item.employee_id)
            name = employee.name if employee else item.employee_id
            placed.setdefault(item.session_id, []).append(name)
    cancelled = {name for plan in plans for name in plan.cancelled}
    rows = [
        SessionRow(
            session=session,
            course=courses[session.course_id],
            people=tuple(sorted(placed.get(session.id, ()))),
            cancelled=session.id in cancelled,
        )
        for session in shelf.all(Session)
        if period.holds(session.valid_from) and session.course_id in courses
    ]
    return tuple(sorted(rows, key=lambda row: (row.session.valid_from, row.session.id)))


def fund_rows(shelf: Shelf, *, period: Period) -> tuple[FundRow, ...]:
    """Sum plan and spending by source of money.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows by name; a person who came to no meeting costs nothing here.
    """
    sessions = {row.session.id: row.session for row in session_rows(shelf, period=period)}
    planned: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for plan in _plans(shelf, period):
        for item in plan.placements:
            if session := sessions.get(item.session_id):
                planned[session.fund_id] += session.cost
    for enrolment in shelf.all(Enrolment):
        session = sessions.get(enrolment.session_id)
        if session and enrolment.attended:
            spent[session.fund_id] += session.cost
    rows = [
        FundRow(fund=fund, planned=planned[fund.id], spent=spent[fund.id])
        for fund in shelf.all(Fund)
    ]
    return tuple(sorted(rows, key=lambda row: (row.fund.ceiling is None, row.fund.name)))


def course_rows(shelf: Shelf, *, period: Period) -> tuple[CourseRow, ...]:
    """List the courses that were evaluated, by name.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows.
    """
    courses = shelf.by_id(Course)
    rows = [
        CourseRow(course=courses[item.course_id], evaluation=item)
        for item in shelf.of_period(CourseEvaluation, period)
        if item.course_id in courses
    ]
    return tuple(sorted(rows, key=lambda row: (row.course.name, row.course.id)))


def duty_totals(shelf: Shelf, *, period: Period) -> DutyTotals:
    """Count who met the hours duty.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The counts.
    """
    checks = shelf.of_period(DutyCheck, period)
    answers = Counter(check.met for check in checks)
    return DutyTotals(
        met=answers[True],
        short=answers[False],
        undecided=answers[None],
        hours=sum(check.credit_hours for check in checks),
    )


def _plans(shelf: Shelf, period: Period) -> tuple[TrainingPlan, ...]:
    return shelf.of_period(TrainingPlan, period)


def _served(shelf: Shelf, period: Period) -> dict[str, str]:
    """Give the session of each need that the plan serves."""
    return {
        need_id: item.session_id
        for plan in _plans(shelf, period)
        for item in plan.placements
        for need_id in item.need_ids
    }


def _competencies(shelf: Shelf) -> Mapping[str, Competency]:
    return {
        item.id: item
        for framework in shelf.all(CompetencyFramework)
        for item in framework.competencies
    }

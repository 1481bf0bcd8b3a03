"""Training hours of each person against the rule of their status."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import DutyCheck
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.training.learners import HoursWindow, Span

__all__ = ["HoursRules", "check_duties", "contract_years", "duty_of", "hours_windows"]

HoursRules = Mapping[EmploymentStatus, Policy]
"""The rule of each status that has one: told ``jp``, it answers by ``terpenuhi`` and
``kekurangan_jp`` where hours are a duty, by ``melebihi`` where they have a ceiling."""

_HOURS_OF_A_YEAR = 366 * 24


def check_duties(
    period: Period, *, facts: TrainingFacts, rules: HoursRules
) -> tuple[DutyCheck, ...]:
    """Compare the hours completed with the rule of each person's status.

    A civil servant's hours count in the calendar year, a PPPK's in the contract year that ends in
    it. Who entered within that year, or was away for a part of it, needs a decision: no rule says
    what part of the hours is then due.

    Args:
        period: The year.
        facts: Employees, assignments, courses, sessions and enrolments.
        rules: Policy of each status; a status without one is left out.

    Returns:
        One check a person in service, sorted by id.

    Legal basis:
        PP 11/2017 art. 203(4) (duty); PP 49/2018 art. 40(1) (ceiling).
    """
    checks = [
        _check(employee, period, facts=facts, policy=rules[employee.status])
        for employee in facts.employees
        if employee.status in rules and _served(employee, period, facts)
    ]
    return tuple(sorted(checks, key=lambda check: check.id))


def contract_years(employee: Employee) -> Iterator[Span]:
    """Cut a contract into its years; the last may be shorter.

    Args:
        employee: Somebody with a contract.

    Yields:
        The years, from the first.
    """
    start, number = employee.appointed_on, 0
    while employee.contract_until is not None and start < employee.contract_until:
        number += 1
        anniversary = _anniversary(employee.appointed_on, number)
        yield Span(start, min(anniversary, employee.contract_until))
        start = anniversary


def duty_of(policy: Policy) -> int:
    """Give the hours that a rule asks for, by asking it what is missing to nothing.

    Args:
        policy: A rule of training hours.

    Returns:
        JP a year; 0 where hours are no duty.
    """
    missing = policy.evaluate({"jp": 0}).outputs.get("kekurangan_jp")
    return 0 if missing is None else int(str(missing))


def hours_windows(
    employee: Employee, period: Period, *, facts: TrainingFacts, rules: HoursRules
) -> tuple[HoursWindow, ...]:
    """Say in which years the hours of a plan count for a person, and what bounds them.

    Args:
        employee: The person.
        period: The year planned.
        facts: Courses, sessions and enrolments. Hours of sessions that begin in the period are
            left out: the plan decides about them.
        rules: Policy of each status.

    Returns:
        The calendar year, or each contract year that the period touches; nothing without a rule.
    """
    policy = rules.get(employee.status)
    if policy is None:
        return ()
    spans = [Span(period.start, period.end)]
    if employee.is_contract:
        spans = [span for span in contract_years(employee) if span.end and span.end > period.start]
    duty = 0 if _entered_within(employee, period) else duty_of(policy)
    planned = {session.id for session in facts.sessions_of(period)}
    return tuple(
        HoursWindow(
            span=span,
            used=_hours(employee.id, span, facts=facts, without=planned),
            duty=duty,
            ceiling=_ceiling(policy),
        )
        for span in spans
    )


def _check(
    employee: Employee, period: Period, *, facts: TrainingFacts, policy: Policy
) -> DutyCheck:
    span = _year(employee, period)
    hours = _hours(employee.id, span, facts=facts)
    known = {
        "jp": hours,
        "status_kepegawaian": employee.status,
        "masuk_tengah_tahun": _entered_within(employee, period),
    }
    declared = {item.name for item in policy.inputs}
    met: bool | None = None
    shortfall: int | None = None
    explanation = None
    if not _away(employee.id, span, facts=facts):
        found = policy.evaluate({name: known[name] for name in known if name in declared})
        over = found.outputs.get("melebihi")
        met = not over if isinstance(over, bool) else _flag(found.outputs.get("terpenuhi"))
        missing = found.outputs.get("kekurangan_jp")
        shortfall = None if missing is None else int(str(missing))
        explanation = found.explanation.to_dict()
    return DutyCheck(
        id=f"{employee.id}/{period}",
        employee_id=employee.id,
        period=period,
        credit_hours=hours,
        policy_id=policy.id,
        met=met,
        shortfall=shortfall,
        explanation=explanation,
    )


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _year(employee: Employee, period: Period) -> Span:
    """Give the year judged; a first contract year that is not over yet counts so far."""
    if not employee.is_contract:
        return Span(period.start, period.end)
    ended = [
        span
        for span in contract_years(employee)
        if span.end is not None and period.holds(span.end - timedelta(days=1))
    ]
    return ended[-1] if ended else Span(employee.appointed_on, period.end)


def _entered_within(employee: Employee, period: Period) -> bool:
    """Whether no whole year of hours has passed since somebody entered."""
    if employee.is_contract:
        return _anniversary(employee.appointed_on, 1) > period.end
    return employee.appointed_on > period.start and period.holds(employee.appointed_on)


def _served(employee: Employee, period: Period, facts: TrainingFacts) -> bool:
    held = facts.assignments_by_employee.get(employee.id, ())
    return any(period.overlaps(item.valid_from, item.valid_until) for item in held)


def _away(employee_id: str, span: Span, *, facts: TrainingFacts) -> bool:
    return any(
        not item.condition.has_plan
        and (span.end is None or item.valid_from < span.end)
        and (item.valid_until is None or span.start < item.valid_until)
        for item in facts.assignments_by_employee.get(employee_id, ())
    )


def _hours(
    employee_id: str,
    span: Span,
    *,
    facts: TrainingFacts,
    without: frozenset[str] | set[str] = frozenset(),
) -> int:
    return sum(
        facts.course_of(item.session_id).credit_hours
        for item in facts.enrolments_by_employee.get(employee_id, ())
        if item.completed_on is not None
        and item.session_id not in without
        and span.covers(item.completed_on, item.completed_on + timedelta(days=1))
    )


def _ceiling(policy: Policy) -> int | None:
    """Find the most hours that a rule allows, by asking it."""
    if not _passes(policy, _HOURS_OF_A_YEAR):
        return None
    low, high = 0, _HOURS_OF_A_YEAR  # low is allowed, high is too much
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _passes(policy, middle) else (middle, high)
    return low


def _passes(policy: Policy, hours: int) -> bool:
    return policy.evaluate({"jp": hours}).outputs.get("melebihi") is True


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)

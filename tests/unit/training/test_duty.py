"""Training hours against the real rules."""

from datetime import date

import attrs
import pytest

from asn_kinerja.legal.terms import DutyCondition, EmploymentStatus
from asn_kinerja.records.training import Enrolment, Session
from asn_kinerja.training.duty import check_duties, contract_years, duty_of, hours_windows
from asn_kinerja.training.learners import Span


def _done(facts, *days, who="ani"):
    """Let somebody complete the course of 8 JP on each of the days."""
    sessions = tuple(
        Session(
            id=f"x{number}",
            course_id="srikandi",
            valid_from=day,
            valid_until=day.replace(day=day.day + 1),
            seats=1,
        )
        for number, day in enumerate(days)
    )
    enrolments = tuple(
        Enrolment(
            id=session.id,
            session_id=session.id,
            employee_id=who,
            attended=1,
            meetings=1,
            completed_on=session.valid_from,
        )
        for session in sessions
    )
    return attrs.evolve(facts, sessions=(*facts.sessions, *sessions), enrolments=enrolments)


def _check(facts, year, rules, who="ani"):
    checks = {item.employee_id: item for item in check_duties(year, facts=facts, rules=rules)}
    return checks[who]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), (0, False, 20)),
        ((date(2025, 3, 1), date(2025, 4, 1)), (16, False, 4)),
        ((date(2025, 3, 1), date(2025, 4, 1), date(2025, 12, 30)), (24, True, 0)),
        ((date(2024, 12, 30), date(2026, 1, 1)), (0, False, 20)),
    ],
)
def test_a_civil_servant_owes_hours_of_the_calendar_year(facts, year, rules, days, expected):
    """20 JP completed between January and December, by the day of completion."""
    check = _check(_done(facts, *days), year, rules)
    assert (check.credit_hours, check.met, check.shortfall) == expected
    assert check.policy_id == "pp_11_2017.jam_pelajaran"
    assert check.explanation is not None


def test_hours_count_on_completion_only(facts, year, rules):
    """Attending without completing gives nothing."""
    known = _done(facts, date(2025, 3, 1))
    open_ended = tuple(attrs.evolve(item, completed_on=None) for item in known.enrolments)
    assert _check(attrs.evolve(known, enrolments=open_ended), year, rules).credit_hours == 0


def test_a_contract_year_ends_in_the_period(facts, year, rules):
    """From March 2024 to February 2025; what comes after belongs to the next."""
    known = _done(
        facts, date(2024, 2, 28), date(2024, 3, 1), date(2025, 2, 27), date(2025, 3, 1), who="budi"
    )
    check = _check(known, year, rules, who="budi")
    assert (check.credit_hours, check.met, check.shortfall) == (16, True, None)


def test_a_contract_has_a_ceiling_and_no_duty(facts, year, rules):
    """24 JP are within it, 32 are not; none at all is no fault."""
    days = [date(2024, month, 5) for month in (4, 5, 6, 7)]
    assert _check(_done(facts, *days[:3], who="budi"), year, rules, who="budi").met is True
    assert _check(_done(facts, *days, who="budi"), year, rules, who="budi").met is False
    assert _check(facts, year, rules, who="budi").met is True


def test_who_enters_in_mid_year_needs_a_decision(facts, year, rules):
    """Neither a civil servant of June nor a PPPK of July is said to have failed."""
    new = (
        attrs.evolve(facts.employees[0], appointed_on=date(2025, 6, 1)),
        attrs.evolve(
            facts.employees[1],
            appointed_on=date(2025, 7, 1),
            contract_until=date(2030, 7, 1),
        ),
    )
    known = attrs.evolve(facts, employees=new)
    for who in ("ani", "budi"):
        check = _check(known, year, rules, who=who)
        assert (check.met, check.shortfall) == (None, None)
        assert check.explanation is not None


def test_who_starts_on_new_years_day_has_a_whole_year(facts, year, rules):
    """The first of January is no entry in mid-year."""
    new = attrs.evolve(facts.employees[0], appointed_on=date(2025, 1, 1))
    assert _check(attrs.evolve(facts, employees=(new,)), year, rules).met is False


def test_who_was_away_needs_a_decision(facts, year, rules):
    """No share of the hours is known for somebody on unpaid leave since September."""
    start = date(2025, 9, 1)
    held = facts.assignments[0]
    away = attrs.evolve(held, id="z", valid_from=start, condition=DutyCondition.CLTN)
    known = attrs.evolve(
        facts, assignments=(attrs.evolve(held, valid_until=start), away, facts.assignments[1])
    )
    assert _check(known, year, rules).met is None


def test_who_has_no_rule_or_no_post_is_left_out(facts, year, rules):
    """A CPNS is under no rule of hours; who held no post in the year is not judged."""
    cpns = attrs.evolve(facts.employees[0], status=EmploymentStatus.CPNS)
    known = attrs.evolve(facts, employees=(cpns, facts.employees[1]))
    assert [item.employee_id for item in check_duties(year, facts=known, rules=rules)] == ["budi"]
    assert check_duties(year, facts=attrs.evolve(facts, assignments=()), rules=rules) == ()


def test_contract_years_follow_the_anniversary(pppk):
    """Five years from March to March, the last cut by the end of the contract."""
    years = list(contract_years(attrs.evolve(pppk, contract_until=date(2024, 9, 1))))
    assert years == [
        Span(date(2022, 3, 1), date(2023, 3, 1)),
        Span(date(2023, 3, 1), date(2024, 3, 1)),
        Span(date(2024, 3, 1), date(2024, 9, 1)),
    ]
    leap = attrs.evolve(pppk, appointed_on=date(2024, 2, 29), contract_until=date(2026, 2, 28))
    assert [span.start for span in contract_years(leap)] == [date(2024, 2, 29), date(2025, 3, 1)]


def test_the_rules_say_their_numbers(facts, year, rules, pns, pppk):
    """Duty and ceiling are asked of the policies, not written down twice."""
    assert duty_of(rules[EmploymentStatus.PNS]) == 20
    assert duty_of(rules[EmploymentStatus.PPPK]) == 0
    (window,) = hours_windows(pns, year, facts=facts, rules=rules)
    assert (window.duty, window.ceiling, window.used) == (20, None, 0)
    first, *later = hours_windows(pppk, year, facts=facts, rules=rules)
    assert (first.duty, first.ceiling) == (0, 24)
    assert first.span == Span(date(2024, 3, 1), date(2025, 3, 1))
    assert later[0].span.start == date(2025, 3, 1)


def test_hours_of_the_sessions_to_plan_are_not_used_up(facts, year, rules, pppk):
    """Only what was completed outside the plan's sessions counts before it."""
    known = _done(facts, date(2024, 11, 5), date(2025, 2, 5), who="budi")
    first, *_ = hours_windows(pppk, year, facts=known, rules=rules)
    assert first.used == 8

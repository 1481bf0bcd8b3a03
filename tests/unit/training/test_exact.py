"""What the exact optimiser states holds, also where counts say little of people."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import ChoiceKind, NeedKind, TrainingChoice, TrainingNeed
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.learners import HoursWindow, Learner, Span
from asn_kinerja.training.problem import TrainingProblem

pytest.importorskip("highspy")


@pytest.fixture
def alone(year, course, session):
    """One person who lacks two levels of c1, and one course for it."""
    return TrainingProblem(
        id="2025",
        period=year,
        needs=(_need(year, "c1"),),
        learners=(
            Learner(
                employee_id="ani",
                unit_id="u1",
                position_class=PositionClass.PELAKSANA,
                on_duty=(Span(date(2005, 1, 1)),),
            ),
        ),
        courses=(course,),
        sessions=(session,),
    )


def _need(year, competency):
    return TrainingNeed(
        id=f"ani/{competency}",
        employee_id="ani",
        unit_id="u1",
        period=year,
        kind=NeedKind.PELATIHAN,
        reason="gap",
        competency_id=competency,
        required=3,
        current=1,
        priority=Decimal(2),
    )


def _passed(year, *, until=None):
    return HoursWindow(span=Span(year.start, until or year.end), used=30, ceiling=24)


def test_who_has_passed_the_ceiling_of_hours_makes_no_plan_impossible(alone, year):
    """There is a plan: the person attends nothing, and the ceiling is the reason."""
    (who,) = alone.learners
    full = attrs.evolve(alone, learners=(attrs.evolve(who, windows=(_passed(year),)),))
    plan = ExactOptimiser().plan(full)
    assert (plan.placements, plan.bound) == ((), "0")
    assert [item.constraints for item in plan.unmet] == [("ceiling_jp",)]


def test_a_contract_year_that_is_full_takes_nothing_from_the_next(alone, year):
    """The session ends in May; the contract year that is full ended in February."""
    (who,) = alone.learners
    march = date(2025, 3, 1)
    windows = (
        _passed(year, until=march),
        HoursWindow(span=Span(march, date(2026, 3, 1)), ceiling=24),
    )
    plan = ExactOptimiser().plan(
        attrs.evolve(alone, learners=(attrs.evolve(who, windows=windows),))
    )
    assert (plan.value, plan.bound) == (2, "2")


@pytest.mark.parametrize("bundles", [1, 4_000])
def test_the_bound_holds_where_courses_that_prepare_serve_the_same_need(
    alone, year, course, session, bundles
):
    """To reach the third course for c2, two that raise c1 come first: both needs are served."""
    runs = [
        attrs.evolve(
            session,
            id=f"s{place}",
            course_id=name,
            valid_from=session.valid_from + timedelta(days=7 * place),
            valid_until=session.valid_until + timedelta(days=7 * place),
        )
        for place, name in enumerate(("k1", "k2", "k3"))
    ]
    chain = attrs.evolve(
        alone,
        needs=(_need(year, "c1"), _need(year, "c2")),
        courses=(
            attrs.evolve(course, id="k1"),
            attrs.evolve(course, id="k2", prerequisites=("k1",)),
            attrs.evolve(course, id="k3", competency_id="c2", prerequisites=("k2",)),
        ),
        sessions=tuple(runs),
    )
    plan = ExactOptimiser(bundles=bundles).plan(chain)
    assert plan.value == 4
    assert Decimal(plan.bound) >= plan.value


def test_who_is_sent_on_leave_is_not_taken_for_a_colleague_at_work(alone, year):
    """Two people are sent to one session; the one who is at work does not hide the other."""
    (who,) = alone.learners
    away = attrs.evolve(
        who, employee_id="budi", on_duty=(Span(date(2005, 1, 1), date(2025, 2, 1)),)
    )
    sent = tuple(
        TrainingChoice(
            id=f"t-{name}", period=year, employee_id=name, session_id="s1", kind=ChoiceKind.IKUT
        )
        for name in ("ani", "budi")
    )
    with pytest.raises(InvalidInput) as caught:
        ExactOptimiser().plan(attrs.evolve(alone, needs=(), learners=(who, away), choices=sent))
    assert [problem.place for problem in caught.value.problems] == [
        "problem", "Employee[budi]", "TrainingChoice[t-budi]",
    ]  # fmt: skip

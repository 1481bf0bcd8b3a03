"""The reason of an unmet need names no more than what binds."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import NeedKind, TrainingNeed
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.greedy import GreedyOptimiser
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.problem import TrainingProblem


def _problem(year, course, session, *, courses, weeks, needs=(("c1", 2),)):
    """Make a problem of one person; a run of each course begins so many weeks after the first."""
    return TrainingProblem(
        id="2025",
        period=year,
        needs=tuple(
            TrainingNeed(
                id=f"ani/{competency}", employee_id="ani", unit_id="u1", period=year,
                kind=NeedKind.PELATIHAN, reason="gap", competency_id=competency, required=3,
                current=1, priority=Decimal(priority),
            )
            for competency, priority in needs
        ),
        learners=(
            Learner(
                employee_id="ani", unit_id="u1", position_class=PositionClass.PELAKSANA,
                on_duty=(Span(date(2005, 1, 1)),),
            ),
        ),
        courses=tuple(attrs.evolve(course, **one) for one in courses),
        sessions=tuple(
            attrs.evolve(
                session, id=f"s-{name}", course_id=name,
                valid_from=session.valid_from + timedelta(weeks=week),
                valid_until=session.valid_until + timedelta(weeks=week),
            )
            for name, week in weeks.items()
        ),
    )  # fmt: skip


@pytest.mark.parametrize("optimiser", [GreedyOptimiser(), ExactOptimiser()])
def test_of_two_prerequisites_only_the_one_that_cannot_be_taken_is_named(
    optimiser, year, course, session
):
    """The first could be taken before the course; nobody offers the second."""
    problem = _problem(
        year, course, session,
        courses=(
            {"id": "k1", "competency_id": None},
            {"id": "k2", "competency_id": None},
            {"id": "k3", "prerequisites": ("k1", "k2")},
        ),
        weeks={"k1": 0, "k3": 2},
    )  # fmt: skip
    (unmet,) = optimiser.plan(problem).unmet
    assert unmet.constraints == ("prerequisite:k2",)


def test_a_seat_that_the_way_makes_idle_is_named_beside_what_stays_lacking(year, course, session):
    """To prepare in k2 for c1 would make the seat in k4 idle, as both raise c2."""
    problem = _problem(
        year, course, session,
        courses=(
            {"id": "k2", "competency_id": "c2"},
            {"id": "k3", "prerequisites": ("gone", "k2")},
            {"id": "k4", "competency_id": "c2", "level": 2},
        ),
        weeks={"k2": 2, "k3": 4, "k4": 0},
        needs=(("c1", 2), ("c2", 1)),
    )  # fmt: skip
    plan = GreedyOptimiser().plan(
        attrs.evolve(problem, needs=tuple(attrs.evolve(n, required=2) for n in problem.needs))
    )
    assert [item.session_id for item in plan.placements] == ["s-k4"]
    (unmet,) = plan.unmet
    assert set(unmet.constraints) in (
        {"prerequisite:gone", "prerequisite:k2"},
        {"prerequisite:gone", "redundant:s-k4"},
    )

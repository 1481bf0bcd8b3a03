"""What cannot be kept together is named, and nothing else."""

from datetime import date

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.training import ChoiceKind, Course, Session, TrainingChoice
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.problem import TrainingProblem

START = date(2025, 1, 1)


@pytest.fixture
def crowded(year):
    """Make a problem in which the office sends two people to a class with one seat."""
    people = tuple(
        Learner(
            employee_id=name,
            unit_id="u",
            position_class=PositionClass.PELAKSANA,
            on_duty=(Span(START),),
        )
        for name in "abc"
    )
    course = Course(id="k1", name="k1", provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8)
    run = Session(
        id="s1", course_id="k1", valid_from=date(2025, 3, 3), valid_until=date(2025, 3, 5), seats=1
    )
    return TrainingProblem(
        id="2025",
        period=year,
        needs=(),
        learners=people,
        courses=(course,),
        sessions=(run,),
        away_limit=3,
        course_limit=2,
        choices=tuple(
            TrainingChoice(
                id=f"t-{name}", period=year, employee_id=name, session_id="s1", kind=kind
            )
            for name, kind in (
                ("a", ChoiceKind.IKUT),
                ("b", ChoiceKind.IKUT),
                ("c", ChoiceKind.TIDAK_IKUT),
            )
        ),
    )


def test_an_impossible_choice_of_the_office_names_what_conflicts(crowded):
    """Two people and one seat: the seat and both choices, not the choice of the third person."""
    with pytest.raises(InvalidInput) as caught:
        ExactOptimiser().plan(crowded)
    (problem,) = caught.value.problems
    assert problem.code == "plan_impossible"
    assert set(problem.value.split("; ")) == {"seats:s1", "assigned:t-a", "assigned:t-b"}


def test_prerequisites_in_a_circle_are_refused(year):
    """The circle is named from the first course by id."""
    courses = tuple(
        Course(
            id=name, name=name, provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8,
            prerequisites=(before,),
        )
        for name, before in (("k1", "k3"), ("k2", "k1"), ("k3", "k2"))
    )  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        TrainingProblem(id="2025", period=year, needs=(), learners=(), courses=courses, sessions=())
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("prerequisite_cycle", "k1 > k3 > k2 > k1")

"""What cannot be kept together is named, and nothing else."""

from datetime import date

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.training import (
    ChoiceKind,
    Course,
    Fund,
    GuidanceKind,
    GuidanceProvider,
    Holiday,
    Session,
    TrainingChoice,
)
from asn_kinerja.training.conflict_words import describe_conflict
from asn_kinerja.training.conflicts import constraints_of
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.learners import HoursWindow, Learner, Span
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
    course = Course(
        id="k1", name="SRIKANDI", provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8
    )
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
    run = "SRIKANDI (2025-03-03/2025-03-04)"
    first, *each = caught.value.problems
    assert (first.code, first.value) == ("plan_impossible", "3")
    assert [item.render() for item in each] == [
        "Session[s1].seats: SRIKANDI (2025-03-03/2025-03-04) has only 1 seats.",
        f"TrainingChoice[t-a]: the office has fixed that a attends {run}.",
        f"TrainingChoice[t-b]: the office has fixed that b attends {run}.",
    ]
    assert each[0].render("id") == (
        "Session[s1].seats: SRIKANDI (2025-03-03/2025-03-04) hanya punya 1 kursi."
    )


def test_every_constraint_of_a_conflict_has_words(crowded):
    """Each that a conflict may name gives a problem whose text needs nothing else."""
    problem = attrs.evolve(
        crowded,
        courses=tuple(
            attrs.evolve(item, for_classes=(PositionClass.PENGAWAS,), prerequisites=("gone",))
            for item in crowded.courses
        ),
        learners=tuple(
            attrs.evolve(who, windows=(HoursWindow(span=Span(START), ceiling=24),))
            for who in crowded.learners
        ),
        sessions=tuple(
            attrs.evolve(run, seats=3, minimum_size=2, guide_id="m1") for run in crowded.sessions
        ),
        funds=(Fund(id="apbd", name="APBD Kecamatan", ceiling=30_000_000),),
        guides=(
            GuidanceProvider(id="m1", name="Mentor", kind=GuidanceKind.MENTOR, field="x", load=4),
        ),
        holidays=(Holiday(day=date(2025, 3, 31), name="Idulfitri"),),
        unit_floor=2,
    )
    codes = tuple(constraints_of(problem))
    told = describe_conflict(problem, codes)
    assert len(told) == len(codes) + 1
    for item in told:
        assert item.what("id") != item.what("en")
        assert "{" not in item.what("id") + item.what("en")
    said = {item.code: item.what("id") for item in told}
    assert said["conflict_fund"] == "pagu APBD Kecamatan hanya 30 000 000 rupiah."
    assert said["conflict_holiday"] == "tidak ada kelas pada hari libur 2025-03-31 Idulfitri."
    assert {item.partition(":")[0] for item in codes} == {
        code.removeprefix("conflict_") for code in said if code.startswith("conflict_")
    }


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

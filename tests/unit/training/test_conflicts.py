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
    NeedKind,
    Session,
    TrainingChoice,
    TrainingNeed,
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
        "Session[s1].seats: SRIKANDI (2025-03-03/2025-03-04) seats only 1.",
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
    """Each circle is named from the first course by id."""
    courses = tuple(
        Course(
            id=name, name=name, provider="LAN", path=TrainingPath.KLASIKAL, credit_hours=8,
            prerequisites=(before,),
        )
        for name, before in (("k1", "k3"), ("k2", "k1"), ("k3", "k2"), ("k4", "k4"))
    )  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        TrainingProblem(id="2025", period=year, needs=(), learners=(), courses=courses, sessions=())
    assert [(problem.code, problem.value) for problem in caught.value.problems] == [
        ("prerequisite_cycle", "k1 > k3 > k2 > k1"),
        ("prerequisite_cycle", "k4 > k4"),
    ]


def test_two_of_a_kind_with_one_key_are_refused(crowded):
    """Person, need, course and session each stand once; every double is named, once."""
    doubled = {name: getattr(crowded, name) * 2 for name in ("learners", "courses", "sessions")}
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(crowded, **doubled)
    assert {problem.code for problem in caught.value.problems} == {"duplicate"}
    places = [problem.place for problem in caught.value.problems]
    assert places == [
        *(f"Learner[{who.employee_id}].employee_id" for who in crowded.learners),
        *(f"Course[{item.id}].id" for item in crowded.courses),
        *(f"Session[{item.id}].id" for item in crowded.sessions),
    ]


def _two_runs(crowded, *, course_id, first, end):
    """Let the office send one person to the class and to a second one."""
    second = Session(id="s2", course_id=course_id, valid_from=first, valid_until=end, seats=9)
    other = attrs.evolve(crowded.courses[0], id="k2", name="Pelayanan Prima")
    return attrs.evolve(
        crowded,
        courses=(*crowded.courses, other),
        sessions=(*crowded.sessions, second),
        choices=tuple(
            TrainingChoice(
                id=f"t-{run}", period=crowded.period, employee_id="a", session_id=run,
                kind=ChoiceKind.IKUT,
            )
            for run in ("s1", "s2")
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("course_id", "first", "end", "rule"),
    [
        (
            "k2", date(2025, 3, 4), date(2025, 3, 7),
            ("Session[s2]: SRIKANDI (2025-03-03/2025-03-04) + Pelayanan Prima"
             " (2025-03-04/2025-03-06) overlap on 2025-03-04; nobody attends two at one time."),
        ),
        (
            "k1", date(2025, 5, 5), date(2025, 5, 7),
            ("Session[s2]: nobody attends one course twice: SRIKANDI on"
             " 2025-03-03/2025-03-04 + 2025-05-05/2025-05-06."),
        ),
    ],
)  # fmt: skip
def test_two_choices_name_the_rule_between_them(crowded, course_id, first, end, rule):
    """What no plan may give up is named as well, as the choices alone do not tell it."""
    problem = _two_runs(crowded, course_id=course_id, first=first, end=end)
    with pytest.raises(InvalidInput) as caught:
        ExactOptimiser().plan(problem)
    found = caught.value.problems
    assert [item.code for item in found[:3]] == [
        "plan_impossible",
        "conflict_assigned",
        "conflict_assigned",
    ]
    assert found[0].value == "3"
    assert [item.render() for item in found[3:]] == [rule]


def test_what_must_come_before_a_choice_and_meets_another_is_named(crowded):
    """The only session that prepares for one choice is at the time of another one."""
    problem = _two_runs(crowded, course_id="k2", first=date(2025, 3, 4), end=date(2025, 3, 7))
    after = attrs.evolve(
        problem.courses[0], id="k3", name="Lanjutan", competency_id="c1", prerequisites=("k2",)
    )
    later = attrs.evolve(
        problem.sessions[1], id="s3", course_id="k3", valid_from=date(2025, 6, 2),
        valid_until=date(2025, 6, 4),
    )  # fmt: skip
    need = TrainingNeed(
        id="n1", period=problem.period, employee_id="a", unit_id="u", kind=NeedKind.PELATIHAN,
        competency_id="c1", current=1, required=2, reason="gap",
    )  # fmt: skip
    problem = attrs.evolve(
        problem,
        needs=(need,),
        course_limit=None,
        courses=(*problem.courses, after),
        sessions=(*problem.sessions, later),
        choices=(problem.choices[0], attrs.evolve(problem.choices[1], session_id="s3")),
    )
    with pytest.raises(InvalidInput) as caught:
        ExactOptimiser().plan(problem)
    assert [item.code for item in caught.value.problems] == [
        "plan_impossible",
        "conflict_prerequisite",
        "conflict_assigned",
        "conflict_assigned",
        "conflict_overlap",
    ]

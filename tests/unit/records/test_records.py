"""What records refuse, and what they know about themselves."""

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.converters.make import KINDS
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PlanApproach,
    PositionClass,
    PredikatKinerja,
    ResultRating,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardPool, Criterion
from asn_kinerja.records.awards import Attendance, Penalty
from asn_kinerja.records.fields import freeze, thaw
from asn_kinerja.records.organisation import Unit, UnitTree
from asn_kinerja.records.performance import (
    Direction,
    Indicator,
    NarrativeTarget,
    NumericTarget,
    PeriodicReport,
    Realisation,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import SatisfactionResponse, Wave
from asn_kinerja.records.training import Enrolment, Fund, NeedKind, Session, TrainingNeed


def problems_of(make, **changes):
    """Give the problem codes that making a record raises."""
    with pytest.raises(InvalidRecord) as caught:
        make(**changes)
    return [problem.code for problem in caught.value.problems]


def evolve(record):
    """Give a function that makes the record again with changes."""
    return lambda **changes: attrs.evolve(record, **changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "blank_text"),
        ({"name": 7}, "wrong_type"),
        ({"status": "pns"}, "wrong_type"),
        ({"appointed_on": datetime(2003, 12, 1)}, "wrong_type"),  # noqa: DTZ001 - no date at all
        ({"grade": GolonganPppk.IX}, "grade_of_other_status"),
        ({"contract_until": date(2027, 1, 1)}, "contract_foreign"),
        ({"contract_until": date(2003, 12, 1)}, "empty_interval"),
        ({"status": EmploymentStatus.PPPK, "grade": GolonganPppk.IX}, "contract_missing"),
    ],
)
def test_employee_refuses(employee, changes, code):
    """An employee that cannot exist is refused."""
    assert problems_of(evolve(employee), **changes) == [code]


def test_unknown_attribute(employee):
    """A record has the fields it declares and no other."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        employee.nickname = "x"


@pytest.mark.parametrize("record_type", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind(record_type):
    """Every kind is frozen, has slots, an id, and a check on each field."""
    assert hasattr(record_type, "id")
    assert "__dict__" not in dir(record_type)
    assert all(field.validator for field in attrs.fields(record_type))


@pytest.mark.parametrize(
    ("direction", "ratings"),
    [
        (Direction.MORE_IS_BETTER, ["di_bawah", "sesuai", "sesuai", "di_atas"]),
        (Direction.LESS_IS_BETTER, ["di_atas", "sesuai", "sesuai", "di_bawah"]),
        (Direction.RANGE, ["di_bawah", "sesuai", "sesuai", "di_bawah"]),
    ],
)
def test_target_rates(target, direction, ratings):
    """Above exists only on the better side; both ends belong to the target."""
    ranged = attrs.evolve(target, direction=direction)
    given = [ranged.rate(Decimal(figure)) for figure in ("1.99", "2", "3", "3.01")]
    assert [rating.value.removesuffix("_ekspektasi") for rating in given] == ratings


def test_zero_target():
    """Zero is a target: no complaint is as expected, one is below."""
    none_left = NumericTarget(
        direction=Direction.LESS_IS_BETTER, low=Decimal(0), high=Decimal(0), unit="pengaduan"
    )
    assert none_left.rate(Decimal(0)) is ResultRating.SESUAI_EKSPEKTASI
    assert none_left.rate(Decimal(1)) is ResultRating.DI_BAWAH_EKSPEKTASI


def test_exact_target(target):
    """An exact target is one figure, and every other figure is below."""
    assert problems_of(evolve(target), direction=Direction.EXACT) == ["out_of_bounds"]
    assert problems_of(evolve(target), high=Decimal(1)) == ["out_of_bounds"]
    exact = attrs.evolve(target, direction=Direction.EXACT, high=Decimal(2))
    assert exact.rate(Decimal(3)) is ResultRating.DI_BAWAH_EKSPEKTASI


def test_plan_refuses(plan, target):
    """A plan without results, with a doubled key or a foreign target is refused."""
    assert problems_of(evolve(plan), results=()) == ["required"]
    assert problems_of(evolve(plan), results=plan.results * 2) == ["duplicate"]
    assert problems_of(evolve(plan), approach=PlanApproach.KUALITATIF) == [
        "target_of_other_approach"
    ]
    assert problems_of(evolve(plan), valid_until=plan.valid_from) == ["empty_interval"]
    told = Indicator(id="i2", text="Tertib", target=NarrativeTarget(text="Arsip tertata"))
    mixed = attrs.evolve(plan.results[0], id="r2", indicators=(told,))
    assert problems_of(evolve(plan), results=(*plan.results, mixed)) == ["target_of_other_approach"]
    assert problems_of(evolve(plan.results[0]), indicators=()) == ["required"]
    assert target in [indicator.target for indicator in plan.indicators]


def test_realisation_needs_something():
    """A realisation without figure and narrative says nothing and is refused."""
    empty = {"id": "x", "plan_id": "p1", "indicator_id": "i1", "period": Period("2025-Q1")}
    assert problems_of(Realisation, **empty) == ["required"]


def test_late_report():
    """A report is late after its day, or when it never came."""
    report = PeriodicReport(
        id="l1", plan_id="p1", period=Period("2025-01"), due_on=date(2025, 2, 5)
    )
    assert report.is_late
    assert not attrs.evolve(report, submitted_on=date(2025, 2, 5)).is_late
    assert attrs.evolve(report, submitted_on=date(2025, 2, 6)).is_late


def test_appraisal_override():
    """A rating that differs from the proposal is an override; no proposal, no override."""
    appraisal = Appraisal(
        id="n1",
        employee_id="e1",
        assignment_id="a1",
        unit_id="u1",
        period=Period("2025"),
        outcome=AppraisalOutcome.DINILAI,
        results=ResultRating.SESUAI_EKSPEKTASI,
        behaviour=BehaviourRating.SESUAI_EKSPEKTASI,
        predicate=PredikatKinerja.BAIK,
        explanation={"value": "baik", "parts": [1, {"deep": [None]}]},
    )
    assert not appraisal.is_override
    above = attrs.evolve(appraisal, proposed_results=ResultRating.DI_ATAS_EKSPEKTASI)
    assert above.is_override
    assert problems_of(evolve(appraisal), predicate=None) == ["predicate_outcome"]
    with pytest.raises(TypeError):
        appraisal.explanation["value"] = "kurang"
    assert hash(appraisal) == hash(attrs.evolve(appraisal))


def test_freeze_thaw():
    """Freezing and thawing a nested value gives it back."""
    value = {"a": [1, {"b": ["x", None, True]}], "c": {}}
    assert thaw(freeze(value)) == value


def test_unit_tree():
    """A tree knows what is above and below, and finds cycles and unknown parents."""
    tree = UnitTree(
        [
            Unit(id="kec", name="Kecamatan"),
            Unit(id="kel", name="Kelurahan", parent_id="kec"),
            Unit(id="sek", name="Seksi", parent_id="kel"),
        ]
    )
    assert tree.problems() == []
    assert tree.path("sek") == ("sek", "kel", "kec")
    assert tree.below("kel") == ("kel", "sek")
    assert (tree.branch("sek"), tree.branch("kec")) == ("kel", "kec")
    assert tree.get("kel").name == "Kelurahan"
    broken = UnitTree(
        [
            Unit(id="a", name="A", parent_id="b"),
            Unit(id="b", name="B", parent_id="a"),
            Unit(id="c", name="C", parent_id="nowhere"),
        ]
    )
    assert [problem.code for problem in broken.problems()] == [
        "unit_cycle",
        "unit_cycle",
        "not_found",
    ]


def test_assignment_is_half_open():
    """An assignment holds on its first day and not on the day after its last."""
    assignment = Assignment(
        id="a1",
        employee_id="e1",
        position_id="j1",
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 8, 16),
    )
    assert assignment.holds(date(2025, 1, 1))
    assert assignment.holds(date(2025, 8, 15))
    assert not assignment.holds(date(2025, 8, 16))


def test_who_may_appraise():
    """Leading starts at pengawas."""
    leading = [position.value for position in PositionClass if position.leads]
    assert leading == ["jpt_utama", "jpt_madya", "jpt_pratama", "administrator", "pengawas"]


def test_award_programme_refuses(programme):
    """Weights off 100, a doubled criterion, equal anchors and unknown ties are refused."""
    assert problems_of(evolve(programme), criteria=programme.criteria[:1]) == [
        "weights_sum",
        "not_found",
    ]
    assert problems_of(evolve(programme), criteria=programme.criteria * 2) == ["duplicate"] * 2
    assert problems_of(evolve(programme), ties=("masa_kerja",)) == ["not_found"]
    criterion: Criterion = programme.criteria[0]
    assert problems_of(evolve(criterion), worst=criterion.best) == ["anchors_equal"]
    assert problems_of(evolve(criterion), weight=Decimal(-1)) == ["out_of_bounds"]


def test_pool_admits():
    """A pool without lists admits everybody; each list narrows it."""
    everybody = AwardPool(id="p", name="P", winners=1)
    narrow = attrs.evolve(
        everybody, classes=(PositionClass.PELAKSANA,), statuses=(EmploymentStatus.PNS,)
    )
    assert everybody.admits(PositionClass.JF, EmploymentStatus.PPPK)
    assert narrow.admits(PositionClass.PELAKSANA, EmploymentStatus.PNS)
    assert not narrow.admits(PositionClass.PELAKSANA, EmploymentStatus.PPPK)
    assert not narrow.admits(PositionClass.JF, EmploymentStatus.PNS)


def test_attendance_adds_up():
    """Days that do not add up are refused."""
    days = {"id": "h", "employee_id": "e1", "period": Period("2025-Q1"), "working_days": 60}
    assert Attendance(**days, present=55, lawful_leave=5).absent == 0
    assert problems_of(Attendance, **days, present=55, lawful_leave=4) == ["days_sum"]


def test_penalty_stands():
    """A penalty stands from its first day until it was served."""
    penalty = Penalty(id="d", employee_id="e1", kind="teguran lisan", valid_from=date(2025, 3, 1))
    assert penalty.stands_on(date(2025, 12, 31))
    assert not penalty.stands_on(date(2025, 2, 28))
    served = attrs.evolve(penalty, valid_until=date(2025, 4, 1))
    assert not served.stands_on(date(2025, 4, 1))


def test_session_numbers():
    """A session needs seats, a smallest size within them, and a cost of 0 or more."""
    session = Session(
        id="s",
        course_id="c",
        valid_from=date(2025, 5, 5),
        valid_until=date(2025, 5, 8),
        seats=10,
        minimum_size=5,
    )
    for changes in ({"seats": 0}, {"minimum_size": 11}, {"cost": -1}):
        assert problems_of(evolve(session), **changes)[0] == "out_of_bounds"
    after = attrs.evolve(session, valid_from=date(2025, 5, 8), valid_until=date(2025, 5, 9))
    assert not session.clashes(after)
    assert session.clashes(attrs.evolve(after, valid_from=date(2025, 5, 7)))


def test_completion_needs_presence():
    """Nobody completes a course without having attended."""
    absent = {"id": "k", "session_id": "s", "employee_id": "e1", "attended": 0, "meetings": 4}
    assert problems_of(Enrolment, **absent, completed_on=date(2025, 5, 7)) == ["completed_absent"]
    assert problems_of(Enrolment, **{**absent, "attended": 5}) == ["out_of_bounds"]
    for level in (0, 6):
        assert problems_of(Enrolment, **absent, proposed_level=level) == ["out_of_bounds"]


def test_no_source_of_money_has_less_than_nothing():
    """A ceiling of 0 stands for no money, none for no limit; under 0 there is none."""
    assert Fund(id="apbd", name="APBD", ceiling=0).ceiling == 0
    assert problems_of(Fund, id="apbd", name="APBD", ceiling=-1) == ["out_of_bounds"]


def test_gap_and_confidentiality():
    """A gap is never negative, an unassessed level is no gap, and counselling is confidential."""
    need = TrainingNeed(
        id="n",
        employee_id="e1",
        unit_id="u1",
        period=Period("2025"),
        kind=NeedKind.PELATIHAN,
        reason="gap",
        required=3,
        current=1,
    )
    assert (need.gap, need.is_confidential) == (2, False)
    assert attrs.evolve(need, current=4).gap == 0
    assert attrs.evolve(need, current=None).gap == 0
    assert attrs.evolve(need, kind=NeedKind.KONSELING).is_confidential


@pytest.mark.parametrize(
    ("answers", "code"),
    [((4,) * 8, "answers_count"), ((4,) * 8 + (5,), "out_of_bounds"), ((0,) * 9, "out_of_bounds")],
)
def test_survey_answers(answers, code):
    """A survey form has nine answers of 1 to 4; one may be left out."""
    form = {"id": "s", "unit_id": "u1", "period": Period("2025"), "wave": Wave.SEBELUM}
    assert problems_of(SatisfactionResponse, **form, answers=answers) == [code]
    assert SatisfactionResponse(**form, answers=(None, *(4,) * 8)).answers[0] is None


def test_grades_as_printed():
    """Grades print as offices write them."""
    assert GolonganRuang.III_C.printed == "III/c"
    assert GolonganPppk.IX.printed == "IX"

"""Training of a stored year with the real rules, and the same computed again in plain Python."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PositionClass,
    PredikatKinerja,
    ResultRating,
    TrainingPath,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    Fund,
    NeedKind,
    PlanState,
    Session,
    TrainingFeedback,
    TrainingNeed,
    TrainingPlan,
)
from asn_kinerja.services.training import evaluate_training, find_improvements, plan_training
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
PEOPLE = [f"p{number:02}" for number in range(12)]


def _person(number, name):
    is_pppk = number % 4 == 3
    yield Employee(
        id=name,
        nip=Nip(f"19900101{'202221' if is_pppk else '201501'}1{number:03}"),
        name=f"Pegawai {number}",
        status=EmploymentStatus.PPPK if is_pppk else EmploymentStatus.PNS,
        grade=GolonganPppk.IX if is_pppk else GolonganRuang.III_A,
        appointed_on=date(2022, 1, 1) if is_pppk else date(2015, 1, 1),
        contract_until=date(2027, 1, 1) if is_pppk else None,
    )
    yield Assignment(
        id=f"a-{name}", employee_id=name, position_id="staf", valid_from=date(2022, 1, 1)
    )
    yield Appraisal(
        id=f"a-{name}/2025",
        employee_id=name,
        assignment_id=f"a-{name}",
        unit_id="u1",
        period=YEAR,
        outcome=AppraisalOutcome.DINILAI,
        results=tuple(ResultRating)[number % 3],
        behaviour=tuple(BehaviourRating)[(number // 3) % 3],
        predicate=tuple(PredikatKinerja)[number % 5],
    )
    for competency, level in (("c1", 1 + number % 3), ("c2", 1 + number % 4)):
        if number != 5 or competency == "c1":
            yield Assessment(
                id=f"n-{name}-{competency}",
                employee_id=name,
                competency_id=competency,
                level=level,
                assessed_on=date(2025, 1, 20),
            )
    if number < 7:
        yield Enrolment(
            id=f"e-{name}",
            session_id="s1",
            employee_id=name,
            attended=4 - number % 2,
            meetings=4,
            completed_on=None if number == 6 else date(2025, 4, 11),
        )
        yield TrainingFeedback(
            id=f"f-{name}", session_id="s1", token=name[::-1], reaction=4, learning=3 + number % 3
        )
        yield Assessment(
            id=f"z-{name}",
            employee_id=name,
            competency_id="c1",
            level=3,
            assessed_on=date(2025, 10, 1),
        )


def _records():
    yield Programme(
        id="program",
        name="Program Contoh",
        period=YEAR,
        office="Kecamatan Contoh",
        region="Kota Contoh",
        root_unit_id="u1",
        city="Contoh",
        signed_on=date(2026, 1, 30),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=Decimal("0.5"),
        small_share=Decimal("0.25"),
        away_limit=4,
    )
    yield Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA)
    for competency, weight in (("c1", "1.5"), ("c2", "1")):
        yield PositionRequirement(
            id=f"r-{competency}",
            position_id="staf",
            competency_id=competency,
            level=3,
            weight=Decimal(weight),
        )
    for name, competency, hours in (("k1", "c1", 12), ("k2", "c2", 16)):
        yield Course(
            id=name,
            name=name,
            provider="BKPSDM",
            path=TrainingPath.KLASIKAL,
            credit_hours=hours,
            competency_id=competency,
            level=3,
        )
    yield Fund(id="apbd", name="APBD", ceiling=500)
    for name, course, month, seats in (
        ("s1", "k1", 4, 4), ("s2", "k1", 6, 4), ("s3", "k2", 8, 6), ("s4", "k2", 9, 9)
    ):  # fmt: skip
        yield Session(
            id=name,
            course_id=course,
            valid_from=date(2025, month, 10),
            valid_until=date(2025, month, 12),
            seats=seats,
            minimum_size=5 if name == "s4" else 2,
            cost=100,
            fund_id="apbd",
        )
    for number, name in enumerate(PEOPLE):
        yield from _person(number, name)


@pytest.fixture
def records():
    """All records of a small office."""
    return tuple(_records())


@pytest.fixture
def context(records):
    """A store in memory that holds them."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in records:
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _stored(context, record_type):
    with context.reading() as unit:
        return {record.id: record for record in unit.repository(record_type).scan()}


def _entries(context):
    with context.reading() as unit:
        return [entry.action for entry in unit.scan_audit()]


def test_needs_are_what_plain_python_finds(context):
    """Gaps by the level known before the training, guidance and counselling by the ratings."""
    summary = find_improvements(context, YEAR)
    expected = {}
    for number, name in enumerate(PEOPLE):
        for competency, level, weight in (
            ("c1", 1 + number % 3, Decimal("1.5")), ("c2", 1 + number % 4, Decimal(1))
        ):  # fmt: skip
            if level < 3 and (number, competency) != (5, "c2"):
                expected[f"{name}/2025/{competency}"] = (3 - level) * weight
        if number % 3 == 2:
            expected[f"{name}/2025/bimbingan"] = 0
        if (number // 3) % 3 == 2:
            expected[f"{name}/2025/konseling"] = 0
    found = {key: need.priority for key, need in _stored(context, TrainingNeed).items()}
    assert found == expected
    kinds = Counter(need.kind for need in _stored(context, TrainingNeed).values())
    assert summary.needs == {kind: kinds[kind] for kind in NeedKind}
    assert [item.id for item in summary.unassessed] == ["p05/2025/c2"]


def test_the_plan_keeps_to_money_seats_and_hours(context):
    """Five places can be paid, nobody on a contract passes 24 JP, the rest is told why."""
    find_improvements(context, YEAR)
    plan = plan_training(context, YEAR).plan
    assert _stored(context, TrainingPlan) == {"2025": plan}
    assert (plan.method, plan.state, len(plan.placements)) == ("exact", PlanState.USULAN, 5)
    needs = _stored(context, TrainingNeed)
    gaps = [need for need in needs.values() if need.kind is NeedKind.PELATIHAN]
    served = {name for item in plan.placements for name in item.need_ids}
    assert {item.need_id for item in plan.unmet} == {need.id for need in gaps} - served
    assert plan.value == sum(needs[name].priority for name in served)
    assert any("fund:apbd" in item.constraints for item in plan.unmet)


def test_the_evaluation_is_what_plain_python_finds(context):
    """Seven people, one course; levels compared for the six who completed."""
    summary = evaluate_training(context, YEAR)
    (found,) = summary.courses
    assert (found.participants, found.completed) == (7, 6)
    assert (found.attended, found.meetings) == (4 * 4 + 3 * 3, 28)
    marks = [3 + number % 3 for number in range(7)]
    mean = Decimal(sum(marks) * 1000 // 7 + 5) / 1000
    assert found.marks == (Decimal("4.00"), Decimal(str(mean)[:4]), None, None)
    before = [1 + number % 3 for number in range(6)]
    assert (found.assessed, found.raised) == (6, sum(level < 3 for level in before))
    assert found.advice == "teruskan"
    assert _stored(context, CourseEvaluation) == {found.id: found}


def test_hours_are_what_plain_python_finds(context):
    """20 JP for civil servants by calendar year, 24 at most for contracts from January."""
    evaluate_training(context, YEAR)
    checks = _stored(context, DutyCheck)
    assert len(checks) == len(PEOPLE)
    for number, name in enumerate(PEOPLE):
        hours = 12 if number < 6 else 0
        check = checks[f"{name}/2025"]
        assert check.credit_hours == hours
        expected = (True, None) if number % 4 == 3 else (False, 20 - hours)
        assert (check.met, check.shortfall) == expected


def test_each_step_is_one_entry_and_a_second_run_none(context):
    """Neither records nor audit grow when nothing is new."""
    steps = (find_improvements, plan_training, evaluate_training)
    first = [step(context, YEAR) for step in steps]
    entries = _entries(context)
    assert entries == ["import", "improve", "plan", "evaluate"]
    assert all(summary.changed for summary in first)
    again = [step(context, YEAR) for step in steps]
    assert again == [attrs.evolve(summary, changed=0) for summary in first]
    assert _entries(context) == entries


def test_a_need_that_is_gone_is_removed(context):
    """Once the post requires it no more, the need goes."""
    find_improvements(context, YEAR)
    with context.transaction("change") as unit:
        unit.repository(PositionRequirement).delete("r-c2")
    find_improvements(context, YEAR)
    assert not [key for key in _stored(context, TrainingNeed) if key.endswith("c2")]


def test_a_decided_plan_is_left_alone(context):
    """What the PPK has decided no proposal replaces."""
    find_improvements(context, YEAR)
    plan = plan_training(context, YEAR).plan
    decided = attrs.evolve(plan, state=PlanState.DITETAPKAN, placements=plan.placements[:1])
    with context.transaction("decide") as unit:
        unit.repository(TrainingPlan).put(decided)
    summary = plan_training(context, YEAR)
    assert (summary.plan, summary.changed) == (decided, 0)
    assert _stored(context, TrainingPlan) == {"2025": decided}


def test_an_unknown_optimiser_is_refused(context):
    """The message names what there is."""
    with pytest.raises(NotFound, match="greedy"):
        plan_training(context, YEAR, optimiser="ajaib")


def test_a_plan_that_breaks_a_limit_is_not_kept(context):
    """A stranger's optimiser is checked before its plan is stored."""
    find_improvements(context, YEAR)

    class Careless:
        id = "ceroboh"

        def plan(self, problem):
            good = context.training_optimisers["greedy"].plan(problem)
            return attrs.evolve(good, unmet=())

    lax = attrs.evolve(context, training_optimisers={"ceroboh": Careless()})
    with pytest.raises(InvalidInput) as caught:
        plan_training(lax, YEAR, optimiser="ceroboh")
    assert {problem.code for problem in caught.value.problems} == {"plan_breaks"}
    assert _stored(context, TrainingPlan) == {}

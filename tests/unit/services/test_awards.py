"""Selecting on a stored year with the real rules, and the same computed again in plain Python."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest

from asn_kinerja.legal.terms import (
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    PositionClass,
    PredikatKinerja,
    TrainingPath,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import (
    AwardPool,
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
    PredicatePoints,
)
from asn_kinerja.records.awards import Attendance, Nomination, Selection
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.services.awards import select_awards
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
PEOPLE = range(12)
POINTS = {"sangat_baik": 100, "baik": 80, "butuh_perbaikan": 50}
WEIGHTS = {
    CriterionSource.PREDIKAT: (50, 0, 100),
    CriterionSource.KEHADIRAN: (25, 80, 100),
    CriterionSource.INOVASI: (15, 0, 100),
    CriterionSource.JAM_PELAJARAN: (10, 0, 20),
}


def _facts(number):
    """Predicate, days present of 240, mark, and JP of one person."""
    predicate = tuple(PredikatKinerja)[number % 3]
    return predicate, 240 - number * 3 % 11, Decimal(40 + 7 * number % 50), 24 * (number % 2)


def _person(number):
    name, is_pppk = f"p{number:02}", number % 4 == 3
    predicate, present, mark, hours = _facts(number)
    yield Employee(
        id=name,
        nip=Nip(f"19900101{'202221' if is_pppk else '201501'}1{number:03}"),
        name=f"Pegawai {number}",
        status=EmploymentStatus.PPPK if is_pppk else EmploymentStatus.PNS,
        grade=GolonganPppk.IX if is_pppk else GolonganRuang.III_A,
        appointed_on=date(2015, 1, 1) if not is_pppk else date(2022, 1, 1),
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
        predicate=predicate,
        final_on=None if number == 3 else date(2026, 1, 15),
    )
    yield Attendance(
        id=f"h-{name}",
        employee_id=name,
        period=YEAR,
        working_days=240,
        present=present,
        absent=240 - present,
    )
    yield Nomination(
        id=f"n-{name}",
        programme_id="teladan",
        employee_id=name,
        nominated_by="lurah",
        innovation=mark,
    )
    if hours:
        yield Enrolment(
            id=f"e-{name}",
            session_id="s1",
            employee_id=name,
            attended=1,
            meetings=1,
            completed_on=date(2025, 5, 6),
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
        signed_on=date(2026, 1, 20),
        signatory="Ayu Contoh",
        signatory_title="Camat",
        large_share=Decimal("0.5"),
        small_share=Decimal("0.25"),
    )
    yield Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA)
    yield Course(
        id="k1", name="Kursus", provider="BKPSDM", path=TrainingPath.KLASIKAL, credit_hours=24
    )
    yield Session(
        id="s1",
        course_id="k1",
        valid_from=date(2025, 5, 5),
        valid_until=date(2025, 5, 7),
        seats=20,
    )
    yield AwardProgramme(
        id="teladan",
        name="Pegawai teladan",
        period=YEAR,
        pools=(
            AwardPool(id="pppk", name="PPPK", winners=1, statuses=(EmploymentStatus.PPPK,)),
            AwardPool(id="pns", name="PNS", winners=2, reserves=2),
        ),
        gates=(Gate(kind=GateKind.PREDIKAT_FINAL),),
        criteria=tuple(
            Criterion(
                id=source.value,
                name=source.value,
                source=source,
                weight=Decimal(weight),
                worst=Decimal(worst),
                best=Decimal(best),
            )
            for source, (weight, worst, best) in WEIGHTS.items()
        ),
        predicate_points=tuple(
            PredicatePoints(predicate=word, points=Decimal(points))
            for word, points in POINTS.items()
        ),
        ties=("inovasi",),
        decider_ids=("p04",),
    )
    for number in PEOPLE:
        yield from _person(number)


@pytest.fixture
def context():
    """A store in memory that holds a programme of awards and twelve candidates."""
    now = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with open_workspace(actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=now) as unit:
            for record in _records():
                unit.repository(type(record)).put(record)
            unit.commit(action="import")
        yield workspace.services(now=lambda: now)


def _stored(context):
    with context.reading() as unit:
        return {item.id: item for item in unit.repository(Selection).scan()}


def _entries(context):
    with context.reading() as unit:
        return [entry.action for entry in unit.scan_audit()]


def _total(number):
    """The weighted sum as anybody would compute it; a PPPK has no duty that caps the hours."""
    predicate, present, mark, hours = _facts(number)
    attendance = min(100, max(0, (Decimal(100 * present) / 240 - 80) * 5))
    training = min(100, Decimal(hours) * 5)
    total = POINTS[predicate] * 50 + attendance * 25 + mark * 15 + training * 10
    return (total / 100).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def test_winners_are_those_of_plain_python(context):
    """Per pool the highest totals win, without who decides and who is not final."""
    selections = {item.pool_id: item for item in select_awards(context, YEAR)}
    for pool, is_pppk in (("pppk", True), ("pns", False)):
        able = [n for n in PEOPLE if (n % 4 == 3) is is_pppk and n not in {3, 4}]
        order = sorted(able, key=lambda n: (-_total(n), -_facts(n)[2]))
        ranked = [item for item in selections[pool].candidates if item.rank]
        assert [item.employee_id for item in ranked] == [f"p{n:02}" for n in order]
        assert [item.total for item in ranked] == [_total(n) for n in order]
        winners = {"pppk": 1, "pns": 2}[pool]
        assert [item.employee_id for item in selections[pool].winners] == [
            f"p{n:02}" for n in order[:winners]
        ]
    assert [item.employee_id for item in selections["pns"].reserves] == [
        item.employee_id for item in selections["pns"].candidates[2:4]
    ]


def test_the_excluded_have_their_reasons(context):
    """The decider and the one whose predicate is open are listed, not ranked."""
    reasons = {
        item.employee_id: [gate.reason for gate in item.gates if gate.state != "met"]
        for selection in select_awards(context, YEAR)
        for item in selection.candidates
        if item.rank is None
    }
    assert reasons == {"p03": ["predikat_belum_final"], "p04": ["penentu"]}


def test_a_second_run_changes_nothing(context):
    """Neither records nor audit grow when nothing is new."""
    first = select_awards(context, YEAR)
    assert _stored(context) == {item.id: item for item in first}
    assert _entries(context) == ["import", "select"]
    assert select_awards(context, YEAR) == first
    assert _entries(context) == ["import", "select"]


def test_a_quarter_without_award_selects_nobody(context):
    """The award of a year is not one of its quarters."""
    assert select_awards(context, Period("2025-Q1")) == ()
    assert _stored(context) == {}

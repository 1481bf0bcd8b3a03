"""One award of two pools, and one candidate with all facts."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.awards.facts import AwardFacts
from asn_kinerja.awards.ranking.additive import SimpleAdditiveWeighting
from asn_kinerja.awards.select import select
from asn_kinerja.legal.terms import (
    EmploymentStatus,
    GolonganRuang,
    PositionClass,
    PredikatKinerja,
    TrainingPath,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assessments import Assessment
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
from asn_kinerja.records.awards import Attendance, Nomination
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import Course, Enrolment, Session

YEAR = Period("2025")


@pytest.fixture
def year():
    """The year of all tests."""
    return YEAR


def _criterion(source, weight, worst, best):
    return Criterion(
        id=source.value,
        name=source.value,
        source=source,
        weight=Decimal(weight),
        worst=Decimal(worst),
        best=Decimal(best),
    )


@pytest.fixture
def programme(year):
    """The best of officials and of staff; hours weigh nothing."""
    return AwardProgramme(
        id="teladan",
        name="Pegawai teladan",
        period=year,
        pools=(
            AwardPool(id="pengawas", name="Pengawas", winners=1, classes=(PositionClass.PENGAWAS,)),
            AwardPool(id="staf", name="Staf", winners=1, reserves=1),
        ),
        gates=(
            Gate(kind=GateKind.MASA_KERJA, threshold="24"),
            Gate(kind=GateKind.PREDIKAT_FINAL),
            Gate(kind=GateKind.PREDIKAT_MINIMUM, threshold="baik"),
            Gate(kind=GateKind.TANPA_HUKUMAN),
            Gate(kind=GateKind.BUKAN_PENENTU),
        ),
        criteria=(
            _criterion(CriterionSource.PREDIKAT, 40, 60, 100),
            _criterion(CriterionSource.KOMPETENSI, 20, 68, 100),
            _criterion(CriterionSource.KEHADIRAN, 20, 90, 100),
            _criterion(CriterionSource.INOVASI, 20, 0, 100),
            _criterion(CriterionSource.JAM_PELAJARAN, 0, 0, 20),
        ),
        predicate_points=(
            PredicatePoints(predicate="sangat_baik", points=Decimal(100)),
            PredicatePoints(predicate="baik", points=Decimal(80)),
        ),
        ties=("inovasi", "kehadiran"),
        decider_ids=("camat",),
    )


def _of_one(name, number, innovation):
    return {
        "nominations": Nomination(
            id=f"n-{name}",
            programme_id="teladan",
            employee_id=name,
            nominated_by="lurah",
            innovation=Decimal(innovation),
        ),
        "employees": Employee(
            id=name,
            nip=Nip(f"19800101201501100{number}"),
            name=f"{name.title()} Contoh",
            status=EmploymentStatus.PNS,
            grade=GolonganRuang.III_A,
            appointed_on=date(2015, 1, 1),
        ),
        "assignments": Assignment(
            id=f"a-{name}", employee_id=name, position_id="staf", valid_from=date(2020, 1, 1)
        ),
        "appraisals": Appraisal(
            id=f"ap-{name}",
            employee_id=name,
            assignment_id=f"a-{name}",
            unit_id="u1",
            period=YEAR,
            outcome=AppraisalOutcome.DINILAI,
            predicate=PredikatKinerja.BAIK,
            final_on=date(2026, 1, 10),
        ),
        "attendance": Attendance(
            id=f"h-{name}",
            employee_id=name,
            period=YEAR,
            working_days=240,
            present=228,
            lawful_leave=12,
        ),
        "assessments": Assessment(
            id=f"l-{name}",
            employee_id=name,
            competency_id="c1",
            level=2,
            assessed_on=date(2025, 2, 1),
        ),
        "enrolments": Enrolment(
            id=f"e-{name}",
            session_id="s1",
            employee_id=name,
            attended=1,
            meetings=1,
            completed_on=date(2025, 5, 6),
        ),
    }


@pytest.fixture
def facts():
    """Three of staff, equal but for the mark of innovation: 90, 70, 70."""
    people = [_of_one(*item) for item in (("ani", 1, 90), ("budi", 2, 70), ("citra", 3, 70))]
    lists = {name: tuple(person[name] for person in people) for name in people[0]}
    course = Course(
        id="k1",
        name="Kursus",
        provider="BKPSDM",
        path=TrainingPath.KLASIKAL,
        credit_hours=24,
    )
    return AwardFacts(
        as_of=date(2026, 1, 20),
        positions=(
            Position(id="staf", name="Staf", unit_id="u1", position_class=PositionClass.PELAKSANA),
            Position(id="kasi", name="Kasi", unit_id="u1", position_class=PositionClass.PENGAWAS),
        ),
        requirements=(
            PositionRequirement(id="r1", position_id="staf", competency_id="c1", level=2),
        ),
        courses=(course,),
        sessions=(
            Session(
                id="s1",
                course_id="k1",
                valid_from=date(2025, 5, 5),
                valid_until=date(2025, 5, 7),
                seats=9,
            ),
        ),
        duty_hours={"ani": 20, "budi": 20, "citra": 20},
        **lists,
    )


@pytest.fixture
def change(facts):
    """Change fields of the records of one person, ani unless told otherwise."""

    def make(name, *, who="ani", **fields):
        rows = tuple(
            attrs.evolve(row, **fields) if row.employee_id == who else row
            for row in getattr(facts, name)
        )
        return attrs.evolve(facts, **{name: rows})

    return make


@pytest.fixture
def choose(programme, facts):
    """Select and give the staff's pool."""

    def run(changed_facts=None, changed_programme=None):
        found = select(
            changed_programme or programme,
            facts=changed_facts or facts,
            methods={"saw": SimpleAdditiveWeighting()},
        )
        return next(item for item in found if item.pool_id == "staf")

    return run

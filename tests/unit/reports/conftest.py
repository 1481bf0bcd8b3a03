"""A small synthetic year: one office, two kelurahan, sixteen invented people."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from asn_kinerja.legal.terms import (
    BehaviourRating,
    CompetencyGroup,
    DutyCondition,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    OrganisationPredicate,
    PlanApproach,
    PositionClass,
    PredikatKinerja,
    ResultPriority,
    ResultRating,
    TrainingPath,
)
from asn_kinerja.records.appraisals import (
    Appraisal,
    AppraisalOutcome,
    OrganisationResult,
    PatternCheck,
)
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
from asn_kinerja.records.awards import (
    Candidate,
    CriterionScore,
    GateResult,
    GateState,
    Place,
    Selection,
    TieBreak,
)
from asn_kinerja.records.competencies import Competency, CompetencyFramework
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Indicator,
    NarrativeTarget,
    PerformancePlan,
    PeriodicReport,
    WorkResult,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Owner, Programme
from asn_kinerja.records.surveys import MotivationIndex, SatisfactionIndex, Wave
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    Fund,
    NeedKind,
    Placement,
    PlanState,
    Session,
    TrainingNeed,
    TrainingPlan,
    UnmetNeed,
)
from asn_kinerja.reports.year import build_year

YEAR = Period("2025")
NAMES = (
    "Aminah Sartika", "Bonar Wiguna", "Citra Lazuardi", "Darma Pasaran", "Elok Prabawa",
    "Fadli Tanjungan", "Gita Samudra", "Haris Belawanto", "Intan Rengasari", "Jaya Pasirwan",
    "Kartika Deliani", "Luhur Terjunan", "Mutiara Andalas", "Nanda Kesawan", "Oka Sunggalan",
    "Putri Helvetian",
)  # fmt: skip
EXPLANATION = {
    "kind": "policy",
    "title": {"id": "Predikat kinerja", "en": "Predicate"},
    "value": "baik",
    "citation": {"regulation": "permenpanrb_6_2022"},
    "parts": [
        {
            "kind": "matrix",
            "title": {"id": "Kuadran kinerja", "en": "Quadrant"},
            "value": "baik",
            "rule": {"id": "Dibaca dari matriks.", "en": "Read from the matrix."},
            "citation": {"regulation": "permenpanrb_6_2022", "page": "99"},
            "margin": {"down": "0.25", "up": "1/3"},
            "conflicts": ["formulir_3"],
            "reason": {},
            "parts": [
                {
                    "kind": "parametervalue",
                    "title": {"id": "Batas", "en": "Limit"},
                    "value": "0.5",
                    "place": "batas",
                    "parameter": {
                        "status": "unconfirmed",
                        "citation": {"regulation": "permenpanrb_6_2022", "page": "98"},
                    },
                }
            ],
        }
    ],
}


def make_programme() -> Programme:
    """Make the settings of the office."""
    topics = ("bimbingan", "pelatihan", "laporan", "pelayanan", "motivasi")
    return Programme(
        id="p-2025", name="Program Pengembangan ASN Berbasis Kinerja", period=YEAR,
        office="Kecamatan Contoh", region="Pemerintah Kota Contoh", address="Jalan Contoh No. 1",
        root_unit_id="kec", city="Contoh", signed_on=date(2026, 1, 30),
        signatory="Aminah Sartika", signatory_title="Camat Contoh",
        signatory_nip="197501011999032001", large_share=Decimal("0.5"),
        small_share=Decimal("0.25"), synthetic=True,
        owners=tuple(
            Owner(topic=topic, person="Sekretaris Camat", due_on=date(2026, 3, 31))
            for topic in topics
        ),
    )  # fmt: skip


def make_records() -> dict[type, list]:
    """Make the records of the year."""
    people = [_employee(number, name) for number, name in enumerate(NAMES)]
    records = {
        Programme: [make_programme()],
        Unit: [
            Unit(id="kec", name="Kecamatan Contoh"),
            Unit(id="seksi", name="Seksi Pelayanan", parent_id="kec"),
            Unit(id="k1", name="Kelurahan Satu", parent_id="kec"),
            Unit(id="k2", name="Kelurahan Dua", parent_id="kec"),
        ],
        Position: [_position(number) for number in range(len(NAMES))],
        Employee: people,
        ExternalPerson: [
            ExternalPerson(id="x-1", name="Wali Contoh", office="Wali Kota", final=True)
        ],
        Assignment: [_assignment(number) for number in range(len(NAMES))],
        PerformancePlan: [_plan(number) for number in range(len(NAMES) - 1)],
        OrganisationResult: [
            OrganisationResult(id="kec/2025", unit_id="kec", period=YEAR,
                               predicate=OrganisationPredicate.BAIK),
            OrganisationResult(id="k1/2025", unit_id="k1", period=YEAR,
                               predicate=OrganisationPredicate.ISTIMEWA),
        ],
        Appraisal: [_appraisal(number) for number in range(len(NAMES))]
        + [_appraisal(number, Period("2025-Q1")) for number in range(len(NAMES))],
        PatternCheck: [
            PatternCheck(id="k1/2025", unit_id="k1", period=YEAR, counts=(2, 3, 0, 0, 0),
                         organisation_predicate=OrganisationPredicate.ISTIMEWA, peak_fits=False),
        ],
        PeriodicReport: [
            PeriodicReport(id=f"r-{number}", plan_id=f"plan-{number}", period=Period("2025-Q1"),
                           due_on=date(2025, 4, 5), submitted_on=submitted)
            for number, submitted in enumerate(
                [date(2025, 4, 4), date(2025, 4, 9), None, date(2025, 4, 5)]
            )
        ],
    }  # fmt: skip
    return records | _training() | _awards() | _surveys()


@pytest.fixture
def records():
    """Records by class."""
    return make_records()


@pytest.fixture(scope="session")
def programme():
    """The settings of the office."""
    return make_programme()


@pytest.fixture(scope="session")
def year(programme):
    """The tables of the year."""
    return build_year(make_records(), programme=programme)


@pytest.fixture(scope="session")
def empty(programme):
    """A year of which nothing is on record."""
    return build_year({}, programme=programme)


@pytest.fixture(scope="session")
def page(year):
    """Give the page that a function renders in a language, rendered once."""
    return cache(lambda render, lang="id": render(year, lang=lang))


def _employee(number: int, name: str) -> Employee:
    contract = number == 14
    middle = "21" if contract else "03"
    return Employee(
        id=f"e-{number:02}", name=name,
        nip=Nip(f"198001{number + 1:02}2010{middle}{1 + number % 2}{number + 1:03}"),
        status=EmploymentStatus.PPPK if contract else EmploymentStatus.PNS,
        grade=GolonganPppk.IX if contract else GolonganRuang.III_B,
        appointed_on=date(2010, 3, 1),
        contract_until=date(2027, 3, 1) if contract else None,
    )  # fmt: skip


def _position(number: int) -> Position:
    units = ("kec", "seksi", "k1", "k2")
    heads = number < 4
    return Position(
        id=f"j-{number:02}", name="Kepala" if heads else f"Pengelola {number}",
        unit_id=units[number % 4], heads_unit=heads,
        position_class=PositionClass.PENGAWAS if heads else PositionClass.PELAKSANA,
    )  # fmt: skip


def _assignment(number: int) -> Assignment:
    away = number == 15
    return Assignment(
        id=f"a-{number:02}", employee_id=f"e-{number:02}", position_id=f"j-{number:02}",
        valid_from=date(2024, 1, 1),
        condition=DutyCondition.CLTN if away else DutyCondition.AKTIF,
        appraiser_id=None if away else "e-00" if number else "x-1",
    )  # fmt: skip


def _plan(number: int) -> PerformancePlan:
    indicator = Indicator(
        id="i", text="Layanan selesai", target=NarrativeTarget(text="Tepat waktu")
    )
    return PerformancePlan(
        id=f"plan-{number}", employee_id=f"e-{number:02}", assignment_id=f"a-{number:02}",
        approach=PlanApproach.KUALITATIF, valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1),
        results=(WorkResult(id="r", text="Layanan", priority=ResultPriority.UTAMA,
                            indicators=(indicator,)),),
    )  # fmt: skip


def _appraisal(number: int, period: Period = YEAR) -> Appraisal:
    shared = {
        "id": f"a-{number:02}/{period}", "employee_id": f"e-{number:02}", "period": period,
        "assignment_id": f"a-{number:02}", "unit_id": ("kec", "seksi", "k1", "k2")[number % 4],
    }  # fmt: skip
    if number == 15:
        return Appraisal(outcome=AppraisalOutcome.TANPA_SKP, note="cltn", **shared)
    above, weak = number in {1, 2}, number in {6, 11}
    return Appraisal(
        outcome=AppraisalOutcome.DINILAI,
        plan_id=f"plan-{number}",
        appraiser_id="e-00",
        organisation_unit_id="kec",
        organisation_predicate=OrganisationPredicate.BAIK,
        proposed_results=ResultRating.SESUAI_EKSPEKTASI,
        results=ResultRating.DI_ATAS_EKSPEKTASI
        if above
        else ResultRating.DI_BAWAH_EKSPEKTASI
        if weak
        else ResultRating.SESUAI_EKSPEKTASI,
        behaviour=BehaviourRating.DI_ATAS_EKSPEKTASI
        if above
        else BehaviourRating.SESUAI_EKSPEKTASI,
        override_reason="Memimpin <b>posko</b> banjir" if number == 1 else "",
        predicate=PredikatKinerja.SANGAT_BAIK
        if above
        else PredikatKinerja.BUTUH_PERBAIKAN
        if weak
        else PredikatKinerja.BAIK,
        explanation=EXPLANATION,
        proposal=EXPLANATION,
        conflicts=("formulir_3",) if number == 6 else (),
        unconfirmed=("batas",) if number == 6 else (),
        final_on=None if number == 3 else date(2026, 1, 20),
        **shared,
    )


def _training() -> dict[type, list]:
    competencies = tuple(
        Competency(id=name, name=label, group=CompetencyGroup.TEKNIS)
        for name, label in (("tik", "Teknologi informasi"), ("layanan", "Pelayanan publik"))
    )
    needs = [
        TrainingNeed(id=f"n-{number}", employee_id=f"e-{number:02}", unit_id="k1", period=YEAR,
                     kind=NeedKind.PELATIHAN, reason="gap", required=3, current=2,
                     competency_id="tik" if number < 8 else "layanan", priority=Decimal(1))
        for number in range(4, 10)
    ]  # fmt: skip
    needs += [
        TrainingNeed(id="n-b", employee_id="e-06", unit_id="k1", period=YEAR,
                     kind=NeedKind.BIMBINGAN, reason="weak_result"),
        TrainingNeed(id="n-k", employee_id="e-11", unit_id="k2", period=YEAR,
                     kind=NeedKind.KONSELING, reason="weak_behaviour", source_id="rahasia-11"),
    ]  # fmt: skip
    return {
        CompetencyFramework: [
            CompetencyFramework(id="f", name="Kamus", version="1", competencies=competencies)
        ],
        TrainingNeed: needs,
        Fund: [
            Fund(id="apbd_kecamatan", name="APBD Kecamatan", ceiling=12_500_000),
            Fund(id="gratis", name="Tanpa biaya"),
        ],
        Course: [
            Course(id="c-tik", name="Srikandi dan TIK perkantoran", provider="BKPSDM",
                   path=TrainingPath.KLASIKAL, credit_hours=24, competency_id="tik", level=3),
        ],
        Session: [
            Session(id="s-1", course_id="c-tik", valid_from=date(2025, 5, 5),
                    valid_until=date(2025, 5, 8), seats=4, cost=1_500_000,
                    fund_id="apbd_kecamatan"),
        ],
        TrainingPlan: [
            TrainingPlan(
                id="plan/2025", period=YEAR, state=PlanState.USULAN, method="greedy",
                placements=tuple(
                    Placement(employee_id=f"e-{number:02}", session_id="s-1",
                              need_ids=(f"n-{number}",))
                    for number in range(4, 8)
                ),
                unmet=(UnmetNeed(need_id="n-8", constraints=("no_offer",)),
                       UnmetNeed(need_id="n-9", constraints=("seats:s-1", "fund:apbd_kecamatan"))),
            )
        ],
        Enrolment: [
            Enrolment(id=f"en-{number}", session_id="s-1", employee_id=f"e-{number:02}",
                      attended=attended, meetings=3,
                      completed_on=date(2025, 5, 7) if attended == 3 else None)
            for number, attended in ((4, 3), (5, 3), (6, 2), (7, 0))
        ],
        CourseEvaluation: [
            CourseEvaluation(id="c-tik/2025", course_id="c-tik", period=YEAR, participants=4,
                             completed=2, attended=8, meetings=12, answers=6,
                             marks=(Decimal("4.20"), Decimal("4.00"), Decimal("3.50"), None),
                             raised=2, assessed=2, advice="teruskan"),
        ],
        DutyCheck: [
            DutyCheck(id=f"d-{number}", employee_id=f"e-{number:02}", period=YEAR,
                      credit_hours=24 if number < 9 else 8, policy_id="jp",
                      met=None if number == 14 else number < 9,
                      shortfall=None if number == 14 else max(0, 12 - number) or 0)
            for number in range(15)
        ],
    }  # fmt: skip


def _awards() -> dict[type, list]:
    met = GateResult(kind=GateKind.TANPA_HUKUMAN, state=GateState.MET, reason="none")
    barred = GateResult(
        kind=GateKind.TANPA_HUKUMAN, state=GateState.NOT_MET, reason="penalty", detail="2025"
    )

    missing = CriterionScore(criterion_id="hadir", raw=None, scaled=None)
    present = CriterionScore(criterion_id="hadir", raw="95", scaled=Decimal("75.0000"))

    def candidate(number: int, place: Place, total: str | None, rank: int | None) -> Candidate:
        return Candidate(
            employee_id=f"e-{number:02}", unit_id="k1", place=place, rank=rank,
            gates=(barred if place is Place.NOT_ELIGIBLE else met,),
            total=Decimal(total) if total else None,
            scores=(
                CriterionScore(criterion_id="predikat", raw="80", scaled=Decimal("80.0000")),
                missing if place is Place.INCOMPLETE else present,
            ),
        )  # fmt: skip

    return {
        AwardProgramme: [
            AwardProgramme(
                id="aw", name="Pegawai Terbaik 2025", period=YEAR,
                pools=(AwardPool(id="pelaksana", name="Pelaksana", winners=1, reserves=1),),
                gates=(Gate(kind=GateKind.MASA_KERJA, threshold="12"),
                       Gate(kind=GateKind.PREDIKAT_MINIMUM, threshold="baik", basis="ketentuan"),
                       Gate(kind=GateKind.TANPA_HUKUMAN)),
                criteria=(
                    Criterion(id="predikat", name="Predikat", source=CriterionSource.PREDIKAT,
                              weight=Decimal(60), worst=Decimal(0), best=Decimal(100)),
                    Criterion(id="hadir", name="Kehadiran", source=CriterionSource.KEHADIRAN,
                              weight=Decimal(40), worst=Decimal(80), best=Decimal(100)),
                ),
                predicate_points=(PredicatePoints(predicate="sangat_baik", points=Decimal(100)),
                                  PredicatePoints(predicate="baik", points=Decimal(80))),
                ties=("hadir",), decider_ids=("e-00", "e-01"), reward="Piagam",
                legal_basis="Keputusan Camat",
            )
        ],
        Selection: [
            Selection(
                id="aw/pelaksana", programme_id="aw", pool_id="pelaksana", period=YEAR,
                candidates=(
                    candidate(5, Place.WINNER, "88.0000", 1),
                    candidate(9, Place.RESERVE, "80.0000", 2),
                    candidate(10, Place.RANKED, "79.5000", 3),
                    candidate(12, Place.INCOMPLETE, None, None),
                    candidate(13, Place.NOT_ELIGIBLE, None, None),
                ),
                ties=(TieBreak(employee_ids=("e-05", "e-09"), criterion_id="hadir"),
                      TieBreak(employee_ids=("e-09", "e-10"))),
            )
        ],
    }  # fmt: skip


def _surveys() -> dict[type, list]:
    def means(step: str) -> tuple[Decimal, ...]:
        first = Decimal("3.1000") + Decimal(step)
        return tuple(first + Decimal("0.0500") * (number % 5) for number in range(9))

    satisfaction = [
        SatisfactionIndex(id=f"ikm/{unit}/{wave.value}", period=YEAR, wave=wave, unit_id=unit,
                          respondents=respondents, index=Decimal(index), grade="b",
                          means=means("0.1000" if wave is Wave.SESUDAH else "0"))
        for wave, index in ((Wave.SEBELUM, "80.12"), (Wave.SESUDAH, "82.22"))
        for unit, respondents in ((None, 64), ("k1", 60), ("k2", 4))
    ]  # fmt: skip
    motivation = [
        MotivationIndex(id=f"mot/{group}/{wave.value}", period=YEAR, wave=wave, group=group,
                        respondents=14 if group is None else 3, paired=12,
                        index=Decimal(index) if group is None else None,
                        dimensions=(Decimal("70.00"), Decimal("61.50"), Decimal("66.25"),
                                    Decimal("59.75")) if group is None else (),
                        reliability=Decimal("0.871") if group is None else None,
                        paired_change=Decimal("2.10")
                        if wave is Wave.SESUDAH and not group else None)
        for wave, index in ((Wave.SEBELUM, "64.38"), (Wave.SESUDAH, "66.10"))
        for group in (None, "k2")
    ]  # fmt: skip
    return {SatisfactionIndex: satisfaction, MotivationIndex: motivation}

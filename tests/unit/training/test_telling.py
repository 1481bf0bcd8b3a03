"""Reasons of unmet needs in plain sentences, with seats, rupiah and days."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import (
    Fund,
    GuidanceKind,
    GuidanceProvider,
    Holiday,
    NeedKind,
    Placement,
    PlanState,
    TrainingNeed,
    TrainingPlan,
    UnmetNeed,
)
from asn_kinerja.training.learners import HoursWindow, Learner, Span
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.telling import ReasonTeller


@pytest.fixture
def problem(year, course, session):
    """One gap of Ani; the run on 5 and 6 May costs a million, a second one is in June."""
    return TrainingProblem(
        id="2025",
        period=year,
        needs=(
            TrainingNeed(
                id="n", employee_id="ani", unit_id="u1", period=year, kind=NeedKind.PELATIHAN,
                reason="gap", competency_id="c1", required=3, current=1, priority=Decimal(2),
            ),
        ),
        learners=(
            Learner(
                employee_id="ani", unit_id="u1", position_class=PositionClass.PELAKSANA,
                windows=(HoursWindow(span=Span(date(2025, 3, 1)), used=20, ceiling=24),),
            ),
        ),
        courses=(attrs.evolve(course, for_classes=(PositionClass.PENGAWAS,)),),
        sessions=(
            attrs.evolve(session, cost=1_000_000, fund_id="apbd", minimum_size=4),
            attrs.evolve(session, id="s2", valid_from=date(2025, 5, 30),
                         valid_until=date(2025, 6, 3)),
        ),
        funds=(Fund(id="apbd", name="APBD Kecamatan", ceiling=2_500_000),),
        away_limit=2,
        course_limit=1,
        guides=(GuidanceProvider(id="m", name="Ibu Mentor", kind=GuidanceKind.MENTOR, field="x",
                                 load=3),),
        holidays=(Holiday(day=date(2025, 6, 1), name="Hari Lahir Pancasila"),),
    )  # fmt: skip


@pytest.fixture
def plan(year):
    """Two people are in the dear run."""
    seats = (Placement(employee_id=name, session_id="s1") for name in ("x", "y"))
    return TrainingPlan(
        id="2025", period=year, state=PlanState.USULAN, method="m", placements=tuple(seats),
        unmet=(),
    )  # fmt: skip


CLAUSES = {
    "no_offer": "tidak ada pelatihan tahun ini yang menaikkan kompetensi ini di atas level 1"
    " (syarat jabatan: level 3)",
    "seats:s1": "semua 10 kursi Srikandi (5-6 Mei 2025) sudah terisi",
    "fund:apbd": "pagu APBD Kecamatan Rp\xa02.500.000 tinggal Rp\xa0500.000, kurang untuk satu"
    " peserta lagi",
    "load:m": "Ibu Mentor pada tanggal itu sudah membimbing 3 orang, sebanyak bebannya",
    "class:s1": "Srikandi (5-6 Mei 2025) hanya untuk jabatan pengawas, bukan pelaksana",
    "minimum:s1": "Srikandi (5-6 Mei 2025) baru terlaksana dengan sedikitnya 4 peserta dan dalam"
    " rencana ini ada 2",
    "ceiling_jp": "batas 24 JP setahun akan terlampaui: 20 JP sudah terpakai",
    "course_limit": "pegawai ini sudah mengikuti 1 pelatihan, sebanyak batas per orang",
    "holiday:s2": "Srikandi (30 Mei 2025 s.d. 2 Juni 2025) jatuh pada hari libur Hari Lahir"
    " Pancasila (1 Juni 2025)",
    "prerequisite:srikandi": "Srikandi harus selesai lebih dahulu",
    "house rule": "house rule",
}


@pytest.mark.parametrize("code", CLAUSES)
def test_a_constraint_is_said_with_its_numbers(problem, plan, code):
    """Seats, rupiah, days, hours and names stand in the words; a stranger's code is kept."""
    unmet = UnmetNeed(need_id="n", constraints=(code,))
    assert ReasonTeller(problem, plan).clauses(unmet) == (CLAUSES[code],)


def test_a_need_gets_one_sentence_for_all_that_binds(problem, plan):
    """The constraints are joined; English has its own months and separators."""
    unmet = UnmetNeed(need_id="n", constraints=("fund:apbd", "on_leave", "seats:s1"))
    assert ReasonTeller(problem, plan, lang="en").why(unmet) == (
        "Not served because only Rp\xa0500,000 of the ceiling of APBD Kecamatan (Rp\xa02,500,000)"
        " is left, too little for one more, the person is not on duty on the days of the session,"
        " and all 10 seats of Srikandi (5-6 May 2025) are taken."
    )
    alone = attrs.evolve(unmet, constraints=("away:s1",))
    assert ReasonTeller(problem, plan).why(alone) == (
        "Belum terlayani karena pada tanggal Srikandi (5-6 Mei 2025) sudah 2 orang dari unit ini"
        " berada di kelas, sebanyak batasnya."
    )


GONE = {
    "seats:PEL-02-A": "kursi PEL-02-A sudah penuh",
    "fund:apbn": "pagu apbn tidak mencukupi",
    "load:x": "beban x sudah penuh pada tanggal itu",
    "clash:PEL-02-A": "waktunya bentrok dengan PEL-02-A",
    "class:PEL-02-A": "PEL-02-A tidak diperuntukkan bagi kelas jabatan ini",
    "minimum:PEL-02-A": "PEL-02-A tidak terlaksana karena jumlah peserta di bawah batas minimum",
    "holiday:PEL-02-A": "PEL-02-A jatuh pada hari libur",
    "prerequisite:PEL-01": "prasyarat PEL-01 belum diselesaikan",
}


@pytest.mark.parametrize("code", GONE)
def test_a_constraint_whose_subject_is_gone_is_said_without_numbers(problem, plan, code):
    """Session, fund, guide or course that the records no longer hold stand with their id."""
    unmet = UnmetNeed(need_id="n", constraints=(code,))
    assert ReasonTeller(problem, plan).clauses(unmet) == (GONE[code],)


LOOSE = {
    "fund:apbd": "pagu APBD Kecamatan tidak mencukupi",
    "away:s1": "terlalu banyak pegawai unit ini yang meninggalkan tugas pada hari pelaksanaan"
    " Srikandi (5-6 Mei 2025)",
    "class:s1": "Srikandi (5-6 Mei 2025) tidak diperuntukkan bagi kelas jabatan ini",
    "holiday:s2": "Srikandi (30 Mei 2025 s.d. 2 Juni 2025) jatuh pada hari libur",
    "course_limit": "sudah mengikuti pelatihan sebanyak batas per orang",
    "ceiling_jp": "melampaui batas tertinggi jam pelajaran PPPK dalam satu tahun perjanjian kerja",
}


@pytest.mark.parametrize("code", LOOSE)
def test_a_limit_that_no_longer_holds_is_said_without_numbers(problem, plan, code):
    """Limits lifted since the plan was decided have no number to show."""
    freed = attrs.evolve(
        problem,
        learners=(attrs.evolve(problem.learners[0], windows=()),),
        courses=(attrs.evolve(problem.courses[0], for_classes=()),),
        funds=(attrs.evolve(problem.funds[0], ceiling=None),),
        away_limit=None,
        course_limit=None,
        holidays=(),
    )
    unmet = UnmetNeed(need_id="n", constraints=(code,))
    assert ReasonTeller(freed, plan).clauses(unmet) == (LOOSE[code],)


def test_hours_of_a_session_that_is_gone_are_left_out(problem, plan):
    """A seat in a session that the records no longer hold adds no hours."""
    seats = (Placement(employee_id="ani", session_id="PEL-02-A"),)
    unmet = UnmetNeed(need_id="n", constraints=("ceiling_jp",))
    teller = ReasonTeller(problem, attrs.evolve(plan, placements=seats), lang="en")
    assert teller.clauses(unmet) == ("the ceiling of 24 JP a year would be passed: 20 JP are used",)

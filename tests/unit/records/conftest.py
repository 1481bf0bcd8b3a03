"""Small valid records to vary."""

from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja.legal.terms import (
    EmploymentStatus,
    GolonganRuang,
    PlanApproach,
    ResultPriority,
)
from asn_kinerja.records.award_rules import AwardPool, AwardProgramme, Criterion, CriterionSource
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import (
    Direction,
    Indicator,
    NumericTarget,
    PerformancePlan,
    WorkResult,
)
from asn_kinerja.records.periods import Period


@pytest.fixture
def employee():
    """A civil servant."""
    return Employee(
        id="e1",
        nip=Nip("197902142003122007"),
        name="Ratna Contoh, S.E.",
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_C,
        appointed_on=date(2003, 12, 1),
    )


@pytest.fixture
def target():
    """Between two and three days, fewer is better."""
    return NumericTarget(
        direction=Direction.LESS_IS_BETTER, low=Decimal(2), high=Decimal(3), unit="hari"
    )


@pytest.fixture
def plan(target):
    """A plan of one result with one indicator."""
    indicator = Indicator(id="i1", text="Lama tindak lanjut", target=target)
    return PerformancePlan(
        id="p1",
        employee_id="e1",
        assignment_id="a1",
        approach=PlanApproach.KUANTITATIF,
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 1, 1),
        results=(
            WorkResult(
                id="r1",
                text="Pengaduan ditutup",
                priority=ResultPriority.UTAMA,
                indicators=(indicator,),
            ),
        ),
    )


@pytest.fixture
def programme():
    """An award programme of two criteria."""
    return AwardProgramme(
        id="teladan",
        name="Pegawai teladan",
        period=Period("2025"),
        pools=(AwardPool(id="semua", name="Semua", winners=1),),
        gates=(),
        criteria=(
            Criterion(
                id="kehadiran",
                name="Kehadiran",
                source=CriterionSource.KEHADIRAN,
                weight=Decimal(60),
                worst=Decimal(80),
                best=Decimal(100),
            ),
            Criterion(
                id="inovasi",
                name="Inovasi",
                source=CriterionSource.INOVASI,
                weight=Decimal(40),
                worst=Decimal(0),
                best=Decimal(100),
            ),
        ),
        ties=("inovasi",),
    )

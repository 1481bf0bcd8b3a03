"""Invented employees and plans for the storage benchmarks."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from asn_kinerja.legal.terms import (
    Aspect,
    BerakhlakValue,
    EmploymentStatus,
    GolonganRuang,
    PlanApproach,
    ResultPriority,
)
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import (
    BehaviourExpectation,
    Direction,
    Indicator,
    NumericTarget,
    PerformancePlan,
    WorkResult,
)

__all__ = ["people", "plan_of"]

GRADES = tuple(GolonganRuang)


def people(count: int, *, start: int = 0) -> Iterator[Employee]:
    """Invent employees, each different, from a number on."""
    for number in range(start, count):
        born = f"19{60 + number % 40:02d}{1 + number % 12:02d}{1 + number % 28:02d}"
        nip = f"{born}20{10 + number % 10:02d}01{1 + number % 2}{1 + number % 999:03d}"
        yield Employee(
            id=f"p{number:07}",
            nip=Nip(nip),
            name=f"Pegawai Contoh {number}, S.Sos.",
            status=EmploymentStatus.PNS,
            grade=GRADES[number % len(GRADES)],
            appointed_on=date(2010 + number % 10, 1, 1),
        )


def plan_of(employee: Employee) -> PerformancePlan:
    """Invent the plan of one of them: three results with two indicators each."""
    return PerformancePlan(
        id=f"skp-{employee.id}",
        employee_id=employee.id,
        assignment_id=f"tugas-{employee.id}",
        approach=PlanApproach.KUANTITATIF,
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 1, 1),
        results=tuple(
            WorkResult(
                id=f"h{part}",
                text=f"Pelayanan administrasi bagian {part} selesai tepat waktu",
                priority=ResultPriority.UTAMA,
                indicators=tuple(
                    Indicator(
                        id=f"i{part}{letter}",
                        text="Persentase berkas yang selesai dalam tiga hari kerja",
                        target=NumericTarget(
                            direction=Direction.MORE_IS_BETTER,
                            low=Decimal("90.00"),
                            high=Decimal("95.50"),
                            unit="%",
                        ),
                        aspects=(Aspect.KUANTITAS,),
                    )
                    for letter in "ab"
                ),
            )
            for part in range(3)
        ),
        expectations=tuple(
            BehaviourExpectation(value=value, text="Menjadi teladan bagi rekan kerja")
            for value in list(BerakhlakValue)[:2]
        ),
    )

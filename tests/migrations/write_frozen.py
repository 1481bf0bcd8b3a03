"""Write the small store that later releases must open: `python tests/migrations/write_frozen.py`.

Run it once when the layout of stores changes, and commit the file it names. Synthetic people only.
"""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from asn_kinerja import open_workspace
from asn_kinerja.backends.sql.tables import SCHEMA
from asn_kinerja.legal.terms import EmploymentStatus, GolonganRuang
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import Realisation
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Fund

FOLDER = Path(__file__).parent / "frozen"
UNITS = (
    Unit(id="camat", name="Kecamatan Contoh"),
    Unit(id="lurah", name='Kelurahan "Terjun" — é 😀', parent_id="camat"),
)
PEOPLE = tuple(
    Employee(
        id=nip,
        nip=Nip(nip),
        name=name,
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_C,
        appointed_on=date(2010, 1, 1),
    )
    for nip, name in (
        ("198001012010011001", "Siti Contoh"),
        ("198502022010012002", "Budi Contoh"),
    )
)
FUNDS = (Fund(id="apbd", name="APBD", ceiling=2**53 + 1), Fund(id="gratis", name="Tanpa biaya"))
REACHED = tuple(
    Realisation(
        id=f"skp-1/i1/{quarter}",
        plan_id="skp-1",
        indicator_id="i1",
        period=Period(quarter),
        figure=Decimal(figure),
    )
    for quarter, figure in (("2024-Q4", "12.50"), ("2025-Q1", "0.100"))
)


def at(day: int) -> datetime:
    """Give a moment of January 2025."""
    return datetime(2025, 1, day, 8, 0, 0, 123, tzinfo=UTC)


def write(path: Path) -> None:
    """Write the store: three units of work, a change, a deletion.

    Args:
        path: The file; it must not be there.
    """
    with open_workspace(f"sqlite:///{path}", actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=at(1)) as unit:
            unit.repository(Unit).put_all(UNITS)
            unit.repository(Employee).put_all(PEOPLE)
            unit.repository(Fund).put_all(FUNDS)
            unit.repository(Realisation).put_all(REACHED)
            unit.commit(action="import", reason="Data awal")
        with workspace.unit_of_work(recorded_at=at(2)) as unit:
            unit.repository(Unit).put(Unit(id="camat", name="Kecamatan Contoh Baru"))
            unit.repository(Unit).put(Unit(id="seksi", name="Seksi", parent_id="camat"))
            unit.commit(action="import")
        with workspace.unit_of_work(recorded_at=at(3)) as unit:
            unit.repository(Unit).delete("seksi")
            unit.commit(action="tidy", reason="Digabung")


if __name__ == "__main__":
    file = FOLDER / f"layout-{SCHEMA}.db"
    if file.exists():
        sys.exit(f"{file.name} is frozen")
    write(file)

"""Measure storage beside its peer, in one run on one database, and print a table.

python tests/benchmarks/storage.py [--people 100000] [--scan 1000000] [--database sqlite]

The peer is in `storage_peer.py`, the servers are those of the tests. No time is asserted.
"""

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from importlib.metadata import version
from pathlib import Path

import attrs
from sqlalchemy import create_engine, event, make_url, select

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import storage_peer as peer

import conftest as servers
from asn_kinerja.backends.sql.tables import record
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
from asn_kinerja.workspace import Workspace, open_workspace

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)
GRADES = tuple(GolonganRuang)
POINTS = 2_000  # single reads and updates of one measurement


def people(count: int) -> Iterator[Employee]:
    """Invent employees, each different."""
    for number in range(count):
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


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@attrs.frozen
class Measured:
    """One line of the table: seconds of ours, of the peer, of ready rows."""

    what: str
    ours: float
    peer: float
    rows: float | None = None
    goal: str = ""

    def __str__(self) -> str:
        rows = f"{self.ours / self.rows:.2f}" if self.rows else ""
        return (
            f"| {self.what} | {self.ours:.2f} s | {self.peer:.2f} s"
            f" | {self.ours / self.peer:.2f} | {self.goal} | {rows} |"
        )


class Contest:
    """Ours and the peer, on one database."""

    def __init__(self, workspace: Workspace, url: str, count: int) -> None:
        address = make_url(url)
        drivers = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
        drivername = drivers.get(address.drivername, address.drivername)
        self.engine = create_engine(address.set(drivername=drivername))
        if address.drivername == "sqlite":

            @event.listens_for(self.engine, "connect")
            def _settle(connection, _) -> None:
                connection.execute("PRAGMA synchronous = FULL")

        self.workspace = workspace
        self.people = tuple(people(count))
        self.plans = tuple(map(plan_of, self.people))

    def write_ours(self) -> None:
        """Write everybody in one unit of work."""
        with self.workspace.unit_of_work(recorded_at=NOW) as unit:
            unit.repository(Employee).put_all(self.people)
            unit.repository(PerformancePlan).put_all(self.plans)
            unit.commit(action="import")

    def write_peer(self) -> None:
        """Write everybody in one transaction."""
        with self.engine.begin() as connection:
            peer.write_all(connection, self.people, self.plans)

    def write_rows(self) -> float:
        """Write payload rows that are ready, into another table; give the seconds."""
        table = record.to_metadata(peer.metadata, name="peer_rows")
        table.indexes.clear()
        peer.metadata.create_all(self.engine, tables=[table])
        rows = [
            {"kind": kind, "key": row["id"], "version": 1, "payload": row["payload"]}
            for kind, made, row_of in (
                ("employee", self.people, peer.employee_row),
                ("plan", self.plans, peer.plan_row),
            )
            for row in map(row_of, made)
        ]

        def write() -> None:
            with self.engine.begin() as connection:
                peer.write_rows(connection, table, rows)

        def read() -> None:
            with self.engine.begin() as connection:
                sum(1 for _ in connection.execute(select(table.c.key, table.c.payload)))

        return timed(write), timed(read)

    def read_ours(self) -> None:
        """Read everybody back."""
        with self.workspace.snapshot() as unit:
            found = sum(1 for _ in unit.repository(Employee).scan())
            found += sum(1 for _ in unit.repository(PerformancePlan).scan())
        assert found == 2 * len(self.people)

    def read_peer(self) -> None:
        """Read everybody back."""
        with self.engine.begin() as connection:
            found = sum(1 for _ in peer.read_all(connection))
        assert found == 2 * len(self.people)

    def chosen(self) -> list[Employee]:
        """Choose people all over the store."""
        step = max(1, len(self.people) // POINTS)
        return list(self.people[::step][:POINTS])

    def point_ours(self, employee: Employee) -> None:
        """Read one of them in a snapshot of its own."""
        with self.workspace.snapshot() as unit:
            unit.repository(Employee).get(employee.id)

    def point_peer(self, employee: Employee) -> None:
        """Read one of them in a transaction of its own."""
        with self.engine.begin() as connection:
            peer.point_read(connection, employee.id)

    def update_ours(self, employee: Employee) -> None:
        """Change one of them in a unit of work with its audit entry."""
        changed = attrs.evolve(employee, name=employee.name + " M.Si.")
        with self.workspace.unit_of_work(recorded_at=NOW) as unit:
            assert unit.repository(Employee).put(changed, expected_version=1)
            unit.commit(action="change")

    def update_peer(self, employee: Employee) -> None:
        """Change one of them in a transaction of its own."""
        changed = attrs.evolve(employee, name=employee.name + " M.Si.")
        with self.engine.begin() as connection:
            assert peer.versioned_update(connection, changed, version=1)

    def lines(self) -> Iterator[Measured]:
        """Measure in turn."""
        peer.metadata.create_all(self.engine, tables=[peer.employees, peer.plans])
        count = f"{len(self.people):,}"
        theirs, ours = timed(self.write_peer), timed(self.write_ours)
        row_write, row_read = self.write_rows()
        yield Measured(f"bulk write, {count} employees with plans", ours, theirs, row_write, "2.0")
        theirs, ours = timed(self.read_peer), timed(self.read_ours)
        yield Measured("read back", ours, theirs, row_read, "2.0")
        yield self.in_turn("point read", self.point_ours, self.point_peer)
        yield self.in_turn("versioned update", self.update_ours, self.update_peer)

    def in_turn(
        self, what: str, ours: Callable[[Employee], None], theirs: Callable[[Employee], None]
    ) -> Measured:
        """Do a small thing many times, ours and the peer's in turn, and take the medians."""
        spent: tuple[list[float], list[float]] = ([], [])
        for employee in self.chosen():
            for seconds, work in zip(spent, (ours, theirs), strict=True):
                seconds.append(timed(partial(work, employee)))
        mine, other = map(statistics.median, spent)
        count = len(spent[0])
        return Measured(
            f"{what}, {count:,} times the median", mine * count, other * count, None, "1.5"
        )


def flat_memory(workspace: Workspace, count: int) -> tuple[int, int]:
    """Scan many records and give the most memory used in the first tenth and over all, in bytes."""
    with workspace.unit_of_work(recorded_at=NOW) as unit:
        known = sum(1 for _ in unit.repository(Employee).scan())
    for start in range(known, count, 50_000):
        with workspace.unit_of_work(recorded_at=NOW) as unit:
            more = (one for one in people(min(count, start + 50_000)) if one.id >= f"p{start:07}")
            unit.repository(Employee).put_all(more)
            unit.commit(action="import")
    tracemalloc.start()
    first = 0
    with workspace.snapshot() as unit:
        for number, _ in enumerate(unit.repository(Employee).scan(), 1):
            if number == count // 10:
                first = tracemalloc.get_traced_memory()[1]
    whole = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return first, whole


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Start a database on the disk and give its URL."""
    folder = Path(tempfile.mkdtemp(prefix="asn-"))
    server = None
    try:
        if kind == "sqlite":
            yield f"sqlite:///{folder}/store.db"
        else:
            start = {"postgresql": servers.PostgresqlServer, "mariadb": servers.MariadbServer}
            server = start[kind](folder)
            yield server.new_url()
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--scan", type=int, default=0)
    parser.add_argument(
        "--database", action="append", choices=["sqlite", "postgresql", "mariadb"], default=None
    )
    chosen = parser.parse_args()
    libraries = ("asn_kinerja", "sqlalchemy", "psycopg", "pymysql", "attrs", "cattrs")
    print(f"Python {platform.python_version()},", ", ".join(f"{n} {version(n)}" for n in libraries))
    for kind in chosen.database or ["sqlite", "postgresql"]:
        print(f"\n**{kind}**\n")
        print("| What | Ours | Peer | Ratio | Goal | Against ready rows |")
        print("|---|---:|---:|---:|---:|---:|")
        with database(kind) as url, open_workspace(url, actor="ukur") as workspace:
            for line in Contest(workspace, url, chosen.people).lines():
                print(line, flush=True)
            if chosen.scan:
                first, whole = flat_memory(workspace, chosen.scan)
                print(f"\nMost memory of a scan over {chosen.scan:,} employees:", end=" ")
                print(f"{whole / 1e6:.1f} MB; after its first tenth {first / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()

"""Measure storage beside its peer, in one run on one database, and print a table.

python tests/benchmarks/storage.py [--full] [--database sqlite]

The peer is in `storage_peer.py`, the servers are those of the tests. No time is asserted; that ours
and the peer's give back what was written is. Without `--full` little is measured: that it runs.
Ratios are by the clock; beside them stands that of the processor time of this process, which other
work on the machine changes less (a server's own is not in it).
"""

import argparse
import gc
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import attrs
from sqlalchemy import Table, create_engine, event, make_url, select

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import storage_peer as peer
from storage_people import people, plan_of

import conftest as servers
from asn_kinerja.backends.sql.tables import record
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.workspace import Workspace, open_workspace

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)
DRIVERS = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}
SCAN = """
import sys
from itertools import islice
from asn_kinerja.records.people import Employee
from asn_kinerja.workspace import open_workspace
with open_workspace(sys.argv[1]) as workspace, workspace.snapshot() as unit:
    wanted = int(sys.argv[2])
    assert sum(1 for _ in islice(unit.repository(Employee).scan(), wanted)) == wanted
with open("/proc/self/status") as status:  # `getrusage` counts what was there before `exec`
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


Spent: TypeAlias = tuple[float, float]  # seconds by the clock, seconds of processor of this process


def timed(work: Callable[[], object]) -> Spent:
    """Give the seconds that some work takes."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def least(spent: Iterable[Spent]) -> Spent:
    """Give the least of each: what else the machine did meanwhile is left out."""
    clock, processor = zip(*spent, strict=True)
    return min(clock), min(processor)


def middle(spent: Sequence[Spent]) -> Spent:
    """Give what all would have spent, had each spent the median."""
    clock, processor = (statistics.median(part) * len(spent) for part in zip(*spent, strict=True))
    return clock, processor


@attrs.frozen
class Measured:
    """One line of the table: what ours, the peer and ready rows spent."""

    what: str
    ours: Spent
    peer: Spent
    rows: Spent
    goal: str

    def __str__(self) -> str:
        (ours, busy), (peer, peer_busy), (rows, _) = self.ours, self.peer, self.rows
        return (
            f"| {self.what} | {ours:.2f} s | {peer:.2f} s | {ours / peer:.2f} | {self.goal}"
            f" | {busy / max(peer_busy, 1e-6):.2f} | {ours / rows:.2f} |"
        )


class Contest:
    """Ours, the peer and ready rows, on one empty database."""

    def __init__(self, workspace: Workspace, url: str, people: tuple[Employee, ...]) -> None:
        address = make_url(url)
        drivername = DRIVERS.get(address.drivername, address.drivername)
        self.engine = create_engine(address.set(drivername=drivername))
        if address.drivername == "sqlite":

            @event.listens_for(self.engine, "connect")
            def _settle(connection, _) -> None:
                connection.execute("PRAGMA synchronous = FULL")

        if (table := peer.metadata.tables.get("peer_rows")) is None:
            table = record.to_metadata(peer.metadata, name="peer_rows")
            table.indexes.clear()
        self.table: Table = table
        peer.metadata.create_all(self.engine)
        self.workspace = workspace
        self.people = people
        self.plans = tuple(map(plan_of, people))
        self.rows = [
            {"kind": kind, "key": row["id"], "version": 1, "payload": row["payload"]}
            for kind, made, row_of in (
                ("employee", self.people, peer.employee_row),
                ("plan", self.plans, peer.plan_row),
            )
            for row in map(row_of, made)
        ]
        gc.collect()
        gc.freeze()  # what was invented is no part of what is measured

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

    def write_rows(self) -> None:
        """Write payload rows that are ready, in one transaction."""
        with self.engine.begin() as connection:
            peer.write_rows(connection, self.table, self.rows)

    def read_ours(self) -> None:
        """Read everybody back."""
        with self.workspace.snapshot() as unit:
            self.compare(unit.repository(Employee).scan(), unit.repository(PerformancePlan).scan())

    def read_peer(self) -> None:
        """Read everybody back."""
        with self.engine.begin() as connection:
            found = peer.read_all(connection)
            self.compare(found, found)

    def compare(self, people: Iterator[object], plans: Iterator[object]) -> None:
        """Read as many as were written, and see that the last one is what it was."""
        for written, found in ((self.people, people), (self.plans, plans)):
            for _ in written:
                last = next(found)
            assert last == written[-1]

    def read_rows(self) -> None:
        """Read all payloads, and make nothing of them."""
        with self.engine.begin() as connection:
            sum(1 for _ in connection.execute(select(self.table.c.key, self.table.c.payload)))

    def point_ours(self, employee: Employee) -> None:
        """Read one of them in a snapshot of its own."""
        with self.workspace.snapshot() as unit:
            unit.repository(Employee).get(employee.id)

    def point_peer(self, employee: Employee) -> None:
        """Read one of them in a transaction of its own."""
        with self.engine.begin() as connection:
            peer.point_read(connection, employee.id)

    def point_row(self, employee: Employee) -> None:
        """Read one payload in a transaction of its own."""
        with self.engine.begin() as connection:
            peer.point_row(connection, employee.id)

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

    def update_row(self, employee: Employee) -> None:
        """Change one payload in a transaction of its own."""
        with self.engine.begin() as connection:
            assert peer.update_row(connection, employee.id, payload="{}", version=2)

    def lines(self, times: int, *, ours_first: bool) -> Iterator[Measured]:
        """Measure in turn.

        Args:
            times: How many single reads and updates.
            ours_first: Whether ours goes before the others where each goes once.
        """
        count = f"{len(self.people):,}"
        for what, works in (
            (
                f"bulk write, {count} employees with plans",
                (self.write_ours, self.write_peer, self.write_rows),
            ),
            ("read back", (self.read_ours, self.read_peer, self.read_rows)),
        ):
            turn = works if ours_first else works[::-1]
            spent = {work: timed(work) for work in turn}
            yield Measured(what, *(spent[work] for work in works), "2.0")
        chosen = self.people[:: max(1, len(self.people) // times)][:times]
        for what, works in (
            ("point read", (self.point_ours, self.point_peer, self.point_row)),
            ("versioned update", (self.update_ours, self.update_peer, self.update_row)),
        ):
            spent = [[timed(partial(work, one)) for work in works] for one in chosen]
            medians = [middle(part) for part in zip(*spent, strict=True)]
            yield Measured(f"{what}, the median of {len(chosen):,} times it", *medians, "1.5")


def most_memory(workspace: Workspace, url: str, count: int) -> tuple[float, float]:
    """Give the most memory of a process that scans a tenth of many employees, and all, in MB."""
    for start in range(0, count, 50_000):
        with workspace.unit_of_work(recorded_at=NOW) as unit:
            unit.repository(Employee).put_all(people(min(count, start + 50_000), start=start))
            unit.commit(action="import")
    tenth, whole = (
        int(
            subprocess.run(
                [sys.executable, "-c", SCAN, url, str(wanted)],
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        / 1024
        for wanted in (count // 10, count)
    )
    return tenth, whole


@contextmanager
def databases(kind: str) -> Iterator[Callable[[], str]]:
    """Start a database on the disk; what is given makes an empty one and gives its URL."""
    folder = Path(tempfile.mkdtemp(prefix="asn-"))
    server = None
    try:
        if kind == "sqlite":
            yield lambda: f"sqlite:///{tempfile.mkdtemp(dir=folder)}/store.db"
        else:
            start = {"postgresql": servers.PostgresqlServer, "mariadb": servers.MariadbServer}
            server = start[kind](folder)
            yield server.new_url
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def best(rounds: list[tuple[Measured, ...]]) -> Iterator[Measured]:
    """Take the least of each from several rounds."""
    for lines in zip(*rounds, strict=True):
        spent = (least(getattr(line, part) for line in lines) for part in ("ours", "peer", "rows"))
        yield Measured(lines[0].what, *spent, lines[0].goal)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="100,000 people, a scan of 1,000,000")
    parser.add_argument("--people", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--scan", type=int)
    parser.add_argument("--database", action="append", choices=["sqlite", *DRIVERS], default=None)
    chosen = parser.parse_args()
    count = chosen.people or (100_000 if chosen.full else 500)
    rounds = chosen.rounds or (3 if chosen.full else 1)
    scan = (1_000_000 if chosen.full else 2_000) if chosen.scan is None else chosen.scan
    libraries = ("asn_kinerja", "sqlalchemy", "psycopg", "pymysql", "attrs", "cattrs")
    print(f"Python {platform.python_version()},", ", ".join(f"{n} {version(n)}" for n in libraries))
    print(f"{platform.system()} {platform.machine()}, the best of {rounds} rounds in turn")
    invented = tuple(people(count))
    for kind in chosen.database or ["sqlite", "postgresql"]:
        print(f"\n**{kind}**\n")
        print("| What | Ours | Peer | Ratio | Goal | Processor alone | Against ready rows |")
        print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
        with databases(kind) as new_url:
            found = []
            for number in range(rounds):
                with open_workspace(url := new_url(), actor="ukur") as workspace:
                    lines = Contest(workspace, url, invented).lines(
                        min(2_000, count), ours_first=number % 2 == 1
                    )
                    found.append(tuple(lines))
            for line in best(found):
                print(line, flush=True)
            if scan:
                with open_workspace(url := new_url(), actor="ukur") as workspace:
                    tenth, whole = most_memory(workspace, url, scan)
                print(
                    f"\nMost memory of a process that scans {scan // 10:,} employees:"
                    f" {tenth:.1f} MB; {scan:,}: {whole:.1f} MB.",
                    flush=True,
                )


if __name__ == "__main__":
    main()

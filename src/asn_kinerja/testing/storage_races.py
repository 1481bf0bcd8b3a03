"""Laws of races: processes that share a store lose nothing of each other's."""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

import time
from contextlib import closing
from multiprocessing.connection import Connection
from typing import ClassVar, Protocol

import pytest

from asn_kinerja.converters.make import record_codec
from asn_kinerja.errors import StaleVersion
from asn_kinerja.records.organisation import Unit
from asn_kinerja.storage.port import Backend, Capability
from asn_kinerja.storage.query import Query
from asn_kinerja.storage.verification import verify
from asn_kinerja.testing.storage_fixtures import StoreFixtures, needs, put, stored, write
from asn_kinerja.testing.storage_processes import Child, OpenStore, children, unit_of_work

__all__ = ["RaceLaws"]

_RECORDS = 50
_SEATS = 20
_MAKERS = 3


class _Barrier(Protocol):
    def wait(self) -> int: ...


def _update_records(
    open_store: OpenStore, told: Connection, barrier: _Barrier, *share: int
) -> None:
    """Update the same records as others do, in turn: the work of a child."""
    child, updates = share
    done = 0
    with closing(open_store()) as store:
        barrier.wait()
        for number in range(updates):
            key = f"{number % _RECORDS:02}"
            with unit_of_work(store, write=False) as reading:
                seen = reading.repository(Unit).version_of(key)
            done += _put(store, Unit(id=key, name=f"{child}: {number}"), seen)
    told.send(done)


def _claim_seats(open_store: OpenStore, told: Connection, barrier: _Barrier, child: int) -> None:
    """Claim each seat that is free: the work of a child."""
    got = []
    with closing(open_store()) as store:
        for seat in range(_SEATS):
            barrier.wait()
            try:
                put(store, write(f"{seat:02}", str(child)))
            except StaleVersion:
                continue
            got.append(f"{seat:02}")
    told.send(got)


def _make_store(open_store: OpenStore, told: Connection, barrier: _Barrier, child: int) -> None:
    """Open a store that is not there yet, at the same moment as others: the work of a child."""
    barrier.wait()
    with closing(open_store()) as store:
        told.send(_put(store, Unit(id=str(child), name="made"), 0))


def _hold(open_store: OpenStore, told: Connection) -> None:
    """Begin to write and never end: the work of a child."""
    writer = open_store().begin(write=True)
    writer.put("note", [write("a", "dead")])
    told.send("holding")
    time.sleep(3600)


def _put(store: Backend, record: Unit, expected_version: int) -> bool:
    """Write a record; whether nobody else had written it first."""
    try:
        with unit_of_work(store, write=True) as unit:
            unit.repository(Unit).put(record, expected_version=expected_version)
            unit.commit(action="write")
    except StaleVersion:
        return False
    return True


def _sum_of_versions(store: Backend) -> int:
    reader = store.begin(write=False)
    try:
        return sum(one.version for one in reader.scan(Query(kind="unit")))
    finally:
        reader.rollback()


class RaceLaws(StoreFixtures):
    """What several processes find in a shared store."""

    updates: ClassVar[int] = 200
    """How many updates of the same 50 records each of two processes tries."""

    @needs(Capability.SHARED)
    def test_two_processes_lose_no_update(self, open_store: OpenStore) -> None:
        """The updates that two processes were granted add up to the versions of the records."""
        with closing(open_store()) as store, unit_of_work(store, write=True) as unit:
            unit.repository(Unit).put_all(
                Unit(id=f"{number:02}", name="new") for number in range(_RECORDS)
            )
            unit.commit(action="write")
        shares = ((1, self.updates), (2, self.updates))
        with children(_update_records, open_store, *shares) as started:
            done = [child.listen() for child in started]
        with closing(open_store()) as store:
            versions = _sum_of_versions(store)
            verified = verify(store, record_codec())
        assert sum(done) >= self.updates  # who is refused was late for an update that was granted
        assert versions == _RECORDS + sum(done)
        assert verified.holds, verified.problems
        assert verified.entries == 1 + sum(done)

    @needs(Capability.SHARED)
    def test_a_seat_is_taken_once(self, open_store: OpenStore) -> None:
        """Of two processes that claim one seat, exactly one gets it."""
        open_store().close()
        with children(_claim_seats, open_store, (1,), (2,)) as started:
            got = [child.listen() for child in started]
        with closing(open_store()) as store:
            taken = {one.key: one.payload for one in stored(store)}
        assert sorted(got[0] + got[1]) == [f"{seat:02}" for seat in range(_SEATS)]
        assert taken == {seat: str(child) for child in (1, 2) for seat in got[child - 1]}

    @needs(Capability.SHARED, untouched=True)
    def test_a_store_may_be_made_by_several_at_once(self, open_store: OpenStore) -> None:
        """Processes that open a missing store at one moment all get the same new one."""
        shares = [(child,) for child in range(_MAKERS)]
        with children(_make_store, open_store, *shares) as started:
            made = [child.end() for child in started]
        with closing(open_store()) as store:
            if Capability.SHARED not in store.capabilities:
                pytest.skip(f"the store does not declare {Capability.SHARED}")
            assert made == [[True]] * _MAKERS
            assert verify(store, record_codec()).holds
            assert len(stored(store, "unit")) == _MAKERS

    @needs(Capability.SHARED)
    def test_the_dead_hold_up_nobody(self, open_store: OpenStore) -> None:
        """When a process dies while it writes, the next writer takes its place."""
        open_store().close()
        holder = Child(_hold, open_store)
        holder.listen()
        holder.kill()
        holder.end()
        with closing(open_store()) as store:
            put(store, write("a", "alive"))
            assert [one.payload for one in stored(store)] == ["alive"]

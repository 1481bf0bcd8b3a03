"""Laws of crashes: a unit of work is there whole or not at all, whenever its process is killed."""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

import random
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from typing import ClassVar

from asn_kinerja.converters.make import record_codec
from asn_kinerja.records.organisation import Unit
from asn_kinerja.storage.audit import AuditEntry
from asn_kinerja.storage.port import Backend, Capability, Write
from asn_kinerja.storage.verification import verify
from asn_kinerja.testing.storage_fixtures import StoreFixtures, needs
from asn_kinerja.testing.storage_processes import Child, OpenStore, die, unit_of_work
from asn_kinerja.testing.storage_wrapper import WrappedBackend, WrappedTransaction

__all__ = ["CrashLaws", "MortalBackend"]


class _MortalTransaction(WrappedTransaction):
    backend: "MortalBackend"

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        self.backend.step()
        self.inner.put(kind, writes)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        self.backend.step()
        self.inner.delete(kind, versions)

    def append_audit(self, entry: AuditEntry) -> None:
        self.backend.step()
        self.inner.append_audit(entry)

    def commit(self) -> None:
        self.backend.step()
        self.inner.commit()


class MortalBackend(WrappedBackend):
    """A store whose process dies before one of its steps: a begin, a write or a commit.

    Args:
        inner: The store.
        steps: How many steps it lives through.
    """

    transaction = _MortalTransaction

    def __init__(self, inner: Backend, *, steps: int) -> None:
        super().__init__(inner)
        self._left = steps

    def step(self) -> None:
        """Take a step, or die before it."""
        if self._left == 0:
            die()
        self._left -= 1

    def begin(self, *, write: bool) -> WrappedTransaction:
        """Start a transaction."""
        self.step()
        return super().begin(write=write)


def _write_once(open_store: OpenStore, told: Connection, steps: int) -> None:
    """Write one unit of work, and die before a step: the work of a child."""
    store = MortalBackend(open_store(), steps=steps)
    number = _write(store)
    store.step()
    told.send(number)
    store.step()
    store.close()


def _write_until_killed(open_store: OpenStore, told: Connection) -> None:
    """Write one unit of work after the other: the work of a child."""
    store = open_store()
    told.send(0)  # it is open
    while True:
        told.send(_write(store))


def _content(number: int) -> dict[str, Unit]:
    """Give what the store must hold after that many units of work."""
    if number == 0:
        return {}
    name = str(number) * 100
    keys = ("a", "b", "c", f"only {number}")
    return {key: Unit(id=key, name=name, parent_id=str(number)) for key in keys}


def _write(store: Backend) -> int:
    """Write the next unit of work: change three records, add one, delete one."""
    with unit_of_work(store, write=True) as unit:
        units = unit.repository(Unit)
        before = units.find("a")
        number = int(before.parent_id or 0) if before else 0
        units.delete(f"only {number}")
        units.put_all(_content(number + 1).values())
        unit.commit(action="write", reason=str(number + 1))
    return number + 1


def _number_of_whole(open_store: OpenStore, acknowledged: int) -> int:
    """Open the store, check that everything in it is whole, and give its last unit of work."""
    with closing(open_store()) as store:
        with unit_of_work(store, write=True) as unit:  # a server may still be busy with the dead
            found = {one.id: one for one in unit.repository(Unit).scan()}
        verified = verify(store, record_codec())
    assert verified.holds, verified.problems
    assert verified.entries in {acknowledged, acknowledged + 1}, "an acknowledged unit is lost"
    assert found == _content(verified.entries), "a unit is half there"
    return verified.entries


class CrashLaws(StoreFixtures):
    """What a durable store holds after its process was killed."""

    kills: ClassVar[int] = 30
    """How often a writing process is killed at a random moment."""

    @needs(Capability.DURABLE)
    def test_a_crash_at_any_step_leaves_a_unit_whole_or_absent(self, open_store: OpenStore) -> None:
        """A process that dies before or after any step of writing leaves no half unit of work."""
        number = 0
        for steps in count():
            child = Child(_write_once, open_store, steps)
            told = child.end()
            number = _number_of_whole(open_store, max([number, *told]))
            if child.survived:
                break
        assert number > 1

    @needs(Capability.DURABLE)
    def test_a_kill_at_any_moment_leaves_a_unit_whole_or_absent(
        self, open_store: OpenStore
    ) -> None:
        """However often a writing process is killed, nothing acknowledged is lost or half there."""
        chance = random.Random(20250331)  # noqa: S311 - the same moments in every run
        number = 0
        for kill in range(self.kills):
            child = Child(_write_until_killed, open_store)
            if kill % 4:
                child.listen()  # it is at work; else it is about to open the store
            time.sleep(chance.uniform(0, 0.02))
            child.kill()
            number = _number_of_whole(open_store, max([number, *child.end()]))
        assert number > 0

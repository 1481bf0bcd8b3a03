"""Laws of storage: all or nothing, one view, one chain, no lost update."""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest

from asn_kinerja.errors import StaleVersion, StorageError
from asn_kinerja.storage.audit import AuditChange, AuditEntry, next_entry, text_hash
from asn_kinerja.storage.port import Backend, Capability
from asn_kinerja.storage.query import Query
from asn_kinerja.testing.storage_fixtures import StoreFixtures, needs, put, stored, write

__all__ = ["TransactionLaws"]

_NOW = datetime(2025, 3, 31, 8, 0, 0, 120, tzinfo=UTC)


def _entry(last: AuditEntry | None, *keys: str, reason: str = "") -> AuditEntry:
    changes = [
        AuditChange(kind="note", record=text_hash(key), version=1, payload=text_hash(key))
        for key in keys
    ]
    return next_entry(
        last, changes, recorded_at=_NOW, actor="penguji", action="test", reason=reason
    )


class TransactionLaws(StoreFixtures):
    """Commit, rollback, isolation, audit, threads."""

    def test_a_transaction_sees_its_own_writes(self, backend: Backend) -> None:
        """What was put is seen in the same transaction, by key and by scan."""
        writer = backend.begin(write=True)
        writer.put("note", [write("a", "1")])
        writer.put("note", [write("a", "2", expected=1), write("b", "3")])
        assert writer.get("note", ["a"])["a"].version == 2
        assert [one.payload for one in writer.scan(Query(kind="note"))] == ["2", "3"]
        assert writer.kinds() == ["note"]
        writer.rollback()

    def test_a_rollback_keeps_nothing(self, backend: Backend) -> None:
        """After a rollback the store is as it was: records, index values and audit."""
        put(backend, write("a", "1"))
        writer = backend.begin(write=True)
        writer.put("note", [write("a", "2", expected=1), write("b")])
        writer.delete("note", {"b": 1})
        writer.append_audit(_entry(None, "a"))
        writer.rollback()
        assert [(one.version, one.payload) for one in stored(backend)] == [(1, "1")]
        reader = backend.begin(write=False)
        assert reader.last_audit() is None
        reader.rollback()

    def test_nothing_is_seen_before_commit(self, backend: Backend) -> None:
        """Another transaction does not see what is not committed."""
        writer = backend.begin(write=True)
        writer.put("note", [write("a")])
        assert stored(backend) == []
        writer.commit()
        assert [one.key for one in stored(backend)] == ["a"]

    def test_a_reader_keeps_its_view(self, backend: Backend) -> None:
        """A transaction sees the store as of its start, whatever is committed meanwhile."""
        put(backend, write("a", "1"), write("b", "1"))
        reader = backend.begin(write=False)
        put(backend, write("a", "2", expected=1), write("c", "2"))
        writer = backend.begin(write=True)
        writer.delete("note", {"b": 1})
        writer.commit()
        seen = [(one.key, one.payload) for one in reader.scan(Query(kind="note"))]
        assert seen == [("a", "1"), ("b", "1")]
        assert reader.get("note", ["a", "c"])["a"].version == 1
        reader.rollback()
        assert [one.key for one in stored(backend)] == ["a", "c"]

    def test_a_reader_may_not_write(self, backend: Backend) -> None:
        """A transaction begun for reading refuses every write."""
        reader = backend.begin(write=False)
        with pytest.raises(StorageError):
            reader.put("note", [write("a")])
        with pytest.raises(StorageError):
            reader.delete("note", {"a": 1})
        with pytest.raises(StorageError):
            reader.append_audit(_entry(None))
        reader.rollback()
        assert stored(backend) == []

    def test_an_ended_transaction_is_of_no_more_use(self, backend: Backend) -> None:
        """After commit or rollback a transaction refuses to write; rolling back is harmless."""
        writer = backend.begin(write=True)
        writer.put("note", [write("a")])
        writer.commit()
        writer.rollback()
        writer.rollback()
        with pytest.raises(StorageError):
            writer.put("note", [write("b")])
        with pytest.raises(StorageError):
            writer.commit()
        assert [one.key for one in stored(backend)] == ["a"]

    def test_audit_entries_come_back(self, backend: Backend) -> None:
        """Audit entries come back equal, in order, and the chain holds."""
        entries: list[AuditEntry] = []
        for keys in (("a", "b"), (), ("c",)):
            writer = backend.begin(write=True)
            entry = _entry(writer.last_audit(), *keys, reason="alasan 'é' \U0001f600")
            writer.append_audit(entry)
            writer.commit()
            entries.append(entry)
        reader = backend.begin(write=False)
        assert list(reader.scan_audit()) == entries
        assert list(reader.scan_audit(after=2)) == entries[2:]
        last = reader.last_audit()
        reader.rollback()
        assert last is not None
        assert (last.sequence, last.hash) == (3, entries[2].hash)
        assert all(entry.sealed() == entry.hash for entry in entries)

    def test_a_long_audit_entry_comes_back(self, backend: Backend) -> None:
        """An audit entry of many changes comes back whole, between its neighbours."""
        entries: list[AuditEntry] = []
        for keys in (["a"], [str(number) for number in range(1_201)], ["b"]):
            entries.append(_entry(entries[-1] if entries else None, *keys))
            writer = backend.begin(write=True)
            writer.append_audit(entries[-1])
            writer.commit()
        reader = backend.begin(write=False)
        assert list(reader.scan_audit()) == entries
        reader.rollback()

    def test_an_audit_sequence_is_used_once(self, backend: Backend) -> None:
        """A second entry of one sequence is refused."""
        writer = backend.begin(write=True)
        writer.append_audit(_entry(None))
        with pytest.raises(StaleVersion):
            writer.append_audit(_entry(None))
        writer.rollback()

    def test_threads_lose_no_update(self, backend: Backend) -> None:
        """Threads that raise one record's version each add exactly what they wrote."""
        put(backend, write("a"))

        def add(times: int) -> int:
            done = 0
            for _ in range(times):
                seen = stored(backend)[0].version
                try:
                    put(backend, write("a", str(seen), expected=seen))
                except StaleVersion:
                    continue
                done += 1
            return done

        with ThreadPoolExecutor(4) as pool:
            written = sum(pool.map(add, [15] * 4))
        assert written > 0
        assert stored(backend)[0].version == 1 + written

    def test_a_closed_store_refuses(self, backend: Backend) -> None:
        """A closed store begins no transaction; closing twice is harmless."""
        backend.close()
        backend.close()
        with pytest.raises(StorageError):
            backend.begin(write=False)

    @needs(Capability.DURABLE)
    def test_a_durable_store_outlives_its_closing(self, open_store: Callable[[], Backend]) -> None:
        """What was committed to a durable store is there when it is opened again."""
        backend = open_store()
        put(backend, write("a", "1", unit="u"))
        writer = backend.begin(write=True)
        writer.append_audit(_entry(None, "a"))
        writer.commit()
        before = stored(backend)
        backend.close()
        with closing(open_store()) as again:
            assert stored(again) == before
            reader = again.begin(write=False)
            assert list(reader.scan_audit()) == [_entry(None, "a")]
            reader.rollback()

    @needs(Capability.SHARED)
    def test_a_shared_store_is_one_store(
        self, backend: Backend, open_store: Callable[[], Backend]
    ) -> None:
        """Two openings of a shared store see each other's commits and refuse stale writes."""
        with closing(open_store()) as other:
            put(backend, write("a", "1"))
            put(other, write("a", "2", expected=1))
            with pytest.raises(StaleVersion):
                put(backend, write("a", "3", expected=1))
            assert [one.payload for one in stored(backend)] == ["2"]

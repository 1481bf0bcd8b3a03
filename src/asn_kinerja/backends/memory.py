"""A store in memory: the reference that every other backend must agree with.

Each record has a short history of (commit, record); a transaction reads as of the commit it began
at. One writer at a time; history that no open transaction can see is dropped.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from asn_kinerja.errors import Problem, StaleVersion, StorageError
from asn_kinerja.storage.port import Capability, Stored, Write

if TYPE_CHECKING:
    from asn_kinerja.storage.audit import AuditEntry
    from asn_kinerja.storage.query import Query

__all__ = ["MemoryBackend", "connect"]

_PATIENCE = 10.0  # seconds a writer waits for another


class _Row:
    """One version of a record."""

    __slots__ = ("indexes", "payload", "version")

    def __init__(self, version: int, payload: str, indexes: Mapping[str, str]) -> None:
        self.version = version
        self.payload = payload
        self.indexes = dict(indexes)


_Rows: TypeAlias = dict[str, _Row | None]  # by key; `None` where a record was deleted


class _Store:
    """What is committed: for each kind and key, (commit, row) oldest first."""

    def __init__(self) -> None:
        self.history: dict[str, dict[str, list[tuple[int, _Row | None]]]] = {}
        self.audit: list[AuditEntry] = []
        self.commits = 0
        self.open_at: list[int] = []
        self.guard = threading.RLock()
        self.writer = threading.Lock()
        self.closed = False


class MemoryBackend:
    """A store that lives as long as this object."""

    capabilities: frozenset[Capability] = frozenset()

    def __init__(self) -> None:
        self._store = _Store()

    def begin(self, *, write: bool) -> "_MemoryTransaction":
        """Start a transaction; see `storage.port.Backend`."""
        if self._store.closed:
            raise StorageError(Problem("store_closed", "memory"))
        if write and not self._store.writer.acquire(timeout=_PATIENCE):
            raise StorageError(Problem("store_busy", "memory"))
        return _MemoryTransaction(self._store, write=write)

    def close(self) -> None:
        """Let go of the store; its content is gone."""
        self._store.closed = True


class _MemoryTransaction:
    """One transaction; its methods are described in `storage.port.Transaction`."""

    def __init__(self, store: _Store, *, write: bool) -> None:
        self._store = store
        self._write = write
        self._own: dict[str, _Rows] = {}
        self._entries: list[AuditEntry] = []
        self._ended = False
        with store.guard:
            self._at = store.commits
            self._audited = len(store.audit)
            store.open_at.append(self._at)

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        rows = ((key, self._row(kind, key)) for key in keys)
        return {
            key: Stored(key=key, version=row.version, payload=row.payload)
            for key, row in rows
            if row is not None
        }

    def scan(self, query: "Query") -> Iterator[Stored]:
        """Read records in order."""
        place = (query.after.value, query.after.key) if query.after else None
        found = []
        for key, row in self._rows(query.kind):
            order = row.indexes.get(query.order, "") if query.order else ""
            here = (order, key)
            if place and (here >= place if query.descending else here <= place):
                continue
            if all(test.holds(row.indexes.get(test.index, "")) for test in query.where):
                found.append((here, row))
        found.sort(key=itemgetter(0), reverse=query.descending)
        for (order, key), row in found[: query.limit]:
            yield Stored(key=key, version=row.version, payload=row.payload, order=order)

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        with self._store.guard:
            named = self._store.history.keys() | self._own.keys()
        return sorted(kind for kind in named if any(True for _ in self._rows(kind)))

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, each at the version after the expected one."""
        self._check(kind, {write.key: write.expected_version for write in writes})
        own = self._own.setdefault(kind, {})
        for write in writes:
            own[write.key] = _Row(write.version, write.payload, write.indexes)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records with their index values."""
        self._check(kind, versions)
        self._own.setdefault(kind, {}).update(dict.fromkeys(versions))

    def last_audit(self) -> "AuditEntry | None":
        """Read the newest audit entry."""
        if self._entries:
            return self._entries[-1]
        return self._store.audit[self._audited - 1] if self._audited else None

    def append_audit(self, entry: "AuditEntry") -> None:
        """Add the next audit entry."""
        self._may_write()
        last = self.last_audit()
        if entry.sequence != (last.sequence + 1 if last else 1):
            raise StaleVersion(Problem("stale_version", "audit", value=entry.sequence))
        self._entries.append(entry)

    def scan_audit(self, *, after: int = 0) -> "Iterator[AuditEntry]":
        """Read audit entries by sequence."""
        yield from islice(self._store.audit, after, self._audited)
        yield from (entry for entry in self._entries if entry.sequence > after)

    def commit(self) -> None:
        """Keep everything written and end the transaction."""
        self._may_write()
        store = self._store
        with store.guard:
            store.commits += 1
            oldest = min(store.open_at)
            for kind, rows in self._own.items():
                kept = store.history.setdefault(kind, {})
                for key, row in rows.items():
                    history = kept.setdefault(key, [])
                    seen = [number for number, (at, _) in enumerate(history) if at <= oldest]
                    del history[: seen[-1] if seen else 0]
                    history.append((store.commits, row))
            store.audit.extend(self._entries)
        self.rollback()

    def rollback(self) -> None:
        """Keep nothing and end the transaction."""
        if self._ended:
            return
        self._ended = True
        self._own = {}
        with self._store.guard:
            self._store.open_at.remove(self._at)
        if self._write:
            self._store.writer.release()

    def _row(self, kind: str, key: str) -> _Row | None:
        own = self._own.get(kind, {})
        if key in own:
            return own[key]
        history = self._store.history.get(kind, {}).get(key, ())
        return next((row for at, row in reversed(history) if at <= self._at), None)

    def _rows(self, kind: str) -> Iterator[tuple[str, _Row]]:
        with self._store.guard:
            keys = self._store.history.get(kind, {}).keys() | self._own.get(kind, {}).keys()
        for key in keys:
            if (row := self._row(kind, key)) is not None:
                yield key, row

    def _check(self, kind: str, versions: Mapping[str, int]) -> None:
        self._may_write()
        problems = []
        for key, expected in versions.items():
            row = self._row(kind, key)
            version = row.version if row else 0
            if version != expected:
                problems.append(Problem("stale_version", kind, value=expected, cure=str(version)))
        if error := StaleVersion.of(problems):
            raise error

    def _may_write(self) -> None:
        if self._ended or not self._write:
            raise StorageError(Problem("unit_ended", "memory"))


def connect(url: str, *, create: bool) -> MemoryBackend:
    """Open an empty store in memory.

    Args:
        url: ``"memory:"``.
        create: Has no effect: a store in memory is always new.

    Returns:
        The store.

    Raises:
        StorageError: If the URL says more than ``"memory:"``.
    """
    del create
    if url != "memory:":
        raise StorageError(Problem("store_url", "memory", cure="memory:"))
    return MemoryBackend()

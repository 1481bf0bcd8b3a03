"""What one unit of work has read and written so far: payloads by kind and key.

Holds writes back, so that a backend gets them many at a time, and remembers what changed for the
audit entry. Between the typed repositories above and the transaction below.
"""

import threading
from collections.abc import Callable, Iterator, Sequence

import attrs

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.audit import AuditChange, text_hash
from asn_kinerja.storage.floors import FLOORS, floor_of, floor_text
from asn_kinerja.storage.identity import record_identity, salt_of
from asn_kinerja.storage.port import Stored, Transaction, Write
from asn_kinerja.storage.query import MAX_KEYS, Query
from asn_kinerja.storage.sealing import Guard
from asn_kinerja.storage.values import check_key

__all__ = ["Session"]

_HELD = MAX_KEYS  # writes held back, and reads remembered


class Session:
    """Reads and writes of one transaction.

    Args:
        transaction: The running transaction.
        writes: Whether it may write.
        guarded: Makes what keeps writes away from sealed periods; `None` where there are none.
    """

    def __init__(
        self,
        transaction: Transaction,
        *,
        writes: bool,
        guarded: "Callable[[Session], Guard] | None" = None,
    ) -> None:
        self._running: Transaction | None = transaction
        self._writes = writes
        self.guard = guarded(self) if guarded else None
        self._thread = threading.get_ident()
        self._known: dict[tuple[str, str], Stored | None] = {}
        self._held: dict[str, dict[str, Write]] = {}
        self._floors: dict[str, Stored | None] = {}
        self._changes: dict[str, tuple[str, int, str]] = {}  # plain, as there may be a million

    @property
    def transaction(self) -> Transaction:
        """The running transaction, for the thread that started it."""
        if self._running is None:
            raise StorageError(Problem("unit_ended", "unit_of_work"))
        if threading.get_ident() != self._thread:
            raise StorageError(Problem("unit_other_thread", "unit_of_work"))
        return self._running

    @property
    def changes(self) -> Iterator[AuditChange]:
        """What was changed so far, a change a record."""
        return (
            AuditChange(kind, identity, version, payload)
            for identity, (kind, version, payload) in self._changes.items()
        )

    @property
    def is_changed(self) -> bool:
        """Whether anything was changed."""
        return bool(self._changes)

    def end(self) -> None:
        """Roll back what is not committed and forget everything; harmless when done already."""
        running, self._running = self._running, None
        if running is not None:
            running.rollback()
        self._known.clear()
        self._held.clear()
        self._floors.clear()
        self._changes.clear()

    def load(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records, this session's own writes included.

        Args:
            kind: Kind of the records.
            keys: Any number of keys.

        Returns:
            The records found, by key.
        """
        transaction = self.transaction
        found: dict[str, Stored] = {}
        unknown: list[str] = []
        for key in dict.fromkeys(keys):
            if (kind, key) not in self._known:
                if not check_key(key, place=kind):  # no store holds what is no key
                    unknown.append(key)
            elif (stored := self._known[kind, key]) is not None:
                found[key] = stored
        if len(self._known) + len(unknown) > _HELD:
            self.flush()  # what is forgotten is read again, own writes included
            self._known.clear()
        for start in range(0, len(unknown), MAX_KEYS):
            batch = unknown[start : start + MAX_KEYS]
            read = transaction.get(kind, batch)
            found |= read
            if self._writes:  # a reader keeps nothing, so that it may read everything
                self._known |= {(kind, key): read.get(key) for key in batch}
        return found

    def find(self, kind: str, key: str) -> Stored | None:
        """Read one record, this session's own writes included.

        Args:
            kind: Kind of the record.
            key: Its key.

        Returns:
            The record; `None` when there is none.
        """
        if (kind, key) not in self._known:
            return self.load(kind, (key,)).get(key)
        self.transaction  # noqa: B018 - refuses when the session has ended, or to another thread
        return self._known[kind, key]

    def peek(self, kind: str, key: str) -> Stored | None:
        """Read one record, without remembering it.

        Args:
            kind: Kind of the record.
            key: Its key.

        Returns:
            The record, with this session's own writes; `None` when there is none.
        """
        if (kind, key) in self._known:
            return self._known[kind, key]
        return self.transaction.get(kind, (key,)).get(key)

    def scan(self, query: Query) -> Iterator[Stored]:
        """Scan records, this session's own writes included.

        Args:
            query: What to read.

        Returns:
            The records, read as they are asked for.
        """
        self.flush()
        return self.transaction.scan(query)

    def store(self, kind: str, write: Write) -> None:
        """Write a record, at the next flush.

        Args:
            kind: Kind of the record.
            write: What to write, expecting the version that `load` gave.

        Raises:
            StorageError: If the session only reads.
            PeriodSealed: If the record belongs to a sealed period.
        """
        self._may_write()
        before = self._known.get((kind, write.key))
        held = self._held.setdefault(kind, {})
        if write.key in held:  # written before and not flushed: one write says it all
            first = held[write.key]
            write = attrs.evolve(write, expected_version=first.expected_version, floor=first.floor)
        elif write.expected_version == 0 and (floor := self._floor(kind)):
            write = attrs.evolve(write, floor=floor_of(floor))
        after = Stored(key=write.key, version=write.version, payload=write.payload)
        if self.guard is not None:
            self.guard.admit(kind, before=before, after=after)
        held[write.key] = write
        self._known[kind, write.key] = after
        self._note(kind, write.key, write.payload, version=write.version, gone=False)

    def remove(self, kind: str, stored: Stored) -> None:
        """Delete a record.

        Args:
            kind: Kind of the record.
            stored: The record as `load` gave it.

        Raises:
            StorageError: If the session only reads.
            PeriodSealed: If the record belongs to a sealed period.
        """
        self._may_write()
        if self.guard is not None:
            self.guard.admit(kind, before=stored, after=None)
        self.flush()
        try:
            self.transaction.delete(kind, {stored.key: stored.version})
            self._raise_floor(kind, stored.version)
        except BaseException:
            self.end()
            raise
        self._known[kind, stored.key] = None
        self._note(kind, stored.key, stored.payload, version=stored.version, gone=True)

    def flush(self) -> None:
        """Hand the writes held back to the transaction; if it refuses, the session ends."""
        try:
            for kind, held in self._held.items():
                self.transaction.put(kind, list(held.values()))
        except BaseException:
            self.end()
            raise
        self._held.clear()

    def _may_write(self) -> None:
        if not self._writes:
            raise StorageError(Problem("unit_reads_only", "unit_of_work"))

    def _floor(self, kind: str) -> Stored | None:
        """Give the floor of a kind, read once."""
        if kind not in self._floors:
            self._floors[kind] = self.transaction.get(FLOORS, (kind,)).get(kind)
        return self._floors[kind]

    def _raise_floor(self, kind: str, version: int) -> None:
        """Let no later record of the kind have a version that a deleted one had."""
        floor = self._floor(kind)
        if floor is not None and floor_of(floor) >= version:
            return
        write = Write(
            key=kind,
            payload=floor_text(version),
            expected_version=floor.version if floor else 0,
            indexes={},
        )
        self.transaction.put(FLOORS, (write,))
        self._floors[kind] = Stored(key=kind, version=write.version, payload=write.payload)

    def _note(self, kind: str, key: str, payload: str, *, version: int, gone: bool) -> None:
        identity = record_identity(kind, key, salt=salt_of(payload))
        self._changes[identity] = (kind, version, "" if gone else text_hash(payload))

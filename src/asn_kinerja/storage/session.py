"""What one unit of work has read and written so far: payloads by kind and key.

Holds writes back, so that a backend gets them many at a time, and remembers what changed for the
audit entry. Between the typed repositories above and the transaction below.
"""

import threading
from collections.abc import Iterator, Sequence

import attrs

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.audit import AuditChange, record_hash, text_hash
from asn_kinerja.storage.port import Stored, Transaction, Write
from asn_kinerja.storage.query import MAX_KEYS, Query

__all__ = ["Session"]

_HELD = 2_000  # writes held back, and reads remembered


class Session:
    """Reads and writes of one transaction.

    Args:
        transaction: The running transaction.
        writes: Whether it may write.
    """

    def __init__(self, transaction: Transaction, *, writes: bool) -> None:
        self._running: Transaction | None = transaction
        self._writes = writes
        self._thread = threading.get_ident()
        self._known: dict[tuple[str, str], Stored | None] = {}
        self._held: dict[str, dict[str, Write]] = {}
        self.changes: dict[tuple[str, str], AuditChange] = {}

    @property
    def transaction(self) -> Transaction:
        """The running transaction, for the thread that started it."""
        if self._running is None:
            raise StorageError(Problem("unit_ended", "unit_of_work"))
        if threading.get_ident() != self._thread:
            raise StorageError(Problem("unit_other_thread", "unit_of_work"))
        return self._running

    def end(self) -> None:
        """Roll back what is not committed and forget everything; harmless when done already."""
        running, self._running = self._running, None
        if running is not None:
            running.rollback()
        self._known.clear()
        self._held.clear()
        self.changes.clear()

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
        """
        self._may_write()
        held = self._held.setdefault(kind, {})
        if write.key in held:  # written before and not flushed: one write says it all
            write = attrs.evolve(write, expected_version=held[write.key].expected_version)
        held[write.key] = write
        version = write.expected_version + 1
        stored = Stored(key=write.key, version=version, payload=write.payload)
        self._known[kind, write.key] = stored
        self._note(kind, write.key, version=version, payload=text_hash(write.payload))

    def remove(self, kind: str, stored: Stored) -> None:
        """Delete a record.

        Args:
            kind: Kind of the record.
            stored: The record as `load` gave it.

        Raises:
            StorageError: If the session only reads.
        """
        self._may_write()
        self.flush()
        try:
            self.transaction.delete(kind, {stored.key: stored.version})
        except BaseException:
            self.end()
            raise
        self._known[kind, stored.key] = None
        self._note(kind, stored.key, version=stored.version, payload="")

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

    def _note(self, kind: str, key: str, *, version: int, payload: str) -> None:
        self.changes[kind, key] = AuditChange(
            kind=kind, record=record_hash(kind, key), version=version, payload=payload
        )

"""Moving a whole store from backend to backend; `store_file.py` moves it through a file.

Versions, payloads and the audit chain arrive as they were. What arrives is verified before it is
kept, in the same transaction, so that a store is whole at the other end or not there at all.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import attrs

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.audit import AuditEntry
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.floors import FLOORS
from asn_kinerja.storage.payloads import index_values
from asn_kinerja.storage.port import Backend, Stored, Transaction, Write
from asn_kinerja.storage.query import MAX_KEYS, Query
from asn_kinerja.storage.verification import verify_transaction

__all__ = ["Arrival", "Moved", "Progress", "copy_store", "records_of"]

Progress = Callable[[int], None]  # told how many records have been moved so far


@attrs.frozen(kw_only=True)
class Moved:
    """What was moved.

    Args:
        records: Number of records.
        entries: Number of audit entries.
    """

    records: int
    entries: int


def copy_store(
    source: Backend, target: Backend, *, codec: RecordCodec, progress: Progress = lambda _: None
) -> Moved:
    """Copy a store into an empty one.

    Args:
        source: The store to read.
        target: An empty store.
        codec: Tells the index values of records.
        progress: Told how far it has come.

    Returns:
        What was copied.

    Raises:
        StorageError: If the target is not empty, a kind of record is unknown, or the source does
            not fit its audit chain; then nothing was kept.
    """
    leaving, arriving = source.begin(write=False), target.begin(write=True)
    try:
        arrival = Arrival(arriving, codec)
        for kind, batch in records_of(leaving):
            arrival.put(kind, batch)
            progress(arrival.records)
        for entry in leaving.scan_audit():
            arrival.append(entry)
        return arrival.keep()
    finally:
        leaving.rollback()
        arriving.rollback()


def records_of(transaction: Transaction) -> Iterator[tuple[str, list[Stored]]]:
    """Read every record, marks of used versions included.

    Args:
        transaction: Where from.

    Yields:
        Kind and records, some hundred at a time, by kind and key.
    """
    for kind in transaction.kinds():
        records = transaction.scan(Query(kind=kind))
        while batch := list(islice(records, MAX_KEYS)):
            yield kind, batch


class Arrival:
    """A store that arrives in an empty one, in one transaction.

    Args:
        transaction: A transaction that writes.
        codec: Tells the index values of records.

    Raises:
        StorageError: If there is something already.
    """

    def __init__(self, transaction: Transaction, codec: RecordCodec) -> None:
        if transaction.kinds() or transaction.last_audit() is not None:
            raise StorageError(Problem("store_not_empty", "target"))
        self._transaction = transaction
        self._codec = codec
        self._kinds = {kind.name: kind for kind in codec.kinds}
        self.records = 0
        self.entries = 0

    def put(self, kind: str, batch: Sequence[Stored]) -> None:
        """Take records of one kind.

        Args:
            kind: The kind.
            batch: The records.

        Raises:
            StorageError: If the kind is unknown or a record cannot be read.
        """
        self._transaction.put(
            kind,
            [
                Write(
                    key=stored.key,
                    payload=stored.payload,
                    expected_version=0,
                    indexes=self._indexes(kind, stored.payload),
                    floor=stored.version - 1,
                )
                for stored in batch
            ],
        )
        self.records += len(batch) if kind != FLOORS else 0

    def append(self, entry: AuditEntry) -> None:
        """Take the next audit entry."""
        self._transaction.append_audit(entry)
        self.entries += 1

    def keep(self) -> Moved:
        """Verify what arrived, and commit it.

        Returns:
            What arrived.

        Raises:
            StorageError: If it does not fit its audit chain; with every difference.
        """
        found = verify_transaction(self._transaction, self._codec)
        if error := StorageError.of(found.problems):
            raise error
        self._transaction.commit()
        return Moved(records=self.records, entries=self.entries)

    def _indexes(self, kind: str, payload: str) -> dict[str, str]:
        if kind == FLOORS:
            return {}
        if kind not in self._kinds:
            raise StorageError(Problem("kind_unknown", kind, cure=", ".join(self._kinds)))
        declared = self._kinds[kind]
        if not declared.indexes:
            return {}
        return index_values(payload, declared, codec=self._codec)

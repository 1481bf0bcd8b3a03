"""Comparing a store with its audit chain: finds a flipped byte, and says where."""

from collections.abc import Iterator

import attrs

from asn_kinerja.errors import Problem
from asn_kinerja.storage.audit import START, AuditChange, record_hash, text_hash
from asn_kinerja.storage.port import Backend, Transaction
from asn_kinerja.storage.query import Query

__all__ = ["Verification", "verify"]


@attrs.frozen(kw_only=True)
class Verification:
    """What a verification found.

    Args:
        entries: Audit entries read.
        records: Records read.
        problems: What does not fit, chain first; empty when the store is as it was written.
    """

    entries: int
    records: int
    problems: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify(backend: Backend) -> Verification:
    """Recompute the audit chain and compare every record with its newest audit entry.

    Args:
        backend: The open store. It is only read.

    Returns:
        What was counted, and the problems found. Records are named by kind and key.
    """
    transaction = backend.begin(write=False)
    try:
        reading = _Reading(transaction)
        problems = (*reading.chain(), *reading.content())
        return Verification(entries=reading.entries, records=reading.records, problems=problems)
    finally:
        transaction.rollback()


class _Reading:
    """One pass over the chain, then one over the records."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._newest: dict[str, tuple[int, AuditChange]] = {}
        self.entries = 0
        self.records = 0

    def chain(self) -> Iterator[Problem]:
        previous = START
        for entry in self._transaction.scan_audit():
            self.entries += 1
            place = f"audit[{entry.sequence}]"
            for holds, rule in (
                (entry.sequence == self.entries, "sequence"),
                (entry.previous == previous, "previous"),
                (entry.hash == entry.sealed(), "hash"),
            ):
                if not holds:
                    yield Problem("chain_broken", place, value=entry.sequence, rule=rule)
            previous = entry.hash
            self._newest.update(
                (change.record, (entry.sequence, change)) for change in entry.changes
            )

    def content(self) -> Iterator[Problem]:
        for kind in self._transaction.kinds():
            for stored in self._transaction.scan(Query(kind=kind)):
                self.records += 1
                place = f"{kind}[{stored.key}]"
                sequence, change = self._newest.pop(record_hash(kind, stored.key), (0, None))
                if change is None or not change.payload:
                    yield Problem("record_unknown", place, value=stored.key)
                elif (change.version, change.payload) != (
                    stored.version,
                    text_hash(stored.payload),
                ):
                    yield Problem("record_altered", place, value=stored.key, cure=str(sequence))
        for sequence, change in self._newest.values():
            if change.payload:
                yield Problem("record_lost", change.kind, value=change.record, cure=str(sequence))

"""Comparing a store with its audit chain: finds a flipped byte, and says where."""

from collections.abc import Iterator, Mapping

import attrs

from asn_kinerja.errors import AsnKinerjaError, Problem
from asn_kinerja.storage.audit import START, text_hash
from asn_kinerja.storage.codec import RecordCodec, RecordKind
from asn_kinerja.storage.floors import FLOORS, floor_of
from asn_kinerja.storage.identity import record_identity, salt_of
from asn_kinerja.storage.payloads import open_payload
from asn_kinerja.storage.port import Backend, Stored, Transaction
from asn_kinerja.storage.query import Query

__all__ = ["Verification", "verify", "verify_transaction"]


@attrs.frozen(kw_only=True)
class Verification:
    """What a verification found.

    Args:
        entries: Audit entries read.
        records: Records read.
        problems: What does not fit, chain first; empty when the store is as it was written.
        seals: Sealed periods that were compared with what was sealed.
        results: Sealed results that were computed again.
        remarks: What is worth knowing and no fault, such as rules that have changed since a seal.
    """

    entries: int
    records: int
    problems: tuple[Problem, ...]
    seals: int = 0
    results: int = 0
    remarks: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify(backend: Backend, codec: RecordCodec | None = None) -> Verification:
    """Recompute the audit chain, and compare every record with its newest entry and its indexes.

    Args:
        backend: The open store. It is only read.
        codec: Turns payloads into records, to compare their indexes; without it, and for kinds
            that it does not know, hashes alone are compared.

    Returns:
        What was counted, and the problems found. Records are named by kind and key.
    """
    transaction = backend.begin(write=False)
    try:
        return verify_transaction(transaction, codec)
    finally:
        transaction.rollback()


def verify_transaction(transaction: Transaction, codec: RecordCodec | None = None) -> Verification:
    """Verify a store as one transaction sees it, its own writes included.

    Args:
        transaction: The running transaction.
        codec: As for `verify`.

    Returns:
        What was counted, and the problems found.
    """
    reading = _Reading(transaction, codec)
    problems = (*reading.chain(), *reading.content(), *reading.indexes())
    return Verification(entries=reading.entries, records=reading.records, problems=problems)


@attrs.frozen
class _Newest:
    """What the chain last says of one record."""

    kind: str
    sequence: int
    version: int
    payload: str

    @property
    def is_gone(self) -> bool:
        return not self.payload


class _Reading:
    """One pass over the chain, one over the records, one over each index."""

    def __init__(self, transaction: Transaction, codec: RecordCodec | None) -> None:
        self._transaction = transaction
        self._codec = codec
        self._newest: dict[str, _Newest] = {}
        self._deleted: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._strange: dict[str, list[Stored]] = {}
        self._wrong: set[tuple[str, str]] = set()
        self.entries = 0

    @property
    def records(self) -> int:
        return sum(self._counts.values())

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
            for change in entry.changes:
                newest = _Newest(change.kind, entry.sequence, change.version, change.payload)
                self._newest[change.record] = newest
                if newest.is_gone:
                    highest = max(self._deleted.get(change.kind, 0), change.version)
                    self._deleted[change.kind] = highest

    def content(self) -> Iterator[Problem]:
        for kind in self._transaction.kinds():
            if kind == FLOORS:
                continue
            for stored in self._transaction.scan(Query(kind=kind)):
                self._counts[kind] = self._counts.get(kind, 0) + 1
                yield from self._compare(kind, stored)
        yield from self._floors()
        yield from self._unpaired()

    def indexes(self) -> Iterator[Problem]:
        """Compare what scans are answered from with what the records say."""
        codec = self._codec
        for kind in codec.kinds if codec else ():
            if codec and self._counts.get(kind.name):
                for index in kind.indexes:
                    yield from self._index(kind, index, codec)

    def _index(self, kind: RecordKind, index: str, codec: RecordCodec) -> Iterator[Problem]:
        found = 0
        place = f"{kind.name}.{index}"
        for stored in self._transaction.scan(Query(kind=kind.name, order=index)):
            found += 1
            if (kind.name, stored.key) in self._wrong:
                continue  # what it says is not to be relied upon
            record = open_payload(stored.payload, kind, codec)
            if (codec.encode(record).indexes[index] or "") != stored.order:
                yield Problem("index_altered", f"{kind.name}[{stored.key}].{index}", value=index)
        if found != self._counts[kind.name]:
            yield Problem("index_incomplete", place, value=found, cure=str(self._counts[kind.name]))

    def _compare(self, kind: str, stored: Stored) -> Iterator[Problem]:
        place = f"{kind}[{stored.key}]"
        identity = record_identity(kind, stored.key, salt=salt_of(stored.payload))
        newest = self._newest.pop(identity, None)
        if newest is None or newest.is_gone:
            self._strange.setdefault(kind, []).append(stored)
            self._wrong.add((kind, stored.key))
        elif (newest.version, newest.payload) != (stored.version, text_hash(stored.payload)):
            self._wrong.add((kind, stored.key))
            yield Problem("record_altered", place, value=stored.key, cure=str(newest.sequence))

    def _unpaired(self) -> Iterator[Problem]:
        """Tell records that no entry knows, and entries whose records are not there."""
        lost: dict[str, list[tuple[str, _Newest]]] = {}
        for identity, newest in self._newest.items():
            if not newest.is_gone:
                lost.setdefault(newest.kind, []).append((identity, newest))
        for kind in sorted(lost.keys() | self._strange.keys()):
            missing, strange = lost.get(kind, []), self._strange.get(kind, [])
            if len(missing) == len(strange) == 1:  # its key or salt was altered, not its fields
                key, cure = strange[0].key, str(missing[0][1].sequence)
                yield Problem("record_altered", f"{kind}[{key}]", value=key, cure=cure)
                continue
            for stored in strange:
                yield Problem("record_unknown", f"{kind}[{stored.key}]", value=stored.key)
            for identity, newest in missing:
                yield Problem("record_lost", kind, value=identity, cure=str(newest.sequence))

    def _floors(self) -> Iterator[Problem]:
        floors: Mapping[str, Stored] = {
            stored.key: stored for stored in self._transaction.scan(Query(kind=FLOORS))
        }
        for kind, version in sorted(self._deleted.items()):
            stored = floors.get(kind)
            try:
                holds = stored is not None and floor_of(stored) >= version
            except AsnKinerjaError:
                holds = False
            if not holds:
                yield Problem("floor_altered", f"{FLOORS}[{kind}]", value=version)

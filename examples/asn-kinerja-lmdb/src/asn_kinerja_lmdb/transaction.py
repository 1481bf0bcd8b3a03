"""One transaction of an LMDB store; what its methods do is said in `storage.port.Transaction`."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

import attrs

from asn_kinerja.errors import Problem, StaleVersion, StorageError, WrongSchema
from asn_kinerja.storage.audit import AuditChange, AuditEntry
from asn_kinerja.storage.port import Stored, Write
from asn_kinerja.storage.query import Query
from asn_kinerja_lmdb.environment import Environment
from asn_kinerja_lmdb.keys import HEAD, Span, address, number, span_of
from asn_kinerja_lmdb.ordered import OrderedBytes

__all__ = ["LmdbTransaction"]

_AUDIT = Span(b"a", b"b")
_CHANGES = 500  # changes of an audit entry kept together


class _Row(NamedTuple):
    """A record as it is kept."""

    key: str
    version: int
    indexes: dict[str, str]
    payload: str

    def stored(self, order: str = "") -> Stored:
        return Stored(key=self.key, version=self.version, payload=self.payload, order=order)

    def places(self, kind: str) -> dict[bytes, bytes]:
        """Give all that is kept of it, by key."""
        place = address("r", kind, self.key)
        head = json.dumps([self.key, self.version, self.indexes], ensure_ascii=False)
        return {
            place: f"{head}\n{self.payload}".encode(),
            **{
                address("i", kind, name, value, self.key): place
                for name, value in self.indexes.items()
            },
        }


class LmdbTransaction:
    """One view of the store, as of its start, and its own writes.

    Args:
        environment: The open folder.
        write: Whether it may write.
    """

    def __init__(self, environment: Environment, *, write: bool) -> None:
        self._place = environment.place
        self._told = environment.told
        self._end = environment.end
        self._write = write
        self._running = environment.begin(write=write)
        self._kept: OrderedBytes | None = OrderedBytes(self._running.transaction)

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        with self._told():
            rows = [row for key in keys if (row := self._row(address("r", kind, key)))]
        return {row.key: row.stored() for row in rows}

    def scan(self, query: Query) -> Iterator[Stored]:
        """Read records in order, a page of keys at a time."""
        with self._told():
            ordered = [query.order] if query.order is not None else []
            self._refuse_unindexed(query.kind, [*ordered, *(test.index for test in query.where)])
        yield from islice(self._found(query), query.limit)

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        found: list[str] = []
        start = b"r\0"
        with self._told():
            while key := next(self._reading.keys(Span(start, b"s")), None):
                found.append(key.split(b"\0")[1].decode())
                start = f"r\0{found[-1]}\1".encode()
        return found

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, each at the version that it asks for."""
        with self._told():
            old = self._expected(kind, {write.key: write.expected_version for write in writes})
            names = self._names(kind, {name for write in writes for name in write.indexes})
            for write in writes:
                indexes = {name: write.indexes.get(name, "") for name in names}
                row = _Row(write.key, write.version, indexes, write.payload)
                self._replace(kind, old[write.key], row)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records with their index values."""
        with self._told():
            for row in self._expected(kind, versions).values():
                self._replace(kind, row, None)

    def last_audit(self) -> AuditEntry | None:
        """Read the newest audit entry, without its changes."""
        with self._told():
            last = self._reading.last(_AUDIT)
            return self._entry(last, whole=False) if last else None

    def append_audit(self, entry: AuditEntry) -> None:
        """Add the next audit entry, its changes apart from it."""
        place = number("a", entry.sequence)
        with self._told():
            last = self._writing.last(_AUDIT) or number("a", 0)
            if place != number("a", int.from_bytes(last[1:], "big") + 1):
                raise StaleVersion(Problem("stale_version", "audit", value=entry.sequence))
            fields = attrs.asdict(entry, recurse=False)
            changes = fields.pop("changes")
            fields["recorded_at"] = entry.recorded_at.isoformat()
            starts = range(0, len(changes), _CHANGES)
            self._writing.put(place, json.dumps([len(starts), fields]).encode())
            for part, start in enumerate(starts):
                kept = json.dumps(changes[start : start + _CHANGES]).encode()
                self._writing.put(number("c", entry.sequence, part), kept)

    def scan_audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Read audit entries by sequence, one at a time."""
        keys = self._reading.keys(Span(number("a", after + 1), _AUDIT.stop))
        while True:
            with self._told():
                key = next(keys, None)
                entry = self._entry(key) if key else None
            if entry is None:
                return
            yield entry

    def commit(self) -> None:
        """Keep everything written and end the transaction."""
        with self._told():
            if self._writing:
                self._running.transaction.commit()
        self.rollback()

    def rollback(self) -> None:
        """Keep nothing and end the transaction."""
        kept, self._kept = self._kept, None
        if kept is not None:
            self._end(self._running)

    def unindexed(self, kind: str, names: Collection[str]) -> list[str]:
        """Name the indexes, of those given, that the records of a kind were written without."""
        missing = sorted(set(names) - set(self._known(kind)))
        first = next(self._reading.keys(span_of(Query(kind=kind))), None)
        return missing if first is not None else []

    def reindex(self, kind: str, values_of: Callable[[str], dict[str, str]]) -> None:
        """Write the index values of all records of a kind anew.

        Args:
            kind: The kind.
            values_of: Gives the value under every index of today for a payload.
        """
        for key in self._reading.keys(span_of(Query(kind=kind))):
            if old := self._row(key):
                new = old._replace(indexes=values_of(old.payload))
                self._replace(kind, old, new)
                self._writing.put(address("m", kind), json.dumps(sorted(new.indexes)).encode())

    @property
    def _reading(self) -> OrderedBytes:
        if self._kept is None:
            raise StorageError(Problem("unit_ended", self._place))
        return self._kept

    @property
    def _writing(self) -> OrderedBytes:
        if not self._write:
            raise StorageError(Problem("unit_reads_only", self._place))
        return self._reading

    def _found(self, query: Query) -> Iterator[Stored]:
        """Go through what a query may find, and give what it does find, in its order."""
        order = query.order or ""
        after = (query.after.value, query.after.key) if query.after else None
        keys = self._reading.keys(span_of(query), descending=query.descending)
        cut_alike = groupby(keys, key=lambda key: key[:HEAD])  # nearly always one key
        while True:
            with self._told():
                group = next(cut_alike, None)
                rows = [row for key in group[1] if (row := self._row(key))] if group else []
            if group is None:
                return
            placed = [((row.indexes.get(order, ""), row.key), row) for row in rows]
            for place, row in sorted(placed, key=itemgetter(0), reverse=query.descending):
                if after and (place >= after if query.descending else place <= after):
                    continue
                if all(test.holds(row.indexes.get(test.index, "")) for test in query.where):
                    yield row.stored(place[0])

    def _row(self, key: bytes) -> _Row | None:
        """Read the record that is kept under a key, or whose index value is."""
        kept = self._reading.get(key)
        if kept is not None and key.startswith(b"i"):
            kept = self._reading.get(kept)
        if kept is None:
            return None
        head, _, payload = kept.decode().partition("\n")
        key_text, version, indexes = json.loads(head)
        return _Row(key_text, version, indexes, payload)

    def _expected(self, kind: str, versions: Mapping[str, int]) -> dict[str, _Row | None]:
        """Read the records of some keys, and refuse if one is not at the version expected."""
        if not self._write:
            raise StorageError(Problem("unit_reads_only", self._place))
        rows = {key: self._row(address("r", kind, key)) for key in versions}
        found = {key: row.version if row else 0 for key, row in rows.items()}
        error = StaleVersion.of(
            Problem("stale_version", kind, value=version, cure=str(found[key]))
            for key, version in versions.items()
            if found[key] != version
        )
        if error:
            raise error
        return rows

    def _replace(self, kind: str, old: _Row | None, new: _Row | None) -> None:
        there, wanted = (row.places(kind) if row else {} for row in (old, new))
        for key in there.keys() - wanted.keys():
            self._writing.delete(key)
        for key, kept in wanted.items():
            self._writing.put(key, kept)

    def _known(self, kind: str) -> list[str]:
        """Name the indexes that the records of a kind are written with."""
        return list(json.loads(self._reading.get(address("m", kind)) or b"[]"))

    def _names(self, kind: str, names: Collection[str]) -> list[str]:
        """Name them, with new ones noted before the first record of the kind."""
        self._refuse_unindexed(kind, names)
        known = self._known(kind)
        if new := sorted(set(names) - set(known)):
            known += new
            self._writing.put(address("m", kind), json.dumps(known).encode())
        return known

    def _refuse_unindexed(self, kind: str, names: Collection[str]) -> None:
        if missing := self.unindexed(kind, names):
            cure = ", ".join(missing)
            raise WrongSchema(Problem("store_unindexed", self._place, value=kind, cure=cure))

    def _entry(self, key: bytes, *, whole: bool = True) -> AuditEntry:
        parts, fields = json.loads(self._reading.get(key) or b"")
        changes = (
            AuditChange(*change)
            for part in range(parts if whole else 0)
            for change in json.loads(
                self._reading.get(number("c", fields["sequence"], part)) or b""
            )
        )
        fields["recorded_at"] = datetime.fromisoformat(fields["recorded_at"])
        return AuditEntry(**fields, changes=tuple(changes))

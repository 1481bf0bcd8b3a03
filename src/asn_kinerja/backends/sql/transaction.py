"""Reads and writes of one transaction, in SQLAlchemy Core."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.exc import IntegrityError

from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.backends.sql.tables import audit, audit_change, index, record
from asn_kinerja.errors import Problem, StaleVersion, StorageError
from asn_kinerja.storage.audit import AuditChange, AuditEntry
from asn_kinerja.storage.port import Stored, Write
from asn_kinerja.storage.query import MAX_KEYS, Condition, Cursor, Query

__all__ = ["SqlTransaction"]

_AT_KEY = and_(record.c.kind == bindparam("at_kind"), record.c.key == bindparam("at_key"))
_AT_VERSION = and_(_AT_KEY, record.c.version == bindparam("at_version"))
_INDEX_OF = and_(index.c.kind == bindparam("at_kind"), index.c.key == bindparam("at_key"))


class SqlTransaction:
    """One transaction; its methods are described in `storage.port.Transaction`.

    Args:
        connection: A connection whose transaction has begun; it is given back at the end.
        place: What messages call the store.
        write: Whether it may write.
    """

    def __init__(self, connection: Connection, *, place: str, write: bool) -> None:
        self._running: Connection | None = connection
        self._place = place
        self._write = write

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        columns = (record.c.key, record.c.version, record.c.payload)
        wanted = select(*columns).where(record.c.kind == kind, record.c.key.in_(keys))
        with translated(self._place):
            rows = self._connection.execute(wanted).all()
        return {key: Stored(key=key, version=number, payload=text) for key, number, text in rows}

    def scan(self, query: Query) -> Iterator[Stored]:
        """Read records in order, a page at a time."""
        after, left = query.after, query.limit
        while left is None or left > 0:
            size = MAX_KEYS if left is None else min(left, MAX_KEYS)
            page = self._page(attrs.evolve(query, after=after, limit=size))
            yield from page
            if len(page) < size:
                return
            after = Cursor(value=page[-1].order, key=page[-1].key)
            left = None if left is None else left - size

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        with translated(self._place):
            return sorted(self._connection.scalars(select(record.c.kind).distinct()))

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, each at the version after the expected one."""
        new = [write for write in writes if write.expected_version == 0]
        known = [write for write in writes if write.expected_version > 0]
        with translated(self._place):
            self._check(kind, {write.key: write.expected_version for write in writes})
            if new:
                self._insert(kind, new)
            if known:
                self._update(kind, known)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records with their index values."""
        if not versions:
            return
        places = [_place(kind, key, version) for key, version in versions.items()]
        with translated(self._place):
            self._check(kind, versions)
            done = self._connection.execute(delete(record).where(_AT_VERSION), places)
            _all_done(done, kind, len(places))
            self._connection.execute(delete(index).where(_INDEX_OF), places)

    def last_audit(self) -> AuditEntry | None:
        """Read the newest audit entry, without its changes."""
        newest = select(audit).order_by(audit.c.sequence.desc()).limit(1)
        with translated(self._place):
            row = self._connection.execute(newest).mappings().one_or_none()
        return _entry(dict(row), ()) if row else None

    def append_audit(self, entry: AuditEntry) -> None:
        """Add the next audit entry."""
        fields = attrs.asdict(entry, recurse=False)
        del fields["changes"]
        fields["recorded_at"] = entry.recorded_at.isoformat(timespec="microseconds")
        changes = [
            {
                "sequence": entry.sequence,
                "kind": change.kind,
                "record": change.record,
                "version": change.version,
                "payload": change.payload,
            }
            for change in entry.changes
        ]
        with translated(self._place):
            try:
                self._writing.execute(insert(audit), fields)
            except IntegrityError:
                problem = Problem("stale_version", "audit", value=entry.sequence)
                raise StaleVersion(problem) from None
            if changes:
                self._connection.execute(insert(audit_change), changes)

    def scan_audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Read audit entries by sequence, one at a time."""
        while True:
            following = select(audit).where(audit.c.sequence > after)
            following = following.order_by(audit.c.sequence).limit(1)
            with translated(self._place):
                row = self._connection.execute(following).mappings().one_or_none()
                if row is None:
                    return
                changes = self._connection.execute(
                    select(audit_change)
                    .where(audit_change.c.sequence == row["sequence"])
                    .order_by(audit_change.c.kind, audit_change.c.record)
                ).mappings()
                entry = _entry(dict(row), tuple(_change(dict(change)) for change in changes))
            yield entry
            after = entry.sequence

    def commit(self) -> None:
        """Keep everything written and end the transaction."""
        with translated(self._place):
            self._writing.commit()
        self.rollback()

    def rollback(self) -> None:
        """Keep nothing and end the transaction."""
        running, self._running = self._running, None
        if running is not None:
            with translated(self._place):
                running.close()  # rolls back what is not committed

    @property
    def _connection(self) -> Connection:
        if self._running is None:
            raise StorageError(Problem("unit_ended", self._place))
        return self._running

    @property
    def _writing(self) -> Connection:
        if not self._write:
            raise StorageError(Problem("unit_reads_only", self._place))
        return self._connection

    def _page(self, query: Query) -> list[Stored]:
        with translated(self._place):
            rows = self._connection.execute(_select(query)).all()
        return [
            Stored(key=key, version=number, payload=text, order=order)
            for key, number, text, order in rows
        ]

    def _insert(self, kind: str, writes: Sequence[Write]) -> None:
        rows = [
            {"kind": kind, "key": write.key, "version": 1, "payload": write.payload}
            for write in writes
        ]
        try:
            self._connection.execute(insert(record), rows)
        except IntegrityError:  # between check and write another writer was faster
            raise StaleVersion(Problem("stale_version", kind, value=0)) from None
        self._write_indexes(kind, writes)

    def _update(self, kind: str, writes: Sequence[Write]) -> None:
        places = [_place(kind, write.key, write.expected_version) for write in writes]
        rows = [
            {**place, "version": write.expected_version + 1, "payload": write.payload}
            for place, write in zip(places, writes, strict=True)
        ]
        change = update(record).where(_AT_VERSION)
        change = change.values(version=bindparam("version"), payload=bindparam("payload"))
        _all_done(self._connection.execute(change, rows), kind, len(rows))
        moved = self._moved(kind, writes)
        if moved:
            places = [_place(kind, write.key, 0) for write in moved]
            self._connection.execute(delete(index).where(_INDEX_OF), places)
            self._write_indexes(kind, moved)

    def _moved(self, kind: str, writes: Sequence[Write]) -> list[Write]:
        """Find the records whose index values are no longer what the index table holds."""
        held: dict[str, dict[str, str]] = {write.key: {} for write in writes}
        for keys in _chunks(list(held)):
            wanted = select(index.c.key, index.c.name, index.c.value)
            wanted = wanted.where(index.c.kind == kind, index.c.key.in_(keys))
            for key, name, value in self._connection.execute(wanted):
                held[key][name] = value
        return [write for write in writes if held[write.key] != write.indexes]

    def _write_indexes(self, kind: str, writes: Sequence[Write]) -> None:
        rows = [
            {"kind": kind, "key": write.key, "name": name, "value": value}
            for write in writes
            for name, value in write.indexes.items()
        ]
        if rows:
            self._connection.execute(insert(index), rows)

    def _check(self, kind: str, expected: Mapping[str, int]) -> None:
        """Name the records that are not at their expected version."""
        present: dict[str, int] = {}
        for keys in _chunks(list(expected)):
            wanted = select(record.c.key, record.c.version)
            wanted = wanted.where(record.c.kind == kind, record.c.key.in_(keys))
            present.update((row.key, row.version) for row in self._writing.execute(wanted))
        error = StaleVersion.of(
            Problem("stale_version", kind, value=version, cure=str(present.get(key, 0)))
            for key, version in expected.items()
            if present.get(key, 0) != version
        )
        if error:
            raise error


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), MAX_KEYS):
        yield keys[start : start + MAX_KEYS]


def _place(kind: str, key: str, version: int) -> dict[str, Any]:
    return {"at_kind": kind, "at_key": key, "at_version": version}


def _all_done(result: CursorResult[Any], kind: str, wanted: int) -> None:
    if result.rowcount != wanted:  # between check and write another writer was faster
        raise StaleVersion(Problem("stale_version", kind))


def _select(query: Query) -> Select[Any]:
    order: ColumnElement[str] = literal("")
    rows = select(record.c.key, record.c.version, record.c.payload)
    place: tuple[ColumnElement[Any], ...] = (record.c.key,)
    if query.order is not None:
        by = index.alias("by")
        rows = rows.join(
            by,
            and_(by.c.kind == record.c.kind, by.c.key == record.c.key, by.c.name == query.order),
        )
        order, place = by.c.value, (by.c.value, by.c.key)
    rows = rows.add_columns(order.label("place")).where(record.c.kind == query.kind)
    for condition in query.where:
        rows = rows.where(_holds(condition))
    if query.after is not None:
        at = (query.after.value, query.after.key) if query.order else (query.after.key,)
        here, there = tuple_(*place), tuple_(*(literal(part) for part in at))
        rows = rows.where(here < there if query.descending else here > there)
    rows = rows.order_by(*(part.desc() if query.descending else part for part in place))
    return rows.limit(query.limit)


def _holds(condition: Condition) -> ColumnElement[bool]:
    by = index.alias()
    match condition.operator:
        case "one_of":
            test: ColumnElement[bool] = by.c.value.in_(condition.values)
        case "at_least":
            test = by.c.value >= condition.values[0]
        case "below":
            test = by.c.value < condition.values[0]
    return exists().where(
        by.c.kind == record.c.kind,
        by.c.key == record.c.key,
        by.c.name == condition.index,
        test,
    )


def _entry(fields: dict[str, Any], changes: tuple[AuditChange, ...]) -> AuditEntry:
    fields["recorded_at"] = datetime.fromisoformat(fields["recorded_at"])
    return AuditEntry(**fields, changes=changes)


def _change(fields: dict[str, Any]) -> AuditChange:
    del fields["sequence"]
    return AuditChange(**fields)

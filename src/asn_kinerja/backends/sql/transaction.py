"""Reads and writes of one transaction, in SQLAlchemy Core."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import attrs
from sqlalchemy import (
    Connection,
    Insert,
    Select,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from asn_kinerja.backends.sql import trail
from asn_kinerja.backends.sql.dialects import Dialect, Listed
from asn_kinerja.backends.sql.failures import translated
from asn_kinerja.backends.sql.prepared import PreparedStatements
from asn_kinerja.backends.sql.scanning import page
from asn_kinerja.backends.sql.slots import KindSlots, Slots, add_slots, has_records, read_slots
from asn_kinerja.backends.sql.tables import record
from asn_kinerja.backends.sql.trail import Newest
from asn_kinerja.backends.sql.waiting import Waiting, taken
from asn_kinerja.errors import Problem, StaleVersion, StorageError, WrongSchema
from asn_kinerja.storage.audit import AuditEntry
from asn_kinerja.storage.port import Stored, Write
from asn_kinerja.storage.query import MAX_KEYS, Cursor, Query

__all__ = ["SqlTransaction"]

_WANTED = and_(
    record.c.kind == bindparam("at_kind"), record.c.key.in_(bindparam("keys", expanding=True))
)
_GET = select(record.c.key, record.c.version, record.c.payload).where(_WANTED)
_AT_VERSION = and_(
    record.c.kind == bindparam("at_kind"),
    record.c.key == bindparam("at_key"),
    record.c.version == bindparam("at_version"),
)
_DELETE = delete(record).where(_AT_VERSION)
_GET_ONE = select(record.c.key, record.c.version, record.c.payload).where(
    record.c.kind == bindparam("at_kind"), record.c.key == bindparam("at_key")
)


@cache
def _get_listed(listed: Listed) -> Select[Any]:
    wanted = and_(record.c.kind == bindparam("at_kind"), listed.holds(record.c.key, "keys"))
    return select(record.c.key, record.c.version, record.c.payload).where(wanted)


@cache
def _insert(slots: tuple[str, ...]) -> Insert:
    given = ("kind", "key", "version", "payload", *slots)
    return insert(record).values({name: bindparam(name) for name in given})


@cache
def _update(slots: tuple[str, ...]) -> Update:
    changed = ("version", "payload", *slots)
    return update(record).where(_AT_VERSION).values({name: bindparam(name) for name in changed})


class SqlTransaction:
    """One transaction; its methods are described in `storage.port.Transaction`.

    Args:
        connection: A connection whose transaction has begun; it is given back at the end.
        dialect: The kind of database.
        place: What messages call the store.
        write: Whether it may write.
        slots: Columns of indexes that are known to be committed; gets what this one commits.
        prepared: The statements of small units of work.
        newest: The newest audit entry; `...` in one that reads.
    """

    def __init__(  # noqa: PLR0913 - what a store knows, handed on
        self,
        connection: Connection,
        dialect: Dialect,
        *,
        place: str,
        write: bool,
        slots: Slots,
        prepared: PreparedStatements,
        newest: Newest = ...,
    ) -> None:
        self._running: Connection | None = connection
        self._dialect = dialect
        self._place = place
        self._write = write
        self._prepared = prepared
        self._committed = slots
        self._slots: Slots = {}
        self._newest = newest
        self._seen: dict[str, dict[str, int]] = {}  # versions by kind, of the keys last asked for
        self._waiting = Waiting(dialect, prepared)

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        with translated(self._dialect, place=self._place):
            rows = self._rows(kind, keys)
        found = {key: Stored(key=key, version=number, payload=text) for key, number, text in rows}
        if self._write:  # nobody else writes now, so they stay so until this one changes them
            self._seen[kind] = dict.fromkeys(keys, 0) | {
                key: stored.version for key, stored in found.items()
            }
        return found

    def scan(self, query: Query) -> Iterator[Stored]:
        """Read records in order, a page at a time."""
        after, left = query.after, query.limit
        while left is None or left > 0:
            size = MAX_KEYS if left is None else min(left, MAX_KEYS)
            found = self._page(attrs.evolve(query, after=after, limit=size))
            yield from found
            if len(found) < size:
                return
            after = Cursor(value=found[-1].order, key=found[-1].key)
            left = None if left is None else left - size

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        with translated(self._dialect, place=self._place):
            return sorted(self._connection.scalars(select(record.c.kind).distinct()))

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, each at the version that it asks for."""
        new = [write for write in writes if write.expected_version == 0]
        known = [write for write in writes if write.expected_version > 0]
        seen = self._seen.pop(kind, {})
        with translated(self._dialect, place=self._place):
            slots = self._slots_for(kind, writes)
            if new:
                if any(seen.get(write.key) != 0 for write in new):
                    self._check(kind, {write.key: write.expected_version for write in writes})
                self._insert(kind, new, slots)
            if known:
                sure = all(seen.get(write.key) == write.expected_version for write in known)
                self._update(kind, known, slots, sure=sure)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records with their index values."""
        if not versions:
            return
        places = [_place(kind, key, version) for key, version in versions.items()]
        self._seen.pop(kind, None)
        with translated(self._dialect, place=self._place):
            if len(versions) > 1:  # what is gone does not tell whether it was there
                self._check(kind, versions)
            if self._writing.execute(_DELETE, places).rowcount != len(places):
                self._check(kind, versions, done=True)

    def last_audit(self) -> AuditEntry | None:
        """Read the newest audit entry, without its changes."""
        if self._newest is not ...:
            self._refuse_ended()
            return self._newest
        with translated(self._dialect, place=self._place):
            return trail.last_entry(self._connection, self._prepared)

    def append_audit(self, entry: AuditEntry) -> None:
        """Add the next audit entry."""
        self._refuse_reader()
        newest = self._newest
        if newest is not None and newest is not ... and newest.sequence >= entry.sequence:
            raise taken(entry)
        if trail.is_small(entry):
            self._waiting.add_entry(entry)
        else:
            with translated(self._dialect, place=self._place):
                try:
                    trail.append_entry(self._writing, entry, prepared=self._prepared)
                except self._dialect.taken:
                    raise taken(entry) from None
        self._newest = entry

    def scan_audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Read audit entries by sequence, one at a time."""
        while True:
            with translated(self._dialect, place=self._place):
                entry = trail.entry_after(self._connection, after)
            if entry is None:
                return
            yield entry
            after = entry.sequence

    def commit(self) -> None:
        """Keep everything written and end the transaction."""
        writing = self._refuse_reader()
        with translated(self._dialect, place=self._place, committing=True):
            self._waiting.write(writing, last=True)
            writing.commit()
        self._committed.update(self._slots)
        self.rollback()

    def rollback(self) -> None:
        """Keep nothing and end the transaction."""
        running, self._running = self._running, None
        self._waiting.clear()
        if running is not None:
            with translated(self._dialect, place=self._place):
                if not self._write:  # the same to a reader; a driver forgets more at a rollback
                    with suppress(SQLAlchemyError, self._dialect.error):
                        running.commit()
                running.close()  # rolls back what is not committed

    @property
    def _connection(self) -> Connection:
        """The connection, for what must find everything written."""
        running = self._refuse_ended()
        with translated(self._dialect, place=self._place):
            self._waiting.write(running)
        return running

    @property
    def _writing(self) -> Connection:
        self._refuse_reader()
        return self._connection

    def _refuse_ended(self) -> Connection:
        if self._running is None:
            raise StorageError(Problem("unit_ended", self._place))
        return self._running

    def _refuse_reader(self) -> Connection:
        if not self._write:
            raise StorageError(Problem("unit_reads_only", self._place))
        return self._refuse_ended()

    def _rows(self, kind: str, keys: Sequence[str]) -> Sequence[Any]:
        """Read key, version and payload of records."""
        listed = self._dialect.listed
        if len(keys) == 1:
            one = {"at_kind": kind, "at_key": keys[0]}
            return self._prepared.rows(self._connection, _GET_ONE, parameters=one)
        if listed is None:
            return self._connection.execute(_GET, {"at_kind": kind, "keys": list(keys)}).fetchall()
        some = {"at_kind": kind, "keys": listed.value(keys)}
        return self._prepared.rows(self._connection, _get_listed(listed), parameters=some)

    def _page(self, query: Query) -> list[Stored]:
        with translated(self._dialect, place=self._place):
            slots = self._known_slots(query.kind) if _named(query) else {}
            self._refuse_unindexed(query.kind, _named(query) - slots.keys())
            wanted = page(query, slots, row_ranges=self._dialect.row_ranges)
            rows = self._connection.execute(wanted).all()
        return [
            Stored(key=key, version=number, payload=text, order=order)
            for key, number, text, order in rows
        ]

    def _known_slots(self, kind: str) -> KindSlots:
        if kind in self._slots:
            return self._slots[kind]
        if kind in self._committed:  # a reader of before a column was given finds it empty
            return self._committed[kind]
        found = read_slots(self._connection, kind)
        if found:
            self._slots[kind] = found
        return found

    def _refuse_unindexed(self, kind: str, names: Collection[str]) -> None:
        """Refuse indexes that the records of a kind were written without."""
        if names and has_records(self._connection, kind):
            cure = ", ".join(sorted(names))
            raise WrongSchema(Problem("store_unindexed", self._place, value=kind, cure=cure))

    def _slots_for(self, kind: str, writes: Sequence[Write]) -> KindSlots:
        """Give the columns of a kind, new ones for indexes that have none yet."""
        names = {name for write in writes for name in write.indexes}
        known = self._known_slots(kind) if names else {}
        if not names <= known.keys():
            known = read_slots(self._writing, kind)  # somebody else may have given them
            self._refuse_unindexed(kind, names - known.keys())
            known = add_slots(self._writing, kind, known=known, names=names, place=self._place)
            self._slots[kind] = known
        return known

    def _insert(self, kind: str, writes: Sequence[Write], slots: KindSlots) -> None:
        rows = [
            {
                "kind": kind,
                "key": write.key,
                "version": write.version,
                "payload": write.payload,
                **{slot: write.indexes.get(name, "") for name, slot in slots.items()},
            }
            for write in writes
        ]
        try:
            if self._dialect.copy is not None and len(rows) > 1:
                copying = self._dialect.copy
                self._prepared.copy(self._writing, record.name, rows=rows, copying=copying)
            else:
                change = _insert(tuple(slots.values()))
                self._prepared.change_all(self._writing, change, rows=rows)
        except self._dialect.taken:  # between check and write another writer was faster
            raise StaleVersion(Problem("stale_version", kind, value=0)) from None

    def _update(self, kind: str, writes: Sequence[Write], slots: KindSlots, *, sure: bool) -> None:
        """Change records.

        Args:
            kind: Their kind.
            writes: The changes.
            slots: Columns of their indexes.
            sure: Whether this transaction has read that all are at their expected version.
        """
        rows = [
            {
                **_place(kind, write.key, write.expected_version),
                "version": write.version,
                "payload": write.payload,
                **{slot: write.indexes.get(name, "") for name, slot in slots.items()},
            }
            for write in writes
        ]
        change = _update(tuple(slots.values()))
        if sure and len(rows) == 1:
            self._waiting.add(change, rows[0])
            return
        if len(rows) == 1:
            done = self._prepared.change(self._writing, change, parameters=rows[0])
        else:
            tried = self._writing.begin_nested()
            done = self._prepared.change_all(self._writing, change, rows=rows)
            if done == len(rows):
                tried.commit()
            else:
                tried.rollback()  # to see which ones were not as expected
        if done != len(rows):
            self._check(kind, {write.key: write.expected_version for write in writes}, done=True)

    def _check(self, kind: str, expected: Mapping[str, int], *, done: bool = False) -> None:
        """Name the records that are not at their expected version.

        Args:
            kind: Their kind.
            expected: Version by key.
            done: Whether it is known that one was not.
        """
        present: dict[str, int] = {}
        keys = list(expected)
        for start in range(0, len(keys), MAX_KEYS):
            rows = self._rows(kind, keys[start : start + MAX_KEYS])
            present.update((key, version) for key, version, _ in rows)
        error = StaleVersion.of(
            Problem("stale_version", kind, value=version, cure=str(present.get(key, 0)))
            for key, version in expected.items()
            if present.get(key, 0) != version
        )
        if error:
            raise error
        if done:
            raise StaleVersion(Problem("stale_version", kind))


def _named(query: Query) -> set[str]:
    """Name the indexes that a query uses."""
    named = {condition.index for condition in query.where}
    return named | {query.order} if query.order is not None else named


def _place(kind: str, key: str, version: int) -> dict[str, Any]:
    return {"at_kind": kind, "at_key": key, "at_version": version}

"""A store in a file: one JSON object a line.

A head, the records by kind and key, the audit entries with their changes, and an end that counts
and hashes all before it, so that a file that was cut or changed is not taken. Equal stores give
equal files, whatever database they come from.
"""

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NoReturn

import attrs

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.audit import AuditChange, AuditEntry
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.floors import FLOORS
from asn_kinerja.storage.port import Backend, Stored
from asn_kinerja.storage.transfer import Arrival, Moved, Progress, records_of
from asn_kinerja.storage.values import check_key

__all__ = ["export_store", "import_store"]

_HEAD = {"asn_kinerja": "store", "format": 1}
_PART = 500  # changes on one line, records put at once

_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def export_store(
    source: Backend, write: Callable[[str], object], *, progress: Progress = lambda _: None
) -> Moved:
    """Write a store as lines of text.

    Args:
        source: The store to read.
        write: Takes one line after the other, each with its end.
        progress: Told how far it has come.

    Returns:
        What was written.
    """
    file = _Lines(write)
    records = entries = 0
    transaction = source.begin(write=False)
    try:
        file.add(_HEAD)
        for kind, batch in records_of(transaction):
            for stored in batch:
                line = {"key": stored.key, "kind": kind, "payload": stored.payload}
                file.add({**line, "version": stored.version})
            records += len(batch) if kind != FLOORS else 0
            progress(records)
        for entry in transaction.scan_audit():
            file.add({"entry": _fields(entry)})
            for start in range(0, len(entry.changes), _PART):
                file.add({"changes": entry.changes[start : start + _PART]})
            entries += 1
    finally:
        transaction.rollback()
    file.add({"end": {"entries": entries, "records": records, "sha256": file.digest}})
    return Moved(records=records, entries=entries)


def import_store(
    lines: Iterable[str],
    target: Backend,
    *,
    codec: RecordCodec,
    progress: Progress = lambda _: None,
) -> Moved:
    """Read a store from lines of text into an empty one.

    Args:
        lines: What `export_store` wrote.
        target: An empty store.
        codec: Tells the index values of records.
        progress: Told how far it has come.

    Returns:
        What was read.

    Raises:
        StorageError: If the target is not empty, or the lines are cut, altered, or do not fit their
            audit chain; then nothing was kept.
    """
    transaction = target.begin(write=True)
    try:
        reading = _Reading(lines)
        arrival = Arrival(transaction, codec)
        for item in reading.items():
            if isinstance(item, AuditEntry):
                arrival.append(item)
            else:
                arrival.put(*item)
                progress(arrival.records)
        counted = {"entries": arrival.entries, "records": arrival.records}
        if {name: reading.end.get(name) for name in counted} != counted:
            reading.refuse("counts")
        return arrival.keep()
    finally:
        transaction.rollback()


class _Lines:
    """Writes lines and hashes them."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def add(self, value: object) -> None:
        line = _write(value) + "\n"
        self._hash.update(line.encode())
        self._write(line)


class _Reading:
    """Reads lines back, in the order they must have."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._hash = hashlib.sha256()
        self._number = 0
        self.end: dict[str, Any] = {}

    def items(self) -> Iterator[tuple[str, list[Stored]] | AuditEntry]:
        """Give records, some hundred of a kind at once, then entries."""
        try:
            if self._next() != _HEAD:
                self.refuse("head")
            line = yield from self._records(self._next())
            line = yield from self._entries(line)
            self._finish(line)
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise StorageError(Problem("store_file_broken", f"line {self._number}")) from error

    def refuse(self, rule: str) -> NoReturn:
        """Refuse the line that was read last."""
        raise StorageError(Problem("store_file_broken", f"line {self._number}", rule=rule))

    def _records(
        self, line: dict[str, Any]
    ) -> Generator[tuple[str, list[Stored]], None, dict[str, Any]]:
        kind, batch = "", list[Stored]()
        while "kind" in line:
            if batch and (line["kind"] != kind or len(batch) == _PART):
                yield kind, batch
                batch = []
            kind = line["kind"]
            batch.append(_stored(line))
            line = self._next()
        if batch:
            yield kind, batch
        return line

    def _entries(self, line: dict[str, Any]) -> Generator[AuditEntry, None, dict[str, Any]]:
        while "entry" in line:
            fields, changes = line["entry"], list[AuditChange]()
            while "changes" in (line := self._next()):
                changes += [_change(change) for change in line["changes"]]
            yield _entry(fields, changes)
        return line

    def _next(self) -> dict[str, Any]:
        """Read one line; the end is hashed up to the line before it."""
        self._number += 1
        text = next(self._lines, "")
        line = json.loads(text)
        if type(line) is not dict:
            self.refuse("object")
        if "end" not in line:
            self._hash.update(text.encode())
        return line

    def _finish(self, line: dict[str, Any]) -> None:
        self.end = line["end"]
        if self.end["sha256"] != self._hash.hexdigest():
            self.refuse("sha256")
        if next(self._lines, ""):
            self._number += 1
            self.refuse("end")


def _stored(line: dict[str, Any]) -> Stored:
    key, version, payload = line["key"], line["version"], line["payload"]
    if (
        check_key(line["kind"], place="kind")
        or check_key(key, place="key")
        or type(version) is not int
        or type(payload) is not str
    ):
        raise ValueError
    return Stored(key=key, version=version, payload=payload)


def _change(values: list[Any]) -> AuditChange:
    kind, record, version, payload = values
    return AuditChange(str(kind), str(record), int(version), str(payload))


def _fields(entry: AuditEntry) -> dict[str, Any]:
    fields = attrs.asdict(entry, recurse=False)
    del fields["changes"]
    fields["recorded_at"] = entry.recorded_at.isoformat(timespec="microseconds")
    return fields


def _entry(fields: dict[str, Any], changes: list[AuditChange]) -> AuditEntry:
    recorded_at = datetime.fromisoformat(fields["recorded_at"])
    if recorded_at.utcoffset() is None:
        raise ValueError
    texts = {name: str(fields[name]) for name in ("action", "actor", "hash", "previous", "reason")}
    return AuditEntry(
        sequence=int(fields["sequence"]),
        recorded_at=recorded_at.astimezone(UTC),
        changes=tuple(changes),
        **texts,
    )

"""The audit chain in SQL: one row an entry, its changes in parts of some hundred lines."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import attrs
from sqlalchemy import Connection, RowMapping, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from asn_kinerja.backends.sql.tables import audit, audit_change
from asn_kinerja.errors import Problem, StaleVersion
from asn_kinerja.storage.audit import AuditChange, AuditEntry

__all__ = ["append_entry", "change_parts", "entry_after", "last_entry"]

_PART = 500  # changes in one row
_FIELDS = ("sequence", "actor", "action", "reason", "previous", "hash")

_LAST = select(audit).order_by(audit.c.sequence.desc()).limit(1)
_AFTER = (
    select(audit)
    .where(audit.c.sequence > bindparam("at_sequence"))
    .order_by(audit.c.sequence)
    .limit(1)
)
_CHANGES = (
    select(audit_change.c.changes)
    .where(audit_change.c.sequence == bindparam("at_sequence"))
    .order_by(audit_change.c.part)
)


def last_entry(connection: Connection) -> AuditEntry | None:
    """Read the newest entry, without its changes."""
    row = connection.execute(_LAST).mappings().one_or_none()
    return _entry(row, ()) if row else None


def entry_after(connection: Connection, sequence: int) -> AuditEntry | None:
    """Read the entry that follows a sequence.

    Args:
        connection: A connection with a running transaction.
        sequence: The sequence before it.

    Returns:
        The entry with its changes; `None` after the last.
    """
    row = connection.execute(_AFTER, {"at_sequence": sequence}).mappings().one_or_none()
    if row is None:
        return None
    parts = connection.scalars(_CHANGES, {"at_sequence": row["sequence"]})
    return _entry(row, tuple(change for part in parts for change in _changes(part)))


def append_entry(connection: Connection, entry: AuditEntry) -> None:
    """Add an entry.

    Args:
        connection: A connection with a running transaction that writes.
        entry: The entry.

    Raises:
        StaleVersion: If its sequence is there already.
    """
    fields = attrs.asdict(entry, recurse=False)
    del fields["changes"]
    fields["recorded_at"] = entry.recorded_at.isoformat(timespec="microseconds")
    try:
        connection.execute(insert(audit), fields)
    except IntegrityError:
        raise StaleVersion(Problem("stale_version", "audit", value=entry.sequence)) from None
    if rows := change_parts(entry.sequence, entry.changes):
        connection.execute(insert(audit_change), rows)


def change_parts(sequence: int, changes: Sequence[AuditChange]) -> list[dict[str, Any]]:
    """Write changes as rows.

    Args:
        sequence: Sequence of their entry.
        changes: The changes in order.

    Returns:
        The rows, some hundred changes each.
    """
    return [
        {
            "sequence": sequence,
            "part": start // _PART,
            "changes": "\n".join(
                f"{change.kind} {change.record} {change.version} {change.payload}"
                for change in changes[start : start + _PART]
            ),
        }
        for start in range(0, len(changes), _PART)
    ]


def _changes(part: str) -> Iterator[AuditChange]:
    for line in part.split("\n"):
        kind, record, version, payload = (line.split(" ", 3) + [""] * 4)[:4]
        number = int(version) if version.isdecimal() else -1
        if str(number) != version:
            number = -1  # altered: the hash will tell
        yield AuditChange(kind=kind, record=record, version=number, payload=payload)


def _entry(row: RowMapping, changes: tuple[AuditChange, ...]) -> AuditEntry:
    fields = {name: row[name] for name in _FIELDS}
    try:
        recorded_at = datetime.fromisoformat(row["recorded_at"])
    except ValueError:
        recorded_at = datetime.min.replace(tzinfo=UTC)  # altered: the hash will tell
    return AuditEntry(**fields, recorded_at=recorded_at, changes=changes)

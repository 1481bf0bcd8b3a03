"""The audit chain in SQL: one row an entry; of many changes, all but the first in rows beside."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import attrs
from sqlalchemy import Connection, bindparam, func, insert, select

from asn_kinerja.backends.sql.prepared import PreparedStatements
from asn_kinerja.backends.sql.tables import audit, audit_change
from asn_kinerja.storage.audit import AuditChange, AuditEntry

__all__ = ["append_entry", "change_parts", "entry_after", "last_entry"]

_PART = 500  # changes in one row
_FIELDS = ("sequence", "recorded_at", "actor", "action", "reason", "previous", "hash")

_COLUMNS = [audit.c[name] for name in _FIELDS]
_INSERT = insert(audit)
_LAST = select(*_COLUMNS).where(
    audit.c.sequence == select(func.max(audit.c.sequence)).scalar_subquery()
)
_AFTER = (
    select(*_COLUMNS, audit.c.changes)
    .where(audit.c.sequence > bindparam("at_sequence"))
    .order_by(audit.c.sequence)
    .limit(1)
)
_CHANGES = (
    select(audit_change.c.changes)
    .where(audit_change.c.sequence == bindparam("at_sequence"))
    .order_by(audit_change.c.part)
)


def last_entry(connection: Connection, prepared: PreparedStatements) -> AuditEntry | None:
    """Read the newest entry, without its changes."""
    row = prepared.run(connection, _LAST, parameters={}).fetchone()
    return _entry(row, ()) if row else None


def entry_after(connection: Connection, sequence: int) -> AuditEntry | None:
    """Read the entry that follows a sequence.

    Args:
        connection: A connection with a running transaction.
        sequence: The sequence before it.

    Returns:
        The entry with its changes; `None` after the last.
    """
    row = connection.execute(_AFTER, {"at_sequence": sequence}).one_or_none()
    if row is None:
        return None
    *fields, first = row
    parts = [first, *connection.scalars(_CHANGES, {"at_sequence": fields[0]})]
    return _entry(fields, tuple(change for part in parts if part for change in _changes(part)))


def append_entry(
    connection: Connection, entry: AuditEntry, *, prepared: PreparedStatements
) -> None:
    """Add an entry.

    Args:
        connection: A connection with a running transaction that writes.
        entry: The entry.
        prepared: The statements of small units of work.

    Raises:
        Exception: The driver's, if its sequence is there already.
    """
    first, *rest = change_parts(entry.changes)
    fields = attrs.asdict(entry, recurse=False)
    fields["changes"] = first
    fields["recorded_at"] = entry.recorded_at.isoformat(timespec="microseconds")
    prepared.run(connection, _INSERT, parameters=fields)
    if rest:
        rows = [
            {"sequence": entry.sequence, "part": part, "changes": text}
            for part, text in enumerate(rest, 2)
        ]
        connection.execute(insert(audit_change), rows)


def change_parts(changes: Sequence[AuditChange]) -> list[str]:
    """Write changes as texts of some hundred lines.

    Args:
        changes: The changes in order.

    Returns:
        The texts, at least one; the first stands in `asn_audit`, the others are parts 2, 3, …
    """
    return [
        "\n".join(
            f"{change.kind} {change.record} {change.version} {change.payload}"
            for change in changes[start : start + _PART]
        )
        for start in range(0, len(changes) or 1, _PART)
    ]


def _changes(part: str) -> Iterator[AuditChange]:
    for line in part.split("\n"):
        kind, record, version, payload = (line.split(" ", 3) + [""] * 4)[:4]
        number = int(version) if version.isdecimal() else -1
        if str(number) != version:
            number = -1  # altered: the hash will tell
        yield AuditChange(kind, record, number, payload)


def _entry(values: Sequence[Any], changes: tuple[AuditChange, ...]) -> AuditEntry:
    fields = dict(zip(_FIELDS, values, strict=True))
    try:
        fields["recorded_at"] = datetime.fromisoformat(fields["recorded_at"])
    except ValueError:
        fields["recorded_at"] = datetime.min.replace(tzinfo=UTC)  # altered: the hash will tell
    return AuditEntry(**fields, changes=changes)

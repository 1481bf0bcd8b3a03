"""The audit chain in SQL: one row an entry; of many changes, all but the first in rows beside."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import EllipsisType
from typing import Any, TypeAlias

from sqlalchemy import Connection, Insert, bindparam, insert, select

from asn_kinerja.backends.sql.prepared import PreparedStatements
from asn_kinerja.backends.sql.tables import audit, audit_change
from asn_kinerja.storage.audit import AuditChange, AuditEntry

__all__ = [
    "Newest",
    "append_entry",
    "begin_with_newest",
    "change_parts",
    "entry_after",
    "is_small",
    "last_entry",
    "small_insert",
]

_PART = 500  # changes in one row
_FIELDS = ("sequence", "recorded_at", "actor", "action", "reason", "previous", "hash")

_COLUMNS = [audit.c[name] for name in _FIELDS]
_INSERT = insert(audit)
_INSERT_PART = insert(audit_change)
_LAST = select(*_COLUMNS).order_by(audit.c.sequence.desc()).suffix_with("LIMIT 1")
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


Newest: TypeAlias = "AuditEntry | EllipsisType | None"
"""The newest entry, `None` when there is none, `...` when it is not known."""


def begin_with_newest(connection: Connection, *, prepared: PreparedStatements) -> AuditEntry | None:
    """Begin a transaction that writes, and read the newest entry.

    Args:
        connection: A connection without a running transaction.
        prepared: The statements of small units of work.

    Returns:
        The entry without its changes; `None` when there is none.
    """
    return _newest(prepared.begin(connection, _LAST))


def last_entry(connection: Connection, prepared: PreparedStatements) -> AuditEntry | None:
    """Read the newest entry, without its changes."""
    return _newest(prepared.rows(connection, _LAST, parameters={}))


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
    prepared.change(connection, _INSERT, parameters=_row(entry, first))
    if rest:
        rows = [
            {"sequence": entry.sequence, "part": part, "changes": text}
            for part, text in enumerate(rest, 2)
        ]
        prepared.change_all(connection, _INSERT_PART, rows=rows)


def small_insert(entry: AuditEntry) -> tuple[Insert, dict[str, Any]]:
    """Give what adds an entry of few changes.

    Args:
        entry: The entry, for which `is_small` holds.

    Returns:
        The statement, and its parameters.
    """
    (text,) = change_parts(entry.changes)
    return _INSERT, _row(entry, text)


def is_small(entry: AuditEntry) -> bool:
    """Whether an entry is one row."""
    return len(entry.changes) <= _PART


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


def _newest(rows: Sequence[Sequence[Any]]) -> AuditEntry | None:
    return _entry(rows[0], ()) if rows else None


def _row(entry: AuditEntry, changes: str) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "recorded_at": entry.recorded_at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "reason": entry.reason,
        "changes": changes,
        "previous": entry.previous,
        "hash": entry.hash,
    }


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

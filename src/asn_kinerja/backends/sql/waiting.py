"""What waits for the commit, to go to the database in its message.

Only what cannot fail waits: updates of records that the transaction has read, and the audit entry
that follows the newest.
"""

from typing import Any

from sqlalchemy import Connection, Insert, Update

from asn_kinerja.backends.sql import trail
from asn_kinerja.backends.sql.dialects import Dialect
from asn_kinerja.backends.sql.prepared import PreparedStatements
from asn_kinerja.errors import Problem, StaleVersion
from asn_kinerja.storage.audit import AuditEntry

__all__ = ["Waiting", "taken"]


class Waiting:
    """Changes of one transaction that wait for its commit.

    Args:
        dialect: The kind of database.
        prepared: The statements of small units of work.
    """

    def __init__(self, dialect: Dialect, prepared: PreparedStatements) -> None:
        self._dialect = dialect
        self._prepared = prepared
        self._changes: list[tuple[Insert | Update, dict[str, Any]]] = []
        self._entry: AuditEntry | None = None

    def add(self, change: Update, row: dict[str, Any]) -> None:
        """Let an update wait.

        Args:
            change: The update of one record.
            row: Its parameters.
        """
        self._changes.append((change, row))

    def add_entry(self, entry: AuditEntry) -> None:
        """Let an audit entry wait.

        Args:
            entry: An entry for which `trail.is_small` holds.
        """
        self._changes.append(trail.small_insert(entry))
        self._entry = entry

    def clear(self) -> None:
        """Forget what waits."""
        self._changes, self._entry = [], None

    def write(self, connection: Connection, *, last: bool = False) -> None:
        """Write what waits.

        Args:
            connection: A connection with a running transaction that writes.
            last: Whether the commit follows.

        Raises:
            StaleVersion: If somebody went around the lock of writers: a record is not at the
                version that was read, or the store has the sequence of the audit entry already.
        """
        changes, entry = self._changes, self._entry
        self.clear()
        if not changes:
            return
        write = self._prepared.finish if last else self._prepared.change_each
        try:
            write(connection, changes)
        except self._dialect.taken:  # no update takes a key
            raise taken(entry) from None


def taken(entry: AuditEntry | None) -> StaleVersion:
    """Give the error of an audit entry whose sequence the store has already."""
    return StaleVersion(Problem("stale_version", "audit", value=entry and entry.sequence))

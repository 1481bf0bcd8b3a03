"""The plainest store there can be, to compare others with: each view is a copy of everything."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from asn_kinerja.errors import Problem, StaleVersion
from asn_kinerja.storage.audit import AuditEntry
from asn_kinerja.storage.port import Stored, Write
from asn_kinerja.storage.query import Query

__all__ = ["Model"]


class _Row(NamedTuple):
    version: int
    payload: str
    indexes: dict[str, str]


class Model:
    """What a store holds, or what one transaction sees of it."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, _Row]] = {}
        self.audit: list[AuditEntry] = []

    def view(self) -> "Model":
        """Begin a transaction: copy everything. To commit, put the copy in place of the model."""
        copied = Model()
        copied.rows = deepcopy(self.rows)
        copied.audit = list(self.audit)
        return copied

    def version_of(self, kind: str, key: str) -> int:
        """Give the version of a record, 0 when there is none."""
        row = self.rows.get(kind, {}).get(key)
        return row.version if row else 0

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        rows = self.rows.get(kind, {})
        return {
            key: Stored(key=key, version=rows[key].version, payload=rows[key].payload)
            for key in keys
            if key in rows
        }

    def scan(self, query: Query) -> list[Stored]:
        """Read records in order."""
        found = [
            Stored(
                key=key,
                version=row.version,
                payload=row.payload,
                order=row.indexes.get(query.order, "") if query.order else "",
            )
            for key, row in self.rows.get(query.kind, {}).items()
            if all(test.holds(row.indexes.get(test.index, "")) for test in query.where)
        ]
        found.sort(key=lambda one: (one.order, one.key), reverse=query.descending)
        if query.after:
            place = (query.after.value, query.after.key)
            found = [
                one
                for one in found
                if (
                    (one.order, one.key) < place
                    if query.descending
                    else (one.order, one.key) > place
                )
            ]
        return found[: query.limit]

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        return sorted(kind for kind, rows in self.rows.items() if rows)

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, or refuse as every store must."""
        self._check(kind, {write.key: write.expected_version for write in writes})
        rows = self.rows.setdefault(kind, {})
        for write in writes:
            rows[write.key] = _Row(write.version, write.payload, dict(write.indexes))

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records, or refuse as every store must."""
        self._check(kind, versions)
        for key in versions:
            del self.rows[kind][key]

    def append_audit(self, entry: AuditEntry) -> None:
        """Add an audit entry, or refuse as every store must."""
        if entry.sequence != len(self.audit) + 1:
            raise StaleVersion(Problem("stale_version", "audit", value=entry.sequence))
        self.audit.append(entry)

    def _check(self, kind: str, versions: Mapping[str, int]) -> None:
        error = StaleVersion.of(
            Problem("stale_version", kind, value=expected)
            for key, expected in versions.items()
            if self.version_of(kind, key) != expected
        )
        if error:
            raise error

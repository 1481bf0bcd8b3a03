"""A store around another store, passing every call on: for counting calls, and for lies.

A subclass changes one call and leaves the rest.
"""

from collections.abc import Iterator, Mapping, Sequence

from asn_kinerja.storage.audit import AuditEntry
from asn_kinerja.storage.port import Backend, Capability, Stored, Transaction, Write
from asn_kinerja.storage.query import Query

__all__ = ["WrappedBackend", "WrappedTransaction"]


class WrappedTransaction:
    """A transaction around another one; its methods are described in `storage.port.Transaction`.

    Args:
        inner: The transaction that does the work.
        backend: The store it was begun by.
        write: Whether it may write.
    """

    def __init__(self, inner: Transaction, backend: "WrappedBackend", *, write: bool) -> None:
        self.inner = inner
        self.backend = backend
        self.write = write

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key."""
        return self.inner.get(kind, keys)

    def scan(self, query: Query) -> Iterator[Stored]:
        """Read records in order."""
        return self.inner.scan(query)

    def kinds(self) -> list[str]:
        """Name the kinds that have records."""
        return self.inner.kinds()

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records."""
        self.inner.put(kind, writes)

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records."""
        self.inner.delete(kind, versions)

    def last_audit(self) -> AuditEntry | None:
        """Read the newest audit entry."""
        return self.inner.last_audit()

    def append_audit(self, entry: AuditEntry) -> None:
        """Add the next audit entry."""
        self.inner.append_audit(entry)

    def scan_audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Read audit entries by sequence."""
        return self.inner.scan_audit(after=after)

    def commit(self) -> None:
        """Keep everything written."""
        self.inner.commit()

    def rollback(self) -> None:
        """Keep nothing."""
        self.inner.rollback()


class WrappedBackend:
    """A store around another one; see `storage.port.Backend`.

    Args:
        inner: The store that does the work.
    """

    transaction: type[WrappedTransaction] = WrappedTransaction

    def __init__(self, inner: Backend) -> None:
        self.inner = inner

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the inner store promises."""
        return self.inner.capabilities

    def begin(self, *, write: bool) -> WrappedTransaction:
        """Start a transaction around one of the inner store."""
        return self.transaction(self.inner.begin(write=write), self, write=write)

    def close(self) -> None:
        """Let go of the inner store."""
        self.inner.close()

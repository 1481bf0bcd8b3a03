"""What a storage backend must do: text payloads under keys, versions, index values, an audit log.

Kinds, keys, payloads and index values are text that the layers above have checked; a backend
moves them in and out unchanged and compares text by code point. It knows no records.
`asn_kinerja.testing.StorageSuite` holds the laws as tests to inherit.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:  # offering a backend must not cost what opening it does
    from asn_kinerja.storage.audit import AuditEntry
    from asn_kinerja.storage.codec import RecordCodec
    from asn_kinerja.storage.query import Query

__all__ = [
    "Backend",
    "BackendFactory",
    "Capability",
    "Connect",
    "Migrate",
    "MigrationStep",
    "Stored",
    "Transaction",
    "Write",
]


class Capability(StrEnum):
    """What a backend promises beyond the required laws."""

    DURABLE = "durable"  # a commit outlives the process
    SHARED = "shared"  # several processes may open one store


@attrs.frozen(kw_only=True)
class Stored:
    """One record as a backend gives it back.

    Args:
        key: Its key.
        version: The version it was written at.
        payload: The text that was put.
        order: Its value under the index that ordered the scan; empty otherwise.
    """

    key: str
    version: int
    payload: str
    order: str = ""


@attrs.frozen(kw_only=True)
class Write:
    """One record to put.

    Args:
        key: Its key.
        payload: The text to keep.
        expected_version: The version it must have now; 0 when there must be none.
        indexes: Value under each index that the kind declares; empty text where it has none.
        floor: A version that it must get above as well.
    """

    key: str
    payload: str
    expected_version: int
    indexes: Mapping[str, str]
    floor: int = 0

    @property
    def version(self) -> int:
        """The version it gets: the first above the expected one and the floor."""
        return max(self.expected_version, self.floor) + 1


class Transaction(Protocol):
    """One view of the store and, when it may write, one atomic change of it.

    It sees the store as of its start plus its own writes. Nothing is kept unless `commit` returns.
    After an error the only further calls are `rollback` and `close`. Used by one thread.
    """

    def get(self, kind: str, keys: Sequence[str]) -> dict[str, Stored]:
        """Read records by key.

        Args:
            kind: Kind of the records.
            keys: At most `query.MAX_KEYS` keys.

        Returns:
            The records found, by key.
        """
        ...

    def scan(self, query: "Query") -> Iterator[Stored]:
        """Read records in order, a few at a time, never all at once.

        Args:
            query: Kind, conditions, order and page.

        Returns:
            The records, read as they are asked for.
        """
        ...

    def kinds(self) -> list[str]:
        """Name the kinds that have records, sorted."""
        ...

    def put(self, kind: str, writes: Sequence[Write]) -> None:
        """Write records, each at the version that it asks for.

        Args:
            kind: Kind of the records; all its records have the same indexes.
            writes: What to write; no key twice.

        Raises:
            StaleVersion: If a record is not at its expected version; one problem each.
        """
        ...

    def delete(self, kind: str, versions: Mapping[str, int]) -> None:
        """Remove records with their index values.

        Args:
            kind: Kind of the records.
            versions: Expected version by key.

        Raises:
            StaleVersion: If a record is not at its expected version; one problem each.
        """
        ...

    def last_audit(self) -> "AuditEntry | None":
        """Read the newest audit entry; `changes` may be left empty."""
        ...

    def append_audit(self, entry: "AuditEntry") -> None:
        """Add the next audit entry.

        Args:
            entry: Its sequence is one more than that of the last.

        Raises:
            StaleVersion: If the store has an entry of that sequence already.
        """
        ...

    def scan_audit(self, *, after: int = 0) -> "Iterator[AuditEntry]":
        """Read audit entries by sequence, a few at a time.

        Args:
            after: Start after this sequence.

        Returns:
            The entries, read as they are asked for.
        """
        ...

    def commit(self) -> None:
        """Keep everything written, at once, and end the transaction."""
        ...

    def rollback(self) -> None:
        """Keep nothing and end the transaction; harmless when it has ended."""
        ...


class Backend(Protocol):
    """One open store. May be shared by threads."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it promises beyond the required laws."""
        ...

    def begin(self, *, write: bool) -> Transaction:
        """Start a transaction.

        Args:
            write: Whether it may write; a writer may wait for another to end.

        Returns:
            The transaction.

        Raises:
            StorageError: If the store cannot be reached, or another writer takes too long.
        """
        ...

    def close(self) -> None:
        """Let go of the store; harmless when done already."""
        ...


class Connect(Protocol):
    """Opens a store by its URL."""

    def __call__(self, url: str, *, create: bool) -> Backend:
        """Open a store.

        Args:
            url: Where it is.
            create: Whether to make the store when there is none.

        Returns:
            The open store.

        Raises:
            StorageError: If it cannot be opened; never with a credential in the message.
            WrongSchema: If it is older, newer, or not a store of this library.
            MissingExtra: If its driver is not installed.
        """
        ...


@attrs.frozen(kw_only=True)
class MigrationStep:
    """One step that brings a store to the layout of today.

    Args:
        name: What it brings, such as ``"layout 2"``.
        summary: What changes, in one line of English.
    """

    name: str
    summary: str


class Migrate(Protocol):
    """Brings a store of an older release to the layout of today."""

    def __call__(
        self, url: str, *, codec: "RecordCodec", dry_run: bool
    ) -> "Sequence[MigrationStep]":
        """Migrate a store, whole or not at all where the database can do that.

        Args:
            url: Where it is.
            codec: Tells which indexes the kinds have today.
            dry_run: Whether to name the steps only, and change nothing.

        Returns:
            The steps, in order; none for a store that is as it should be.

        Raises:
            StorageError: If there is no store, or it cannot be changed.
            WrongSchema: If it is newer, or not a store of this library.
        """
        ...


@attrs.frozen(kw_only=True)
class BackendFactory:
    """How a plugin offers a backend.

    Args:
        scheme: The URLs it opens begin with this and a colon, such as ``"sqlite"``.
        summary: What it is, in one line of English.
        connect: Opens a store; imports its driver when called, not before.
        migrate: Migrates a store; `None` for a backend whose layout has never changed.
    """

    scheme: str
    summary: str
    connect: Connect
    migrate: Migrate | None = None

"""One use case, one transaction, one audit entry.

    with workspace.unit_of_work(actor="camat", recorded_at=now) as unit:
        employees = unit.repository(Employee)
        employees.put(employee)
        unit.commit(action="import", reason="Data awal 2025")

Whatever is not committed is rolled back. A unit of work belongs to the thread that entered it.
"""

from collections.abc import Iterator
from datetime import datetime
from os import urandom
from types import TracebackType
from typing import Self, TypeVar

from asn_kinerja.errors import InvalidInput, Problem, StorageError
from asn_kinerja.storage.audit import AuditEntry, next_entry
from asn_kinerja.storage.codec import RecordCodec
from asn_kinerja.storage.identity import Entropy
from asn_kinerja.storage.port import Backend
from asn_kinerja.storage.repository import Repository
from asn_kinerja.storage.session import Session

__all__ = ["UnitOfWork"]

R = TypeVar("R")


class UnitOfWork:
    """One view of the store and one atomic, audited change of it.

    Args:
        backend: The open store.
        codec: Turns records into payloads.
        actor: Who acts; `None` for a unit that only reads.
        recorded_at: When, with time zone; kept in UTC. `None` for a unit that only reads.
        entropy: Source of random bytes for the salts of new records; that of the system unless a
            store must come out the same again.

    Raises:
        InvalidInput: If only one of actor and time is given.
    """

    def __init__(
        self,
        backend: Backend,
        codec: RecordCodec,
        *,
        actor: str | None = None,
        recorded_at: datetime | None = None,
        entropy: Entropy = urandom,
    ) -> None:
        if (actor is None) is not (recorded_at is None):
            missing = "actor" if actor is None else "recorded_at"
            raise InvalidInput(Problem("required", missing))
        self._backend = backend
        self._codec = codec
        self._actor = actor
        self._recorded_at = recorded_at
        self._entropy = entropy
        self._session: Session | None = None

    def __enter__(self) -> Self:
        writes = self._actor is not None
        self._session = Session(self._backend.begin(write=writes), writes=writes)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.rollback()

    def repository(self, record_type: type[R]) -> Repository[R]:
        """Give the typed repository of one kind of record.

        Args:
            record_type: The record class, such as ``Employee``.

        Returns:
            Its repository, within this unit of work.

        Raises:
            NotFound: If the class is not a record.
            StorageError: If the unit was not entered.
        """
        kind = self._codec.kind_of(record_type)
        return Repository(self._open(), self._codec, kind=kind, entropy=self._entropy)

    def commit(self, *, action: str, reason: str = "") -> AuditEntry | None:
        """Keep what was written, with one audit entry, and end the unit.

        Args:
            action: Which use case, as a short stable word, such as ``"import"``.
            reason: Why, in the actor's words.

        Returns:
            The audit entry, or `None` when nothing had changed: then the store was not touched.

        Raises:
            StaleVersion: If somebody else wrote one of the records first; nothing was kept.
            InvalidInput: If actor or action is blank or the time has no zone; nothing was kept.
        """
        session = self._open()
        transaction = session.transaction
        try:
            session.flush()
            if not session.is_changed or self._actor is None or self._recorded_at is None:
                return None
            entry = next_entry(
                transaction.last_audit(),
                session.changes,
                recorded_at=self._recorded_at,
                actor=self._actor,
                action=action,
                reason=reason,
            )
            transaction.append_audit(entry)
            transaction.commit()
            return entry
        finally:
            session.end()

    def rollback(self) -> None:
        """Keep nothing and end the unit; harmless when it has ended."""
        if self._session is not None:
            self._session.end()

    def scan_audit(self, *, after: int = 0) -> Iterator[AuditEntry]:
        """Read the audit entries of the store, oldest first.

        Args:
            after: Start after this sequence.

        Returns:
            The entries, read as they are asked for.
        """
        return self._open().transaction.scan_audit(after=after)

    def _open(self) -> Session:
        if self._session is None:
            raise StorageError(Problem("unit_ended", "unit_of_work"))
        return self._session

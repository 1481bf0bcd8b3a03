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
from asn_kinerja.storage.codec import RecordCodec, RecordKind
from asn_kinerja.storage.floors import FLOORS
from asn_kinerja.storage.identity import Entropy
from asn_kinerja.storage.payloads import open_payload
from asn_kinerja.storage.port import Backend, Stored
from asn_kinerja.storage.query import Query
from asn_kinerja.storage.repository import Repository
from asn_kinerja.storage.sealing import ORDINARY, SEAL, Guard, Permit, SealRules
from asn_kinerja.storage.session import Session
from asn_kinerja.storage.verification import Verification, verify_transaction

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
        rules: Say which records belong to a sealed period; without them nothing is sealed.
        permit: What it may do besides ordinary writes.

    Raises:
        InvalidInput: If only one of actor and time is given.
    """

    def __init__(  # noqa: PLR0913 - all by keyword, each with a default
        self,
        backend: Backend,
        codec: RecordCodec,
        *,
        actor: str | None = None,
        recorded_at: datetime | None = None,
        entropy: Entropy = urandom,
        rules: SealRules | None = None,
        permit: Permit = ORDINARY,
    ) -> None:
        if (actor is None) is not (recorded_at is None):
            missing = "actor" if actor is None else "recorded_at"
            raise InvalidInput(Problem("required", missing))
        self._backend = backend
        self.codec = codec
        self._actor = actor
        self._recorded_at = recorded_at
        self._entropy = entropy
        self._rules = rules
        self._permit = permit
        self._session: Session | None = None

    def __enter__(self) -> Self:
        writes = self._actor is not None
        guarded = self._guarded if writes and self._rules is not None else None
        transaction = self._backend.begin(write=writes)
        self._session = Session(transaction, writes=writes, guarded=guarded)
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
        kind = self.codec.kind_of(record_type)
        return Repository(self._open(), self.codec, kind=kind, entropy=self._entropy)

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
            last = transaction.last_audit()
            if session.guard is not None:
                for record in session.guard.linked(last.sequence + 1 if last else 1):
                    self.repository(type(record)).put(record)
                session.flush()
            entry = next_entry(
                last,
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

    def last_audit(self) -> AuditEntry | None:
        """Read the newest audit entry; the next one gets its sequence and 1.

        Returns:
            The entry, perhaps without its changes; `None` in an empty store.
        """
        return self._open().transaction.last_audit()

    def kinds(self) -> list[str]:
        """Name the kinds that have records, this unit's own writes included.

        Returns:
            The names, sorted.
        """
        session = self._open()
        session.flush()
        return [kind for kind in session.transaction.kinds() if kind != FLOORS]

    def scan_stored(self, kind: str) -> Iterator[Stored]:
        """Read the records of a kind as they are stored, by key.

        Args:
            kind: Name of the kind.

        Returns:
            Keys, versions and payloads, read as they are asked for.
        """
        return self._open().scan(Query(kind=kind))

    def draw(self, size: int) -> bytes:
        """Draw random bytes from the source that salts are drawn from.

        Args:
            size: How many.

        Returns:
            The bytes.
        """
        return self._entropy(size)

    def verify(self) -> Verification:
        """Compare the store with its audit chain; in a unit that has written nothing so far.

        Returns:
            What was counted, and the problems found.
        """
        return verify_transaction(self._open().transaction, self.codec)

    def _guarded(self, session: Session) -> Guard:
        kinds: dict[str, RecordKind] = {}

        def read(kind: str, payload: str) -> object:
            if not kinds:  # most units write to no period, or find no seal
                kinds.update((known.name, known) for known in self.codec.kinds)
            return open_payload(payload, kinds[kind], self.codec)

        def find(record_type: type, key: str) -> object | None:
            kind = self.codec.kind_of(record_type).name
            stored = session.peek(kind, key)
            return None if stored is None else read(kind, stored.payload)

        def seals() -> Iterator[str]:
            return (stored.key for stored in session.transaction.scan(Query(kind=SEAL)))

        assert self._rules is not None  # noqa: S101 - for the type checker: asked for with rules
        return Guard(self._rules, self._permit, read=read, find=find, seals=seals)

    def _open(self) -> Session:
        if self._session is None:
            raise StorageError(Problem("unit_ended", "unit_of_work"))
        return self._session

"""Keeping writes away from sealed periods, once for every backend.

A seal is a record of kind `SEAL` under the name of its period. A unit of work that writes reads the
seals of its own view of the store. That is enough against races: a writer that began before the
seal was committed either holds up the one who seals, so that its writes are among what is sealed,
or finds at its commit that the store has the audit entry that it would append.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

import attrs

from asn_kinerja.errors import PeriodSealed, Problem
from asn_kinerja.storage.audit import text_hash
from asn_kinerja.storage.identity import record_identity, salt_of
from asn_kinerja.storage.port import Stored

__all__ = [
    "BY_PERMIT",
    "CORRECTION",
    "ERASURE",
    "ORDINARY",
    "SEAL",
    "Find",
    "Guard",
    "Permit",
    "SealRules",
    "SealedChange",
]

SEAL, CORRECTION, ERASURE = "seal", "correction", "erasure"
BY_PERMIT = frozenset({SEAL, CORRECTION, ERASURE})  # kinds that nobody writes by hand

Find: TypeAlias = Callable[[type, str], object | None]  # a record by class and key


class SealRules(Protocol):
    """What storage must know of periods; `converters` fills it."""

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds whose records may belong to a period."""
        ...

    def seals_of(self, record: object, find: Find) -> Sequence[str]:
        """Name the seals that would cover a record.

        Args:
            record: A record of one of `kinds`.
            find: Finds other records of the store.

        Returns:
            Keys of seals, whether there are such seals or not.
        """
        ...


@attrs.frozen(kw_only=True)
class SealedChange:
    """A change of one record of a sealed period.

    Args:
        seals: The seals that cover the record, before or after.
        kind: Kind of the record.
        key: Its key.
        record: What the audit chain calls it.
        version: Version that was written or removed.
        before: Hash of the payload before; empty for a new record.
        after: Hash of the payload after; empty for a removed record.
    """

    seals: tuple[str, ...]
    kind: str
    key: str
    record: str
    version: int
    before: str
    after: str


@attrs.frozen(kw_only=True)
class Permit:
    """What a unit of work may do besides ordinary writes.

    Args:
        writes: Kinds of record that only such a unit writes.
        linked: Gives the records that link its changes of sealed records to the seals; they are
            kept with the changes. `None` when sealed records are not to be changed.
    """

    writes: frozenset[str] = frozenset()
    linked: Callable[[Sequence[SealedChange], int], Iterable[object]] | None = None


ORDINARY = Permit()


class Guard:
    """Watches the writes of one unit of work.

    Args:
        rules: Say which seals would cover a record.
        permit: What the unit may do.
        read: Reads a payload of a kind back into its record.
        find: Finds records of the store, the unit's own writes included.
        seals: Gives the keys of the seals that there are; called at most once.
    """

    def __init__(
        self,
        rules: SealRules,
        permit: Permit,
        *,
        read: Callable[[str, str], object],
        find: Find,
        seals: Callable[[], Iterable[str]],
    ) -> None:
        self._rules = rules
        self._permit = permit
        self._read = read
        self._find = find
        self._read_seals = seals
        self._seals: frozenset[str] | None = None
        self._changes: dict[str, SealedChange] = {}

    @property
    def changes(self) -> tuple[SealedChange, ...]:
        """The changes of sealed records that were let through, by kind and key."""
        found = self._changes.values()
        return tuple(sorted(found, key=lambda change: (change.kind, change.key, change.record)))

    def linked(self, entry: int) -> Iterator[object]:
        """Give the records that link those changes to the seals.

        Args:
            entry: Sequence of the audit entry that will tell of them.

        Yields:
            Records to write.
        """
        if self._permit.linked is not None:
            yield from self._permit.linked(self.changes, entry)

    def admit(self, kind: str, *, before: Stored | None, after: Stored | None) -> None:
        """Let a change of a record through, or refuse it.

        Args:
            kind: Kind of the record.
            before: The record as it is; `None` for a new one.
            after: The record as it shall be; `None` when it is removed.

        Raises:
            PeriodSealed: If the record belongs to a sealed period, or holds one fast.
        """
        if kind in BY_PERMIT and (
            kind not in self._permit.writes or (kind == SEAL and before is not None)
        ):
            raise PeriodSealed(Problem("seal_by_hand", kind))
        if kind not in self._rules.kinds:
            return
        if self._seals is None:
            self._seals = frozenset(self._read_seals())
        if not self._seals:
            return
        payloads = [stored.payload for stored in (before, after) if stored is not None]
        wanted = {
            seal
            for payload in payloads
            for seal in self._rules.seals_of(self._read(kind, payload), self._find)
        }
        if broken := sorted(wanted & self._seals):
            self._pass(kind, broken, before=before, after=after)

    def _pass(
        self, kind: str, seals: list[str], *, before: Stored | None, after: Stored | None
    ) -> None:
        if self._permit.linked is None:
            raise PeriodSealed(Problem("period_sealed", kind, value=", ".join(seals)))
        present = after or before
        if present is None:
            return
        record = record_identity(kind, present.key, salt=salt_of(present.payload))
        first = self._changes.get(record)
        self._changes[record] = SealedChange(
            seals=tuple(sorted({*seals, *(first.seals if first else ())})),
            kind=kind,
            key=present.key,
            record=record,
            version=present.version,
            before=first.before if first else text_hash(before.payload) if before else "",
            after=text_hash(after.payload) if after else "",
        )

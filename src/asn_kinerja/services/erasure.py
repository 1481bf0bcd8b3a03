"""Erase a person: their records go, and what others say of them no longer names them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

import attrs

from asn_kinerja.converters.make import KINDS
from asn_kinerja.errors import InvalidInput, NotFound, Problem, StorageError
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.sealing import ErasedFromSeal, Erasure, Seal
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.naming import Naming, naming_of
from asn_kinerja.storage.payloads import open_payload
from asn_kinerja.storage.query import MAX_KEYS, one_of
from asn_kinerja.storage.repository import Repository
from asn_kinerja.storage.sealing import CORRECTION, ERASURE, Permit, SealedChange
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["ErasureSummary", "erase_person"]

_KEPT = (Employee, ExternalPerson, Seal)  # other people name nobody else, and a seal never changes


@attrs.frozen(kw_only=True)
class ErasureSummary:
    """What came of erasing somebody.

    Args:
        erasure: What the store keeps of it.
        remarks: What could not be erased, such as a name in an audit entry.
    """

    erasure: Erasure
    remarks: tuple[Problem, ...]


def erase_person(
    context: ServiceContext, person: str, *, reason: str, also: Sequence[str] = ()
) -> ErasureSummary:
    """Remove a person from a store, in one transaction. There is no way back.

    Their records are removed: the person, every record with their `employee_id`, and every record
    of one of their plans. Everything else stays without them: an entry of a list that is about
    them (a candidate, a place in a session) is taken out, and where they are named (by id, NIP or
    name) stands one new word that tells nothing. Numbers that many people make together stay, and
    so do answers under a token, which name nobody.

    The audit chain holds hashes with random salts, so it still verifies and names nobody; sealed
    periods still verify, as the erasure tells what it took.

    Args:
        context: Store, policies, actor and clock.
        person: Id or NIP of an employee, or id of an external person.
        reason: Why, without naming anybody, such as the number of the request.
        also: Further texts that name the person, such as an old name.

    Returns:
        What was erased and what was left.

    Raises:
        InvalidInput: If there is no reason, or it names the person.
        NotFound: If nobody has that id or NIP.
    """
    if not reason.strip():
        raise InvalidInput(Problem("required", "reason"))
    now = context.now()
    remover = _Remover()

    def linked(changes: Sequence[SealedChange], entry: int) -> Iterator[Erasure]:
        yield Erasure(
            id=remover.word,
            entry=entry,
            erased_on=now.astimezone(UTC).date(),
            reason=reason.strip(),
            removed=remover.removed,
            renewed=remover.renewed,
            sealed=tuple(_from_seals(changes)),
        )

    permit = Permit(writes=frozenset({CORRECTION, ERASURE}), linked=linked)
    with context.store.unit_of_work(actor=context.actor, recorded_at=now, permit=permit) as unit:
        found = _find(unit, person)
        remover.word = f"dihapus-{unit.draw(4).hex()}"
        naming = naming_of(found, word=remover.word, also=also)
        if naming.is_named(reason):
            raise InvalidInput(Problem("erase_reason_names", "reason"))
        remover.remove(unit, found, naming)
        remarks = [*_left(unit, naming)]
        unit.commit(action="erase", reason=reason.strip())
    try:
        context.store.scrub()
    except StorageError as error:
        (problem, *_) = error.problems
        cure = "VACUUM"
        remarks.append(Problem("erase_left_copies", problem.place, value=problem.code, cure=cure))
    with context.reading() as unit:
        erasure = unit.repository(Erasure).get(remover.word)
    return ErasureSummary(erasure=erasure, remarks=tuple(remarks))


class _Remover:
    """Goes through a store once to find the records of a person, and once to rewrite the rest."""

    def __init__(self) -> None:
        self.word = ""
        self.removed = 0
        self.renewed = 0

    def remove(self, unit: UnitOfWork, person: Employee | ExternalPerson, naming: Naming) -> None:
        dead = {(type(person), person.id)}
        dead |= self._keys(unit, "employee_id", {person.id})
        dead |= self._keys(unit, "plan_id", {key for _, key in dead})
        naming = naming.with_dead(key for _, key in dead)
        changed = []
        for record_type in KINDS:
            if record_type not in _KEPT:
                changed += list(self._rewritten(unit, record_type, dead=dead, naming=naming))
        for record_type, key in sorted(dead, key=lambda pair: (pair[0].__name__, pair[1])):
            self.removed += unit.repository(record_type).delete(key)
        for record_type, key, record in changed:  # removed first, so that it gets a new salt
            unit.repository(record_type).delete(key)
            unit.repository(record_type).put(record, expected_version=0)
            self.renewed += 1

    def _keys(self, unit: UnitOfWork, field: str, values: set[str]) -> set[tuple[type[Any], str]]:
        """Name the records whose field has one of some values."""
        wanted = sorted(values)
        found: set[tuple[type[Any], str]] = set()
        for record_type, kind in KINDS.items():
            if field in kind.indexes:
                repository: Repository[Any] = unit.repository(record_type)
                for start in range(0, len(wanted), MAX_KEYS):
                    some = one_of(field, wanted[start : start + MAX_KEYS])
                    records = repository.scan(where=(some,))
                    found |= {(record_type, record.id) for record in records}
        return found

    def _rewritten(
        self,
        unit: UnitOfWork,
        record_type: type[Any],
        *,
        dead: set[tuple[type[Any], str]],
        naming: Naming,
    ) -> Iterator[tuple[type[Any], str, Any]]:
        """Give the records that name the person, with what stands in their place."""
        kind = KINDS[record_type]
        for stored in unit.scan_stored(kind.name):
            if (record_type, stored.key) in dead:
                continue
            record: Any = open_payload(stored.payload, kind, unit.codec)
            value = unit.codec.encode(record).value
            without = naming.without(value)
            if without != value:
                yield record_type, stored.key, unit.codec.decode(kind.name, without)


def _find(unit: UnitOfWork, person: str) -> Employee | ExternalPerson:
    found = unit.repository(Employee).find(person) or unit.repository(ExternalPerson).find(person)
    if found is not None:
        return found
    digits = "".join(person.split())
    for employee in unit.repository(Employee).scan():
        if str(employee.nip) == digits:
            return employee
    raise NotFound(Problem("person_unknown", "person"))


def _from_seals(changes: Iterable[SealedChange]) -> Iterator[ErasedFromSeal]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for change in changes:
        for seal in change.seals:
            gone, renewed = found.setdefault(seal, ([], []))
            (renewed if change.after else gone).append(change.record)
    for seal, (gone, renewed) in sorted(found.items()):
        yield ErasedFromSeal(seal_id=seal, gone=tuple(sorted(gone)), renewed=tuple(sorted(renewed)))


def _left(unit: UnitOfWork, naming: Naming) -> Iterator[Problem]:
    """Tell where the person is named still, because that never changes."""
    entries = [
        str(entry.sequence)
        for entry in unit.scan_audit()
        if naming.is_named(entry.actor) or naming.is_named(entry.reason)
    ]
    if entries:
        yield Problem("erase_left_audit", "audit", value=", ".join(entries))
    for seal in unit.repository(Seal).scan():
        if naming.is_named(seal.reason):
            yield Problem("erase_left_seal", f"seal[{seal.id}]", value=seal.id)

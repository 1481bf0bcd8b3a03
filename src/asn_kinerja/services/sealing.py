"""Seal a period: from then on only corrections change it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from importlib.metadata import version

import attrs

from asn_kinerja.converters.seal_rules import PeriodRules
from asn_kinerja.errors import InvalidInput, NotFound, PeriodSealed, Problem, StorageError
from asn_kinerja.records.periods import Period
from asn_kinerja.records.sealing import Correction, Seal, SealedLaw
from asn_kinerja.scoring.fingerprint import fingerprint
from asn_kinerja.scoring.registry import PolicyRegistry
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.storage.audit import START, AuditChange, text_hash
from asn_kinerja.storage.identity import record_identity, salt_of
from asn_kinerja.storage.payloads import open_payload
from asn_kinerja.storage.sealing import BY_PERMIT, SEAL, Permit
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = [
    "Content",
    "Member",
    "content_of",
    "find_seal",
    "hash_of",
    "laws_of",
    "list_corrections",
    "list_seals",
    "seal_period",
]

_PURPOSES = (
    "angka_kredit",
    "jam_pelajaran_pns",
    "jam_pelajaran_pppk",
    "kepuasan_masyarakat",
    "pola_distribusi",
    "predikat_kinerja",
    "usulan_rating",
)  # what the services of a year ask the registry for


@attrs.frozen(kw_only=True)
class Member:
    """A record of a period, as the audit chain knows it.

    Args:
        kind: Its kind.
        key: Its key.
        change: Name, version and payload hash.
        seals: Names of the periods that hold it.
    """

    kind: str
    key: str
    change: AuditChange
    seals: frozenset[str]


@attrs.frozen(kw_only=True)
class Content:
    """The records of a store, told apart by whether they belong to a period.

    Args:
        members: Those that do, by what the chain calls them.
        others: Those that do not.
    """

    members: Mapping[str, Member]
    others: Mapping[str, AuditChange]

    def of(self, seal: str) -> dict[str, AuditChange]:
        """Give the records of one period, by what the chain calls them."""
        found = self.members.items()
        return {name: member.change for name, member in found if seal in member.seals}

    def beside(self, seal: str) -> dict[str, AuditChange]:
        """Give all records but those of a period."""
        found = self.members.items()
        rest = {name: member.change for name, member in found if seal not in member.seals}
        return {**self.others, **rest}


def seal_period(context: ServiceContext, period: Period, *, reason: str) -> Seal:
    """Seal a period, in one transaction. There is no way back but by corrections.

    The store is verified first. The seal fixes the records of the period and all others that it
    may have used, the rules that governed it, and the release; see `records.spans` for what
    belongs to a period.

    Args:
        context: Store, policies, actor and clock.
        period: A year, quarter or month that is over.
        reason: Why, such as the number of the minutes.

    Returns:
        The seal.

    Raises:
        InvalidInput: If there is no reason, or the period is not over.
        NotFound: If the store holds no record of the period.
        PeriodSealed: If it is sealed already, by itself or in a longer period.
        StorageError: If the store differs from its audit chain; with every difference.
    """
    now, name = context.now().astimezone(UTC), str(period)
    problems = [] if reason.strip() else [Problem("required", "reason")]
    if now.date() < period.end:
        problems.append(Problem("period_running", "period", value=name, cure=str(period.end)))
    if error := InvalidInput.of(problems):
        raise error
    with context.store.unit_of_work(
        actor=context.actor, recorded_at=now, permit=Permit(writes=frozenset({SEAL}))
    ) as unit:
        _refuse_sealed(unit, period)
        if wrong := StorageError.of(unit.verify().problems):
            raise wrong
        content = content_of(unit)
        records, used = content.of(name), content.beside(name)
        if not records:
            raise NotFound(Problem("period_empty", "period", value=name))
        last = unit.last_audit()
        seal = Seal(
            id=name,
            period=period,
            sealed_on=now.date(),
            reason=reason.strip(),
            release=version("asn_kinerja"),
            entry=last.sequence + 1 if last else 1,
            previous=last.hash if last else START,
            records=len(records),
            hash=hash_of(records.values()),
            used=len(used),
            used_hash=hash_of(used.values()),
            laws=tuple(laws_of(context.policies, period)),
        )
        unit.repository(Seal).put(seal, expected_version=0)
        unit.commit(action="seal", reason=seal.reason)
    return seal


def list_seals(unit: UnitOfWork) -> tuple[Seal, ...]:
    """Give the seals of a store, in the order in which they were set.

    Args:
        unit: A unit of work.

    Returns:
        The seals.
    """
    return tuple(sorted(unit.repository(Seal).scan(), key=lambda seal: seal.entry))


def find_seal(unit: UnitOfWork, period: Period) -> Seal | None:
    """Find the seal under which a period lies.

    Args:
        unit: A unit of work.
        period: The period.

    Returns:
        The first seal of the period or of a longer one around it; `None` when it is open.
    """
    return next((seal for seal in list_seals(unit) if seal.period.covers(period)), None)


def list_corrections(unit: UnitOfWork) -> tuple[Correction, ...]:
    """Give the corrections of sealed periods, oldest first.

    Args:
        unit: A unit of work.

    Returns:
        One for each record that was corrected, each time.
    """
    found = unit.repository(Correction).scan()
    return tuple(sorted(found, key=lambda item: (item.entry, int(item.id.partition("/")[2]))))


def content_of(unit: UnitOfWork) -> Content:
    """Read what a store holds, as the audit chain knows it.

    Args:
        unit: A unit of work.

    Returns:
        Names and hashes; no values.
    """
    rules, codec = PeriodRules(), unit.codec
    classes = {kind.name: kind for kind in codec.kinds}

    followed: dict[tuple[type, str], object | None] = {}

    def find(record_type: type, key: str) -> object | None:
        if (record_type, key) not in followed:
            followed[record_type, key] = unit.repository(record_type).find(key)
        return followed[record_type, key]

    members: dict[str, Member] = {}
    others: dict[str, AuditChange] = {}
    for kind in unit.kinds():
        if kind in BY_PERMIT:  # what seals are made of is not sealed itself
            continue
        for stored in unit.scan_stored(kind):
            name = record_identity(kind, stored.key, salt=salt_of(stored.payload))
            change = AuditChange(kind, name, stored.version, text_hash(stored.payload))
            seals: frozenset[str] = frozenset()
            if kind in rules.kinds:
                record = open_payload(stored.payload, classes[kind], codec)
                seals = frozenset(rules.seals_of(record, find))
            if seals:
                members[name] = Member(kind=kind, key=stored.key, change=change, seals=seals)
            else:
                others[name] = change
    return Content(members=members, others=others)


def hash_of(changes: Iterable[AuditChange]) -> str:
    """Hash records by what the chain says of them, in an order that depends on nothing else."""
    lines = sorted(f"{one.kind} {one.record} {one.version} {one.payload}" for one in changes)
    return text_hash("\n".join(lines))


def laws_of(policies: PolicyRegistry, period: Period) -> Iterator[SealedLaw]:
    """Name the rules that govern a period, with their fingerprints.

    Args:
        policies: All rules.
        period: The period.

    Yields:
        A rule for each purpose of a year that one rule governs throughout.
    """
    for purpose in _PURPOSES:
        try:
            policy = policies.in_force(purpose, (period.start, period.end))
        except NotFound:
            continue
        yield SealedLaw(purpose=purpose, policy=policy.id, hash=fingerprint(policy))


def _refuse_sealed(unit: UnitOfWork, period: Period) -> None:
    seal = find_seal(unit, period)
    if seal is not None:
        raise PeriodSealed(Problem("sealed_already", "period", value=seal.id))

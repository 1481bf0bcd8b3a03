"""Comparing sealed periods with what was sealed: records, rules, release and results."""

from collections.abc import Iterator, Mapping
from importlib.metadata import version

import attrs

from asn_kinerja.converters.make import KINDS
from asn_kinerja.errors import NotFound, Problem
from asn_kinerja.records.sealing import Erasure, Seal
from asn_kinerja.scoring.fingerprint import fingerprint
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.registry import PolicyRegistry
from asn_kinerja.services.recomputing import RECOMPUTED, differences
from asn_kinerja.services.sealing import (
    Content,
    content_of,
    hash_of,
    list_corrections,
    list_seals,
)
from asn_kinerja.storage.audit import START, AuditChange, AuditEntry
from asn_kinerja.storage.sealing import BY_PERMIT, SEAL
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["SealFindings", "check_seals"]


@attrs.frozen(kw_only=True)
class SealFindings:
    """What came of looking at the seals of a store.

    Args:
        seals: Sealed periods.
        results: Sealed results that were computed again.
        problems: What is not as it was sealed.
        remarks: What is worth knowing and no fault: rules or release are others now.
    """

    seals: int
    results: int = 0
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def check_seals(unit: UnitOfWork, policies: PolicyRegistry) -> SealFindings:
    """Compare every sealed period with its seal, and compute its results again.

    Args:
        unit: A unit of work of a store that fits its audit chain.
        policies: The rules of today.

    Returns:
        What was found.
    """
    if SEAL not in unit.kinds():
        return SealFindings(seals=0)
    seals = list_seals(unit)
    content = content_of(unit)
    problems = list(_Changes(unit, seals, content).problems())
    rules = _Rules(seals, policies)
    results = 0
    for record_type in RECOMPUTED:
        for record in unit.repository(record_type).scan():
            seal = rules.seal_of(record)
            if seal is not None:
                results += 1
                problems += rules.compare(record, seal)
    return SealFindings(
        seals=len(seals),
        results=results,
        problems=tuple(problems),
        remarks=tuple(rules.remarks()),
    )


class _Changes:
    """One pass over the audit chain: what each seal fixed, and what was done to it since."""

    def __init__(self, unit: UnitOfWork, seals: tuple[Seal, ...], content: Content) -> None:
        self._unit = unit
        self._seals = {seal.entry: seal for seal in seals}
        self._content = content
        self._erasures = {one.entry: one for one in unit.repository(Erasure).scan()}
        self._corrections = list_corrections(unit)
        self._corrected = {
            (one.entry, one.record, one.version, one.after) for one in self._corrections
        }
        self._gone = {
            name: one.entry
            for one in self._erasures.values()
            for part in one.sealed
            for name in part.gone
        }
        self._renewed = {
            (one.entry, name)
            for one in self._erasures.values()
            for part in one.sealed
            for name in part.renewed
        }

    def problems(self) -> Iterator[Problem]:
        live: dict[str, AuditChange] = {}
        sealed: dict[str, str] = {}  # seal by what the chain calls a record
        previous = START
        for entry in self._unit.scan_audit():
            yield from self._since(entry, sealed)
            if entry.sequence in self._seals:
                seal = self._seals[entry.sequence]
                members = self._members(seal)
                sealed |= members
                yield from _compare_seal(seal, live, members, previous=previous)
            for change in entry.changes:
                if not change.payload:
                    live.pop(change.record, None)
                elif change.kind not in BY_PERMIT:
                    live[change.record] = change
            previous = entry.hash

    def _members(self, seal: Seal) -> dict[str, str]:
        """Name the records that belong to a seal now or did until they were taken away."""
        names = dict.fromkeys(self._content.of(seal.id), seal.id)
        for erasure in self._erasures.values():
            for part in erasure.sealed:
                if part.seal_id == seal.id:
                    names |= dict.fromkeys((*part.gone, *part.renewed), seal.id)
        for correction in self._corrections:
            if seal.id in correction.seal_ids:
                names[correction.record] = seal.id
        return names

    def _since(self, entry: AuditEntry, sealed: Mapping[str, str]) -> Iterator[Problem]:
        """Find changes of sealed records that are neither corrections nor erasures."""
        cure = str(entry.sequence)
        for change in entry.changes:
            name = change.record
            if change.kind == SEAL and (not change.payload or entry.sequence not in self._seals):
                yield Problem("seal_broken", SEAL, value=name, rule=SEAL, cure=cure)
            if name in sealed and not self._is_told(change, entry.sequence):
                member = self._content.members.get(name)
                place = f"{change.kind}[{member.key}]" if member else change.kind
                value, rule = member.key if member else name, f"seal[{sealed[name]}]"
                yield Problem("seal_broken", place, value=value, rule=rule, cure=cure)

    def _is_told(self, change: AuditChange, entry: int) -> bool:
        """Whether a correction or an erasure tells of a change."""
        return (
            (entry, *change[1:]) in self._corrected
            or entry <= self._gone.get(change.record, 0)
            or (entry, change.record) in self._renewed
        )


def _compare_seal(
    seal: Seal, live: Mapping[str, AuditChange], members: Mapping[str, str], *, previous: str
) -> Iterator[Problem]:
    inside = [change for name, change in live.items() if name in members]
    beside = [change for name, change in live.items() if name not in members]
    for holds, rule in (
        (seal.previous == previous, "previous"),
        ((seal.records, seal.hash) == (len(inside), hash_of(inside)), "records"),
        ((seal.used, seal.used_hash) == (len(beside), hash_of(beside)), "used"),
    ):
        if not holds:
            place, cure = f"seal[{seal.id}]", str(seal.entry)
            yield Problem("seal_differs", place, value=seal.id, rule=rule, cure=cure)


class _Rules:
    """The rules of sealed periods as they are today, beside what they were."""

    def __init__(self, seals: tuple[Seal, ...], policies: PolicyRegistry) -> None:
        self._policies = policies
        self._seals = {seal.id: seal for seal in seals}
        self._release = version("asn_kinerja")
        self._same: dict[tuple[str, str], bool] = {}

    def seal_of(self, record: object) -> Seal | None:
        """Give the seal under which a result stands."""
        period = record.period  # type: ignore[attr-defined] # every class of `RECOMPUTED` has one
        for seal in self._seals.values():
            if seal.period.covers(period):
                return seal
        return None

    def compare(self, record: object, seal: Seal) -> Iterator[Problem]:
        """Compute a result again, by the rules that its seal names."""
        named = {law.purpose: law.policy for law in seal.laws}
        changed = {law.policy for law in seal.laws if not self._holds(law.policy, law.hash)}

        def find(name: str) -> Policy | None:
            return self._find(named.get(name, name))

        for found in differences(record, find):
            other = found.policy in changed or seal.release != self._release
            key = record.id  # type: ignore[attr-defined] # every record has one
            yield Problem(
                "seal_result_moved" if other else "seal_result_wrong",
                f"{KINDS[type(record)].name}[{key}]",
                value=found.stored,
                rule=f"{found.policy}.{found.output}".rstrip("."),
                cure=found.computed,
            )

    def remarks(self) -> Iterator[Problem]:
        """Tell which rules and which release are others than when a period was sealed."""
        for seal in self._seals.values():
            place = f"seal[{seal.id}]"
            if seal.release != self._release:
                yield Problem("seal_release", place, value=seal.release, cure=self._release)
            for law in seal.laws:
                if not self._holds(law.policy, law.hash):
                    yield Problem("seal_law", place, value=law.policy, rule=law.purpose)

    def _holds(self, policy: str, fixed: str) -> bool:
        if (policy, fixed) not in self._same:
            found = self._find(policy)
            self._same[policy, fixed] = found is not None and fingerprint(found) == fixed
        return self._same[policy, fixed]

    def _find(self, policy: str) -> Policy | None:
        try:
            return self._policies.get(policy)
        except NotFound:
            return None

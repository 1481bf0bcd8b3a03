"""`Entry`: a candidate with everything that decides, wherever it came from."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from asn_kinerja.awards.criteria import criterion_value
from asn_kinerja.awards.eligibility import check_gates
from asn_kinerja.awards.facts import AwardFacts, find_entrants
from asn_kinerja.errors import Problem
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_rules import AwardPool, AwardProgramme, Trait
from asn_kinerja.records.awards import GateResult
from asn_kinerja.scoring.numbers import Exact

__all__ = ["Entry", "check_entries", "enter", "pool_of"]


def _frozen(values: Mapping[str, Exact | None]) -> Mapping[str, Exact | None]:
    return MappingProxyType(dict(values))


@attrs.frozen(kw_only=True)
class Entry:
    """One candidate, judged but not yet ranked.

    Args:
        employee_id: Who.
        name: Name as printed.
        unit_id: Unit of the post.
        position_class: Class of the post.
        status: Employment status.
        gates: All gates with their answers.
        values: Exact value of each criterion in its own unit; `None` where a fact is missing.
        sex: For the fairness report; empty when unknown. It decides nothing.
    """

    employee_id: str
    name: str
    unit_id: str
    position_class: PositionClass
    status: EmploymentStatus
    gates: tuple[GateResult, ...] = ()
    values: Mapping[str, Exact | None] = attrs.field(factory=dict, converter=_frozen)
    sex: str = ""

    @property
    def traits(self) -> Mapping[Trait, str]:
        """What quotas count by."""
        return {
            Trait.UNIT: self.unit_id,
            Trait.KELAS_JABATAN: str(self.position_class),
            Trait.STATUS: str(self.status),
        }


def pool_of(entry: Entry, programme: AwardProgramme) -> AwardPool | None:
    """Find the first pool that admits a candidate; `None` when none does."""
    return next(
        (one for one in programme.pools if one.admits(entry.position_class, entry.status)), None
    )


def enter(programme: AwardProgramme, *, facts: AwardFacts) -> tuple[Entry, ...]:
    """Judge all nominees of a programme by the records.

    Args:
        programme: The published rules.
        facts: The records and the day of the selection.

    Returns:
        One entry a nominee, sorted by id.

    Raises:
        InvalidInput: With one problem for each nominee who is unknown, held no post in the
            period, or fits no pool.
    """
    return tuple(
        Entry(
            employee_id=entrant.employee.id,
            name=entrant.employee.name,
            unit_id=entrant.position.unit_id,
            position_class=entrant.position.position_class,
            status=entrant.employee.status,
            gates=check_gates(programme, entrant, facts=facts),
            values={
                item.id: criterion_value(item, entrant, programme=programme, facts=facts)
                for item in programme.criteria
            },
            sex=str(entrant.employee.sex),
        )
        for entrant in find_entrants(programme, facts=facts)
    )


def check_entries(programme: AwardProgramme, entries: Iterable[Entry]) -> list[Problem]:
    """Look for the same person twice and for people no pool admits.

    Args:
        programme: The published rules.
        entries: The candidates.

    Returns:
        One problem for each.
    """
    problems, seen = [], set()
    for entry in entries:
        place = f"candidates[{entry.employee_id}]"
        if entry.employee_id in seen:
            problems.append(Problem("nominated_twice", place, value=entry.employee_id))
        seen.add(entry.employee_id)
        if pool_of(entry, programme) is None:
            value = f"{entry.position_class} / {entry.status}"
            cure = ", ".join(one.id for one in programme.pools)
            problems.append(Problem("nominee_without_pool", place, value=value, cure=cure))
    return problems

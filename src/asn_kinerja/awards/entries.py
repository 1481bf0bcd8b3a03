"""From records to entries: every nominee judged by the gates and read on the criteria."""

from collections.abc import Iterable

from asn_kinerja.awards.criteria import criterion_value
from asn_kinerja.awards.eligibility import check_gates
from asn_kinerja.awards.facts import AwardFacts, find_entrants
from asn_kinerja.errors import Problem
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.award_rules import AwardProgramme

__all__ = ["check_entries", "enter"]


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
        if entry.pool_in(programme) is None:
            value = f"{entry.position_class} / {entry.status}"
            cure = ", ".join(one.id for one in programme.pools)
            problems.append(Problem("nominee_without_pool", place, value=value, cure=cure))
    return problems

"""Why a need is not served: the constraints of the way that comes nearest."""

from collections.abc import Iterable

from asn_kinerja.records.training import UnmetNeed
from asn_kinerja.training.compact import bits
from asn_kinerja.training.placing import NeedPlace, idle_runs, ways
from asn_kinerja.training.seating import Seating

__all__ = ["NO_OFFER", "explain_unmet"]

NO_OFFER = "no_offer"


def explain_unmet(seating: Seating, places: Iterable[NeedPlace]) -> tuple[UnmetNeed, ...]:
    """Name what keeps each need from being served, with all placements as they are.

    Each offer has its set of constraints in the way. The smallest set is given, of equal ones the
    more fitting offer's: relaxing all of it by what the need takes serves the need, relaxing a
    part of it serves it by no offer.

    Args:
        seating: The finished placements.
        places: The needs not served.

    Returns:
        One entry a need, sorted by id.
    """
    compact = seating.compact
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    found = []
    for person, need in places:
        alike = (
            compact.kind_of[person],
            need,
            seating.held[person],
            compact.forbidden.get(person, 0),
            compact.unit_of[person] if compact.problem.away_limit is not None else None,
        )
        if alike not in known:
            known[alike] = _constraints(seating, person, need)
        found.append(UnmetNeed(need_id=compact.needs_of[person][need].id, constraints=known[alike]))
    return tuple(sorted(found, key=lambda item: item.need_id))


def _constraints(seating: Seating, person: int, need: int) -> tuple[str, ...]:
    kind = seating.kind(person)
    sets = []
    for session in kind.offers[need]:
        sets.append(seating.obstacles(person, session))
        if len(sets[-1]) == 1:  # none is smaller: what nothing stands against is served
            return tuple(sets[-1])
        if session in kind.before:
            sets += [
                _of_way(seating, person, way) for way in ways(seating, person, session=session)
            ]
    return tuple(sorted(min(sets, key=len, default=(NO_OFFER,))))


def _of_way(seating: Seating, person: int, way: tuple[int, ...]) -> frozenset[str]:
    """Give what stands against a session with those that prepare for it."""
    found: set[str] = set()
    before, idle = seating.held[person], idle_runs(seating, person)
    for run in way:
        found |= seating.obstacles(person, run)
        seating.add(person, run)
    for run in bits(idle_runs(seating, person) & ~idle):
        found.add(f"redundant:{seating.compact.sessions[run].id}")
    for run in bits(seating.held[person] & ~before):
        seating.remove(person, run)
    return frozenset(found)

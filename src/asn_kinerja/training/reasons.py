"""Why a need is not served: the constraints of the way that comes nearest."""

from collections.abc import Sequence
from operator import attrgetter

from asn_kinerja.records.training import UnmetNeed
from asn_kinerja.training.compact import Compact, PersonKind, bits
from asn_kinerja.training.placing import idle_runs, ways
from asn_kinerja.training.seating import Seating

__all__ = ["NO_OFFER", "explain_unmet"]

NO_OFFER = "no_offer"


def explain_unmet(seating: Seating) -> tuple[UnmetNeed, ...]:
    """Name what keeps each need from being served, with all placements as they are.

    Each offer has its set of constraints in the way. The smallest set is given, of equal ones the
    more fitting offer's: relaxing all of it by what the need takes serves the need, relaxing a
    part of it serves it by no offer.

    Args:
        seating: The finished placements.

    Returns:
        One entry for each need that no placement serves, sorted by id.
    """
    compact = seating.compact
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    near: dict[int, list[tuple[int, int]]] = {}
    alike: dict[tuple[object, ...], int] = {}
    of_session = [frozenset(seating.obstacles_to_all(run)) for run in range(len(compact.sessions))]
    found = []
    for person, own in enumerate(compact.needs_of):
        place, held, busy = compact.kind_of[person], seating.held[person], seating.busy(person)
        if place not in near:
            kind = compact.kinds[place]
            near[place] = [_near(compact, kind, need) for need in range(len(own))]
        group = alike.setdefault((place, *_holds(seating, person)), len(alike))
        for need in bits(~seating.served[person] & (1 << len(own)) - 1):
            ways, beside = near[place][need]
            close, days = held & beside, busy & ways
            key = (group, need, close, days, compact.unit_of[person] if days and close else None)
            if key not in known:
                known[key] = _constraints(seating, person, need, of_session=of_session)
            found.append(UnmetNeed(need_id=own[need].id, constraints=known[key]))
    found.sort(key=attrgetter("need_id"))
    return tuple(found)


def _near(compact: Compact, kind: PersonKind, need: int) -> tuple[int, int]:
    """Give the offers for a need with what may come before, and what matters to them if held."""
    offers = sum(1 << run for run in kind.offers[need])
    todo, ways = list(kind.offers[need]), 0
    while todo:
        run = todo.pop()
        if not ways >> run & 1:
            ways |= 1 << run
            todo += [o for name in kind.before.get(run, ()) for o in compact.preparing(name, run)]
    found = ways
    for run in bits(ways):
        found |= compact.clash[run] | compact.twin[run]
    if ways == offers:
        return ways, found
    needs = kind.served_by(bits(ways))  # who prepares may make another seat idle
    for run, serves in kind.serves.items():
        found |= 1 << run if serves & needs else 0
    for run, names in kind.before.items():
        found |= 1 << run
        for name in names:
            for other in compact.preparing(name, run):
                found |= 1 << other
    return ways, found


def _holds(seating: Seating, person: int) -> tuple[object, ...]:
    """Give what else decides about the needs of a person; who of a kind agree have one reason."""
    compact, held = seating.compact, seating.held[person]
    limit = compact.problem.course_limit
    return (
        None if limit is None else limit - held.bit_count(),
        tuple(
            sum(compact.hours[run] for run in bits(held & counted))
            for _, counted in seating.kind(person).limits
        ),
        compact.forbidden.get(person, 0),
        tuple(compact.fixed.get(person, ())),
    )


def _constraints(
    seating: Seating, person: int, need: int, *, of_session: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    """Give the smallest set; a way that what stands against all makes no smaller is left out."""
    kind, limit = seating.kind(person), seating.compact.problem.course_limit
    barred = seating.barred(person) & ~seating.compact.holiday  # which stands against all
    best: frozenset[str] | None = None
    for session in kind.offers[need]:
        if best is None or len(of_session[session]) + (barred >> session & 1) < len(best):
            found = of_session[session].union(seating.obstacles_to(person, session))
            best = found if best is None or len(found) < len(best) else best
        if session in kind.before and len(of_session[session]) < len(best):
            for way in ways(seating, person, session=session, whole=False):
                least = len(frozenset().union(*(of_session[run] for run in way)))
                over = limit is not None and seating.held[person].bit_count() + len(way) > limit
                least += over or any(barred >> run & 1 for run in way)
                if least < len(best):
                    best = min(best, _of_way(seating, person, way), key=len)
        if len(best) <= 1:  # none is smaller: what nothing stands against is served
            break
    return (NO_OFFER,) if best is None else tuple(sorted(best))


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

"""Sessions with too few people: give them up, or fill them after all."""

from collections import Counter
from collections.abc import Sequence

from asn_kinerja.training.compact import bits
from asn_kinerja.training.placing import NeedPlace, is_waiting, place_needs, seat
from asn_kinerja.training.repair import move_elsewhere
from asn_kinerja.training.seating import Seating

__all__ = ["cancel_short", "close_hopeless", "close_idle", "leave", "reopen_sessions"]


def close_hopeless(seating: Seating) -> None:
    """Close the sessions that fewer people than they need could attend."""
    compact = seating.compact
    wanted: Counter[int] = Counter()
    for reach, size in Counter(map(compact.reach_of, range(len(compact.people)))).items():
        for run in bits(reach):
            wanted[run] += size
    for run, smallest in enumerate(compact.minimum):
        loads = (compact.loads[one][1] for one in compact.loads_of[run])
        if min((wanted[run], *loads)) < smallest:
            seating.cancelled |= 1 << run


def cancel_short(seating: Seating, places: Sequence[NeedPlace]) -> None:
    """Cancel sessions under their smallest size, and find their people other seats.

    The one with the fewest people goes first. Those to which the office sends somebody stay, as do
    those that prepare for them.

    Args:
        seating: The placements.
        places: All needs in serving order.
    """
    compact = seating.compact
    while True:
        short = [
            run
            for run in range(len(compact.sessions))
            if seating.is_short(run) and not seating.kept >> run & 1
        ]
        if not short:
            return
        fewest = min(short, key=lambda run: (len(seating.people[run]), run))
        seating.cancelled |= 1 << fewest
        moved = frozenset(seating.people[fewest])
        for person in sorted(moved):
            leave(seating, person, session=fewest)
        place_needs(seating, (place for place in places if place[0] in moved))


def leave(seating: Seating, person: int, *, session: int) -> None:
    """Take a seat away with those that rest on it."""
    seating.remove(person, session)
    before = seating.kind(person).before
    while before:
        stranded = [
            run
            for run in bits(seating.held[person])
            if not seating.is_prepared(person, run)
            and run not in seating.compact.fixed.get(person, ())
        ]
        if not stranded:
            return
        for run in stranded:
            seating.remove(person, run)


def close_idle(seating: Seating) -> None:
    """Close the sessions without people that cannot take place with one."""
    compact = seating.compact
    for run in range(len(compact.sessions)):
        if not seating.people[run] and compact.minimum[run] > 1:
            seating.cancelled |= 1 << run


def reopen_sessions(seating: Seating, places: Sequence[NeedPlace]) -> None:
    """Hold a closed session when needs left over, with holders who can move, fill it."""
    compact = seating.compact
    closed = [run for run in bits(seating.cancelled) if not seating.is_shut(run)]
    asking: dict[str | None, list[NeedPlace]] = {compact.topics[run]: [] for run in closed}
    for person, need in places:
        topic = seating.kind(person).topics[need]
        if topic in asking and is_waiting(seating, (person, need)):
            asking[topic].append((person, need))
    for run in closed:
        if seating.is_shut(run):
            continue
        waiting = [
            place
            for place in asking[compact.topics[run]]
            if is_waiting(seating, place) and _serves(seating, place, run)
        ]
        if waiting:
            _reopen(seating, run, waiting)


def _serves(seating: Seating, place: NeedPlace, run: int) -> bool:
    person, need = place
    return bool(seating.kind(person).serves.get(run, 0) >> need & 1)


def _reopen(seating: Seating, run: int, waiting: Sequence[NeedPlace]) -> None:
    """Fill a closed session, or leave everything as it was."""
    seating.cancelled &= ~(1 << run)
    before = {person: seating.held[person] for person, _ in waiting}
    for person, need in waiting:
        if is_waiting(seating, (person, need)) and seating.has_room(run):
            seat(seating, person, session=run)
    moved = _borrow(seating, run) if seating.is_short(run) else []
    if seating.people[run] and not seating.is_short(run):
        return
    for person, held in moved:
        seating.remove(person, run)
        seating.add(person, held)
    for person, held_before in before.items():
        for added in bits(seating.held[person] & ~held_before):
            seating.remove(person, added)
    seating.cancelled |= 1 << run


def _borrow(seating: Seating, run: int) -> list[tuple[int, int]]:
    """Move holders from sessions that can spare them until a session is large enough."""
    compact = seating.compact
    moved: list[tuple[int, int]] = []
    for held in compact.rivals[run]:
        for person in sorted(seating.people[held]):
            if not seating.is_short(run):
                return moved
            if len(seating.people[held]) <= compact.minimum[held]:
                break
            if seating.is_needed(person, held) or not seating.kind(person).serves.get(run, 0):
                continue
            seating.remove(person, held)
            if move_elsewhere(seating, person, left=held, among=(run,)):
                moved.append((person, held))
            else:
                seating.add(person, held)
    return moved

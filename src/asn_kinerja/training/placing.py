"""Give seats to needs, in order, where nothing stands against it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TypeVar

from asn_kinerja.records.training import TrainingNeed
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.learners import Learner
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating

__all__ = [
    "NeedPlace",
    "idle_runs",
    "is_waiting",
    "place_needs",
    "predicates_first",
    "prepare",
    "seat",
    "seat_need",
    "serving_order",
    "serving_places",
    "ways",
]

T = TypeVar("T")
NeedPlace = tuple[int, int]
"""A need as the number of the person and the number of the need among the person's needs."""


def serving_order(problem: TrainingProblem) -> tuple[TrainingNeed, ...]:
    """Put the needs in the order in which they are served.

    Higher priority first, then the better predicate, then the id. Among PPPK who lack the same
    competency, who has the better predicate takes the earlier place.

    Args:
        problem: What is to be decided.

    Returns:
        All needs.

    Legal basis:
        PP 49/2018 art. 39(4): where chances are few, the appraisal of the PPPK is regarded.
    """
    compact = Compact(problem)
    return tuple(compact.needs_of[person][need] for person, need in serving_places(compact))


def serving_places(compact: Compact) -> list[NeedPlace]:
    """Give the needs in serving order, as numbers."""
    people, values = compact.people, [kind.values for kind in compact.kinds]

    def key(place: NeedPlace) -> tuple[int, int]:
        return (-values[compact.kind_of[place[0]]][place[1]], people[place[0]].standing)

    return predicates_first(
        sorted(compact.need_place, key=key),  # which are in the order of their ids
        learner=lambda place: people[place[0]],
        topic=lambda place: compact.needs_of[place[0]][place[1]].competency_id,
    )


def predicates_first(
    order: list[T], *, learner: Callable[[T], Learner], topic: Callable[[T], str | None]
) -> list[T]:
    """Let PPPK who lack the same competency change places, so that the better predicate leads.

    Args:
        order: Needs in any form; it is changed.
        learner: Gives the person of a need.
        topic: Gives its competency.

    Returns:
        The order.
    """
    places: defaultdict[str | None, list[int]] = defaultdict(list)
    for place, need in enumerate(order):
        if learner(need).is_contract:
            places[topic(need)].append(place)
    for taken in places.values():
        contract = sorted((order[place] for place in taken), key=lambda n: learner(n).standing)
        for place, need in zip(taken, contract, strict=True):
            order[place] = need
    return order


def is_waiting(seating: Seating, place: NeedPlace) -> bool:
    """Whether no placement serves a need yet."""
    person, need = place
    return not seating.served[person] >> need & 1


def place_needs(seating: Seating, places: Iterable[NeedPlace]) -> None:
    """Give each need that is not served the most fitting session with room."""
    kinds, kind_of, served = seating.compact.kinds, seating.compact.kind_of, seating.served
    closed = seating.closed
    for person, need in places:
        chances = kinds[kind_of[person]].chances[need] & ~closed
        if chances and not served[person] >> need & 1 and seat_need(seating, (person, need)):
            closed = seating.closed


def seat_need(seating: Seating, place: NeedPlace) -> bool:
    """Give a need the most fitting session that has room, prepared by others where it must be.

    Args:
        seating: The placements.
        place: The need.

    Returns:
        Whether one had room.
    """
    person, need = place
    kind = seating.kind(person)
    chances = kind.chances[need] & ~seating.closed & ~seating.barred(person)
    if not chances:
        return False
    for session in seating.options(person, need):
        if chances >> session & 1:
            if seating.is_ready(person, session):
                seating.add(person, session)
                return True
            if session in kind.before and seat(seating, person, session=session):
                return True
    return False


def seat(seating: Seating, person: int, *, session: int) -> bool:
    """Give a seat, with those that prepare for it, if all have room."""
    shut = seating.closed | seating.barred(person)
    if shut >> session & 1:
        return False
    if seating.is_ready(person, session):
        seating.add(person, session)
        return True
    held, limit = seating.held[person], seating.compact.problem.course_limit
    lacking = [step for step in seating.kind(person).steps.get(session, ()) if not held & step]
    if any(not step & ~shut for step in lacking):
        return False
    if not lacking or (limit is not None and held.bit_count() + len(lacking) >= limit):
        return False
    return any(_seat_all(seating, person, way) for way in ways(seating, person, session=session))


def prepare(seating: Seating, person: int, *, session: int) -> bool:
    """Give seats in what must come before a session that is held; say whether it is prepared."""
    return seating.is_prepared(person, session) or any(
        _seat_all(seating, person, way[:-1]) for way in ways(seating, person, session=session)
    )


def ways(
    seating: Seating, person: int, *, session: int, whole: bool = True
) -> Iterator[tuple[int, ...]]:
    """Give the sets of sessions that lead to a session, each in order and ending with it.

    Args:
        seating: The placements; what is held already prepares.
        person: Who.
        session: Where.
        whole: Whether all that is lacking comes before; else any part of it may stay lacking.

    Yields:
        The session alone when nothing is lacking, or with runs of the courses that come before.
    """
    lacking = tuple(seating.unprepared(person, session))
    runs = [seating.compact.preparing(name, session) for name in lacking]
    steps = [
        [way for run in some for way in ways(seating, person, session=run, whole=whole)]
        for some in runs
    ]
    if not whole:
        steps = [[(), *some] for some in steps]
    for chosen in product(*steps):
        yield tuple(dict.fromkeys((*(run for way in chosen for run in way), session)))


def _seat_all(seating: Seating, person: int, way: tuple[int, ...]) -> bool:
    added = []
    for run in way:
        if not seating.fits(person, run):
            break
        seating.add(person, run)
        added.append(run)
    if len(added) == len(way) and not idle_runs(seating, person):
        return True
    for run in reversed(added):
        seating.remove(person, run)
    return False


def idle_runs(seating: Seating, person: int) -> int:
    """Find where somebody sits for nothing: other sessions serve the needs, none rests on it.

    Args:
        seating: The placements.
        person: Who.

    Returns:
        The sessions, as a mask; those that the office fixed are never idle.
    """
    kind, held = seating.kind(person), seating.held[person]
    return sum(
        1 << run
        for run in bits(held)
        if kind.served_by(bits(held & ~(1 << run))) == seating.served[person]
        and not seating.is_needed(person, run)
    )

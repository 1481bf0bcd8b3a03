"""Give seats to needs, in order, where nothing stands against it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
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
    people = problem.learner_by_id

    def key(need: TrainingNeed) -> tuple[Decimal, int, str]:
        return (-need.priority, people[need.employee_id].standing, need.id)

    order = predicates_first(
        sorted(problem.needs, key=key),
        learner=lambda need: people[need.employee_id],
        topic=lambda need: need.competency_id,
    )
    return tuple(order)


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


def serving_places(compact: Compact) -> list[NeedPlace]:
    """Give the needs in serving order, as numbers."""
    needs = compact.problem.needs
    place_of = {need.id: place for need, place in zip(needs, compact.need_place, strict=True)}
    return [place_of[need.id] for need in serving_order(compact.problem)]


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
        if not chances or served[person] >> need & 1:
            continue
        if chances & ~seating.barred(person) and seat_need(seating, (person, need)):
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
    barred = seating.closed | seating.barred(person)
    return any(
        seat(seating, person, session=session)
        for session in seating.options(person, need)
        if not barred >> session & 1
    )


def seat(seating: Seating, person: int, *, session: int) -> bool:
    """Give a seat, with those that prepare for it, if all have room."""
    if seating.fits(person, session):
        seating.add(person, session)
        return True
    if session not in seating.kind(person).before or not seating.has_room(session):
        return False
    return any(_seat_all(seating, person, way) for way in ways(seating, person, session=session))


def ways(seating: Seating, person: int, *, session: int) -> Iterator[tuple[int, ...]]:
    """Give the sets of sessions that lead to a session, each in order and ending with it.

    Args:
        seating: The placements; what is held already prepares.
        person: Who.
        session: Where.

    Yields:
        The session alone when nothing is lacking, or with runs of the courses that come before.
    """
    lacking = tuple(seating.unprepared(person, session))
    runs = [seating.compact.preparing(name, session) for name in lacking]
    steps = [[way for run in some for way in ways(seating, person, session=run)] for some in runs]
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

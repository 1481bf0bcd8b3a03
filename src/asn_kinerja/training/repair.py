"""Serve more needs by moving holders of seats; every move keeps all needs served so far."""

from collections.abc import Iterable, Iterator
from itertools import islice

from asn_kinerja.training.compact import bits
from asn_kinerja.training.placing import NeedPlace, is_waiting
from asn_kinerja.training.seating import Seating

__all__ = ["Mover", "can_spare", "move_elsewhere"]

_TRIES = 25  # holders that are tried for one seat: the repair is local
_Seat = tuple[int, int]  # person and session


class Mover:
    """Finds who can go elsewhere so that somebody who waits takes the seat.

    Who could leave a session or spare money is looked up once for each session and source of
    money: moves take room and make next to none, so that who cannot go now can hardly go later.

    Args:
        seating: The placements.
    """

    def __init__(self, seating: Seating) -> None:
        self.seating = seating
        self._leavers: dict[int, list[_Seat]] = {}
        self._payers: dict[int, list[_Seat]] = {}
        self._hopeless = seating.cancelled  # sessions in which nobody can make room

    def serve(self, places: Iterable[NeedPlace]) -> None:
        """Serve needs left over by moving one holder of a seat to another session each."""
        seating, compact = self.seating, self.seating.compact
        limit = compact.problem.course_limit
        for person, need in places:
            if limit is not None and seating.held[person].bit_count() >= limit:
                continue  # no move of others lets the person attend one more
            chances = compact.kinds[compact.kind_of[person]].chances[need] & ~self._hopeless
            if chances and is_waiting(seating, (person, need)):
                for session in seating.options(person, need):
                    if chances >> session & 1 and self._make_room(person, session):
                        break

    def _make_room(self, person: int, session: int) -> bool:
        seating = self.seating
        if not seating.is_prepared(person, session):
            return False
        for holder, held in islice(self._in_the_way(person, session), _TRIES):
            if holder not in seating.people[held] or seating.is_needed(holder, held):
                continue
            if held != session and not can_spare(seating, held):
                continue
            seating.remove(holder, held)
            if seating.fits(person, session):
                seating.add(person, session)
                if move_elsewhere(seating, holder, left=held):
                    return True
                seating.remove(person, session)
            seating.add(holder, held)
        return False

    def _in_the_way(self, person: int, session: int) -> Iterable[_Seat]:
        """Give the placements of which one would have to move."""
        seating, compact = self.seating, self.seating.compact
        if len(seating.people[session]) >= compact.seats[session]:
            if session not in self._leavers:
                holders = ((holder, session) for holder in sorted(seating.people[session]))
                self._leavers[session] = list(self._with_exit(holders))
                if not self._leavers[session]:
                    self._hopeless |= 1 << session
            return self._leavers[session]
        if not seating.has_room(session):
            fund = compact.fund[session]
            if fund not in self._payers:
                paid = (
                    (holder, run)
                    for run in range(len(compact.sessions))
                    if compact.fund[run] == fund
                    for holder in sorted(seating.people[run])
                )
                self._payers[fund] = list(self._with_exit(paid, fund=fund))
            if not self._payers[fund]:
                self._hopeless |= 1 << session
            return self._payers[fund]
        return self._own_and_away(person, session)

    def _own_and_away(self, person: int, session: int) -> Iterator[_Seat]:
        seating, compact = self.seating, self.seating.compact
        for held in bits(seating.held[person] & compact.clash[session]):
            yield person, held
        if compact.problem.away_limit is not None:
            unit_id = compact.unit_of[person]
            for other in bits(compact.clash[session] | 1 << session):
                for holder in sorted(seating.people[other]):
                    if compact.unit_of[holder] == unit_id and holder != person:
                        yield holder, other

    def _with_exit(self, seats: Iterable[_Seat], *, fund: int | None = None) -> Iterator[_Seat]:
        """Keep the placements whose holder is offered another session that has room."""
        seating, compact = self.seating, self.seating.compact
        room = [seating.has_room(run) for run in range(len(compact.sessions))]
        for holder, held in seats:
            kind = seating.kind(holder)
            if any(
                other != held
                and (
                    room[other]
                    if fund is None
                    else compact.fund[other] != fund or compact.cost[other] < compact.cost[held]
                )
                for need in bits(kind.serves.get(held, 0))
                for other in kind.options[need]
            ):
                yield holder, held


def can_spare(seating: Seating, session: int) -> bool:
    """Whether a session can lose one person: enough stay, or nobody does."""
    left = len(seating.people[session]) - 1
    return not left or left >= seating.compact.minimum[session]


def move_elsewhere(
    seating: Seating, person: int, *, left: int, among: Iterable[int] | None = None
) -> bool:
    """Give a person who left a session another one that serves the same needs.

    Args:
        seating: The placements, without the one left.
        person: Who.
        left: The session left.
        among: Sessions that may be given, the most wanted first; `None` for all that are offered.

    Returns:
        Whether there was one, or nothing was lost.
    """
    kind = seating.kind(person)
    lost = kind.serves.get(left, 0) & ~seating.served[person]
    if not lost:
        return bool(kind.serves.get(left, 0))
    first = next(bits(lost))
    for other in kind.options[first] if among is None else among:
        if other != left and not lost & ~kind.serves.get(other, 0) and seating.fits(person, other):
            seating.add(person, other)
            return True
    return False

"""Serve more needs by moving holders of seats; every move keeps all needs served so far."""

from collections.abc import Iterable
from itertools import islice

from asn_kinerja.records.training import Session, TrainingNeed
from asn_kinerja.training.placing import seat_need, unserved_needs
from asn_kinerja.training.seating import Seating

__all__ = ["move_holders", "reopen_sessions", "take_free_seats"]

_TRIES = 25  # holders that are tried for one seat: the repair is local
_Seat = tuple[str, str]  # person and session


def move_holders(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Serve needs left over by moving one holder of a seat to another session."""
    payers: dict[str, list[_Seat]] = {}
    for need in list(unserved_needs(seating, order)):
        for session in seating.problem.offers(need):
            if _make_room(seating, need, session=session, payers=payers):
                payers.clear()
                break


def reopen_sessions(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Hold a cancelled session when needs left over, with holders who can move, fill it."""
    for name in sorted(seating.cancelled):
        session = seating.problem.session_by_id[name]
        seating.cancelled.discard(name)
        added = [
            need.employee_id
            for need in list(unserved_needs(seating, order))
            if session in seating.problem.offers(need)
            and seat_need(seating, need, offers=(session,))
        ]
        moved = _borrow(seating, session) if added else []
        if len(seating.people_in(name)) < session.minimum_size:
            for employee_id, held in moved:
                need_ids = seating.remove(employee_id, name)
                seating.add(employee_id, held, need_ids=need_ids)
            for employee_id in added:
                seating.remove(employee_id, name)
            seating.cancelled.add(name)


def take_free_seats(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Give the seats that became free by moving to needs left over."""
    for need in list(unserved_needs(seating, order)):
        for session in seating.problem.offers(need):
            if seat_need(seating, need, offers=(session,)):
                if not seating.is_short(session):
                    break
                seating.remove(need.employee_id, session.id)


def _make_room(
    seating: Seating, need: TrainingNeed, *, session: Session, payers: dict[str, list[_Seat]]
) -> bool:
    obstacles = seating.obstacles(need.employee_id, session.id)
    if len(obstacles) != 1:
        return False
    kind, _, name = obstacles[0].partition(":")
    if kind == "fund":
        if name not in payers:
            payers[name] = sorted(_payers(seating, name))
        movable: Iterable[_Seat] = payers[name]
    else:
        movable = sorted(_in_the_way(seating, need, session=session, obstacle=obstacles[0]))
    for employee_id, held in islice(movable, _TRIES):
        (moved_id,) = seating.remove(employee_id, held)
        moved = seating.problem.need_by_id[moved_id]
        if not seating.obstacles(need.employee_id, session.id):
            seating.add(need.employee_id, session.id, need_ids=(need.id,))
            others = (item for item in seating.problem.offers(moved) if item.id != held)
            if seat_need(seating, moved, offers=others):
                return True
            seating.remove(need.employee_id, session.id)
        seating.add(employee_id, held, need_ids=(moved_id,))
    return False


def _in_the_way(
    seating: Seating, need: TrainingNeed, *, session: Session, obstacle: str
) -> Iterable[_Seat]:
    """Give the placements behind an obstacle that serve a need."""
    kind, _, name = obstacle.partition(":")
    problem = seating.problem
    if kind == "seats":
        yield from ((person, name) for person in seating.people_in(name))
    elif kind == "clash":
        yield need.employee_id, name
    elif kind == "away":
        unit_id = problem.learner_by_id[need.employee_id].unit_id
        for other in problem.sessions:
            if other.clashes(session):
                for person in seating.people_in(other.id):
                    if problem.learner_by_id[person].unit_id == unit_id:
                        yield person, other.id


def _payers(seating: Seating, fund_id: str) -> Iterable[_Seat]:
    """Give the placements paid by a fund whose need is also offered for less of its money."""
    problem = seating.problem
    for session in problem.sessions:
        if session.fund_id == fund_id and session.cost:
            for person in seating.people_in(session.id):
                (need_id,) = seating.needs_of(person, session.id)
                if any(
                    offer.fund_id != fund_id or offer.cost < session.cost
                    for offer in problem.offers(problem.need_by_id[need_id])
                ):
                    yield person, session.id


def _borrow(seating: Seating, session: Session) -> list[tuple[str, str]]:
    """Move holders from sessions that can spare them, until this one is large enough.

    Args:
        seating: The placements.
        session: The session that lacks people.

    Returns:
        Who moved, with the session left.
    """
    problem, moved = seating.problem, []
    for item in seating.placements:
        if not seating.is_short(session):
            break
        held = problem.session_by_id[item.session_id]
        spare = len(seating.people_in(held.id)) - held.minimum_size
        wanted = [problem.need_by_id[name] for name in item.need_ids]
        again = held.course_id != session.course_id and seating.takes(
            item.employee_id, session.course_id
        )
        if held == session or spare < 1 or not wanted or again:
            continue
        if all(session in problem.offers(need) for need in wanted):
            seating.remove(item.employee_id, held.id)
            if seating.obstacles(item.employee_id, session.id):
                seating.add(item.employee_id, held.id, need_ids=item.need_ids)
            else:
                seating.add(item.employee_id, session.id, need_ids=item.need_ids)
                moved.append((item.employee_id, held.id))
    return moved

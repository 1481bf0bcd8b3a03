"""Give seats to needs, in order, where nothing stands against it."""

from collections.abc import Iterable, Iterator

from asn_kinerja.records.training import Session, TrainingNeed
from asn_kinerja.training.seating import Seating

__all__ = ["place_needs", "seat_need", "unserved_needs"]


def unserved_needs(seating: Seating, order: Iterable[TrainingNeed]) -> Iterator[TrainingNeed]:
    """Give the needs that no placement serves, in the order they came."""
    for need in order:
        held = seating.sessions_of(need.employee_id)
        if not any(need.id in seating.needs_of(need.employee_id, name) for name in held):
            yield need


def place_needs(seating: Seating, needs: Iterable[TrainingNeed]) -> None:
    """Give each need the most fitting session with room."""
    for need in needs:
        seat_need(seating, need, offers=seating.problem.offers(need))


def seat_need(seating: Seating, need: TrainingNeed, *, offers: Iterable[Session]) -> bool:
    """Give a need the first of some sessions that has room; nobody takes a course twice.

    Args:
        seating: The placements.
        need: The need.
        offers: The sessions, the most fitting first.

    Returns:
        Whether one had room.
    """
    for session in offers:
        if seating.takes(need.employee_id, session.course_id):
            continue
        if not seating.obstacles(need.employee_id, session.id):
            seating.add(need.employee_id, session.id, need_ids=(need.id,))
            return True
    return False

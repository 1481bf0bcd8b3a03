"""The equity floor: so many people of each unit are served at least."""

from collections import Counter
from collections.abc import Iterable

from asn_kinerja.training.compact import Compact, PersonKind
from asn_kinerja.training.placing import NeedPlace, is_waiting, seat_need
from asn_kinerja.training.seating import Seating

__all__ = ["lacking_floors", "place_floors", "unit_floors"]


def unit_floors(compact: Compact) -> dict[str, int]:
    """Say how many people of each unit are to be served at least.

    That is the floor of the problem, or the number of people of the unit with an offer open to
    them where they are fewer. An offer is open when class, days on duty, holidays, hours left,
    the office's choices and what comes before allow the person to attend it alone.

    Args:
        compact: What is to be decided.

    Returns:
        People to be served, by unit; units without floor are left out.
    """
    floor = compact.problem.unit_floor
    if not floor:
        return {}
    open_to: Counter[str] = Counter()
    alone = [_open_alone(compact, kind) for kind in compact.kinds]
    for person, unit_id in enumerate(compact.unit_of):
        if alone[compact.kind_of[person]] & ~compact.forbidden.get(person, 0):
            open_to[unit_id] += 1
    return {unit_id: min(floor, size) for unit_id, size in sorted(open_to.items())}


def place_floors(seating: Seating, places: Iterable[NeedPlace]) -> None:
    """Serve people of each unit, in serving order, until its floor is reached."""
    left = lacking_floors(seating)
    if not left:
        return
    for person, need in places:
        unit_id = seating.compact.unit_of[person]
        if (
            left.get(unit_id, 0) > 0
            and not seating.served[person]
            and is_waiting(seating, (person, need))
            and seat_need(seating, (person, need))
        ):
            left[unit_id] -= 1
            if not any(left.values()):
                return


def lacking_floors(seating: Seating) -> dict[str, int]:
    """Count the people who are still to be served, by unit that lacks some."""
    floors = unit_floors(seating.compact)
    if not floors:
        return {}
    served = Counter(
        unit_id
        for unit_id, mask in zip(seating.compact.unit_of, seating.served, strict=True)
        if mask
    )
    return {
        unit_id: floor - served[unit_id]
        for unit_id, floor in floors.items()
        if served[unit_id] < floor
    }


def _open_alone(compact: Compact, kind: PersonKind) -> int:
    """Give the offers that people may attend when they attend nothing else, as a mask."""
    return sum(
        {
            1 << run
            for runs in kind.options
            for run in runs
            if run not in kind.before
            and not any(
                counted >> run & 1 and compact.hours[run] > left for left, counted in kind.limits
            )
        }
    )

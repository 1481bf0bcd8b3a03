"""Give the seats that needs leave free to those who lack hours of duty."""

from asn_kinerja.training.compact import bits
from asn_kinerja.training.learners import HoursWindow
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.sizing import leave

__all__ = ["fill_duty"]


def fill_duty(seating: Seating) -> None:
    """Fill free seats with those who lack hours of duty, the most lacking first.

    They join sessions that take place, or open one for which nobody waits; a session opened so
    that stays too small does not take place.

    Args:
        seating: The placements, complete as far as needs go.
    """
    compact = seating.compact
    lacking = []
    for person, learner in enumerate(compact.people):
        lack = sum(_lack(seating, person, window) for window in learner.windows)
        if lack:
            lacking.append((-lack, person))
    if not lacking:
        return
    before = [len(people) for people in seating.people]
    awaited = _awaited(seating)
    places = range(len(compact.sessions))
    room = sum(
        1 << run
        for run in places
        if seating.has_room(run) and (before[run] or not awaited >> run & 1)
    )
    for _, person in sorted(lacking):
        room = _fill(seating, person, room=room)
    while short := [run for run in places if seating.is_short(run) and not before[run]]:
        for person in sorted(seating.people[short[0]]):
            leave(seating, person, session=short[0])


def _fill(seating: Seating, person: int, *, room: int) -> int:
    """Fill seats for one person.

    Returns:
        The sessions that still have room, as a mask.
    """
    compact = seating.compact
    for window in compact.people[person].windows:
        counted = compact.counted(window)
        open_to = room & counted & ~seating.kind(person).closed
        while open_to and (lack := _lack(seating, person, window)):
            taken = seating.held[person]
            for held in bits(taken):
                open_to &= ~(compact.clash[held] | compact.twin[held])
            run = min(
                (run for run in bits(open_to) if seating.fits(person, run)),
                key=lambda run: _fit(seating, person, run, lack),
                default=None,
            )
            if run is None:
                break
            seating.add(person, run)
            if not seating.has_room(run):
                room &= ~(1 << run)
                open_to &= ~(1 << run)
    return room


def _lack(seating: Seating, person: int, window: HoursWindow) -> int:
    if not window.duty:
        return 0
    hours, held = seating.compact.hours, seating.held[person]
    taken = sum(hours[run] for run in bits(held & seating.compact.counted(window)))
    return max(0, window.duty - window.used - taken)


def _fit(seating: Seating, person: int, run: int, lack: int) -> tuple[object, ...]:
    compact = seating.compact
    course = compact.problem.course_of(compact.sessions[run])
    known = compact.people[person].levels.get(course.competency_id or "", 0)
    teaches_nothing = course.level is not None and known >= course.level
    would_be_short = 0 < len(seating.people[run]) < compact.minimum[run]
    surplus = max(0, compact.hours[run] - lack)
    return (
        teaches_nothing,
        not would_be_short,
        compact.cost[run],
        surplus,
        compact.start[run],
        run,
    )


def _awaited(seating: Seating) -> int:
    """Give the sessions that a need still waits for, as a mask."""
    compact, found = seating.compact, 0
    for place, served in set(zip(compact.kind_of, seating.served, strict=True)):
        for need, runs in enumerate(compact.kinds[place].offers):
            if not served >> need & 1:
                for run in runs:
                    found |= 1 << run
    return found

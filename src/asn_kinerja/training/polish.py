"""Finish placements that a model counted: serve what is left over, and prefer what fits better."""

from collections.abc import Sequence

from asn_kinerja.training.compact import bits
from asn_kinerja.training.placing import NeedPlace, is_waiting, place_needs
from asn_kinerja.training.repair import Mover, can_spare
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.sizing import cancel_short, close_idle, reopen_sessions

__all__ = ["improve_fit", "serve_more"]


def serve_more(seating: Seating, places: Sequence[NeedPlace], *, whole: bool) -> None:
    """Serve needs that the placements leave over where there is still room.

    Args:
        seating: The placements.
        places: All needs in serving order.
        whole: Whether the placements are all that was counted; if not, sessions may be short.
    """
    if not whole:
        seating.keep_sent()
        cancel_short(seating, places)
    close_idle(seating)
    place_needs(seating, places)
    if not whole:
        Mover(seating).serve(places)
        reopen_sessions(seating, places)
        place_needs(seating, places)


def improve_fit(seating: Seating, places: Sequence[NeedPlace]) -> None:
    """Move people, in serving order, to a session that fits a need better and has room.

    Args:
        seating: The placements; each need served stays served.
        places: All needs in serving order.
    """
    for person, need in places:
        if is_waiting(seating, (person, need)):
            continue
        kind = seating.kind(person)
        (held, *others) = [
            run for run in bits(seating.held[person]) if kind.serves.get(run, 0) >> need & 1
        ]
        if others or seating.is_needed(person, held) or not can_spare(seating, held):
            continue
        lost = kind.serves[held]
        for better in kind.options[need]:
            if better == held:
                break
            if (
                lost & ~kind.serves[better]
                or len(seating.people[better]) + 1 < (seating.compact.minimum[better])
            ):
                continue
            seating.remove(person, held)
            if seating.fits(person, better):
                seating.add(person, better)
                break
            seating.add(person, held)
    place_needs(seating, places)  # an optimum leaves nothing; a plan short of it may

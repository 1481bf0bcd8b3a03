"""Why a need is not served: the constraints of the offer that comes nearest."""

from collections.abc import Iterable

from asn_kinerja.records.training import TrainingNeed, UnmetNeed
from asn_kinerja.training.seating import Seating

__all__ = ["NO_OFFER", "explain_unmet"]

NO_OFFER = "no_offer"


def explain_unmet(seating: Seating, needs: Iterable[TrainingNeed]) -> tuple[UnmetNeed, ...]:
    """Name what keeps each need from being served, with all placements as they are.

    Each offer has its set of constraints in the way. The smallest set is given, of equal ones the
    more fitting offer's: relaxing all of it by what the need takes serves the need, relaxing a
    part of it serves it by no offer.

    Args:
        seating: The finished placements.
        needs: The needs not served.

    Returns:
        One entry a need, sorted by id.
    """
    return tuple(
        UnmetNeed(need_id=need.id, constraints=_constraints(seating, need))
        for need in sorted(needs, key=lambda need: need.id)
    )


def _constraints(seating: Seating, need: TrainingNeed) -> tuple[str, ...]:
    offers = seating.problem.offers(need)
    sets = [seating.obstacles(need.employee_id, session.id) for session in offers]
    return min(sets, key=len, default=(NO_OFFER,))

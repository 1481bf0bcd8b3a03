"""`GreedyOptimiser`: serve the most pressing needs first, then repair."""

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.floors import lacking_floors, place_floors
from asn_kinerja.training.placing import (
    NeedPlace,
    is_waiting,
    place_needs,
    seat,
    serving_places,
)
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.repair import Mover
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.sizing import (
    cancel_short,
    close_hopeless,
    close_idle,
    reopen_sessions,
)
from asn_kinerja.training.writing import write_plan

__all__ = ["GreedyOptimiser", "fix_choices", "seat_greedily"]


@attrs.frozen
class GreedyOptimiser:
    """Serves needs one after the other and states no bound.

    1. People go where the office sends them, and those sessions are filled to their smallest size.
    2. Each unit's people are served up to the floor, then all needs take, in `serving_order`, the
       first fitting session with room.
    3. A need left over takes a seat whose holder can move to another session.
    4. Sessions under their smallest size are cancelled, the one with the fewest people first, and
       their people find other seats; one takes place after all when needs left over, with holders
       of other seats who can move, fill it.
    5. Who lacks hours of duty fills seats that remain, free ones first.

    Args:
        id: Key that stands in the plan.
    """

    id: str = "greedy"

    def plan(self, problem: TrainingProblem) -> TrainingPlan:
        """Make a plan.

        Args:
            problem: What is to be decided.

        Returns:
            A proposed plan within all limits.

        Raises:
            InvalidInput: If no plan was found that keeps to the choices of the office and the
                floor of each unit; an exact optimiser tells whether there is one.
        """
        compact = Compact(problem)
        places = serving_places(compact)
        seating = Seating(compact)
        fix_choices(seating)
        seat_greedily(seating, places)
        _refuse(seating)
        return write_plan(seating, places, method=self.id, bound="heuristic")


def fix_choices(seating: Seating) -> None:
    """Seat people where the office sends them.

    Args:
        seating: The placements.

    Raises:
        InvalidInput: If a limit stands against one of them.
    """
    compact = seating.compact
    broken: list[str] = []
    for person, runs in sorted(compact.fixed.items()):
        for run in sorted(runs, key=lambda run: (compact.start[run], run)):
            seating_codes = seating.obstacles(person, run)
            broken += sorted(code for code in seating_codes if not code.startswith("minimum:"))
            seating.add(person, run)
    if broken:
        raise InvalidInput(
            Problem("plan_not_found", "choices", value=", ".join(dict.fromkeys(broken)))
        )


def seat_greedily(seating: Seating, places: list[NeedPlace]) -> None:
    """Serve what can be served, in serving order, with repairs.

    Args:
        seating: The placements, with those that the office fixed.
        places: All needs in serving order.
    """
    close_hopeless(seating)
    _fill_fixed(seating, places)
    place_floors(seating, places)
    place_needs(seating, places)
    Mover(seating).serve(places)
    cancel_short(seating, places)
    close_idle(seating)
    place_needs(seating, places)
    reopen_sessions(seating, places)
    place_needs(seating, places)
    Mover(seating).serve(places)
    place_needs(seating, places)


def _fill_fixed(seating: Seating, places: list[NeedPlace]) -> None:
    """Bring sessions to which the office sends somebody to their smallest size."""
    fixed = sum({1 << run for runs in seating.compact.fixed.values() for run in runs})
    for run in bits(fixed):
        seating.cancelled &= ~(1 << run)
        for person, need in places:
            if not seating.is_short(run):
                break
            if is_waiting(seating, (person, need)) and run in seating.options(person, need):
                seat(seating, person, session=run)


def _refuse(seating: Seating) -> None:
    compact = seating.compact
    broken = [
        f"minimum:{item.id}"
        for place, item in enumerate(compact.sessions)
        if seating.is_short(place)
    ]
    broken += [f"floor:{unit_id}" for unit_id in lacking_floors(seating)]
    if broken:
        raise InvalidInput(Problem("plan_not_found", "problem", value=", ".join(broken)))

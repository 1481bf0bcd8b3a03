"""Whether a plan keeps to the limits of its problem, whoever made it."""

from collections import Counter
from collections.abc import Iterator
from operator import itemgetter

from asn_kinerja.errors import Problem
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.training.compact import Compact
from asn_kinerja.training.floors import lacking_floors
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating

__all__ = ["find_faults"]


def find_faults(problem: TrainingProblem, plan: TrainingPlan) -> list[Problem]:
    """List what a plan breaks.

    Args:
        problem: What was to be decided.
        plan: The plan.

    Returns:
        One problem for each constraint that a placement breaks beside the earlier ones, for each
        session too small to take place, each unit under its floor, each choice of the office that
        is not kept, and each need that is neither served once nor explained. Empty for a good
        plan.
    """
    compact = Compact(problem)
    seating = Seating(compact)
    found: list[tuple[int, Problem]] = []
    known: list[tuple[int, int, int, int]] = []
    for position, item in enumerate(plan.placements):
        place = f"placements[{position}]"
        person = compact.person_at.get(item.employee_id)
        run = compact.session_at.get(item.session_id)
        if person is None:
            found.append((position, Problem("no_record", f"{place}.employee_id")))
        elif run is None:
            found.append((position, Problem("no_record", f"{place}.session_id")))
        else:
            known.append((compact.start[run], run, person, position))
    for _, run, person, position in sorted(known):  # what prepares comes first
        found += [
            (position, Problem("plan_breaks", f"placements[{position}]", value=code))
            for code in sorted(seating.obstacles(person, run))
            if not code.startswith("minimum:")
        ]
        seating.add(person, run)
    faults = [fault for _, fault in sorted(found, key=itemgetter(0))]
    faults += [Problem("plan_breaks", "placements", value=code) for code in _of_all(seating)]
    told = Counter(need_id for item in plan.placements for need_id in item.need_ids)
    told.update(item.need_id for item in plan.unmet)
    faults += [
        Problem("plan_breaks", f"needs[{position}]", value="once")
        for position, need in enumerate(problem.needs)
        if told[need.id] != 1
    ]
    return faults


def _of_all(seating: Seating) -> Iterator[str]:
    compact = seating.compact
    for run, session in enumerate(compact.sessions):
        if seating.is_short(run):
            yield f"minimum:{session.id}"
    for person, runs in sorted(compact.fixed.items()):
        for run in runs:
            if person not in seating.people[run]:
                yield f"assigned:{compact.sessions[run].id}"
    for unit_id in lacking_floors(seating):
        yield f"floor:{unit_id}"

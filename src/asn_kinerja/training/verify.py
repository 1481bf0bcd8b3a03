"""Whether a plan keeps to the limits of its problem, whoever made it."""

from collections import Counter

from asn_kinerja.errors import Problem
from asn_kinerja.records.training import TrainingPlan
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating

__all__ = ["find_faults"]


def find_faults(problem: TrainingProblem, plan: TrainingPlan) -> list[Problem]:
    """List what a plan breaks.

    Args:
        problem: What was to be decided.
        plan: The plan.

    Returns:
        One problem for each constraint that a placement breaks beside the ones before it, for
        each session too small to take place, and for each need that is neither served once nor
        explained. Empty for a good plan.
    """
    seating = Seating(problem)
    faults = []
    for position, item in enumerate(plan.placements):
        place = f"placements[{position}]"
        if item.employee_id not in problem.learner_by_id:
            faults.append(Problem("no_record", f"{place}.employee_id"))
        elif item.session_id not in problem.session_by_id:
            faults.append(Problem("no_record", f"{place}.session_id"))
        else:
            faults += [
                Problem("plan_breaks", place, value=code)
                for code in seating.obstacles(item.employee_id, item.session_id)
            ]
            seating.add(item.employee_id, item.session_id, need_ids=item.need_ids)
    faults += [
        Problem("plan_breaks", "placements", value=f"minimum:{session.id}")
        for session in problem.sessions
        if seating.is_short(session)
    ]
    told = Counter(need_id for item in plan.placements for need_id in item.need_ids)
    told.update(item.need_id for item in plan.unmet)
    faults += [
        Problem("plan_breaks", f"needs[{position}]", value="once")
        for position, need in enumerate(problem.needs)
        if told[need.id] != 1
    ]
    return faults

"""`GreedyOptimiser`: serve the most pressing needs first, then repair."""

from collections import defaultdict

import attrs

from asn_kinerja.records.training import PlanState, Session, TrainingNeed, TrainingPlan
from asn_kinerja.scoring.numbers import decimal_places, to_decimal, to_exact
from asn_kinerja.training.placing import place_needs, unserved_needs
from asn_kinerja.training.problem import HoursWindow, Learner, TrainingProblem
from asn_kinerja.training.reasons import explain_unmet
from asn_kinerja.training.repair import move_holders, reopen_sessions, take_free_seats
from asn_kinerja.training.seating import Seating

__all__ = ["GreedyOptimiser", "serving_order"]


@attrs.frozen
class GreedyOptimiser:
    """Serves needs one after the other and states no bound.

    1. Needs take, in `serving_order`, the first fitting session with room.
    2. A need left over takes a seat whose holder can move to another session.
    3. Who lacks hours of duty fills seats that remain, free ones first.
    4. While sessions stay under their smallest size, the one with the fewest people is cancelled
       and all is done again without it.
    5. A cancelled session takes place after all when needs left over, with holders of other seats
       who can move, fill it.

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
        """
        order = serving_order(problem)
        cancelled: set[str] = set()
        while True:
            seating = Seating(problem, cancelled)
            place_needs(seating, order)
            move_holders(seating, order)
            place_needs(
                seating, list(unserved_needs(seating, order))
            )  # into seats that repair left free
            _fill_duty(seating)
            short = [session for session in problem.sessions if seating.is_short(session)]
            if not short:
                break
            fewest = min(short, key=lambda item: (len(seating.people_in(item.id)), item.id))
            cancelled.add(fewest.id)
        reopen_sessions(seating, order)
        take_free_seats(seating, order)
        return _write(seating, order, method=self.id)


def serving_order(problem: TrainingProblem) -> tuple[TrainingNeed, ...]:
    """Put the needs in the order in which they are served.

    Higher priority first, then the better predicate, then the id. Among PPPK who lack the same
    competency, who has the better predicate takes the earlier place.

    Args:
        problem: What is to be decided.

    Returns:
        All needs.

    Legal basis:
        PP 49/2018 art. 39(4): where chances are few, the appraisal of the PPPK is regarded.
    """

    def standing(need: TrainingNeed) -> int:
        return problem.learner_by_id[need.employee_id].standing

    order = sorted(problem.needs, key=lambda need: (-need.priority, standing(need), need.id))
    places: defaultdict[str | None, list[int]] = defaultdict(list)
    for place, need in enumerate(order):
        if problem.learner_by_id[need.employee_id].is_contract:
            places[need.competency_id].append(place)
    for taken in places.values():
        contract = sorted((order[place] for place in taken), key=standing)  # stable
        for place, need in zip(taken, contract, strict=True):
            order[place] = need
    return tuple(order)


def _fill_duty(seating: Seating) -> None:
    """Give seats that remain to those who lack hours of duty, the most lacking first."""

    def lack(learner: Learner) -> int:
        return sum(_lack(seating, learner, window) for window in learner.windows)

    for learner in sorted(
        seating.problem.learners, key=lambda item: (-lack(item), item.employee_id)
    ):
        for window in learner.windows:
            _fill(seating, learner, window=window)


def _lack(seating: Seating, learner: Learner, window: HoursWindow) -> int:
    return max(0, window.duty - seating.hours(learner, window))


def _fill(seating: Seating, learner: Learner, *, window: HoursWindow) -> None:
    problem = seating.problem

    def fit(session: Session) -> tuple[object, ...]:
        course = problem.course_of(session)
        known = learner.levels.get(course.competency_id or "", 0)
        teaches_nothing = course.level is not None and known >= course.level
        surplus = max(0, course.credit_hours - _lack(seating, learner, window))
        is_short = seating.is_short(session)
        return (
            teaches_nothing,
            not is_short,
            session.cost,
            surplus,
            session.valid_from,
            session.id,
        )

    while _lack(seating, learner, window):
        open_to = [
            session
            for session in problem.sessions
            if window.counts(session)
            and not seating.takes(learner.employee_id, session.course_id)
            and not seating.obstacles(learner.employee_id, session.id)
        ]
        if not open_to:
            return
        seating.add(learner.employee_id, min(open_to, key=fit).id)


def _write(seating: Seating, order: tuple[TrainingNeed, ...], *, method: str) -> TrainingPlan:
    problem = seating.problem
    seating.cancelled = {
        session.id
        for session in problem.sessions
        if len(seating.people_in(session.id)) + 1 < session.minimum_size
    }
    unserved = tuple(unserved_needs(seating, order))
    left = {need.id for need in unserved}
    value = sum((to_exact(need.priority) for need in order if need.id not in left), start=0)
    return TrainingPlan(
        id=problem.id,
        period=problem.period,
        state=PlanState.USULAN,
        method=method,
        placements=seating.placements,
        unmet=explain_unmet(seating, unserved),
        cancelled=tuple(
            session.id
            for session in problem.sessions
            if len(seating.people_in(session.id)) < session.minimum_size
        ),
        value=to_decimal(value, decimal_places(value) or 0),
    )

"""`GreedyOptimiser`: serve the most pressing needs first, then repair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from asn_kinerja.records.training import PlanState, Session, TrainingNeed, TrainingPlan
from asn_kinerja.scoring.numbers import decimal_places, to_decimal, to_exact
from asn_kinerja.training.problem import HoursWindow, Learner, TrainingProblem
from asn_kinerja.training.reasons import explain_unmet
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
            _place(seating, order)
            _repair(seating, order)
            _place(seating, list(_unserved(seating, order)))  # into seats that repair left free
            _fill_duty(seating)
            short = [session for session in problem.sessions if seating.is_short(session)]
            if not short:
                break
            fewest = min(short, key=lambda item: (len(seating.people_in(item.id)), item.id))
            cancelled.add(fewest.id)
        _reopen(seating, order)
        _take_up(seating, order)
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


def _unserved(seating: Seating, order: Iterable[TrainingNeed]) -> Iterator[TrainingNeed]:
    for need in order:
        held = seating.sessions_of(need.employee_id)
        if not any(need.id in seating.needs_of(need.employee_id, name) for name in held):
            yield need


def _place(seating: Seating, order: Iterable[TrainingNeed]) -> None:
    for need in order:
        _seat(seating, need, seating.problem.offers(need))


def _seat(seating: Seating, need: TrainingNeed, offers: Iterable[Session]) -> bool:
    for session in offers:
        if seating.takes(need.employee_id, session.course_id):
            continue
        if not seating.obstacles(need.employee_id, session.id):
            seating.add(need.employee_id, session.id, need_ids=(need.id,))
            return True
    return False


def _repair(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Serve needs left over by moving one holder of a seat to another session."""
    for need in list(_unserved(seating, order)):
        for session in seating.problem.offers(need):
            if _make_room(seating, need, session=session):
                break


def _make_room(seating: Seating, need: TrainingNeed, *, session: Session) -> bool:
    obstacles = seating.obstacles(need.employee_id, session.id)
    if len(obstacles) != 1:
        return False
    for employee_id, held in _movable(seating, need, session=session, obstacle=obstacles[0]):
        (moved_id,) = seating.remove(employee_id, held)
        moved = seating.problem.need_by_id[moved_id]
        if not seating.obstacles(need.employee_id, session.id):
            seating.add(need.employee_id, session.id, need_ids=(need.id,))
            others = (item for item in seating.problem.offers(moved) if item.id != held)
            if _seat(seating, moved, others):
                return True
            seating.remove(need.employee_id, session.id)
        seating.add(employee_id, held, need_ids=(moved_id,))
    return False


def _movable(
    seating: Seating, need: TrainingNeed, *, session: Session, obstacle: str
) -> list[tuple[str, str]]:
    """List the placements behind an obstacle that serve a need, as person and session."""
    kind, _, name = obstacle.partition(":")
    problem = seating.problem
    match kind:
        case "seats":
            found = [(person, name) for person in seating.people_in(name)]
        case "clash":
            found = [(need.employee_id, name)]
        case "fund":
            paid = [item.id for item in problem.sessions if item.fund_id == name and item.cost]
            found = [(person, item) for item in paid for person in seating.people_in(item)]
        case "away":
            unit_id = problem.learner_by_id[need.employee_id].unit_id
            found = [
                (person, item.id)
                for item in problem.sessions
                if item.clashes(session)
                for person in seating.people_in(item.id)
                if problem.learner_by_id[person].unit_id == unit_id
            ]
        case _:
            found = []
    return sorted(pair for pair in found if len(seating.needs_of(*pair)) == 1)


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


def _reopen(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Hold a cancelled session when needs left over, with holders who can move, fill it."""
    for name in sorted(seating.cancelled):
        session = seating.problem.session_by_id[name]
        seating.cancelled.discard(name)
        added = [
            need.employee_id
            for need in list(_unserved(seating, order))
            if session in seating.problem.offers(need) and _seat(seating, need, (session,))
        ]
        moved = _borrow(seating, session) if added else []
        if len(seating.people_in(name)) < session.minimum_size:
            for employee_id, held in moved:
                need_ids = seating.remove(employee_id, name)
                seating.add(employee_id, held, need_ids=need_ids)
            for employee_id in added:
                seating.remove(employee_id, name)
            seating.cancelled.add(name)


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


def _take_up(seating: Seating, order: tuple[TrainingNeed, ...]) -> None:
    """Give the seats that became free by moving to needs left over."""
    for need in list(_unserved(seating, order)):
        for session in seating.problem.offers(need):
            if _seat(seating, need, (session,)):
                if not seating.is_short(session):
                    break
                seating.remove(need.employee_id, session.id)


def _write(seating: Seating, order: tuple[TrainingNeed, ...], *, method: str) -> TrainingPlan:
    problem = seating.problem
    seating.cancelled = {
        session.id
        for session in problem.sessions
        if len(seating.people_in(session.id)) + 1 < session.minimum_size
    }
    unserved = tuple(_unserved(seating, order))
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

"""`GreedyOptimiser`: serve the most pressing needs first, then repair."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.training import ChoiceKind, TrainingPlan
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.conflict_words import describe_failure
from asn_kinerja.training.floors import lacking_floors, place_floors
from asn_kinerja.training.placing import is_waiting, prepare, seat, serving_places
from asn_kinerja.training.pricing import rank_by_price
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.queues import Queue, Shares, needs_in, place_queues, queues_by_worth
from asn_kinerja.training.repair import Mover
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.sizing import (
    cancel_short,
    close_hopeless,
    close_idle,
    reopen_sessions,
)
from asn_kinerja.training.writing import value_of, write_plan

__all__ = ["GreedyOptimiser", "fix_choices", "refuse_broken", "seat_greedily"]

_PLACINGS = 2
_PLACED_AGAIN = 20_000  # people times sessions: small problems are placed often, large ones once


@attrs.frozen
class GreedyOptimiser:
    """Serves needs one after the other and states no bound.

    1. Prices of seats and money are found for kinds of people at once, and how many of each kind
       are served in each need at these prices; needs are served by what they are worth above the
       price of the money, equal ones by predicate.
    2. People go where the office sends them, and those sessions are filled to their smallest size;
       each unit's people are served up to the floor; then each kind takes its share, and all needs
       left over take what room there is.
       That is done anew with sessions a little too small filled first, those far too small closed.
    3. Sessions under their smallest size are cancelled, the one with the fewest people first, and
       their people find other seats; one takes place after all when needs left over, with holders
       of other seats who can move, fill it.
    4. A need left over takes a seat whose holder can move to another session.
    5. Small problems are placed anew in other orders, as `seat_greedily` says; the best is kept.
    6. Who lacks hours of duty fills seats that remain, free ones first.

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
        seating = seat_greedily(compact)
        refuse_broken(seating)
        return write_plan(seating, places, method=self.id, bound="heuristic")


def fix_choices(seating: Seating) -> None:
    """Seat people where the office sends them, and in what must come before.

    Args:
        seating: The placements.

    Raises:
        InvalidInput: If a limit stands against one of them.
    """
    compact = seating.compact
    sent = [
        (person, run)
        for person, runs in sorted(compact.fixed.items())
        for run in sorted(runs, key=lambda run: (compact.start[run], run))
    ]
    against: dict[tuple[int, int], list[str]] = {}
    for person, run in sent:
        codes = sorted(seating.obstacles(person, run))
        later = ("minimum:", "prerequisite:")
        against[person, run] = [code for code in codes if not code.startswith(later)]
        seating.add(person, run)
    for person, run in sent:
        if not prepare(seating, person, session=run):
            names = seating.unprepared(person, run)
            against[person, run] += [f"prerequisite:{name}" for name in names]
    seating.keep_sent()
    broken = {_choice_of(compact, *place): codes for place, codes in against.items() if codes}
    if broken:
        raise InvalidInput(*describe_failure(compact.problem, choices=broken))


def _choice_of(compact: Compact, person: int, session: int) -> str:
    """Name the choice by which the office sends a person to a session."""
    sent = (compact.problem.learners[person].employee_id, compact.sessions[session].id)
    return next(
        choice.id
        for choice in compact.problem.choices
        if choice.kind is ChoiceKind.IKUT and (choice.employee_id, choice.session_id) == sent
    )


def seat_greedily(compact: Compact) -> Seating:
    """Serve what can be served by worth above the price of money, with repairs.

    Small problems are placed several times: without shares, then with one session after the other
    filled first that was not held though needs wait for it. The best placements are kept.

    Args:
        compact: What is to be decided.

    Returns:
        The placements.

    Raises:
        InvalidInput: If a limit stands against a choice of the office.
    """
    best = _seat(compact)
    tries = _PLACED_AGAIN // (len(compact.people) * len(compact.sessions) or 1)
    if not tries:
        return best
    best = max(best, _seat(compact, shared=False), key=_merit)
    first: tuple[int, ...] = ()
    for run in _missed(best)[:tries]:
        other = _seat(compact, first=(run, *first))
        if _merit(other) > _merit(best):
            best, first = other, (run, *first)
    return best


def _merit(seating: Seating) -> tuple[bool, int]:
    return not list(_broken(seating)), value_of(seating)


def _missed(seating: Seating) -> list[int]:
    """List sessions that are not held though needs wait for them, those worth most first."""
    compact = seating.compact
    waiting: Counter[int] = Counter()
    for place, served in zip(compact.kind_of, seating.served, strict=True):
        kind = compact.kinds[place]
        for need, chances in enumerate(kind.chances):
            if not served >> need & 1:
                waiting.update(dict.fromkeys(bits(chances), kind.values[need]))
    missed = [run for run in waiting if not seating.people[run]]
    return sorted(missed, key=lambda run: (-waiting[run], run))


def _seat(compact: Compact, *, first: Iterable[int] = (), shared: bool = True) -> Seating:
    """Place twice: what stays a little too small is filled first, what stays far so is closed."""
    filled = list(first)
    closed = 0
    for _ in range(_PLACINGS):
        seating = Seating(compact)
        close_hopeless(seating)
        fix_choices(seating)
        seating.cancelled = (seating.cancelled | closed) & ~seating.kept
        queues = _place_once(seating, first=filled, shared=shared)
        short = [run for run in range(len(compact.sessions)) if seating.is_short(run)]
        if not short:
            break
        for run in short:
            if run in filled or 5 * len(seating.people[run]) < 3 * compact.minimum[run]:
                closed |= 1 << run
            else:
                filled.append(run)
    _finish(seating, queues)
    return seating


def _place_once(seating: Seating, *, first: Sequence[int], shared: bool) -> list[Queue]:
    """Place by worth above price, each kind its share first where they are shared; give queues."""
    ranking = rank_by_price(seating.compact, cancelled=seating.cancelled)
    seating.preferred = ranking.preferred
    queues = queues_by_worth(seating.compact, ranking)
    _fill(seating, queues, runs=bits(seating.kept))
    place_floors(seating, needs_in(queues))
    _fill(seating, queues, runs=first)
    if shared:
        place_queues(seating, queues, shares=Shares(seating, ranking.wanted))
    place_queues(seating, queues)
    return queues


def _finish(seating: Seating, queues: Sequence[Queue]) -> None:
    """Give up what stays too small, serve whom that leaves room for, and move holders."""
    cancel_short(seating, list(needs_in(queues)))
    close_idle(seating)
    place_queues(seating, queues)
    left_over = [place for place in needs_in(queues) if is_waiting(seating, place)]
    reopen_sessions(seating, left_over)
    place_queues(seating, queues)
    Mover(seating).serve(left_over)
    place_queues(seating, queues)


def _fill(seating: Seating, queues: Sequence[Queue], *, runs: Iterable[int]) -> None:
    """Bring sessions to their smallest size, as far as needs wait for them."""
    compact = seating.compact
    for run in runs:
        asking = (
            queue for queue in queues if compact.kinds[queue.kind].chances[queue.need] >> run & 1
        )
        for person, need in needs_in(asking):
            if len(seating.people[run]) >= compact.minimum[run] or not seating.has_room(run):
                break
            if is_waiting(seating, (person, need)):
                seat(seating, person, session=run)


def refuse_broken(seating: Seating) -> None:
    """Refuse placements in which a session is too small or a unit under its floor.

    Args:
        seating: The placements.

    Raises:
        InvalidInput: With one problem for each.
    """
    if broken := list(_broken(seating)):
        raise InvalidInput(*describe_failure(seating.compact.problem, codes=broken))


def _broken(seating: Seating) -> Iterator[str]:
    for place, item in enumerate(seating.compact.sessions):
        if seating.is_short(place):
            yield f"minimum:{item.id}"
    for unit_id in lacking_floors(seating):
        yield f"floor:{unit_id}"

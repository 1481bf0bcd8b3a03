"""Make the plan that is kept out of finished placements."""

from collections.abc import Sequence

from asn_kinerja.records.training import Holiday, Placement, PlanState, TrainingPlan
from asn_kinerja.scoring.numbers import decimal_places, to_decimal
from asn_kinerja.training.compact import bits
from asn_kinerja.training.filling import fill_duty
from asn_kinerja.training.placing import NeedPlace, is_waiting
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.reasons import explain_unmet
from asn_kinerja.training.seating import Seating

__all__ = ["value_of", "write_plan"]


def write_plan(
    seating: Seating, places: Sequence[NeedPlace], *, method: str, bound: str
) -> TrainingPlan:
    """Fill free seats for the hours duty, explain what is unmet, and write the plan.

    Args:
        seating: Placements within all limits that serve what they can.
        places: All needs in serving order.
        method: Id of the optimiser.
        bound: What it knows of the best possible value.

    Returns:
        A proposed plan.
    """
    compact = seating.compact
    value = value_of(seating) * compact.step
    seating.cancelled = 0
    fill_duty(seating)
    waiting = [place for place in places if is_waiting(seating, place)]
    return TrainingPlan(
        id=compact.problem.id,
        period=compact.problem.period,
        state=PlanState.USULAN,
        method=method,
        placements=_placements(seating),
        unmet=explain_unmet(seating),
        cancelled=tuple(
            item.id
            for place, item in enumerate(compact.sessions)
            if len(seating.people[place]) < item.minimum_size
        ),
        value=to_decimal(value, decimal_places(value) or 0),
        bound=bound,
        waiting=tuple(compact.needs_of[person][need].id for person, need in waiting),
        holidays=_holidays(compact.problem),
    )


def _holidays(problem: TrainingProblem) -> tuple[Holiday, ...]:
    met = {day for session in problem.sessions for day in problem.holidays_in(session)}
    return tuple(day for day in problem.holidays if day in met)


def value_of(seating: Seating) -> int:
    """Add up the worth of the needs served, in the steps of the compact problem."""
    return sum(seating.kind(person).worth(mask) for person, mask in enumerate(seating.served))


def _placements(seating: Seating) -> tuple[Placement, ...]:
    """Write who sits where; a need stands at the first session that serves it."""
    compact, people = seating.compact, seating.compact.people
    told = [0 for _ in people]
    placed: dict[int, list[Placement]] = {}
    for run in sorted(range(len(compact.sessions)), key=lambda run: (compact.start[run], run)):
        placed[run] = []
        for person in sorted(seating.people[run]):
            new = seating.kind(person).serves.get(run, 0) & ~told[person]
            told[person] |= new
            placed[run].append(
                Placement(
                    employee_id=people[person].employee_id,
                    session_id=compact.sessions[run].id,
                    need_ids=tuple([compact.needs_of[person][need].id for need in bits(new)]),
                )
            )
    return tuple(row for run in range(len(compact.sessions)) for row in placed[run])

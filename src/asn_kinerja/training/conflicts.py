"""An irreducible set of constraints that no plan keeps together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from asn_kinerja.records.training import ChoiceKind
from asn_kinerja.training.compact import Compact
from asn_kinerja.training.grouped_model import GroupedModel
from asn_kinerja.training.groups import find_bundles, find_groups
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.problem import TrainingProblem

__all__ = ["constraints_of", "find_conflict", "is_possible"]

_MOST = 100_000  # sets of sessions of one person


def find_conflict(problem: TrainingProblem) -> tuple[str, ...]:
    """Name constraints that cannot be kept together, while any part of them can.

    Constraints are given up one after the other, many at once where that changes nothing, the
    office's choices last. What no plan can be made without stays given up, so that every one that
    is left is needed for the conflict. That nobody is in two places at one time is not given up.

    Args:
        problem: What no plan can be made for.

    Returns:
        Codes such as ``"seats:s-12"`` or ``"assigned:t-3"``, in that order.
    """
    labels = tuple(constraints_of(problem))
    kept = list(labels)
    todo = [labels]
    while todo:
        chunk = todo.pop()
        rest = [label for label in kept if label not in chunk]
        if not is_possible(_keeping(problem, frozenset(rest))):
            kept = rest
        elif len(chunk) > 1:
            half = len(chunk) // 2
            todo += [chunk[half:], chunk[:half]]
    return tuple(kept)


def is_possible(problem: TrainingProblem) -> bool:
    """Whether any plan keeps to all limits.

    Args:
        problem: What is to be decided.

    Returns:
        Whether there is one; yes as well where none was found in time.
    """
    compact = Compact(problem)
    groups = find_groups(compact)
    bundled = {}
    for place, group in enumerate(groups):
        bundles = find_bundles(compact, group, most=_MOST) if not group.broken else ()
        if bundles is not None:
            bundled[place] = bundles
    grouped = GroupedModel(compact, groups, bundled=bundled)
    model = grouped.model
    model.values = [0] * len(model.values)
    return not model.solve(gap=0, nodes=20_000).is_impossible


def constraints_of(problem: TrainingProblem) -> Iterator[str]:
    """Name the constraints of a problem that may be given up.

    Args:
        problem: What is to be decided.

    Yields:
        Codes such as ``"seats:s-12"``, the choices of the office last.
    """
    for session in problem.sessions:
        yield f"seats:{session.id}"
        if session.minimum_size > 1:
            yield f"minimum:{session.id}"
    yield from (f"fund:{fund.id}" for fund in problem.funds if fund.ceiling is not None)
    yield from (f"load:{guide.id}" for guide in problem.guides)
    for course in problem.courses:
        if course.for_classes:
            yield f"class:{course.id}"
        if course.prerequisites:
            yield f"prerequisite:{course.id}"
    yield from _labels_of_people(problem)


def _labels_of_people(problem: TrainingProblem) -> Iterator[str]:
    people = sorted({choice.employee_id for choice in problem.choices})
    days = sorted({item.day for item in problem.holidays})
    yield from (f"holiday:{day.isoformat()}" for day in days)
    yield from (f"on_leave:{name}" for name in people)
    for name in people:
        if any(item.ceiling is not None for item in problem.learner_by_id[name].windows):
            yield f"ceiling_jp:{name}"
    for name, holds in (
        ("away", problem.away_limit is not None),
        ("course_limit", problem.course_limit is not None),
        ("floor", problem.unit_floor),
    ):
        if holds:
            yield name
    for choice in problem.choices:
        kind = "assigned" if choice.kind is ChoiceKind.IKUT else "forbidden"
        yield f"{kind}:{choice.id}"


def _keeping(problem: TrainingProblem, codes: frozenset[str]) -> TrainingProblem:
    """Make the problem in which only some constraints hold."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for code in codes:
        kind, _, name = code.partition(":")
        names[kind].add(name)
    chosen = {choice.employee_id for choice in problem.choices}
    return attrs.evolve(
        problem,
        sessions=tuple(
            attrs.evolve(
                run,
                seats=run.seats
                if run.id in names["seats"]
                else max(run.seats, len(problem.learners)),
                minimum_size=run.minimum_size if run.id in names["minimum"] else 1,
            )
            for run in problem.sessions
        ),
        courses=tuple(
            attrs.evolve(
                item,
                for_classes=item.for_classes if item.id in names["class"] else (),
                prerequisites=item.prerequisites if item.id in names["prerequisite"] else (),
            )
            for item in problem.courses
        ),
        learners=tuple(
            _freed(who, names) if who.employee_id in chosen else who for who in problem.learners
        ),
        funds=tuple(
            fund if fund.id in names["fund"] else attrs.evolve(fund, ceiling=None)
            for fund in problem.funds
        ),
        holidays=tuple(
            item for item in problem.holidays if item.day.isoformat() in names["holiday"]
        ),
        guides=tuple(
            guide
            if guide.id in names["load"]
            else attrs.evolve(guide, load=max(guide.load, len(problem.learners)))
            for guide in problem.guides
        ),
        away_limit=problem.away_limit if names["away"] else None,
        course_limit=problem.course_limit if names["course_limit"] else None,
        unit_floor=problem.unit_floor if names["floor"] else 0,
        choices=tuple(
            choice
            for choice in problem.choices
            if choice.id in names["assigned"] | names["forbidden"]
        ),
    )


def _freed(who: Learner, names: Mapping[str, set[str]]) -> Learner:
    return attrs.evolve(
        who,
        on_duty=who.on_duty if who.employee_id in names["on_leave"] else (Span(date.min),),
        windows=who.windows if who.employee_id in names["ceiling_jp"] else (),
    )

"""What last year's courses teach the next plan: those that did not work make room.

A course is held back where two things are known: that it did not work, and that another course of
the year for the same competency did. Without the second it is offered again, since nothing better
is known.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import ChoiceKind, Course, CourseEvaluation, HeldBack
from asn_kinerja.training.facts import TrainingFacts

__all__ = ["effective_weight", "find_held_back", "without_held_back"]

_HALF_A_LEVEL = Decimal("0.5")  # practice of the programme, not a rule of law


def effective_weight(evaluation: CourseEvaluation | None) -> Decimal | None:
    """Say what an offer of a course is worth, between 0 and 1.

    | What is known of the gain | Weight |
    |---|---|
    | all of its interval is under half a level, or is no more than that of comparable people | 0 |
    | all of its interval is above 0 | the mean gain, at most 1 |
    | anything else | `None`: nobody knows |

    Args:
        evaluation: The latest evaluation of the course; `None` when there is none.

    Returns:
        The weight.
    """
    change = evaluation.change if evaluation else None
    if evaluation is None or change is None:
        return None
    beside = evaluation.association
    if change.high < _HALF_A_LEVEL or (beside is not None and beside.high <= 0):
        return Decimal(0)
    return min(Decimal(1), change.mean) if change.low > 0 else None


def find_held_back(
    period: Period, *, evaluations: Iterable[CourseEvaluation], facts: TrainingFacts
) -> tuple[HeldBack, ...]:
    """Find the courses of a year that make room for ones that work.

    Args:
        period: The year that is planned.
        evaluations: Evaluations of any year; the latest before `period` counts.
        facts: Courses and sessions.

    Returns:
        The courses, sorted by id.
    """
    latest: dict[str, CourseEvaluation] = {}
    for item in sorted(evaluations, key=lambda item: (item.period.end, item.id)):
        if item.period.end <= period.start:
            latest[item.course_id] = item
    offered = {facts.course_of(session.id).id for session in facts.sessions_of(period)}
    weights = {name: effective_weight(latest.get(name)) for name in offered}
    found = []
    for name in sorted(offered):
        instead = tuple(
            other
            for other in sorted(offered)
            if weights[other] and _stands_in(facts.course_by_id, other, name)
        )
        if weights[name] == 0 and instead:
            found.append(HeldBack(course_id=name, evaluation_id=latest[name].id, instead=instead))
    return tuple(found)


def without_held_back(
    facts: TrainingFacts, held_back: Iterable[HeldBack], *, period: Period
) -> TrainingFacts:
    """Take the sessions that a year holds back out of the facts, but where the office sends people.

    Args:
        facts: The records of the office.
        held_back: Courses that make room.
        period: The year; sessions of other years stay.

    Returns:
        The facts without those sessions.
    """
    names = {item.course_id for item in held_back}
    sent = {item.session_id for item in facts.choices if item.kind is ChoiceKind.IKUT}
    gone = {
        session.id
        for session in facts.sessions
        if session.course_id in names and period.holds(session.valid_from)
    } - sent
    return attrs.evolve(
        facts,
        sessions=tuple(session for session in facts.sessions if session.id not in gone),
        choices=tuple(choice for choice in facts.choices if choice.session_id not in gone),
    )


def _stands_in(courses: Mapping[str, Course], other: str, name: str) -> bool:
    """Whether a course leads at least as high in the same competency, for the same posts."""
    one, two = courses[name], courses[other]
    return (
        one.competency_id is not None
        and one.competency_id == two.competency_id
        and (two.level or 0) >= (one.level or 0)
        and (not two.for_classes or set(one.for_classes) <= set(two.for_classes) != set())
    )

"""How far levels rose, with its uncertainty: among participants, and beside comparable people.

What is found beside others is an association. Who goes to a course is not chosen by lot, so
nothing here says that the course is the cause.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from random import Random

import attrs

from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, Estimate, Session
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.training.facts import TrainingFacts, first_after, latest_assessment

__all__ = ["Gain", "comparable_gains", "estimate", "gain_over"]

DRAWS = 999
_LOW, _HIGH = 24, 974  # places of the ends of the middle 95 % among the sorted draws
_FEWEST = 5  # people of whom an interval is given

Strata = dict[tuple[str, int], list[int]]


@attrs.frozen(kw_only=True)
class Gain:
    """Levels of one person before and after.

    Args:
        before: Level before.
        after: Level after.
        stratum: Class of the post: people are compared with their like.
    """

    before: int
    after: int
    stratum: str = ""

    def rose_to(self, level: int) -> bool:
        """Whether the level is higher than before and at least so high."""
        return self.after > self.before and self.after >= level


def comparable_gains(
    course: Course, sessions: Sequence[Session], *, period: Period, facts: TrainingFacts
) -> tuple[Gain, ...]:
    """Find the gains of people who were not enrolled in any course for the competency.

    Args:
        course: The course.
        sessions: Its sessions in the period, at least one.
        period: The year; who was enrolled in it in a course for the same competency is left out.
        facts: The records of the office.

    Returns:
        The gains over the same time: from the last level known when the first session began to
        the first one found after the last session.
    """
    if course.competency_id is None:
        return ()
    enrolled = {
        item.employee_id
        for session in facts.sessions_of(period)
        if facts.course_of(session.id).competency_id == course.competency_id
        for item in facts.enrolments_by_session.get(session.id, ())
    }
    start = min(session.valid_from for session in sessions)
    end = max(session.valid_until for session in sessions)
    others = (
        gain_over(subject, start=start, end=end, facts=facts)
        for subject in facts.assessments_by_subject
        if subject[1] == course.competency_id and subject[0] not in enrolled
    )
    return tuple(gain for gain in others if gain is not None)


def gain_over(
    subject: tuple[str, str], *, start: date, end: date, facts: TrainingFacts
) -> Gain | None:
    """Give the levels of one person in one competency before and after a span of days.

    Args:
        subject: Person and competency.
        start: First day of the span; the last level found before it counts.
        end: The day after its last; the first level found from it on counts.
        facts: The records.

    Returns:
        The gain; `None` where one of the two is not known.
    """
    found = facts.assessments_by_subject.get(subject, ())
    before, after = latest_assessment(found, day=start), first_after(found, day=end)
    if before is None or after is None:
        return None
    return Gain(before=before.level, after=after.level, stratum=facts.class_of(subject[0], start))


def estimate(
    gains: Iterable[Gain], others: Iterable[Gain] | None = None, *, seed: str
) -> Estimate | None:
    """Estimate the mean gain with a bootstrap interval.

    With others, each participant is set against the mean gain of those others who began at the
    same level in the same class of post; who has no like among them is left out. Draws are made
    within these strata, by whole numbers alone, so that a seed gives the same interval anywhere.

    Args:
        gains: Gains of participants, in any order.
        others: Gains of others; `None` for the gains alone.
        seed: Starts the draws.

    Returns:
        The estimate; `None` under five people on either side.

    Source:
        Efron (1979), Annals of Statistics 7: percentile interval of the bootstrap.
    """
    own = _strata(gains)
    like = None if others is None else _strata(others)
    if like is not None:
        both = own.keys() & like.keys()
        own, like = ({key: side[key] for key in both} for side in (own, like))
    people, compared = _count(own), _count(like or {})
    if people < _FEWEST or (like is not None and compared < _FEWEST):
        return None
    draw = Random(seed)  # noqa: S311 - a seeded draw that anybody can repeat, no secret
    means = sorted(
        _mean(dict(_draw(own, draw)), None if like is None else dict(_draw(like, draw)))
        for _ in range(DRAWS)
    )
    mean, low, high = (
        to_decimal(round_exact(value, 2), 2)
        for value in (_mean(own, like), means[_LOW], means[_HIGH])
    )
    return Estimate(mean=mean, low=low, high=high, people=people, compared=compared)


def _strata(gains: Iterable[Gain]) -> Strata:
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for gain in gains:
        found[gain.stratum, gain.before].append(gain.after - gain.before)
    return {key: sorted(values) for key, values in sorted(found.items())}


def _draw(strata: Strata, draw: Random) -> Iterator[tuple[tuple[str, int], list[int]]]:
    for key in sorted(strata):
        values = strata[key]
        yield key, [values[draw.randrange(len(values))] for _ in values]


def _mean(own: Strata, like: Strata | None) -> Fraction:
    total = Fraction(0)
    for key, values in own.items():
        total += sum(values)
        if like is not None:
            total -= Fraction(sum(like[key]), len(like[key])) * len(values)
    return total / _count(own)


def _count(strata: Strata) -> int:
    return sum(map(len, strata.values()))

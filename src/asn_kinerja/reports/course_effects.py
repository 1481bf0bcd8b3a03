"""What courses achieved, in words: marks at four levels, effect with its interval, verdict."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from asn_kinerja.records.training import CourseEvaluation, Estimate
from asn_kinerja.reports.development import CourseRow
from asn_kinerja.reports.wording import Words, say
from asn_kinerja.training.learning import effective_weight
from asn_kinerja.training.wording import ADVICE

__all__ = ["EffectLine", "effect_lines", "say_estimate", "say_verdict"]


@attrs.frozen(kw_only=True)
class EffectLine:
    """One course.

    Args:
        course: Its name.
        answers: Feedback forms.
        marks: Mean mark of reaction, learning, behaviour and result, in that order.
        change: Levels gained by those assessed before and after, with the interval.
        association: The same less what comparable people gained who did not take part.
        verdict: Whether it is known to work.
        advice: What to do about it.
    """

    course: str
    answers: str
    marks: tuple[str, ...]
    change: str
    association: str
    verdict: str
    advice: str


def effect_lines(rows: Iterable[CourseRow], *, words: Words) -> tuple[EffectLine, ...]:
    """Write what courses achieved; what too few people stand behind is withheld.

    Args:
        rows: Courses with their evaluations.
        words: The language.

    Returns:
        One line a course, in the order given.
    """
    return tuple(_line(row, words) for row in rows)


def say_estimate(estimate: Estimate | None, *, words: Words) -> str:
    """Write an effect with its interval and the people behind it.

    Args:
        estimate: The effect; `None` when too few people are known.
        words: The language.

    Returns:
        Such as ``+0,75 (0,56 … 0,94; n = 16)``.
    """
    if estimate is None:
        return words.text("training.too_few")
    key = "training.compared" if estimate.compared else "training.estimate"
    return words.text(
        key,
        mean=words.signed(estimate.mean),
        low=_bound(estimate.low, words),
        high=_bound(estimate.high, words),
        n=estimate.people,
        others=estimate.compared,
    )


def say_verdict(evaluation: CourseEvaluation, *, words: Words) -> str:
    """Say whether a course is known to work, known not to, or neither.

    Args:
        evaluation: Its latest evaluation.
        words: The language.

    Returns:
        A few words.
    """
    weight = effective_weight(evaluation)
    if weight is None:
        return words.text("training.unsure")
    return words.text("training.works" if weight else "training.works_not")


def _bound(value: Decimal, words: Words) -> str:
    return ("\N{MINUS SIGN}" if value < 0 else "") + words.number(abs(value))


def _line(row: CourseRow, words: Words) -> EffectLine:
    item = row.evaluation
    return EffectLine(
        course=row.course.name,
        answers=words.number(item.answers),
        marks=tuple(_mark(mark, item.answers, words) for mark in item.marks),
        change=say_estimate(item.change, words=words),
        association=say_estimate(item.association, words=words),
        verdict=say_verdict(item, words=words),
        advice=say(ADVICE, item.advice, words=words),
    )


def _mark(mark: Decimal | None, answers: int, words: Words) -> str:
    if mark is None:
        return words.text("effects.withheld") if answers else words.show(None)
    return words.number(mark, places=2)

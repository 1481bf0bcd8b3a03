"""Surveys of public satisfaction and of motivation, and their indices."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.records.fields import checked, freeze, require_within
from asn_kinerja.records.periods import Period

__all__ = [
    "ELEMENTS",
    "MOTIVATION_ITEMS",
    "MotivationIndex",
    "MotivationResponse",
    "SatisfactionIndex",
    "SatisfactionResponse",
    "Wave",
]

ELEMENTS = 9
MOTIVATION_ITEMS = 12


class Wave(StrEnum):
    """Before or after the programme's measures."""

    SEBELUM = "sebelum"
    SESUDAH = "sesudah"


@attrs.frozen(kw_only=True, field_transformer=checked)
class SatisfactionResponse:
    """One respondent's answers on the nine elements of service (PermenPANRB 14/2017).

    Args:
        id: Stable key.
        unit_id: The unit that served.
        period: The period of the survey.
        wave: Before or after.
        answers: Nine answers 1-4, u1 to u9; `None` where left out.
        service: The service received.
    """

    id: str
    unit_id: str
    period: Period
    wave: Wave
    answers: tuple[int | None, ...]
    service: str = ""

    def __attrs_post_init__(self) -> None:
        """Check number and scale of the answers."""
        _check_answers(self, self.answers, expected=ELEMENTS, high=4)


@attrs.frozen(kw_only=True, field_transformer=checked)
class MotivationResponse:
    """One employee's answers, under a token that names nobody and pairs the two waves.

    Args:
        id: Stable key.
        token: Anonymous token.
        period: The period of the survey.
        wave: Before or after.
        group: Unit group the person belongs to.
        answers: Twelve answers 1-5; `None` where left out.
    """

    id: str
    token: str
    period: Period
    wave: Wave
    group: str
    answers: tuple[int | None, ...]

    def __attrs_post_init__(self) -> None:
        """Check number and scale of the answers."""
        _check_answers(self, self.answers, expected=MOTIVATION_ITEMS, high=5)


@attrs.frozen(kw_only=True, field_transformer=checked)
class SatisfactionIndex:
    """Indeks Kepuasan Masyarakat of a unit, or of all together.

    Args:
        id: Stable key.
        period: The year.
        wave: Before or after.
        respondents: n.
        index: 25 to 100 with two decimals; `None` when nobody answered an element.
        grade: ``a`` to ``d``.
        means: Mean of each element with four decimals, u1 to u9.
        unit_id: The unit; `None` for all together.
        explanation: The policy's explanation as a canonical value.
    """

    id: str
    period: Period
    wave: Wave
    respondents: int
    index: Decimal | None
    grade: str | None
    means: tuple[Decimal | None, ...]
    unit_id: str | None = None
    explanation: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )


@attrs.frozen(kw_only=True, field_transformer=checked)
class MotivationIndex:
    """Motivation of everybody or of a group, 0 to 100; groups under five are withheld.

    Args:
        id: Stable key.
        period: The year.
        wave: Before or after.
        respondents: n.
        index: 0 to 100 with two decimals; `None` when withheld or nobody answered.
        dimensions: Index of each dimension with two decimals, in the published order.
        reliability: Cronbach's alpha with three decimals; `None` when it is not defined.
        paired: Tokens that answered in both waves.
        paired_change: Mean change of the index of those tokens from before to after, with two
            decimals; on the record of the wave after, `None` on the other or when withheld.
        group: The group; `None` for everybody.
    """

    id: str
    period: Period
    wave: Wave
    respondents: int
    index: Decimal | None
    dimensions: tuple[Decimal | None, ...] = ()
    reliability: Decimal | None = None
    paired: int = 0
    paired_change: Decimal | None = None
    group: str | None = None


def _check_answers(
    record: object, answers: tuple[int | None, ...], *, expected: int, high: int
) -> None:
    if len(answers) != expected:
        place = f"{type(record).__name__}.answers"
        raise InvalidRecord(Problem("answers_count", place, value=len(answers), cure=str(expected)))
    for position, answer in enumerate(answers, 1):
        if answer is not None:
            require_within(record, f"answers[{position}]", answer, low=1, high=high)

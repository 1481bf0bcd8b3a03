"""Answers, and a rule of the satisfaction index in a few plain lines."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import MotivationResponse, SatisfactionResponse, Wave

NAMES = [f"u{number}" for number in range(1, 10)]


class PlainIndex:
    """The mean of nine means times 25, with the divisor of each element; keeps its inputs."""

    def __init__(self):
        self.asked = []

    def evaluate(self, inputs, *, as_of=None):
        """Compute the index of sums or of long items."""
        self.asked.append((inputs, as_of))
        if "items" in inputs:
            answers = {name: [] for name in NAMES}
            for item in inputs["items"]:
                answers[item["unsur"]].append(item["nilai"])
            means = [
                Fraction(sum(found), len(found)) if found else None for found in answers.values()
            ]
        else:
            means = [Fraction(inputs[name], inputs["responden"]) for name in NAMES]
        ikm = None if None in means else _hundredths(sum(means) / 9 * 25)
        grade = None if ikm is None else "a" if ikm >= Decimal("88.31") else "b"
        return SimpleNamespace(
            outputs={"ikm": ikm, "mutu": grade},
            explanation=SimpleNamespace(
                to_dict=lambda: {
                    "kind": "policy",
                    "parts": [{"kind": "items", "value": "3", "parts": [{"kind": "field"}]}],
                }
            ),
        )


def _hundredths(value):
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.fixture
def index_rule():
    """The plain rule."""
    return PlainIndex()


def answered(number, answers, *, unit_id="terjun", wave=Wave.SEBELUM, period="2025"):
    """One respondent of the public."""
    return SatisfactionResponse(
        id=f"{unit_id}-{wave}-{number:02}",
        unit_id=unit_id,
        period=Period(period),
        wave=wave,
        answers=tuple(answers),
    )


def felt(token, answers, *, group="terjun", wave=Wave.SEBELUM, period="2025"):
    """One employee."""
    return MotivationResponse(
        id=f"{token}-{wave}-{period}",
        token=token,
        period=Period(period),
        wave=wave,
        group=group,
        answers=tuple(answers),
    )


@pytest.fixture
def make():
    """The builders above."""
    return SimpleNamespace(answered=answered, felt=felt)

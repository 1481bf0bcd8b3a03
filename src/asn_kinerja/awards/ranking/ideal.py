"""TOPSIS: nearness to the best and distance from the worst.

Source: Hwang and Yoon (1981). On the published anchors the best and the worst are the anchors
themselves, so that the score of a candidate depends on nobody else.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import ClassVar

import attrs

from asn_kinerja.awards.ranking.additive import shares
from asn_kinerja.awards.ranking.irrational import keep_order, root_of
from asn_kinerja.awards.ranking.scaled import ScaledMethod
from asn_kinerja.awards.ranking.scaling import Column, Scaling, scale_columns
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact

__all__ = ["Topsis"]


@attrs.frozen
class Topsis(ScaledMethod):
    """Closeness to the ideal; squared distances are exact, and equal candidates tie.

    Where nobody differs, best and worst are one, and everybody has 100.

    Args:
        scaling: The scale.
    """

    word: ClassVar[str] = "topsis"

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, 0 to 100, the highest best, nearer than 40 digits.

        Raises:
            InvalidInput: If a pool-relative scale is not defined for a value.
        """
        if not values:
            return ()
        columns = scale_columns(values, criteria=criteria, scaling=self.scaling)
        ends = [self._ends(column) for column in columns]
        factors = [
            share**2 / (column.base**2 * column.radicand)
            for share, column in zip(shares(criteria), columns, strict=True)
        ]
        common = lcm(*(factor.denominator for factor in factors), 1)
        whole = [int(factor * common) for factor in factors]
        keys = []
        for row in zip(*(column.numbers for column in columns), strict=True):
            parts = list(zip(whole, row, ends, strict=True))
            to_best = sum(factor * (entry - best) ** 2 for factor, entry, (_, best) in parts)
            to_worst = sum(factor * (entry - worst) ** 2 for factor, entry, (worst, _) in parts)
            span = to_best + to_worst
            keys.append(Fraction(to_worst, span) if span else Fraction(1))
        return keep_order(keys, near=_closeness, same=lambda one, other: one == other)

    def _ends(self, column: Column) -> tuple[int, int]:
        """Give the worst and the best that a criterion can be, or is in the pool."""
        if self.scaling is Scaling.ANCHORS:
            return 0, column.base
        return min(column.numbers), max(column.numbers)


def _closeness(key: Fraction, digits: int) -> Fraction:
    """Turn the share of the squared distances into the share of the distances, out of 100."""
    if key == 0:
        return Fraction(0)
    ratio = (1 - key) / key
    return 100 / (1 + root_of(ratio, digits + 3))

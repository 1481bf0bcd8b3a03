"""Weighted sums: SAW on any scale, and the ratio system of MOORA.

Source: SAW is the weighted sum of Churchman and Ackoff (1954); MOORA is Brauers and Zavadskas
(2006).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from operator import mul
from typing import ClassVar

import attrs

from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.awards.ranking.irrational import sums_of_roots
from asn_kinerja.awards.ranking.scaled import ScaledMethod, laws_on
from asn_kinerja.awards.ranking.scaling import Column, Scaling, scale_columns
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["Moora", "SimpleAdditiveWeighting", "shares"]


def shares(criteria: Sequence[Criterion]) -> tuple[Fraction, ...]:
    """Give the weights as parts of one.

    Args:
        criteria: Criteria with a weight each, not all zero.

    Returns:
        Fractions that sum to one.
    """
    weights = [Fraction(to_exact(item.weight)) for item in criteria]
    total = sum(weights, start=Fraction(0))
    return tuple(weight / total for weight in weights)


@attrs.frozen
class SimpleAdditiveWeighting(ScaledMethod):
    """Weighted sum (SAW), exact.

    On the published anchors the score of a candidate depends on nobody else, so the order of two
    never depends on a third.

    Args:
        scaling: The scale.
    """

    word: ClassVar[str] = "saw"

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, 0 to 100, the highest best.

        Raises:
            InvalidInput: If a pool-relative scale is not defined for a value.
        """
        columns = scale_columns(values, criteria=criteria, scaling=self.scaling)
        weights = [100 * share for share in shares(criteria)]
        fixed = sum(weight * column.offset for weight, column in zip(weights, columns, strict=True))
        return tuple(fixed + total for total in _weighted(columns, weights=weights))


@attrs.frozen
class Moora:
    """Ratio system of MOORA: benefits less costs, on the vector scale of the pool.

    Args:
        id: Key that programmes name.
        laws: What it promises; not `RankingLaw.POOL_FREE`.
    """

    id: str = "moora.vector"
    laws: frozenset[RankingLaw] = laws_on(Scaling.VECTOR)

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, -100 to 100, the highest best.

        Raises:
            InvalidInput: If a value is negative.
        """
        columns = scale_columns(values, criteria=criteria, scaling=Scaling.VECTOR)
        return _weighted(columns, weights=[100 * share for share in shares(criteria)])


def _weighted(columns: Sequence[Column], *, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Sum the entries of each row by weight, without offsets."""
    factors = [weight / column.base for weight, column in zip(weights, columns, strict=True)]
    rows = zip(*(column.numbers for column in columns), strict=True)
    if all(column.radicand == 1 for column in columns):
        common = lcm(*(factor.denominator for factor in factors), 1)
        whole = [int(factor * common) for factor in factors]
        return tuple([Fraction(sum(map(mul, whole, row)), common) for row in rows])
    return sums_of_roots(
        [[factor * number for factor, number in zip(factors, row, strict=True)] for row in rows],
        radicands=[column.radicand for column in columns],
    )

"""Ranking methods: how the criteria of a candidate become one score."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

import attrs

from asn_kinerja.awards.criteria import scale
from asn_kinerja.records.awards import Criterion
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["RankingMethod", "SimpleAdditiveWeighting"]


class RankingMethod(Protocol):
    """Whoever turns values into scores, of which the highest is the best."""

    @property
    def id(self) -> str:
        """Stable key that programmes name, such as ``"saw"``."""

    @property
    def pool_free(self) -> bool:
        """Whether the score of a candidate depends on no other candidate."""

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, 0 to 100, the highest best.
        """


@attrs.frozen
class SimpleAdditiveWeighting:
    """Weighted sum on the published anchors (SAW), exact.

    The score of a candidate depends on nobody else, so the order of two never depends on a third.

    Args:
        id: Key that programmes name.
        pool_free: Always true.
    """

    id: str = "saw"
    pool_free: bool = True

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, 0 to 100, the highest best.
        """
        return tuple(
            sum(
                (
                    Fraction(to_exact(criterion.weight)) * scale(criterion, value) / 100
                    for criterion, value in zip(criteria, row, strict=True)
                ),
                start=Fraction(0),
            )
            for row in values
        )

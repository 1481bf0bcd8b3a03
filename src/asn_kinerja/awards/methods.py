"""What a ranking method is, and the laws that it may promise."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact

__all__ = ["RankingLaw", "RankingMethod"]


class RankingLaw(StrEnum):
    """What a ranking method may promise; `asn_kinerja.testing.RankingSuite` proves it."""

    POOL_FREE = "pool_free"
    """The score of a candidate depends on no other candidate, so the order of two never depends
    on a third. Only methods that promise this are defaults."""
    MONOTONE = "monotone"
    """Who is at least as good in every criterion never scores lower."""
    UNIT_FREE = "unit_free"
    """Giving a criterion another unit, values and anchors alike, changes no order."""


class RankingMethod(Protocol):
    """Whoever turns values into scores, of which the highest is the best.

    Two laws hold for all: equal rows have equal scores, and the order of the rows is irrelevant.
    """

    @property
    def id(self) -> str:
        """Stable key that programmes name, such as ``"saw"``."""

    @property
    def laws(self) -> frozenset[RankingLaw]:
        """What it promises beyond."""

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria with weights and anchors, in the order of the columns.

        Returns:
            One score a row, the highest best, equal scores a tie; methods on the published
            anchors give 0 to 100.

        Raises:
            InvalidInput: If the method is not defined for some values; names row and criterion.
        """

"""Profile matching: how far a candidate is from the profile that the post asks for.

Source: the gap table and the shares are those of Indonesian teaching texts on profile matching;
they are practice, not law, and a programme may give its own.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs

from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["GAP_POINTS", "ProfileMatching"]

GAP_POINTS: Mapping[int, Decimal] = {
    0: Decimal(5),
    1: Decimal("4.5"),
    -1: Decimal(4),
    2: Decimal("3.5"),
    -2: Decimal(3),
    3: Decimal("2.5"),
    -3: Decimal(2),
    4: Decimal("1.5"),
    -4: Decimal(1),
}
"""Points of a gap: value less target, in the unit of the criterion."""


@attrs.frozen
class ProfileMatching:
    """Points for the gap to a target; core criteria and others, averaged apart, then joined.

    A gap between two of the table takes the points between theirs; a gap beyond the table takes
    those at its end. Weights of the criteria are not used: their place is taken by the two shares.

    Args:
        gap_points: Points by gap.
        core_share: Part of the core criteria in per cent.
        id: Key that programmes name.
        laws: What it promises; more than the target may score less, so not `MONOTONE`.
    """

    gap_points: Mapping[int, Decimal] = attrs.field(factory=lambda: dict(GAP_POINTS))
    core_share: Decimal = Decimal(60)
    id: str = "profile_matching"
    laws: frozenset[RankingLaw] = frozenset({RankingLaw.POOL_FREE})

    def score(
        self, values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]
    ) -> tuple[Exact, ...]:
        """Score candidates.

        Args:
            values: A row for each candidate with a value for each criterion; nothing is missing.
            criteria: The criteria, each with a target, in the order of the columns.

        Returns:
            One score a row: per cent of the most points that the table gives.

        Raises:
            InvalidInput: If a criterion has no target; names each.
        """
        problems = [
            Problem("target_missing", f"criteria[{position}].target", value=item.id)
            for position, item in enumerate(criteria)
            if item.target is None
        ]
        if error := InvalidInput.of(problems):
            raise error
        core = [position for position, item in enumerate(criteria) if item.is_core]
        rest = [position for position, item in enumerate(criteria) if not item.is_core]
        targets = [to_exact(item.target) for item in criteria]
        most = max(to_exact(points) for points in self.gap_points.values())
        share = Fraction(to_exact(self.core_share)) / 100
        if not core or not rest:  # one kind alone carries the whole score
            share = Fraction(1 if core else 0)
        scores = []
        for row in values:
            points = [
                self._points(value - target) for value, target in zip(row, targets, strict=True)
            ]
            total = share * _mean(points, core) + (1 - share) * _mean(points, rest)
            scores.append(100 * total / most)
        return tuple(scores)

    def _points(self, gap: Exact) -> Fraction:
        table = sorted((step, Fraction(to_exact(of))) for step, of in self.gap_points.items())
        inside = min(max(Fraction(gap), Fraction(table[0][0])), Fraction(table[-1][0]))
        for (low, at_low), (high, at_high) in pairwise(table):
            if inside <= high:
                return at_low + (at_high - at_low) * (inside - low) / (high - low)
        return table[-1][1]


def _mean(points: Sequence[Fraction], positions: Sequence[int]) -> Fraction:
    if not positions:
        return Fraction(0)
    return sum((points[position] for position in positions), start=Fraction(0)) / len(positions)

"""Weighted product (WP).

Source: Miller and Starr (1969); on the linear scale it ranks as the plain product of powers does.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import gcd, lcm, prod
from typing import ClassVar

import attrs

from asn_kinerja.awards.ranking.additive import shares
from asn_kinerja.awards.ranking.irrational import keep_order
from asn_kinerja.awards.ranking.scaled import ScaledMethod
from asn_kinerja.awards.ranking.scaling import Scaling, scale_columns
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact

__all__ = ["WeightedProduct"]


@attrs.frozen
class WeightedProduct(ScaledMethod):
    """Product of the scaled values to the power of their weights; equal exactly when equal.

    A zero on one criterion makes the whole score zero: who must not fall through for one weak
    criterion is better served by a sum.

    Args:
        scaling: The scale; not the vector one, on which a power of a cost has no exact value.
    """

    word: ClassVar[str] = "wp"

    scaling: Scaling = attrs.field(
        default=Scaling.ANCHORS,
        validator=attrs.validators.not_(attrs.validators.in_((Scaling.VECTOR,))),
    )

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
        columns = scale_columns(values, criteria=criteria, scaling=self.scaling)
        weights = shares(criteria)
        whole = lcm(*(weight.denominator for weight in weights))
        powers = [int(weight * whole) for weight in weights]
        common = gcd(*powers)
        powers = [power // common for power in powers]
        bases = [column.base for column in columns]
        rows = list(zip(*(column.numbers for column in columns), strict=True))
        logarithms = _Logarithms()

        def near(row: tuple[int, ...], digits: int) -> Fraction:
            mean = logarithms.mean(row, bases=bases, powers=powers, digits=digits + 3)
            return 100 * mean

        def same(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
            first, second = (
                prod(entry**power for entry, power in zip(row, powers, strict=True))
                for row in (one, other)
            )
            return bool(first == second)

        return keep_order(rows, near=near, same=same)


class _Logarithms:
    """Weighted geometric means, with each logarithm taken once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], Decimal] = {}

    def mean(
        self, row: Sequence[int], *, bases: Sequence[int], powers: Sequence[int], digits: int
    ) -> Fraction:
        """Take the mean of numbers from 0 to 1, nearer than some decimals."""
        used = [
            (number, base, power)
            for number, base, power in zip(row, bases, powers, strict=True)
            if power
        ]
        if any(number == 0 for number, _, _ in used):
            return Fraction(0)
        with localcontext(Context(prec=digits + 12)):
            terms = (power * self._take(number, base, digits) for number, base, power in used)
            return Fraction((sum(terms, start=Decimal(0)) / sum(powers)).exp())

    def _take(self, number: int, base: int, digits: int) -> Decimal:
        key = (number, base, digits)
        if key not in self._known:
            self._known[key] = (Decimal(number) / Decimal(base)).ln()
        return self._known[key]

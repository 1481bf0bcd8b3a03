"""Scales: from the unit of a criterion to a number where more is better.

Source: the pool-relative scales are those in common use (vector: Hwang and Yoon 1981).
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from math import lcm

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["Column", "Scaling", "anchor_column", "is_cost", "scale_columns"]


class Scaling(StrEnum):
    """How a criterion is scaled; only the first one needs nobody else."""

    ANCHORS = "anchors"
    """0 at the published worst anchor, 1 at the best, straight between, never beyond."""
    LINEAR = "linear"
    """x / max; min / x where less is better."""
    MINMAX = "minmax"
    """0 for the worst of the pool, 1 for its best; a column without difference is 1 for all."""
    SUM = "sum"
    """x / sum; (1/x) / sum of 1/x where less is better."""
    VECTOR = "vector"
    """x / root of the sum of squares; one minus that where less is better."""


@attrs.frozen
class Column:
    """The scaled values of one criterion, exactly: ``offset + number / (base * sqrt(radicand))``.

    Args:
        numbers: One whole number a candidate.
        base: What they are divided by; above zero.
        offset: Added to each.
        radicand: Above zero; 1 for all scales but the vector one.
    """

    numbers: tuple[int, ...]
    base: int = 1
    offset: int = 0
    radicand: Fraction = Fraction(1)

    @classmethod
    def of(
        cls, entries: Sequence[Fraction], *, offset: int = 0, radicand: Fraction = Fraction(1)
    ) -> "Column":
        """Bring numbers to one denominator."""
        base = lcm(*(entry.denominator for entry in entries), 1)
        numbers = tuple(entry.numerator * (base // entry.denominator) for entry in entries)
        return cls(numbers, base, offset, radicand)


def is_cost(criterion: Criterion) -> bool:
    """Whether less is better, as the anchors say.

    Args:
        criterion: The criterion.

    Returns:
        True when the best anchor lies below the worst.
    """
    return criterion.best < criterion.worst


def anchor_column(values: Sequence[Exact], *, criterion: Criterion) -> Column:
    """Put the values of many candidates between the published anchors.

    Args:
        values: Exact values in the criterion's own unit.
        criterion: The criterion with its two anchors.

    Returns:
        A column from 0 to 1.
    """
    worst, best = to_exact(criterion.worst), to_exact(criterion.best)
    grain = lcm(worst.denominator, best.denominator, *{value.denominator for value in values})
    low, high = int(worst * grain), int(best * grain)
    span, sign = abs(high - low), 1 if high > low else -1
    numbers = [sign * (value.numerator * (grain // value.denominator) - low) for value in values]
    return Column(tuple([min(span, max(0, number)) for number in numbers]), span)


def scale_columns(
    values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion], scaling: Scaling
) -> tuple[Column, ...]:
    """Scale a matrix, criterion by criterion.

    Args:
        values: A row for each candidate, a column for each criterion.
        criteria: The criteria, in the order of the columns.
        scaling: How.

    Returns:
        One column a criterion, in which more is better.

    Raises:
        InvalidInput: If a scale is not defined for a value; names every row and criterion.
    """
    problems: list[Problem] = []
    columns = []
    for position, criterion in enumerate(criteria):
        column = [row[position] for row in values]
        problems += _refusals(column, criterion, scaling)
        if not problems:
            columns.append(_scaled(column, criterion, scaling))
    if error := InvalidInput.of(problems):
        raise error
    return tuple(columns)


def _refusals(column: list[Exact], criterion: Criterion, scaling: Scaling) -> list[Problem]:
    """Find values for which a pool-relative scale has no meaning."""
    if scaling in {Scaling.ANCHORS, Scaling.MINMAX}:
        return []
    places = [f"values[{row}].{criterion.id}" for row in range(len(column))]
    found = [
        Problem("scale_negative", place, value=value, rule=str(scaling))
        for place, value in zip(places, column, strict=True)
        if value < 0
    ]
    if is_cost(criterion) and scaling is not Scaling.VECTOR:
        found += [
            Problem("scale_zero_cost", place, value=value, rule=str(scaling))
            for place, value in zip(places, column, strict=True)
            if value == 0
        ]
    return found


def _scaled(values: list[Exact], criterion: Criterion, scaling: Scaling) -> Column:
    if not values:
        return Column(())
    if scaling is Scaling.ANCHORS:
        return anchor_column(values, criterion=criterion)
    cost, column = is_cost(criterion), [Fraction(value) for value in values]
    match scaling:
        case Scaling.MINMAX:
            low, high = min(column), max(column)
            best, worst = (low, high) if cost else (high, low)
            if low == high:
                return Column((1,) * len(column))
            return Column.of([(value - worst) / (best - worst) for value in column])
        case Scaling.VECTOR:
            sign = -1 if cost else 1
            radicand = sum((value**2 for value in column), start=Fraction(0)) or Fraction(1)
            entries = [sign * value for value in column]
            return Column.of(entries, offset=int(cost), radicand=radicand)
        case Scaling.LINEAR | Scaling.SUM:
            gains = [1 / value for value in column] if cost else column
            whole = max(gains) if scaling is Scaling.LINEAR else sum(gains, start=Fraction(0))
            return Column.of([gain / (whole or 1) for gain in gains])

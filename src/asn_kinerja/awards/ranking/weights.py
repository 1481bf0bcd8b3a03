"""Weights: from comparisons (AHP), or from how much the criteria differ (entropy, CRITIC).

Source: AHP and the random indices are Saaty's (1980); entropy weights are Shannon's measure as in
Zeleny (1982); CRITIC is Diakoulaki, Mavrotas and Papayannakis (1995). Entropy and CRITIC depend on
the pool: with other candidates the weights are others, and the outcome must say so.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import attrs

from asn_kinerja.awards.ranking.scaling import is_cost
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, round_exact, to_canonical, to_decimal

__all__ = ["Weights", "ahp_weights", "critic_weights", "entropy_weights"]

_EXACT = Context(prec=60)
_PLACES = 4
_STEPS = 10_000
_NEAR = Decimal("1e-45")
_LIMIT = Decimal("0.1")
_RANDOM_INDEX = ("0", "0", "0", "0.58", "0.90", "1.12", "1.24", "1.32", "1.41", "1.45", "1.49")


@attrs.frozen(kw_only=True)
class Weights:
    """Weights of criteria and where they come from.

    Args:
        per_cent: One weight a criterion with four decimals; they add up to 100 exactly.
        exact: The same as parts of one, as computed.
        method: ``"ahp"``, ``"entropy"`` or ``"critic"``.
        pool_free: Whether they depend on no candidate.
        consistency_ratio: Of AHP, six decimals; `None` for the others, 0 for up to two criteria.
    """

    per_cent: tuple[Decimal, ...]
    exact: tuple[Decimal, ...]
    method: str
    pool_free: bool
    consistency_ratio: Decimal | None = None


def ahp_weights(comparisons: Sequence[Sequence[Exact]], *, forced: bool = False) -> Weights:
    """Derive weights from comparisons in pairs.

    Args:
        comparisons: Square matrix, up to ten criteria: how many times more the criterion of the
            row matters than that of the column; exact numbers, the lower triangle the inverse.
        forced: Whether a consistency ratio above 0.1 is accepted.

    Returns:
        The principal eigenvector as weights, with the consistency ratio.

    Raises:
        InvalidInput: With every cell that is wrong, or the ratio.
    """
    size = len(comparisons)
    if error := InvalidInput.of(_pairwise_problems(comparisons)):
        raise error
    index = Decimal(_RANDOM_INDEX[size])
    with localcontext(_EXACT):
        vector, largest = _eigenvector([[_decimal(cell) for cell in row] for row in comparisons])
        ratio = (largest - size) / (size - 1) / index if index else Decimal(0)
    shown = to_decimal(round_exact(Fraction(ratio), 6), 6)
    if ratio > _LIMIT and not forced:
        raise InvalidInput(
            Problem("pairwise_inconsistent", "comparisons", value=shown, rule=str(_LIMIT))
        )
    return Weights(
        per_cent=_per_cent(vector),
        exact=vector,
        method="ahp",
        pool_free=True,
        consistency_ratio=abs(shown),
    )


def entropy_weights(values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]) -> Weights:
    """Derive weights from how unevenly values spread.

    Args:
        values: A row for each candidate, a column for each criterion; none negative.
        criteria: The criteria, in the order of the columns.

    Returns:
        Weights; a criterion in which all are equal has none.

    Raises:
        InvalidInput: If a value is negative, or nothing differs.
    """
    problems = [
        Problem("scale_negative", f"values[{row}].{item.id}", value=line[column], rule="entropy")
        for column, item in enumerate(criteria)
        for row, line in enumerate(values)
        if line[column] < 0
    ]
    if error := InvalidInput.of(problems):
        raise error
    with localcontext(_EXACT):
        spread = [
            _evenness([Fraction(line[column]) for line in values])
            for column in range(len(criteria))
        ]
    return _by_spread(spread, method="entropy")


def critic_weights(values: Sequence[Sequence[Exact]], *, criteria: Sequence[Criterion]) -> Weights:
    """Derive weights from how much values spread and how little criteria repeat each other.

    Args:
        values: A row for each candidate, a column for each criterion.
        criteria: The criteria, in the order of the columns; those of which less is better are
            turned round first.

    Returns:
        Weights; a criterion in which all are equal has none.

    Raises:
        InvalidInput: If nothing differs.
    """
    columns = []
    for position, item in enumerate(criteria):
        column = [Fraction(line[position]) for line in values]
        low, high = (min(column), max(column)) if column else (Fraction(0), Fraction(0))
        worst, best = (high, low) if is_cost(item) else (low, high)
        if low == high:
            columns.append([Fraction(0)] * len(column))
        else:
            columns.append([(value - worst) / (best - worst) for value in column])
    with localcontext(_EXACT):
        spread = _contrast(columns)
    return _by_spread(spread, method="critic")


def _evenness(parts: Sequence[Fraction]) -> Decimal:
    """Give one less the entropy of a column: 0 where all are equal."""
    total = sum(parts, start=Fraction(0))
    if total == 0 or len(set(parts)) == 1:
        return Decimal(0)
    shares = [_decimal(part / total) for part in parts if part]
    entropy = -sum((share * share.ln() for share in shares), start=Decimal(0))
    return 1 - entropy / Decimal(len(parts)).ln()


def _contrast(columns: Sequence[list[Fraction]]) -> list[Decimal]:
    """Give the deviation of each column times how little the others go with it."""
    products = [[_product(one, other) for other in columns] for one in columns]
    deviations = [_decimal(products[at][at]).sqrt() for at in range(len(columns))]
    spread = []
    for one, own in enumerate(deviations):
        conflict = Decimal(0)
        for other, theirs in enumerate(deviations):
            if other != one and own:
                shared = _decimal(products[one][other]) / (own * theirs) if theirs else 0
                conflict += 1 - shared
        spread.append(own * conflict)
    return spread


def _pairwise_problems(comparisons: Sequence[Sequence[Exact]]) -> list[Problem]:
    size = len(comparisons)
    most = len(_RANDOM_INDEX) - 1
    if not 1 <= size <= most or any(len(row) != size for row in comparisons):
        shape = f"{size} x {max((len(row) for row in comparisons), default=0)}"
        return [Problem("pairwise_shape", "comparisons", value=shape, rule=f"n x n, n <= {most}")]
    problems = []
    for row, line in enumerate(comparisons):
        for column, cell in enumerate(line):
            place = f"comparisons[{row}][{column}]"
            mirror = comparisons[column][row]
            if cell <= 0:
                problems.append(Problem("pairwise_value", place, value=cell))
            elif column <= row and mirror > 0 and Fraction(cell) * mirror != 1:
                problems.append(
                    Problem("pairwise_reciprocal", place, value=cell, rule=to_canonical(mirror))
                )
    return problems


def _eigenvector(matrix: list[list[Decimal]]) -> tuple[tuple[Decimal, ...], Decimal]:
    """Give the principal eigenvector, summing to one, and its value, by iteration."""
    vector = [1 / Decimal(len(matrix))] * len(matrix)
    largest = Decimal(0)
    for _ in range(_STEPS):
        grown = [
            sum((cell * part for cell, part in zip(row, vector, strict=True)), start=Decimal(0))
            for row in matrix
        ]
        largest = sum(grown, start=Decimal(0))
        following = [part / largest for part in grown]
        moved = max(abs(new - old) for new, old in zip(following, vector, strict=True))
        vector = following
        if moved < _NEAR:
            break
    return tuple(vector), largest


def _product(one: list[Fraction], other: list[Fraction]) -> Fraction:
    """Give the covariance of two columns."""
    size = len(one)
    if size < 2:
        return Fraction(0)
    first, second = sum(one) / Fraction(size), sum(other) / Fraction(size)
    terms = ((a - first) * (b - second) for a, b in zip(one, other, strict=True))
    return sum(terms, start=Fraction(0)) / (size - 1)


def _by_spread(spread: list[Decimal], *, method: str) -> Weights:
    if not any(part > 0 for part in spread):
        raise InvalidInput(Problem("weights_undefined", "values", rule=method))
    with localcontext(_EXACT):
        total = sum(spread, start=Decimal(0))
        exact = tuple(part / total for part in spread)
    return Weights(per_cent=_per_cent(exact), exact=exact, method=method, pool_free=False)


def _decimal(value: Exact) -> Decimal:
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _per_cent(parts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round parts of one to per cent that add up to 100: the largest remainders are rounded up."""
    units = 100 * 10**_PLACES
    scaled = [Fraction(part) * units for part in parts]
    floors = [int(part) for part in scaled]
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - scaled[at], at))
    for at in order[: units - sum(floors)]:
        floors[at] += 1
    return tuple(to_decimal(Fraction(floor, 10**_PLACES), _PLACES) for floor in floors)

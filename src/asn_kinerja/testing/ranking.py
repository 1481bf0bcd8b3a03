"""The suite of ranking methods.

    class TestMyMethod(RankingSuite):
        @pytest.fixture
        def method(self):
            return MyMethod()

Three laws hold for every method; the others only for one that declares them.
"""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random

import attrs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from asn_kinerja.awards.methods import RankingLaw, RankingMethod
from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.award_rules import Criterion, CriterionSource
from asn_kinerja.scoring.numbers import Exact

__all__ = ["Matrix", "RankingSuite", "matrices"]

_LAWFUL = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # a method keeps nothing between calls
        HealthCheck.differing_executors,  # every class that inherits is one, by design
        HealthCheck.filter_too_much,
    ],
)


@attrs.frozen(kw_only=True)
class Matrix:
    """What a method is asked to score.

    Args:
        criteria: The columns.
        values: A row for each candidate.
    """

    criteria: tuple[Criterion, ...]
    values: tuple[tuple[Exact, ...], ...]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Draw a small matrix with ties, costs and values beyond the anchors.

    Args:
        draw: What Hypothesis hands in.

    Returns:
        Up to five criteria and one to seven candidates; all values above zero.
    """
    criteria = []
    for number in range(draw(st.integers(1, 5))):
        worst, best = draw(st.lists(st.integers(1, 9), min_size=2, max_size=2, unique=True))
        criteria.append(
            Criterion(
                id=f"k{number}",
                name=f"Kriteria {number}",
                source=CriterionSource.INOVASI,
                weight=Decimal(draw(st.integers(1, 9))),
                worst=Decimal(worst),
                best=Decimal(best),
                target=Decimal(draw(st.integers(1, 9))),
                is_core=draw(st.booleans()),
            )
        )
    row = st.tuples(*[st.integers(2, 20).map(lambda half: Fraction(half, 2))] * len(criteria))
    rows = draw(st.lists(row, min_size=1, max_size=7))
    return Matrix(criteria=tuple(criteria), values=tuple(rows))


class RankingSuite:
    """Every law of `awards.methods`, to inherit; a law that is not declared passes."""

    @given(matrix=matrices())
    @_LAWFUL
    def test_there_is_one_score_a_row(self, method: RankingMethod, matrix: Matrix) -> None:
        """Each candidate gets one exact number, and nobody gives none."""
        found = _score(method, matrix.values, matrix.criteria)
        assert len(found) == len(matrix.values)
        assert all(isinstance(score, int | Fraction) for score in found)
        assert method.score((), criteria=matrix.criteria) == ()

    @given(matrix=matrices(), chance=st.randoms(use_true_random=False))
    @_LAWFUL
    def test_the_order_of_rows_is_irrelevant(
        self, method: RankingMethod, matrix: Matrix, chance: Random
    ) -> None:
        """Shuffled candidates keep their scores."""
        order = list(range(len(matrix.values)))
        chance.shuffle(order)
        found = _score(method, matrix.values, matrix.criteria)
        shuffled = _score(method, [matrix.values[at] for at in order], matrix.criteria)
        assert shuffled == tuple(found[at] for at in order)

    @given(matrix=matrices(), twin=st.integers(0, 6))
    @_LAWFUL
    def test_equal_rows_tie(self, method: RankingMethod, matrix: Matrix, twin: int) -> None:
        """Candidates with the same values have the same score."""
        values = (*matrix.values, matrix.values[twin % len(matrix.values)])
        found = _score(method, values, matrix.criteria)
        assert found[-1] == found[twin % len(matrix.values)]

    @given(matrix=matrices(), gone=st.integers(0, 6))
    @_LAWFUL
    def test_nobody_else_matters(self, method: RankingMethod, matrix: Matrix, gone: int) -> None:
        """Who is pool-free keeps every score when a candidate leaves."""
        if RankingLaw.POOL_FREE not in method.laws:
            return
        found = _score(method, matrix.values, matrix.criteria)
        at = gone % len(found)
        rest = (*matrix.values[:at], *matrix.values[at + 1 :])
        assert _score(method, rest, matrix.criteria) == (*found[:at], *found[at + 1 :])

    @given(matrix=matrices(), better=st.integers(0, 6), steps=st.lists(st.integers(0, 4)))
    @_LAWFUL
    def test_the_dominated_never_lead(
        self, method: RankingMethod, matrix: Matrix, better: int, steps: list[int]
    ) -> None:
        """Who is monotone never scores somebody lower who is at least as good everywhere."""
        if RankingLaw.MONOTONE not in method.laws:
            return
        one = matrix.values[better % len(matrix.values)]
        gains = (*steps, *[0] * len(one))[: len(one)]
        signs = [1 if item.best > item.worst else -1 for item in matrix.criteria]
        other = tuple(
            max(Fraction(1, 4), value + sign * gain)
            for value, sign, gain in zip(one, signs, gains, strict=True)
        )
        found = _score(method, (*matrix.values, one, other), matrix.criteria)
        assert found[-1] >= found[-2]

    @given(
        matrix=matrices(), column=st.integers(0, 4), factor=st.sampled_from([2, 3, 10, 100, 1000])
    )
    @_LAWFUL
    def test_the_unit_is_irrelevant(
        self, method: RankingMethod, matrix: Matrix, column: int, factor: int
    ) -> None:
        """Who is unit-free ranks alike in days and in hours."""
        if RankingLaw.UNIT_FREE not in method.laws:
            return
        at = column % len(matrix.criteria)
        changed = attrs.evolve(
            matrix.criteria[at],
            worst=matrix.criteria[at].worst * factor,
            best=matrix.criteria[at].best * factor,
        )
        criteria = (*matrix.criteria[:at], changed, *matrix.criteria[at + 1 :])
        values = [(*row[:at], row[at] * factor, *row[at + 1 :]) for row in matrix.values]
        before = _score(method, matrix.values, matrix.criteria)
        after = _score(method, values, criteria)
        assert _ranks(after) == _ranks(before)


def _score(
    method: RankingMethod, values: Sequence[Sequence[Exact]], criteria: Sequence[Criterion]
) -> tuple[Exact, ...]:
    """Score, leaving out what the method is not defined for."""
    try:
        return method.score(values, criteria=criteria)
    except InvalidInput:
        assume(condition=False)
        raise


def _ranks(scores: Sequence[Exact]) -> list[int]:
    return [sum(other > score for other in scores) for score in scores]

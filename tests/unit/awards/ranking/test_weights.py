"""Weights from comparisons and from the spread of values."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.awards.ranking.weights import ahp_weights, critic_weights, entropy_weights
from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.award_rules import Criterion, CriterionSource

LEADER = [
    [1, 4, 3, 7],
    [Fraction(1, 4), 1, Fraction(1, 3), 3],
    [Fraction(1, 3), 3, 1, 5],
    [Fraction(1, 7), Fraction(1, 3), Fraction(1, 5), 1],
]


@pytest.fixture
def criteria():
    """Two criteria of which more is better, and one of which less is."""
    ends = [(0, 10), (0, 10), (10, 0)]
    return [
        Criterion(
            id=f"k{number}",
            name=f"Kriteria {number}",
            source=CriterionSource.INOVASI,
            weight=Decimal(1),
            worst=Decimal(worst),
            best=Decimal(best),
        )
        for number, (worst, best) in enumerate(ends)
    ]


def test_the_leader_example_of_ahp():
    """The textbook choice of a leader has weights 54.76, 12.66, 27.00, 5.59 and ratio 0.044."""
    found = ahp_weights(LEADER)
    assert [round(float(part), 6) for part in found.exact] == [
        0.547569,
        0.126555,
        0.26995,
        0.055926,
    ]
    assert found.consistency_ratio == Decimal("0.043859")
    assert sum(found.per_cent) == 100
    assert found.pool_free


def test_consistent_comparisons_give_their_own_weights():
    """Comparisons made of weights give those weights, with ratio 0."""
    found = ahp_weights([[1, 2, 4], [Fraction(1, 2), 1, 2], [Fraction(1, 4), Fraction(1, 2), 1]])
    assert found.per_cent == (Decimal("57.1429"), Decimal("28.5714"), Decimal("14.2857"))
    assert found.consistency_ratio == 0


def test_inconsistent_comparisons_are_refused_unless_forced():
    """A ratio above 0.1 is refused; forced, it is shown."""
    circle = [[1, 5, Fraction(1, 5)], [Fraction(1, 5), 1, 5], [5, Fraction(1, 5), 1]]
    with pytest.raises(InvalidInput) as caught:
        ahp_weights(circle)
    assert caught.value.problems[0].code == "pairwise_inconsistent"
    assert ahp_weights(circle, forced=True).consistency_ratio > 1


def test_all_wrong_comparisons_are_named():
    """A zero, a wrong mirror and a wrong diagonal are told at once."""
    with pytest.raises(InvalidInput) as caught:
        ahp_weights([[2, 3, 0], [3, 1, 1], [1, 1, 1]])
    found = {problem.place: problem.code for problem in caught.value.problems}
    assert found == {
        "comparisons[0][0]": "pairwise_reciprocal",
        "comparisons[0][2]": "pairwise_value",
        "comparisons[1][0]": "pairwise_reciprocal",
    }


def test_a_matrix_that_is_not_square_is_refused():
    """Shape and limit stand in the message."""
    with pytest.raises(InvalidInput, match="2 x 3"):
        ahp_weights([[1, 1, 1], [1, 1, 1]])


def test_what_does_not_differ_weighs_nothing(criteria):
    """A constant column has no weight under entropy and CRITIC."""
    values = [[1, 5, 3], [2, 5, 2], [4, 5, 9]]
    for rule in (entropy_weights, critic_weights):
        found = rule(values, criteria=criteria)
        assert found.per_cent[1] == 0
        assert sum(found.per_cent) == 100
        assert not found.pool_free


def test_without_any_difference_there_are_no_weights(criteria):
    """All candidates equal: the weights are refused, not divided by zero."""
    for rule in (entropy_weights, critic_weights):
        with pytest.raises(InvalidInput, match="no criterion tells the candidates apart"):
            rule([[1, 5, 3], [1, 5, 3]], criteria=criteria)


def test_entropy_refuses_negative_values(criteria):
    """Shares of a negative sum have no meaning; every cell is named."""
    with pytest.raises(InvalidInput) as caught:
        entropy_weights([[-1, 5, 3], [2, -5, 3]], criteria=criteria)
    assert [problem.place for problem in caught.value.problems] == ["values[0].k0", "values[1].k1"]

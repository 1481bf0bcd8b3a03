"""Ranking methods on worked matrices, at their edges, and against an exact oracle."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.awards.ranking.irrational import keep_order, root_of, sums_of_roots
from asn_kinerja.awards.ranking.outside import OUTSIDE
from asn_kinerja.awards.ranking.profile import ProfileMatching
from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.award_rules import Criterion, CriterionSource

METHODS = {method.id: method for method in builtin_methods()}
OWN = [name for name in METHODS if not name.startswith("pymcdm.")]
NETWORK = [(4, 5, 4, 4), (5, 4, 4, 5), (4, 4, 4, 4), (4, 5, 5, 4), (5, 4, 4, 4), (5, 4, 4, 4),
           (4, 5, 5, 4)]  # fmt: skip
PROMOTION = [(70, 50, 80, 60), (50, 60, 82, 70), (85, 55, 80, 75), (82, 70, 65, 85),
             (75, 75, 85, 74), (62, 50, 75, 80)]  # fmt: skip


def criteria(*weights, costs=(), worst=0, best=100, target=None):
    """Criteria by weight, of which some are costs."""
    return [
        Criterion(
            id=f"k{number}",
            name=f"Kriteria {number}",
            source=CriterionSource.INOVASI,
            weight=Decimal(weight),
            worst=Decimal(best if number in costs else worst),
            best=Decimal(worst if number in costs else best),
            target=target,
        )
        for number, weight in enumerate(weights)
    ]


def ranks(scores):
    """Competition ranks, 1 for the best."""
    return [1 + sum(other > score for other in scores) for score in scores]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("saw.linear", [6, 1, 7, 1, 4, 4, 1]),
        ("wp.linear", [6, 1, 7, 1, 4, 4, 1]),
        ("topsis.vector", [6, 1, 7, 2, 4, 4, 2]),
        ("moora.vector", [6, 1, 7, 2, 4, 4, 2]),
    ],
)
def test_seven_by_four_has_exact_ties(name, wanted):
    """Placement of a network administrator: equal rows, and equal sums of unequal rows, tie."""
    assert ranks(METHODS[name].score(NETWORK, criteria=criteria(5, 4, 4, 3))) == wanted


@pytest.mark.parametrize("name", ["saw.linear", "wp.linear", "topsis.vector", "moora.vector"])
def test_six_by_four_ranks_alike(name):
    """Promotion to head of a unit: four methods agree."""
    scores = METHODS[name].score(PROMOTION, criteria=criteria(35, 25, 25, 15))
    assert ranks(scores) == [4, 6, 3, 2, 1, 5]


def test_profile_matching_of_the_teaching_example():
    """Gaps of 0, of mixed signs and of core criteria give 5, 4.366667 and 3.966667 of 5."""
    given = criteria(1, 1, 1, 1, 1, 1, target=Decimal(3))
    given = [
        Criterion(
            id=item.id,
            name=item.name,
            source=item.source,
            weight=item.weight,
            worst=item.worst,
            best=item.best,
            target=Decimal(3),
            is_core=number < 3,
        )
        for number, item in enumerate(given)
    ]
    rows = [[3] * 6, [4, 3, 2, 2, 3, 5], [1, 1, 4, 4, 4, 3]]
    scores = ProfileMatching().score(rows, criteria=given)
    assert [score * 5 / 100 for score in scores] == [
        5,
        Fraction(6, 10) * Fraction(9, 2) + Fraction(4, 10) * Fraction(25, 6),
        Fraction(6, 10) * Fraction(7, 2) + Fraction(4, 10) * Fraction(14, 3),
    ]


def test_gaps_between_and_beyond_the_table():
    """Half a step takes half way; what is beyond the table takes its end."""
    given = criteria(1, target=Decimal(3))
    half, far, low = ProfileMatching().score([[Fraction(7, 2)], [50], [-50]], criteria=given)
    assert (half, far, low) == (95, 30, 20)


def test_profile_matching_without_a_target_is_refused():
    """Every criterion without a target is named."""
    with pytest.raises(InvalidInput) as caught:
        ProfileMatching().score([[1, 2]], criteria=criteria(1, 1))
    assert [problem.value for problem in caught.value.problems] == ["k0", "k1"]


@pytest.mark.parametrize("name", [name for name in OWN if name != "profile_matching"])
def test_one_candidate_and_equal_candidates_have_a_score(name):
    """Neither one candidate, nor all equal, nor a constant column divides by zero."""
    given = criteria(60, 40, costs=(1,))
    alone = METHODS[name].score([[50, 20]], criteria=given)
    pair = METHODS[name].score([[50, 20], [50, 20]], criteria=given)
    assert len(alone) == 1
    assert pair[0] == pair[1]
    half = METHODS[name].score([[50, 20], [50, 30]], criteria=given)
    assert half[0] > half[1]


@pytest.mark.parametrize("name", ["saw.linear", "saw.sum", "wp.linear", "topsis.linear"])
def test_a_zero_cost_is_named_not_divided_by(name):
    """Row, criterion and scale stand in the problem."""
    with pytest.raises(InvalidInput) as caught:
        METHODS[name].score([[1, 0], [2, 5], [3, 0]], criteria=criteria(1, 1, costs=(1,)))
    assert [problem.place for problem in caught.value.problems] == ["values[0].k1", "values[2].k1"]


def test_only_methods_on_the_anchors_are_pool_free():
    """No method that scales by the pool, and none of pymcdm, says that it does not."""
    free = {name for name, item in METHODS.items() if RankingLaw.POOL_FREE in item.laws}
    assert free == {"saw", "wp", "topsis", "profile_matching"}


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_every_method_of_pymcdm_ranks_the_best_first(name):
    """Who leads by far leads under each of them, and who is far behind does not."""
    given = criteria(40, 35, 25, costs=(2,))
    rows = [[40, 30, 71], [60, 50, 50], [80, 75, 31], [20, 20, 70], [55, 45, 30]]
    scores = METHODS[f"pymcdm.{name}"].score(rows, criteria=given)
    assert scores.index(max(scores)) == 2
    assert scores[3] < scores[2]


def test_what_pymcdm_refuses_is_said():
    """Its reason stands in our message."""
    with pytest.raises(InvalidInput, match="at least one cost"):
        METHODS["pymcdm.copras"].score([[1, 2], [2, 1]], criteria=criteria(50, 50))


def test_roots_keep_order_and_ties():
    """Sums of roots that are equal come out equal, and near ones in order."""
    two, eight = Fraction(2), Fraction(8)
    rows = [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(2)), (Fraction(1), Fraction(1))]
    first, second, third = sums_of_roots(rows, radicands=[two, eight])
    assert first == second < third
    near = [Fraction(1), 1 + Fraction(1, 10**90), 1 + Fraction(2, 10**90)]
    found = keep_order(near, near=root_of, same=lambda one, other: one == other)
    assert found[0] < found[1] < found[2]

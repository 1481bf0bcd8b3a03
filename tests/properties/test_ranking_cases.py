"""Three matrices that others have worked through, against pymcdm and exact arithmetic.

Sources: the placement of seven network administrators (weights 5, 4, 4, 3; results not printed
there); the promotion of six candidates of Kusumadewi and others, *Fuzzy Multi-Attribute Decision
Making* (2006); the choice of a fighter aircraft of Hwang and Yoon, *Multiple Attribute Decision
Making* (1981), with its printed closeness.
"""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pymcdm.methods as peers
import pytest
from ranking_oracle import METHODS, NORMS, PEERS, SCALED, as_floats, oracle

from asn_kinerja.records.award_rules import Criterion, CriterionSource

ADMINISTRATOR = (
    (5, 4, 4, 3),
    (),
    ("4 5 4 4", "5 4 4 5", "4 4 4 4", "4 5 5 4", "5 4 4 4", "5 4 4 4", "4 5 5 4"),
)
PROMOTION = (
    (35, 25, 25, 15),
    (),
    ("70 50 80 60", "50 60 82 70", "85 55 80 75", "82 70 65 85", "75 75 85 74", "62 50 75 80"),
)
AIRCRAFT = (
    (20, 10, 10, 10, 20, 30),
    (3,),
    ("2.0 1500 20000 5.5 5 9", "2.5 2700 18000 6.5 3 5", "1.8 2000 21000 4.5 7 7",
     "2.2 1800 20000 5.0 5 5"),
)  # fmt: skip
CASES = {"administrator": ADMINISTRATOR, "promotion": PROMOTION, "aircraft": AIRCRAFT}


@pytest.fixture(params=CASES)
def case(request):
    """Values and criteria of each case."""
    return built(request.param)


def built(name):
    """Values as exact numbers, and criteria whose anchors say which are costs."""
    weights, costs, rows = CASES[name]
    given = [
        Criterion(
            id=f"k{at}",
            name=f"Kriteria {at}",
            source=CriterionSource.DIBERIKAN,
            weight=Decimal(weight),
            worst=Decimal(30_000 if at in costs else 0),
            best=Decimal(0 if at in costs else 30_000),
        )
        for at, weight in enumerate(weights)
    ]
    return [[Fraction(cell) for cell in row.split()] for row in rows], given


def ranks(scores):
    """1 for the highest; equal scores share a rank."""
    return [1 + sum(other > score for other in scores) for score in scores]


@pytest.mark.parametrize("name", SCALED)
def test_scores_equal_those_of_pymcdm(case, name):
    """Every method under every pool-relative scale agrees to 1e-9."""
    values, given = case
    matrix, weights, types = as_floats(values, given)
    word, _, scale = name.partition(".")
    with np.errstate(all="ignore"):
        wanted = PEERS[word](NORMS[scale])(matrix, weights / weights.sum(), types, validation=False)
    found = METHODS[name].score(values, criteria=given)
    assert all(abs(float(a) / 100 - b) < 1e-9 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("name", ["saw", "wp", "topsis", "moora.vector", *SCALED])
def test_ranks_and_ties_equal_exact_arithmetic(case, name):
    """The oracle never rounds; equal rows tie in it and here."""
    values, given = case
    assert ranks(METHODS[name].score(values, criteria=given)) == oracle(name, values, given)


def test_the_printed_closeness_of_the_aircraft():
    """0.643, 0.268, 0.613 and 0.312 by TOPSIS, to the third digit; only there the first is best."""
    values, given = built("aircraft")
    found = METHODS["topsis.vector"].score(values, criteria=given)
    printed = (0.643, 0.268, 0.613, 0.312)  # worked with rounded steps: the third is 0.61354
    assert all(abs(float(a) / 100 - b) < 1e-3 for a, b in zip(found, printed, strict=True))
    assert ranks(found)[0] == 1
    for name in ("saw.linear", "wp.linear", "moora.vector"):
        assert ranks(METHODS[name].score(values, criteria=given))[2] == 1
    matrix, weights, types = as_floats(values, given)
    wanted = peers.MOORA()(matrix, weights / weights.sum(), types, validation=False)
    found = METHODS["moora.vector"].score(values, criteria=given)
    assert all(abs(float(a) / 100 - b) < 1e-9 for a, b in zip(found, wanted, strict=True))


def test_the_administrators_tie_where_their_rows_do():
    """The fourth and seventh rows are equal, so are the fifth and sixth; no digit parts them."""
    values, given = built("administrator")
    assert ranks(METHODS["saw.linear"].score(values, criteria=given)) == [6, 1, 7, 1, 4, 4, 1]
    assert ranks(METHODS["topsis.vector"].score(values, criteria=given)) == [6, 1, 7, 2, 4, 4, 2]


def test_the_fifth_is_promoted_by_every_method():
    """What the book says of its example holds under all of them."""
    values, given = built("promotion")
    for name in ("saw.linear", "wp.linear", "topsis.vector", "moora.vector"):
        assert ranks(METHODS[name].score(values, criteria=given)) == [4, 6, 3, 2, 1, 5]

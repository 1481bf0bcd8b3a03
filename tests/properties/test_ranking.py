"""Ranking methods against pymcdm to the ninth digit, and against an oracle that never rounds."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pymcdm.methods as peers
import pymcdm.weights as peer_weights
import pytest
from ranking_oracle import METHODS, NORMS, PEERS, SCALED, as_floats, oracle

from asn_kinerja.awards.ranking.weights import critic_weights, entropy_weights
from asn_kinerja.records.award_rules import Criterion, CriterionSource


def seeded(seed):
    """Give numbers that are the same on each run."""
    return random.Random(seed)  # noqa: S311 - a test repeats itself


def problem(chance, *, top=None):
    """A random matrix; with a low top there are many ties."""
    width, height = chance.randint(2, 6), chance.randint(2, 12)
    high = top or chance.choice([4, 10, 10_000])
    values = [[Fraction(chance.randint(1, high), 4) for _ in range(width)] for _ in range(height)]
    given = []
    for number in range(width):
        ends = [0, 1 + high // 4]
        if chance.random() < 0.4:
            ends.reverse()
        given.append(
            Criterion(
                id=f"k{number}",
                name=f"Kriteria {number}",
                source=CriterionSource.INOVASI,
                weight=Decimal(chance.randint(1, 20)),
                worst=Decimal(ends[0]),
                best=Decimal(ends[1]),
            )
        )
    return values, given


@pytest.mark.parametrize("name", SCALED)
def test_scores_equal_those_of_pymcdm(name):
    """A thousand random matrices under each pool-relative scale agree to 1e-9."""
    chance = seeded(name)
    word, _, scale = name.partition(".")
    for _ in range(1_000):
        values, given = problem(chance)
        matrix, weights, types = as_floats(values, given)
        with np.errstate(all="ignore"):
            wanted = PEERS[word](NORMS[scale])(
                matrix, weights / weights.sum(), types, validation=False
            )
        found = METHODS[name].score(values, criteria=given)
        for ours, theirs in zip(found, wanted, strict=True):
            if np.isnan(theirs):  # nobody differs: 0 / 0 there, everybody best here
                assert ours == 100
            else:
                assert abs(float(ours) / 100 - theirs) < 1e-9


def test_moora_equals_pymcdm():
    """The ratio system agrees to 1e-9; pymcdm wants a cost among the criteria."""
    chance = seeded(11)
    for _ in range(1_000):
        values, given = problem(chance)
        matrix, weights, types = as_floats(values, given)
        if (types == 1).all():
            continue
        wanted = peers.MOORA()(matrix, weights / weights.sum(), types, validation=False)
        found = METHODS["moora.vector"].score(values, criteria=given)
        assert all(abs(float(a) / 100 - b) < 1e-9 for a, b in zip(found, wanted, strict=True))


def test_weights_equal_those_of_pymcdm():
    """Entropy agrees to 1e-9, and CRITIC where more is better in all criteria."""
    chance = seeded(5)
    for _ in range(300):
        values, given = problem(chance, top=10_000)
        matrix, _, types = as_floats(values, given)
        found = entropy_weights(values, criteria=given)
        wanted = peer_weights.entropy_weights(matrix)
        assert all(abs(float(a) - b) < 1e-9 for a, b in zip(found.exact, wanted, strict=True))
        if (types == 1).all() and len(values) > 2:
            found = critic_weights(values, criteria=given)
            wanted = peer_weights.critic_weights(matrix)
            assert all(abs(float(a) - b) < 1e-9 for a, b in zip(found.exact, wanted, strict=True))


@pytest.mark.parametrize("name", ["saw", "wp", "topsis", "moora.vector", *SCALED])
def test_ranks_and_ties_equal_the_oracle(name):
    """A thousand matrices, most with many ties, are ranked as exact arithmetic ranks them."""
    chance = seeded(name)
    for _ in range(1_000):
        values, given = problem(chance, top=chance.choice([3, 4, 40]))
        scores = METHODS[name].score(values, criteria=given)
        found = [1 + sum(other > score for other in scores) for score in scores]
        assert found == oracle(name, values, given), (values, given)

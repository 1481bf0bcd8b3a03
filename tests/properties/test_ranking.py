"""Ranking methods against pymcdm to the ninth digit, and against an oracle that never rounds."""

import random
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cmp_to_key
from math import prod

import numpy as np
import pymcdm.methods as peers
import pymcdm.normalizations as norms
import pymcdm.weights as peer_weights
import pytest

from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.awards.ranking.weights import critic_weights, entropy_weights
from asn_kinerja.records.award_rules import Criterion, CriterionSource

METHODS = {method.id: method for method in builtin_methods()}
NORMS = {
    "linear": norms.linear_normalization,
    "minmax": norms.minmax_normalization,
    "sum": norms.sum_normalization,
    "vector": norms.vector_normalization,
}
PEERS = {"saw": peers.WSM, "wp": peers.WPM, "topsis": peers.TOPSIS}
SCALED = [name for name in METHODS if name.partition(".")[0] in PEERS and "." in name]


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


def as_floats(values, given):
    """The same problem as pymcdm takes it."""
    weights = np.array([float(item.weight) for item in given])
    types = np.array([1 if item.best > item.worst else -1 for item in given])
    return np.array([[float(value) for value in row] for row in values]), weights, types


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


def scaled(values, given, scale):
    """The scaled matrix without its roots: entries, and the square each column is divided by."""
    columns = []
    for at, item in enumerate(given):
        column = [row[at] for row in values]
        cost = item.best < item.worst
        low, high = min(column), max(column)
        match scale:
            case "anchors":
                span = Fraction(item.best) - Fraction(item.worst)
                parts = [(value - Fraction(item.worst)) / span for value in column]
                columns.append(([min(Fraction(1), max(Fraction(0), p)) for p in parts], 1))
            case "linear":
                columns.append(([low / v if cost else v / high for v in column], 1))
            case "sum":
                gains = [1 / v if cost else v for v in column]
                columns.append(([gain / sum(gains) for gain in gains], 1))
            case "minmax":
                span = high - low
                parts = [((high - v) if cost else (v - low)) / span if span else 1 for v in column]
                columns.append(([Fraction(part) for part in parts], 1))
            case "vector":
                sign = -1 if cost else 1
                columns.append(([sign * v for v in column], sum(v * v for v in column)))
    return columns


def oracle(name, values, given):
    """Ranks by plain arithmetic: rational where the method is, else to 300 digits."""
    word, _, scale = name.partition(".")
    columns = scaled(values, given, scale or "anchors")
    weights = [Fraction(item.weight) for item in given]
    keys = []
    for at in range(len(values)):
        terms = list(zip(weights, [(c[at], square) for c, square in columns], columns, strict=True))
        if word == "wp":
            key = prod((entry ** int(weight) for weight, (entry, _), _ in terms), start=Fraction(1))
        elif word == "topsis":
            best = [Fraction(1) if not scale else max(c) for c, _ in columns]
            worst = [Fraction(0) if not scale else min(c) for c, _ in columns]
            far = [
                sum(
                    weight**2 * (entry - end) ** 2 / square
                    for (weight, (entry, square), _), end in zip(terms, ends, strict=True)
                )
                for ends in (worst, best)
            ]
            key = far[0] / (far[0] + far[1]) if sum(far) else Fraction(1)
        else:
            with localcontext(prec=320):
                key = sum(
                    Decimal((weight * entry).numerator)
                    / Decimal((weight * entry).denominator)
                    / (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
                    for weight, (entry, square), _ in terms
                )
        keys.append(key)

    def compare(one, other):
        with localcontext(prec=320):
            gap = one - other
            near = abs(gap) < Decimal("1e-300") if isinstance(gap, Decimal) else gap == 0
        return 0 if near else (1 if gap > 0 else -1)

    wrapped = [cmp_to_key(compare)(key) for key in keys]
    return [1 + sum(other > mine for other in wrapped) for mine in wrapped]


@pytest.mark.parametrize("name", ["saw", "wp", "topsis", "moora.vector", *SCALED])
def test_ranks_and_ties_equal_the_oracle(name):
    """A thousand matrices, most with many ties, are ranked as exact arithmetic ranks them."""
    chance = seeded(name)
    for _ in range(1_000):
        values, given = problem(chance, top=chance.choice([3, 4, 40]))
        scores = METHODS[name].score(values, criteria=given)
        found = [1 + sum(other > score for other in scores) for score in scores]
        assert found == oracle(name, values, given), (values, given)

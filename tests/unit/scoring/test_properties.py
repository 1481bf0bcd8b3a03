"""What a policy says of itself is proved, or a smallest counterexample is told."""

from fractions import Fraction

import pytest

from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Choose,
    Clip,
    Compare,
    Constant,
    Input,
    Multiply,
    Ratio,
    Round,
    Subtract,
    Undetermined,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.properties import prove
from asn_kinerja.scoring.property_hunt import examine, property_problem

A, B = Input("a"), Input("b")


@pytest.fixture
def rule(policy, spec):
    """Makes a policy of one node over two bounded numbers, with properties."""

    def make(node, *claims, **more):
        inputs = (spec("a", low=0, high=100, scale=0), spec("b", low=0, high=100, scale=0))
        return policy(node=node, inputs=inputs, properties=claims, **more)

    return make


def _claim(holds, **more):
    return Property(holds=holds, output="hasil", **more)


def _proved(rule, node, claim):
    made = rule(node)
    follower = anything_declared(made.program(None))
    return prove(claim, node, follower=follower, words=made.outputs[0].words)


@pytest.mark.parametrize(
    ("node", "slope"),
    [
        (Add((A, B)), Holds.RISING),
        (Subtract(B, A), Holds.FALLING),
        (Multiply((Constant(2), A, B)), Holds.RISING),
        (Multiply((Constant(-2), A)), Holds.FALLING),
        (Ratio(A, Add((B, 1)), when_zero=0), Holds.RISING),
        (Round(Clip(A, low=10, high=90), 0), Holds.RISING),
        (WeightedMean((Weighted(A, 2), Weighted(B, 1))), Holds.RISING),
        (Bands(A, (Band(result=1, upper=50), Band(result=2, lower=50))), Holds.RISING),
        (Bands(A, (Band(result=2, upper=50), Band(result=1, lower=50))), Holds.FALLING),
        (B, Holds.RISING),
    ],
)
def test_a_slope_is_read_off_the_nodes(node, slope, rule):
    """Sums, products, means, rounding and bands keep or turn the direction."""
    assert _proved(rule, node, _claim(slope, input="a"))


@pytest.mark.parametrize(
    "node",
    [
        Multiply((A, Subtract(B, 50))),
        Multiply((A, A)),
        Ratio(1, A, when_zero=0),
        Choose((Case(when=Compare(A, 5), then=1),), 2),
        Subtract(A, A),
        Bands(A, (Band(result=1, upper=5), Band(result=3, lower=5, upper=9),
                  Band(result=2, lower=9))),
    ],
)  # fmt: skip
def test_what_cannot_be_proved_is_not_claimed(node, rule):
    """A direction that depends on values is left to the hunt."""
    assert not _proved(rule, node, _claim(Holds.RISING, input="a"))


def test_bounds_total_and_independence_are_proved(rule):
    """Spans of inputs, declared parts and names that are read decide."""
    mean = WeightedMean((Weighted(A, 1), Weighted(B, 1)))
    assert _proved(rule, mean, _claim(Holds.BOUNDED, low=0, high=100))
    assert not _proved(rule, mean, _claim(Holds.BOUNDED, low=0, high=99))
    assert _proved(rule, mean, _claim(Holds.TOTAL))
    assert _proved(rule, mean, _claim(Holds.UNAFFECTED, input="nama"))
    assert not _proved(rule, mean, _claim(Holds.UNAFFECTED, input="a"))


@pytest.mark.parametrize(
    ("node", "claim", "words"),
    [
        (Subtract(100, A), _claim(Holds.RISING, input="a"),
         "hasil = 100 bila a = 0, tetapi 99 bila a = 1"),
        (Multiply((A, A)), _claim(Holds.FALLING, input="a"),
         "hasil = 0 bila a = 0, tetapi 1 bila a = 1"),
        (Add((A, B)), _claim(Holds.BOUNDED, low=0, high=150), "hasil = 151: a = "),
        (Choose((Case(when=Compare(A, 7), then=Undetermined("x", None)),), 1),
         _claim(Holds.TOTAL), "hasil = belum ada: a = 7"),
        (Ratio(A, B, when_zero=0), _claim(Holds.UNAFFECTED, input="b"), "tetapi"),
    ],
)  # fmt: skip
def test_a_broken_property_has_a_smallest_counterexample(node, claim, words, rule):
    """The hunt shrinks what it finds and says it in words."""
    made = rule(node, claim)
    (verdict,) = examine(made)
    assert not verdict.proved
    assert not verdict.holds
    assert words in verdict.counterexample.render("id")
    problem = property_problem(made, verdict, lang="id")
    assert words in problem.render("id")


def test_a_property_that_holds_without_proof_finds_nothing(rule):
    """A true claim that the nodes do not show stands as not refuted."""
    (verdict,) = examine(rule(Multiply((A, A)), _claim(Holds.RISING, input="a")))
    assert (verdict.proved, verdict.holds) == (False, True)


def test_without_hunting_nothing_is_refuted(rule):
    """The proof alone needs no optional library."""
    (verdict,) = examine(rule(Subtract(0, A), _claim(Holds.RISING, input="a")), hunt=False)
    assert verdict.counterexample is None


def test_words_are_ranked_best_first(rule):
    """A better word counts as higher."""
    bands = Bands(A, (Band(result="baik", lower=50), Band(result="kurang", upper=50)))
    made = rule(bands, _claim(Holds.RISING, input="a"), _claim(Holds.FALLING, input="a"),
                kind=Kind.WORD, words=("baik", "kurang"))  # fmt: skip
    rising, falling = examine(made)
    assert rising.proved
    assert "kurang bila a = 0, tetapi baik bila a = 50" in falling.counterexample.render("id")


@pytest.mark.parametrize("holds", Holds)
def test_a_property_is_a_sentence_in_both_languages(holds):
    """Every property can be read aloud."""
    words = _claim(holds, input="a", low=0, high=Fraction(1, 2)).words()
    assert words.id != words.en
    assert "hasil" in words.id

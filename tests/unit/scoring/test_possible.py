"""What is still possible while inputs are missing."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Band,
    Bands,
    Compare,
    Comparison,
    Count,
    Field,
    Flag,
    Input,
    Items,
    Multiply,
    Ratio,
    Round,
    Subtract,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.possible import Possible
from asn_kinerja.scoring.reach import Reach, Span, compare_reach, joined
from asn_kinerja.scoring.rule import Requirement

SOURCE = Citation(regulation="pp_1_2020", article="7")
MEAN = WeightedMean((Weighted(Input("n"), 3), Weighted(Input("m"), 1)))
COUNTED = Count(where=Compare(Field("z"), True))  # noqa: FBT003 - the flag itself


@pytest.fixture
def possible(policy, spec):
    """Bounds one node over n, m from 0 to 10, a flag f and items."""
    specs = (
        spec("n", low=0, high=10),
        spec("m", low=0, high=10),
        spec("o", optional=True),
        spec("f", Kind.FLAG),
        spec("g", Kind.FLAG, optional=True, default=False),
        spec("items", Kind.ITEMS, fields=(spec("x", low=1, high=4), spec("z", Kind.FLAG))),
    )

    def bound(node, kind=Kind.NUMBER, words=(), **known):
        more = {"requirements": known.pop("requirements", ())}
        rule = policy(node=node, kind=kind, words=words, inputs=specs, **more)
        return rule.bounds(known)["hasil"]

    return bound


@pytest.mark.parametrize(
    ("node", "known", "lowest", "highest"),
    [
        (Input("n"), {}, 0, 10),
        (Add((Input("n"), Input("m"))), {"m": 3}, 3, 13),
        (Subtract(Input("n"), Input("m")), {}, -10, 10),
        (Multiply((Input("n"), -2)), {}, -20, 0),
        (Ratio(Input("n"), 4, when_zero=0), {}, 0, Fraction(5, 2)),
        (Ratio(1, Input("n"), when_zero=0), {}, 0, None),
        (MEAN, {"m": 2}, Fraction(1, 2), 8),
        (Input("n"), {"n": 4}, 4, 4),
        (Items("sum", Field("x")), {"items": [{"x": 2}, {}]}, 3, 6),
        (Items("mean", Field("x")), {"items": [{"x": 2}, {}]}, Fraction(3, 2), 3),
        (Items("sum", Field("x"), where=Compare(Field("z"), True)),  # noqa: FBT003 - the flag itself
         {"items": [{"x": 2, "z": True}, {"x": 3}]}, 2, 5),
        (COUNTED, {"items": [{"z": True}, {}, {"z": False}]}, 1, 2),
    ],
)  # fmt: skip
def test_numbers_lie_between_two_bounds(possible, node, known, lowest, highest):
    """The lowest and highest result follow from what the missing inputs are declared to be."""
    found = possible(node, **known)
    assert (found.lowest, found.highest) == (lowest, highest)
    assert not found.can_be_missing


def test_rounded_bounds_are_decimals(possible):
    """A bound has the scale of the result."""
    found = possible(Round(Ratio(Input("n"), 3, when_zero=0), 2, citation=SOURCE))
    assert (str(found.lowest), str(found.highest)) == ("0.00", "3.33")
    assert isinstance(found.lowest, Decimal)


def test_words_that_remain_come_best_first(possible):
    """Only the bands that can still be reached remain, in the order of the words."""
    node = Bands(
        Add((Input("n"), Input("m"))),
        (
            Band(result="baik", lower=15, upper=None),
            Band(result="cukup", lower=5, upper=15),
            Band(result="kurang", lower=None, upper=5),
        ),
        citation=SOURCE,
    )
    words = ("baik", "cukup", "kurang")
    assert possible(node, Kind.WORD, words, n=8) == Possible(
        lowest="cukup", highest="baik", values=("baik", "cukup")
    )
    assert possible(node, Kind.WORD, words).values == words


def test_a_flag_may_be_decided_already(possible):
    """A conjunction with one false is false, whatever comes."""
    node = And((Flag("f"), Compare(Input("n"), 5, op=">=")))
    assert possible(node, Kind.FLAG).values == (True, False)
    assert possible(node, Kind.FLAG, n=4).values == (False,)
    assert possible(node, Kind.FLAG, f=True, n=5).values == (True,)


def test_an_optional_input_stays_out(possible):
    """What may be left out is not expected to come."""
    found = possible(Input("o"))
    assert found.can_be_missing
    assert (found.lowest, found.highest) == (None, None)


def test_an_optional_input_with_a_default_stays_at_it(possible):
    """What may be left out and has a default is not expected to come as anything else."""
    assert possible(Flag("g"), Kind.FLAG) == Possible(lowest=False, highest=False, values=(False,))
    assert possible(Flag("g"), Kind.FLAG, g=True).values == (True,)


def test_a_requirement_narrows_what_can_come(possible):
    """A missing number is held to what the law demands of it."""
    demand = Requirement(
        holds=And((Compare(Input("n"), 2, op=">="), Compare(Input("n"), Input("m"), op="<="))),
        place="n",
        asks="2 <= n <= m",
        citation=SOURCE,
    )
    found = possible(Input("n"), m=7, requirements=(demand,))
    assert (found.lowest, found.highest) == (2, 7)


def test_bad_inputs_are_refused_as_in_an_evaluation(possible):
    """What is given is checked."""
    with pytest.raises(InvalidInput):
        possible(Input("n"), n=11)


@pytest.mark.parametrize(
    ("op", "sure", "never"),
    [
        (Comparison.AT_LEAST, (5, 6), (0, 1)),
        (Comparison.MORE, (6, 6), (0, 2)),
        (Comparison.AT_MOST, (0, 2), (6, 9)),
        (Comparison.LESS, (0, 1), (5, 9)),
        (Comparison.UNEQUAL, (6, 9), None),
    ],
)
def test_a_comparison_of_spans_is_sure_or_open(op, sure, never):
    """Two spans compare surely only when every pair of numbers does."""
    right = Reach(numbers=Span(2, 5))
    assert compare_reach(Reach(numbers=Span(*sure)), right, op=op).sure is True
    if never is not None:
        assert compare_reach(Reach(numbers=Span(*never)), right, op=op).sure is False
    assert compare_reach(Reach(numbers=Span(3, 4)), right, op=op).sure is None


def test_joined_ways_give_all_of_them():
    """Joining keeps the widest span, all words, and that something can be missing."""
    both = joined(
        [Reach(numbers=Span(1, 2)), Reach(numbers=Span(4, None)), Reach.of("a"), Reach.of(None)]
    )
    assert both == Reach(numbers=Span(1, None), values=frozenset("a"), missing=True)

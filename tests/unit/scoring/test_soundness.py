"""Units, weights and sizes are checked before any case."""

from datetime import date

import pytest

from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Compare,
    Constant,
    Field,
    Input,
    Items,
    Multiply,
    ParameterValue,
    Ratio,
    Round,
    Subtract,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.soundness import check_numbers

A, B, C = Input("a"), Input("b"), Input("c")


@pytest.fixture
def codes(policy, spec):
    """Gives the codes of the problems of a policy of one node."""

    def make(node, **more):
        fields = (spec("nilai", unit="point"), spec("jam", unit="jp"))
        inputs = (
            spec("a", unit="point", low=0, high=100),
            spec("b", unit="jp", low=-5, high=100),
            spec("c", unit="share", low=0, high=1),
            spec("items", Kind.ITEMS, fields=fields),
        )
        rule = policy(node=node, inputs=inputs, **more)
        return {one.code for one in check_numbers(rule, anything_declared(rule.program(None)))}

    return make


@pytest.mark.parametrize(
    "node",
    [
        Add((A, B)),
        Subtract(A, B),
        Compare(A, B, op=">="),
        Add((Multiply((A, 2)), B)),
        Add((Multiply((A, C)), B)),
        Compare(Ratio(A, 2, when_zero=0), B, op="<"),
        Bands(A, (Band(result=1, lower=Input("b")), Band(result=2, upper=Input("b")))),
        Add((Items("sum", Field("nilai")), B)),
        Items("sum", Add((Field("nilai"), Field("jam")))),
    ],
)
def test_units_do_not_mix(node, codes):
    """Points and hours are not added, compared or banded with each other."""
    assert "units_mixed" in codes(node)


@pytest.mark.parametrize(
    "node",
    [
        Add((A, 5)),
        Add((Multiply((A, C)), A)),
        Compare(Ratio(A, A, when_zero=0), C, op=">="),
        Add((Multiply((A, B)), B)),
        Add((Items("sum", Field("nilai")), A)),
        Constant(1),
    ],
)
def test_what_goes_together_passes(node, codes):
    """Plain numbers and shares go with any quantity; a product of two has no known unit."""
    assert codes(node) == set()


def test_a_parameter_has_its_unit(codes, parameter):
    """A legal value in points is not compared with hours."""
    limits = (parameter("batas", (5, date(2020, 1, 1))),)
    assert "units_mixed" in codes(Compare(B, ParameterValue("batas")), parameters=limits)
    assert codes(Compare(A, ParameterValue("batas")), parameters=limits) == set()


def test_a_weight_is_not_below_zero(codes):
    """A weight that can be negative turns the direction of a mean."""
    assert codes(WeightedMean((Weighted(A, B), Weighted(A, 1)))) == {"weight_negative"}
    assert codes(WeightedMean((Weighted(A, C), Weighted(A, 1)))) == set()


def test_a_rounded_number_fits_a_column(codes):
    """Whole numbers of the last decimal stay below two to the 53rd."""
    assert codes(Round(Multiply((A, 10**13)), 2)) == {"overflow"}
    assert codes(Round(Multiply((A, 10**11)), 2)) == set()

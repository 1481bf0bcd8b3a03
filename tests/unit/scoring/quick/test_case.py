"""The short way of one case: what it takes in, what it leaves, and when it comes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Case,
    Choose,
    Compare,
    Count,
    Date,
    Field,
    Flag,
    Input,
    Items,
    MissingPart,
    Multiply,
    Ratio,
    Round,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.quick.case import write_quick
from asn_kinerja.scoring.rule import Requirement

DIGITS = "0" * 70


@pytest.fixture
def quick():
    """Write the short way of a policy."""

    def make(policy):
        program = policy.program(None)
        return write_quick(policy, versions=program.versions, closure=program.compiler.run)

    return make


@pytest.fixture
def percent(policy, spec):
    """A share in hundredths of a number with two decimals, rounded to one."""
    node = Round(Ratio(Input("nilai"), Input("banyak"), when_zero=0), 1)
    specs = (
        spec("nilai", scale=2, low=-100, high=100),
        spec("banyak", kind=Kind.COUNT, high=9),
    )
    return policy(node=node, inputs=specs)


@pytest.mark.parametrize(
    "value",
    [
        3, Decimal("3.25"), Decimal("3.250000"), Decimal("-0"), Decimal("1E+1"), "3.5", "-7",
        Fraction(13, 4), Decimal(-100), Decimal("0E-50"),
    ],
)  # fmt: skip
def test_numbers_of_every_type_are_taken(percent, quick, value):
    """Each is the same number as on the way of closures, and a result has the same text."""
    found = quick(percent).case({"nilai": value, "banyak": 8})
    assert found is not None
    assert repr(found[0]) == repr(percent.evaluate({"nilai": value, "banyak": 8}).outputs)


@pytest.mark.parametrize(
    "value",
    [
        3.25, True, None, "3,25", "", "NaN", Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"),
        Decimal("1E+999999"), Decimal("1E-999999"), Decimal("3.255"), Decimal("100.01"), 101,
        Fraction(1, 3), Decimal(f"3.{DIGITS}"), Decimal(f"0E-{len(DIGITS)}"),
        Decimal(f"0E+{len(DIGITS)}"), "1" * 99, 10**99, [], object(),
    ],
)  # fmt: skip
def test_what_is_refused_is_left(percent, quick, value):
    """A value that closures refuse, or that is missing, is none for the short way."""
    assert quick(percent).case({"nilai": value, "banyak": 8}) is None


def test_another_shape_is_left(percent, quick):
    """An unknown name, a missing name and a mapping of another kind are left to closures."""
    case = quick(percent).case
    assert case({"nilai": 1, "banyak": 8, "lain": 1}) is None
    assert case({"nilai": 1}) is None
    assert case([("nilai", 1), ("banyak", 8)]) is None


@pytest.mark.parametrize("mode", list(RoundingMode))
def test_rounding_is_that_of_numbers(policy, spec, quick, mode):
    """Halves of either sign are rounded in each mode as closures round them."""
    node = Round(Input("nilai"), 1, mode=mode)
    rule = policy(node=node, inputs=(spec("nilai", scale=2, low=-9, high=9),))
    case = quick(rule).case
    for hundredths in range(-130, 131):
        given = {"nilai": Decimal(hundredths) / 100}
        assert repr(case(given)[0]) == repr(rule.evaluate(given).outputs)


def test_items_are_left_to_their_closure(policy, spec, quick):
    """A sum over items is exact, and a part that must be there is refused as ever."""
    fields = (spec("x", scale=1), spec("y", kind=Kind.FLAG, optional=True))
    node = Add((Items("sum", Multiply((Input("kali"), Field("x")))), Count(where=Field("y"))))
    rule = policy(
        node=node,
        inputs=(spec("kali", scale=2), spec("items", kind=Kind.ITEMS, fields=fields)),
    )
    given = {"kali": "0.25", "items": [{"x": 1, "y": True}, {"x": "2.5", "y": False}]}
    assert quick(rule).case(given)[0] == rule.evaluate(given).outputs == {"hasil": Fraction(15, 8)}
    assert quick(rule).case(given | {"items": [{"x": "0.25"}]}) is None


def test_dates_and_defaults_are_taken(policy, spec, quick):
    """A date is no time of day, and what is not given is what it is by default."""
    node = Choose((Case(when=Flag("naik"), then=Date("tanggal")),), date(2020, 1, 1))
    rule = policy(
        node=node,
        kind=Kind.DATE,
        inputs=(
            spec("naik", kind=Kind.FLAG, optional=True, default=True),
            spec("tanggal", kind=Kind.DATE),
        ),
    )
    case = quick(rule).case
    assert case({"tanggal": "2024-02-29"})[0] == {"hasil": date(2024, 2, 29)}
    assert case({"tanggal": date(2024, 2, 29), "naik": False})[0] == {"hasil": date(2020, 1, 1)}
    assert case({"tanggal": datetime(2024, 2, 29, 7, tzinfo=UTC)}) is None


def test_a_policy_that_needs_another_is_left(policy, spec, quick):
    """What instructions cannot hold stays with closures."""
    parts = (Weighted(Input("nilai"), 1), Weighted(Input("lain"), 2))
    mean = WeightedMean(parts, missing=MissingPart.LEAVE_OUT)
    rule = policy(node=mean, inputs=(spec("nilai", scale=2), spec("lain", optional=True)))
    assert quick(rule) is None


def test_requirements_hold(policy, spec, quick):
    """A case that breaks one is left, and refused by closures."""
    holds = Compare(Input("nilai"), 5, op="<=")
    demand = Requirement(
        holds=holds, place="nilai", asks="nilai <= 5", citation=Citation(text="uji")
    )
    rule = policy(node=Input("nilai"), inputs=(spec("nilai", scale=0),), requirements=(demand,))
    assert quick(rule).case({"nilai": 5})[0] == {"hasil": Fraction(5)}
    assert quick(rule).case({"nilai": 6}) is None


def test_many_cases_are_computed_as_few_are(percent):
    """Results, problems and explanations stay the same once the short way is written."""
    given = {"nilai": Decimal("12.34"), "banyak": 7}
    first = percent.evaluate(given)
    for _ in range(60):
        last = percent.evaluate(given)
    assert repr(last.outputs) == repr(first.outputs)
    assert last.explanation.to_dict() == first.explanation.to_dict()
    assert last.explanation.render("id") == first.explanation.render("id")
    with pytest.raises(InvalidInput, match="banyak") as refused:
        percent.evaluate({"nilai": 1.5, "banyak": 10})
    assert len(refused.value.problems) == 2

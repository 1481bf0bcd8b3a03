"""Exact numbers: what is taken in, rounded and written."""

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.numbers import (
    RoundingMode,
    decimal_places,
    round_exact,
    show_number,
    to_canonical,
    to_decimal,
    to_exact,
)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (3, 3),
        (Decimal("3.20"), Fraction(16, 5)),
        (Decimal("1E+2"), 100),
        (Fraction(6, 2), 3),
        ("3.20", Fraction(16, 5)),
        ("-0.5", Fraction(-1, 2)),
        ("+7", 7),
        ("007", 7),
        (np.int64(-3), -3),
        (np.uint8(200), 200),
    ],
)
def test_a_number_is_taken_exactly(value, exact):
    """Ints, decimals, fractions and decimal text come in exactly, whole ones as ints."""
    found = to_exact(value)
    assert found == exact
    assert type(found) is type(exact)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.5, "float_refused"),
        (float("nan"), "float_refused"),
        (np.float64(0.5), "float_refused"),
        (np.float32(0.5), "float_refused"),
        (True, "number_expected"),
        (np.bool_(1), "number_expected"),
        (np.timedelta64(5, "D"), "number_expected"),
        (None, "number_expected"),
        ("", "number_expected"),
        ("1,5", "number_expected"),
        ("1e5", "number_expected"),
        ("1/3", "number_expected"),
        ("nan", "number_expected"),
        ("٣", "number_expected"),
        ([1], "number_expected"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("-Infinity"), "not_finite"),
        (Decimal("1E+1000000000"), "number_too_long"),
        (Decimal("1E-1000000000"), "number_too_long"),
        (10**1000, "number_too_long"),
        (Fraction(1, 10**1000), "number_too_long"),
        ("9" * 1_000_000, "number_too_long"),
    ],
)
def test_what_is_no_exact_number_is_refused(value, code):
    """Floats, flags, other text, infinities and endless numbers are refused, each by its name."""
    with pytest.raises(InvalidInput) as caught:
        to_exact(value, place="jp")
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.place == "jp"


@pytest.mark.parametrize(
    ("value", "scale", "wanted"),
    [
        ("2.5", 0, ("3", "2", "2", "3")),
        ("-2.5", 0, ("-3", "-2", "-2", "-3")),
        ("3.5", 0, ("4", "4", "3", "4")),
        ("88.305", 2, ("88.31", "88.30", "88.30", "88.31")),
        ("1.005", 2, ("1.01", "1.00", "1.00", "1.01")),
        ("-0.004", 2, ("0", "0", "0", "-0.01")),
        ("7", 3, ("7", "7", "7", "7")),
    ],
)
def test_a_half_goes_where_the_mode_says(value, scale, wanted):
    """Half up is away from zero; the other modes do what they are called."""
    modes = (RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP)
    found = [round_exact(to_exact(value), scale, mode=mode) for mode in modes]
    assert found == [Fraction(text) for text in wanted]


def test_thirds_are_rounded_once():
    """A number without finite decimals is rounded from its exact value."""
    assert round_exact(Fraction(2, 3), 2) == Fraction(67, 100)


def test_a_rounded_number_keeps_its_scale_in_any_context():
    """The decimal of a rounded number is exact even where the context holds few digits."""
    with localcontext(prec=2):
        assert str(to_decimal(Fraction(88310, 1000), 2)) == "88.31"
        assert str(to_decimal(100, 2)) == "100.00"
        assert str(to_decimal(Fraction(-1, 2), 1)) == "-0.5"
    with pytest.raises(ValueError, match="no whole number"):
        to_decimal(Fraction(1, 3), 2)


@pytest.mark.parametrize(
    ("value", "places"),
    [(3, 0), (Fraction(1, 2), 1), (Fraction(1, 40), 3), (Fraction(1, 3), None)],
)
def test_decimals_are_counted(value, places):
    """The decimals that write a number exactly are counted; a third has none."""
    assert decimal_places(value) == places


@pytest.mark.parametrize(
    ("value", "canonical"),
    [(3, "3"), (Fraction(-13, 4), "-3.25"), (Fraction(955, 261), "955/261")],
)
def test_a_number_has_one_text(value, canonical):
    """A number is written as a plain decimal, or as a fraction when it has none."""
    assert to_canonical(value) == canonical


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Decimal("1234567.50"), "1.234.567,50", "1,234,567.50"),
        (Fraction(149, 2), "74,5", "74.5"),
        (Fraction(1, 3), "≈ 0,3333", "≈ 0.3333"),
        (Fraction(1, 100000), "≈ 0,0000", "≈ 0.0000"),
        (-20, "-20", "-20"),
    ],
)
def test_people_read_numbers_in_their_style(value, indonesian, english):
    """Indonesian has the decimal comma; what is cut for display says so."""
    assert show_number(value, "id") == indonesian
    assert show_number(value, "en") == english

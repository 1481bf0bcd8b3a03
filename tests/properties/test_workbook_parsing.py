from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.converters.workbook.cells import DAY, LAST_DAY, NumberCell
from asn_kinerja.converters.workbook.parsing import read_day, read_number
from asn_kinerja.errors import InvalidWorkbook

NUMBERS = st.decimals(
    min_value=Decimal(-(10**9)), max_value=Decimal(10**9), places=4, allow_nan=False
)
FIRST = date(1900, 1, 1)
DAYS = st.dates(min_value=date(1900, 1, 2), max_value=date(2100, 12, 31))


@given(NUMBERS)
def test_a_number_survives_a_cell(number):
    """A number of the declared scale comes back the same through a cell's binary number."""
    assert read_number(float(number), scale=4) == number


@given(NUMBERS)
def test_a_typed_number_is_read_the_same_with_comma_and_point(number):
    """Decimal comma and point are read alike, but where a point could part thousands."""
    typed = f"{number:.4f}"
    assert read_number(typed.replace(".", ","), scale=4) == number
    assert read_number(typed, scale=4) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_thousands_are_read(whole):
    """Dots between thousands are understood as soon as they cannot be a decimal point."""
    typed = f"{whole:,}".replace(",", ".")
    if typed.count(".") == 1 and not typed.startswith("0"):
        with pytest.raises(InvalidWorkbook) as caught:
            read_number(typed, scale=0)
        assert caught.value.problems[0].code == "ambiguous_number"
    else:
        assert read_number(typed, scale=0) == whole


@given(st.floats(allow_nan=True, allow_infinity=True) | st.text(max_size=30))
def test_a_cell_gives_an_exact_number_or_a_problem(raw):
    """Whatever stands in a cell, nothing but a Decimal or a problem comes of it."""
    number = None
    with suppress(InvalidWorkbook):
        number = NumberCell(scale=4, low=None).read(raw)
    if number is not None:
        assert isinstance(number, Decimal)
        assert number.is_finite()
        assert number.normalize().as_tuple().exponent >= -4


@given(DAYS)
def test_a_day_survives_every_way_of_writing_it(day):
    """A day is read the same in the Indonesian and the ISO form."""
    for typed in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year:04}", day.isoformat()):
        assert read_day(typed) == day


@given(DAYS)
def test_last_days_are_shown_as_people_count(day):
    """What the workbook shows as last day is read back as the day after it."""
    assert LAST_DAY.read(LAST_DAY.show(day)) == day
    assert DAY.read(DAY.show(day)) == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_problem(text):
    """No text makes the reader fail otherwise."""
    with suppress(InvalidWorkbook):
        assert FIRST.year <= read_day(text).year <= 2100

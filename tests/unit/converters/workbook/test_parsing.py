from datetime import date, datetime
from decimal import Decimal

import pytest

from asn_kinerja.converters.workbook.parsing import read_day, read_number, read_text
from asn_kinerja.errors import InvalidWorkbook

# A cell knows no time zone.
MIDNIGHT = datetime(2024, 2, 29)  # noqa: DTZ001
MORNING = datetime(2025, 1, 1, 10, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (5.0, "5"),
        (82.3, "82.3"),
        (1e6, "1000000"),
        (-0.5, "-0.5"),
        ("1.250.000", "1250000"),
        ("1.250.000,50", "1250000.5"),
        ("1,250", "1.25"),
        ("0.125", "0.125"),
        (" 12 ", "12"),
        (0.0, "0"),
    ],
)
def test_numbers_are_read_as_they_are_meant(raw, number):
    """Dots between thousands, a decimal comma and binary numbers give exact decimals."""
    assert read_number(raw, scale=3) == Decimal(number)
    assert str(read_number(raw, scale=3)) == number


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.250", "ambiguous_number"),
        ("12,5%", "number_needed"),
        ("1,250.5", "number_needed"),
        ("dua", "number_needed"),
        ("", "number_needed"),
        (True, "number_needed"),
        (date(2025, 1, 1), "number_needed"),
        (float("inf"), "number_needed"),
        (0.1 + 0.2, "cell_decimals"),
        ("0,1234", "cell_decimals"),
        ("١٢", "number_needed"),
    ],
)
def test_what_is_no_plain_number_is_refused(raw, code):
    """Nothing is rounded, guessed or read from another script."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_number(raw, scale=3)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    "raw",
    ["29/02/2024", "29-2-2024", "2024-02-29", "29 Februari 2024", "29 feb 2024",
     date(2024, 2, 29), MIDNIGHT],
)  # fmt: skip
def test_days_are_read_in_every_usual_form(raw):
    """Indonesian, ISO and spreadsheet days give the same day."""
    assert read_day(raw) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/2025", "no_such_day"),
        ("29/02/2025", "no_such_day"),
        ("00/01/2025", "no_such_day"),
        ("12/13/2025", "no_such_day"),
        ("01/01/1850", "no_such_day"),
        ("31/12/25", "calendar_day_needed"),
        ("kemarin", "calendar_day_needed"),
        (45000.0, "calendar_day_needed"),
        (MORNING, "calendar_day_needed"),
    ],
)
def test_what_is_no_day_is_refused(raw, code):
    """A day that the calendar lacks is told from what is no day at all."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_day(raw)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (" Camat\u00a0", "Camat"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "Ya"),
        (date(2025, 3, 1), "2025-03-01"),
        (MIDNIGHT, "2024-02-29"),
    ],
)
def test_texts_lose_what_only_the_cell_adds(raw, text):
    """Outer spaces and the decimal zero of a whole number are no part of a text."""
    assert read_text(raw) == text


def test_a_number_too_long_for_a_cell_is_refused_as_text():
    """A spreadsheet keeps fifteen digits; a NIP kept as a number has lost some."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_text(1.97505122000031e17)
    assert caught.value.problems[0].code == "digits_lost"


@pytest.mark.parametrize("raw", [1e300, -1e300, 10**15])
def test_a_number_too_long_for_a_cell_is_refused(raw):
    """Beyond fifteen digits a spreadsheet's number is no longer the one that was typed."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_number(raw, scale=2)
    assert caught.value.problems[0].code == "digits_lost"


@pytest.mark.parametrize("raw", ["\u200b82,5\ufeff", "82,5\u202c", "\u00ad82,5"])
def test_marks_that_nobody_sees_are_no_part_of_a_cell(raw):
    """Marks that come along with copied text change neither a text nor a number."""
    assert read_text(raw) == "82,5"
    assert read_number(raw, scale=1) == Decimal("82.5")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9b"])
def test_control_characters_are_refused(sign):
    """They would move the cursor of a terminal; the message itself holds none."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_text(f"Budi{sign}[2J")
    (problem,) = caught.value.problems
    assert (problem.code, problem.value) == ("control_character", "Budi\ufffd[2J")
    assert read_text("satu\ndua") == "satu\ndua"

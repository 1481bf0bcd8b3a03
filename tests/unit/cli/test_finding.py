"""What commands name: days."""

from datetime import date

import pytest

from asn_kinerja.cli.finding import read_day
from asn_kinerja.errors import InvalidInput


def test_a_day_is_read_where_one_was_given():
    """A text is a day; nothing is none."""
    assert read_day("2024-02-29", option="--date") == date(2024, 2, 29)
    assert read_day(None) is None


@pytest.mark.parametrize("text", ["kemarin", "2025-02-29", ""])
@pytest.mark.parametrize("option", ["--as-of", "--date"])
def test_a_text_that_is_no_day_is_refused_for_its_option(text, option):
    """Every option that takes a day says the same, with how to write it."""
    with pytest.raises(InvalidInput) as caught:
        read_day(text, option=option)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place, problem.value) == ("date_text", option, text)
    assert "2026-01-15" in caught.value.render("en")

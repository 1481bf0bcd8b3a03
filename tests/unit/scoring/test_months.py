"""Months between dates."""

from datetime import date

import pytest

from asn_kinerja.scoring.months import add_months, whole_months


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2024, 1, 15), -13, date(2022, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last(start, months, end):
    """Adding months keeps the day, or takes the last one of a shorter month."""
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2014, 3, 1), date(2024, 2, 29), 119),
        (date(2014, 3, 1), date(2024, 3, 1), 120),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 3, 1), date(2024, 3, 1), 0),
        (date(2024, 3, 2), date(2024, 3, 1), -1),
    ],
)
def test_only_whole_months_count(start, end, months):
    """A month counts once its day is reached."""
    assert whole_months(start, end) == months

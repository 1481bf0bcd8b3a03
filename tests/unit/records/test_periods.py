"""Periods as half-open intervals."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.errors import InvalidRecord
from asn_kinerja.records.periods import EvaluationPeriod, Period, PeriodKind, PeriodState


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2025", date(2025, 1, 1), date(2026, 1, 1), PeriodKind.TAHUNAN),
        ("2025-Q1", date(2025, 1, 1), date(2025, 4, 1), PeriodKind.TRIWULANAN),
        ("2025-Q4", date(2025, 10, 1), date(2026, 1, 1), PeriodKind.TRIWULANAN),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1), PeriodKind.BULANAN),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1), PeriodKind.BULANAN),
    ],
)
def test_span(text, start, end, kind):
    """A period runs from its first day up to the day after its last."""
    period = Period(text)
    assert (period.start, period.end, period.kind) == (start, end, kind)


@pytest.mark.parametrize("text", ["", "25", "2025-Q5", "2025-13", "2025-00", "2025-1", "0000", "x"])
def test_no_period(text):
    """Other texts are refused."""
    with pytest.raises(InvalidRecord, match="is not a period"):
        Period(text)


@given(st.integers(1, 9998), st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_quarters_part_the_year(year, day):
    """Every day of a year lies in exactly one of its quarters."""
    period = Period(f"{year:04}")
    holding = [quarter for quarter in period.quarters if quarter.holds(day)]
    assert len(holding) == (1 if period.holds(day) else 0)
    assert period.quarters[0].start == period.start
    assert period.quarters[3].end == period.end


def test_quarters_of_a_quarter():
    """Only a year has quarters."""
    assert Period("2025-Q1").quarters == ()


def test_overlap_is_half_open():
    """What ends on the first day shares no day with the period."""
    quarter = Period("2025-Q2")
    assert not quarter.overlaps(date(2025, 1, 1), quarter.start)
    assert quarter.overlaps(date(2025, 1, 1), quarter.start + timedelta(days=1))
    assert not quarter.overlaps(quarter.end, None)
    assert quarter.overlaps(date(2025, 6, 30), None)


def test_evaluation_period():
    """An evaluation period is open at first and named by its period."""
    period = EvaluationPeriod(period=Period("2025"))
    assert (period.id, period.state) == ("2025", PeriodState.OPEN)

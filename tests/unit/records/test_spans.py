"""A record belongs to the periods that hold all its days."""

from datetime import date

import pytest

from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.periods import EvaluationPeriod, Period
from asn_kinerja.records.spans import periods_of
from asn_kinerja.records.training import Enrolment, Session


def find(_record_type, _key):
    """Find nothing."""


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("2025", ["2025"]),
        ("2025-Q3", ["2025", "2025-Q3"]),
        ("2025-12", ["2025", "2025-Q4", "2025-12"]),
    ],
)
def test_a_period_lies_in_longer_ones(period, names):
    """A month lies in its quarter and year, a quarter in its year."""
    record = EvaluationPeriod(period=Period(period))
    assert [str(found) for found in periods_of(record, find)] == names


@pytest.mark.parametrize(
    ("first", "after", "names"),
    [
        (date(2025, 6, 1), date(2025, 7, 1), ["2025", "2025-Q2", "2025-06"]),
        (date(2025, 6, 30), date(2025, 7, 2), ["2025"]),
        (date(2025, 12, 31), date(2026, 1, 1), ["2025", "2025-Q4", "2025-12"]),
        (date(2025, 12, 31), date(2026, 1, 2), []),
    ],
)
def test_a_session_has_its_own_days_and_those_in_it_too(first, after, names):
    """A session belongs where it begins and ends; an enrolment where its session does."""
    session = Session(id="s", course_id="c", valid_from=first, valid_until=after, seats=1)
    enrolment = Enrolment(id="p", session_id="s", employee_id="e", attended=1, meetings=1)
    assert [str(found) for found in periods_of(session, find)] == names
    assert [str(one) for one in periods_of(enrolment, lambda *_: session)] == names
    assert periods_of(enrolment, find) == ()


def test_other_records_go_on():
    """What has no days belongs to no period."""
    assert periods_of(Unit(id="u", name="Seksi"), find) == ()

"""Rows that hold for a span of days."""

from datetime import date

import attrs
import pytest

from asn_kinerja.legal.effective import check_rows, find_at


@attrs.frozen
class Row:
    """A row under test."""

    valid_from: date
    valid_until: date | None = None


def day(number):
    return date(2020, 1, number)


def codes(*rows):
    return [problem.code for problem in check_rows(rows, lambda number: f"row {number}")]


ROWS = (Row(day(1), day(5)), Row(day(5)))


@pytest.mark.parametrize(("on", "found"), [(1, 0), (4, 0), (5, 1), (31, 1)])
def test_a_row_holds_from_its_first_day_to_the_day_before_its_end(on, found):
    """The first day belongs to a row, the last does not."""
    assert find_at(ROWS, day(on)) is ROWS[found]


def test_no_row_holds_before_the_first():
    """Before the first row there is none."""
    assert find_at(ROWS, date(2019, 12, 31)) is None


def test_rows_that_follow_each_other_are_whole():
    """Rows that end where the next begins have no problem."""
    assert codes(*ROWS) == []


def test_what_is_wrong_with_rows_is_told():
    """Empty spans, gaps, overlaps and disorder are all found, each at its row."""
    assert codes(Row(day(3), day(3))) == ["empty_interval"]
    assert codes(Row(day(1), day(4)), Row(day(5))) == ["rows_gap"]
    assert codes(Row(day(1), day(6)), Row(day(5))) == ["rows_overlap"]
    assert codes(Row(day(1)), Row(day(5))) == ["rows_overlap"]
    assert codes(Row(day(5)), Row(day(1), day(5))) == ["rows_disorder"]
    assert codes(Row(day(1), day(2)), Row(day(3), day(3)), Row(day(4))) == [
        "empty_interval",
        "rows_gap",
        "rows_gap",
    ]

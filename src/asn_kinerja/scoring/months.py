"""Months between dates: the two calendar operations that the law needs."""

from calendar import monthrange
from datetime import date

__all__ = ["add_months", "whole_months"]


def add_months(start: date, months: int) -> date:
    """Move a date by whole months.

    Args:
        start: The date.
        months: How many; negative for earlier.

    Returns:
        The same day of the month, or the last one of a month that is too short.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """Count the whole months from one date to another.

    Args:
        start: First date.
        end: Second date.

    Returns:
        The most months that `add_months` can add without passing `end`; negative when `end`
        comes first.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)

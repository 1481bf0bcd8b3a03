"""Days of the year on which no class is held."""

from datetime import date, timedelta

from asn_kinerja._extras import require
from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Holiday
from asn_kinerja.training.facts import TrainingFacts

__all__ = ["holidays_of_classes", "national_holidays"]


def national_holidays(start: date, end: date) -> tuple[Holiday, ...]:
    """Give the national holidays and the days of joint leave (cuti bersama).

    The joint decree for a year comes out in the year before; until the library knows it, days that
    follow the moon are estimated, and their names say so.

    Args:
        start: First day.
        end: The day after the last.

    Returns:
        The days in order, with their Indonesian names.

    Raises:
        MissingExtra: If the library `holidays` is not installed.

    Source:
        Library ``holidays``, country ``ID``, categories ``public`` and ``government``.

    Examples:
        >>> [item.name for item in national_holidays(date(2025, 8, 17), date(2025, 8, 18))]
        ['Hari Kemerdekaan Republik Indonesia']
    """
    holidays = require("holidays", extra="calendar", feature="national_holidays")
    years = range(start.year, (end - timedelta(days=1)).year + 1)
    found = holidays.country_holidays(
        "ID", years=years, language="id", categories=("public", "government")
    )
    return tuple(
        Holiday(day=day, name=name) for day, name in sorted(found.items()) if start <= day < end
    )


def holidays_of_classes(period: Period, *, facts: TrainingFacts) -> tuple[Holiday, ...]:
    """Give the holidays from the first to the last day of class among the sessions of a period.

    Args:
        period: The period in which the sessions begin.
        facts: The records of the office.

    Returns:
        The days in order; none, and no library is asked for, where no class is held.

    Raises:
        MissingExtra: If a class is held and the library `holidays` is not installed.
    """
    classes = [
        session
        for session in facts.sessions_of(period)
        if facts.course_of(session.id).path is TrainingPath.KLASIKAL
    ]
    if not classes:
        return ()
    first, end = min(one.valid_from for one in classes), max(one.valid_until for one in classes)
    return national_holidays(first, end)

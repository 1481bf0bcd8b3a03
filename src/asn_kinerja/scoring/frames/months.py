"""Counting months in columns: dates are ``yyyymmdd``, so it is arithmetic of whole numbers."""

from datetime import date
from fractions import Fraction

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.scoring.frames.bounds import Extent, Grid
from asn_kinerja.scoring.frames.lanes import DAYS, Const, Lane, Number
from asn_kinerja.scoring.frames.merging import held, is_missing, is_nullable
from asn_kinerja.scoring.frames.plan import Place
from asn_kinerja.scoring.months import add_months, whole_months

__all__ = ["months_between", "moved"]

_FIRST, _LAST = 12.0, 9999 * 12 + 11.0  # months since the year 0 that a date can have


def moved(at: Place, start: Lane, months: Lane) -> Lane:
    """Move a date by whole months.

    Args:
        at: Where.
        start: The date.
        months: How many.

    Returns:
        The date; the last day of a month that is too short.
    """
    if is_missing(start, months):
        return Const(None)
    if isinstance(start, Const) and isinstance(months, Const):
        assert isinstance(start.value, date)  # noqa: S101 - for the type checker: a date, as the node says
        return Const(add_months(start.value, int(months.value or 0)))  # type: ignore[arg-type] # a number
    month, day = _split(at, start)
    count = held(months, Fraction(1))
    whole = at.put(at.floor(count + 0.5), months)
    at.unsettle((count - nw.col(whole)).abs() > 1e-9, months, _lane(whole, months))
    total = at.put(nw.col(month) + nw.col(whole), _lane(month, start), _lane(whole, months))
    source = _lane(total, start, months)
    inside = (nw.col(total) >= _FIRST) & (nw.col(total) <= _LAST)
    at.unsettle(~inside, source)
    kept = at.put(nw.when(inside).then(nw.col(total)), source)
    return _joined(at, kept, day, attrs.evolve(source, name=kept, nullable=True))


def _lane(name: str, *like: Lane) -> Number:
    region = next((lane.region for lane in like if not isinstance(lane, Const)), "")
    return Number(name=name, region=region, nullable=is_nullable(*like), extent=DAYS)


def _split(at: Place, lane: Lane) -> tuple[str, str]:
    """Give the month since the year 0 and the day of the month."""
    whole = held(lane)
    year = at.put(at.floor((whole + 0.5) * 1e-4), lane)
    rest = at.put(whole - nw.col(year) * 10000.0, lane, _lane(year, lane))
    month = at.put(at.floor((nw.col(rest) + 0.5) * 1e-2), _lane(rest, lane))
    number = nw.col(year) * 12.0 + nw.col(month) - 1.0
    return (
        at.put(number, _lane(year, lane), _lane(month, lane)),
        at.put(nw.col(rest) - nw.col(month) * 100.0, _lane(rest, lane), _lane(month, lane)),
    )


def _joined(at: Place, total: str, day: str, like: Number) -> Number:
    """Make a date of the month since the year 0 and a day, cut to the length of the month."""
    year = at.put(at.floor((nw.col(total) + 0.5) * (1 / 12)), like)
    month = at.put(nw.col(total) - nw.col(year) * 12.0 + 1.0, like, _lane(year, like))
    length = at.put(_length(nw.col(year), nw.col(month)), _lane(year, like), _lane(month, like))
    days = nw.when(nw.col(day) > nw.col(length)).then(nw.col(length)).otherwise(nw.col(day))
    lanes = [_lane(name, like) for name in (year, month, day, length)]
    column = nw.col(year) * 10000.0 + nw.col(month) * 100.0 + days
    return Number(
        name=at.put(column, *lanes), region=at.region, nullable=like.nullable, extent=DAYS
    )


def _length(year: nw.Expr, month: nw.Expr) -> nw.Expr:
    """Give the number of days of a month."""
    leap = _divides(year, 4) & (~_divides(year, 100) | _divides(year, 400))
    short = (month == 4.0) | (month == 6.0) | (month == 9.0) | (month == 11.0)
    february = nw.when(leap).then(nw.lit(29.0)).otherwise(nw.lit(28.0))
    rest = nw.when(short).then(nw.lit(30.0)).otherwise(nw.lit(31.0))
    return nw.when(month == 2.0).then(february).otherwise(rest)


def _divides(number: nw.Expr, by: int) -> nw.Expr:
    return ((number + 0.5) * (1 / by)).floor() * float(by) == number


def months_between(at: Place, start: Lane, end: Lane) -> Lane:
    """Count the whole months from one date to another.

    Args:
        at: Where.
        start: First date.
        end: Second date.

    Returns:
        The number; negative when the end comes first.
    """
    if is_missing(start, end):
        return Const(None)
    if isinstance(start, Const) and isinstance(end, Const):
        assert isinstance(start.value, date) and isinstance(end.value, date)  # noqa: S101, PT018 - for the type checker: dates
        return Const(whole_months(start.value, end.value))
    (first, first_day), (last, last_day) = _split(at, start), _split(at, end)
    names = [_lane(name, start, end) for name in (first, last, first_day, last_day)]
    year = at.put(at.floor((nw.col(last) + 0.5) * (1 / 12)), names[1])
    month = nw.col(last) - nw.col(year) * 12.0 + 1.0
    length = at.put(_length(nw.col(year), month), names[1], _lane(year, start, end))
    cut = nw.when(nw.col(first_day) > nw.col(length)).then(nw.col(length))
    reached = cut.otherwise(nw.col(first_day))
    short = (reached > nw.col(last_day)).cast(nw.Float64())
    column = nw.col(last) - nw.col(first) - short
    span = Fraction(120000)
    return Number(
        name=at.put(column, *names, _lane(length, start, end)),
        region=at.region,
        nullable=is_nullable(start, end),
        extent=Extent(low=-span, high=span, grid=Grid(1, 1)),
    )

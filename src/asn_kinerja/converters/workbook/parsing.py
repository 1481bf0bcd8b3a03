"""What people type into cells, read exactly: numbers with a decimal comma, and days."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

from asn_kinerja.errors import InvalidWorkbook, Problem

__all__ = ["Raw", "read_day", "read_number", "read_text", "refuse", "without_unseen"]

Raw: TypeAlias = "str | int | float | bool | date | datetime | time | object"

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_PRECISE = 10**15  # a float holds every whole number of fifteen digits
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,12})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,12})?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
# Marks that cannot be seen and come along when text is copied from a page or a PDF.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WORDED = re.compile(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun",
            "juli jul", "agustus agu agt", "september sep", "oktober okt", "november nov",
            "desember des",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


def refuse(code: str, value: object, *, cure: str = "") -> InvalidWorkbook:
    """Make the error of one cell; the reader adds the place."""
    return InvalidWorkbook(Problem(code, "", value=value, cure=cure))


def read_text(raw: Raw) -> str:
    """Read a cell as text: outer spaces and unseen marks go, whole numbers lose their ``.0``.

    Args:
        raw: What the cell holds.

    Returns:
        The text; empty for an empty cell.

    Raises:
        InvalidWorkbook: If it is a number of more digits than a spreadsheet keeps, or holds a
            control character.
    """
    match raw:
        case None:
            return ""
        case bool():
            return "Ya" if raw else "Tidak"
        case int() | float() if abs(raw) >= _PRECISE:
            raise refuse("digits_lost", f"{raw:.0f}")
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime() if raw.time() == time():
            return raw.date().isoformat()
        case date():
            return raw.isoformat()
        case _:
            text = without_unseen(str(raw))
            if _CONTROL.search(text):
                raise refuse("control_character", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
            return text


def without_unseen(text: str) -> str:
    """Take outer spaces and marks that cannot be seen from a text."""
    return _UNSEEN.sub("", text).strip()


def read_number(raw: Raw, *, scale: int) -> Decimal:
    """Read a number exactly: a cell's binary number through its shortest decimal text.

    Text may have a decimal comma or point and dots between thousands. One dot before exactly
    three digits could be either, and is refused.

    Args:
        raw: What the cell holds.
        scale: Most decimals of the column.

    Returns:
        The number.

    Raises:
        InvalidWorkbook: If it is no number, could be two numbers, or has more decimals.
    """
    match raw:
        case bool():
            raise refuse("number_needed", raw)
        case int() | float() if _PRECISE <= abs(raw) < float("inf"):
            raise refuse("digits_lost", f"{raw:.0f}")
        case int():
            found = Decimal(raw)
        case float():
            found = Decimal(repr(raw))
            if not found.is_finite():
                raise refuse("number_needed", raw)
        case str():
            found = _typed_number(read_text(raw))
        case _:
            raise refuse("number_needed", read_text(raw))
    exponent = found.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > scale:
        raise refuse("cell_decimals", raw, cure=str(scale))
    return _plain(found)


def _typed_number(text: str) -> Decimal:
    typed = "".join(text.split())
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", typed, re.ASCII):
        both = typed.replace(".", ""), typed.replace(".", ",")
        raise refuse("ambiguous_number", text, cure=" / ".join(both))
    if _GROUPED.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    if _NUMBER.fullmatch(typed):
        return Decimal(typed.replace(",", "."))
    raise refuse("number_needed", text)


def _plain(number: Decimal) -> Decimal:
    """Drop the zeros that only a notation adds: 5.0 and 5E+1 become 5 and 50."""
    normal = number.normalize()
    exponent = normal.as_tuple().exponent
    return Decimal(int(normal)) if isinstance(exponent, int) and exponent >= 0 else normal


def read_day(raw: Raw) -> date:
    """Read a day: a spreadsheet date, ``31/12/2025``, ``2025-12-31`` or ``31 Desember 2025``.

    Args:
        raw: What the cell holds.

    Returns:
        The day.

    Raises:
        InvalidWorkbook: If it is no day, or one that the calendar does not have.
    """
    match raw:
        case datetime() if raw.time() == time():
            return _in_range(raw.date(), raw)
        case datetime():
            raise refuse("calendar_day_needed", raw.isoformat(sep=" "))
        case date():
            return _in_range(raw, raw)
        case _:
            return _typed_day(read_text(raw))


def _typed_day(text: str) -> date:
    parts = None
    if found := _DAY.fullmatch(text):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := _ISO.fullmatch(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif (found := _WORDED.fullmatch(text.lower())) and found[2] in _MONTHS:
        parts = int(found[3]), _MONTHS[found[2]], int(found[1])
    if parts is None:
        raise refuse("calendar_day_needed", text)
    try:
        return _in_range(date(*parts), text)
    except ValueError as error:
        if isinstance(error, InvalidWorkbook):
            raise
        raise refuse("no_such_day", text) from error


def _in_range(day: date, shown: object) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise refuse("no_such_day", shown)
    return day

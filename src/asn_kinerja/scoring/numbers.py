"""Exact numbers: taken in, rounded, written. The only module that rounds.

A number is an `int` or a `Fraction`; a float never becomes one.
"""

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from numbers import Integral, Real
from operator import index
from typing import Any

from asn_kinerja.errors import InvalidInput, Problem

__all__ = [
    "LIMIT",
    "Exact",
    "RoundingMode",
    "decimal_places",
    "round_exact",
    "show_number",
    "to_canonical",
    "to_decimal",
    "to_exact",
    "whole_quotient",
]

Exact = int | Fraction

_DIGITS = 60  # longer numbers have no meaning here and are how a parser is attacked
_BITS = 400  # a little over 2 * _DIGITS decimal digits
_PLAIN = frozenset({int, Fraction, Decimal, str, float, bool})
LIMIT = 2**_BITS  # what no whole number that is taken in reaches
_TEXT = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_PLACES = 4  # decimals shown of a number that no rule rounds


class RoundingMode(StrEnum):
    """How a half is rounded: away from zero, to the even neighbour; or always cut, or up."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


def to_exact(value: object, *, place: str = "value") -> Exact:
    """Take a number exactly.

    Args:
        value: An int, a `Decimal`, a `Fraction` or decimal text with a point, such as ``"3.25"``;
            a whole number of another library, such as ``numpy.int64``, is taken as an int.
        place: Where the value stands, for the message.

    Returns:
        The same number; an int when it is whole.

    Raises:
        InvalidInput: If it is a float, a bool, not a number, not finite, or over 60 digits long.
    """
    if type(value) not in _PLAIN:
        value = _whole(value)
    code = _refusal(value)
    if code:
        shown = type(value).__name__ if code == "number_too_long" else value
        raise InvalidInput(Problem(code, place, value=shown))
    if isinstance(value, Fraction | Decimal | str):
        return _narrow(Fraction(value))
    return int(value)  # type: ignore[call-overload, no-any-return] # what else it can be was refused


def round_exact(value: Exact, scale: int, *, mode: RoundingMode = RoundingMode.HALF_UP) -> Exact:
    """Round to a number of decimals.

    Args:
        value: Any exact number.
        scale: Decimals to keep, 0 or more.
        mode: What becomes of a half, or of any remainder.

    Returns:
        A whole number of ``10 ** -scale``. Negative numbers are rounded by their magnitude.
    """
    step = 10**scale
    whole = whole_quotient(abs(value.numerator) * step, value.denominator, mode=mode)
    signed = -whole if value < 0 else whole
    return signed if scale == 0 else _narrow(Fraction(signed, step))


def whole_quotient(top: Any, bottom: Any, *, mode: RoundingMode) -> Any:  # noqa: ANN401 - see below
    """Divide and round to a whole number.

    Only ``+ - * // %`` are used, so that the same lines round numbers and write the instructions
    that round.

    Args:
        top: A whole number, 0 or more; or a term that stands for one.
        bottom: A whole number over 0; or a term.
        mode: What becomes of a half, or of any remainder.

    Returns:
        The rounded quotient; a term if one was given.
    """
    if mode is RoundingMode.DOWN:
        return top // bottom
    if mode is RoundingMode.UP:
        return -(-top // bottom)
    half_up = (top * 2 + bottom) // (bottom * 2)
    if mode is RoundingMode.HALF_UP:
        return half_up
    half_down = -((top * -2 + bottom) // (bottom * 2))
    return half_up - (half_up - half_down) * (half_up % 2)  # they differ for a half alone


def to_decimal(value: Exact, scale: int) -> Decimal:
    """Write a rounded number as a `Decimal` of its scale, whatever the decimal context.

    Args:
        value: A whole number of ``10 ** -scale``.
        scale: Number of decimals.

    Returns:
        The same number.

    Raises:
        ValueError: If the number needs more decimals.
    """
    scaled = value * 10**scale
    if scaled.denominator != 1:
        message = f"{value} is no whole number of 10^-{scale}"
        raise ValueError(message)
    digits = tuple(int(digit) for digit in str(abs(scaled.numerator)))
    return Decimal((int(scaled < 0), digits, -scale))


def decimal_places(value: Exact) -> int | None:
    """Count the decimals that write a number exactly.

    Args:
        value: Any exact number.

    Returns:
        The smallest number of decimals, or `None` when no finite decimal is equal to it.
    """
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def to_canonical(value: Exact) -> str:
    """Write a number exactly as text, one text for one number.

    Args:
        value: Any exact number.

    Returns:
        A plain decimal such as ``3.25``, or a fraction such as ``955/261``.
    """
    places = decimal_places(value)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return format(to_decimal(value, places), "f")


def show_number(value: Exact | Decimal, lang: str = "id") -> str:
    """Write a number for people.

    Args:
        value: An exact number, or a `Decimal` whose scale is kept.
        lang: ``"id"`` (decimal comma, thousands with a point) or ``"en"``.

    Returns:
        At most four decimals; ``≈`` stands before a number that was cut for display.
    """
    if isinstance(value, Decimal):
        shown, about = value, ""
    else:
        places = decimal_places(value)
        cut = places is None or places > _PLACES
        kept = _PLACES if cut or places is None else places
        shown, about = to_decimal(round_exact(value, kept), kept), "≈ " if cut else ""
    text = format(shown, ",f")
    if lang == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return about + text


def _narrow(value: Fraction) -> Exact:
    return value.numerator if value.denominator == 1 else value


def _whole(value: object) -> object:
    """Give a whole number of another library as an int; anything else as it came."""
    try:
        return index(value)  # type: ignore[arg-type] # what has no index is refused
    except TypeError:
        return value


def _refusal(value: object) -> str:
    """Give the code of what keeps a value from being a number; empty when nothing does."""
    if isinstance(value, float):
        return "float_refused"
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal | str):
        inexact = isinstance(value, Real) and not isinstance(value, Integral)
        return "float_refused" if inexact else "number_expected"
    if isinstance(value, Decimal) and not value.is_finite():
        return "not_finite"
    if _too_long(value):
        return "number_too_long"
    if isinstance(value, str) and not _TEXT.fullmatch(value):
        return "number_expected"
    return ""


def _too_long(value: Exact | Decimal | str) -> bool:
    if isinstance(value, str):
        return len(value) > _DIGITS + 2
    if isinstance(value, Decimal):
        return len(value.as_tuple().digits) > _DIGITS or abs(value.adjusted()) >= _DIGITS
    return max(value.numerator.bit_length(), value.denominator.bit_length()) > _BITS

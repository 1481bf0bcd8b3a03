"""JSON kept exactly: numbers as they were written, and what cannot be kept found with its place.

What JSON allows but no record keeps (NaN, numbers of hundreds of digits, one name twice) is marked
where it stands while the text is read, so that whoever looks at the values can say where it is.
"""

import json
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

import attrs

from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["DoubledMap", "Unkept", "has_escaped_surrogates", "read_json", "write_json"]

_LONGEST = 60  # characters of a number
_FARTHEST = 300  # powers of ten


@attrs.frozen
class Unkept:
    """Stands where the text holds what cannot be kept.

    Args:
        code: Code of the problem.
        value: What stands there, as text.
    """

    code: str
    value: str


class DoubledMap(dict[str, Any]):
    """A map whose text gives one name twice, which would lose the first value.

    Args:
        pairs: Names and values as they stand.
    """

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.doubled = [name for name, _ in pairs if name in seen or seen.add(name)]  # type: ignore[func-returns-value]  # the usual idiom to keep order


def read_json(text: str, *, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """Read a JSON text.

    Args:
        text: The text.
        name: What it is called in problems, such as the name of the file.

    Returns:
        Maps, lists, texts, flags, null, whole numbers, and a `Decimal` for a number with a point;
        an `Unkept` or a `DoubledMap` where something would be lost.

    Raises:
        InvalidInput: If it is no JSON, or nested hundreds of levels deep.
    """
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise InvalidInput(Problem("not_json", place)) from error
    except RecursionError as error:
        raise InvalidInput(Problem("too_deep", name, cure="32")) from error


def write_json(value: Any, *, sort: bool = False) -> str:  # noqa: ANN401 - any JSON value
    """Write a value as JSON without spaces; numbers keep their digits.

    Args:
        value: What `read_json` gave.
        sort: Whether the names of maps are sorted.

    Returns:
        The text.
    """
    try:
        return (_SORTED if sort else _ENCODER).encode(value)
    except TypeError:  # a decimal number: the library's encoder knows floats alone
        return _write(value, sort)


def has_escaped_surrogates(text: str) -> bool:
    r"""Whether a JSON text may hold half a character: only ``\ud…`` escapes can bring one in."""
    return "\\ud" in text or "\\uD" in text


def _write(value: Any, sort: bool) -> str:  # noqa: ANN401, FBT001 - any JSON value
    match value:
        case dict():
            names = sorted(value) if sort else value
            parts = (f"{encode_basestring(name)}:{_write(value[name], sort)}" for name in names)
            return f"{{{','.join(parts)}}}"
        case list():
            return f"[{','.join(_write(part, sort) for part in value)}]"
        case Decimal():
            return str(value)
        case _:
            return _ENCODER.encode(value)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else DoubledMap(pairs)


def _whole(text: str) -> int | Unkept:
    return int(text) if len(text) <= _LONGEST else Unkept("number_too_long", text[:_LONGEST])


def _decimal(text: str) -> Decimal | Unkept:
    if len(text) <= _LONGEST:
        power = text.lower().partition("e")[2]
        if not power or (len(power) <= 4 and abs(int(power)) <= _FARTHEST):
            return Decimal(text)
    return Unkept("number_too_long", text[:_LONGEST])


def _constant(text: str) -> Unkept:
    return Unkept("not_finite", text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_whole, parse_float=_decimal, parse_constant=_constant
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)

"""The canonical value model: what a record may hold, and its one text form.

A value is text, a whole number, true or false, null, a list, or a map with text keys. Numbers
with decimals and dates stand as text (``"12.50"``, ``"2025-03-31"``), put there by the codec.
The boundary is checked here, once, so every backend accepts and refuses the same values.
"""

import json
import re
from types import NoneType
from typing import Any, NoReturn, TypeAlias

from asn_kinerja.errors import InvalidRecord, Problem, StorageError

__all__ = [
    "MAX_DEPTH",
    "MAX_KEY",
    "MAX_PAYLOAD",
    "MAX_TEXT",
    "Value",
    "canonical_text",
    "check_key",
    "is_clean",
    "parse_text",
]

Value: TypeAlias = str | int | bool | list["Value"] | dict[str, "Value"] | None

MAX_DEPTH = 32  # nested lists and maps
MAX_TEXT = 100_000  # characters of one text
MAX_PAYLOAD = 4_000_000  # characters of one record; a database packet holds four times as much
MAX_KEY = 200  # characters of a record key or an index value; every database indexes that much
_WHOLE = 1 << 63  # whole numbers fit 64 bits in every database; longer ones go as text

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_TEXT = frozenset({str})
_LEAVES = frozenset({str, bool, NoneType})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_Path: TypeAlias = "tuple[_Path, str | int] | str"


def canonical_text(value: Value, *, place: str) -> str:
    """Write a value in its one text form: JSON with sorted keys and no spaces.

    Args:
        value: The value to write.
        place: What the value is, as the start of the path in problems, such as ``"employee"``.

    Returns:
        The text; equal values give equal texts.

    Raises:
        InvalidRecord: If the value holds anything outside the model; all problems at once.
    """
    text = _ENCODER.encode(value) if type(value) in _LEAVES or _is_plain(value) else ""
    if not text or not is_clean(text):  # then look closely; it may still be in order
        problems: list[Problem] = []
        _walk(value, place, 0, problems)
        if error := InvalidRecord.of(problems):
            raise error
        text = text or _ENCODER.encode(value)
    if len(text) > MAX_PAYLOAD:
        raise InvalidRecord(
            Problem("text_too_long", place, value=len(text), cure=f"{MAX_PAYLOAD:,}")
        )
    return text


def parse_text(text: str, *, place: str) -> Value:
    """Read a value back from its text form.

    Args:
        text: What `canonical_text` wrote.
        place: What the value is, for the message.

    Returns:
        The value.

    Raises:
        StorageError: If the text is not what this library writes: the store was altered.
    """
    try:
        value: Value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise StorageError(Problem("store_altered", place)) from error
    return value


def check_key(text: object, *, place: str) -> list[Problem]:
    """Find what keeps a text from being a record key or an index value.

    Args:
        text: The candidate.
        place: Its place, for the problem.

    Returns:
        The problems; empty when the text will do.
    """
    if type(text) is str and len(text) <= MAX_KEY and text.isprintable():
        return []  # what is printable is neither control nor surrogate
    if type(text) is not str:
        cure = "text"
        return [Problem("wrong_type", place, value=type(text).__name__, cure=cure)]
    if len(text) > MAX_KEY:
        return [Problem("text_too_long", place, value=len(text), cure=f"{MAX_KEY:,}")]
    if _CONTROL.search(text):
        return [Problem("text_control", place)]
    return [Problem("text_surrogate", place)] if _has_surrogate(text) else []


def _is_plain(value: object) -> bool:
    """Whether a value is surely of the model, its texts not looked at; quick, level by level."""
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for part in level:
            found = type(part)
            if found is list:
                below += part
            elif found is dict and _TEXT.issuperset(map(type, part)):
                below += part.values()
            elif not (found is int and -_WHOLE <= part < _WHOLE):
                return False
        level = [part for part in below if type(part) not in _LEAVES]
        if not level:
            return True
    return False


def is_clean(text: str) -> bool:
    """Whether surely no text within a written value is one that is refused.

    Args:
        text: Canonical text.

    Returns:
        `False` when it must be looked at more closely; it may still be in order.
    """
    if len(text) > MAX_TEXT or "\\u0000" in text:
        return False
    return not _has_surrogate(text)


def _refuse(text: str) -> NoReturn:
    message = f"not a whole number: {text}"
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def _has_surrogate(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _walk(value: object, path: _Path, depth: int, problems: list[Problem]) -> None:
    match value:
        case str() if type(value) is str:
            _check_text(value, path, problems)
        case None | bool():
            pass
        case int() if type(value) is int:
            if not -_WHOLE <= value < _WHOLE:
                problems.append(Problem("whole_too_long", _render(path)))
        case dict() | list() if depth >= MAX_DEPTH:
            problems.append(Problem("too_deep", _render(path), cure=str(MAX_DEPTH)))
        case dict() if type(value) is dict:
            _walk_map(value, path, depth, problems)
        case list() if type(value) is list:
            for number, part in enumerate(value):
                _walk(part, (path, number), depth + 1, problems)
        case float():
            problems.append(Problem("float_refused", _render(path), value=value))
        case _:
            kind, cure = type(value).__name__, "text, a whole number, a flag, null, a list or a map"
            problems.append(Problem("wrong_type", _render(path), value=kind, cure=cure))


def _walk_map(
    value: dict[object, object], path: _Path, depth: int, problems: list[Problem]
) -> None:
    for name, part in value.items():
        if type(name) is str:
            _check_text(name, path, problems)
            _walk(part, (path, name), depth + 1, problems)
        else:
            shown = type(name).__name__
            problems.append(Problem("key_not_text", _render(path), value=shown))


def _check_text(text: str, path: _Path, problems: list[Problem]) -> None:
    if len(text) > MAX_TEXT:
        cure = f"{MAX_TEXT:,}"
        problems.append(Problem("text_too_long", _render(path), value=len(text), cure=cure))
    if "\0" in text:
        problems.append(Problem("text_control", _render(path)))
    if _has_surrogate(text):
        problems.append(Problem("text_surrogate", _render(path)))


def _render(path: _Path) -> str:
    parts: list[str] = []
    while not isinstance(path, str):
        path, step = path
        parts.append(f"[{step}]" if isinstance(step, int) else f".{ascii(step)[1:-1]}")
    return path + "".join(reversed(parts))

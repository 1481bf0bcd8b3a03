"""Records straight to their canonical text, without the plain values between.

A store keeps the text of a record: JSON with sorted keys and no spaces. Most kinds are made of
texts, words, dates, numbers and lists of such. For those a function is put together from their
annotations, as attrs and cattrs do for theirs. A kind with a free-form field has none and goes
through plain values. A test proves for every kind that both ways give the same text.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.periods import Period

__all__ = ["NotWritable", "Writer", "make_writer"]

Writer: TypeAlias = Callable[[Any], str]

_WHOLE = 1 << 63
_UNIONS = frozenset({Union, UnionType})
_AS_TEXT = (Nip, Period, Decimal, date)  # whose text needs no escapes


class NotWritable(Exception):
    """There is no text that any store keeps; looking at the plain values tells why."""


@cache
def make_writer(record_type: type) -> Writer | None:
    """Make what writes the records of one class.

    Args:
        record_type: An attrs class.

    Returns:
        A function from a record to its canonical text; `None` for a class with a field that is not
        written this way.

    Raises:
        NotWritable: By the function, if a whole number is longer than 64 bits.
    """
    fields = sorted(attrs.fields_dict(record_type).items())
    names: dict[str, Any] = {"join": ",".join}
    parts = [(name, _part(field.type, f"value.{name}", names)) for name, field in fields]
    if any(part is None for _, part in parts):
        return None
    text = ",".join(f'"{name}":{part}' for name, part in parts)
    return _compiled(f"{{{{{text}}}}}", names)


def _part(annotation: Any, value: str, names: dict[str, Any]) -> str | None:  # noqa: ANN401 - annotations are of many kinds
    """Give the part of an f-string that writes a value, with as few calls as can be.

    Args:
        annotation: Type of the value.
        value: Expression that gives it.
        names: What expressions may use; gets what this one needs.

    Returns:
        The part; `None` for a type that is not written this way.
    """
    options = _options(annotation)
    if annotation in _AS_TEXT or all(map(_is_plain_word, options)):
        form = ".digits" if annotation is Nip else "!s" if annotation in _AS_TEXT else "._value_"
        return f'"{{{value}{form}}}"'
    if get_origin(annotation) is tuple:
        writer = _writer(get_args(annotation)[0])
        return writer and f"[{{join(map({_bound(writer, names)}, {value}))}}]"
    writers = {option: _writer(option) for option in options if option is not NoneType}
    if None in writers.values():
        return None
    null = f"'null' if {value} is None else " if NoneType in options else ""
    if len(writers) > 1:
        return f"{{{null}{_bound(writers, names)}[type({value})]({value})}}"
    (only,) = writers.values()
    return f"{{{null}{_bound(only, names)}({value})}}"


def _writer(annotation: Any) -> Writer | None:  # noqa: ANN401 - annotations are of many kinds
    """Make what writes a value of one type; `None` for a type that is not written this way."""
    if annotation is str:
        return encode_basestring
    if annotation is int:
        return _whole
    if annotation is bool:
        return {True: "true", False: "false"}.__getitem__
    if annotation not in _AS_TEXT and attrs.has(annotation):
        return make_writer(annotation)
    words = all(map(_is_plain_word, _options(annotation)))
    if not (words or annotation in _AS_TEXT or get_origin(annotation) in {tuple, *_UNIONS}):
        return None
    names: dict[str, Any] = {"join": ",".join}
    part = _part(annotation, "value", names)
    return None if part is None else _compiled(part, names)


def _compiled(part: str, names: dict[str, Any]) -> Writer:
    writer: Writer = eval(f"lambda value: f'''{part}'''", names)  # noqa: S307 - made of names of fields
    return writer


def _bound(used: object, names: dict[str, Any]) -> str:
    """Give something that an expression uses a name."""
    name = f"used_{len(names)}"
    names[name] = used
    return name


def _options(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - annotations are of many kinds
    return get_args(annotation) if get_origin(annotation) in _UNIONS else (annotation,)


def _is_plain_word(annotation: Any) -> bool:  # noqa: ANN401 - annotations are of many kinds
    """Whether it is a list of words that need no escapes."""
    if not (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return False
    return all(encode_basestring(word.value) == f'"{word.value}"' for word in annotation)


def _whole(value: int) -> str:
    if not -_WHOLE <= value < _WHOLE:
        raise NotWritable
    return repr(int(value))

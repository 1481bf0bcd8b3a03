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
    names: dict[str, Any] = {"text": encode_basestring, "whole": _whole}
    parts = []
    for name, field in sorted(attrs.fields_dict(record_type).items()):
        part = _expression(field.type, f"record.{name}", names)
        if part is None:
            return None
        parts.append(f'"{name}":{part}')
    source = "lambda record: f'''{{" + ",".join(parts) + "}}'''"
    writer: Writer = eval(source, names)  # noqa: S307 - made of names of fields alone
    return writer


def _expression(annotation: Any, value: str, names: dict[str, Any]) -> str | None:  # noqa: ANN401 - one return a kind of annotation
    """Give the part of an f-string that writes a value.

    Args:
        annotation: Type of the value.
        value: Expression that gives it.
        names: What expressions may use; gets what this one needs.

    Returns:
        The part; `None` for a type that is not written this way.
    """
    if annotation in _AS_TEXT:
        return f'"{{{value}}}"'
    if annotation is str:
        return f"{{text({value})}}"
    if annotation is int:
        return f"{{whole({value})}}"
    writer = _writer(annotation)
    if writer is None:
        return None
    name = f"write_{len(names)}"
    names[name] = writer
    return f"{{{name}({value})}}"


def _writer(annotation: Any) -> Writer | None:  # noqa: ANN401, PLR0911 - one return a kind of annotation
    if annotation is bool:
        return {True: "true", False: "false"}.__getitem__
    if get_origin(annotation) in {Union, UnionType}:
        return _union(get_args(annotation))
    if get_origin(annotation) is tuple:
        return _list(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return {word: encode_basestring(word.value) for word in annotation}.__getitem__
    if annotation in _AS_TEXT:
        return lambda value: f'"{value}"'
    if annotation in {str, int}:
        return encode_basestring if annotation is str else _whole
    return make_writer(annotation) if attrs.has(annotation) else None


def _list(annotation: Any) -> Writer | None:  # noqa: ANN401 - annotations are of many kinds
    part = _writer(annotation)
    return None if part is None else lambda values: f"[{','.join(map(part, values))}]"


def _union(options: tuple[Any, ...]) -> Writer | None:
    writers = {option: _writer(option) for option in options if option is not NoneType}
    known = {option: writer for option, writer in writers.items() if writer is not None}
    if len(known) < len(writers):
        return None
    if len(known) == 1:
        (only,) = known.values()
        return lambda value: "null" if value is None else only(value)
    return lambda value: "null" if value is None else known[type(value)](value)


def _whole(value: int) -> str:
    if not -_WHOLE <= value < _WHOLE:
        raise NotWritable
    return repr(int(value))

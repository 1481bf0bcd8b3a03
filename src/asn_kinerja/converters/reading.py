"""Plain values straight to records, without looking for what is wrong with them.

What a store gives back was written by this library and is nearly always as it should be. For that
case a function is put together from the annotations of a record. It takes a value only if the
value has all fields of today and no other; for everything else it raises something, and the
converter reads the value again and tells what it found. A test proves for every kind that both ways
give the same record.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, NoReturn, TypeAlias, Union, get_args, get_origin

import attrs

from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.periods import Period

__all__ = ["Reader", "make_reader"]

Reader: TypeAlias = Callable[[Any], Any]

_UNIONS = frozenset({Union, UnionType})
_EXACT = frozenset({str, int, bool})
_AS_TEXT: Mapping[type, Reader] = {
    Nip: Nip,
    Period: Period,
    Decimal: Decimal,
    Fraction: Fraction,
    date: date.fromisoformat,
}


@cache
def make_reader(record_type: type) -> Reader | None:
    """Make what reads the records of one class.

    Args:
        record_type: An attrs class.

    Returns:
        A function from a map of plain values to the record, which raises any exception for a value
        that is not plainly such a record; `None` for a class with a field that is not read this
        way.
    """
    fields = attrs.fields_dict(record_type)
    names: dict[str, Any] = {"made": record_type, "refuse": _refuse}
    parts = [
        (field.alias, _part(field.type, f'value["{name}"]', names))
        for name, field in fields.items()
    ]
    if any(part is None for _, part in parts) or not all(field.init for field in fields.values()):
        return None
    given = ", ".join(f"{name}={part}" for name, part in parts)
    return _compiled(f"made({given}) if len(value) == {len(fields)} else refuse()", names)


def _part(annotation: Any, value: str, names: dict[str, Any]) -> str | None:  # noqa: ANN401 - annotations are of many kinds
    """Give the expression that reads a value.

    Args:
        annotation: Type of the field.
        value: Expression of the plain value.
        names: What expressions may use; gets what this one needs.

    Returns:
        The expression; `None` for a type that is not read this way.
    """
    options = _options(annotation)
    if NoneType in options and len(options) > 1:
        rest = reduce(or_, (option for option in options if option is not NoneType))
        local = _local(names)
        part = _part(rest, local, names)
        return part and f"(None if ({local} := {value}) is None else {part})"
    if annotation == Mapping[str, Any]:
        return value
    if annotation in _EXACT or annotation in _AS_TEXT:
        local = _local(names)
        wanted = annotation.__name__ if annotation in _EXACT else "str"
        read = (
            f"{_bound(_AS_TEXT[annotation], names)}({local})"
            if wanted != annotation.__name__
            else local
        )
        return f"({read} if type({local} := {value}) is {wanted} else refuse())"
    if get_origin(annotation) is tuple:
        reader, local = _reader(get_args(annotation)[0]), _local(names)
        return reader and (
            f"(tuple(map({_bound(reader, names)}, {local}))"
            f" if type({local} := {value}) is list else refuse())"
        )
    reader = _reader(annotation)
    return reader and f"{_bound(reader, names)}({value})"


def _reader(annotation: Any) -> Reader | None:  # noqa: ANN401 - annotations are of many kinds
    """Make what reads a value of one type; `None` for a type that is not read this way."""
    options = _options(annotation)
    if all(isinstance(option, type) and issubclass(option, StrEnum) for option in options):
        words = {word.value: word for option in options for word in option}
        return words.__getitem__ if len(words) == sum(map(len, options)) else None
    if all(attrs.has(option) and option not in _AS_TEXT for option in options):
        return make_reader(annotation) if len(options) == 1 else _one_of(options)
    if annotation not in _EXACT and annotation not in _AS_TEXT and NoneType not in options:
        return None
    names: dict[str, Any] = {"refuse": _refuse}
    part = _part(annotation, "value", names)
    return None if part is None else _compiled(part, names)


def _one_of(options: tuple[Any, ...]) -> Reader | None:
    """Make what reads one of several classes, told apart by the names of their fields."""
    readers = {tuple(sorted(attrs.fields_dict(option))): make_reader(option) for option in options}
    if None in readers.values() or len(readers) < len(options):
        return None
    known = {names: reader for names, reader in readers.items() if reader is not None}
    return lambda value: known[tuple(value)](value)  # a store keeps names sorted


def _compiled(part: str, names: dict[str, Any]) -> Reader:
    reader: Reader = eval(f"lambda value: {part}", names)  # noqa: S307 - made of names of fields
    return reader


def _refuse() -> NoReturn:
    raise ValueError


def _bound(used: object, names: dict[str, Any]) -> str:
    """Give something that an expression uses a name."""
    name = f"used_{len(names)}"
    names[name] = used
    return name


def _local(names: dict[str, Any]) -> str:
    """Give a name to what an expression keeps meanwhile."""
    return _bound(None, names).replace("used", "kept")


def _options(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - annotations are of many kinds
    return get_args(annotation) if get_origin(annotation) in _UNIONS else (annotation,)

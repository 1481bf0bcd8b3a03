"""Checks that every record shares: types, filled texts, half-open intervals, unique ids."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from asn_kinerja.errors import InvalidRecord, Problem

__all__ = ["checked", "freeze", "require_interval", "require_unique", "require_within", "thaw"]

_Fields = list["attrs.Attribute[Any]"]
_Test: TypeAlias = Callable[[Any], bool]

_LEAVES = frozenset({str, int, bool, NoneType})  # most of an explanation: worth no further call


def checked(_cls: type, fields: _Fields) -> _Fields:
    """Give every field of a record a validator made of its annotation.

    Use it as ``@attrs.frozen(kw_only=True, field_transformer=checked)``. A text without default
    must hold a visible character; an int is no bool, a date no datetime, a Decimal is finite.

    Args:
        _cls: The class being made; attrs gives it.
        fields: Its fields.

    Returns:
        The fields with a validator in front of their own.
    """
    return [field.evolve(validator=_all(_validator(field), field.validator)) for field in fields]


def freeze(value: Any) -> Any:  # noqa: ANN401 - a canonical value is any nesting of plain values
    """Make a nested plain value immutable: maps become read-only, lists become tuples."""
    if isinstance(value, Mapping):
        return MappingProxyType(
            {name: part if type(part) in _LEAVES else freeze(part) for name, part in value.items()}
        )
    if isinstance(value, list | tuple):
        return tuple([part if type(part) in _LEAVES else freeze(part) for part in value])
    return value


def thaw(value: Any) -> Any:  # noqa: ANN401 - the reverse of `freeze`
    """Turn a frozen value back into plain dicts and lists."""
    if isinstance(value, Mapping):
        return {name: part if type(part) in _LEAVES else thaw(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [part if type(part) in _LEAVES else thaw(part) for part in value]
    return value


def require_interval(record: object, start: date, end: date | None) -> None:
    """Refuse an interval that ends before or when it starts.

    Args:
        record: The record being made, for the message.
        start: First day.
        end: The day after the last one, or `None` while open.

    Raises:
        InvalidRecord: If the interval is empty.
    """
    if end is not None and end <= start:
        place = _place(record, "valid_until")
        raise InvalidRecord(
            Problem("empty_interval", place, value=end.isoformat(), cure=start.isoformat())
        )


def require_unique(record: object, field: str, ids: Iterable[str]) -> None:
    """Refuse a list in which an id stands twice.

    Args:
        record: The record being made, for the message.
        field: Name of the field that holds the list.
        ids: The ids in order.

    Raises:
        InvalidRecord: With one problem for each repeated id.
    """
    seen: set[str] = set()
    problems = []
    for position, name in enumerate(ids):
        if name in seen:
            problems.append(
                Problem("duplicate", f"{_place(record, field)}[{position}]", value=name)
            )
        seen.add(name)
    if error := InvalidRecord.of(problems):
        raise error


def require_within(
    record: object, field: str, value: int | Decimal, *, low: int, high: int | None = None
) -> None:
    """Refuse a number outside its bounds, both included.

    Args:
        record: The record being made, for the message.
        field: Name of the field.
        value: The number.
        low: Smallest allowed number.
        high: Largest allowed number, or `None` for no limit.

    Raises:
        InvalidRecord: If the number is out of bounds.
    """
    if value < low or (high is not None and value > high):
        bounds = f">= {low}" if high is None else f"{low}-{high}"
        raise InvalidRecord(
            Problem("out_of_bounds", _place(record, field), value=value, cure=bounds)
        )


def _place(record: object, field: str) -> str:
    return f"{type(record).__name__}.{field}"


def _all(first: Callable[..., None], second: Callable[..., Any] | None) -> Callable[..., None]:
    if second is None:
        return first

    def both(record: object, field: "attrs.Attribute[Any]", value: object) -> None:
        first(record, field, value)
        second(record, field, value)

    return both


def _validator(field: "attrs.Attribute[Any]") -> Callable[..., None]:
    expected = field.type
    fits = _test(expected)
    must_be_filled = field.default is attrs.NOTHING and fits(" ")

    def validate(record: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not fits(value):
            place, cure = _place(record, attribute.name), _name(expected)
            raise InvalidRecord(Problem("wrong_type", place, value=value, cure=cure))
        if must_be_filled and isinstance(value, str) and not value.strip():
            raise InvalidRecord(Problem("blank_text", _place(record, attribute.name)))

    return validate


def _test(expected: Any) -> _Test:  # noqa: ANN401, PLR0911 - one return a kind of annotation
    """Make the test of an annotation once, as records are made by the thousand."""
    origin = get_origin(expected)
    if origin in {Union, UnionType}:
        return _any_of([_test(option) for option in get_args(expected)])
    if origin is tuple:
        return _all_of(_test(get_args(expected)[0]))
    if origin is not None:
        return _is_a(origin)
    if expected is Any:
        return lambda _: True
    if expected in {None, NoneType}:
        return lambda value: value is None
    if expected is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if expected is date:
        return lambda value: isinstance(value, date) and not isinstance(value, datetime)
    if expected is Decimal:
        return lambda value: isinstance(value, Decimal) and value.is_finite()
    return _is_a(expected)


def _is_a(expected: type) -> _Test:
    return expected.__instancecheck__  # `isinstance` without a call of ours in between


def _any_of(tests: list[_Test]) -> _Test:
    if len(tests) == 2:
        first, second = tests
        return lambda value: first(value) or second(value)
    return lambda value: any(test(value) for test in tests)


def _all_of(test: _Test) -> _Test:
    return lambda value: isinstance(value, tuple) and all(map(test, value))


def _name(expected: Any) -> str:  # noqa: ANN401 - annotations are of many kinds
    if get_origin(expected) in {Union, UnionType}:
        return " / ".join(_name(option) for option in get_args(expected))
    if get_origin(expected) is tuple:
        return f"tuple of {_name(get_args(expected)[0])}"
    return str(getattr(expected, "__name__", expected))

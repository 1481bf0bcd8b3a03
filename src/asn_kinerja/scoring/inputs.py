"""What a policy is told: declared inputs, and how the values of one case are taken in."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import Exact, decimal_places, to_canonical, to_exact

__all__ = [
    "GIVEN",
    "Accept",
    "Check",
    "InputSpec",
    "Kind",
    "Values",
    "acceptor",
    "check_of",
    "column_of",
    "given_column",
    "item_place",
    "read_iso_day",
    "word_table",
]

GIVEN = "masukan_"  # begins the heading of an input that has the name of some policy's result
Values = dict[Any, Any]
Check = Callable[[object, list[Problem]], Any]
Accept = Callable[[Mapping[str, object]], tuple[Values, list[Problem]]]


class Kind(StrEnum):
    """What sort of value an input or output is."""

    NUMBER = "number"
    COUNT = "count"
    WORD = "word"
    FLAG = "flag"
    DATE = "date"
    ITEMS = "items"


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, words))


@attrs.frozen(kw_only=True)
class InputSpec:
    """A declared input of a policy, or a declared field of its items.

    Args:
        name: Name under which the value is given.
        kind: Number, count (a whole number from 0), word, flag, date or items.
        title: What it is, for people.
        unit: Unit of a number, such as ``jp`` or ``share``.
        scale: Most decimals that a number may have; `None` for any exact number.
        low: Least number, exact; `None` for no bound.
        high: Greatest number; `None` for no bound.
        words: The allowed words, best first where they have an order; any text without them.
        variants: Other spellings that stand for one of `words`.
        optional: Whether a case is complete without it.
        default: What an optional input is when it is not given.
        source: The fact of the records that fills it; empty when the caller gives it.
        citation: The law that bounds it, named in every refusal.
        fields: The fields of one item.
    """

    name: str
    kind: Kind
    title: Wording
    unit: str = ""
    scale: int | None = None
    low: Exact | None = attrs.field(default=None, converter=attrs.converters.optional(to_exact))
    high: Exact | None = attrs.field(default=None, converter=attrs.converters.optional(to_exact))
    words: tuple[str, ...] = attrs.field(default=(), converter=_plain)
    variants: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    default: bool | str | None = None
    source: str = ""
    citation: Citation | None = None
    fields: "tuple[InputSpec, ...]" = ()

    def refuse(self, code: str, value: object, *, cure: str = "") -> Problem:
        """Make the problem of a value that this input refuses, with the article.

        Args:
            code: Code of the problem.
            value: The refused value.
            cure: What would be accepted.

        Returns:
            The problem, at the name of this input.
        """
        rule = self.citation.as_rule() if self.citation else ""
        return Problem(code, self.name, value=value, rule=rule, cure=cure)


def column_of(spec: InputSpec, columns: Container[str]) -> str:
    """Name the column of an input: ``masukan_<name>`` where there is one, else its own name.

    So one table can hold an input and leave the name free for the result of another policy.

    Args:
        spec: The input.
        columns: The columns of the table.

    Returns:
        The name.
    """
    return given_column(spec.name, columns)


def given_column(name: str, columns: Container[str]) -> str:
    """Name the column of a fact that some policy gives as a result too; see `column_of`.

    Args:
        name: The name of the fact.
        columns: The columns of the table.

    Returns:
        The name of the column.
    """
    given = f"{GIVEN}{name}"
    return given if given in columns else name


def item_place(items: str, number: int, *, field: str) -> str:
    """Name a field of an item, such as ``items[3].status``."""
    return f"{items}[{number}].{field}"


def acceptor(specs: Sequence[InputSpec]) -> Accept:
    """Prepare the taking in of the values of one case.

    Args:
        specs: The declared inputs.

    Returns:
        A function of a mapping of values that gives them in exact form, with `None` for what is
        missing, and every problem found: unknown names, wrong kinds, floats, unknown words,
        values out of bounds, fields of items included.
    """
    checks = [(spec.name, check_of(spec), spec.default) for spec in specs]
    names = frozenset(spec.name for spec in specs)

    def accept(given: Mapping[str, object]) -> tuple[Values, list[Problem]]:
        values: Values = {}
        problems: list[Problem] = []
        for name, check, default in checks:
            value = given.get(name)
            if value is None:
                values[name] = default
                continue
            values[name] = check(value, problems)
        if not given.keys() <= names:
            problems += [_unknown(name, names) for name in given if name not in names]
        return values, problems

    return accept


def check_of(spec: InputSpec) -> Check:
    """Prepare the check of one value that is there.

    Args:
        spec: The input.

    Returns:
        A function of the value and of a list, to which it adds the problem if there is one. It
        gives the value in exact form, or `None`.
    """
    match spec.kind:
        case Kind.WORD:
            return _word(spec)
        case Kind.NUMBER | Kind.COUNT:
            return _number(spec)
        case Kind.FLAG:
            return _flag(spec)
        case Kind.DATE:
            return _date(spec)
        case Kind.ITEMS:
            return _items(spec)


def word_table(spec: InputSpec) -> dict[str, str]:
    """Give the word that each spelling stands for; empty where any text will do."""
    return {word: word for word in spec.words} | dict(spec.variants)


def _word(spec: InputSpec) -> Check:
    table = word_table(spec)
    allowed = ", ".join(spec.words)

    def word(value: object, problems: list[Problem]) -> str | None:
        if isinstance(value, Enum) and not isinstance(value, str):
            value = value.value
        if isinstance(value, str):
            found = table.get(value) if table else str(value)
            if found is not None:
                return found
            problems.append(spec.refuse("unknown_word", value, cure=allowed))
        else:
            problems.append(spec.refuse("wrong_type", value, cure=allowed))
        return None

    return word


def _number(spec: InputSpec) -> Check:
    low = 0 if spec.kind is Kind.COUNT and spec.low is None else spec.low
    high, scale = spec.high, 0 if spec.kind is Kind.COUNT else spec.scale
    bounds = _bounds(low, high)

    def number(value: object, problems: list[Problem]) -> Exact | None:
        try:
            exact = to_exact(value, place=spec.name)
        except InvalidInput as error:
            problems.append(spec.refuse(error.problems[0].code, error.problems[0].value))
            return None
        if (low is not None and exact < low) or (high is not None and exact > high):
            problems.append(spec.refuse("out_of_bounds", to_canonical(exact), cure=bounds))
            return None
        if scale is not None:
            places = decimal_places(exact)
            if places is None or places > scale:
                problems.append(
                    spec.refuse("too_many_decimals", to_canonical(exact), cure=str(scale))
                )
                return None
        return exact

    return number


def _bounds(low: Exact | None, high: Exact | None) -> str:
    parts = [] if low is None else [f">= {to_canonical(low)}"]
    return ", ".join([*parts, *([] if high is None else [f"<= {to_canonical(high)}"])])


def _flag(spec: InputSpec) -> Check:
    def flag(value: object, problems: list[Problem]) -> bool | None:
        if value is True or value is False:
            return value
        kind = type(value)
        if kind.__module__ == "numpy" and kind.__name__ in {"bool", "bool_"}:  # by either release
            return bool(value)
        problems.append(spec.refuse("wrong_type", value, cure="true / false"))
        return None

    return flag


def _date(spec: InputSpec) -> Check:
    def day(value: object, problems: list[Problem]) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str) and (found := read_iso_day(value)) is not None:
            return found
        problems.append(spec.refuse("wrong_type", value, cure="2022-02-07"))
        return None

    return day


def read_iso_day(text: str) -> date | None:
    """Read a day such as ``2022-02-07``; `None` when it is written in another way, as by weeks."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def _items(spec: InputSpec) -> Check:
    accept = acceptor(spec.fields)

    def items(value: object, problems: list[Problem]) -> tuple[Values, ...] | None:
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Sequence):
            problems.append(spec.refuse("wrong_type", type(value).__name__, cure="[{…}, {…}]"))
            return None
        taken = []
        for number, item in enumerate(value):
            if not isinstance(item, Mapping):
                place = f"{spec.name}[{number}]"
                problems.append(Problem("wrong_type", place, value=item, cure="{…}"))
                continue
            values, found = accept(item)
            taken.append(values)
            problems += [_inside(problem, spec.name, number) for problem in found]
        return tuple(taken)

    return items


def _inside(problem: Problem, items: str, number: int) -> Problem:
    place = item_place(items, number, field=problem.place)
    return Problem(problem.code, place, value=problem.value, rule=problem.rule, cure=problem.cure)


def _unknown(name: object, names: frozenset[str]) -> Problem:
    from difflib import get_close_matches  # only when something is wrong

    near = get_close_matches(str(name), names, n=1)
    return Problem("unknown_key", str(name), value=name, cure=", ".join(near or sorted(names)))

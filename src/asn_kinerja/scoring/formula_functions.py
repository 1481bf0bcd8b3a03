"""The functions and signs of formulas: what each takes and which node it makes."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import attrs

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.formula_parts import Argument, Mistake
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Aggregate,
    And,
    Case,
    Choose,
    Clip,
    Compare,
    Comparison,
    Constant,
    Count,
    Date,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Max,
    Min,
    MissingPart,
    Multiply,
    Node,
    Not,
    Or,
    Override,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.numbers import RoundingMode

__all__ = [
    "FIELDS_BELOW",
    "FUNCTIONS",
    "RESERVED",
    "SPELLINGS",
    "Function",
    "chain",
    "check_number",
    "compare",
    "logical",
    "negate",
]

_HALF = RoundingMode.HALF_UP
_SCALES = 15  # decimals that a rounded number may keep

RESERVED = {
    "and": "and", "atau": "or", "benar": "true", "bukan": "not", "dan": "and", "false": "false",
    "not": "not", "or": "or", "salah": "false", "tidak": "not", "true": "true",
}  # fmt: skip
"""The words that join conditions, and the two flags, in both languages; no name can be one."""

SPELLINGS = {
    "ada": "any", "bagi": "ratio", "banyaknya": "count", "batasi": "clip", "bulatkan": "round",
    "hasil": "result", "jika": "if", "jumlah": "sum", "maks": "max", "rata_rata": "mean",
    "rata_tertimbang": "weighted_mean", "semua": "all", "terakhir": "latest", "terisi": "given",
}  # fmt: skip
"""Indonesian names of functions; an input may have the same name, since no bracket follows it."""

BY_ZERO = Undetermined(
    "penyebut_nol",
    Wording(
        "Penyebut nol; hasil bagi tidak dapat ditetapkan.",
        "The denominator is zero, so there is no ratio.",
    ),
)
"""What ``/`` gives where the divisor is zero."""


Function = Callable[[str, Sequence[Argument], int], Argument]


def _need(part: Argument, kind: Kind) -> Argument:
    if part.kind not in {kind, None} or part.weight is not None:
        found = str(part.kind) if part.weight is None else ":"
        raise Mistake("formula_kind", part.at, found, str(kind))
    return part


def check_number(part: Argument) -> Argument:
    """Refuse what is no number."""
    return _need(part, Kind.NUMBER)


def _value(part: Argument) -> Argument:
    """Refuse items and pairs where one value is needed."""
    if part.items or part.weight is not None:
        raise Mistake("formula_kind", part.at, str(part.kind), "number / word / flag / date")
    return part


def _same(parts: Sequence[Argument]) -> Kind | None:
    """Give the kind that all parts have; refuse a mixture."""
    known = [_value(part) for part in parts if part.kind is not None]
    for part in known:
        if part.kind is not known[0].kind:
            raise Mistake("formula_kind", part.at, str(part.kind), str(known[0].kind))
    return known[0].kind if known else None


def _nodes(parts: Sequence[Argument]) -> tuple[Node, ...]:
    return tuple(part.node for part in parts)


def negate(part: Argument, at: int) -> Argument:
    """Turn the sign of a number; a fixed one stays a fixed one."""
    if isinstance(part.node, Constant) and isinstance(part.node.value, int | Fraction):
        return Argument(Constant(-part.node.value), Kind.NUMBER, at)
    return Argument(Subtract(0, part.node), Kind.NUMBER, at)


def chain(parts: Sequence[Argument], signs: Sequence[str]) -> Argument:
    """Make one sum or one quotient of a row of operands.

    Args:
        parts: Operands from left to right.
        signs: The signs between them, all of ``+ -`` or all of ``* /``.

    Returns:
        A flat node: what is added less what is subtracted, or product through product.
    """
    numbers = [check_number(part) for part in parts]
    flipped = {"-", "/"}
    kept = [numbers[0], *(p for p, sign in zip(numbers[1:], signs, strict=True)
                          if sign not in flipped)]  # fmt: skip
    other = [p for p, sign in zip(numbers[1:], signs, strict=True) if sign in flipped]
    join = Add if signs[0] in {"+", "-"} else Multiply
    left, right = (
        side[0].node if len(side) == 1 else join(_nodes(side)) if side else None
        for side in (kept, other)
    )
    node: Node = left if left is not None else Constant(0)
    if right is not None and join is Add:
        node = Subtract(node, right)
    elif right is not None:
        node = Ratio(node, right, when_zero=BY_ZERO)
    return Argument(node, Kind.NUMBER, parts[0].at)


def compare(left: Argument, right: Argument, *, sign: str) -> Argument:
    """Compare two values of one kind; words and flags only for being equal."""
    kind = _same((left, right))
    if kind in {Kind.WORD, Kind.FLAG} and sign not in {"==", "!="}:
        raise Mistake("words_without_order", left.at, sign)
    return Argument(Compare(left.node, right.node, op=Comparison(sign)), Kind.FLAG, left.at)


def logical(parts: Sequence[Argument], word: str) -> Argument:
    """Join conditions by ``and``, ``or`` or ``not``."""
    flags = _nodes([_need(part, Kind.FLAG) for part in parts])
    node = And(flags) if word == "and" else Or(flags) if word == "or" else Not(flags[0])
    return Argument(node, Kind.FLAG, parts[0].at)


def _count(name: str, parts: Sequence[Argument], at: int, least: int, most: int) -> None:
    if not least <= len(parts) <= most:
        wanted = str(least) if least == most else f"{least} … {most}" if most < 99 else f"{least} …"
        raise Mistake("formula_arguments", at, f"{name} ({len(parts)})", wanted)


def _if(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 3, 99)
    if len(parts) % 2 == 0:
        raise Mistake("formula_arguments", at, f"{name} ({len(parts)})", "3, 5, 7 …")
    kind = _same([*parts[1::2], parts[-1]])
    cases = tuple(
        Case(when=_need(when, Kind.FLAG).node, then=then.node)
        for when, then in zip(parts[:-1:2], parts[1::2], strict=True)
    )
    return Argument(Choose(cases, parts[-1].node), kind, at)


def _round(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 1, 3)
    scale: object = 0
    if len(parts) > 1:
        scale = parts[1].node.value if isinstance(parts[1].node, Constant) else None
        if type(scale) is not int or not 0 <= scale <= _SCALES:
            raise Mistake("formula_scale", parts[1].at, "", f"0 … {_SCALES}")
    mode = RoundingMode(_choice(parts[2], tuple(RoundingMode))) if len(parts) == 3 else _HALF
    node = Round(check_number(parts[0]).node, scale if isinstance(scale, int) else 0, mode=mode)
    return Argument(node, Kind.NUMBER, at)


def _choice(part: Argument, allowed: Sequence[str]) -> str:
    """Read a fixed word that steers a function."""
    found = part.node.value if isinstance(part.node, Constant) else None
    if not isinstance(found, str) or found not in allowed:
        cure = ", ".join(f"'{word}'" for word in allowed)
        raise Mistake("formula_choice", part.at, str(found or ""), cure)
    return found


def _clip(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 3, 3)
    value, low, high = _nodes([check_number(part) for part in parts])
    return Argument(Clip(value, low=low, high=high), Kind.NUMBER, at)


def _ratio(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 3, 3)
    top, bottom, empty = _nodes([check_number(part) for part in parts])
    return Argument(Ratio(top, bottom, when_zero=empty), Kind.NUMBER, at)


def _weighted(name: str, parts: Sequence[Argument], at: int) -> Argument:
    missing = MissingPart.UNDETERMINED
    if parts[-1].weight is None and parts[-1].kind is Kind.WORD:
        missing = MissingPart(_choice(parts[-1], tuple(MissingPart)))
        parts = parts[:-1]
    _count(name, parts, at, 1, 99)
    weighted = []
    for part in parts:
        if part.weight is None:
            raise Mistake("formula_weight", part.at, name)
        value = check_number(attrs.evolve(part, weight=None))
        weighted.append(Weighted(value.node, check_number(part.weight).node))
    return Argument(WeightedMean(tuple(weighted), missing=missing), Kind.NUMBER, at)


def _given(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 1, 1)
    node = parts[0].node
    given = parts[0].items or (node.name if isinstance(node, Input | Flag | Date) else "")
    if not given:
        raise Mistake("formula_input", parts[0].at, name)
    return Argument(Given(given), Kind.FLAG, at)


def _override(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 2, 2)
    return Argument(Override(*_nodes(parts)), _same(parts), at)


def _result(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 1, 2)
    words = [part.node.value if isinstance(part.node, Constant) else None for part in parts]
    for part, word in zip(parts, words, strict=True):
        if not isinstance(word, str):
            raise Mistake("formula_kind", part.at, str(part.kind), str(Kind.WORD))
    return Argument(ResultOf(*map(str, words)), None, at)


def _items_of(name: str, parts: Sequence[Argument]) -> str:
    if not parts[0].items:
        raise Mistake("formula_items", parts[0].at, name)
    return parts[0].items


def _counting(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 1, 2)
    where = _need(parts[1], Kind.FLAG).node if len(parts) == 2 else None
    return Argument(Count(items=_items_of(name, parts), where=where), Kind.NUMBER, at)


def _distinct(name: str, parts: Sequence[Argument], at: int) -> Argument:
    _count(name, parts, at, 2, 3)
    where = _need(parts[2], Kind.FLAG).node if len(parts) == 3 else None
    count = Count(items=_items_of(name, parts), where=where, distinct=_value(parts[1]).node)
    return Argument(count, Kind.NUMBER, at)


def _over(name: str, parts: Sequence[Argument], at: int) -> Argument:
    """Make one value of items: ``sum(items; value)`` or ``sum(items; value; condition)``."""
    _count(name, parts, at, 2, 3)
    items = _items_of(name, parts)
    where = _need(parts[2], Kind.FLAG).node if len(parts) == 3 else None
    if name == "latest":
        return Argument(
            Latest(_need(parts[1], Kind.DATE).node, items=items, where=where), Kind.DATE, at
        )
    aggregate = Aggregate(name)
    kind = Kind.FLAG if aggregate in {Aggregate.ALL, Aggregate.ANY} else Kind.NUMBER
    value = _need(parts[1], kind).node
    return Argument(Items(aggregate, value, items=items, where=where), kind, at)


def _extreme(name: str, parts: Sequence[Argument], at: int) -> Argument:
    """Take the smallest or largest of several numbers, or of the values of items."""
    if parts[0].items:
        return _over(name, parts, at)
    _count(name, parts, at, 2, 99)
    numbers = _nodes([check_number(part) for part in parts])
    return Argument(Min(numbers) if name == "min" else Max(numbers), Kind.NUMBER, at)


FUNCTIONS: dict[str, Function] = {
    "all": _over,
    "any": _over,
    "clip": _clip,
    "count": _counting,
    "count_distinct": _distinct,
    "given": _given,
    "if": _if,
    "latest": _over,
    "max": _extreme,
    "mean": _over,
    "min": _extreme,
    "override": _override,
    "ratio": _ratio,
    "result": _result,
    "round": _round,
    "sum": _over,
    "weighted_mean": _weighted,
}
"""The functions by name; `SPELLINGS` holds other names for some."""

FIELDS_BELOW = frozenset({"all", "any", "count", "count_distinct", "latest", "max", "mean", "min",
                          "sum"})  # fmt: skip
"""The functions whose later arguments may speak of the fields of an item."""

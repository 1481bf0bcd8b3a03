"""The closures that `evaluate.py` makes of nodes: what each operation does, missing included."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.nodes import Aggregate, MissingPart, Scalar

__all__ = [
    "UNSET",
    "Found",
    "Item",
    "Run",
    "Trace",
    "Values",
    "aggregate",
    "choose",
    "clip",
    "compare",
    "count",
    "decided",
    "keep",
    "lookup",
    "lookup_key",
    "matrix",
    "override",
    "picker",
    "product",
    "ratio",
    "strict",
    "weighted_mean",
]

Found = Any  # an int, a Fraction, a word, a flag or a date; None is missing
Values = dict[Any, Any]
Trace = tuple[Any, ...]  # what each node was, flat, where a case was computed the short way
UNSET: Any = object()  # stands for what a case did not need
Item = dict[str, Any] | None
Run = Callable[[Values, Item], Found]
Pick = Callable[[Values], list[Found] | None]


def strict(runs: Sequence[Run], combine: Callable[[list[Found]], Found]) -> Run:
    """Combine operands; one that is missing makes the result missing."""

    def combined(values: Values, item: Item) -> Found:
        found = []
        for run in runs:
            value = run(values, item)
            if value is None:
                return None
            found.append(value)
        return combine(found)

    return combined


def keep(run: Run, slot: int) -> Run:
    """Keep the value of a shared node for the rest of the evaluation."""

    def kept(values: Values, item: Item) -> Found:
        if slot not in values:
            values[slot] = run(values, item)
        return values[slot]

    return kept


def product(factors: Iterable[Found]) -> Found:
    """Multiply."""
    result: Found = 1
    for factor in factors:
        result *= factor
    return result


def ratio(numerator: Run, denominator: Run, *, when_zero: Run) -> Run:
    """Divide exactly; a zero denominator has its own result."""

    def divided(values: Values, item: Item) -> Found:
        top, bottom = numerator(values, item), denominator(values, item)
        if top is None or bottom is None:
            return None
        return Fraction(top, bottom) if bottom != 0 else when_zero(values, item)

    return divided


def weighted_mean(parts: Sequence[tuple[Run, Run]], missing: MissingPart, *, place: str) -> Run:
    """Weigh the parts; a missing one refuses, is left out, or makes the mean missing."""

    def mean(values: Values, item: Item) -> Found:
        total: Found = 0
        weights: Found = 0
        for value_run, weight_run in parts:
            value, weight = value_run(values, item), weight_run(values, item)
            if value is None or weight is None:
                if missing is MissingPart.LEAVE_OUT:
                    continue
                _stop(missing, place)
                return None
            total += value * weight
            weights += weight
        return Fraction(total, weights) if weights != 0 else None

    return mean


def clip(run: Run, *, low: Run | None, high: Run | None) -> Run:
    """Hold a number between two edges."""

    def clipped(values: Values, item: Item) -> Found:
        value = run(values, item)
        for edge_run, nearer in ((low, max), (high, min)):
            edge = edge_run(values, item) if edge_run is not None else value
            if value is None or edge is None:
                return None
            value = nearer(value, edge)
        return value

    return clipped


def matrix(row: Run, column: Run, *, cells: Mapping[tuple[str, str], Run]) -> Run:
    """Find the cell of two words; there is none for words that the matrix does not hold."""

    def found(values: Values, item: Item) -> Found:
        cell = cells.get((row(values, item), column(values, item)))
        return None if cell is None else cell(values, item)

    return found


def lookup(run: Run, rows: Mapping[tuple[bool, Scalar], Run]) -> Run:
    """Find the row of a value."""

    def found(values: Values, item: Item) -> Found:
        value = run(values, item)
        row = None if value is None else rows.get(lookup_key(value))
        return None if row is None else row(values, item)

    return found


def lookup_key(value: Scalar) -> tuple[bool, Scalar]:
    """Keep the flag true and the number 1 apart."""
    return (isinstance(value, bool), value)


def choose(cases: Sequence[tuple[Run, Run]], otherwise: Run) -> Run:
    """Take the first case that holds; a condition that is missing makes the choice missing."""

    def chosen(values: Values, item: Item) -> Found:
        for when, then in cases:
            holds = when(values, item)
            if holds is None:
                return None
            if holds:
                return then(values, item)
        return otherwise(values, item)

    return chosen


def override(given: Run, proposed: Run) -> Run:
    """Take what was given, or else what was proposed."""

    def taken(values: Values, item: Item) -> Found:
        value = given(values, item)
        return proposed(values, item) if value is None else value

    return taken


def compare(left: Run, right: Run, *, by: Callable[[Found, Found], bool]) -> Run:
    """Compare two values."""

    def compared(values: Values, item: Item) -> Found:
        first, second = left(values, item), right(values, item)
        return None if first is None or second is None else by(first, second)

    return compared


def decided(runs: Sequence[Run], *, by: bool) -> Run:
    """Join flags: the first that equals `by` decides, else one that is missing leaves it open."""

    def joined(values: Values, item: Item) -> Found:
        result: bool | None = not by
        for run in runs:
            value = run(values, item)
            if value is by:
                return by
            if value is None:
                result = None
        return result

    return joined


def picker(
    items: str, *, where: Run | None, value: Run | None, missing: MissingPart, place: str
) -> Pick:
    """Gather the values of the items that meet a condition, or `None` when one is missing."""

    def pick(values: Values) -> list[Found] | None:
        if values[items] is None:
            return None
        found = []
        for number, item in enumerate(values[items]):
            holds = True if where is None else where(values, item)
            taken = value(values, item) if holds and value is not None else holds
            if holds is None or (holds and taken is None):
                if missing is MissingPart.LEAVE_OUT:
                    continue
                _stop(missing, f"{place}[{number}]")
                return None
            if holds:
                found.append(taken)
        return found

    return pick


def count(pick: Pick, *, distinct: bool) -> Run:
    """Count what was picked."""

    def counted(values: Values, _: Item) -> Found:
        found = pick(values)
        if found is None:
            return None
        return len(set(found)) if distinct else len(found)

    return counted


def aggregate(pick: Pick, kind: Aggregate, *, when_empty: Run | None) -> Run:
    """Make one value of what was picked."""
    combine = _COMBINE[kind]

    def aggregated(values: Values, item: Item) -> Found:
        found = pick(values)
        if found is None:
            return None
        if not found and when_empty is not None:
            return when_empty(values, item)
        if not found and kind in _NEED_ONE:
            return None
        return combine(found)

    return aggregated


_NEED_ONE = {Aggregate.MEAN, Aggregate.MIN, Aggregate.MAX}
_COMBINE: dict[Aggregate, Callable[[list[Found]], Found]] = {
    Aggregate.SUM: sum,
    Aggregate.MEAN: lambda found: Fraction(sum(found), len(found)),
    Aggregate.MIN: min,
    Aggregate.MAX: max,
    Aggregate.ALL: all,
    Aggregate.ANY: any,
}


def _stop(missing: MissingPart, place: str) -> None:
    """Refuse a missing part, or let the aggregate be missing."""
    if missing is MissingPart.REFUSE:
        raise InvalidInput(Problem("required", place))

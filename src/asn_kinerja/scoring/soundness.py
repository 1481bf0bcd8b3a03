"""Looking for numbers that do not go together: units, weights, and what no computer holds."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from asn_kinerja.errors import Problem
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import (
    Add,
    Bands,
    Choose,
    Clip,
    Compare,
    Constant,
    Field,
    Input,
    Items,
    Max,
    Min,
    Multiply,
    Node,
    Override,
    ParameterValue,
    Ratio,
    Round,
    Subtract,
    WeightedMean,
)
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.reach import Span
from asn_kinerja.scoring.rule import Rule
from asn_kinerja.scoring.walk import children, uses_field

__all__ = ["check_numbers"]

_WHOLE = 2**53  # whole numbers below it are exact in the columns of frames
_NO_UNIT = frozenset({"", "butir", "date", "flag", "item", "orang", "person", "word"})
_SHARES = frozenset({"share", "weight"})


def check_numbers(rule: Rule, follower: Follower) -> list[Problem]:
    """Find units that are mixed, weights below zero, and rounded numbers that are too large.

    Args:
        rule: The policy, whose names are all declared.
        follower: Knows what each node can be.

    Returns:
        The problems.
    """
    roots = rule.roots
    units = _Units(rule)
    problems: list[Problem] = []
    for root in roots:
        units.unit(root)
        for node, key in _keyed(root, ""):
            problems += _of_node(node, follower, f"{rule.id}.{key}".rstrip("."))
    return list(dict.fromkeys([*units.problems, *problems]))


def _keyed(node: Node, key: str) -> Iterator[tuple[Node, str]]:
    """Go through a tree, each node with the nearest name above it."""
    name = node.key or key
    yield node, name
    for below in children(node):
        yield from _keyed(below, name)


def _of_node(node: Node, follower: Follower, place: str) -> Iterator[Problem]:
    if isinstance(node, WeightedMean):
        for part in node.parts:
            weight = _numbers(part.weight, follower)
            if weight is not None and weight.low is not None and weight.low < 0:
                value = f"{write_formula(part.weight, top=False)} = {to_canonical(weight.low)}"
                yield Problem("weight_negative", place, value=value)
    if isinstance(node, Round):
        reach = _numbers(node, follower)
        ends: list[Exact] = [] if reach is None else reach.ends()
        for end in ends:
            size = Fraction(max(end, -end))
            if size * 10**node.scale >= _WHOLE:
                value = to_canonical(end) if size < 10**30 else "…"
                yield Problem("overflow", place, value=value)


def _numbers(node: Node, follower: Follower) -> Span | None:
    return None if uses_field(node) else follower.reach(node).numbers


class _Units:
    """Follows units upwards; a unit that is not known goes with any."""

    def __init__(self, rule: Rule) -> None:
        self.problems: list[Problem] = []
        self._rule = rule
        self._inputs = {spec.name: spec.unit for spec in rule.inputs}
        self._parameters = {one.name: one.unit for one in rule.parameters}
        self._done: dict[Node, str] = {}
        self._key = ""

    def unit(self, node: Node, fields: dict[str, str] | None = None) -> str:
        """Give the unit of a node; empty when it is not known or there is none."""
        if fields is None and node in self._done:
            return self._done[node]
        outer, self._key = self._key, node.key or self._key
        found = self._unit(node, fields or {})
        self._key = outer
        found = "" if found in _NO_UNIT else found
        if fields is None:
            self._done[node] = found
        return found

    def _unit(self, node: Node, fields: dict[str, str]) -> str:
        match node:
            case Input():
                return self._inputs.get(node.name, "")
            case Field():
                return fields.get(node.name, "")
            case ParameterValue():
                return self._parameters.get(node.name, "")
            case Items():
                specs = [spec for spec in self._rule.inputs if spec.name == node.items]
                inner = {field.name: field.unit for spec in specs for field in spec.fields}
                return self.unit(node.value, inner)
            case _:
                below = [self.unit(part, fields or None) for part in children(node)]
                return self._joined(node, below)

    def _joined(self, node: Node, below: list[str]) -> str:
        """Join the units of what stands below a node."""
        match node:
            case Add() | Subtract() | Min() | Max() | Clip() | Override() | Round():
                return self._same(node, below)
            case Compare():
                self._same(node, below)
            case WeightedMean():
                return self._same(node, below[::2])
            case Choose():
                return self._same(node, [*below[1:-1:2], below[-1]])
            case Bands():
                edges = [edge for band in node.bands for edge in (band.lower, band.upper) if edge]
                self._same(node, [below[0], *(self.unit(edge) for edge in edges)])
            case Multiply():
                return _scaled(node.factors, below)
            case Ratio():
                return _divided(node, below)
            case _:
                pass
        return ""

    def _same(self, node: Node, units: Iterable[str]) -> str:
        known = list(dict.fromkeys(unit for unit in units if unit))
        if len(known) > 1:
            place = f"{self._rule.id}.{self._key}".rstrip(".")
            text = write_formula(node)
            self.problems.append(
                Problem("units_mixed", place, value=" / ".join(known), cure=text[:60])
            )
            return ""
        return known[0] if known else ""


def _divided(node: Ratio, units: list[str]) -> str:
    if isinstance(node.denominator, Constant) or units[1] in _SHARES:
        return units[0]
    return "share" if units[0] == units[1] != "" else ""


def _scaled(factors: Iterable[Node], units: list[str]) -> str:
    """Give the unit of a product of one quantity and of plain numbers or shares."""
    known = [unit for unit in units if unit and unit not in _SHARES]
    plain = all(
        unit or isinstance(factor, Constant) for factor, unit in zip(factors, units, strict=True)
    )
    return known[0] if len(known) == 1 and plain else ""

"""Nodes written as formulas, for people who compare or look up a policy."""

from collections.abc import Iterable
from fractions import Fraction
from typing import assert_never

from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    And,
    Arithmetic,
    Bands,
    Calendar,
    Choose,
    Clip,
    Compare,
    Constant,
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Leaf,
    Logic,
    Lookup,
    Matrix,
    Max,
    Min,
    MissingPart,
    Multiply,
    Node,
    Not,
    Or,
    OverItems,
    Override,
    ParameterValue,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.numbers import RoundingMode

__all__ = ["write_formula"]


def write_formula(node: Node, *, top: bool = True, own: str = "") -> str:
    """Write a node as a formula; tables and what has a name of its own are only named.

    Args:
        node: The node.
        top: Whether the node itself is written out although it has a name.
        own: Name of the step that the node belongs to; what bears it is written out too, such as a
            rounding within the step, or the step as an extended policy has it.

    Returns:
        The formula, with points in decimals.
    """
    return _Writer(own or (node.key if top else "")).write(node, top=top)


class _Writer:
    """Writes one formula."""

    def __init__(self, own: str) -> None:
        self._own = own

    def write(self, node: Node, *, top: bool = False) -> str:  # noqa: PLR0911 - one case a group of nodes
        """Write a node, by its name where it has one that is not the writer's own."""
        if not top and node.key and node.key != self._own:
            return node.key
        match node:
            case Add() | Subtract() | Multiply() | Ratio() | WeightedMean() | Min() | Max():
                return self._arithmetic(node)
            case Clip() | Round():
                return self._arithmetic(node)
            case Bands() | Matrix() | Lookup():
                return node.key or type(node).__name__.lower()
            case Choose():
                cases = (self.write(part) for case in node.cases for part in (case.when, case.then))
                return f"if({'; '.join([*cases, self.write(node.otherwise)])})"
            case Override():
                return f"override({self.write(node.given)}; {self.write(node.proposed)})"
            case Compare() | And() | Or() | Not():
                return self._logic(node)
            case Count() | Items() | Latest():
                return self._over_items(node)
            case AddMonths() | WholeMonths():
                return self._calendar(node)
            case _:
                return _leaf(node)

    def _factor(self, node: Node, *kinds: type) -> str:
        """Write an operand; brackets around what binds less tightly."""
        text = self.write(node)
        if node.key and node.key != self._own:
            return text
        loose = isinstance(node, (Add, Subtract, Compare, And, Or, *kinds)) or _is_quotient(node)
        if isinstance(node, Constant) and isinstance(node.value, int | Fraction):
            loose = node.value < 0 or "/" in text
        return f"({text})" if loose else text

    def _join(self, nodes: Iterable[Node], mark: str) -> str:
        return mark.join(self._factor(node) for node in nodes)

    def _list(self, nodes: Iterable[Node]) -> str:
        return "; ".join(self.write(node) for node in nodes)

    def _arithmetic(self, node: Arithmetic) -> str:  # noqa: PLR0911 - one case a node
        match node:
            case Add():
                return self._join(node.terms, " + ")
            case Subtract():
                if node.left == Constant(0):
                    return f"-{self._factor(node.right)}"
                return f"{self.write(node.left)} - {self._factor(node.right)}"
            case Multiply():
                return self._join(node.factors, " * ")
            case Ratio():
                return self._ratio(node)
            case WeightedMean():
                parts = [f"{self.write(part.value)}: {self.write(part.weight)}"
                         for part in node.parts]  # fmt: skip
                return f"weighted_mean({'; '.join([*parts, *_mode(node.missing)])})"
            case Min() | Max():
                return f"{'min' if isinstance(node, Min) else 'max'}({self._list(node.terms)})"
            case Clip():
                edges = (node.low, node.high)
                texts = ["…" if edge is None else self.write(edge) for edge in edges]
                return f"clip({'; '.join([self.write(node.value), *texts])})"
            case Round():
                mode = "" if node.mode is RoundingMode.HALF_UP else f"; '{node.mode}'"
                return f"round({self.write(node.value)}; {node.scale}{mode})"
            case _:
                assert_never(node)

    def _ratio(self, node: Ratio) -> str:
        if _is_quotient(node):
            return f"{self._factor(node.numerator)} / {self._factor(node.denominator, Multiply)}"
        return f"ratio({self._list((node.numerator, node.denominator, node.when_zero))})"

    def _logic(self, node: Logic) -> str:
        match node:
            case Compare():
                return f"{self._factor(node.left)} {node.op} {self._factor(node.right)}"
            case And():
                return self._join(node.terms, " and ")
            case Or():
                return self._join(node.terms, " or ")
            case Not():
                return f"not {self._factor(node.term)}"
            case _:
                assert_never(node)

    def _over_items(self, node: OverItems) -> str:
        match node:
            case Count():
                name = "count" if node.distinct is None else "count_distinct"
                parts = [] if node.distinct is None else [node.distinct]
            case Items():
                name, parts = str(node.aggregate), [node.value]
            case Latest():
                name, parts = "latest", [node.value]
            case _:
                assert_never(node)
        texts = [self.write(part) for part in (*parts, *([node.where] if node.where else []))]
        if not isinstance(node, Count) and node.when_empty is not None:
            texts.append(f"empty: {self.write(node.when_empty)}")
        return f"{name}({'; '.join([node.items, *texts, *_mode(node.missing)])})"

    def _calendar(self, node: Calendar) -> str:
        match node:
            case AddMonths():
                return f"add_months({self._list((node.start, node.months))})"
            case WholeMonths():
                return f"whole_months({self._list((node.start, node.end))})"
            case _:
                assert_never(node)


def _is_quotient(node: Node) -> bool:
    """Whether a node is written with ``/``, which gives nothing where the divisor is zero."""
    return isinstance(node, Ratio) and isinstance(node.when_zero, Undetermined)


def _mode(missing: MissingPart) -> list[str]:
    return [] if missing is MissingPart.UNDETERMINED else [f"'{missing}'"]


def _leaf(node: Leaf) -> str:
    match node:
        case Input() | Flag() | Date() | Field() | ParameterValue():
            return node.name
        case Given():
            return f"given({node.name})"
        case Constant():
            value = canonical(node.value)
            if isinstance(value, bool):
                return str(value).lower()
            return f"'{value}'" if isinstance(node.value, str) else str(value)
        case Undetermined():
            return f"({node.code})"
        case ResultOf():
            output = f"; '{node.output}'" if node.output else ""
            return f"result('{node.policy}'{output})"
        case _:
            assert_never(node)

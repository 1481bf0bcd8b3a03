"""Nodes written as formulas, for people who compare or look up a policy."""

from collections.abc import Iterable
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


def write_formula(  # noqa: PLR0911 - one case a group of nodes
    node: Node, *, top: bool = True
) -> str:
    """Write a node as a formula; tables and what has a name of its own are only named.

    Args:
        node: The node.
        top: Whether the node itself is written out although it has a name.

    Returns:
        The formula, with points in decimals.
    """
    if not top and node.key:
        return node.key
    match node:
        case Add() | Subtract() | Multiply() | Ratio() | WeightedMean() | Min() | Max():
            return _arithmetic(node)
        case Clip() | Round():
            return _arithmetic(node)
        case Bands() | Matrix() | Lookup():
            return node.key or type(node).__name__.lower()
        case Choose():
            cases = (_in(part) for case in node.cases for part in (case.when, case.then))
            return f"if({'; '.join([*cases, _in(node.otherwise)])})"
        case Override():
            return f"override({_in(node.given)}; {_in(node.proposed)})"
        case Compare() | And() | Or() | Not():
            return _logic(node)
        case Count() | Items() | Latest():
            return _over_items(node)
        case AddMonths() | WholeMonths():
            return _calendar(node)
        case _:
            return _leaf(node)


def _in(node: Node) -> str:
    return write_formula(node, top=False)


def _factor(node: Node) -> str:
    """Write an operand; brackets around what binds less tightly."""
    loose = isinstance(node, Add | Subtract | Compare | And | Or | Ratio) and not node.key
    return f"({_in(node)})" if loose else _in(node)


def _join(nodes: Iterable[Node], mark: str) -> str:
    return mark.join(_factor(node) for node in nodes)


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


def _arithmetic(node: Arithmetic) -> str:  # noqa: PLR0911 - one case a node
    match node:
        case Add():
            return _join(node.terms, " + ")
        case Subtract():
            if node.left == Constant(0):
                return f"-{_factor(node.right)}"
            return f"{_in(node.left)} - {_factor(node.right)}"
        case Multiply():
            return _join(node.factors, " * ")
        case Ratio():
            return f"{_factor(node.numerator)} / {_factor(node.denominator)}"
        case WeightedMean():
            parts = (f"{_in(part.value)}: {_in(part.weight)}" for part in node.parts)
            return f"weighted_mean({'; '.join(parts)})"
        case Min() | Max():
            name = "min" if isinstance(node, Min) else "max"
            return f"{name}({'; '.join(_in(term) for term in node.terms)})"
        case Clip():
            edges = ("…" if edge is None else _in(edge) for edge in (node.low, node.high))
            return f"clip({_in(node.value)}; {'; '.join(edges)})"
        case Round():
            mode = "" if node.mode is RoundingMode.HALF_UP else f"; '{node.mode}'"
            return f"round({_in(node.value)}; {node.scale}{mode})"
        case _:
            assert_never(node)


def _logic(node: Logic) -> str:
    match node:
        case Compare():
            return f"{_factor(node.left)} {node.op} {_factor(node.right)}"
        case And():
            return _join(node.terms, " and ")
        case Or():
            return _join(node.terms, " or ")
        case Not():
            return f"not {_factor(node.term)}"
        case _:
            assert_never(node)


def _over_items(node: OverItems) -> str:
    where = f"; {_in(node.where)}" if node.where is not None else ""
    match node:
        case Count():
            if node.distinct is not None:
                return f"count_distinct({node.items}; {_in(node.distinct)}{where})"
            return f"count({node.items}{where})"
        case Items():
            return f"{node.aggregate}({node.items}; {_in(node.value)}{where})"
        case Latest():
            return f"latest({node.items}; {_in(node.value)}{where})"
        case _:
            assert_never(node)


def _calendar(node: Calendar) -> str:
    match node:
        case AddMonths():
            return f"add_months({_in(node.start)}; {_in(node.months)})"
        case WholeMonths():
            return f"whole_months({_in(node.start)}; {_in(node.end)})"
        case _:
            assert_never(node)

"""The shape of a tree of nodes, for every interpreter: its children, what it reads."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    And,
    Bands,
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
    Lookup,
    Matrix,
    Max,
    Min,
    Multiply,
    Node,
    Not,
    Or,
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

__all__ = ["children", "read_items", "shared", "uses_field", "walk"]


def children(node: Node) -> tuple[Node, ...]:  # noqa: C901, PLR0911, PLR0912 - one case a node
    """Give the nodes directly below a node, in a fixed order.

    Args:
        node: Any node.

    Returns:
        Its operands; of tables also all results and edges, of items their condition and value.
    """
    match node:
        case Input() | Flag() | Date() | Field() | Given() | Constant() | ParameterValue():
            return ()
        case Undetermined():
            return ()
        case ResultOf():
            return tuple(below for _, below in node.inputs)
        case Add() | Min() | Max() | And() | Or():
            return node.terms
        case Multiply():
            return node.factors
        case Subtract() | Compare():
            return (node.left, node.right)
        case Ratio():
            return (node.numerator, node.denominator, node.when_zero)
        case WeightedMean():
            return tuple(below for part in node.parts for below in (part.value, part.weight))
        case Round() | Not():
            return (node.value if isinstance(node, Round) else node.term,)
        case Clip():
            return _present(node.value, node.low, node.high)
        case Bands() | Matrix() | Lookup() | Choose() | Override():
            return _table_children(node)
        case Count():
            return _present(node.where, node.distinct)
        case Items() | Latest():
            return _present(node.where, node.value, node.when_empty)
        case AddMonths():
            return (node.start, node.months)
        case WholeMonths():
            return (node.start, node.end)
        case _:
            assert_never(node)


def _table_children(node: Bands | Matrix | Lookup | Choose | Override) -> tuple[Node, ...]:
    match node:
        case Bands():
            edges = (
                below for band in node.bands for below in (band.lower, band.upper, band.result)
            )
            return _present(node.value, *edges)
        case Matrix():
            return (node.row, node.column, *(cell.result for cell in node.cells))
        case Lookup():
            return (node.value, *(row.result for row in node.rows))
        case Choose():
            cases = (below for case in node.cases for below in (case.when, case.then))
            return (*cases, node.otherwise)
        case Override():
            return (node.given, node.proposed)
        case _:
            assert_never(node)


def _present(*nodes: Node | None) -> tuple[Node, ...]:
    return tuple(node for node in nodes if node is not None)


def walk(node: Node) -> Iterator[Node]:
    """Go through a node and everything below it, a shared node as often as it is used."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def uses_field(node: Node) -> bool:
    """Whether a node reads the item at hand, outside of items of its own."""
    if isinstance(node, Field):
        return True
    if isinstance(node, Count | Items | Latest):
        return False
    return any(uses_field(below) for below in children(node))


def read_items(node: Node) -> dict[str, set[str]]:
    """Collect which fields of which items a tree reads.

    Args:
        node: Root of the tree.

    Returns:
        Names of fields by the name of the input that holds the items.
    """
    found: dict[str, set[str]] = {}
    for below in walk(node):
        if isinstance(below, Count | Items | Latest):
            fields = found.setdefault(below.items, set())
            fields |= {leaf.name for leaf in walk(below) if isinstance(leaf, Field)}
    return found


def shared(roots: Iterable[Node]) -> set[Node]:
    """Find the composite nodes that are used more than once.

    Args:
        roots: The trees of one policy.

    Returns:
        The nodes whose value is worth keeping during an evaluation.
    """
    seen: set[Node] = set()
    twice: set[Node] = set()
    stack = list(roots)
    while stack:
        node = stack.pop()
        below = children(node)
        if not below and not isinstance(node, Count):
            continue
        if node in seen:
            twice.add(node)
            continue
        seen.add(node)
        stack.extend(below)
    return twice

"""Changing a few nodes of a tree; everything else stays the very same object."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import attrs

from asn_kinerja.scoring.nodes import Band, Case, Cell, LookupRow, Node, Weighted
from asn_kinerja.scoring.walk import walk

__all__ = ["keyed", "rebuild", "replace_keyed"]

N = TypeVar("N")
_ROWS = (Band, Case, Cell, LookupRow, Weighted)


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """Change the nodes directly below a node.

    Args:
        node: Any node.
        change: Gives what stands in the place of a node below; the node itself to keep it.

    Returns:
        The node itself when nothing below was changed, or a copy with what was.
    """
    return _rebuilt(node, change)


def _rebuilt(thing: N, change: Callable[[Node], Node]) -> N:
    changes: dict[str, object] = {}
    for field in attrs.fields(type(thing)):  # type: ignore[arg-type] # a node or a row of a table
        before = getattr(thing, field.name)
        after = _changed(before, change)
        if after is not before:
            changes[field.name] = after
    return attrs.evolve(thing, **changes) if changes else thing  # type: ignore[misc] # as above


def _changed(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, _ROWS):
        return _rebuilt(value, change)
    if isinstance(value, tuple):
        after = tuple(_changed(part, change) for part in value)
        same = all(one is other for one, other in zip(value, after, strict=True))
        return value if same else after
    return value


def replace_keyed(node: Node, replacements: Mapping[str, Callable[[], Node]]) -> Node:
    """Put other nodes in the place of those with certain keys.

    Args:
        node: Root of the tree.
        replacements: What stands in the place of each key; called when the key is met.

    Returns:
        The tree, sharing all that is not above a replaced node.
    """
    done: dict[int, Node] = {}

    def change(one: Node) -> Node:
        if one.key in replacements:
            return replacements[one.key]()
        if id(one) not in done:
            done[id(one)] = rebuild(one, change)
        return done[id(one)]

    return change(node)


def keyed(node: Node) -> Iterator[tuple[str, Node]]:
    """Give every node of a tree that has a key, outermost first."""
    for below in walk(node):
        if below.key:
            yield below.key, below

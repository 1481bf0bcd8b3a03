"""What the nodes of a policy can read, and which of it a node does read."""

from collections.abc import Mapping

import attrs

from asn_kinerja.scoring.frames.lanes import Const, Lane
from asn_kinerja.scoring.frames.over_items import Gatherer
from asn_kinerja.scoring.nodes import (
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Node,
    ParameterValue,
    ResultOf,
)
from asn_kinerja.scoring.program import Program
from asn_kinerja.scoring.walk import children

__all__ = ["Known", "KnownItems", "Reads"]


@attrs.frozen(kw_only=True)
class KnownItems:
    """Items that came with the frame.

    Args:
        gatherer: Puts their columns together.
        fields: For each place of the gatherer, the lanes of an item by the name of the field.
    """

    gatherer: Gatherer
    fields: tuple[Mapping[str, Lane], ...]


@attrs.frozen(kw_only=True, eq=False)
class Known:
    """What the nodes of one policy can read.

    Args:
        program: The policy, with its legal values.
        lanes: Its inputs.
        items: Its items that came; the others are missing.
    """

    program: Program
    lanes: Mapping[str, Lane]
    items: Mapping[str, KnownItems]


class Reads:
    """Says what nodes read; found once for each node."""

    def __init__(self) -> None:
        self._names: dict[Node, frozenset[tuple[str, str]]] = {}
        self._fields: dict[Node, bool] = {}

    def by(self, node: Node, known: Known) -> frozenset[object]:
        """Give what a node reads: where two policies read the same, they share its column.

        Args:
            node: The node.
            known: What it can read.

        Returns:
            The lanes, items and legal values, by name.
        """
        found: set[object] = set()
        for kind, name in self._named(node):
            match kind:
                case "input":
                    found.add((name, known.lanes.get(name)))
                    found.add((name, id(known.items.get(name))))
                case "parameter":
                    found.add((name, Const(known.program.versions[name].value)))
                case _:
                    found.add(known)
        return frozenset(found)

    def field(self, node: Node) -> bool:
        """Whether a node reads the item at hand, outside of items of its own."""
        found = self._fields.get(node)
        if found is None:
            found = isinstance(node, Field) or (
                not isinstance(node, Count | Items | Latest)
                and any(self.field(below) for below in children(node))
            )
            self._fields[node] = found
        return found

    def _named(self, node: Node) -> frozenset[tuple[str, str]]:
        """Name the inputs, parameters and other policies that a node and what is below it read."""
        found = self._names.get(node)
        if found is None:
            own: set[tuple[str, str]] = set()
            match node:
                case Input() | Flag() | Date() | Given():
                    own.add(("input", node.name))
                case ParameterValue():
                    own.add(("parameter", node.name))
                case ResultOf():
                    own.add(("policy", node.policy))
                case Count() | Items() | Latest():
                    own.add(("input", node.items))
                case _:
                    pass
            found = frozenset(own).union(*(self._named(below) for below in children(node)))
            self._names[node] = found
        return found

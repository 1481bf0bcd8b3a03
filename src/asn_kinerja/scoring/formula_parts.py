"""What the reading of a formula works with: names, arguments, mistakes."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Node

__all__ = ["Argument", "Fault", "Formula", "Mistake", "Names"]


@attrs.frozen
class Fault:
    """What is wrong at one place of a formula.

    Args:
        code: Code of the problem.
        at: Offset of the first character at fault.
        value: What stands there.
        cure: What would be accepted.
    """

    code: str
    at: int
    value: str = ""
    cure: str = ""


@attrs.frozen
class Formula:
    """What a formula was read into.

    Args:
        node: The node; `None` when there are faults.
        kind: What sort of value it gives, where that is known.
        faults: Everything that is wrong with it.
    """

    node: Node | None
    kind: Kind | None
    faults: tuple[Fault, ...] = ()


@attrs.frozen(kw_only=True)
class Names:
    """What a formula can speak of.

    Args:
        find: Gives the node of a name and the kind of its value, or `None`.
        known: All names that can be found, for suggestions.
        items: The inputs that hold items, by name.
        words: The words that inputs, tables and outputs know.
    """

    find: Callable[[str], tuple[Node, Kind | None] | None]
    known: Sequence[str] = ()
    items: Mapping[str, InputSpec] = attrs.field(factory=dict)
    words: frozenset[str] = frozenset()


class Mistake(Exception):
    """Stops the reading of a formula at a place.

    Args:
        code: Code of the problem.
        at: Offset of the first character at fault.
        value: What stands there.
        cure: What would be accepted.
    """

    def __init__(self, code: str, at: int, value: str = "", cure: str = "") -> None:
        super().__init__(code)
        self.code, self.at, self.value, self.cure = code, at, value, cure


@attrs.frozen
class Argument:
    """A part of a formula that was read.

    Args:
        node: Its node.
        kind: What sort of value it gives; `None` where that is not known.
        at: Where it starts.
        items: The input with items that it names, if it is nothing else.
        weight: What stands behind its colon.
    """

    node: Node
    kind: Kind | None
    at: int
    items: str = ""
    weight: "Argument | None" = None

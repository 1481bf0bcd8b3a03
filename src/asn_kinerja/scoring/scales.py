"""Which numbers a rule has rounded, and to how many decimals: read off the nodes."""

from collections.abc import Iterable
from fractions import Fraction

from asn_kinerja.scoring.nodes import (
    Bands,
    Choose,
    Clip,
    Constant,
    Lookup,
    Matrix,
    Max,
    Min,
    Node,
    Override,
    Round,
    Undetermined,
)
from asn_kinerja.scoring.numbers import decimal_places
from asn_kinerja.scoring.walk import children

__all__ = ["rounded_scale"]

_FIXED = -1  # a fixed number of n decimals is -1 - n: it fits any scale that is fine enough


def rounded_scale(node: Node) -> int | None:
    """Find the number of decimals to which a rule rounds what a node gives.

    Args:
        node: Any node that gives a number.

    Returns:
        The scale, or `None` when some way to the result meets no rounding.
    """
    scale = _scale(node)
    return None if scale is None or scale <= _FIXED else scale


def _scale(node: Node) -> int | None:  # noqa: PLR0911 - one case a node
    match node:
        case Round():
            return node.scale
        case Constant() if isinstance(node.value, int | Fraction):
            places = decimal_places(node.value)
            return None if places is None else _FIXED - places
        case Undetermined():
            return _FIXED
        case Min() | Max() | Clip() | Override():
            return _common(children(node))
        case Choose():
            return _common((*(case.then for case in node.cases), node.otherwise))
        case Bands():
            return _common(band.result for band in node.bands)
        case Matrix():
            return _common(cell.result for cell in node.cells)
        case Lookup():
            return _common(row.result for row in node.rows)
        case _:
            return None


def _common(nodes: Iterable[Node]) -> int | None:
    scales = [_scale(node) for node in nodes]
    known = [scale for scale in scales if scale is not None]
    if len(known) < len(scales) or not known:
        return None
    if max(known) <= _FIXED:
        return min(known)
    return max(*known, *(_FIXED - scale for scale in known if scale <= _FIXED), 0)

"""How near a value came to another result: distances to edges, exact."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil
from operator import ge, gt, le, lt

from asn_kinerja.scoring.closures import Found
from asn_kinerja.scoring.explain_plans import BandPlan
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.explanation_parts import Margin
from asn_kinerja.scoring.nodes import Compare, Comparison
from asn_kinerja.scoring.numbers import Exact

__all__ = ["distance", "edges_near", "is_within"]


def is_within(band: BandPlan, value: Found) -> bool:
    """Whether a number lies in a band."""
    above = ge if band.row.lower_in else gt
    under = le if band.row.upper_in else lt
    return (band.lower is None or above(value, band.lower)) and (
        band.upper is None or under(value, band.upper)
    )


def edges_near(
    value: Exact, others: Iterable[BandPlan], *, scale: int | None = None
) -> tuple[Margin, BandPlan | None]:
    """Measure the distance to the nearest bands that give something else.

    Args:
        value: The number.
        others: The bands that give something else than its own.
        scale: Decimals of the number, where it has no more; then the least change that counts.

    Returns:
        The distances, and the nearest of these bands, if there is one.
    """
    down: tuple[Exact, BandPlan] | None = None
    up: tuple[Exact, BandPlan] | None = None
    for band in others:
        if band.upper is not None and band.upper <= value:
            change = _change(value - band.upper, within=band.row.upper_in, scale=scale)
            if down is None or change < down[0]:
                down = change, band
        elif band.lower is not None and band.lower >= value:
            change = _change(band.lower - value, within=band.row.lower_in, scale=scale)
            if up is None or change < up[0]:
                up = change, band
    margin = Margin(down=down and down[0], up=up and up[0])
    nearest = down if up is None or (down is not None and down[0] <= up[0]) else up
    return margin, nearest and nearest[1]


def _change(distance: Exact, *, within: bool, scale: int | None) -> Exact:
    """Give the least change that leads over an edge; to the edge where no least one is known."""
    if scale is None:
        return distance
    step = Fraction(1, 10**scale)
    steps = ceil(distance / step)
    if not within and steps * step == distance:
        steps += 1
    return steps * step


def distance(node: Compare, parts: Sequence[Explanation]) -> Margin | None:
    """Measure how far two numbers are apart, where one must exceed the other.

    Args:
        node: The comparison.
        parts: The steps of its two sides.

    Returns:
        The distance; `None` for words, flags, dates, and for what must only be equal or not.
    """
    left, right = (_number(part.value) for part in parts)
    if left is None or right is None or node.op in {Comparison.EQUAL, Comparison.UNEQUAL}:
        return None
    difference = left - right
    return Margin(down=difference) if difference >= 0 else Margin(up=-difference)


def _number(value: Found) -> Exact | None:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return None
    return value

"""How near a value came to another result: distances to edges, exact."""

from collections.abc import Sequence
from fractions import Fraction
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
    value: Found, taken: BandPlan, *, bands: Sequence[BandPlan]
) -> tuple[Margin, BandPlan | None]:
    """Measure the distance to the edges of the band in which a number lies.

    Args:
        value: The number.
        taken: The band.
        bands: All bands of the table.

    Returns:
        The distances, and the band beyond the nearest edge, if there is one.
    """
    lower, upper = taken.lower, taken.upper
    down = None if lower is None else value - lower
    up = None if upper is None else upper - value
    toward_lower = up is None or (down is not None and down <= up)
    edge = lower if toward_lower else upper
    beyond = None
    for band in bands:
        far = band.upper if toward_lower else band.lower
        if edge is not None and far is not None and far == edge:
            beyond = band
    return Margin(down=down, up=up), beyond


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

"""Proving what a policy says of itself from its nodes alone, where that can be done."""

from collections.abc import Iterable, Sequence

from asn_kinerja.scoring.claims import Holds, Property
from asn_kinerja.scoring.intervals import Follower
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Clip,
    Constant,
    Date,
    Flag,
    Given,
    Input,
    Max,
    Min,
    Multiply,
    Node,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    WeightedMean,
)
from asn_kinerja.scoring.numbers import Exact
from asn_kinerja.scoring.walk import children, read_items, walk

__all__ = ["prove"]


def prove(claim: Property, node: Node, *, follower: Follower, words: Sequence[str] = ()) -> bool:
    """Try to prove a property from the nodes alone.

    Args:
        claim: The property.
        node: Node of its output.
        follower: Knows what each node can be.
        words: Words of the output, best first.

    Returns:
        Whether it is proved; `False` says nothing about the property itself.
    """
    match claim.holds:
        case Holds.UNAFFECTED:
            return not _reads(node, claim.input)
        case Holds.TOTAL:
            reach = follower.reach(node)
            return not reach.missing and not reach.anything
        case Holds.BOUNDED:
            reach = follower.reach(node)
            span = reach.numbers
            return (
                span is not None
                and not reach.anything
                and (claim.low is None or (span.low is not None and span.low >= claim.low))
                and (claim.high is None or (span.high is not None and span.high <= claim.high))
            )
        case Holds.RISING | Holds.FALLING:
            found = _Slope(claim.input, follower, words).slope(node)
            return found in {0, 1 if claim.holds is Holds.RISING else -1}


def _reads(node: Node, name: str) -> bool:
    for below in walk(node):
        if isinstance(below, ResultOf):
            return True
        if isinstance(below, Input | Flag | Date | Given) and below.name == name:
            return True
    return name in read_items(node)


class _Slope:
    """Follows whether nodes rise or fall with one input: 1, -1, 0 for neither, `None` unknown."""

    def __init__(self, name: str, follower: Follower, words: Sequence[str]) -> None:
        self._name = name
        self._follower = follower
        self._words = words

    def slope(self, node: Node) -> int | None:  # noqa: PLR0911 - one case a group of nodes
        if not _reads(node, self._name):
            return 0
        match node:
            case Input():
                return 1
            case Add() | Min() | Max() | Clip():
                return _agreed(self.slope(part) for part in children(node))
            case Round():
                return self.slope(node.value)
            case Subtract():
                right = self.slope(node.right)
                return _agreed([self.slope(node.left), None if right is None else -right])
            case Multiply():
                return self._product(node)
            case Ratio():
                return self._quotient(node)
            case WeightedMean():
                return self._mean(node)
            case Bands():
                return self._bands(node)
            case _:
                return None

    def _sign(self, node: Node) -> int | None:
        """Say whether a number is never below zero (1) or never above (-1)."""
        span = self._follower.reach(node).numbers
        if span is not None and span.low is not None and span.low >= 0:
            return 1
        return -1 if span is not None and span.high is not None and span.high <= 0 else None

    def _product(self, node: Multiply) -> int | None:
        moving = [factor for factor in node.factors if _reads(factor, self._name)]
        fixed = [self._sign(factor) for factor in node.factors if factor not in moving]
        if len(moving) != 1 or None in fixed:
            return None
        found = self.slope(moving[0])
        for sign in fixed:
            found = None if found is None or sign is None else found * sign
        return found

    def _quotient(self, node: Ratio) -> int | None:
        span = self._follower.reach(node.denominator).numbers
        if _reads(node.denominator, self._name) or span is None or span.holds(0):
            return None
        sign, found = self._sign(node.denominator), self.slope(node.numerator)
        return None if sign is None or found is None else found * sign

    def _mean(self, node: WeightedMean) -> int | None:
        for part in node.parts:
            if _reads(part.weight, self._name) or self._sign(part.weight) != 1:
                return None
        return _agreed(self.slope(part.value) for part in node.parts)

    def _bands(self, node: Bands) -> int | None:
        ranks = [self._rank(band) for band in sorted(node.bands, key=self._start)]
        if any(_reads(edge, self._name) for edge in children(node)[1:]):
            return None
        known = [rank for rank in ranks if rank is not None]
        if len(known) < len(ranks):
            return None
        value = self.slope(node.value)
        rising, falling = known == sorted(known), known == sorted(known, reverse=True)
        if value is None or not (rising or falling):
            return None
        return value if rising else -value

    def _start(self, band: Band) -> tuple[bool, Exact]:
        low = self._follower.span_of(band).low
        return (low is not None, low or 0)

    def _rank(self, band: Band) -> Exact | None:
        value = band.result.value if isinstance(band.result, Constant) else None
        if isinstance(value, str) and value in self._words:
            return -self._words.index(value)
        plain = isinstance(value, Exact) and not isinstance(value, bool)
        return value if plain else None  # type: ignore[return-value] # as tested


def _agreed(slopes: Iterable[int | None]) -> int | None:
    found = set(slopes) - {0}
    if None in found or len(found) > 1:
        return None
    return found.pop() if found else 0

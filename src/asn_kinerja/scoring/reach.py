"""What a node can still give: spans of numbers, sets of words, and whether it can be missing."""

from collections.abc import Iterable, Sequence

import attrs

from asn_kinerja.scoring.closures import Found
from asn_kinerja.scoring.nodes import Comparison
from asn_kinerja.scoring.numbers import Exact

__all__ = ["Reach", "Span", "compare_reach", "joined"]


@attrs.frozen
class Span:
    """All numbers from `low` to `high`; `None` where there is no bound."""

    low: Exact | None
    high: Exact | None

    def add(self, other: "Span") -> "Span":
        """Add any number of one span to any of the other."""
        return Span(_plus(self.low, other.low), _plus(self.high, other.high))

    def negate(self) -> "Span":
        """Turn the sign of every number."""
        low, high = self.high, self.low
        return Span(None if low is None else -low, None if high is None else -high)

    def multiply(self, other: "Span") -> "Span":
        """Multiply any number of one span by any of the other."""
        if None not in {self.low, self.high, other.low, other.high}:
            corners = [a * b for a in self.ends() for b in other.ends()]
            return Span(min(corners), max(corners))
        if self.low is not None and other.low is not None and self.low >= 0 and other.low >= 0:
            high = None if self.high is None or other.high is None else self.high * other.high
            return Span(self.low * other.low, high)
        return Span(None, None)

    def holds(self, number: Exact) -> bool:
        """Whether a number lies in the span."""
        return (self.low is None or self.low <= number) and (
            self.high is None or number <= self.high
        )

    def meets(self, other: "Span") -> bool:
        """Whether the spans share a number."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)

    def ends(self) -> list[Exact]:
        """Give the bounds that there are."""
        return [end for end in (self.low, self.high) if end is not None]


def _plus(first: Exact | None, second: Exact | None) -> Exact | None:
    return None if first is None or second is None else first + second


@attrs.frozen
class Reach:
    """What a node can give.

    Args:
        numbers: The span of numbers, or `None` when it gives none.
        values: The words, flags and dates that it can give.
        missing: Whether it can be missing.
        anything: Whether nothing is known of it.
    """

    numbers: Span | None = None
    values: frozenset[str | bool] = frozenset()
    missing: bool = False
    anything: bool = False

    @classmethod
    def of(cls, value: Found) -> "Reach":
        """Give the reach of one known value."""
        if value is None:
            return cls(missing=True)
        if isinstance(value, str | bool):
            return cls(values=frozenset({value}))
        if isinstance(value, Exact):
            return cls(numbers=Span(value, value))
        return cls(anything=True)

    @property
    def sure(self) -> bool | None:
        """The flag, where it can be only one; `None` where it is open."""
        if self.missing or self.anything or len(self.values) != 1:
            return None
        (value,) = self.values
        return value if isinstance(value, bool) else None


def joined(reaches: Iterable[Reach]) -> Reach:
    """Join what several ways can give.

    Args:
        reaches: One or more.

    Returns:
        Everything that any of them can give.
    """
    result = Reach()
    for reach in reaches:
        spans = [span for span in (result.numbers, reach.numbers) if span is not None]
        result = Reach(
            numbers=_hull(spans),
            values=result.values | reach.values,
            missing=result.missing or reach.missing,
            anything=result.anything or reach.anything,
        )
    return result


def _hull(spans: Sequence[Span]) -> Span | None:
    if not spans:
        return None
    lows, highs = [span.low for span in spans], [span.high for span in spans]
    return Span(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def compare_reach(left: Reach, right: Reach, *, op: Comparison) -> Reach:
    """Say whether a comparison must hold, cannot hold, or may hold.

    Args:
        left: What stands on the left.
        right: What stands on the right.
        op: The relation.

    Returns:
        The flags that are possible.
    """
    missing = left.missing or right.missing
    if left.anything or right.anything:
        return Reach(values=frozenset({True, False}), missing=missing)
    outcomes: set[str | bool] = set()
    if left.numbers is not None and right.numbers is not None:
        outcomes |= _of_spans(left.numbers, right.numbers, op)
    for first in left.values:
        for second in right.values:
            outcomes.add((first == second) is (op is Comparison.EQUAL))
    return Reach(values=frozenset(outcomes), missing=missing)


def _of_spans(left: Span, right: Span, op: Comparison) -> set[bool]:
    gap = left.add(right.negate())  # left less right
    low, high = gap.low, gap.high
    if op is Comparison.AT_LEAST:
        always, never = low is not None and low >= 0, high is not None and high < 0
    elif op is Comparison.MORE:
        always, never = low is not None and low > 0, high is not None and high <= 0
    elif op is Comparison.AT_MOST:
        always, never = high is not None and high <= 0, low is not None and low > 0
    elif op is Comparison.LESS:
        always, never = high is not None and high < 0, low is not None and low >= 0
    else:
        equal, apart = low == high == 0, not gap.holds(0)
        always, never = (equal, apart) if op is Comparison.EQUAL else (apart, equal)
    return {True} if always else {False} if never else {True, False}

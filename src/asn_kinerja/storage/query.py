"""What a scan may ask: conditions on declared indexes, one order, a page.

All values are text and compare by code point, the same in every backend. A date is its ISO text.
Intervals are half-open: `at_least` is in, `below` is out.
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

import attrs

from asn_kinerja.errors import InvalidInput, Problem

__all__ = [
    "MAX_INDEXES",
    "MAX_KEYS",
    "Condition",
    "Cursor",
    "Operator",
    "Query",
    "at_least",
    "below",
    "equals",
    "one_of",
]

MAX_INDEXES = 8  # indexes of one kind; a table has a column for each
MAX_KEYS = 500  # keys of one `get`, values of one `one_of`: every database takes that many

Operator: TypeAlias = Literal["one_of", "at_least", "below"]


@attrs.frozen(kw_only=True)
class Condition:
    """One test on one declared index.

    Args:
        index: Name of the index.
        operator: How to compare.
        values: What to compare with; exactly one value unless the operator is ``"one_of"``.
    """

    index: str
    operator: Operator
    values: tuple[str, ...]

    def holds(self, value: str) -> bool:
        """Whether an index value passes the test: the meaning every backend must give it.

        Args:
            value: The value that a record has under the index.

        Returns:
            `True` when the record is wanted.
        """
        match self.operator:
            case "one_of":
                return value in self.values
            case "at_least":
                return value >= self.values[0]
            case "below":
                return value < self.values[0]


@attrs.frozen(kw_only=True)
class Cursor:
    """Where a page ended: the next one starts after it.

    Args:
        value: Value under the index that orders the scan; empty when the key orders it.
        key: Key of the last record of the page.
    """

    value: str
    key: str


@attrs.frozen(kw_only=True)
class Query:
    """One scan over the records of one kind.

    Args:
        kind: Name of the record kind.
        where: Conditions that must all hold.
        order: Index whose values order the records, then their keys; `None` orders by key alone.
        descending: Whether the order, of value and key, is turned round.
        limit: Most records to give; `None` for all.
        after: Start after this place in the order.
    """

    kind: str
    where: tuple[Condition, ...] = ()
    order: str | None = None
    descending: bool = False
    limit: int | None = None
    after: Cursor | None = None


def equals(index: str, value: str) -> Condition:
    """Ask for one value under an index; the empty text asks for records without one."""
    return Condition(index=index, operator="one_of", values=(str(value),))


def one_of(index: str, values: Iterable[str]) -> Condition:
    """Ask for any of several values under an index.

    Args:
        index: Name of the index.
        values: The wanted values; none of them finds nothing.

    Returns:
        The condition.

    Raises:
        InvalidInput: If there are more than `MAX_KEYS` values.
    """
    wanted = tuple(dict.fromkeys(str(value) for value in values))
    if len(wanted) > MAX_KEYS:
        cure = f"<= {MAX_KEYS}"
        raise InvalidInput(Problem("out_of_bounds", index, value=len(wanted), cure=cure))
    return Condition(index=index, operator="one_of", values=wanted)


def at_least(index: str, value: str) -> Condition:
    """Ask for this value under an index, or any after it."""
    return Condition(index=index, operator="at_least", values=(str(value),))


def below(index: str, value: str) -> Condition:
    """Ask for any value under an index that comes before this one."""
    return Condition(index=index, operator="below", values=(str(value),))

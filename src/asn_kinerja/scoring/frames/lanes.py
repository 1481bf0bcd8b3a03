"""The values that travel in columns: numbers with their extent, words, flags, open text.

A date is a number, written ``yyyymmdd``: that keeps its order, and every operation on dates but
the counting of months. A word of a closed list is a small whole number, its code.
"""

from datetime import date
from fractions import Fraction

import attrs

from asn_kinerja.scoring.frames.bounds import Extent, Grid
from asn_kinerja.scoring.nodes import Scalar

__all__ = ["DAYS", "Codes", "Const", "Flag", "Lane", "Number", "Text", "Word", "day_number"]

DAYS = Extent(low=Fraction(10101), high=Fraction(99991231), factor=Fraction(1), grid=Grid(1, 1))


@attrs.frozen
class Const:
    """A value that is the same in each row; `None` is missing."""

    value: Scalar | None


@attrs.frozen(kw_only=True)
class _Column:
    """A column that is computed.

    Args:
        name: Its name.
        region: The frame in which it stands: empty for the cases, else the name of the items.
        nullable: Whether a value can be missing.
    """

    name: str
    region: str = ""
    nullable: bool = True


@attrs.frozen(kw_only=True)
class Number(_Column):
    """A number or a date, missing where null."""

    extent: Extent


@attrs.frozen(kw_only=True)
class Word(_Column):
    """The code of a word.

    Args:
        words: What it can be.
    """

    words: frozenset[str]


@attrs.frozen(kw_only=True)
class Text(_Column):
    """A word that may be any text."""


@attrs.frozen(kw_only=True)
class Flag(_Column):
    """True, false or missing."""


Lane = Const | Number | Word | Text | Flag


class Codes:
    """One code for each word of a run, so that equal words have equal codes."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def of(self, word: str) -> int:
        """Give the code of a word."""
        return self._codes.setdefault(word, len(self._codes))


def day_number(day: date) -> int:
    """Write a date as ``yyyymmdd``."""
    return day.year * 10000 + day.month * 100 + day.day

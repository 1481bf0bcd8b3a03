"""What all nodes share: equality by meaning, words, citations, and the lists they choose from."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import to_exact

__all__ = ["Aggregate", "ByMeaning", "Comparison", "MissingPart", "Scalar", "Stated", "to_scalar"]

Scalar = int | Fraction | str | bool | date


class Comparison(StrEnum):
    """How two values are compared; words and flags only as equal or unequal."""

    EQUAL = "=="
    UNEQUAL = "!="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


class Aggregate(StrEnum):
    """What is made of the values of many items."""

    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    ALL = "all"
    ANY = "any"


class MissingPart(StrEnum):
    """What a missing part does to an aggregate."""

    REFUSE = "refuse"  # it is a problem of the input
    LEAVE_OUT = "leave_out"  # the others are reweighted
    UNDETERMINED = "undetermined"  # the aggregate is missing


class ByMeaning:
    """What is equal when it computes the same: nodes, and the rows of their tables.

    The hash is kept, since trees share nodes. All this is written once here, since generating it
    for each class is most of what importing costs. The kept hash is no attrs field, so that a
    pickled node does not carry it to another process.
    """

    __slots__ = ("_hash",)
    _hash: int

    def _meaning(self) -> tuple[object, ...]:
        return (type(self), *(getattr(self, name) for name in self._fields()))

    def _fields(self) -> list[str]:
        """Name the fields that say what the node computes."""
        return [field.name for field in attrs.fields(type(self)) if field.eq]  # type: ignore[arg-type] # each node is an attrs class

    def __eq__(self, other: object) -> bool:
        """Compare what is computed."""
        if not isinstance(other, ByMeaning) or hash(self) != hash(other):
            return False
        return self is other or self._meaning() == other._meaning()

    def __hash__(self) -> int:
        """Hash what is computed."""
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash(self._meaning()))
        return self._hash

    def __repr__(self) -> str:
        """Show what the node computes; words and citations are left out."""
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields())
        return f"{type(self).__name__}({shown})"


@attrs.frozen(eq=False, repr=False)
class Stated(ByMeaning):
    """What any node may carry beside its meaning.

    Args:
        key: Name under which an overlay finds the node; people never see it.
        title: What people call the node; without one it is called by its operands or its kind.
        says: The rule in words, where the generic description is not enough.
        citation: Where the law states it.
        conflicts: Ids of known conflicts that touch whatever this node gives.
    """

    key: str = attrs.field(default="", kw_only=True, eq=False)
    title: Wording | None = attrs.field(default=None, kw_only=True, eq=False)
    says: Wording | None = attrs.field(default=None, kw_only=True, eq=False)
    citation: Citation | None = attrs.field(default=None, kw_only=True, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), kw_only=True, eq=False)


def to_scalar(value: Scalar | Decimal) -> Scalar:
    """Take a plain value as a node holds it: exact numbers, words, flags and dates.

    Args:
        value: An exact number, a word, a flag or a date. Text is a word, also when it has digits.

    Returns:
        The value; a number as an int or a `Fraction`.

    Raises:
        InvalidInput: If it is a float.
    """
    if isinstance(value, bool | date):
        return value
    return str(value) if isinstance(value, str) else to_exact(value, place="constant")

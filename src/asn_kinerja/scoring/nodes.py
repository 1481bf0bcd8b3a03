"""What a rule can be made of: a closed union of frozen nodes.

Interpreters `match` on a group and end in `assert_never`. A node that the law states carries its
citation and, where a generic description would not do, the rule in words (`says`). Wherever a
node is expected, a plain number, word, flag or date stands for a `Constant`.

Two nodes are equal when they compute the same; words and citations do not count.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import RoundingMode, to_exact

__all__ = [
    "Add",
    "AddMonths",
    "Aggregate",
    "And",
    "Arithmetic",
    "Band",
    "Bands",
    "Calendar",
    "Case",
    "Cell",
    "Choose",
    "Clip",
    "Compare",
    "Comparison",
    "Constant",
    "Count",
    "Date",
    "Field",
    "Flag",
    "Given",
    "Input",
    "Items",
    "Latest",
    "Leaf",
    "Logic",
    "Lookup",
    "LookupRow",
    "Matrix",
    "Max",
    "Min",
    "MissingPart",
    "Multiply",
    "Node",
    "Not",
    "Or",
    "OverItems",
    "Override",
    "ParameterValue",
    "Ratio",
    "ResultOf",
    "Round",
    "Scalar",
    "Subtract",
    "Table",
    "Undetermined",
    "Weighted",
    "WeightedMean",
    "WholeMonths",
]

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


class _Node:
    """Equality by meaning, with the hash kept: trees share nodes.

    Written once here, since generating it for each class is most of what importing costs. The
    kept hash is no attrs field, so that a pickled node does not carry it to another process.
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
        if not isinstance(other, _Node) or hash(self) != hash(other):
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
class _Stated(_Node):
    """What any node may carry beside its meaning.

    Args:
        key: Name under which an overlay or an explanation finds the node.
        says: The rule in words, where the generic description is not enough.
        citation: Where the law states it.
        conflicts: Ids of known conflicts that touch whatever this node gives.
    """

    key: str = attrs.field(default="", kw_only=True, eq=False)
    says: Wording | None = attrs.field(default=None, kw_only=True, eq=False)
    citation: Citation | None = attrs.field(default=None, kw_only=True, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), kw_only=True, eq=False)


@attrs.frozen(eq=False, repr=False)
class Input(_Stated):
    """A declared number, count or word."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Flag(_Stated):
    """A declared flag."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Date(_Stated):
    """A declared date."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Field(_Stated):
    """A field of the item at hand; only below a node over items."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Given(_Stated):
    """Whether an input has a value."""

    name: str


def _literal(value: Scalar | Decimal) -> Scalar:
    if isinstance(value, bool | date):
        return value
    return str(value) if isinstance(value, str) else to_exact(value, place="constant")


@attrs.frozen(eq=False, repr=False)
class Constant(_Stated):
    """A fixed number, word, flag or date."""

    value: Scalar = attrs.field(converter=_literal)

    def _meaning(self) -> tuple[object, ...]:
        return (Constant, isinstance(self.value, bool), self.value)  # True is not the number 1


@attrs.frozen(eq=False, repr=False)
class ParameterValue(_Stated):
    """The value that a parameter of the pack has on the day of the evaluation."""

    name: str


@attrs.frozen(eq=False, repr=False)
class Undetermined(_Stated):
    """A missing value with its reason: the law names no case, or a person must decide.

    Args:
        code: Stable name of the reason.
        reason: The reason for people.
    """

    code: str
    reason: Wording = attrs.field(eq=False)


def as_node(value: "Node | Scalar | Decimal") -> "Node":
    """Take a node as it is and anything else as a constant.

    Args:
        value: A node, or a number, word, flag or date.

    Returns:
        A node.
    """
    return value if isinstance(value, Node) else Constant(value)


def _as_nodes(values: "tuple[Node | Scalar | Decimal, ...]") -> "tuple[Node, ...]":
    return tuple(as_node(value) for value in values)


def _as_optional(value: "Node | Scalar | Decimal | None") -> "Node | None":
    return None if value is None else as_node(value)


@attrs.frozen(eq=False, repr=False)
class ResultOf(_Stated):
    """A result of another policy, by id.

    Args:
        policy: Id of the policy.
        output: One of its outputs; empty for the main one.
        inputs: Its inputs as nodes of this policy; others are taken from inputs of equal name.
    """

    policy: str
    output: str = ""
    inputs: "tuple[tuple[str, Node], ...]" = attrs.field(default=(), kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Add(_Stated):
    """Sum of its terms."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Subtract(_Stated):
    """Left less right."""

    left: "Node" = attrs.field(converter=as_node)
    right: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Multiply(_Stated):
    """Product of its factors."""

    factors: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Ratio(_Stated):
    """Numerator through denominator; `when_zero` is what a zero denominator gives."""

    numerator: "Node" = attrs.field(converter=as_node)
    denominator: "Node" = attrs.field(converter=as_node)
    when_zero: "Node" = attrs.field(converter=as_node, kw_only=True)


@attrs.frozen
class Weighted:
    """One part of a weighted mean."""

    value: "Node" = attrs.field(converter=as_node)
    weight: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class WeightedMean(_Stated):
    """Sum of value times weight through the sum of the weights that count."""

    parts: tuple[Weighted, ...]
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Min(_Stated):
    """The smallest."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Max(_Stated):
    """The largest."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Clip(_Stated):
    """The value, but no less than `low` and no more than `high`."""

    value: "Node" = attrs.field(converter=as_node)
    low: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    high: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Round(_Stated):
    """Rounding, where the law rounds."""

    value: "Node" = attrs.field(converter=as_node)
    scale: int = 0
    mode: RoundingMode = attrs.field(default=RoundingMode.HALF_UP, kw_only=True)


@attrs.frozen(kw_only=True)
class Band:
    """One row of a table of bands.

    Args:
        result: What the band gives.
        lower: Lower edge, a constant or a parameter; `None` for no edge.
        upper: Upper edge; `None` for no edge.
        lower_in: Whether the lower edge belongs to the band.
        upper_in: Whether the upper edge belongs to the band.
        citation: Where the row stands.
        conflicts: Ids of conflicts that touch it.
    """

    result: "Node" = attrs.field(converter=as_node)
    lower: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    upper: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    lower_in: bool = True
    upper_in: bool = False
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Bands(_Stated):
    """The result of the band in which a number lies; bands in either order."""

    value: "Node" = attrs.field(converter=as_node)
    bands: tuple[Band, ...] = ()


@attrs.frozen(kw_only=True)
class Cell:
    """One cell of a matrix: the words of its row and column, and what it gives."""

    row: str = attrs.field(converter=str)
    column: str = attrs.field(converter=str)
    result: "Node" = attrs.field(converter=as_node)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Matrix(_Stated):
    """The cell at the meeting of two words."""

    row: "Node" = attrs.field(converter=as_node)
    column: "Node" = attrs.field(converter=as_node)
    cells: tuple[Cell, ...] = attrs.field(kw_only=True)


@attrs.frozen(kw_only=True)
class LookupRow:
    """One row of a lookup: the value looked for and what it gives."""

    when: Scalar = attrs.field(converter=_literal)
    result: "Node" = attrs.field(converter=as_node)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Lookup(_Stated):
    """The row that is equal to a word, a flag or a number."""

    value: "Node" = attrs.field(converter=as_node)
    rows: tuple[LookupRow, ...] = ()


@attrs.frozen(kw_only=True)
class Case:
    """One case of a choice: a condition and what it gives."""

    when: "Node" = attrs.field(converter=as_node)
    then: "Node" = attrs.field(converter=as_node)
    says: Wording | None = attrs.field(default=None, eq=False)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Choose(_Stated):
    """The first case whose condition holds; a missing condition makes the choice missing."""

    cases: tuple[Case, ...]
    otherwise: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Override(_Stated):
    """What a person gave, or else what was proposed."""

    given: "Node" = attrs.field(converter=as_node)
    proposed: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Compare(_Stated):
    """Whether two values stand in a relation."""

    left: "Node" = attrs.field(converter=as_node)
    right: "Node" = attrs.field(converter=as_node)
    op: Comparison = attrs.field(default=Comparison.EQUAL, converter=Comparison, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class And(_Stated):
    """Whether all hold; one that does not hold decides, whatever is missing."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Or(_Stated):
    """Whether any holds; one that holds decides, whatever is missing."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Not(_Stated):
    """The opposite."""

    term: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Count(_Stated):
    """How many items meet a condition, or how many different values they have.

    Args:
        items: Name of the input that holds the items.
        where: Condition on an item; all items without one.
        distinct: Value of an item; equal ones count once.
        missing: What an item whose condition or value is missing does.
    """

    items: str = "items"
    where: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    distinct: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Items(_Stated):
    """One value of many items.

    Args:
        aggregate: What is made of their values.
        value: Value of an item.
        items: Name of the input that holds the items.
        where: Condition on an item; all items without one.
        when_empty: What no item at all gives; missing without one, but 0 for a sum.
        missing: What an item whose condition or value is missing does.
    """

    aggregate: Aggregate = attrs.field(converter=Aggregate)
    value: "Node" = attrs.field(converter=as_node)
    items: str = attrs.field(default="items", kw_only=True)
    where: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    when_empty: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Latest(_Stated):
    """The latest date of the items that meet a condition.

    Args:
        value: Date of an item.
        items: Name of the input that holds the items.
        where: Condition on an item; all items without one.
        when_empty: What no item at all gives; missing without one.
        missing: What an item whose condition or date is missing does.
    """

    value: "Node" = attrs.field(converter=as_node)
    items: str = attrs.field(default="items", kw_only=True)
    where: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    when_empty: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class AddMonths(_Stated):
    """A date some months later; the last day of a shorter month stands for a day it lacks."""

    start: "Node" = attrs.field(converter=as_node)
    months: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class WholeMonths(_Stated):
    """Whole months from one date to another; negative when the end comes first."""

    start: "Node" = attrs.field(converter=as_node)
    end: "Node" = attrs.field(converter=as_node)


Leaf = Input | Flag | Date | Field | Given | Constant | ParameterValue | Undetermined | ResultOf
Arithmetic = Add | Subtract | Multiply | Ratio | WeightedMean | Min | Max | Clip | Round
Table = Bands | Matrix | Lookup | Choose | Override
Logic = Compare | And | Or | Not
OverItems = Count | Items | Latest
Calendar = AddMonths | WholeMonths
Node = Leaf | Arithmetic | Table | Logic | OverItems | Calendar

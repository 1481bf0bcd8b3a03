"""What a rule can be made of: a closed union of frozen nodes.

Interpreters `match` on a group and end in `assert_never`. A node that the law states carries its
citation and, where a generic description would not do, the rule in words (`says`). Wherever a
node is expected, a plain number, word, flag or date stands for a `Constant`.

Two nodes are equal when they compute the same; words and citations do not count. The file is long
because the union is closed: whoever adds a node sees all of them, and the type checker too.
"""

from decimal import Decimal

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.stated import (
    Aggregate,
    ByMeaning,
    Comparison,
    MissingPart,
    Scalar,
    Stated,
    to_scalar,
)

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


@attrs.frozen(eq=False, repr=False)
class Input(Stated):
    """A declared number, count or word."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Flag(Stated):
    """A declared flag."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Date(Stated):
    """A declared date."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Field(Stated):
    """A field of the item at hand; only below a node over items."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Given(Stated):
    """Whether an input has a value."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Constant(Stated):
    """A fixed number, word, flag or date."""

    value: Scalar = attrs.field(converter=to_scalar)

    def _meaning(self) -> tuple[object, ...]:
        return (Constant, isinstance(self.value, bool), self.value)  # True is not the number 1


@attrs.frozen(eq=False, repr=False)
class ParameterValue(Stated):
    """The value that a parameter of the pack has on the day of the evaluation."""

    name: str = attrs.field(converter=str)


@attrs.frozen(eq=False, repr=False)
class Undetermined(Stated):
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
class _Many(Stated):
    """A node of any number of operands."""

    terms: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class _OverItems(Stated):
    """A node over items.

    Args:
        items: Name of the input that holds the items.
        where: Condition on an item; all items without one.
        missing: What an item whose condition or value is missing does.
    """

    items: str = attrs.field(default="items", kw_only=True)
    where: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class ResultOf(Stated):
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
class Add(_Many):
    """Sum of its terms."""


@attrs.frozen(eq=False, repr=False)
class Subtract(Stated):
    """Left less right."""

    left: "Node" = attrs.field(converter=as_node)
    right: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Multiply(Stated):
    """Product of its factors."""

    factors: "tuple[Node, ...]" = attrs.field(converter=_as_nodes)


@attrs.frozen(eq=False, repr=False)
class Ratio(Stated):
    """Numerator through denominator; `when_zero` is what a zero denominator gives."""

    numerator: "Node" = attrs.field(converter=as_node)
    denominator: "Node" = attrs.field(converter=as_node)
    when_zero: "Node" = attrs.field(converter=as_node, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Weighted(ByMeaning):
    """One part of a weighted mean."""

    value: "Node" = attrs.field(converter=as_node)
    weight: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class WeightedMean(Stated):
    """Sum of value times weight through the sum of the weights that count."""

    parts: tuple[Weighted, ...]
    missing: MissingPart = attrs.field(default=MissingPart.UNDETERMINED, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Min(_Many):
    """The smallest."""


@attrs.frozen(eq=False, repr=False)
class Max(_Many):
    """The largest."""


@attrs.frozen(eq=False, repr=False)
class Clip(Stated):
    """The value, but no less than `low` and no more than `high`."""

    value: "Node" = attrs.field(converter=as_node)
    low: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)
    high: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Round(Stated):
    """Rounding, where the law rounds."""

    value: "Node" = attrs.field(converter=as_node)
    scale: int = 0
    mode: RoundingMode = attrs.field(default=RoundingMode.HALF_UP, kw_only=True)


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Band(ByMeaning):
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
class Bands(Stated):
    """The result of the band in which a number lies; bands in either order."""

    value: "Node" = attrs.field(converter=as_node)
    bands: tuple[Band, ...] = ()


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Cell(ByMeaning):
    """One cell of a matrix: the words of its row and column, and what it gives."""

    row: str = attrs.field(converter=str)
    column: str = attrs.field(converter=str)
    result: "Node" = attrs.field(converter=as_node)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Matrix(Stated):
    """The cell at the meeting of two words."""

    row: "Node" = attrs.field(converter=as_node)
    column: "Node" = attrs.field(converter=as_node)
    cells: tuple[Cell, ...] = attrs.field(kw_only=True)


@attrs.frozen(eq=False, kw_only=True, repr=False)
class LookupRow(ByMeaning):
    """One row of a lookup: the value looked for and what it gives."""

    when: Scalar = attrs.field(converter=to_scalar)
    result: "Node" = attrs.field(converter=as_node)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Lookup(Stated):
    """The row that is equal to a word, a flag or a number."""

    value: "Node" = attrs.field(converter=as_node)
    rows: tuple[LookupRow, ...] = ()


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Case(ByMeaning):
    """One case of a choice: a condition and what it gives."""

    when: "Node" = attrs.field(converter=as_node)
    then: "Node" = attrs.field(converter=as_node)
    says: Wording | None = attrs.field(default=None, eq=False)
    citation: Citation | None = attrs.field(default=None, eq=False)
    conflicts: tuple[str, ...] = attrs.field(default=(), eq=False)


@attrs.frozen(eq=False, repr=False)
class Choose(Stated):
    """The first case whose condition holds; a missing condition makes the choice missing."""

    cases: tuple[Case, ...]
    otherwise: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Override(Stated):
    """What a person gave, or else what was proposed."""

    given: "Node" = attrs.field(converter=as_node)
    proposed: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Compare(Stated):
    """Whether two values stand in a relation."""

    left: "Node" = attrs.field(converter=as_node)
    right: "Node" = attrs.field(converter=as_node)
    op: Comparison = attrs.field(default=Comparison.EQUAL, converter=Comparison, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class And(_Many):
    """Whether all hold; one that does not hold decides, whatever is missing."""


@attrs.frozen(eq=False, repr=False)
class Or(_Many):
    """Whether any holds; one that holds decides, whatever is missing."""


@attrs.frozen(eq=False, repr=False)
class Not(Stated):
    """The opposite."""

    term: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class Count(_OverItems):
    """How many items meet a condition, or how many different values they have.

    Args:
        distinct: Value of an item; equal ones count once.
    """

    distinct: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Items(_OverItems):
    """One value of many items.

    Args:
        aggregate: What is made of their values.
        value: Value of an item.
        when_empty: What no item at all gives; missing without one, but 0 for a sum.
    """

    aggregate: Aggregate = attrs.field(converter=Aggregate)
    value: "Node" = attrs.field(converter=as_node)
    when_empty: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class Latest(_OverItems):
    """The latest date of the items that meet a condition.

    Args:
        value: Date of an item.
        when_empty: What no item at all gives; missing without one.
    """

    value: "Node" = attrs.field(converter=as_node)
    when_empty: "Node | None" = attrs.field(default=None, converter=_as_optional, kw_only=True)


@attrs.frozen(eq=False, repr=False)
class AddMonths(Stated):
    """A date some months later; the last day of a shorter month stands for a day it lacks."""

    start: "Node" = attrs.field(converter=as_node)
    months: "Node" = attrs.field(converter=as_node)


@attrs.frozen(eq=False, repr=False)
class WholeMonths(Stated):
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

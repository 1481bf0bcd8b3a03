"""Tables that the law prints in whole numbers: what lies in a gap, and lines between two points."""

from collections.abc import Iterable

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Case,
    Choose,
    Compare,
    Given,
    Input,
    Multiply,
    Node,
    ParameterValue,
    Ratio,
    Subtract,
)

__all__ = ["chosen_reading", "line_between", "settle_gaps"]

Point = tuple[Node, Node]

_IN_GAP = Wording(
    "Nilai terletak di antara dua rentang yang tercetak.",
    "The value lies between two printed bands.",
)


def chosen_reading(name: str) -> Node:
    """Take the reading that the caller chose, or else the one that the pack follows.

    Args:
        name: Name of an optional word input, and of the parameter that stands for it.

    Returns:
        The node that gives the word.
    """
    return Choose((Case(when=Given(name), then=Input(name)),), ParameterValue(name))


def settle_gaps(  # noqa: PLR0913 - what there is to say of a gap
    value: Node,
    gaps: Iterable[Point],
    *,
    settled: Node,
    citation: Citation,
    conflicts: tuple[str, ...] = (),
    title: Wording | None = None,
) -> Node:
    """Keep a value inside the printed bands and settle it where it lies between two of them.

    Args:
        value: The value.
        gaps: Last printed edge below and first printed edge above, of each gap.
        settled: What stands for the value in a gap.
        citation: The table.
        conflicts: Ids of the conflicts that touch a value in a gap.
        title: What the value is called as it is read.

    Returns:
        The node that gives the value or what stands for it.
    """
    return Choose(
        tuple(
            Case(
                when=And(
                    (Compare(value, below, op=">"), Compare(value, above, op="<")),
                    title=Wording("di antara dua rentang", "between two bands"),
                ),
                then=settled,
                says=_IN_GAP,
                citation=citation,
                conflicts=conflicts,
            )
            for below, above in gaps
        ),
        value,
        title=title,
    )


def line_between(value: Node, start: Point, *, end: Point, citation: Citation) -> Node:
    """Read a value off the straight line through two printed points.

    Args:
        value: The value.
        start: A number and what it gives.
        end: Another number and what it gives.
        citation: Where the line stands.

    Returns:
        The node that gives what lies opposite the value.
    """
    slope = Ratio(
        Subtract(end[1], start[1]),
        Subtract(end[0], start[0]),
        when_zero=0,
        title=Wording("kemiringan garis", "slope of the line"),
    )
    rise = Multiply(
        (slope, Subtract(value, start[0], title=Wording("jarak dari awal garis", "way along it"))),
        title=Wording("kenaikan sepanjang garis", "rise along the line"),
    )
    return Add(
        (start[1], rise),
        key="garis",
        title=Wording("nilai pada garis lurus", "value on the straight line"),
        citation=citation,
    )

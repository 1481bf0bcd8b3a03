"""Who stands beside an edge: people whose value lies within a little of a cut-off."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.comparison.counting import fetch
from asn_kinerja.comparison.sides import make_side
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.frames.kinds import open_frame
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Bands, Constant, Node, ParameterValue
from asn_kinerja.scoring.numbers import to_exact
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output
from asn_kinerja.scoring.scales import rounded_scale
from asn_kinerja.scoring.walk import walk

__all__ = ["NearEdge", "near_edges"]

_UNROUNDED = 6


@attrs.frozen(kw_only=True)
class NearEdge:
    """The people beside one cut-off.

    Args:
        table: Key of the table of bands; empty when it has none.
        title: What is compared with the cut-off.
        parameter: Name of the parameter that is the cut-off; empty for a plain number.
        edge: The cut-off.
        below: People whose value is under it by no more than asked.
        above: People whose value is on it, or over it by no more than asked.
    """

    table: str
    title: Wording
    parameter: str
    edge: Fraction
    below: int
    above: int


def near_edges(  # noqa: PLR0913 - the population, the rule, and how near
    frame: Any,  # noqa: ANN401 - one of many kinds
    policy: Policy,
    *,
    within: object,
    items: Any = None,  # noqa: ANN401 - one of many kinds
    as_of: date | None = None,
    key: str = "id",
    output: str | None = None,
) -> tuple[NearEdge, ...]:
    """Count how many people a small change of a value or a cut-off would move.

    Args:
        frame: The people, as for `compare`.
        policy: The policy.
        within: The distance, exact, in the unit of the value.
        items: As for `compare`.
        as_of: As for `compare`.
        key: As for `compare`.
        output: The output whose tables are looked at; as for `compare`.

    Returns:
        Each cut-off of each table of bands that the result rests on, in order. Values that no
        rule rounds are taken to six decimals.

    Raises:
        InvalidInput: If the distance is no exact number from 0, or with every problem of the
            frame.
    """
    width = Fraction(to_exact(within, place="within"))
    if width < 0:
        raise InvalidInput(Problem("out_of_bounds", "within", value=within, cure=">= 0"))
    chosen = make_side(policy, name=policy.id, output=output).output
    tables = [node for node in dict.fromkeys(walk(chosen.node)) if isinstance(node, Bands)]
    found: list[NearEdge] = []
    for table in tables:
        edges = dict(_edges(table, policy, as_of))
        if edges:
            counts = _count(
                frame, policy, table, edges=list(edges.values()), width=width, items=items,
                as_of=as_of, key=key,
            )  # fmt: skip
            found += [
                NearEdge(
                    table=table.key, title=_title(table), parameter=name,
                    edge=edge, below=below, above=above,
                )
                for (name, _), edge, (below, above) in zip(
                    edges, edges.values(), counts, strict=True
                )
            ]  # fmt: skip
    return tuple(found)


def _edges(
    table: Bands, policy: Policy, as_of: date | None
) -> Iterator[tuple[tuple[str, Fraction], Fraction]]:
    """Give the cut-offs between bands that are plain numbers or parameters, each once."""
    versions = policy.versions(as_of)
    nodes = [edge for band in table.bands for edge in (band.lower, band.upper) if edge is not None]
    for node in nodes:
        value: object = None
        name = ""
        if isinstance(node, Constant):
            value = node.value
        elif isinstance(node, ParameterValue):
            name, value = node.name, versions[node.name].value
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            yield (name, Fraction(value)), Fraction(value)


def _count(  # noqa: PLR0913 - as above
    frame: Any,  # noqa: ANN401 - one of many kinds
    policy: Policy,
    table: Bands,
    *,
    edges: list[Fraction],
    width: Fraction,
    items: Any,  # noqa: ANN401 - one of many kinds
    as_of: date | None,
    key: str,
) -> list[tuple[int, int]]:
    """Compute the value of a table for everybody, and count beside each edge."""
    value = _as_output(table.value)
    scale = rounded_scale(table.value)
    scale = _UNROUNDED if scale is None else scale
    lone = attrs.evolve(policy, outputs=(value,))
    scored = lone.evaluate_frame(frame, items=items, as_of=as_of, key=key)
    if not open_frame(frame).eager:
        scored = lone.settle(scored, items, as_of=as_of, key=key)
    source = open_frame(scored)
    lazy = source.lazy([value.name])
    unit = 10**scale
    whole = (nw.col(value.name).cast(nw.Float64()) * float(unit) + 0.5).floor()
    sums = []
    for number, edge in enumerate(edges):
        low, middle, high = ceil((edge - width) * unit), ceil(edge * unit), (edge + width) * unit
        below = (nw.col("v") >= low) & (nw.col("v") < middle)
        above = (nw.col("v") >= middle) & (nw.col("v") <= floor(high))
        sums += [
            side.cast(nw.Int64()).sum().alias(f"{name}{number}")
            for name, side in (("below", below), ("above", above))
        ]
    row = fetch(lazy.select(whole.alias("v")).select(*sums)).row(0, named=True)
    return [
        (int(row[f"below{number}"] or 0), int(row[f"above{number}"] or 0))
        for number in range(len(edges))
    ]


def _as_output(node: Node) -> Output:
    return Output(
        name="asn_value", node=node, kind=Kind.NUMBER, title=Wording("nilai", "value"), main=True
    )


def _title(table: Bands) -> Wording:
    return table.value.title or table.title or Wording(table.key, table.key)

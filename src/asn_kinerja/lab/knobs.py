"""What of a policy can be changed on the page: legal values, cut-offs, cells, rows, weights."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.effective import find_at
from asn_kinerja.legal.parameters import ParameterVersion
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.files.patches import HEADS
from asn_kinerja.scoring.files.steps import changeable_nodes
from asn_kinerja.scoring.nodes import (
    Bands,
    Constant,
    Lookup,
    Matrix,
    Node,
    ParameterValue,
    WeightedMean,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.walk import walk

__all__ = ["Group", "Knob", "find_knobs", "is_written_whole", "version_on"]


class Group(StrEnum):
    """What sort of place a knob turns; the page shows each group together."""

    WEIGHTS = "weights"
    CUTOFFS = "cutoffs"
    CELLS = "cells"
    ROWS = "rows"
    VALUES = "values"


@attrs.frozen(kw_only=True)
class Knob:
    """One value that can be changed.

    Args:
        path: Where it stands in a policy file, such as ``("parameters", "bobot_skp")``.
        group: What sort of place it is.
        title: What it is, for people.
        value: What it is now, plainly: ``"0.7"``, ``"kurang"``, ``"true"``.
        kind: ``"number"``, ``"word"``, ``"flag"`` or ``"date"``.
        unit: Unit of a number.
        words: The words to choose from; empty for what is typed.
        edges: For a cut-off of bands: result and key (``from``, ``to``) of each edge it moves.
        beside: For a weight of a mean: all weights of the mean, in order.
        citation: Where the value stands today.
    """

    path: tuple[str, ...]
    group: Group
    title: Wording
    value: str
    kind: str
    unit: str = ""
    words: tuple[str, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    citation: Citation | None = None

    @property
    def place(self) -> str:
        """The path with dots, such as ``steps.kuadran.cells.di_atas.di_bawah``."""
        return ".".join(self.path)

    @property
    def table(self) -> str:
        """Name of the step that holds the value; empty for a parameter."""
        return self.path[1] if self.path[0] == "steps" else ""


def find_knobs(policy: Policy, *, as_of: date | None = None) -> tuple[Knob, ...]:
    """Find what of a policy can be changed without a formula.

    Args:
        policy: The policy.
        as_of: Day whose legal values are shown; the latest version of each without one.

    Returns:
        Parameters that the policy reads, then constant edges, cells, rows and weights of the
        tables that a policy file can name. A place is named once.
    """
    found: dict[tuple[str, ...], Knob] = {}
    nodes = [node for root in policy.roots for node in walk(root)]
    for knob in (
        *_parameters(policy, nodes, as_of),
        *(
            knob
            for name, node in changeable_nodes(policy).items()
            for knob in _table(name, node, policy)
        ),
    ):
        found.setdefault(knob.path, knob)
    return tuple(found.values())


def version_on(versions: Iterable[ParameterVersion], as_of: date | None) -> ParameterVersion:
    """Choose the version of a parameter that a knob turns.

    Args:
        versions: The versions, oldest first; at least one.
        as_of: The day; the latest without one.

    Returns:
        The version in force on the day, or the latest when none is.
    """
    rows = tuple(versions)
    return (find_at(rows, as_of) if as_of else None) or rows[-1]


def _parameters(policy: Policy, nodes: list[Node], as_of: date | None) -> Iterator[Knob]:
    weights = {
        part.weight.name
        for node in nodes
        if isinstance(node, WeightedMean)
        for part in node.parts
        if isinstance(part.weight, ParameterValue)
    }
    edges = {
        edge.name
        for node in nodes
        if isinstance(node, Bands)
        for band in node.bands
        for edge in (band.lower, band.upper)
        if isinstance(edge, ParameterValue)
    }
    for parameter in policy.parameters:
        version = version_on(parameter.versions, as_of)
        group = Group.WEIGHTS if parameter.name in weights else Group.VALUES
        kind = _kind(version.value)
        yield Knob(
            path=("parameters", parameter.name),
            group=Group.CUTOFFS if parameter.name in edges else group,
            title=parameter.title,
            value=_plain(version.value),
            kind=kind,
            unit=parameter.unit if kind == "number" else "",
            words=_choices(kind, str(version.value), policy),
            citation=version.citation,
        )


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, str):
        return "word"
    return "date" if isinstance(value, date) else "number"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(canonical(value))  # type: ignore[arg-type] # a legal value or a result


def _choices(kind: str, value: str, policy: Policy) -> tuple[str, ...]:
    """Give the words that stand beside a word: those of the output or input that has it."""
    if kind == "flag":
        return ("true", "false")
    if kind != "word":
        return ()
    lists = [output.words for output in policy.outputs] + [spec.words for spec in policy.inputs]
    return next((words for words in lists if value in words), (value,))


def _table(name: str, node: Node, policy: Policy) -> Iterator[Knob]:
    if isinstance(node, Matrix):
        for cell in node.cells:
            path: tuple[str, ...] = ("steps", name, "cells", cell.row, cell.column)
            title = Wording(*[f"{_read(cell.row)} x {_read(cell.column)}"] * 2)
            citation = cell.citation or node.citation
            yield from _result(Group.CELLS, path, title, cell.result, citation, policy)
    elif isinstance(node, Lookup):
        for row in node.rows:
            when = _plain(row.when)
            title = Wording(*[_read(when)] * 2)
            citation = row.citation or node.citation
            path = ("steps", name, "rows", when)
            yield from _result(Group.ROWS, path, title, row.result, citation, policy)
    elif isinstance(node, Bands):
        yield from _cutoffs(name, node)
    elif isinstance(node, WeightedMean):
        yield from _weights(name, node)


def _read(word: str) -> str:
    return word.replace("_", " ")


def _result(  # noqa: PLR0913, PLR0917 - the fields of a knob
    group: Group,
    path: tuple[str, ...],
    title: Wording,
    result: Node,
    citation: Citation | None,
    policy: Policy,
) -> Iterator[Knob]:
    if not isinstance(result, Constant):
        return
    kind, value = _kind(result.value), _plain(result.value)
    words = _choices(kind, value, policy)
    yield Knob(
        path=path, group=group, title=title, value=value, kind=kind, words=words, citation=citation
    )


def _cutoffs(name: str, node: Bands) -> Iterator[Knob]:
    """Give each constant edge once, with the rows that it bounds; a row is named by its result."""
    names = [
        _plain(band.result.value) if isinstance(band.result, Constant) else ""
        for band in node.bands
    ]
    edges: dict[str, list[tuple[int, str]]] = {}
    for number, band in enumerate(node.bands):
        for key, edge in (("from", band.lower), ("to", band.upper)):
            if isinstance(edge, Constant):
                edges.setdefault(_plain(edge.value), []).append((number, key))
    for value, places in edges.items():
        rows = [names[number] for number, _ in places]
        if any(not row or names.count(row) > 1 for row in rows):
            continue  # a policy file could not say which row is meant
        above = next((row for row, (_, key) in zip(rows, places, strict=True) if key == "from"), "")
        row = above or rows[0]
        yield Knob(
            path=("steps", name, "edges", value),
            group=Group.CUTOFFS,
            title=Wording(
                f"batas {'bawah' if above else 'atas'} {_read(row)}",
                f"{'lower' if above else 'upper'} edge of {_read(row)}",
            ),
            value=value,
            kind="number",
            edges=tuple((names[number], key) for number, key in places),
            citation=node.bands[places[0][0]].citation or node.citation,
        )


def _weights(name: str, node: WeightedMean) -> Iterator[Knob]:
    constants = [part.weight for part in node.parts if isinstance(part.weight, Constant)]
    if len(constants) < len(node.parts):
        return
    values = tuple(_plain(constant.value) for constant in constants)
    for number, part in enumerate(node.parts):
        called = part.value.key or str(getattr(part.value, "name", "")) or str(number + 1)
        yield Knob(
            path=("steps", name, "weights", str(number)),
            group=Group.WEIGHTS,
            title=part.value.title or Wording(*[_read(called)] * 2),
            value=values[number],
            kind="number",
            beside=values,
            citation=node.citation,
        )


def is_written_whole(knob: Knob, tables: Mapping[str, Any]) -> bool:
    """Whether a policy file writes the whole table of a knob, which is then changed in the file.

    Args:
        knob: The knob.
        tables: The policy file.

    Returns:
        Whether it does.
    """
    return bool(knob.table and set(HEADS) & set(tables.get("steps", {}).get(knob.table, {})))

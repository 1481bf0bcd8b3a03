"""What two policies do differently, as a list of patches with citations."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.inputs import InputSpec
from asn_kinerja.scoring.nodes import Band, Bands, Cell, Constant, Lookup, LookupRow, Matrix, Node
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.rule import Output, Rule
from asn_kinerja.scoring.walk import children

__all__ = ["Patch", "compare_policies"]

Named = TypeVar("Named", InputSpec, Parameter)


@attrs.frozen(kw_only=True)
class Patch:
    """One difference.

    Args:
        place: What differs, such as ``kuadran[sesuai_ekspektasi x di_bawah_ekspektasi]``.
        before: As the first policy has it; empty when it has no such thing.
        after: As the second has it.
        before_citation: Where the first says so.
        after_citation: Where the second says so.
    """

    place: str
    before: str
    after: str
    before_citation: Citation | None = None
    after_citation: Citation | None = None


def compare_policies(before: Rule, after: Rule) -> tuple[Patch, ...]:
    """List what a policy does differently from another.

    Args:
        before: The first policy, such as a pack's.
        after: The second, such as one that extends it.

    Returns:
        The patches that lead from the first to the second: what they are called and govern,
        inputs, parameters, requirements, and every changed row, cell or formula.
    """
    found = [
        *_head(before, after),
        *_named("inputs", before.inputs, after.inputs, show=_input),
        *_named("parameters", before.parameters, after.parameters, show=_parameter),
        *_demands(before, after),
    ]
    outputs = {output.name: output for output in after.outputs}
    for output in before.outputs:
        other = outputs.pop(output.name, None)
        if other is None:
            found.append(Patch(place=f"outputs.{output.name}", before=_output(output), after=""))
            continue
        found += _nodes(output.name, output.node, other.node)
        if _output(output) != _output(other):
            place = f"outputs.{output.name}"
            found.append(Patch(place=place, before=_output(output), after=_output(other)))
    found += [
        Patch(place=f"outputs.{name}", before="", after=f"{_output(one)} = {_text(one.node)}")
        for name, one in outputs.items()
    ]
    return tuple(dict.fromkeys(found))


def _head(before: Rule, after: Rule) -> Iterator[Patch]:
    for name in ("purpose", "governs_from", "governs_until"):
        one, other = (str(getattr(rule, name) or "") for rule in (before, after))
        if one != other:
            yield Patch(place=name, before=one, after=other)
    if before.regulation.id != after.regulation.id:
        yield Patch(
            place="regulation",
            before=before.regulation.label,
            after=after.regulation.label,
            before_citation=before.regulation.citation,
            after_citation=after.regulation.citation,
        )


def _named(
    place: str, before: Sequence[Named], after: Sequence[Named], *, show: Callable[[Named], str]
) -> Iterator[Patch]:
    mine: dict[str, Named] = {part.name: part for part in before}
    theirs: dict[str, Named] = {part.name: part for part in after}
    for name in dict.fromkeys([*mine, *theirs]):
        one, other = mine.get(name), theirs.get(name)
        texts = [show(part) if part else "" for part in (one, other)]
        if texts[0] != texts[1]:
            yield Patch(
                place=f"{place}.{name}",
                before=texts[0],
                after=texts[1],
                before_citation=_cited(one),
                after_citation=_cited(other),
            )


def _cited(part: InputSpec | Parameter | None) -> Citation | None:
    if part is None:
        return None
    return part.citation if isinstance(part, InputSpec) else part.versions[-1].citation


def _input(spec: InputSpec) -> str:
    parts = [
        str(spec.kind),
        spec.unit,
        f"{_edge(spec.low)} … {_edge(spec.high)}" if (spec.low, spec.high) != (None, None) else "",
        f"scale {spec.scale}" if spec.scale is not None else "",
        " / ".join(spec.words),
        "optional" if spec.optional else "",
        f"default {canonical(spec.default)}" if spec.default is not None else "",
        "; ".join(f"{field.name}: {_input(field)}" for field in spec.fields),
    ]
    return ", ".join(part for part in parts if part)


def _edge(number: Exact | None) -> str:
    return "" if number is None else to_canonical(number)


def _parameter(parameter: Parameter) -> str:
    rows = (f"{canonical(one.value)} ({one.valid_from})" for one in parameter.versions)
    return "; ".join(rows)


def _output(output: Output) -> str:
    parts = (str(output.kind), output.unit, " / ".join(output.words), output.main and "main")
    return ", ".join(str(part) for part in parts if part)


def _demands(before: Rule, after: Rule) -> Iterator[Patch]:
    mine = {demand.holds: demand for demand in before.requirements}
    theirs = {demand.holds: demand for demand in after.requirements}
    for holds, demand in mine.items():
        if holds not in theirs:
            place = f"requirements.{demand.place}"
            yield Patch(place=place, before=demand.asks, after="", before_citation=demand.citation)
    for holds, demand in theirs.items():
        if holds not in mine:
            place = f"requirements.{demand.place}"
            yield Patch(place=place, before="", after=demand.asks, after_citation=demand.citation)


def _nodes(place: str, before: Node, after: Node) -> Iterator[Patch]:
    """Compare two trees, as deep as they have the same shape."""
    if before == after:
        return
    here = after.key or before.key or place
    if isinstance(before, Matrix) and isinstance(after, Matrix):
        yield from _nodes(here, before.row, after.row)
        yield from _nodes(here, before.column, after.column)
        keys = [_cells(node) for node in (before, after)]
        yield from _rows(here, keys[0], keys[1], (before, after))
    elif isinstance(before, Bands) and isinstance(after, Bands):
        yield from _nodes(here, before.value, after.value)
        yield from _rows(here, _bands(before), _bands(after), (before, after))
    elif isinstance(before, Lookup) and isinstance(after, Lookup):
        yield from _nodes(here, before.value, after.value)
        rows = [_looked_up(node) for node in (before, after)]
        yield from _rows(here, rows[0], rows[1], (before, after))
    elif _alike(before, after):
        for one, other in zip(children(before), children(after), strict=True):
            yield from _nodes(here, one, other)
    else:
        yield Patch(
            place=here,
            before=_text(before),
            after=_text(after),
            before_citation=before.citation,
            after_citation=after.citation,
        )


def _alike(before: Node, after: Node) -> bool:
    """Whether a difference of two nodes can only lie below them, and is told better there."""
    below = children(before), children(after)
    if type(before) is not type(after) or len(below[0]) != len(below[1]) or not below[0]:
        return False
    different = [one for one, other in zip(*below, strict=True) if one != other]
    if len(different) != 1 or not children(different[0]):
        return False
    fields = [field.name for field in attrs.fields(type(before)) if field.eq]
    plain = [name for name in fields if isinstance(getattr(before, name), str | int)]
    return all(getattr(before, name) == getattr(after, name) for name in plain)


Row = Band | Cell | LookupRow


def _bands(node: Bands) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for band in node.bands:
        name = _text(band.result)
        while (name,) in found:
            name += "'"
        found[name,] = band
    return found


def _cells(node: Matrix) -> dict[tuple[str, ...], Row]:
    return {(cell.row, cell.column): cell for cell in node.cells}


def _looked_up(node: Lookup) -> dict[tuple[str, ...], Row]:
    return {(str(canonical(row.when)),): row for row in node.rows}


def _rows(
    place: str,
    before: Mapping[tuple[str, ...], Row],
    after: Mapping[tuple[str, ...], Row],
    tables: tuple[Node, Node],
) -> Iterator[Patch]:
    for key in [*before, *(key for key in after if key not in before)]:
        one, other = before.get(key), after.get(key)
        if one != other:
            yield Patch(
                place=f"{place}[{' x '.join(key)}]",
                before=_row(one),
                after=_row(other),
                before_citation=(one.citation or tables[0].citation) if one else None,
                after_citation=(other.citation or tables[1].citation) if other else None,
            )


def _row(row: Row | None) -> str:
    if row is None:
        return ""
    if not isinstance(row, Band):
        return _text(row.result)
    lower = "" if row.lower is None else f"{'>=' if row.lower_in else '>'} {_text(row.lower)}"
    upper = "" if row.upper is None else f"{'<=' if row.upper_in else '<'} {_text(row.upper)}"
    return ", ".join(part for part in (lower, upper) if part)


def _text(node: Node) -> str:
    if isinstance(node, Constant):
        return str(canonical(node.value))
    return write_formula(node)

"""What two policies do differently, as a list of patches with citations."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.scoring.display import canonical
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.inputs import InputSpec
from asn_kinerja.scoring.nodes import Band, Bands, Cell, Constant, Lookup, LookupRow, Matrix, Node
from asn_kinerja.scoring.numbers import Exact, to_canonical
from asn_kinerja.scoring.rebuild import keyed
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
    trees = _Trees(before, after)
    outputs = {output.name: output for output in after.outputs}
    for output in before.outputs:
        other = outputs.pop(output.name, None)
        place = f"outputs.{output.name}"
        if other is None:
            found.append(Patch(place=place, before=_output(output), after=""))
            continue
        found += trees.nodes(output.name, output.node, other.node)
        if _output(output) != _output(other):
            found.append(Patch(place=place, before=_output(output), after=_output(other)))
    for added in outputs.values():
        found += trees.added(added)
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


class _Trees:
    """Compares the trees of two policies.

    Where a formula changed, it names the steps that it reads; so each of these is compared by its
    name, and one that only one of the policies has is written out.
    """

    def __init__(self, before: Rule, after: Rule) -> None:
        self._before, self._after = (
            {key: node for root in reversed(rule.roots) for key, node in [*keyed(root)][::-1]}
            for rule in (before, after)
        )  # the outermost of a name
        self._met: set[str] = set()

    def nodes(self, place: str, before: Node, after: Node) -> Iterator[Patch]:
        """Compare two trees, as deep as they have the same shape."""
        if before == after:
            return
        here = after.key or before.key or place
        if (isinstance(before, Bands) and isinstance(after, Bands)) or (
            isinstance(before, Lookup) and isinstance(after, Lookup)
        ):
            yield from self.nodes(here, before.value, after.value)
            yield from _rows(here, before, after)
        elif isinstance(before, Matrix) and isinstance(after, Matrix):
            yield from self.nodes(here, before.row, after.row)
            yield from self.nodes(here, before.column, after.column)
            yield from _rows(here, before, after)
        elif _alike(before, after):
            for one, other in zip(children(before), children(after), strict=True):
                yield from self.nodes(here, one, other)
        else:
            spot = here if after.key == before.key else place
            names = self._steps_below(spot, before, after)
            if _said(before, spot) != _said(after, spot) or not any(map(self._differs, names)):
                yield from _whole(spot, before, after)
            yield from self.steps(names)

    def steps(self, names: Iterable[str]) -> Iterator[Patch]:
        """Compare steps by their names, each once."""
        for name in [one for one in names if one not in self._met]:
            self._met.add(name)
            before, after = self._before.get(name), self._after.get(name)
            if before is not None and after is not None:
                yield from self.nodes(name, before, after)
            else:
                yield from _whole(name, before, after)

    def added(self, output: Output) -> Iterator[Patch]:
        """Write out an output that is new, with the steps that are new with it."""
        text = f"{_output(output)} = {_said(output.node, output.name)}"
        yield Patch(place=f"outputs.{output.name}", before="", after=text)
        yield from _rows(output.name, None, _own(output.node, output.name))
        yield from self.steps(self._steps_below(output.name, output.node))

    def _steps_below(self, spot: str, *trees: Node) -> list[str]:
        names = dict.fromkeys(key for tree in trees for key, _ in keyed(tree))
        return [name for name in names if name != spot]

    def _differs(self, name: str) -> bool:
        return self._before.get(name) != self._after.get(name)


def _whole(place: str, before: Node | None, after: Node | None) -> Iterator[Patch]:
    """Write out what both have in a place: a formula, or what a table looks at and all its rows."""
    yield Patch(
        place=place,
        before=_said(before, place),
        after=_said(after, place),
        before_citation=before.citation if before else None,
        after_citation=after.citation if after else None,
    )
    yield from _rows(place, _own(before, place), _own(after, place))


def _own(node: Node | None, place: str) -> Node | None:
    """Give a node that is no step of another name."""
    return None if node is None or node.key not in {"", place} else node


def _said(node: Node | None, place: str) -> str:
    match _own(node, place):
        case None:
            return node.key if node else ""
        case Bands() | Lookup() as table:
            return write_formula(table.value, top=False, own=place)
        case Matrix() as table:
            parts = (table.row, table.column)
            return " x ".join(write_formula(part, top=False, own=place) for part in parts)
        case own:
            return _text(own, place)


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


def _rows_of(node: Node | None) -> dict[tuple[str, ...], Row]:
    """Give the rows of a table by name; none of what is no table."""
    match node:
        case Bands():
            return _bands(node)
        case Matrix():
            return {(cell.row, cell.column): cell for cell in node.cells}
        case Lookup():
            return {(str(canonical(row.when)),): row for row in node.rows}
        case _:
            return {}


def _bands(node: Bands) -> dict[tuple[str, ...], Row]:
    found: dict[tuple[str, ...], Row] = {}
    for band in node.bands:
        name = _text(band.result)
        while (name,) in found:
            name += "'"
        found[name,] = band
    return found


def _rows(place: str, before: Node | None, after: Node | None) -> Iterator[Patch]:
    mine, theirs = _rows_of(before), _rows_of(after)
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        one, other = mine.get(key), theirs.get(key)
        if one != other:
            yield Patch(
                place=f"{place}[{' x '.join(key)}]",
                before=_row(one),
                after=_row(other),
                before_citation=_where(one, before),
                after_citation=_where(other, after),
            )


def _where(row: Row | None, table: Node | None) -> Citation | None:
    return None if row is None or table is None else row.citation or table.citation


def _row(row: Row | None) -> str:
    if row is None:
        return ""
    if not isinstance(row, Band):
        return _text(row.result)
    lower = "" if row.lower is None else f"{'>=' if row.lower_in else '>'} {_text(row.lower)}"
    upper = "" if row.upper is None else f"{'<=' if row.upper_in else '<'} {_text(row.upper)}"
    return ", ".join(part for part in (lower, upper) if part)


def _text(node: Node, own: str = "") -> str:
    if isinstance(node, Constant):
        return str(canonical(node.value))
    return write_formula(node, own=own)

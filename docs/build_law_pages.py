# ruff: noqa: INP001 - a script beside the pages, no package
"""Writes `docs/law/`: for each regulation, where each article stands in the code.

Run it after a change of a law pack: `python docs/build_law_pages.py`. A test compares the pages
with what it would write.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import attrs

from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.loading import read_conflicts, read_parameters
from asn_kinerja.legal.parameters import Authority, Parameter, Status
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.cases import Case, read_cases
from asn_kinerja.scoring.coverage import Targets
from asn_kinerja.scoring.display import canonical, show
from asn_kinerja.scoring.nodes import Choose, Lookup, Matrix, Node, ParameterValue
from asn_kinerja.scoring.numbers import to_canonical
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.registry import PolicyPack, PolicyRegistry
from asn_kinerja.scoring.walk import children, walk

FOLDER = Path(__file__).with_name("law")
REGISTRY = PolicyRegistry(PACKS)
_SHOWN = 4  # cases that a row names before it counts the others
_HEAD = "*Written by `docs/build_law_pages.py`; do not edit.*"


@attrs.define(kw_only=True)
class Row:
    """What stands at one place of the law: values, nodes, and the cases that meet them."""

    values: dict[str, str] = attrs.field(factory=dict)
    nodes: dict[str, None] = attrs.field(factory=dict)
    cases: dict[str, None] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Pack:
    """A law pack with everything that a page tells of it."""

    name: str
    policies: tuple[Policy, ...]
    parameters: tuple[Parameter, ...]
    conflicts: tuple[Conflict, ...]
    cases: tuple[Case, ...]
    notes: str

    @property
    def label(self) -> str:
        """The regulation as people write it."""
        return self.policies[0].regulation.label


def read_pack(pack: PolicyPack) -> Pack:
    """Load a pack with its files."""
    assert pack.cases is not None  # noqa: S101 - every built-in pack has cases
    folder = pack.cases.parent
    return Pack(
        name=pack.name,
        policies=tuple(REGISTRY.get(entry.id) for entry in pack.policies),
        parameters=read_parameters(folder, regulation=pack.name),
        conflicts=read_conflicts(folder, regulation=pack.name),
        cases=read_cases(pack.cases, regulation=pack.name),
        notes=(folder / "NOTES.md").read_text(encoding="utf-8"),
    )


def pages() -> dict[str, str]:
    """Write all pages.

    Returns:
        Texts by name of file.
    """
    packs = sorted((read_pack(pack) for pack in PACKS), key=lambda pack: pack.name)
    found = {f"{pack.name}.md": _lines(_page(pack)) for pack in packs}
    found["index.md"] = _lines(_index(packs))
    found["checked.md"] = _lines(_checked(packs))
    return found


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') or '-' for cell in row)} |"


def _page(pack: Pack) -> Iterator[str]:
    regulation = pack.policies[0].regulation
    doubt = "" if regulation.dates_confirmed else ", dates unconfirmed"
    yield from (f"# {pack.label}", "", _HEAD, "")
    yield f"{regulation.title.en} ({regulation.title.id})."
    until = f" to {regulation.in_force_until}" if regulation.in_force_until else ""
    yield ""
    yield (
        f"In force from {regulation.in_force_from}{until} "
        f"[{regulation.citation.render('en')}]{doubt}."
    )
    for policy in pack.policies:
        yield from ("", f"## `{policy.id}`", "")
        end = f" to {policy.governs_until}" if policy.governs_until else " on"
        given = ", ".join(f"`{output.name}`" for output in policy.outputs)
        yield (
            f"{policy.title.en}. Purpose `{policy.purpose}`; governs periods from "
            f"{policy.governs_from}{end}. Gives {given}."
        )
        yield ""
        rows = _rows(policy, [case for case in pack.cases if case.policy == policy.id])
        yield from _table(
            ("article", "value", "node", "cases"),
            (
                (place, _values(row.values), _names(row.nodes), _some(row.cases))
                for place, row in rows.items()
            ),
        )
        yield from _refusals(policy)
    yield from _status(pack)
    yield from _conflicts(pack)
    yield from ("", "## What is not encoded, and why", "", _not_encoded(pack.notes))


def _rows(policy: Policy, cases: list[Case]) -> dict[str, Row]:
    """Gather what stands at each place: values, the nodes cited there, the cases that meet them."""
    met = _met(policy, cases)
    rows: dict[str, Row] = {}
    parameters = {parameter.name: parameter for parameter in policy.parameters}
    for output in policy.outputs:
        for node, name, place in _cited(output.node, output.name):
            if isinstance(node, ParameterValue):
                for version in parameters[node.name].versions:
                    row = rows.setdefault(version.citation.render("en"), Row())
                    row.values[node.name] = show(version.value, "en")
                    row.nodes[name] = None
            elif place:
                rows.setdefault(place, Row()).nodes[name] = None
    wanted = _telling(policy)
    for place, row in rows.items():
        telling = [key for name in row.values for key in wanted.get(name, ())]
        tables = [key for key in met if key[0] in row.nodes]
        row.cases |= {case.id: None for case in cases if case.citation.render("en") == place}
        for key in [key for key in telling if key in met] or ([] if row.cases else tables):
            row.cases |= met[key]
        if not row.cases:  # what is no table is met by every case that is computed
            row.cases |= {case.id: None for case in cases if not case.refused}
    return dict(sorted(rows.items(), key=lambda item: _order(item[0])))


def _telling(policy: Policy) -> dict[str, list[tuple[str, str]]]:
    """Name the edges and rows that tell of one value: table and label, by the value's name."""
    found: dict[str, list[tuple[str, str]]] = {}
    values = {one.name: row.value for one in policy.parameters for row in one.versions}
    for output in policy.outputs:
        for node, name, _ in _cited(output.node, output.name):
            if isinstance(node, ParameterValue):
                value = values[node.name]
                edge = to_canonical(value) if isinstance(value, Fraction | int) else "-"
                found.setdefault(node.name, []).extend([(name, edge), (output.name, edge)])
            for label, result in _labelled(node):
                for below in walk(result):
                    if isinstance(below, ParameterValue):
                        table = node.key or output.name
                        found.setdefault(below.name, []).append((table, label))
    return found


def _labelled(node: Node) -> Iterator[tuple[str, Node]]:
    """Give the rows and cells of a table with their labels."""
    if isinstance(node, Lookup):
        yield from ((str(canonical(row.when)), row.result) for row in node.rows)
    if isinstance(node, Matrix):
        yield from ((f"{cell.row} x {cell.column}", cell.result) for cell in node.cells)


def _cited(node: Node, name: str) -> Iterator[tuple[Node, str, str]]:
    """Go through a tree: each node with the nearest name, and where it is cited itself."""
    name = node.key or name
    yield node, name, node.citation.render("en") if node.citation else ""
    if isinstance(node, Choose):
        for case in node.cases:
            if case.citation:
                yield node, name, case.citation.render("en")
    for row in (
        *getattr(node, "bands", ()),
        *getattr(node, "rows", ()),
        *getattr(node, "cells", ()),
    ):
        if row.citation:
            yield node, name, row.citation.render("en")
    for below in children(node):
        yield from _cited(below, name)


def _met(policy: Policy, cases: list[Case]) -> Mapping[tuple[str, str], dict[str, None]]:
    """Say which cases take a row of which table or stand at which edge, by table and label."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for day in {case.as_of: None for case in cases}:
        targets = Targets(policy, as_of=day)
        for case in (case for case in cases if case.as_of == day):
            for target in sorted(targets.touched(case.inputs), key=str):
                found.setdefault((target.table, target.label), {})[case.id] = None
    return found


def _order(place: str) -> tuple[object, ...]:
    """Order places by their numbers, so that art. 9 comes before art. 41."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.findall(r"\d+|\D+", place)
    )


def _values(values: Mapping[str, str]) -> str:
    return "<br>".join(f"`{name}` = {value}" for name, value in sorted(values.items()))


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _some(cases: Iterable[str]) -> str:
    names = list(cases)
    rest = len(names) - _SHOWN
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {rest} more" if rest > 0 else shown


def _refusals(policy: Policy) -> Iterator[str]:
    """Tell what the policy refuses."""
    lines = [
        f"- `{demand.place}`: {demand.asks} [{demand.citation.render('en')}]"
        for demand in policy.requirements
    ]
    for spec in (*policy.inputs, *(field for one in policy.inputs for field in one.fields)):
        edges = [show(edge, "en") if edge is not None else "…" for edge in (spec.low, spec.high)]
        allowed = f"{edges[0]} to {edges[1]}" if any(edge != "…" for edge in edges) else ""
        allowed = ", ".join(spec.words) or allowed
        if allowed and spec.citation:
            lines.append(f"- `{spec.name}`: {allowed} [{spec.citation.render('en')}]")
    if lines:
        yield from ("", "Refuses what is not:", "", *lines)


def _status(pack: Pack) -> Iterator[str]:
    versions = [(one, row) for one in pack.parameters for row in one.versions]
    yield from ("", "## What is confirmed", "")
    if not versions:
        yield "No value is set here."
        return
    sure = sum(row.status is Status.CONFIRMED for _, row in versions)
    yield f"{sure} of {len(versions)} values were read in the source that they cite."
    doubtful = [(one, row) for one, row in versions if row.status is Status.UNCONFIRMED]
    if doubtful:
        yield from ("", "Unconfirmed:", "")
        for one, row in doubtful:
            yield f"- `{one.name}` = {show(row.value, 'en')} [{row.citation.render('en')}]"
    foreign = [(one, row) for one, row in versions if row.authority is not Authority.NATIONAL]
    if foreign:
        yield from ("", "Not national:", "")
        yield from (f"- `{one.name}`: {row.authority}" for one, row in foreign)


def _conflicts(pack: Pack) -> Iterator[str]:
    yield from ("", "## Conflicts", "")
    if not pack.conflicts:
        yield "None is known."
    for conflict in pack.conflicts:
        switch = f" Switch: `{conflict.switch}`." if conflict.switch else ""
        yield f"- `{conflict.id}`: {conflict.render('en')}{switch}"


def _not_encoded(notes: str) -> str:
    """Give the section of the notes, or say that there is none."""
    _, found, after = notes.partition("\n## Not encoded\n")
    return after.partition("\n## ")[0].strip() if found else "Nothing of this rule is left out."


def _index(packs: list[Pack]) -> Iterator[str]:
    yield from ("# The law in the code", "", _HEAD, "")
    yield (
        "One page for each regulation: article, value, node, worked cases; what is confirmed, what "
        "is refused, and what is not encoded. [checked.md](checked.md) tells of twenty values "
        "looked up by hand."
    )
    yield ""
    rows = []
    for pack in packs:
        versions = [row for one in pack.parameters for row in one.versions]
        sure = sum(row.status is Status.CONFIRMED for row in versions)
        rows.append(
            (
                f"[{pack.label}]({pack.name}.md)",
                "<br>".join(f"`{policy.id.partition('.')[2]}`" for policy in pack.policies),
                "<br>".join(_span(policy) for policy in pack.policies),
                f"{sure} of {len(versions)}",
                str(len(pack.cases)),
                str(len(pack.conflicts)),
            )
        )
    heads = ("regulation", "policies", "periods", "values confirmed", "cases", "conflicts")
    yield from _table(heads, rows)


def _span(policy: Policy) -> str:
    return f"{policy.governs_from} to {policy.governs_until or 'now'}"


def _checked(packs: list[Pack]) -> Iterator[str]:
    """Write the record of values looked up by hand beside what the packs hold now."""
    record = tomllib.loads(
        (FOLDER / "checked.toml").read_text(encoding="utf-8"), parse_float=Fraction
    )
    now = {(pack.name, one.name): one for pack in packs for one in pack.parameters}
    yield from ("# Twenty values looked up by hand", "", _HEAD, "")
    yield (
        f"Drawn at random (seed {record['seed']}) from the {record['drawn_from']} numbers whose "
        f"text was at hand, and looked up in it on {record['checked_on']}. Values whose text was "
        "not at hand rest on other sources, which the notes of each pack name."
    )
    yield ""
    rows = []
    for number, one in enumerate(record["value"], start=1):
        parameter = now[one["pack"], one["name"]]
        held = parameter.versions[0].value
        agrees = "agrees" if held == Fraction(one["value"]) else "differs from the pack"
        label = parameter.versions[0].citation.render("en").split(" p. ")[0].split(" art. ")[0]
        rows.append((str(number), f"`{one['name']}`", show(held, "en"), f"{label} {one['place']}",
                     one["reads"], agrees))  # fmt: skip
    yield from _table(("", "value", "in the pack", "where", "the text reads", "result"), rows)


def main() -> None:
    """Write the pages that changed."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

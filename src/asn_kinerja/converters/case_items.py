"""The items of a file of cases: a row an item, joined to its case by a key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from asn_kinerja.converters.score_files import CaseTable
from asn_kinerja.converters.workbook.parsing import read_text
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.policy import Policy

__all__ = ["CaseItems", "gather_items"]

_FIELD = re.compile(r"(.+)\[(\d+)\](?:\.(.+))?")


@attrs.frozen(kw_only=True)
class CaseItems:
    """The items of each case.

    Args:
        spec: The input that takes them.
        table: The file that held them.
        key: Heading of the column that names the case.
        cases: Key of each case.
        rows: Number of the row, from 0, and values of each item of a case, by its key.
    """

    spec: InputSpec
    table: CaseTable
    key: str
    cases: Sequence[str]
    rows: Mapping[str, Sequence[tuple[int, Mapping[str, object]]]]

    def of(self, case: int) -> dict[str, list[dict[str, object]]]:
        """Give the items of a case as an input.

        Args:
            case: Number of the case, from 0.

        Returns:
            The values of each item by the name of the input; as in frames, items that may be
            missing are not given at all where a case has none.
        """
        found = [dict(values) for _, values in self.rows.get(self.cases[case], ())]
        return {self.spec.name: found} if found or not self.spec.optional else {}

    def place(self, case: int, place: str) -> str | None:
        """Find the cell that a problem of a case speaks of.

        Args:
            case: Number of the case, from 0.
            place: Where the problem is, such as ``butir[0].nilai``.

        Returns:
            The cell, or the line for a column that is not there; `None` if the place is no item.
        """
        found = _FIELD.fullmatch(place)
        held = self.rows.get(self.cases[case], ())
        if found is None or found[1] != self.spec.name or int(found[2]) >= len(held):
            return None
        row, field = held[int(found[2])][0], found[3] or self.key
        if field in self.table.headings:
            return self.table.place(row, field)
        return f"{self.table.name}:{self.table.lines[row]} {field}"


def gather_items(
    policy: Policy, items: Mapping[str, CaseTable], *, cases: CaseTable, key: str
) -> tuple[tuple[CaseItems, ...], list[Problem]]:
    """Gather the items of all cases.

    Args:
        policy: The policy that takes them.
        items: Files with a row an item, by the name of the items.
        cases: The cases to which they belong.
        key: Heading of the column that joins both.

    Returns:
        The items; and what is wrong: no file where the policy needs one, a column or cell, an
        item of no case, a case without a key or with that of another.
    """
    wanted = {spec.name: spec for spec in policy.inputs if spec.kind is Kind.ITEMS}
    problems = [
        Problem("items_file_missing", cases.name, value=spec.name)
        for spec in wanted.values()
        if spec.name not in items and not spec.optional
    ]
    for name, table in items.items():
        if name not in wanted:
            problems.append(_unused(table.name, name, policy, kinds=wanted))
            continue
        if key not in table.headings:
            problems.append(table.absent(key))
        problems += [
            table.absent(field.name)
            for field in wanted[name].fields
            if not field.optional and field.name not in table.headings
        ]
    if items and key not in cases.headings:
        problems.append(cases.absent(key))
    if problems or not items:
        return (), problems
    known = _keys(cases, key, problems)
    problems += _unclear(cases, known, key=key)
    return tuple(
        _items_of(wanted[name], table, cases=cases, known=known, key=key, problems=problems)
        for name, table in items.items()
    ), problems


def _unused(place: str, name: str, policy: Policy, *, kinds: Iterable[str]) -> Problem:
    if cure := ", ".join(kinds):
        return Problem("items_unknown", place, value=name, cure=cure)
    return Problem("items_unused", place, value=policy.id)


def _items_of(  # noqa: PLR0913 - two files, what joins them, and where problems go
    spec: InputSpec,
    table: CaseTable,
    *,
    cases: CaseTable,
    known: Sequence[str | None],
    key: str,
    problems: list[Problem],
) -> CaseItems:
    """Join the items of one kind to their cases."""
    names = _keys(table, key, problems)
    rows: dict[str, list[tuple[int, Mapping[str, object]]]] = {}
    for row, name in enumerate(names):
        values, wrong = table.inputs(row, spec.fields)
        problems += wrong
        rows.setdefault(name or "", []).append((row, values))
    problems += _orphans(table, names, key=key, cases=cases.name, known=known)
    held = [name or "" for name in known]
    return CaseItems(spec=spec, table=table, key=key, cases=held, rows=rows)


def _unclear(cases: CaseTable, names: Sequence[str | None], *, key: str) -> Iterator[Problem]:
    """Name the cases whose items cannot be told from those of another."""
    first: dict[str, int] = {}
    for row, name in enumerate(names):
        if name == "":
            yield Problem("required", cases.place(row, key))
        elif name is not None and first.setdefault(name, row) != row:
            before = cases.place(first[name], key)
            yield Problem("case_twice", cases.place(row, key), value=name, cure=before)


def _keys(table: CaseTable, key: str, problems: list[Problem]) -> list[str | None]:
    """Read the column that names the cases: empty for a blank cell, `None` for a wrong one."""
    position = table.headings.index(key)
    found: list[str | None] = []
    for row, cells in enumerate(table.rows):
        try:
            found.append(read_text(cells[position]))
        except InvalidInput as error:
            problems += table.placed(error, row, heading=key)
            found.append(None)
    return found


def _orphans(
    items: CaseTable,
    names: Sequence[str | None],
    *,
    key: str,
    cases: str,
    known: Sequence[str | None],
) -> Iterator[Problem]:
    """Name the items that would count for nobody."""
    there = {*known, None}
    for row, name in enumerate(names):
        if name == "":
            yield Problem("required", items.place(row, key))
        elif name not in there:
            yield Problem("item_without_case", items.place(row, key), value=name, cure=cases)

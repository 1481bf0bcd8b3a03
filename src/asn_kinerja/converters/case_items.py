"""The items of a file of cases: a row an item, joined to its case by a key."""

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from asn_kinerja.converters.score_files import CaseTable
from asn_kinerja.converters.workbook.parsing import read_text
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.policy import Policy

__all__ = ["CaseItems", "gather_items"]

_FIELD = re.compile(r"(.+)\[(\d+)\](?:\.(.+))?")


@attrs.frozen(kw_only=True)
class CaseItems:
    """The items of each case.

    Args:
        name: The input that takes them.
        table: The file that held them.
        key: Heading of the column that names the case.
        cases: Key of each case.
        rows: Number of the row, from 0, and values of each item of a case, by its key.
    """

    name: str
    table: CaseTable
    key: str
    cases: Sequence[str]
    rows: Mapping[str, Sequence[tuple[int, Mapping[str, object]]]]

    def of(self, case: int) -> list[dict[str, object]]:
        """Give the items of a case.

        Args:
            case: Number of the case, from 0.

        Returns:
            The values of each item; nothing for a case without items.
        """
        return [dict(values) for _, values in self.rows.get(self.cases[case], ())]

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
        if found is None or found[1] != self.name or int(found[2]) >= len(held):
            return None
        row, field = held[int(found[2])][0], found[3] or self.key
        if field in self.table.headings:
            return self.table.place(row, field)
        return f"{self.table.name}:{self.table.lines[row]} {field}"


def gather_items(
    policy: Policy, items: CaseTable | None, *, cases: CaseTable, key: str
) -> tuple[CaseItems | None, list[Problem]]:
    """Gather the items of all cases.

    Args:
        policy: The policy that takes them.
        items: The file with a row an item, if one was given.
        cases: The cases to which they belong.
        key: Heading of the column that joins both.

    Returns:
        The items, `None` without a file; and what is wrong: no file where the policy needs one,
        a column or cell, an item of no case.
    """
    wanted = [spec for spec in policy.inputs if spec.kind is Kind.ITEMS]
    if items is None:
        return None, [
            Problem("items_file_missing", cases.name, value=spec.name)
            for spec in wanted
            if not spec.optional
        ]
    if not wanted:
        return None, [Problem("items_unused", items.name, value=policy.id)]
    spec = wanted[0]
    problems = [items.absent(name) for name in [key] if name not in items.headings]
    problems += [
        items.absent(field.name)
        for field in spec.fields
        if not field.optional and field.name not in items.headings
    ]
    if problems:
        return None, problems
    if key not in cases.headings:
        return None, [cases.absent(key)]
    known = _keys(cases, key, problems)
    names = _keys(items, key, problems)
    rows: dict[str, list[tuple[int, Mapping[str, object]]]] = {}
    for row, name in enumerate(names):
        values, wrong = items.inputs(row, spec.fields)
        problems += wrong
        rows.setdefault(name or "", []).append((row, values))
    problems += _orphans(items, names, key=key, cases=cases.name, known=known)
    held = [name or "" for name in known]
    return CaseItems(name=spec.name, table=items, key=key, cases=held, rows=rows), problems


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

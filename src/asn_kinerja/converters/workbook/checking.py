"""What rows say about each other: keys, links, circles, overlapping plans, days.

One mistake is one problem: what only follows from a reported one is left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from asn_kinerja.converters.workbook.circles import appraiser_circles, course_circles, unit_circles
from asn_kinerja.converters.workbook.description import Link, Row, Table
from asn_kinerja.converters.workbook.faults import nearest
from asn_kinerja.errors import Problem

__all__ = ["check_links", "check_rows"]

_TOLD_APART = 3  # cells with one unknown value that are reported one by one


def check_rows(tables: Mapping[str, Table]) -> list[Problem]:
    """Check rows against each other, and mark those at fault as broken.

    Args:
        tables: Rows by name of the sheet.

    Returns:
        The problems, in any order.
    """
    problems = check_links(tables)
    problems += unit_circles(tables["Unit Kerja"].rows)
    problems += appraiser_circles(tables["Penugasan"].rows)
    problems += course_circles(tables["Katalog Pelatihan"].rows)
    problems += _overlapping_plans(tables["SKP"].rows)
    problems += _early_completions(
        tables["Realisasi Bangkom"].rows, sessions=tables["Jadwal Pelatihan"].rows
    )
    return problems


def check_links(tables: Mapping[str, Table]) -> list[Problem]:
    """Check that keys are unique and that links find their row; mark rows at fault as broken.

    Args:
        tables: Rows by name of the sheet.

    Returns:
        The problems, in any order.
    """
    problems = [found for table in tables.values() for found in _drop_doubles(table)]
    return problems + _unknown_links(tables)


def _drop_doubles(table: Table) -> Iterator[Problem]:
    """Report the second row of one key, and leave it out of every further check."""
    first: dict[str, Row] = {}
    kept = []
    for row in table.rows:
        if row.id and row.id in first:
            where = first[row.id].place(table.sheet.key[0])
            yield Problem("duplicate_row", row.place(table.sheet.key[0]), value=row.id, cure=where)
        else:
            first[row.id] = row
            kept.append(row)
    table.rows = kept


def _unknown_links(tables: Mapping[str, Table]) -> list[Problem]:
    known = {name: _keys(table) for name, table in tables.items()}
    missing = [
        (row, link, value)
        for table in tables.values()
        for row in table.rows
        for link in table.sheet.links
        for value in _unknown(row, link, tables, known)
    ]
    excused = _excused(missing, tables)
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for row, link, value in missing:
        if not any((target, value) in excused for target in link.targets):
            places = groups.setdefault((link.targets, value), [])
            places.append(row.place(link.fields[-1]))
    problems = []
    for (targets, value), places in groups.items():
        close = nearest(value, [name for target in targets for name in known[target]])
        cure = " / ".join(targets) + (f" ≈ {'; '.join(close)}" if close else "")
        if len(places) > _TOLD_APART:  # rather one row that is missing than so many slips
            cure += f" ({'; '.join(places[:_TOLD_APART])}; +{len(places) - _TOLD_APART})"
        problems += [
            Problem("unknown_reference", place, value=value, cure=cure)
            for place in (places if len(places) <= _TOLD_APART else places[:1])
        ]
    return problems


def _keys(table: Table) -> set[str]:
    """Give every key of a sheet, the misspelt ones as typed: they are reported already."""
    single = table.sheet.key[0] if len(table.sheet.key) == 1 else ""
    typed = {row.typed.get(single, "") for row in table.rows}
    return {row.id for row in table.rows} | typed - {""}


def _unknown(
    row: Row, link: Link, tables: Mapping[str, Table], known: Mapping[str, set[str]]
) -> list[str]:
    values = [row.values.get(field) for field in link.fields]
    if None in values or row.broken & set(link.fields):
        return []
    if not all(tables[target].keyed for target in link.targets):
        return []  # the sheet or its key column is missing, which is reported
    listed = values[0] if isinstance(values[0], tuple) else ("/".join(map(str, values)),)
    unknown = [
        str(value) for value in listed if not any(value in known[name] for name in link.targets)
    ]
    if unknown:
        row.broken.add(link.fields[-1])
    return unknown


def _excused(
    missing: Iterable[tuple[Row, Link, str]], tables: Mapping[str, Table]
) -> set[tuple[str, str]]:
    """Find the values that most likely mean rows whose own key cannot be read.

    As many values as there are such rows; a row that exists is named often, a slip once.
    """
    counts: dict[str, Counter[str]] = {}
    for _, link, value in missing:
        for target in link.targets:
            counts.setdefault(target, Counter())[value] += 1
    return {
        (target, value)
        for target, counter in counts.items()
        for value, _ in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[
            : sum(
                not row.id or bool(row.broken & set(row.sheet.key)) for row in tables[target].rows
            )
        ]
    }


def _overlapping_plans(rows: list[Row]) -> Iterator[Problem]:
    by_assignment: dict[str, list[Row]] = {}
    for row in rows:
        if {"assignment_id", "valid_from", "valid_until"} <= row.values.keys():
            by_assignment.setdefault(row.values["assignment_id"], []).append(row)
    for group in by_assignment.values():
        ordered = sorted(group, key=lambda row: (row.values["valid_from"], row.line))
        for before, after in pairwise(ordered):
            if after.values["valid_from"] < before.values["valid_until"]:
                later = max(before, after, key=lambda row: row.line)
                other = before if later is after else after
                later.broken.add("valid_from")
                yield Problem(
                    "overlapping_plans", later.place("valid_from"), value=later.id,
                    rule="PermenPANRB 6/2022", cure=f"{other.id} ({other.place('valid_from')})",
                )  # fmt: skip


def _early_completions(rows: list[Row], *, sessions: list[Row]) -> Iterator[Problem]:
    """Find courses completed before they began; their hours would count in a wrong year."""
    first_days = {
        row.id: row.values["valid_from"] for row in sessions if "valid_from" in row.values
    }
    for row in rows:
        day = row.values.get("completed_on")
        first = first_days.get(row.values.get("session_id", ""))
        if day is not None and first is not None and day < first:
            row.broken.add("completed_on")
            place = row.place("completed_on")
            yield Problem("completed_early", place, value=day, cure=first.isoformat())

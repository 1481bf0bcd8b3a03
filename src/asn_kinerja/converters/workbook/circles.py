"""Circles: units under themselves, people who appraise each other, courses before themselves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter

from asn_kinerja.converters.workbook.description import Row
from asn_kinerja.errors import Problem

__all__ = ["appraiser_circles", "course_circles", "unit_circles"]

_NEVER = date.max
_NAMED = 12  # members of a circle that a message names


def unit_circles(rows: Iterable[Row]) -> Iterator[Problem]:
    """Find units that lie under themselves, and mark the row to correct as broken.

    Args:
        rows: Rows of the sheet of units.

    Yields:
        One problem a circle, at its first row.
    """
    by_id = {row.id: row for row in rows if row.id and "parent_id" not in row.broken}
    above = {name: [str(row.values.get("parent_id", ""))] for name, row in by_id.items()}
    for names in _circles(above):
        yield _circle([by_id[name] for name in names], "parent_id", key=lambda row: row.id)


def course_circles(rows: Iterable[Row]) -> Iterator[Problem]:
    """Find courses that are to be completed before themselves, and mark the row as broken.

    Args:
        rows: Rows of the sheet of courses.

    Yields:
        One problem a circle, at its first row.
    """
    by_id = {row.id: row for row in rows if row.id and "prerequisites" not in row.broken}
    before = {name: list(row.values.get("prerequisites", ())) for name, row in by_id.items()}
    for names in _circles(before):
        first, ordered = _from_first([by_id[name] for name in names])
        first.broken.add("prerequisites")
        value = " > ".join(_shown([row.id for row in ordered]))
        yield Problem("prerequisite_cycle", first.place("prerequisites"), value=value)


def appraiser_circles(rows: Iterable[Row]) -> Iterator[Problem]:
    """Find people who appraise each other, directly or through others, on a common day.

    Args:
        rows: Rows of the sheet of assignments.

    Yields:
        One problem a circle, at its first row; the row is marked as broken.
    """
    needed = {"employee_id", "appraiser_id", "valid_from"}
    knot = _knotted([row for row in rows if needed <= row.values.keys() - row.broken])
    seen: set[str] = set()
    for day in sorted({row.values["valid_from"] for row in knot}):
        links: dict[str, dict[str, Row]] = {}
        for row in knot:
            if row.values["valid_from"] <= day < row.values.get("valid_until", _NEVER):
                uppers = links.setdefault(row.values["employee_id"], {})
                uppers.setdefault(row.values["appraiser_id"], row)
        for names in _circles({name: list(uppers) for name, uppers in links.items()}):
            if seen.isdisjoint(names):
                seen.update(names)
                steps = zip(names, [*names[1:], names[0]], strict=True)
                yield _circle(
                    [links[lower][upper] for lower, upper in steps],
                    "appraiser_id",
                    key=lambda row: str(row.values["employee_id"]),
                )


def _knotted(rows: list[Row]) -> list[Row]:
    """Keep the rows that can lie on a circle: those no order from the top or the bottom reaches."""
    for lower, upper in (("employee_id", "appraiser_id"), ("appraiser_id", "employee_id")):
        order: TopologicalSorter[str] = TopologicalSorter()
        for row in rows:
            order.add(row.values[lower], row.values[upper])
        try:
            order.prepare()
        except CycleError:
            free: set[str] = set()
            while ready := order.get_ready():
                free.update(ready)
                order.done(*ready)
            rows = [row for row in rows if free.isdisjoint((row.values[lower], row.values[upper]))]
        else:
            return []
    return rows


def _circles(above: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Walk upwards from everybody once; a step back into the way taken closes a circle."""
    done: set[str] = set()
    for start in above:
        way = {} if start in done else {start: iter(above[start])}
        while way:
            name, rest = next(reversed(way.items()))
            upper = next(rest, None)
            if upper is None:
                way.popitem()
                done.add(name)
            elif upper in way:
                names = list(way)
                yield names[names.index(upper) :]
            elif upper in above and upper not in done:
                way[upper] = iter(above[upper])


def _circle(rows: list[Row], field: str, *, key: Callable[[Row], str]) -> Problem:
    first, ordered = _from_first(rows)
    first.broken.add(field)
    cure = " → ".join(_shown([key(row) for row in ordered]))
    return Problem("circle_of_superiors", first.place(field), value=first.typed[field], cure=cure)


def _from_first(rows: list[Row]) -> tuple[Row, list[Row]]:
    """Let a circle begin at the row that stands first in its sheet."""
    start = min(range(len(rows)), key=lambda place: rows[place].line)
    return rows[start], [*rows[start:], *rows[:start]]


def _shown(names: list[str]) -> list[str]:
    """Shorten a long circle, and name its first member again at the end."""
    short = names if len(names) <= _NAMED else [*names[: _NAMED - 1], f"… ({len(names)})"]
    return [*short, names[0]]

"""Between a framework and the CSV of Moodle: groups, competencies, levels, indicators as a tree.

Moodle names what stands at each depth in the column Taxonomy; ours is domain, competency, level,
indicator. A column of our own at the end, which Moodle passes over, holds what it has no place for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from asn_kinerja.converters.competencies.extensions import (
    EXTENSION,
    GROUPS,
    beside_competency,
    beside_framework,
    beside_indicator,
    beside_level,
    read_beside,
    read_group,
    read_provenance,
)
from asn_kinerja.converters.competencies.moodle import COLUMNS, MoodleRow, MoodleTable
from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem
from asn_kinerja.records.competencies import (
    HIGHEST,
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
)

__all__ = ["from_moodle", "to_moodle"]

_TAXONOMY = ("domain", "competency", "level", "indicator")
_DEEPEST = 32
_SHORT = 100  # characters that Moodle keeps of a short name
_SHAPED, _PLAIN = "1", "2"  # Moodle's numbers for descriptions in HTML and in plain text
_SCALE = "Belum kompeten,Kompeten"
_SCALE_SETUP = '[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]'
_LAST_NUMBER = re.compile(r"(\d{1,3})\D*$", re.ASCII)


def to_moodle(framework: CompetencyFramework) -> MoodleTable:
    """Write a framework as a table that Moodle imports.

    Args:
        framework: The framework.

    Returns:
        The table; `from_moodle` gives the framework again.
    """
    return MoodleTable(headings=(*COLUMNS.values(), EXTENSION), cells=tuple(_rows(framework)))


def from_moodle(table: MoodleTable) -> CompetencyFramework:
    """Read the framework that a table holds.

    Competencies, levels and indicators are the rows at the depths that the column Taxonomy calls
    so. Where it names neither levels nor indicators, the rows without rows below them are the
    competencies.

    Args:
        table: The table.

    Returns:
        The framework. Descriptions in HTML are read as text.

    Raises:
        InvalidInput: If a competency has more than five levels, or a level stands twice.
    """
    return _Reader(table).framework()


def _rows(own: CompetencyFramework) -> Iterator[tuple[str, ...]]:
    yield _row(
        id=own.id, name=own.name, description=own.source,
        beside=beside_framework(own) | {"name": own.name},
        scale=_SCALE, scale_setup=_SCALE_SETUP, is_framework="1", taxonomy=",".join(_TAXONOMY),
    )  # fmt: skip
    taken = {item.id for item in own.competencies}
    for group, title in GROUPS.items():
        members = [(n, item) for n, item in enumerate(own.competencies) if item.group is group]
        key = _unused(group.value, taken)
        if members:
            yield _row(id=key, name=title)
        for place, item in members:
            yield _row(
                parent=key, id=item.id, name=item.name, description=item.definition,
                beside=beside_competency(item) | {"name": item.name, "place": str(place)},
            )  # fmt: skip
            yield from _level_rows(item, taken)


def _level_rows(item: Competency, taken: set[str]) -> Iterator[tuple[str, ...]]:
    for level in item.levels:
        key = _unused(f"{item.id}.{level.level}", taken)
        name = f"Level {level.level}" + (f": {level.name}" if level.name else "")
        beside = beside_level(level)
        yield _row(parent=item.id, id=key, name=name, description=level.description, beside=beside)
        for number, indicator in enumerate(level.indicators, 1):
            yield _row(
                parent=key, id=_unused(f"{key}.{number}", taken), name=indicator.text,
                description=indicator.text, beside=beside_indicator(indicator),
            )  # fmt: skip


def _unused(key: str, taken: set[str]) -> str:
    while key in taken:
        key += "'"
    taken.add(key)
    return key


def _row(*, beside: Mapping[str, Any] | None = None, **cells: str) -> tuple[str, ...]:
    cells["name"] = " ".join(cells["name"].split())[:_SHORT] or "-"
    if cells.get("description"):
        cells["format"] = _PLAIN
    said = json.dumps(beside, ensure_ascii=False, sort_keys=True) if beside else ""
    return (*(cells.get(column, "") for column in COLUMNS), said)


class _Reader:
    """One table, its rows by key and by parent."""

    def __init__(self, table: MoodleTable) -> None:
        self._column = list(table.headings).index(EXTENSION) if EXTENSION in table.headings else -1
        rows = list(table.rows())
        self._head = next(row for row in rows if row.is_framework)
        self._below: dict[str, list[MoodleRow]] = {}
        for row in rows:
            if not row.is_framework:
                self._below.setdefault(row["parent"], []).append(row)
        self._kinds = [word.strip().lower() for word in self._head["taxonomy"].split(",")]
        self._problems: list[Problem] = []

    def framework(self) -> CompetencyFramework:
        head, beside = self._head, self._beside(self._head)
        found = list(self._competencies(self._below.get("", []), depth=0, groups=()))
        found.sort(key=lambda pair: pair[0])
        if error := InvalidInput.of(self._problems):
            raise error
        try:
            return CompetencyFramework(
                id=head["id"],
                name=beside.get("name") or head["name"],
                version=beside.get("version") or "1",
                competencies=tuple(item for _, item in found),
                source=beside.get("source", "") if beside else _description(head),
                english=beside.get("english", ""),
                replaced_by=beside.get("replaced_by") or None,
            )
        except InvalidRecord as error:
            raise InvalidInput(*error.problems) from error

    def _competencies(
        self, rows: list[MoodleRow], *, depth: int, groups: tuple[str, ...]
    ) -> Iterator[tuple[int, Competency]]:
        if rows and depth > _DEEPEST:
            place = f"csv:{rows[0].line}"
            self._problems.append(Problem("too_deep", place, cure=str(_DEEPEST)))
            return
        for row in rows:
            below = self._below.get(row["id"], [])
            kind = self._kinds[min(depth, len(self._kinds) - 1)]
            stepped = {"level", "indicator"} & set(self._kinds)
            if (kind == "competency" and stepped) or not (below or stepped):
                place = self._beside(row).get("place", "")
                yield int(place) if place.isdecimal() else 0, self._competency(row, groups)
            else:
                names = (*groups, row["name"], row["id"])
                yield from self._competencies(below, depth=depth + 1, groups=names)

    def _competency(self, row: MoodleRow, groups: tuple[str, ...]) -> Competency:
        beside = self._beside(row)
        levels: dict[int, CompetencyLevel] = {}
        steps = self._below.get(row["id"], [])
        numbers = [self._number(step) for step in steps]
        if None in numbers or len(set(numbers)) < len(numbers):
            numbers = list(range(1, len(steps) + 1))
        for number, step in zip(numbers, steps, strict=True):
            if number is None or number > HIGHEST:
                place = f"csv:{step.line}"
                self._problems.append(
                    Problem("out_of_bounds", place, value=number, cure=f"1-{HIGHEST}")
                )
            else:
                levels[number] = self._level(step, number)
        return Competency(
            id=row["id"],
            name=beside.get("name") or row["name"],
            group=read_group(beside.get("group", ""), *groups),
            levels=tuple(levels[number] for number in sorted(levels)),
            definition=_description(row),
            english=beside.get("english", ""),
            replaced_by=beside.get("replaced_by") or None,
            provenance=read_provenance(beside),
        )

    def _number(self, row: MoodleRow) -> int | None:
        said = self._beside(row).get("level")
        found = _LAST_NUMBER.search(row["id"])
        number = said if isinstance(said, int) else int(found[1]) if found else 0
        return number if number >= 1 else None

    def _level(self, row: MoodleRow, number: int) -> CompetencyLevel:
        beside = self._beside(row)
        return CompetencyLevel(
            level=number,
            description=_description(row) or row["name"],
            name=beside.get("name", "") if beside else row["name"],
            english=beside.get("english", ""),
            indicators=tuple(
                Indicator(
                    text=_description(one) or one["name"],
                    english=self._beside(one).get("english", ""),
                )
                for one in self._below.get(row["id"], [])
            ),
            provenance=read_provenance(beside),
        )

    def _beside(self, row: MoodleRow) -> Mapping[str, Any]:
        if not 0 <= self._column < len(row.cells):
            return {}
        try:
            return read_beside(json.loads(row.cells[self._column]))
        except (ValueError, RecursionError):
            return {}


class _Text(HTMLParser):
    """Takes the text out of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, text: str) -> None:
        """Keep a text."""
        self.parts.append(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's names
        """Keep words apart that only a mark keeps apart."""
        self.parts.append(" ")


def _description(row: MoodleRow) -> str:
    text = row["description"]
    if row["format"].strip() == _SHAPED and ("<" in text or "&" in text):
        parser = _Text()
        parser.feed(text)
        parser.close()
        text = " ".join("".join(parser.parts).split())
    return text if text.strip() else ""

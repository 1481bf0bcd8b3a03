"""Kompetensi: many rows that make one framework, and a framework as rows."""

from collections.abc import Iterator
from typing import Any

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import Row, Table, Values
from asn_kinerja.errors import Problem
from asn_kinerja.records.competencies import Competency, CompetencyFramework, CompetencyLevel

__all__ = ["LEVELS", "build_frameworks", "spread_competencies"]

LEVELS = (1, 2, 3, 4, 5)
_HEAD = {"framework_name": "name", "version": "version", "source": "source"}


def spread_competencies(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Kompetensi."""
    for framework in batch.of(CompetencyFramework):
        head = {field: getattr(framework, name) for field, name in _HEAD.items()}
        for item in framework.competencies:
            steps = {f"level_{step.level}": step.description for step in item.levels}
            yield (
                {"framework_id": framework.id, "id": item.id, "name": item.name}
                | {"group": item.group}
                | head
                | steps
            )


def build_frameworks(table: Table, problems: list[Problem]) -> Iterator[CompetencyFramework]:
    """Make the frameworks of the sheet Kompetensi.

    Args:
        table: Its rows.
        problems: Problems found are added here.

    Yields:
        A framework for each code of which nothing is wrong.
    """
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(str(row.values.get("framework_id", "")), []).append(row)
    for name, rows in groups.items():
        head: dict[str, Any] = {}
        for row in rows:
            for field, own in _HEAD.items():
                said = row.values.get(field)
                if said is not None and head.setdefault(own, said) != said:
                    row.broken.add(field)
                    problems.append(
                        Problem("rows_differ", row.place(field), value=said,
                                cure=rows[0].place(field))
                    )  # fmt: skip
        if not all(row.sound for row in rows):
            continue
        missing = [field for field in ("framework_name", "version") if _HEAD[field] not in head]
        problems += [Problem("required_cell", rows[0].place(field)) for field in missing]
        if not missing:
            competencies = tuple(_competency(row) for row in rows)
            yield CompetencyFramework(id=name, competencies=competencies, **head)


def _competency(row: Row) -> Competency:
    return Competency(
        id=row.values["id"],
        name=row.values["name"],
        group=row.values["group"],
        levels=tuple(
            CompetencyLevel(level=step, description=text)
            for step in LEVELS
            if (text := row.values.get(f"level_{step}"))
        ),
    )

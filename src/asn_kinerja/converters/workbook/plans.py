"""SKP and Indikator: many rows that make one plan, and a plan as rows."""

from collections.abc import Iterator
from typing import Any

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import Row, Table, Values
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import BerakhlakValue
from asn_kinerja.records.performance import (
    BehaviourExpectation,
    Indicator,
    NarrativeTarget,
    NumericTarget,
    PerformancePlan,
    WorkResult,
)

__all__ = ["build_plans", "spread_indicators", "spread_plans"]

_RESULT = {
    "result_text": "text",
    "priority": "priority",
    "supports": "supports",
    "assigned_by": "assigned_by",
    "control": "control",
}
_FIGURES = ("direction", "low", "unit")


def spread_plans(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet SKP."""
    for plan in batch.of(PerformancePlan):
        fields = ("id", "employee_id", "assignment_id", "approach", "valid_from", "valid_until")
        expected = {f"expectations.{item.value.value}": item.text for item in plan.expectations}
        yield {field: getattr(plan, field) for field in fields} | expected


def spread_indicators(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Indikator."""
    for plan in batch.of(PerformancePlan):
        for result in plan.results:
            head = {field: getattr(result, name) for field, name in _RESULT.items()}
            for item in result.indicators:
                yield {"plan_id": plan.id, "result_id": result.id} | head | _spread_one(item)


def _spread_one(item: Indicator) -> Values:
    values: Values = {
        "id": item.id,
        "text": item.text,
        "aspects": item.aspects or None,
        "perspective": item.perspective,
    }
    if isinstance(item.target, NarrativeTarget):
        return values | {"narrative": item.target.text}
    target = item.target
    high = None if target.high == target.low else target.high
    return values | {
        "direction": target.direction,
        "low": target.low,
        "high": high,
        "unit": target.unit,
    }


def build_plans(
    plans: Table, indicators: Table, *, problems: list[Problem]
) -> Iterator[PerformancePlan]:
    """Make the plans of both sheets.

    Args:
        plans: Rows of the sheet SKP.
        indicators: Rows of the sheet Indikator.
        problems: Problems found are added here.

    Yields:
        A plan for each row of SKP of which nothing is wrong.
    """
    by_plan: dict[str, list[Row]] = {}
    for row in indicators.rows:
        by_plan.setdefault(str(row.values.get("plan_id", "")), []).append(row)
    lost = "" in by_plan or not indicators.keyed
    for row in plans.rows:
        parts = by_plan.get(row.id, [])
        if not parts and not lost and row.sound:
            problems.append(Problem("plan_without_indicator", row.place("id"), value=row.id))
        if plan := _build_plan(row, parts, problems):
            yield plan


def _build_plan(row: Row, parts: list[Row], problems: list[Problem]) -> PerformancePlan | None:
    built = [_indicator(part, row.values.get("approach"), problems) for part in parts if part.sound]
    results: dict[str, list[Row]] = {}
    for part in parts:
        results.setdefault(str(part.values.get("result_id", "")), []).append(part)
    heads = {name: _head(rows, problems) for name, rows in results.items()}
    whole = row.sound and all(part.sound for part in parts)
    if not whole or not parts or None in built or None in heads.values():
        return None
    made = dict(zip([part.id for part in parts], built, strict=True))
    fields = ("id", "employee_id", "assignment_id", "approach", "valid_from", "valid_until")
    return PerformancePlan(
        **{field: row.values[field] for field in fields},
        results=tuple(
            WorkResult(
                id=name,
                indicators=tuple(item for part in rows if (item := made[part.id])),
                **(heads[name] or {}),
            )
            for name, rows in results.items()
        ),
        expectations=tuple(
            BehaviourExpectation(value=value, text=text)
            for value in BerakhlakValue
            if (text := row.values.get(f"expectations.{value.value}"))
        ),
    )


def _head(rows: list[Row], problems: list[Problem]) -> dict[str, Any] | None:
    """Collect what the rows of one result say about it; they may not differ."""
    head: dict[str, Any] = {}
    sound = all(row.sound for row in rows)
    for row in rows:
        for field, name in _RESULT.items():
            said = row.values.get(field)
            if said is not None and head.setdefault(name, said) != said:
                sound = False
                problems.append(
                    Problem("rows_differ", row.place(field), value=row.typed[field],
                            cure=rows[0].place(field))
                )  # fmt: skip
    if sound:
        for field in ("result_text", "priority"):
            if _RESULT[field] not in head:
                sound = False
                problems.append(Problem("required_cell", rows[0].place(field)))
    return head if sound else None


def _indicator(row: Row, approach: object, problems: list[Problem]) -> Indicator | None:
    target = _target(row, approach, problems)
    if target is None:
        return None
    return Indicator(
        id=row.values["id"],
        text=row.values["text"],
        target=target,
        aspects=row.values.get("aspects", ()),
        perspective=row.values.get("perspective"),
    )


def _target(
    row: Row, approach: object, problems: list[Problem]
) -> NumericTarget | NarrativeTarget | None:
    narrative, low = row.values.get("narrative"), row.values.get("low")
    measured = approach == "kuantitatif" if approach else low is not None
    wrong = "narrative" if measured else "low"
    if row.values.get(wrong) is not None:
        code, shown = "target_of_other_approach", str(approach)
        problems.append(Problem(code, row.place(wrong), value=shown))
        return None
    needed = _FIGURES if measured else ("narrative",)
    missing = [field for field in needed if row.values.get(field) is None]
    problems += [Problem("required_cell", row.place(field)) for field in missing]
    if missing:
        return None
    if not measured:
        return NarrativeTarget(text=str(narrative))
    figures = {field: row.values[field] for field in _FIGURES}
    try:
        return NumericTarget(**figures, high=row.values.get("high", figures["low"]))
    except InvalidInput as error:
        problems += [
            Problem(fault.code, row.place("high"), value=fault.value, cure=fault.cure)
            for fault in error.problems
        ]
        return None

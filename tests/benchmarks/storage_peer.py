"""The peer of the storage benchmarks: what one writes by hand when only speed counts.

SQLAlchemy Core, one table a kind, hand-written JSON functions from and to the same attrs records,
a version column for optimistic updates. No audit, no upcasts, no checks but those of the records.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from asn_kinerja.legal.terms import (
    Aspect,
    BerakhlakValue,
    ControlLevel,
    Education,
    EmploymentStatus,
    GolonganPppk,
    GolonganRuang,
    Perspective,
    PlanApproach,
    ResultPriority,
)
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import (
    BehaviourExpectation,
    Direction,
    Indicator,
    NarrativeTarget,
    NumericTarget,
    PerformancePlan,
    WorkResult,
)

__all__ = [
    "BATCH",
    "employee_row",
    "employees",
    "metadata",
    "plan_row",
    "plans",
    "point_read",
    "point_row",
    "read_all",
    "update_row",
    "versioned_update",
    "write_all",
    "write_rows",
]

BATCH = 500

metadata = MetaData()
employees = Table(
    "peer_employee",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)
plans = Table(
    "peer_plan",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("employee_id", String(200), nullable=False, index=True),
    Column("payload", Text, nullable=False),
)

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def day_text(day: date | None) -> str | None:
    """Write a day that may be open."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """Read a day that may be open."""
    return date.fromisoformat(text) if text else None


def target_fields(target: NumericTarget | NarrativeTarget) -> dict[str, str]:
    """Give what a target says."""
    if isinstance(target, NarrativeTarget):
        return {"text": target.text}
    return {
        "direction": target.direction.value,
        "low": str(target.low),
        "high": str(target.high),
        "unit": target.unit,
    }


def target_of(fields: dict[str, str]) -> NumericTarget | NarrativeTarget:
    """Read a target."""
    if "text" in fields:
        return NarrativeTarget(text=fields["text"])
    return NumericTarget(
        direction=Direction(fields["direction"]),
        low=Decimal(fields["low"]),
        high=Decimal(fields["high"]),
        unit=fields["unit"],
    )


def employee_text(employee: Employee) -> str:
    """Write an employee as JSON."""
    return _dumps({
        "id": employee.id,
        "nip": str(employee.nip),
        "name": employee.name,
        "status": employee.status.value,
        "grade": employee.grade.value,
        "appointed_on": employee.appointed_on.isoformat(),
        "contract_until": day_text(employee.contract_until),
        "education": employee.education.value if employee.education else None,
    })  # fmt: skip


def employee_of(text: str) -> Employee:
    """Read an employee from JSON."""
    fields = json.loads(text)
    return Employee(
        id=fields["id"],
        nip=Nip(fields["nip"]),
        name=fields["name"],
        status=EmploymentStatus(fields["status"]),
        grade=(GolonganRuang if "_" in fields["grade"] else GolonganPppk)(fields["grade"]),
        appointed_on=date.fromisoformat(fields["appointed_on"]),
        contract_until=day_of(fields["contract_until"]),
        education=Education(fields["education"]) if fields["education"] else None,
    )


def plan_text(plan: PerformancePlan) -> str:
    """Write a plan as JSON."""
    return _dumps({
        "id": plan.id,
        "employee_id": plan.employee_id,
        "assignment_id": plan.assignment_id,
        "approach": plan.approach.value,
        "valid_from": plan.valid_from.isoformat(),
        "valid_until": plan.valid_until.isoformat(),
        "results": [
            {
                "id": result.id,
                "text": result.text,
                "priority": result.priority.value,
                "supports": result.supports,
                "assigned_by": result.assigned_by,
                "control": result.control.value if result.control else None,
                "indicators": [
                    {
                        "id": indicator.id,
                        "text": indicator.text,
                        "aspects": [aspect.value for aspect in indicator.aspects],
                        "perspective": (
                            indicator.perspective.value if indicator.perspective else None
                        ),
                        "target": target_fields(indicator.target),
                    }
                    for indicator in result.indicators
                ],
            }
            for result in plan.results
        ],
        "expectations": [
            {"value": expectation.value.value, "text": expectation.text}
            for expectation in plan.expectations
        ],
    })  # fmt: skip


def plan_of(text: str) -> PerformancePlan:
    """Read a plan from JSON."""
    fields = json.loads(text)
    return PerformancePlan(
        id=fields["id"],
        employee_id=fields["employee_id"],
        assignment_id=fields["assignment_id"],
        approach=PlanApproach(fields["approach"]),
        valid_from=date.fromisoformat(fields["valid_from"]),
        valid_until=date.fromisoformat(fields["valid_until"]),
        results=tuple(
            WorkResult(
                id=result["id"],
                text=result["text"],
                priority=ResultPriority(result["priority"]),
                supports=result["supports"],
                assigned_by=result["assigned_by"],
                control=ControlLevel(result["control"]) if result["control"] else None,
                indicators=tuple(
                    Indicator(
                        id=indicator["id"],
                        text=indicator["text"],
                        aspects=tuple(map(Aspect, indicator["aspects"])),
                        perspective=(
                            Perspective(indicator["perspective"])
                            if indicator["perspective"]
                            else None
                        ),
                        target=target_of(indicator["target"]),
                    )
                    for indicator in result["indicators"]
                ),
            )
            for result in fields["results"]
        ),
        expectations=tuple(
            BehaviourExpectation(
                value=BerakhlakValue(expectation["value"]), text=expectation["text"]
            )
            for expectation in fields["expectations"]
        ),
    )


def employee_row(employee: Employee) -> dict[str, object]:
    """Give the row of an employee."""
    return {"id": employee.id, "version": 1, "payload": employee_text(employee)}


def plan_row(plan: PerformancePlan) -> dict[str, object]:
    """Give the row of a plan."""
    return {
        "id": plan.id,
        "version": 1,
        "employee_id": plan.employee_id,
        "payload": plan_text(plan),
    }


def write_rows(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    """Insert rows, some hundred at a time."""
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            batch = []
    if batch:
        connection.execute(insert(table), batch)


def write_all(
    connection: Connection, people: Iterable[Employee], their_plans: Iterable[PerformancePlan]
) -> None:
    """Write everybody with their plans."""
    write_rows(connection, employees, map(employee_row, people))
    write_rows(connection, plans, map(plan_row, their_plans))


def read_all(connection: Connection) -> Iterator[object]:
    """Read everybody and every plan, a page at a time."""
    for table, record_of in ((employees, employee_of), (plans, plan_of)):
        last = ""
        wanted = select(table.c.id, table.c.payload).order_by(table.c.id).limit(BATCH)
        while rows := connection.execute(wanted.where(table.c.id > last)).all():
            for _, payload in rows:
                yield record_of(payload)
            last = rows[-1][0]


def point_read(connection: Connection, key: str) -> Employee:
    """Read one employee."""
    wanted = select(employees.c.payload).where(employees.c.id == key)
    return employee_of(connection.execute(wanted).scalar_one())


def point_row(connection: Connection, key: str) -> str:
    """Read the payload of one employee."""
    return connection.execute(select(employees.c.payload).where(employees.c.id == key)).scalar_one()


_UPDATE = (
    update(employees)
    .where(employees.c.id == bindparam("at_id"), employees.c.version == bindparam("at_version"))
    .values(version=bindparam("version"), payload=bindparam("payload"))
)


def versioned_update(connection: Connection, employee: Employee, *, version: int) -> bool:
    """Change one employee if nobody else did."""
    return update_row(connection, employee.id, payload=employee_text(employee), version=version)


def update_row(connection: Connection, key: str, *, payload: str, version: int) -> bool:
    """Change the payload of one employee if nobody else did."""
    row = {"at_id": key, "at_version": version, "version": version + 1, "payload": payload}
    return connection.execute(_UPDATE, row).rowcount == 1

"""One row a person: post, ratings of the year and its quarters, hours, what is asked of them."""

from collections import Counter

import attrs

from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import PerformancePlan, PeriodicReport
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import DutyCheck
from asn_kinerja.reports.branches import Branches
from asn_kinerja.reports.shelf import Shelf

__all__ = ["LateReport", "PersonRow", "late_reports", "person_rows"]


@attrs.frozen(kw_only=True)
class PersonRow:
    """What the report says of one person.

    Args:
        employee: Who.
        position: The post held at the end of the year, or the last one in it.
        unit: Unit of the post.
        branch: The part of the office that the unit belongs to.
        appraiser: Name of who appraises; empty when nobody does.
        year: Appraisal of the year; `None` without one.
        quarters: Appraisals of the four quarters.
        earlier: Further appraisals of the year, of posts held before.
        duty: Training hours against the rule of the person's status.
        late: Periodic reports that came late or never.
    """

    employee: Employee
    position: Position | None
    unit: Unit | None
    branch: Unit | None
    appraiser: str
    year: Appraisal | None
    quarters: tuple[Appraisal | None, ...]
    earlier: tuple[Appraisal, ...]
    duty: DutyCheck | None
    late: int

    @property
    def predicate(self) -> PredikatKinerja | None:
        """The predicate of the year."""
        return self.year.predicate if self.year else None


@attrs.frozen(kw_only=True)
class LateReport:
    """A periodic report that came after its day, or never.

    Args:
        report: The report.
        employee: Who owed it.
        branch: The part of the office.
    """

    report: PeriodicReport
    employee: Employee
    branch: Unit | None


def person_rows(shelf: Shelf, *, period: Period, root_unit_id: str) -> tuple[PersonRow, ...]:
    """Make a row for everybody who served in the year.

    Args:
        shelf: The records.
        period: The year.
        root_unit_id: The office in the unit tree.

    Returns:
        The rows, by unit, then by class of post as the law ranks it, then by name.
    """
    units, positions = shelf.by_id(Unit), shelf.by_id(Position)
    assignments = shelf.by_id(Assignment)
    posts: dict[str, list[Assignment]] = {}
    for item in assignments.values():
        posts.setdefault(item.employee_id, []).append(item)
    branches = Branches(shelf, root_unit_id)
    names = {item.id: item.name for item in shelf.all(Employee)}
    names |= {item.id: f"{item.name} ({item.office})" for item in shelf.all(ExternalPerson)}
    appraisals = _appraisals(shelf, assignments, period)
    duties = {item.employee_id: item for item in shelf.of_period(DutyCheck, period)}
    late = Counter(
        item.employee.id for item in late_reports(shelf, period=period, root_unit_id=root_unit_id)
    )
    rows = []
    for employee in shelf.all(Employee):
        mine = appraisals.get(employee.id, {})
        year = mine.get(str(period), ())
        held = assignment_in(posts.get(employee.id, ()), period)
        if year and year[-1].assignment_id in assignments:
            held = assignments[year[-1].assignment_id]
        if held is None:
            continue
        position = positions.get(held.position_id)
        unit = units.get(position.unit_id) if position else None
        rows.append(
            PersonRow(
                employee=employee,
                position=position,
                unit=unit,
                branch=branches.of(unit.id) if unit else None,
                appraiser=names.get(held.appraiser_id or "", ""),
                year=year[-1] if year else None,
                quarters=tuple(
                    found[-1] if (found := mine.get(str(quarter), ())) else None
                    for quarter in period.quarters
                ),
                earlier=year[:-1],
                duty=duties.get(employee.id),
                late=late[employee.id],
            )
        )
    return tuple(sorted(rows, key=lambda row: _order(row, root_unit_id)))


def late_reports(shelf: Shelf, *, period: Period, root_unit_id: str) -> tuple[LateReport, ...]:
    """List the periodic reports of a year that came late or never.

    Args:
        shelf: The records.
        period: The year.
        root_unit_id: The office in the unit tree.

    Returns:
        The reports by the day they were due, then by id.
    """
    plans, employees = shelf.by_id(PerformancePlan), shelf.by_id(Employee)
    assignments, positions = shelf.by_id(Assignment), shelf.by_id(Position)
    branches = Branches(shelf, root_unit_id)
    found = []
    for report in shelf.within(PeriodicReport, period):
        plan = plans.get(report.plan_id)
        if not report.is_late or plan is None or plan.employee_id not in employees:
            continue
        held = assignments.get(plan.assignment_id)
        position = positions.get(held.position_id) if held else None
        found.append(
            LateReport(
                report=report,
                employee=employees[plan.employee_id],
                branch=branches.of(position.unit_id) if position else None,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.report.due_on, item.report.id)))


def _appraisals(
    shelf: Shelf, assignments: dict[str, Assignment], period: Period
) -> dict[str, dict[str, tuple[Appraisal, ...]]]:
    """Give the appraisals by person and period, the latest assignment last."""
    found: dict[str, dict[str, tuple[Appraisal, ...]]] = {}
    for item in sorted(
        shelf.within(Appraisal, period),
        key=lambda one: (
            held.valid_from if (held := assignments.get(one.assignment_id)) else period.start
        ),
    ):
        mine = found.setdefault(item.employee_id, {})
        mine[str(item.period)] = (*mine.get(str(item.period), ()), item)
    return found


def _order(row: PersonRow, root_unit_id: str) -> tuple[bool, str, int, str, str]:
    branch, position = row.branch, row.position
    classes = list(type(position.position_class)) if position else []
    rank = classes.index(position.position_class) if position else 99
    name = branch.name if branch else "~"
    first = branch is None or branch.id != root_unit_id
    return (first, name, rank, row.employee.name, row.employee.id)

"""`AwardFacts`: the records that an award is decided by, and who competes on them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from asn_kinerja.awards.panel import PanelResult, join_marks
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.award_rules import AwardPool, AwardProgramme
from asn_kinerja.records.awards import Attendance, AwardWin, Nomination, PanelMark, Penalty
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.people import Employee
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.scoring.numbers import Exact

__all__ = ["AwardFacts", "Entrant", "find_entrants"]


@attrs.frozen(kw_only=True)
class AwardFacts:
    """What awards are decided by. Every list may come in any order.

    Args:
        as_of: The day of the selection: gates and levels are looked at on it.
        nominations: Who was put forward.
        employees: The people.
        assignments: Who holds which post.
        positions: The posts.
        appraisals: Appraisals of the period judged.
        penalties: Discipline cases.
        attendance: Working days.
        requirements: Levels that posts require.
        assessments: Levels that people were found to have.
        enrolments: Training attended.
        sessions: Runs of courses.
        courses: The catalogue.
        panel_marks: Marks of the judges of all awards.
        wins: Earlier wins, of every family of awards.
        given: Values of criteria that no record holds, by employee and criterion.
        duty_hours: JP up to which training counts, by employee; absent where no duty is known.
    """

    as_of: date
    nominations: tuple[Nomination, ...] = ()
    employees: tuple[Employee, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    positions: tuple[Position, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    requirements: tuple[PositionRequirement, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()
    sessions: tuple[Session, ...] = ()
    courses: tuple[Course, ...] = ()
    panel_marks: tuple[PanelMark, ...] = ()
    wins: tuple[AwardWin, ...] = ()
    given: Mapping[tuple[str, str], Exact] = attrs.field(factory=dict)
    duty_hours: Mapping[str, int] = attrs.field(factory=dict)

    def of(self, name: str, employee_id: str) -> tuple[Any, ...]:
        """Give the records of one person.

        Args:
            name: Name of the list, such as ``"penalties"``.
            employee_id: The person.

        Returns:
            That person's records in the list, sorted by id.
        """
        return self._grouped[name].get(employee_id, ())

    def panel_results(self, programme: AwardProgramme) -> Mapping[tuple[str, str], PanelResult]:
        """Join the judges' marks of one award, by employee and criterion."""
        if programme.panel is None:
            return {}
        if programme.id not in self._panels:
            marks = [item for item in self.panel_marks if item.programme_id == programme.id]
            self._panels[programme.id] = join_marks(programme.panel, marks)
        return self._panels[programme.id]

    @cached_property
    def _panels(self) -> dict[str, Mapping[tuple[str, str], PanelResult]]:
        return {}

    @cached_property
    def employee_by_id(self) -> Mapping[str, Employee]:
        """People by id."""
        return {item.id: item for item in self.employees}

    @cached_property
    def position_by_id(self) -> Mapping[str, Position]:
        """Posts by id."""
        return {item.id: item for item in self.positions}

    @cached_property
    def course_by_session(self) -> Mapping[str, Course]:
        """Courses by id of the session."""
        courses = {item.id: item for item in self.courses}
        return {item.id: courses[item.course_id] for item in self.sessions}

    @cached_property
    def _grouped(self) -> Mapping[str, Mapping[str, tuple[Any, ...]]]:
        names = ("assignments", "appraisals", "assessments", "attendance", "enrolments",
                 "nominations", "penalties", "wins")  # fmt: skip
        return {name: _by_employee(getattr(self, name)) for name in names}


@attrs.frozen(kw_only=True)
class Entrant:
    """One candidate, before anything is judged.

    Args:
        employee: Who.
        assignment: By which assignment the person counts in the period.
        position: Its post.
        pool: Where the person competes.
        nominations: All nominations of the person; they make one candidacy.
    """

    employee: Employee
    assignment: Assignment
    position: Position
    pool: AwardPool
    nominations: tuple[Nomination, ...]


def find_entrants(programme: AwardProgramme, *, facts: AwardFacts) -> tuple[Entrant, ...]:
    """List who competes, each in the first pool of the programme that admits the post and status.

    Args:
        programme: The published rules.
        facts: The records.

    Returns:
        One entrant a person, sorted by id.

    Raises:
        InvalidInput: With one problem for each nominee who is unknown, held no post in the
            period, or fits no pool.
    """
    entrants, problems = [], []
    nominated = {
        item.employee_id for item in facts.nominations if item.programme_id == programme.id
    }
    for employee_id in sorted(nominated):
        nominations = tuple(
            item
            for item in facts.of("nominations", employee_id)
            if item.programme_id == programme.id
        )
        place = f"Nomination[{nominations[0].id}].employee_id"
        employee = facts.employee_by_id.get(employee_id)
        held = assignment_in(facts.of("assignments", employee_id), programme.period)
        position = facts.position_by_id.get(held.position_id) if held else None
        if employee is None or held is None or position is None:
            problems.append(Problem("nominee_without_post", place, cure=str(programme.period)))
            continue
        pool = programme.pool_of(position.position_class, employee.status)
        if pool is None:
            problems.append(
                Problem(
                    "nominee_without_pool",
                    place,
                    value=f"{position.position_class} / {employee.status}",
                    cure=", ".join(one.id for one in programme.pools),
                )
            )
            continue
        entrants.append(
            Entrant(
                employee=employee,
                assignment=held,
                position=position,
                pool=pool,
                nominations=nominations,
            )
        )
    if error := InvalidInput.of(problems):
        raise error
    return tuple(entrants)


def _by_employee(records: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    groups: dict[str, list[Any]] = {}
    for record in sorted(records, key=lambda item: str(item.id)):
        groups.setdefault(record.employee_id, []).append(record)
    return {name: tuple(members) for name, members in groups.items()}

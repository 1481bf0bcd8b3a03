"""`AppraisalFacts`: the records that appraisals are made of, and how they are looked up."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

import attrs

from asn_kinerja.errors import NotFound, Problem
from asn_kinerja.records.appraisals import GivenRating, OrganisationResult
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.organisation import Unit, UnitTree
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import Feedback, PerformancePlan, Realisation
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position

__all__ = ["AppraisalFacts"]

R = TypeVar("R")

_SHOWN = 10  # known names that a message repeats


def _by_id(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=attrgetter("id")))


@attrs.frozen(kw_only=True)
class AppraisalFacts:
    """Records of one office, in any order; they are kept sorted by id.

    Args:
        employees: The people.
        units: The unit tree.
        positions: The posts.
        assignments: Who held which post under whom.
        external_persons: Appraisers outside the civil service.
        plans: The plans (SKP).
        realisations: What was reached; other periods than the appraised one may be among them.
        feedback: Remarks; other periods may be among them.
        organisation_results: Achievements of units, last year's included.
        ratings: Ratings given; other periods may be among them.
    """

    employees: tuple[Employee, ...] = attrs.field(converter=_by_id)
    units: tuple[Unit, ...] = attrs.field(converter=_by_id)
    positions: tuple[Position, ...] = attrs.field(converter=_by_id)
    assignments: tuple[Assignment, ...] = attrs.field(converter=_by_id)
    external_persons: tuple[ExternalPerson, ...] = attrs.field(default=(), converter=_by_id)
    plans: tuple[PerformancePlan, ...] = attrs.field(default=(), converter=_by_id)
    realisations: tuple[Realisation, ...] = attrs.field(default=(), converter=_by_id)
    feedback: tuple[Feedback, ...] = attrs.field(default=(), converter=_by_id)
    organisation_results: tuple[OrganisationResult, ...] = attrs.field(default=(), converter=_by_id)
    ratings: tuple[GivenRating, ...] = attrs.field(default=(), converter=_by_id)

    @cached_property
    def tree(self) -> UnitTree:
        """The unit tree."""
        return UnitTree(self.units)

    def employee(self, employee_id: str) -> Employee | None:
        """Find a person."""
        return self._employees.get(employee_id)

    def position_of(self, assignment: Assignment) -> Position:
        """Give the post of an assignment.

        Args:
            assignment: The assignment.

        Returns:
            The post.

        Raises:
            NotFound: If the post is unknown.
        """
        post = self._positions.get(assignment.position_id)
        if post is None:
            place = f"Assignment[{assignment.id}].position_id"
            known = ", ".join(sorted(self._positions)[:_SHOWN])
            raise NotFound(Problem("not_found", place, value=assignment.position_id, cure=known))
        return post

    def assignments_of(self, employee_id: str) -> tuple[Assignment, ...]:
        """Give all assignments of a person, sorted by id."""
        return self._assignments.get(employee_id, ())

    def external_person(self, person_id: str | None) -> ExternalPerson | None:
        """Find somebody outside the civil service."""
        return self._external.get(person_id)

    def plans_of(self, assignment_id: str) -> tuple[PerformancePlan, ...]:
        """Give the plans of an assignment, sorted by id."""
        return self._plans.get(assignment_id, ())

    def realised(self, plan: PerformancePlan, period: Period) -> Mapping[str, Realisation]:
        """Give what was reached on a plan in a period.

        Args:
            plan: The plan.
            period: The period; a year is read from its own realisations, never from quarters.

        Returns:
            The realisations by id of the indicator.
        """
        found = self._realisations.get((plan.id, period), ())
        return {realisation.indicator_id: realisation for realisation in found}

    def remarks_on_results(self, employee_id: str, period: Period) -> tuple[Feedback, ...]:
        """Give the feedback on results that a person got within a period.

        Args:
            employee_id: The person.
            period: The period; feedback of the shorter periods in it counts too.

        Returns:
            The remarks; those on one of the seven values are left out.
        """
        return tuple(
            remark
            for remark in self._feedback.get(employee_id, ())
            if remark.value is None
            and period.start <= remark.period.start
            and remark.period.end <= period.end
        )

    def rating_of(self, plan: PerformancePlan, period: Period) -> GivenRating | None:
        """Find the ratings given on a plan for exactly this period."""
        found = self._ratings.get((plan.id, period), ())
        return found[0] if found else None

    def organisation_result(self, unit_id: str, period: Period) -> OrganisationResult | None:
        """Find the achievement of a unit in exactly this period."""
        found = self._results.get((unit_id, period), ())
        return found[0] if found else None

    @cached_property
    def _employees(self) -> Mapping[str, Employee]:
        return {employee.id: employee for employee in self.employees}

    @cached_property
    def _positions(self) -> Mapping[str, Position]:
        return {position.id: position for position in self.positions}

    @cached_property
    def _external(self) -> Mapping[str | None, ExternalPerson]:
        return {person.id: person for person in self.external_persons}

    @cached_property
    def _assignments(self) -> Mapping[Hashable, tuple[Assignment, ...]]:
        return _grouped(self.assignments, "employee_id")

    @cached_property
    def _plans(self) -> Mapping[Hashable, tuple[PerformancePlan, ...]]:
        return _grouped(self.plans, "assignment_id")

    @cached_property
    def _realisations(self) -> Mapping[Hashable, tuple[Realisation, ...]]:
        return _grouped(self.realisations, "plan_id", "period")

    @cached_property
    def _feedback(self) -> Mapping[Hashable, tuple[Feedback, ...]]:
        return _grouped(self.feedback, "employee_id")

    @cached_property
    def _ratings(self) -> Mapping[Hashable, tuple[GivenRating, ...]]:
        return _grouped(self.ratings, "plan_id", "period")

    @cached_property
    def _results(self) -> Mapping[Hashable, tuple[OrganisationResult, ...]]:
        return _grouped(self.organisation_results, "unit_id", "period")


def _grouped(records: Iterable[R], *fields: str) -> Mapping[Hashable, tuple[R, ...]]:
    key = attrgetter(*fields)
    groups: dict[Hashable, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return {name: tuple(group) for name, group in groups.items()}

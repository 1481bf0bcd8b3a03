"""What the files of the sample share: the people, the records so far, and chance."""

import random
from datetime import date

import attrs

from asn_kinerja.legal.terms import BehaviourRating, EmploymentStatus, ResultRating
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.records.periods import Period

YEAR = Period("2025")
QUARTERS = YEAR.quarters
START, END = YEAR.start, YEAR.end

ABOVE, AS_EXPECTED, BELOW = ResultRating
B_ABOVE, B_AS_EXPECTED, B_BELOW = BehaviourRating


@attrs.define(kw_only=True)
class Person:
    """Somebody of the office.

    Args:
        number: Running number, from 1.
        employee: The record.
        role: Key of the results that the plan is made of.
        unit_id: Unit of the first post in the year.
        position_id: That post.
        group: Group in the motivation survey.
        tags: What is special: ``"cltn"``, ``"penalty"`` and so on.
        results: Intended rating of results in the year.
        behaviour: Intended rating of behaviour in the year.
        assignments: In order.
        plans: In order.
        hours: JP completed in the year.
    """

    number: int
    employee: Employee
    role: str
    unit_id: str
    position_id: str
    group: str
    tags: frozenset[str] = frozenset()
    results: ResultRating = AS_EXPECTED
    behaviour: BehaviourRating = B_AS_EXPECTED
    assignments: list[Assignment] = attrs.field(factory=list)
    plans: list[PerformancePlan] = attrs.field(factory=list)
    hours: int = 0

    @property
    def id(self) -> str:
        """Key of the employee."""
        return self.employee.id

    @property
    def is_contract(self) -> bool:
        """Whether a PPPK."""
        return self.employee.status is EmploymentStatus.PPPK

    def plan_on(self, day: date) -> PerformancePlan | None:
        """Give the plan that covers a day."""
        return next((p for p in self.plans if p.valid_from <= day < p.valid_until), None)


@attrs.define(kw_only=True)
class Cast:
    """Everybody and everything of the sample.

    Args:
        chance: The seeded generator.
        people: The people by number.
        records: All records.
    """

    chance: random.Random
    people: list[Person] = attrs.field(factory=list)
    records: list[object] = attrs.field(factory=list)

    def by_tag(self, tag: str) -> Person:
        """Give the one person with a tag."""
        (found,) = [person for person in self.people if tag in person.tags]
        return found

    def holder(self, position_id: str) -> Person:
        """Give the first holder of a post in the year."""
        return next(person for person in self.people if person.position_id == position_id)

    def pick(self, *weighted: tuple[object, int]) -> object:
        """Draw one of several things by weight."""
        return self.chance.choices(
            [thing for thing, _ in weighted], [weight for _, weight in weighted]
        )[0]

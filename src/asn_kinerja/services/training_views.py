"""What training looks like to who asks: needs in their order, and what courses achieved."""

from collections.abc import Mapping

import attrs

from asn_kinerja.records.competencies import CompetencyFramework
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, CourseEvaluation, HeldBack, TrainingNeed
from asn_kinerja.reports.development import CourseRow
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import within_year
from asn_kinerja.services.training import training_facts
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.learning import find_held_back
from asn_kinerja.training.needs import find_needs, find_unassessed, rank_needs

__all__ = ["EffectsView", "NeedsView", "look_at_effects", "look_at_needs", "printed_names"]


@attrs.frozen(kw_only=True)
class NeedsView:
    """What people should improve, as it is known now.

    Args:
        needs: Needs of training and guidance, the most pressing first; counselling is
            confidential and never among them.
        unassessed: Required competencies that nobody assessed; they are no needs.
        names: Printed names of people, units, competencies and courses, by id.
    """

    needs: tuple[TrainingNeed, ...]
    unassessed: tuple[TrainingNeed, ...]
    names: Mapping[str, str] = attrs.field(hash=False)


@attrs.frozen(kw_only=True)
class EffectsView:
    """What courses achieved, and what follows for the next year.

    Args:
        courses: Courses evaluated, by name.
        held_back: Courses that the next year's plan leaves out.
        names: Printed names, by id.
    """

    courses: tuple[CourseRow, ...]
    held_back: tuple[HeldBack, ...]
    names: Mapping[str, str] = attrs.field(hash=False)


def look_at_needs(context: ServiceContext, period: Period) -> NeedsView:
    """Find what people should improve and put it in order; nothing is kept.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The needs by priority, those noted in an evaluation first among equals.

    Legal basis:
        PP 11/2017 art. 206; PermenPANRB 6/2022 art. 21.
    """
    with context.reading() as unit:
        facts = training_facts(unit, appraisals=within_year(period))
        found = (need for need in find_needs(period, facts=facts) if not need.is_confidential)
        return NeedsView(
            needs=rank_needs(found),
            unassessed=find_unassessed(period, facts=facts),
            names=printed_names(unit),
        )


def look_at_effects(context: ServiceContext, period: Period) -> EffectsView:
    """Give the evaluations that are kept, and the courses that the next year holds back.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The courses.
    """
    following = Period(f"{period.year + 1:04}")
    with context.reading() as unit:
        facts = training_facts(unit)
        evaluations = tuple(unit.repository(CourseEvaluation).scan())
        rows = [
            CourseRow(course=facts.course_by_id[item.course_id], evaluation=item)
            for item in evaluations
            if item.period == period and item.course_id in facts.course_by_id
        ]
        held_back = find_held_back(following, evaluations=evaluations, facts=facts)
        return EffectsView(
            courses=tuple(sorted(rows, key=lambda row: (row.course.name, row.course.id))),
            held_back=held_back,
            names=printed_names(unit),
        )


def printed_names(unit: UnitOfWork) -> Mapping[str, str]:
    """Give the names of competencies, units, courses and people, by id.

    Args:
        unit: The unit of work.

    Returns:
        The names; where ids are alike that of the person counts.
    """
    names = {
        item.id: item.name
        for framework in unit.repository(CompetencyFramework).scan()
        for item in framework.competencies
    }
    names |= {item.id: item.name for item in unit.repository(Unit).scan()}
    names |= {item.id: item.name for item in unit.repository(Course).scan()}
    return names | {item.id: item.name for item in unit.repository(Employee).scan()}

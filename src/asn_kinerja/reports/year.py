"""`YearReport`: everything the documents of one year show, built once from records."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import Parameter
from asn_kinerja.legal.terms import OrganisationPredicate
from asn_kinerja.records.appraisals import Appraisal, OrganisationResult, PatternCheck
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Selection
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import Feedback, PerformancePlan, PeriodicReport
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.surveys import MotivationResponse, SatisfactionIndex, SatisfactionResponse
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    GuidanceKind,
    GuidanceProvider,
    TrainingPlan,
)
from asn_kinerja.reports.development import (
    CompetencyRow,
    CourseRow,
    DutyTotals,
    FundRow,
    NeedRow,
    NeedTotals,
    SessionRow,
    competency_rows,
    course_rows,
    duty_totals,
    fund_rows,
    need_rows,
    need_totals,
    session_rows,
)
from asn_kinerja.reports.effects import (
    MotivationRows,
    SatisfactionRows,
    motivation_rows,
    satisfaction_rows,
)
from asn_kinerja.reports.people import LateReport, PersonRow, late_reports, person_rows
from asn_kinerja.reports.plan import HeldBackRow, held_back_rows
from asn_kinerja.reports.reasons import conflict_ids, unconfirmed_names
from asn_kinerja.reports.shelf import Shelf
from asn_kinerja.reports.units import (
    PatternRow,
    PredicateCounts,
    UnitRow,
    count_predicates,
    pattern_rows,
    unit_rows,
)

__all__ = ["AwardRow", "CycleCounts", "YearReport", "build_year"]


@attrs.frozen(kw_only=True)
class AwardRow:
    """A selection with the programme it follows.

    Args:
        programme: The published rules.
        selection: The outcome of one pool.
    """

    programme: AwardProgramme
    selection: Selection


@attrs.frozen(kw_only=True)
class CycleCounts:
    """How much there is of what the cycle runs on.

    Args:
        plans: SKP.
        feedback: Remarks of feedback.
        quarterly: Appraisals of quarters with a predicate.
        reports_due: Periodic reports that were due.
        enrolments: People in sessions that took place.
        satisfaction: Answered questionnaires of the public.
        motivation: Answered questionnaires of employees.
    """

    plans: int
    feedback: int
    quarterly: int
    reports_due: int
    enrolments: int
    satisfaction: int
    motivation: int


@attrs.frozen(kw_only=True)
class YearReport:
    """The year of one office, as tables.

    Args:
        programme: Settings of the office.
        period: The year.
        achievement: Achievement of the office as an organisation; `None` when not recorded.
        counts: How much there is of what the cycle runs on.
        people: A row for each person.
        totals: Predicates of everybody.
        units: Predicates by part of the office.
        patterns: Distribution checks by unit led.
        late: Periodic reports that came late or never.
        need_totals: How many people need what.
        needs: Needs of training and guidance, with what the plan does about them.
        guides: Mentors and experts; counsellors are not listed, as their work is confidential.
        competencies: Gaps by competency.
        sessions: Sessions with the people the plan sends there.
        funds: Ceiling, plan and spending by source of money.
        courses: What the courses achieved.
        plan: The training plan; `None` when none is kept.
        held_back: Courses that the plan does not offer again.
        duty: Training hours against the rules.
        awards: Selections with their programmes.
        satisfaction: Satisfaction of the public, before and after.
        motivation: Motivation of the employees, before and after.
        conflicts: Open conflicts of law that touched a result.
        unconfirmed: Names of unconfirmed values that were used.
        known_conflicts: Conflicts of law by id, for their texts.
        parameters: Legal values by name, for their titles.
        names: Printed name of everybody, by id.
    """

    programme: Programme
    period: Period
    achievement: OrganisationPredicate | None
    counts: CycleCounts
    people: tuple[PersonRow, ...]
    totals: PredicateCounts
    units: tuple[UnitRow, ...]
    patterns: tuple[PatternRow, ...]
    late: tuple[LateReport, ...]
    need_totals: NeedTotals
    needs: tuple[NeedRow, ...]
    guides: tuple[GuidanceProvider, ...]
    competencies: tuple[CompetencyRow, ...]
    sessions: tuple[SessionRow, ...]
    funds: tuple[FundRow, ...]
    courses: tuple[CourseRow, ...]
    plan: TrainingPlan | None
    held_back: tuple[HeldBackRow, ...]
    duty: DutyTotals
    awards: tuple[AwardRow, ...]
    satisfaction: SatisfactionRows
    motivation: MotivationRows
    conflicts: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    known_conflicts: Mapping[str, Conflict] = attrs.field(factory=dict, hash=False)
    parameters: Mapping[str, Parameter] = attrs.field(factory=dict, hash=False)
    names: Mapping[str, str] = attrs.field(factory=dict, hash=False)


def build_year(
    records: Mapping[type[Any], Iterable[Any]],
    *,
    programme: Programme,
    conflicts: Iterable[Conflict] = (),
    parameters: Iterable[Parameter] = (),
) -> YearReport:
    """Build the year of an office from its records.

    Args:
        records: Records by their class, in any order; other years may be among them.
        programme: Settings of the office; its period is the year.
        conflicts: Known conflicts of law, for their texts.
        parameters: Legal values, for the texts of unconfirmed ones.

    Returns:
        The tables of the year.
    """
    shelf, period, root = Shelf(records), programme.period, programme.root_unit_id
    people = person_rows(shelf, period=period, root_unit_id=root)
    results = {item.unit_id: item for item in shelf.of_period(OrganisationResult, period)}
    known = {item.id: item for item in conflicts}
    values = {item.name: item for item in parameters}
    plan = next(iter(shelf.of_period(TrainingPlan, period)), None)
    return YearReport(
        programme=programme,
        period=period,
        achievement=results[root].predicate if root in results else None,
        counts=_cycle_counts(shelf, period),
        people=people,
        totals=count_predicates(row.year for row in people if row.year),
        units=unit_rows(shelf, people, period=period),
        patterns=pattern_rows(shelf, period=period),
        late=late_reports(shelf, period=period, root_unit_id=root),
        need_totals=need_totals(shelf, period=period),
        needs=need_rows(shelf, period=period),
        guides=tuple(
            item for item in shelf.all(GuidanceProvider) if item.kind is not GuidanceKind.KONSELOR
        ),
        competencies=competency_rows(shelf, period=period),
        sessions=session_rows(shelf, period=period),
        funds=fund_rows(shelf, period=period),
        courses=course_rows(shelf, period=period),
        plan=plan,
        held_back=_held_back(shelf, plan),
        duty=duty_totals(shelf, period=period),
        awards=_award_rows(shelf, period),
        satisfaction=satisfaction_rows(shelf, period=period),
        motivation=motivation_rows(shelf, period=period),
        conflicts=_doubts(shelf, period, named="conflicts", told=conflict_ids),
        unconfirmed=_doubts(shelf, period, named="unconfirmed", told=unconfirmed_names),
        known_conflicts=known,
        parameters=values,
        names={item.id: item.name for item in shelf.all(Employee)},
    )


def _held_back(shelf: Shelf, plan: TrainingPlan | None) -> tuple[HeldBackRow, ...]:
    if plan is None:
        return ()
    names = {item.id: item.name for item in shelf.all(Course)}
    return held_back_rows(plan, names=names, evaluations=shelf.by_id(CourseEvaluation))


def _doubts(
    shelf: Shelf,
    period: Period,
    *,
    named: str,
    told: Callable[[Mapping[str, Any] | None], Iterable[str]],
) -> tuple[str, ...]:
    """Collect the doubts that appraisals name and that explanations of any result tell."""
    appraisals = shelf.within(Appraisal, period)
    found = {name for item in appraisals for name in getattr(item, named)}
    explained = [item.proposal for item in appraisals]
    kinds: tuple[type[Any], ...] = (PatternCheck, DutyCheck, SatisfactionIndex)
    for kind in kinds:
        explained += [item.explanation for item in shelf.within(kind, period)]
    found.update(name for plain in explained for name in told(plain))
    return tuple(sorted(found))


def _cycle_counts(shelf: Shelf, period: Period) -> CycleCounts:
    overlapping = [
        plan
        for plan in shelf.all(PerformancePlan)
        if period.overlaps(plan.valid_from, plan.valid_until)
    ]
    quarterly = [
        item
        for item in shelf.within(Appraisal, period)
        if item.period in period.quarters and item.predicate is not None
    ]
    return CycleCounts(
        plans=len(overlapping),
        feedback=len(shelf.within(Feedback, period)),
        quarterly=len(quarterly),
        reports_due=len(shelf.within(PeriodicReport, period)),
        enrolments=len(shelf.all(Enrolment)),
        satisfaction=len(shelf.within(SatisfactionResponse, period)),
        motivation=len(shelf.within(MotivationResponse, period)),
    )


def _award_rows(shelf: Shelf, period: Period) -> tuple[AwardRow, ...]:
    """Pair selections with their programmes, in the order in which the pools were published."""
    programmes = shelf.by_id(AwardProgramme)
    rows = [
        AwardRow(programme=programmes[item.programme_id], selection=item)
        for item in shelf.within(Selection, period)
        if item.programme_id in programmes
    ]

    def order(row: AwardRow) -> tuple[str, int, str]:
        pools = [pool.id for pool in row.programme.pools]
        name = row.selection.pool_id
        return (row.programme.id, pools.index(name) if name in pools else 99, row.selection.id)

    return tuple(sorted(rows, key=order))

"""Training of a year: find what to improve, plan, and evaluate, each in one transaction."""

from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec

import attrs

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.guidance import GuidanceEvaluation
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import (
    Course,
    CourseEvaluation,
    DutyCheck,
    Enrolment,
    Fund,
    GuidanceProvider,
    HeldBack,
    NeedKind,
    Session,
    TrainingChoice,
    TrainingFeedback,
    TrainingNeed,
    TrainingPlan,
)
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import (
    exactly,
    programme_of,
    replace_records,
    within_year,
)
from asn_kinerja.services.requirements import required_levels
from asn_kinerja.storage.query import Condition, below
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.calendar import holidays_of_classes
from asn_kinerja.training.duty import HoursRules, check_duties
from asn_kinerja.training.effect import evaluate_courses
from asn_kinerja.training.facts import TrainingFacts
from asn_kinerja.training.learning import find_held_back, without_held_back
from asn_kinerja.training.needs import find_needs, find_unassessed
from asn_kinerja.training.posing import PlanLimits, pose_problem
from asn_kinerja.training.problem import TrainingOptimiser, TrainingProblem
from asn_kinerja.training.verify import find_faults

__all__ = [
    "EvaluationSummary",
    "ImprovementSummary",
    "PlanSummary",
    "PosedYear",
    "evaluate_training",
    "find_improvements",
    "find_plan",
    "hours_rules",
    "make_plan",
    "plan_training",
    "pose_year",
    "training_facts",
]

_PURPOSES = {
    EmploymentStatus.PNS: "jam_pelajaran_pns",
    EmploymentStatus.PPPK: "jam_pelajaran_pppk",
}


@attrs.frozen(kw_only=True)
class ImprovementSummary:
    """What was found to improve, in numbers: counselling is confidential.

    Args:
        period: The period.
        needs: Needs of each kind.
        unassessed: Required competencies that nobody assessed; they are no needs.
        changed: Records that were written or removed; 0 when nothing was new.
    """

    period: Period
    needs: Mapping[NeedKind, int]
    unassessed: tuple[TrainingNeed, ...]
    changed: int


@attrs.frozen(kw_only=True)
class PlanSummary:
    """What was planned.

    Args:
        plan: The plan.
        changed: Records that were written or removed; 0 when nothing was new.
    """

    plan: TrainingPlan
    changed: int


@attrs.frozen(kw_only=True)
class PosedYear:
    """What a plan of a year has to decide.

    Args:
        problem: Needs, offers and limits.
        held_back: Courses that are not offered again.
    """

    problem: TrainingProblem
    held_back: tuple[HeldBack, ...]


@attrs.frozen(kw_only=True)
class EvaluationSummary:
    """What came of the training.

    Args:
        courses: How each course went.
        duties: Training hours of each person against the rule.
        changed: Records that were written or removed; 0 when nothing was new.
    """

    courses: tuple[CourseEvaluation, ...]
    duties: tuple[DutyCheck, ...]
    changed: int


def find_improvements(context: ServiceContext, period: Period) -> ImprovementSummary:
    """Find and keep what everybody should improve. Running it again changes nothing.

    Args:
        context: Store, policies, actor and clock.
        period: The year; its appraisals should be there.

    Returns:
        Counts, and what nobody assessed.

    Legal basis:
        PP 11/2017 art. 206; PermenPANRB 6/2022 art. 21.
    """
    with context.transaction("improve", str(period)) as unit:
        facts = training_facts(unit, appraisals=within_year(period))
        needs = find_needs(period, facts=facts)
        changed = replace_records(unit, TrainingNeed, period=period, records=needs)
    kinds = Counter(need.kind for need in needs)
    return ImprovementSummary(
        period=period,
        needs={kind: kinds[kind] for kind in NeedKind},
        unassessed=find_unassessed(period, facts=facts),
        changed=changed,
    )


def plan_training(
    context: ServiceContext, period: Period, *, optimiser: str | None = None
) -> PlanSummary:
    """Propose a plan for the needs found, and keep it. Running it again changes nothing.

    A plan that the PPK has decided is left as it is. A course that did not work in an earlier year
    makes room where another one that worked serves the same competency; the plan names it.

    Args:
        context: Store, policies, actor, clock and optimisers.
        period: The year.
        optimiser: Id of the optimiser; `None` for the exact one where HiGHS is installed, else
            for the heuristic. The plan says which one made it.

    Returns:
        The plan.

    Raises:
        NotFound: If there is no such optimiser, or no programme of that year.
        MissingExtra: If a class is held in the year, the programme keeps holidays, and the library
            that knows them is not installed.
        InvalidInput: If a session names a course or fund that is not there, no plan keeps to all
            limits, or the optimiser gives a plan that breaks one.

    Legal basis:
        PP 11/2017 art. 203(4); PP 49/2018 art. 39(4), 40(1).
    """
    with context.transaction("plan", str(period)) as unit:
        kept = find_plan(unit, period)
        if kept is not None and kept.is_decided:
            return PlanSummary(plan=kept, changed=0)
        plan = make_plan(context, pose_year(context, unit, period=period), optimiser=optimiser)
        changed = replace_records(unit, TrainingPlan, period=period, records=(plan,))
    return PlanSummary(plan=plan, changed=changed)


def make_plan(
    context: ServiceContext, posed: PosedYear, *, optimiser: str | None = None
) -> TrainingPlan:
    """Let an optimiser make a plan, and look whether it keeps to every limit.

    Args:
        context: Holds the optimisers.
        posed: What is to be decided.
        optimiser: Id of the optimiser; `None` for the exact one where HiGHS is installed, else
            for the heuristic.

    Returns:
        A proposal that is kept nowhere yet.

    Raises:
        NotFound: If there is no such optimiser.
        InvalidInput: If the optimiser gives a plan that breaks a limit, or finds that none keeps
            to all of them.
    """
    is_exact = "exact" in context.training_optimisers and find_spec("highspy") is not None
    chosen = optimiser or ("exact" if is_exact else "greedy")
    maker: TrainingOptimiser | None = context.training_optimisers.get(chosen)
    if maker is None:
        known = ", ".join(sorted(context.training_optimisers))
        raise NotFound(Problem("not_found", "optimiser", value=chosen, cure=known))
    plan = maker.plan(posed.problem)
    if error := InvalidInput.of(find_faults(posed.problem, plan)):
        raise error
    return attrs.evolve(plan, held_back=posed.held_back)


def find_plan(unit: UnitOfWork, period: Period) -> TrainingPlan | None:
    """Find the plan of a year that is kept.

    Args:
        unit: The unit of work.
        period: The year.

    Returns:
        The plan, proposed or decided; `None` when there is none.
    """
    return next(iter(unit.repository(TrainingPlan).scan(where=exactly(period))), None)


def pose_year(
    context: ServiceContext,
    unit: UnitOfWork,
    *,
    period: Period,
    anew: bool = False,
    plan: TrainingPlan | None = None,
) -> PosedYear:
    """Gather what a plan of a year has to decide.

    Args:
        context: Holds the policies.
        unit: The unit of work.
        period: The year.
        anew: Whether needs are found again; else those that are kept count.
        plan: A plan that says which courses are held back; `None` to learn it from evaluations.

    Returns:
        The problem, and the courses that are not offered again.

    Raises:
        NotFound: If there is no programme of that year, or no rule governs the period.
        MissingExtra: If holidays are to be kept and the library that knows them is missing.
        InvalidInput: If a session names a course or fund that is not there.
    """
    facts = training_facts(unit, appraisals=(below("period", f"{period.year + 1:04}"),))
    if plan is None:
        evaluations = unit.repository(CourseEvaluation).scan()
        held_back = find_held_back(period, evaluations=evaluations, facts=facts)
    else:
        held_back = plan.held_back
    kept = unit.repository(TrainingNeed).scan(where=exactly(period))
    problem = pose_problem(
        period,
        needs=find_needs(period, facts=facts) if anew else kept,
        facts=without_held_back(facts, held_back, period=period),
        rules=hours_rules(context, period),
        limits=_limits(programme_of(unit, period), facts=facts),
    )
    return PosedYear(problem=problem, held_back=held_back)


def evaluate_training(context: ServiceContext, period: Period) -> EvaluationSummary:
    """Evaluate the courses of a year and the hours of everybody. Running it again changes nothing.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The evaluations and the checks.

    Raises:
        NotFound: If the store holds no programme of that year, or no rule governs the period.

    Legal basis:
        PP 11/2017 art. 203(4); PP 49/2018 art. 40(1).
    """
    rules = hours_rules(context, period)
    with context.transaction("evaluate", str(period)) as unit:
        facts = training_facts(unit)  # no course is judged by a predicate
        smallest_group = programme_of(unit, period).smallest_group
        courses = evaluate_courses(period, facts=facts, smallest_group=smallest_group)
        duties = check_duties(period, facts=facts, rules=rules)
        changed = replace_records(unit, CourseEvaluation, period=period, records=courses)
        changed += replace_records(unit, DutyCheck, period=period, records=duties)
    return EvaluationSummary(courses=courses, duties=duties, changed=changed)


def hours_rules(context: ServiceContext, period: Period) -> HoursRules:
    """Give the rule of training hours of each status that has one.

    Args:
        context: Holds the policies.
        period: The year they must govern.

    Returns:
        Policies by status.

    Raises:
        NotFound: If no rule, or more than one, governs the period.
    """
    days = (period.start, period.end)
    return {
        status: context.policies.in_force(purpose, days) for status, purpose in _PURPOSES.items()
    }


def _limits(programme: Programme, *, facts: TrainingFacts) -> PlanLimits:
    """Give what the office sets for its plan, with the holidays that its classes meet."""
    days = holidays_of_classes(programme.period, facts=facts) if programme.keeps_holidays else ()
    return PlanLimits(
        away=programme.away_limit,
        courses=programme.course_limit,
        floor=programme.unit_floor,
        holidays=days,
    )


def training_facts(
    unit: UnitOfWork, *, appraisals: tuple[Condition, ...] | None = None
) -> TrainingFacts:
    """Read what training is judged by.

    Args:
        unit: The unit of work.
        appraisals: Which appraisals, as they are large; `None` for none.

    Returns:
        The records.

    Raises:
        InvalidRecord: If two requirements of one class and competency hold on one day.
    """
    found = () if appraisals is None else unit.repository(Appraisal).scan(where=appraisals)
    positions = tuple(unit.repository(Position).scan())
    return TrainingFacts(
        employees=tuple(unit.repository(Employee).scan()),
        assignments=tuple(unit.repository(Assignment).scan()),
        positions=positions,
        requirements=required_levels(unit, positions),
        assessments=tuple(unit.repository(Assessment).scan()),
        appraisals=tuple(found),
        courses=tuple(unit.repository(Course).scan()),
        sessions=tuple(unit.repository(Session).scan()),
        funds=tuple(unit.repository(Fund).scan()),
        enrolments=tuple(unit.repository(Enrolment).scan()),
        feedback=tuple(unit.repository(TrainingFeedback).scan()),
        guidance=tuple(unit.repository(GuidanceEvaluation).scan()),
        guides=tuple(unit.repository(GuidanceProvider).scan()),
        choices=tuple(unit.repository(TrainingChoice).scan()),
    )

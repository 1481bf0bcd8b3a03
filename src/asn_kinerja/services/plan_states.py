"""A training plan on its way: drafted, proposed by the office, decided by the PPK, reopened."""

from datetime import date

import attrs

from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import CourseEvaluation, PlanState, TrainingPlan
from asn_kinerja.reports.plan import PlanReport
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import programme_of
from asn_kinerja.services.training import (
    PosedYear,
    find_improvements,
    find_plan,
    make_plan,
    plan_training,
    pose_year,
)
from asn_kinerja.services.training_views import printed_names
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.verify import find_faults

__all__ = ["collect_plan", "decide_plan", "draft_plan", "propose_plan", "reopen_plan"]


def draft_plan(
    context: ServiceContext, period: Period, *, optimiser: str | None = None
) -> PlanReport:
    """Make a plan to look at; nothing is kept. A decided plan is given as it was decided.

    Args:
        context: Store, policies, actor, clock and optimisers.
        period: The year.
        optimiser: Id of the optimiser; `None` for the exact one where HiGHS is installed.

    Returns:
        What the documents of the plan show.

    Raises:
        NotFound: If there is no such optimiser, or no programme of that year.
        InvalidInput: If a session names something that is not there, or no plan keeps to all
            limits.
    """
    with context.reading() as unit:
        plan = find_plan(unit, period)
        if plan is not None and plan.is_decided:
            posed = pose_year(context, unit, period=period, plan=plan)
            return _report(unit, posed, plan=plan)
        posed = pose_year(context, unit, period=period, anew=True)
        plan = make_plan(context, posed, optimiser=optimiser)
        return _report(unit, posed, plan=plan, is_kept=False)


def propose_plan(
    context: ServiceContext, period: Period, *, optimiser: str | None = None
) -> PlanReport:
    """Find the needs of a year anew, plan for them, and keep the plan as the office's proposal.

    Args:
        context: Store, policies, actor, clock and optimisers.
        period: The year.
        optimiser: Id of the optimiser; `None` for the exact one where HiGHS is installed.

    Returns:
        What the documents of the plan show.

    Raises:
        NotFound: If there is no such optimiser, or no programme of that year.
        InvalidInput: If the PPK has decided the plan of that year, or no plan keeps to all limits.
    """
    with context.reading() as unit:
        plan = find_plan(unit, period)
    if plan is not None and plan.is_decided:
        raise InvalidInput(Problem("plan_decided", "period", value=period))
    find_improvements(context, period)
    plan_training(context, period, optimiser=optimiser)
    return collect_plan(context, period)


def collect_plan(context: ServiceContext, period: Period) -> PlanReport:
    """Gather what the documents of the kept plan show.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The plan with names.

    Raises:
        NotFound: If no plan of that year is kept, or no programme.
    """
    with context.reading() as unit:
        plan = _kept(unit, period)
        return _report(unit, pose_year(context, unit, period=period, plan=plan), plan=plan)


def decide_plan(
    context: ServiceContext, period: Period, *, decided_by: str, decided_on: date
) -> TrainingPlan:
    """Let the PPK decide the plan that the office has proposed.

    From then on no use case changes it, until it is reopened with a reason.

    Args:
        context: Store, policies, actor and clock.
        period: The year.
        decided_by: The PPK, as printed; the plan holds the name, the audit entry does not.
        decided_on: The day of the decision.

    Returns:
        The decided plan.

    Raises:
        NotFound: If no plan of that year is proposed.
        InvalidInput: If it is decided already, nobody is named, the day is still to come, or
            people, offers, needs or limits have changed since it was made, so that it no longer
            fits them.

    Legal basis:
        PP 11/2017 art. 207(2); PP 49/2018 art. 39.
    """
    if not decided_by.strip():
        raise InvalidInput(Problem("required", "decided_by"))
    if decided_on > context.today():
        cure = context.today().isoformat()
        raise InvalidInput(Problem("decided_ahead", "decided_on", value=decided_on, cure=cure))
    with context.transaction("decide", str(period)) as unit:
        plan = _kept(unit, period)
        if plan.is_decided:
            raise InvalidInput(Problem("plan_decided", "period", value=period))
        if find_faults(pose_year(context, unit, period=period).problem, plan):
            raise InvalidInput(Problem("plan_outdated", "period", value=period))
        decided = attrs.evolve(
            plan,
            state=PlanState.DITETAPKAN,
            decided_by=decided_by.strip(),
            decided_on=decided_on,
        )
        unit.repository(TrainingPlan).put(decided)
    return decided


def reopen_plan(context: ServiceContext, period: Period, *, reason: str) -> TrainingPlan:
    """Make a proposal of a decided plan again, so that the office may change it.

    Args:
        context: Store, policies, actor and clock.
        period: The year.
        reason: Why; it stands in the audit entry.

    Returns:
        The plan as a proposal.

    Raises:
        NotFound: If no plan of that year is kept.
        InvalidInput: If it was not decided, or there is no reason.
    """
    if not reason.strip():
        raise InvalidInput(Problem("required", "reason"))
    with context.transaction("reopen", f"{period}; {reason.strip()}") as unit:
        plan = _kept(unit, period)
        if not plan.is_decided:
            raise InvalidInput(Problem("plan_not_decided", "period", value=period))
        reopened = attrs.evolve(plan, state=PlanState.USULAN, decided_by="", decided_on=None)
        unit.repository(TrainingPlan).put(reopened)
    return reopened


def _kept(unit: UnitOfWork, period: Period) -> TrainingPlan:
    plan = find_plan(unit, period)
    if plan is None:
        raise NotFound(Problem("plan_not_proposed", "period", value=period))
    return plan


def _report(
    unit: UnitOfWork, posed: PosedYear, *, plan: TrainingPlan, is_kept: bool = True
) -> PlanReport:
    evaluations = {item.id: item for item in unit.repository(CourseEvaluation).scan()}
    return PlanReport(
        programme=programme_of(unit, plan.period),
        plan=plan,
        problem=posed.problem,
        names=printed_names(unit),
        evaluations={
            item.evaluation_id: evaluations[item.evaluation_id]
            for item in plan.held_back
            if item.evaluation_id in evaluations
        },
        is_kept=is_kept,
    )

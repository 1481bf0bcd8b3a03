"""The year of a programme, step by step, and everything of it gathered for a report."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from asn_kinerja.converters.make import KINDS
from asn_kinerja.errors import NotFound, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.reports.year import YearReport, build_year
from asn_kinerja.services.appraisals import appraise_period
from asn_kinerja.services.awards import select_awards
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.surveys import measure_effect
from asn_kinerja.services.training import evaluate_training, find_improvements, plan_training

__all__ = ["STEPS", "StepDone", "collect_year", "find_programme", "run_year"]


@attrs.frozen(kw_only=True)
class StepDone:
    """One step of the year that has been carried out.

    Args:
        step: Its name, one of `STEPS`.
        number: Its number, from 1.
        of: How many steps there are.
        summary: What the service gave back.
    """

    step: str
    number: int
    of: int
    summary: object


def _appraise_year(context: ServiceContext, period: Period) -> object:
    """Judge each quarter, then the year, which is a judgement of its own."""
    return [appraise_period(context, part) for part in (*period.quarters, period)]


STEPS: Mapping[str, Callable[[ServiceContext, Period], object]] = {
    "appraise": _appraise_year,
    "improve": find_improvements,
    "plan": plan_training,
    "evaluate": evaluate_training,
    "select": select_awards,
    "measure": measure_effect,
}


def run_year(context: ServiceContext, period: Period) -> Iterator[StepDone]:
    """Carry out the steps of a year on what the store holds, each in its own transactions.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Yields:
        One event after each step. Running it again on the same records changes nothing.
    """
    for number, (name, step) in enumerate(STEPS.items(), 1):
        yield StepDone(step=name, number=number, of=len(STEPS), summary=step(context, period))


def find_programme(context: ServiceContext, period: Period | None = None) -> Programme:
    """Give the programme of a year, or the only one the store holds.

    Args:
        context: Store, policies, actor and clock.
        period: The year; `None` when the store holds one programme.

    Returns:
        The programme.

    Raises:
        NotFound: If there is none, or several and no year was given.
    """
    with context.reading() as unit:
        programmes = list(unit.repository(Programme).scan())
    chosen = [item for item in programmes if period is None or item.period.year == period.year]
    if len(chosen) == 1:
        return chosen[0]
    known = ", ".join(str(item.period) for item in programmes)
    raise NotFound(Problem("programme_unknown", "period", value=period or "", cure=known or "-"))


def collect_year(context: ServiceContext, period: Period) -> YearReport:
    """Gather what a report of a year needs.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The year's records and tables.

    Raises:
        NotFound: If the store holds no programme of that year.
    """
    programme = find_programme(context, period)
    records: dict[type[Any], tuple[Any, ...]] = {}
    with context.reading() as unit:
        for record_type in KINDS:
            records[record_type] = tuple(unit.repository(record_type).scan())
    policies = [context.policies.get(name) for name in context.policies.names()]
    return build_year(
        records,
        programme=programme,
        conflicts=[conflict for policy in policies for conflict in policy.conflicts],
        parameters=[value for policy in policies for value in policy.parameters],
    )

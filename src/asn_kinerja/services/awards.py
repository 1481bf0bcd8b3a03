"""Select the winners of the awards of a year, in one transaction."""

from collections.abc import Iterable

from asn_kinerja.awards.facts import AwardFacts
from asn_kinerja.awards.select import select
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Attendance, Nomination, Penalty, Selection
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import programme_of, replace_records, within_year
from asn_kinerja.services.requirements import required_levels
from asn_kinerja.services.training import hours_rules
from asn_kinerja.storage.query import one_of
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.duty import HoursRules, duty_of

__all__ = ["select_awards"]


def select_awards(context: ServiceContext, period: Period) -> tuple[Selection, ...]:
    """Select for every award programme of a period and its parts, and keep the outcome.

    Gates and levels are looked at on the day on which the programme of the office is signed.
    Running it again changes nothing.

    Args:
        context: Store, policies, actor, clock and ranking methods.
        period: The year; its appraisals should be there.

    Returns:
        One selection for each pool, by award and in its order of pools.

    Raises:
        InvalidInput: With all problems of an award programme or its nominations.
        NotFound: If an award names a method that is not there, or the store holds no programme
            of that year.
    """
    rules = hours_rules(context, period)
    with context.transaction("select", str(period)) as unit:
        awards = _awards(unit, period)
        if not awards:
            return ()
        facts = _facts(unit, period, judged={str(award.period) for award in awards}, rules=rules)
        found = [
            selection
            for award in awards
            for selection in select(award, facts=facts, methods=context.ranking_methods)
        ]
        for judged in {award.period for award in awards}:
            replace_records(unit, Selection, period=judged, records=_of(found, judged))
    return tuple(found)


def _awards(unit: UnitOfWork, period: Period) -> list[AwardProgramme]:
    awards = unit.repository(AwardProgramme).scan(where=within_year(period))
    return [award for award in awards if period.covers(award.period)]


def _of(selections: Iterable[Selection], period: Period) -> tuple[Selection, ...]:
    return tuple(item for item in selections if item.period == period)


def _facts(
    unit: UnitOfWork, period: Period, *, judged: Iterable[str], rules: HoursRules
) -> AwardFacts:
    employees = tuple(unit.repository(Employee).scan())
    positions = tuple(unit.repository(Position).scan())
    duties = {status: duty_of(policy) for status, policy in rules.items()}
    return AwardFacts(
        as_of=programme_of(unit, period).signed_on,
        nominations=tuple(unit.repository(Nomination).scan()),
        employees=employees,
        assignments=tuple(unit.repository(Assignment).scan()),
        positions=positions,
        appraisals=tuple(unit.repository(Appraisal).scan(where=(one_of("period", judged),))),
        penalties=tuple(unit.repository(Penalty).scan()),
        attendance=tuple(unit.repository(Attendance).scan(where=within_year(period))),
        requirements=required_levels(unit, positions),
        assessments=tuple(unit.repository(Assessment).scan()),
        enrolments=tuple(unit.repository(Enrolment).scan()),
        sessions=tuple(unit.repository(Session).scan()),
        courses=tuple(unit.repository(Course).scan()),
        duty_hours={
            employee.id: duties[employee.status]
            for employee in employees
            if duties.get(employee.status)
        },
    )

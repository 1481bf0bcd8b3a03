"""Select the winners of awards by what a store holds, each in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

import attrs

from asn_kinerja.awards.facts import AwardFacts
from asn_kinerja.awards.outcome import AwardOutcome, run_award
from asn_kinerja.awards.select import judge, select
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import (
    Attendance,
    AwardWin,
    Nomination,
    PanelMark,
    Penalty,
    Selection,
)
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.programme import Programme
from asn_kinerja.records.training import Course, Enrolment, Session
from asn_kinerja.services.award_law import reward_law
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import programme_of, replace_records, within_year
from asn_kinerja.services.requirements import required_levels
from asn_kinerja.services.training import hours_rules
from asn_kinerja.storage.query import equals, one_of
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.training.duty import HoursRules, duty_of

__all__ = [
    "AwardRun",
    "find_award",
    "judge_award",
    "judge_awards",
    "register_wins",
    "select_award",
    "select_awards",
]


@attrs.frozen(kw_only=True)
class AwardRun:
    """One award, judged by what a store holds, with the names that its papers print.

    Args:
        outcome: Everything about the selection.
        decided_on: The day on which gates and levels were looked at.
        office: The office as printed; empty when the store holds no programme of that year.
        units: Names of units, by id.
        names: Names of people, by id, candidates or not.
        is_synthetic: Whether the people are invented.
        is_kept: Whether the store holds just these selections.
    """

    outcome: AwardOutcome
    decided_on: date
    office: str
    units: Mapping[str, str]
    names: Mapping[str, str]
    is_synthetic: bool
    is_kept: bool = True


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
    rules, methods = hours_rules(context, period), context.ranking_methods
    law = reward_law(context.policies, period)
    with context.transaction("select", str(period)) as unit:
        awards = _awards(unit, period)
        if not awards:
            return ()
        day = programme_of(unit, period).signed_on
        facts = _facts(unit, awards, as_of=day, rules=rules)
        chosen = [
            select(award, facts=_for(award, facts), methods=methods, **law) for award in awards
        ]
        found = _dated(chain.from_iterable(chosen), day)
        for judged in {award.period for award in awards}:
            replace_records(unit, Selection, period=judged, records=_of(found, judged))
    return found


def select_award(
    context: ServiceContext, award: AwardProgramme, *, as_of: date | None = None
) -> AwardRun:
    """Select for one award, and keep its programme and its selections with one audit entry.

    Selections of other awards are left as they are. Running it again changes nothing.

    Args:
        context: Store, policies, actor, clock and ranking methods.
        award: The published rules; what the store holds under its id is replaced by them.
        as_of: The day on which gates and levels are looked at; when not given, the day on which
            the programme of the office is signed, else today.

    Returns:
        The outcome with the names for its papers.

    Raises:
        InvalidInput: With all problems of the programme, its nominations and its marks, or when
            the store holds no nomination for it.
        NotFound: If it names a method that is not there.
    """
    rules = hours_rules(context, _year(award))
    with context.transaction("select", f"{award.id} {award.period}") as unit:
        run = _judged(context, unit, award, as_of=as_of, rules=rules)
        unit.repository(AwardProgramme).put(award)
        selections = unit.repository(Selection)
        for gone in _kept(unit, award).keys() - {item.id for item in run.outcome.selections}:
            selections.delete(gone)
        selections.put_all(run.outcome.selections)
    return run


def judge_award(
    context: ServiceContext, award: AwardProgramme, *, as_of: date | None = None
) -> AwardRun:
    """Do what `select_award` does, and keep nothing.

    Args:
        context: Store, policies, clock and ranking methods.
        award: The published rules.
        as_of: As in `select_award`.

    Returns:
        The outcome with the names for its papers.

    Raises:
        InvalidInput: As `select_award`.
        NotFound: If it names a method that is not there.
    """
    rules = hours_rules(context, _year(award))
    with context.reading() as unit:
        return _judged(context, unit, award, as_of=as_of, rules=rules)


def judge_awards(context: ServiceContext, period: Period) -> tuple[AwardRun, ...]:
    """Judge every award of a year that was selected for, so that its papers can be written.

    Each is judged on the day on which its kept selections were made.

    Args:
        context: Store, policies, clock and ranking methods.
        period: The year.

    Returns:
        One outcome an award, by period and id; `AwardRun.is_kept` says whether the store still
        holds just that.

    Raises:
        InvalidInput: With all problems of an award programme, its nominations or its marks.
        NotFound: If an award names a method that is not there.
    """
    with context.reading() as unit:
        awards = sorted(_awards(unit, period), key=lambda award: (str(award.period), award.id))
        kept = {award.id: _kept(unit, award) for award in awards}
        awards = [award for award in awards if kept[award.id]]
        if not awards:
            return ()
        facts = _facts(unit, awards, as_of=period.end, rules=hours_rules(context, period))
        return tuple(
            _judged_again(context, unit, award, kept=kept[award.id], facts=facts)
            for award in awards
        )


def find_award(context: ServiceContext, award_id: str) -> AwardProgramme | None:
    """Find an award programme that a store holds.

    Args:
        context: Store, policies, actor and clock.
        award_id: Its id.

    Returns:
        The programme; `None` when the store holds none of that id.
    """
    with context.reading() as unit:
        return unit.repository(AwardProgramme).find(award_id)


def register_wins(context: ServiceContext, award_id: str, *, won_on: date) -> tuple[AwardWin, ...]:
    """Keep who has won once the decree is signed; later awards ask for time between two wins.

    Args:
        context: Store, policies, actor and clock.
        award_id: An award that was selected for.
        won_on: The day of the decree.

    Returns:
        One win a winner, by pool and id; they replace those that were registered for it before.

    Raises:
        NotFound: If the store holds no such award, or no selection for it.
    """
    with context.transaction("win", f"{award_id} {won_on}") as unit:
        award = unit.repository(AwardProgramme).get(award_id)
        kept = _kept(unit, award)
        if not kept:
            raise NotFound(Problem("award_not_selected", f"AwardProgramme[{award.id}]"))
        made = tuple(
            AwardWin(
                id=f"{selection.id}/{winner.employee_id}",
                employee_id=winner.employee_id,
                family=award.family or award.id,
                won_on=won_on,
                programme_id=award.id,
            )
            for selection in kept.values()
            for winner in selection.winners
        )
        wins = unit.repository(AwardWin)
        for old in list(wins.scan()):
            if _is_of(old, award) and old.id not in {win.id for win in made}:
                wins.delete(old.id)
        wins.put_all(made)
    return made


def _year(award: AwardProgramme) -> Period:
    return Period(f"{award.period.year:04}")


def _awards(unit: UnitOfWork, period: Period) -> list[AwardProgramme]:
    awards = unit.repository(AwardProgramme).scan(where=within_year(period))
    return [award for award in awards if period.covers(award.period)]


def _kept(unit: UnitOfWork, award: AwardProgramme) -> dict[str, Selection]:
    found = unit.repository(Selection).scan(where=(equals("programme_id", award.id),))
    return {selection.id: selection for selection in found}


def _of(selections: Iterable[Selection], period: Period) -> tuple[Selection, ...]:
    return tuple(item for item in selections if item.period == period)


def _is_of(win: AwardWin, award: AwardProgramme) -> bool:
    return win.programme_id == award.id


def _for(award: AwardProgramme, facts: AwardFacts) -> AwardFacts:
    """Leave out what an award itself has brought: it bars nobody from that same award."""
    earlier = tuple(win for win in facts.wins if not _is_of(win, award))
    return facts if len(earlier) == len(facts.wins) else attrs.evolve(facts, wins=earlier)


def _judged(
    context: ServiceContext,
    unit: UnitOfWork,
    award: AwardProgramme,
    *,
    as_of: date | None,
    rules: HoursRules,
) -> AwardRun:
    """Judge one award by what the store holds now."""
    day = as_of or _usual_day(context, unit, award)
    return _run(context, unit, award, facts=_facts(unit, [award], as_of=day, rules=rules))


def _judged_again(
    context: ServiceContext,
    unit: UnitOfWork,
    award: AwardProgramme,
    *,
    kept: Mapping[str, Selection],
    facts: AwardFacts,
) -> AwardRun:
    """Judge one award on the day on which its kept selections were made, and compare."""
    made_on = next(iter(kept.values())).decided_on
    day = made_on or _usual_day(context, unit, award)
    run = _run(context, unit, award, facts=attrs.evolve(facts, as_of=day))
    found = {item.id: item for item in _dated(run.outcome.selections, made_on)}
    return attrs.evolve(run, is_kept=found == kept)


def _office(unit: UnitOfWork, award: AwardProgramme) -> Programme | None:
    return next(iter(unit.repository(Programme).scan(where=within_year(award.period))), None)


def _usual_day(context: ServiceContext, unit: UnitOfWork, award: AwardProgramme) -> date:
    office = _office(unit, award)
    return office.signed_on if office else context.now().date()


def _run(
    context: ServiceContext, unit: UnitOfWork, award: AwardProgramme, *, facts: AwardFacts
) -> AwardRun:
    """Judge one award and gather the names that its papers print."""
    if not any(item.programme_id == award.id for item in facts.nominations):
        place = f"AwardProgramme[{award.id}]"
        raise InvalidInput(Problem("nobody_nominated", place, value=award.period))
    office, facts = _office(unit, award), _for(award, facts)
    outcome = run_award(
        award,
        judge(award, facts=facts, **reward_law(context.policies, award.period)),
        methods=context.ranking_methods,
        panel=tuple(facts.panel_results(award).values()),
    )
    selections = _dated(outcome.selections, facts.as_of)
    outsiders = {person.id: person.name for person in unit.repository(ExternalPerson).scan()}
    return AwardRun(
        outcome=attrs.evolve(outcome, selections=selections),
        decided_on=facts.as_of,
        office=office.office if office else "",
        units={item.id: item.name for item in unit.repository(Unit).scan()},
        names=outsiders | {item.id: item.name for item in facts.employees},
        is_synthetic=bool(office and office.synthetic),
    )


def _dated(selections: Iterable[Selection], day: date | None) -> tuple[Selection, ...]:
    return tuple(attrs.evolve(item, decided_on=day) for item in selections)


def _facts(
    unit: UnitOfWork, awards: Iterable[AwardProgramme], *, as_of: date, rules: HoursRules
) -> AwardFacts:
    periods = {str(award.period) for award in awards}
    years = {award.period.year: award.period for award in awards}
    employees = tuple(unit.repository(Employee).scan())
    positions = tuple(unit.repository(Position).scan())
    duties = {status: duty_of(policy) for status, policy in rules.items()}
    return AwardFacts(
        as_of=as_of,
        nominations=tuple(unit.repository(Nomination).scan()),
        employees=employees,
        assignments=tuple(unit.repository(Assignment).scan()),
        positions=positions,
        appraisals=tuple(unit.repository(Appraisal).scan(where=(one_of("period", periods),))),
        penalties=tuple(unit.repository(Penalty).scan()),
        attendance=tuple(
            record
            for year in years.values()
            for record in unit.repository(Attendance).scan(where=within_year(year))
        ),
        requirements=required_levels(unit, positions),
        assessments=tuple(unit.repository(Assessment).scan()),
        enrolments=tuple(unit.repository(Enrolment).scan()),
        sessions=tuple(unit.repository(Session).scan()),
        courses=tuple(unit.repository(Course).scan()),
        panel_marks=tuple(unit.repository(PanelMark).scan()),
        wins=tuple(unit.repository(AwardWin).scan()),
        duty_hours={
            employee.id: duties[employee.status]
            for employee in employees
            if duties.get(employee.status)
        },
    )

"""A training plan in words: its state, what it reaches, who waits and why, hours of each person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

import attrs

from asn_kinerja.records.training import TrainingPlan, UnmetNeed
from asn_kinerja.reports.course_effects import say_estimate
from asn_kinerja.reports.plan import (
    HeldBackRow,
    HoursAnswer,
    HoursRow,
    PlanPersonRow,
    PlanReport,
    WaitingRow,
)
from asn_kinerja.reports.wording import Words
from asn_kinerja.training.telling import ReasonTeller

__all__ = [
    "PersonLine",
    "Tile",
    "WaitingLine",
    "held_back_lines",
    "hours_text",
    "person_lines",
    "plan_state",
    "plan_tiles",
    "plan_worth",
    "waiting_lines",
]


@attrs.frozen(kw_only=True)
class Tile:
    """One number at the head of a plan.

    Args:
        label: What it counts.
        value: The number.
        small: What it is to be seen against; empty where nothing.
    """

    label: str
    value: str
    small: str = ""


@attrs.frozen(kw_only=True)
class WaitingLine:
    """A need that waits.

    Args:
        place: Its place on the list.
        name: Who.
        unit: Unit of the post.
        need: The competency.
        levels: Required and found level.
        priority: What serving it is worth.
        reasons: Why it is not served, one sentence a constraint.
    """

    place: str
    name: str
    unit: str
    need: str
    levels: str
    priority: str
    reasons: tuple[str, ...]


@attrs.frozen(kw_only=True)
class PersonLine:
    """A person with hours.

    Args:
        name: Who.
        unit: Unit of the post.
        courses: What is planned, each with its first day.
        planned: JP planned.
        hours: How the hours stand against the rule.
        is_short: Whether they would stay under the duty.
    """

    name: str
    unit: str
    courses: tuple[str, ...]
    planned: str
    hours: str
    is_short: bool


def plan_state(plan: TrainingPlan, *, words: Words, is_kept: bool = True) -> str:
    """Say whether a plan is a draft, proposed or decided, and by whom.

    Args:
        plan: The plan.
        words: The language.
        is_kept: Whether a store holds it; what none holds is a draft.

    Returns:
        One sentence.
    """
    if not is_kept:
        return words.text("training.draft")
    if not plan.is_decided:
        return words.text("training.state_usulan")
    by = plan.decided_by or words.show(None)
    return words.text("training.state_ditetapkan", by=by, date=plan.decided_on)


def plan_worth(plan: TrainingPlan, *, words: Words) -> str:
    """Say what a plan is worth and how much better another could be.

    Args:
        plan: The plan.
        words: The language.

    Returns:
        One sentence.
    """
    if plan.bound == "heuristic":
        return words.text("training.best_unknown", method=plan.method, value=plan.value)
    best = Decimal(plan.bound)
    if best == plan.value:
        return words.text("training.best_proved", method=plan.method, value=plan.value)
    return words.text("training.best_bound", method=plan.method, value=plan.value, bound=best)


def plan_tiles(report: PlanReport, *, words: Words) -> tuple[Tile, ...]:
    """Give the numbers at the head of a plan.

    Args:
        report: The plan.
        words: The language.

    Returns:
        Needs served, people trained, sessions held, money, and the hours duty.
    """
    served = sum(len(row.served) for row in report.people)
    held = sum(bool(row.people) and not row.is_cancelled for row in report.sessions)
    places = len(report.plan.placements)
    answers = Counter(hours.answer for row in report.people for hours in row.hours)
    bound = answers[HoursAnswer.MET] + answers[HoursAnswer.SHORT]
    facts: tuple[tuple[str, str, Mapping[str, object]], ...] = (
        ("served", words.number(served), {"all": len(report.problem.needs)}),
        ("held", words.number(held), {"all": len(report.sessions)}),
        ("money", words.money(sum(row.planned for row in report.funds)), {"n": places}),
        (
            "duty",
            words.number(answers[HoursAnswer.MET]),
            {"all": bound, "undecided": answers[HoursAnswer.UNDECIDED]},
        ),
    )
    tiles = [
        Tile(
            label=words.text(f"training.{name}"),
            value=value,
            small=words.text(f"training.{name}_of", **fills),
        )
        for name, value, fills in facts
    ]
    trained = words.number(sum(bool(row.sessions) for row in report.people))
    tiles.insert(1, Tile(label=words.text("training.trained"), value=trained))
    return tuple(tiles)


def waiting_lines(report: PlanReport, *, words: Words) -> tuple[WaitingLine, ...]:
    """Write the waiting list with the constraints that bind.

    Args:
        report: The plan.
        words: The language.

    Returns:
        The lines, in the order in which needs take seats that become free.
    """
    teller = ReasonTeller(report.problem, report.plan, lang=words.lang)
    return tuple(_waiting(row, report, words, teller=teller) for row in report.waiting)


def held_back_lines(rows: Iterable[HeldBackRow], *, year: int, words: Words) -> tuple[str, ...]:
    """Say which courses are not offered again, and what their evaluation found.

    Args:
        rows: The courses.
        year: The year of the plan.
        words: The language.

    Returns:
        One line a course.
    """
    return tuple(_held_back(row, year, words) for row in rows)


def person_lines(report: PlanReport, *, words: Words) -> tuple[PersonLine, ...]:
    """Write everybody's courses and hours.

    Args:
        report: The plan.
        words: The language.

    Returns:
        The lines, by name.
    """
    return tuple(
        PersonLine(
            name=report.name(row.learner.employee_id),
            unit=report.name(row.learner.unit_id),
            courses=tuple(
                f"{item.course.name} ({words.short_day(item.session.valid_from)})"
                for item in row.sessions
            ),
            planned=words.number(row.planned),
            hours=hours_text(row, words=words),
            is_short=any(hours.answer is HoursAnswer.SHORT for hours in row.hours),
        )
        for row in report.people
    )


def hours_text(row: PlanPersonRow, *, words: Words) -> str:
    """Say how the hours of a person stand against each rule that counts them.

    Args:
        row: The person.
        words: The language.

    Returns:
        A few words for each year of counting.
    """
    if not row.hours:
        return words.text("training.hours_none")
    return "; ".join(_hours(item, words) for item in row.hours)


def _hours(row: HoursRow, words: Words) -> str:
    window = row.window
    key = f"training.hours_{row.answer.value}"
    until = ""
    if row.answer is HoursAnswer.WITHIN:
        if window.span.end is None:
            key = "training.hours_within_open"
        else:
            until = words.short_day(window.span.end - timedelta(days=1))
    return words.text(
        key,
        hours=row.hours,
        duty=window.duty,
        missing=row.missing,
        ceiling=window.ceiling,
        until=until,
    )


def _waiting(
    row: WaitingRow, report: PlanReport, words: Words, *, teller: ReasonTeller
) -> WaitingLine:
    need = row.need
    return WaitingLine(
        place=words.number(row.place),
        name=report.name(need.employee_id),
        unit=report.name(need.unit_id),
        need=report.name(need.competency_id or ""),
        levels=f"{words.show(need.required)} / {words.show(need.current)}",
        priority=words.number(need.priority),
        reasons=(teller.why(UnmetNeed(need_id=need.id, constraints=row.constraints)),),
    )


def _held_back(row: HeldBackRow, year: int, words: Words) -> str:
    fills = {"course": row.course, "year": str(year), "instead": ", ".join(row.instead)}
    if row.evaluation is None:
        return words.text("training.held_back_unknown", **fills)
    return words.text(
        "training.held_back_line",
        change=say_estimate(row.evaluation.change, words=words),
        association=say_estimate(row.evaluation.association, words=words),
        **fills,
    )

"""`rencana.xlsx`: a plan as sheets, one for each course and one for each person among them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from asn_kinerja.converters.tab_names import tab_names
from asn_kinerja.records.training import Course
from asn_kinerja.reports.plan import PlanPersonRow, PlanReport, PlanSessionRow
from asn_kinerja.reports.plan_lines import (
    hours_text,
    person_lines,
    plan_state,
    plan_worth,
    waiting_lines,
)
from asn_kinerja.reports.sheets import Cell, Sheet
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.workbook import write_sheets

__all__ = ["MOST_PEOPLE", "plan_workbook"]

MOST_PEOPLE = 300  # above that no spreadsheet is opened with a sheet for each


def plan_workbook(report: PlanReport, *, lang: str = "id") -> bytes:
    """Write a plan with the columns that PP 11/2017 art. 207(3) asks for.

    Args:
        report: The plan.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The file: notes, plan, hours by person, funds, waiting list, then a sheet for each course
        that somebody attends and, up to `MOST_PEOPLE` people, one for each person with a place
        or a need.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If XlsxWriter is not installed.
    """
    words = Words(lang)
    pages = [
        (words.text("workbook.note"), _notes(report, words)),
        (words.text("training.sheet_plan"), _plan(report, words)),
        (words.text("training.sheet_people"), _people(report, words)),
        (words.text("training.sheet_funds"), _funds(report, words)),
        (words.text("training.sheet_waiting"), _waiting(report, words)),
        *_courses(report, words),
        *_persons(report, words),
    ]
    titles = tab_names(title for title, _ in pages)
    return write_sheets(
        zip(titles, (sheet for _, sheet in pages), strict=True),
        title=words.text("training.title"),
        programme=report.programme,
    )


def _sheet(labels: Sequence[str], rows: Iterable[Sequence[Cell]], *, words: Words) -> Sheet:
    headings = tuple(words.text(label if "." in label else f"training.{label}") for label in labels)
    return Sheet(name="", headings=headings, rows=tuple(map(tuple, rows)))


def _notes(report: PlanReport, words: Words) -> Sheet:
    programme = report.programme
    lines = [
        programme.office,
        f"{words.text('training.title')} {report.plan.period.year}",
        plan_state(report.plan, words=words, is_kept=report.is_kept),
        plan_worth(report.plan, words=words),
        words.text("training.value_note"),
        words.text("training.people_lead"),
        words.text("training.curriculum_note", column=words.text("training.curriculum")),
        words.text("training.basis_text"),
        words.text("document.restricted"),
        words.text("document.restricted_note"),
    ]
    if programme.synthetic:
        lines += [words.text("document.synthetic"), words.text("document.synthetic_note")]
    if _is_large(report):
        people = words.text("training.sheet_people")
        lines.append(words.text("training.too_many_people", most=MOST_PEOPLE, sheet=people))
    return _sheet(["note"], [(line,) for line in lines], words=words)


def _plan(report: PlanReport, words: Words) -> Sheet:
    labels = (
        "labels.competency", "target", "labels.course", "kind", "labels.provider", "dates",
        "labels.hours", "labels.seats", "minimum", "curriculum", "unit_cost", "budget",
        "labels.fund", "labels.state",
    )  # fmt: skip
    rows = [
        (
            report.name(row.course.competency_id) if row.course.competency_id else None,
            len(row.people), row.course.name, words.word(row.course.path), row.course.provider,
            _dates(row, words), row.course.credit_hours, row.session.seats,
            row.session.minimum_size, None, row.session.cost, row.cost,
            row.fund.name if row.fund else row.session.fund_id,
            words.text("plan.cancelled") if row.is_cancelled else "",
        )
        for row in report.sessions
    ]  # fmt: skip
    return _sheet(labels, rows, words=words)


def _people(report: PlanReport, words: Words) -> Sheet:
    labels = ("labels.employee", "labels.unit", "attended", "planned_hours", "answer")
    rows: list[tuple[Cell, ...]] = [
        (line.name, line.unit, "; ".join(line.courses), row.planned, line.hours)
        for row, line in zip(report.people, person_lines(report, words=words), strict=True)
    ]
    return _sheet(labels, rows, words=words)


def _funds(report: PlanReport, words: Words) -> Sheet:
    labels = ("labels.fund", "labels.ceiling", "labels.planned", "left")
    rows: list[tuple[Cell, ...]] = [
        (row.fund.name, row.fund.ceiling, row.planned, row.left) for row in report.funds
    ]
    return _sheet(labels, rows, words=words)


def _waiting(report: PlanReport, words: Words) -> Sheet:
    labels = (
        "queue", "labels.employee", "labels.unit", "labels.competency", "levels", "priority",
        "labels.reason",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (row.place, line.name, line.unit, line.need, line.levels, row.need.priority,
         " ".join(line.reasons))
        for row, line in zip(report.waiting, waiting_lines(report, words=words), strict=True)
    ]  # fmt: skip
    return _sheet(labels, rows, words=words)


def _courses(report: PlanReport, words: Words) -> Iterator[tuple[str, Sheet]]:
    labels = (
        "dates", "labels.employee", "labels.unit", "serves", "levels", "labels.hours", "signature",
    )  # fmt: skip
    runs: dict[str, list[PlanSessionRow]] = {}
    for row in report.sessions:
        if row.people:
            runs.setdefault(row.course.id, []).append(row)
    for sessions in runs.values():
        course = sessions[0].course
        rows = [line for row in sessions for line in _participants(row, report, words)]
        yield f"{course.id} {course.name}", _sheet(labels, rows, words=words)


def _participants(
    row: PlanSessionRow, report: PlanReport, words: Words
) -> Iterator[tuple[Cell, ...]]:
    served = {
        item.employee_id: [
            report.need_by_id[name] for name in item.need_ids if name in report.need_by_id
        ]
        for item in report.plan.placements
        if item.session_id == row.session.id
    }
    for person in row.people:
        needs = served.get(person, [])
        learner = report.problem.learner_by_id.get(person)
        yield (
            _dates(row, words),
            report.name(person),
            None if learner is None else report.name(learner.unit_id),
            "; ".join(report.name(need.competency_id or "") for need in needs),
            "; ".join(f"{need.required} / {need.current}" for need in needs),
            row.course.credit_hours,
            None,
        )


def _persons(report: PlanReport, words: Words) -> Iterator[tuple[str, Sheet]]:
    if _is_large(report):
        return
    labels = (
        "labels.employee", "labels.need", "levels", "labels.course", "dates", "labels.provider",
        "labels.hours", "labels.state",
    )  # fmt: skip
    waiting = {
        row.need.id: " ".join(line.reasons)
        for row, line in zip(report.waiting, waiting_lines(report, words=words), strict=True)
    }
    for person in report.people:
        if person.sessions or person.waiting:
            rows = [*_attended(person, report, words)]
            rows += [
                (
                    report.name(need.employee_id), report.name(need.competency_id or ""),
                    f"{need.required} / {need.current}", None, None, None, None, waiting[need.id],
                )
                for need in person.waiting
            ]  # fmt: skip
            name = report.name(person.learner.employee_id)
            rows.append((name, None, None, None, None, None, person.planned,
                         hours_text(person, words=words)))  # fmt: skip
            yield name, _sheet(labels, rows, words=words)


def _attended(
    person: PlanPersonRow, report: PlanReport, words: Words
) -> Iterator[tuple[Cell, ...]]:
    for row in person.sessions:
        needs = [need for need in person.served if _serves(row.course, need.competency_id)]
        yield (
            report.name(person.learner.employee_id),
            "; ".join(report.name(need.competency_id or "") for need in needs),
            "; ".join(f"{need.required} / {need.current}" for need in needs),
            row.course.name,
            _dates(row, words),
            row.course.provider,
            row.course.credit_hours,
            plan_state(report.plan, words=words, is_kept=report.is_kept),
        )


def _serves(course: Course, competency_id: str | None) -> bool:
    return course.competency_id is not None and course.competency_id == competency_id


def _is_large(report: PlanReport) -> bool:
    return sum(bool(row.sessions or row.waiting) for row in report.people) > MOST_PEOPLE


def _dates(row: PlanSessionRow, words: Words) -> str:
    last = row.session.valid_until - timedelta(days=1)
    first = words.short_day(row.session.valid_from)
    return f"{first} \N{EN DASH} {words.short_day(last)}"

"""The tables of the year as sheets of plain cells, for the workbook."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.reports.caveats import make_caveats
from asn_kinerja.reports.course_effects import effect_lines
from asn_kinerja.reports.effects import GroupRow, dimension_name, element_name
from asn_kinerja.reports.findings import find
from asn_kinerja.reports.needs_table import need_lines
from asn_kinerja.reports.papers.stored import stored_awards
from asn_kinerja.reports.people_table import person_lines
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["Cell", "Sheet", "make_sheets"]

Cell = str | int | Decimal | Fraction | None


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet.

    Args:
        name: Key of its title among the texts.
        headings: One for each column.
        rows: Cells, as many as there are headings.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_sheets(year: YearReport, *, words: Words) -> tuple[Sheet, ...]:
    """Make the sheets of a year.

    Args:
        year: The year.
        words: The language.

    Returns:
        The sheets, the notes first.
    """
    return (
        _notes(year, words),
        _summary(year, words),
        _people(year, words),
        _units(year, words),
        _patterns(year, words),
        _late(year, words),
        _needs(year, words),
        _sessions(year, words),
        _courses(year, words),
        _funds(year, words),
        _awards(year, words),
        _satisfaction(year, words),
        _motivation(year, words),
    )


def _sheet(
    name: str, labels: Sequence[str], rows: Iterable[Sequence[Cell]], *, words: Words
) -> Sheet:
    """Make a sheet whose headings are labels; a label in quotes stands for itself."""
    headings = tuple(
        label[1:] if label.startswith("'") else words.text(f"labels.{label}") for label in labels
    )
    return Sheet(name=name, headings=headings, rows=tuple(tuple(row) for row in rows))


def _notes(year: YearReport, words: Words) -> Sheet:
    programme, caveats = year.programme, make_caveats(year, words=words)
    marks = [words.text("document.restricted"), words.text("document.restricted_note")]
    if programme.synthetic:
        marks += [words.text("document.synthetic"), words.text("document.synthetic_note")]
    doubts: list[str] = []
    for title in ("conflicts", "unconfirmed"):
        doubts += [words.text(f"caveats.{title}"), *(getattr(caveats, title) or ["—"])]
    lines = [
        programme.office,
        words.text("document.title"),
        words.period(year.period),
        *marks,
        words.text("document.basis_text"),
        words.text("summary.association"),
        *doubts,
    ]
    return Sheet(
        name="note", headings=(words.text("workbook.note"),), rows=tuple((line,) for line in lines)
    )


def _summary(year: YearReport, words: Words) -> Sheet:
    rows = [
        (item.text, item.recommendation, item.person, words.day(item.due_on))
        for item in find(year, words=words)
    ]
    return _sheet("summary", ("finding", "recommendation", "owner", "due"), rows, words=words)


def _people(year: YearReport, words: Words) -> Sheet:
    quarters = [f"'{quarter}" for quarter in year.period.quarters]
    labels = (
        "'NIP", "employee", "position", "unit", *quarters, "results", "behaviour", "predicate",
        "state", "reason", "hours", "late",
    )  # fmt: skip
    rows = []
    for row, line in zip(year.people, person_lines(year, words=words), strict=True):
        rows.append(
            (
                line.nip, line.name, line.position, line.branch,
                *(words.word(quarter) if quarter else None for quarter in line.quarters),
                words.word(line.results) if line.results else None,
                words.word(line.behaviour) if line.behaviour else None,
                words.word(line.predicate) if line.predicate else line.outcome,
                "; ".join(line.flags),
                row.year.override_reason if row.year else "",
                line.hours, row.late,
            )
        )  # fmt: skip
    return _sheet("people", labels, rows, words=words)


def _units(year: YearReport, words: Words) -> Sheet:
    counted = [f"'{words.word(word)}" for word in PredikatKinerja]
    labels = ("unit", "achievement", *counted, "without_plan", "open")
    rows: list[tuple[Cell, ...]] = [
        (row.unit.name, words.word(row.achievement), *row.counts.predicates,
         row.counts.without_plan, row.counts.open)
        for row in year.units
    ]  # fmt: skip
    return _sheet("units", labels, rows, words=words)


def _patterns(year: YearReport, words: Words) -> Sheet:
    counted = [f"'{words.word(word)}" for word in PredikatKinerja]
    fits = {True: "peak_fits", False: "peak_off", None: "peak_unknown"}
    rows: list[tuple[Cell, ...]] = [
        (row.unit.name, words.word(row.check.organisation_predicate), *row.check.counts,
         words.text(f"labels.{fits[row.check.peak_fits]}"))
        for row in year.patterns
    ]  # fmt: skip
    return _sheet("patterns", ("unit", "achievement", *counted, "pattern"), rows, words=words)


def _late(year: YearReport, words: Words) -> Sheet:
    rows = [
        (
            item.employee.name,
            item.branch.name if item.branch else None,
            words.period(item.report.period),
            item.report.due_on.isoformat(),
            item.report.submitted_on.isoformat()
            if item.report.submitted_on
            else words.text("labels.never"),
        )
        for item in year.late
    ]
    return _sheet("late", ("employee", "unit", "period", "due", "submitted"), rows, words=words)


def _needs(year: YearReport, words: Words) -> Sheet:
    rows = [
        (line.name, line.need, line.levels, line.session, " ".join(line.reasons))
        for line in need_lines(year, words=words)
    ]
    labels = ("employee", "need", "required", "session", "unmet")
    return _sheet("needs", labels, rows, words=words)


def _sessions(year: YearReport, words: Words) -> Sheet:
    labels = ("course", "session", "provider", "hours", "placed", "seats", "cost", "fund", "state")
    funds = {row.fund.id: row.fund.name for row in year.funds}
    rows = [
        (
            row.course.name, row.session.valid_from.isoformat(), row.course.provider,
            row.course.credit_hours, row.placed, row.session.seats, row.session.cost,
            funds.get(row.session.fund_id, row.session.fund_id),
            words.text("plan.cancelled") if row.cancelled else "",
        )
        for row in year.sessions
    ]  # fmt: skip
    return _sheet("sessions", labels, rows, words=words)


def _courses(year: YearReport, words: Words) -> Sheet:
    told = [f"'{words.text(f'training.{name}')}" for name in ("change", "association", "verdict")]
    labels = (
        "course", "participants", "completed", "attendance", "reaction", "learning",
        "behaviour_mark", "result_mark", "n", "raised", *told, "advice",
    )  # fmt: skip
    effects = effect_lines(year.courses, words=words)
    rows = [
        (
            row.course.name, row.evaluation.participants, row.evaluation.completed, row.attendance,
            *row.evaluation.marks, row.evaluation.answers, row.evaluation.raised,
            line.change, line.association, line.verdict, line.advice,
        )
        for row, line in zip(year.courses, effects, strict=True)
    ]  # fmt: skip
    return _sheet("courses", labels, rows, words=words)


def _funds(year: YearReport, words: Words) -> Sheet:
    rows = [
        (row.fund.name, row.fund.ceiling, row.planned, row.spent, row.share) for row in year.funds
    ]
    return _sheet("funds", ("fund", "ceiling", "planned", "spent", "share"), rows, words=words)


def _awards(year: YearReport, words: Words) -> Sheet:
    labels = ("group", "rank", "name", "unit", "total", "place", "reason")
    return _sheet("awards", labels, _candidates(year, words), words=words)


def _candidates(year: YearReport, words: Words) -> Iterator[tuple[Cell, ...]]:
    for source in stored_awards(year, words=words):
        for selection in source.outcome.selections:
            for item in selection.candidates:
                reasons = source.reasons(item) if item.rank is None else ()
                yield (
                    source.pool(selection).name,
                    item.rank,
                    source.name(item.employee_id),
                    source.unit(item.unit_id),
                    item.total,
                    source.place(item),
                    " ".join(reasons),
                )


def _satisfaction(year: YearReport, words: Words) -> Sheet:
    found = year.satisfaction
    rows: list[tuple[Cell, ...]] = [
        (element_name(row.number, words.lang), row.before, None, row.after, None)
        for row in found.elements
    ]
    rows += _indices(found.units, found.total, total_name=words.text("effects.total"))
    return _sheet("satisfaction", ("element", "before", "n", "after", "n"), rows, words=words)


def _motivation(year: YearReport, words: Words) -> Sheet:
    found = year.motivation
    rows: list[tuple[Cell, ...]] = [
        (dimension_name(place, words.lang), before, None, after, None)
        for place, (before, after) in enumerate(found.dimensions)
    ]
    rows += _indices(found.groups, found.total, total_name=words.text("labels.all"))
    return _sheet("motivation", ("dimension", "before", "n", "after", "n"), rows, words=words)


def _indices(
    groups: Iterable[GroupRow], total: GroupRow, *, total_name: str
) -> Iterator[tuple[Cell, ...]]:
    for name, row in (*((group.name, group) for group in groups), (total_name, total)):
        cells: list[Cell] = [name]
        for side in (row.before, row.after):
            cells += [side.index, side.respondents] if side else [None, None]
        yield tuple(cells)

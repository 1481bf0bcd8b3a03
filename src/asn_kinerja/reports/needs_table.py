"""Needs of training and guidance as lines of a table, each with what the plan does about it."""

import attrs

from asn_kinerja.reports.development import NeedRow
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["NeedLine", "need_lines"]


@attrs.frozen(kw_only=True)
class NeedLine:
    """One need.

    Args:
        name: Who.
        need: What.
        levels: Required and found level; empty for guidance.
        session: Where the plan sends the person; empty when nowhere.
        reasons: Why it does not; empty for guidance, which needs no session.
    """

    name: str
    need: str
    levels: str
    session: str
    reasons: tuple[str, ...]


def need_lines(year: YearReport, *, words: Words) -> tuple[NeedLine, ...]:
    """Write the needs of a year; those of counselling are not among them.

    Args:
        year: The year.
        words: The language.

    Returns:
        The lines.
    """
    return tuple(_line(row, year, words) for row in year.needs)


def _line(row: NeedRow, year: YearReport, words: Words) -> NeedLine:
    need = row.need
    session = ""
    if row.session:
        first = words.short_day(row.session.session.valid_from)
        session = f"{row.session.course.name} ({first})"
    reasons: tuple[str, ...] = ()
    if row.competency is not None and not session:
        codes = row.unmet.constraints if row.unmet else ("not_planned",)
        reasons = tuple(_constraint(code, year, words) for code in codes)
    what = (
        row.competency.name
        if row.competency
        else f"{words.known('need_kinds', need.kind)}: {words.known('need_reasons', need.reason)}"
    )
    levels = f"{words.show(need.required)} / {words.show(need.current)}" if row.competency else ""
    return NeedLine(
        name=row.employee.name, need=what, levels=levels, session=session, reasons=reasons
    )


def _constraint(code: str, year: YearReport, words: Words) -> str:
    """Write ``seats:s-12`` as a sentence that names the course and its day, or the fund."""
    kind, _, subject = code.partition(":")
    if kind not in words.texts["constraints"]:
        return code.replace("_", " ")
    named = {row.fund.id: row.fund.name for row in year.funds}
    named |= {row.course.id: row.course.name for row in year.sessions}
    named |= {
        row.session.id: f"{row.course.name} ({words.short_day(row.session.valid_from)})"
        for row in year.sessions
    }
    return words.text(f"constraints.{kind}", what=named.get(subject, subject))

"""Needs of training and guidance as lines of a table, each with what the plan does about it."""

from collections.abc import Iterable, Mapping

import attrs

from asn_kinerja.reports.development import NeedRow
from asn_kinerja.reports.wording import Words, say
from asn_kinerja.reports.year import YearReport
from asn_kinerja.training.wording import CONSTRAINTS, NEED_REASONS, say_constraint

__all__ = ["NeedLine", "need_lines", "say_constraints"]


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
        reasons = _reasons(row, year, words)
    told = say(NEED_REASONS, need.reason, words=words)
    what = row.competency.name if row.competency else told
    levels = f"{words.show(need.required)} / {words.show(need.current)}" if row.competency else ""
    return NeedLine(
        name=row.employee.name, need=what, levels=levels, session=session, reasons=reasons
    )


def _reasons(row: NeedRow, year: YearReport, words: Words) -> tuple[str, ...]:
    """Say why the plan does not serve a need, naming courses with their day, and funds."""
    if row.unmet is None:
        return (words.text("plan.not_planned"),)
    names = {item.fund.id: item.fund.name for item in year.funds}
    names |= {item.course.id: item.course.name for item in year.sessions}
    names |= {
        item.session.id: f"{item.course.name} ({words.short_day(item.session.valid_from)})"
        for item in year.sessions
    }
    return say_constraints(row.unmet.constraints, names=names, words=words)


def say_constraints(
    codes: Iterable[str], *, names: Mapping[str, str], words: Words
) -> tuple[str, ...]:
    """Say what keeps a need from being served, one sentence a constraint.

    Args:
        codes: Codes of an unmet need, such as ``"seats:s-12"``.
        names: Printed names of sessions, courses and funds, by id.
        words: The language.

    Returns:
        The sentences; a code without text only loses its underscores.
    """
    return tuple(
        say_constraint(code, words.lang, names=names)
        if code.partition(":")[0] in CONSTRAINTS
        else code.replace("_", " ")
        for code in codes
    )

"""`rencana.html`: a training plan as one page that stands alone, for those who may know names."""

from datetime import timedelta

from asn_kinerja.reports.html import render_template
from asn_kinerja.reports.plan import PlanReport
from asn_kinerja.reports.plan_lines import (
    held_back_lines,
    person_lines,
    plan_state,
    plan_tiles,
    plan_worth,
    waiting_lines,
)
from asn_kinerja.reports.wording import Words

__all__ = ["render_plan"]


def render_plan(report: PlanReport, *, lang: str = "id") -> str:
    """Write the page of a plan.

    Args:
        report: The plan.
        lang: ``"id"`` or ``"en"``.

    Returns:
        A whole HTML page; the same plan gives the same text.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If a library for documents is not installed.
    """
    words = Words(lang)
    sections = [("sessions", "jadwal"), ("funds", "anggaran"), ("waiting", "tunggu")]
    held_back = held_back_lines(report.held_back, year=report.plan.period.year, words=words)
    if held_back:
        sections.append(("held_back", "ditahan"))
    return render_template(
        "rencana.html.j2",
        {
            "report": report,
            "p": report.programme,
            "w": words,
            "t": words.texts,
            "sections": [*sections, ("people", "jp")],
            "state": plan_state(report.plan, words=words, is_kept=report.is_kept),
            "worth": plan_worth(report.plan, words=words),
            "tiles": plan_tiles(report, words=words),
            "waiting": waiting_lines(report, words=words),
            "held_back": held_back,
            "people": person_lines(report, words=words),
            "day_before": lambda day: day - timedelta(days=1),
            "last_day": report.plan.period.end - timedelta(days=1),
        },
    )

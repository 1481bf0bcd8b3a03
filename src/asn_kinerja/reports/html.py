"""`laporan.html`, which names people, and `papan.html` for the wall, which does not.

Both stand alone: style, script and charts are inline, nothing is fetched from anywhere.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.reports.board import make_board
from asn_kinerja.reports.caveats import make_caveats
from asn_kinerja.reports.course_effects import effect_lines
from asn_kinerja.reports.cycle import cycle_lines
from asn_kinerja.reports.effects import dimension_name, element_name
from asn_kinerja.reports.findings import find
from asn_kinerja.reports.needs_table import need_lines
from asn_kinerja.reports.papers.minutes import write_minutes
from asn_kinerja.reports.papers.pages import render_articles
from asn_kinerja.reports.papers.stored import stored_awards
from asn_kinerja.reports.people_table import person_lines
from asn_kinerja.reports.plan_lines import held_back_lines, plan_state, plan_worth
from asn_kinerja.reports.plots import NARROW, WIDE, draw_charts
from asn_kinerja.reports.wording import Words, say
from asn_kinerja.reports.year import YearReport
from asn_kinerja.training.wording import ADVICE

__all__ = ["render_board", "render_report", "render_template"]

_SECTIONS = (
    ("summary", "ringkasan"),
    ("cycle", "siklus"),
    ("people", "pegawai"),
    ("late", "terlambat"),
    ("needs", "kebutuhan"),
    ("plan", "rencana"),
    ("courses", "evaluasi"),
    ("duty", "jp"),
    ("awards", "penghargaan"),
    ("effects", "dampak"),
    ("caveats", "catatan"),
    ("method", "metode"),
)


def render_report(year: YearReport, *, lang: str = "id") -> str:
    """Write the report of a year, for those who may know names.

    Args:
        year: The year.
        lang: ``"id"`` or ``"en"``.

    Returns:
        A whole HTML page; the same year gives the same text.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If a library for documents is not installed.
    """
    words = Words(lang)
    content, needs = _shared(year, words), need_lines(year, words=words)
    content |= {
        "sections": _SECTIONS,
        "findings": find(year, words=words),
        "cycle": cycle_lines(year, words=words),
        "people": person_lines(year, words=words),
        "guided": [line for line in needs if not line.levels],
        "unmet": [line for line in needs if line.reasons],
        "minutes": _minutes(year, words),
        "caveats": make_caveats(year, words=words),
        "method": _method(year, words),
        "charts": _charts(year, words),
        "plan_state": plan_state(year.plan, words=words) if year.plan else "",
        "plan_worth": plan_worth(year.plan, words=words) if year.plan else "",
        "held_back": held_back_lines(year.held_back, year=year.period.year, words=words),
        "course_effects": effect_lines(year.courses, words=words),
        "unmet_duty": [row for row in year.people if row.duty and row.duty.met is not True],
        "good_share": _share(year.totals.good, year.totals.appraised),
        "duty_share": _share(year.duty.met, year.duty.people),
        "n_public": _respondents(year),
    }
    return render_template("laporan.html.j2", content)


def render_board(year: YearReport, *, lang: str = "id") -> str:
    """Write the board for the wall: totals, small ones withheld, and the winners by name.

    Args:
        year: The year.
        lang: ``"id"`` or ``"en"``.

    Returns:
        A whole HTML page; the same year gives the same text.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If a library for documents is not installed.
    """
    words = Words(lang)
    content = _shared(year, words)
    content |= {
        "board": make_board(year, words=words),
        "charts": _charts(year, words, "elements", "dimensions", width=NARROW),
    }
    return render_template("papan.html.j2", content)


def _shared(year: YearReport, words: Words) -> dict[str, Any]:
    return {
        "year": year,
        "p": year.programme,
        "w": words,
        "t": words.texts,
        "predicates": tuple(PredikatKinerja),
        "last_day": _day_before(year.period.end),
        "day_before": _day_before,
        "element": lambda number: element_name(number, words.lang),
        "dimension": lambda place: dimension_name(place, words.lang),
        "mean": lambda value: _mean(value, words),
        "advice": lambda code: say(ADVICE, code, words=words),
    }


def _minutes(year: YearReport, words: Words) -> list[Any]:
    markup = require("markupsafe", extra="reports", feature="report")
    papers = [write_minutes(item, with_scores=True) for item in stored_awards(year, words=words)]
    return [markup.Markup(render_articles([one], top=3, look="minutes")) for one in papers]


def _charts(year: YearReport, words: Words, *names: str, width: int = WIDE) -> dict[str, Any]:
    markup = require("markupsafe", extra="reports", feature="report")
    drawn = draw_charts(year, words=words, names=names, width=width)
    return {name: markup.Markup(svg) for name, svg in drawn.items()}


def _method(year: YearReport, words: Words) -> list[str]:
    shares = {
        "large": words.percent(Fraction(year.programme.large_share)),
        "small": words.percent(Fraction(year.programme.small_share)),
    }
    return [str(line).format(**shares) for line in words.texts["method"]["items"]]


def _respondents(year: YearReport) -> int | None:
    latest = year.satisfaction.total.after or year.satisfaction.total.before
    return latest.respondents if latest else None


def _mean(value: Decimal | None, words: Words) -> str:
    return words.show(None) if value is None else words.number(value, places=2)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _day_before(day: date) -> date:
    return day - timedelta(days=1)


def render_template(name: str, content: Mapping[str, Any]) -> str:
    """Fill a template of the reports; lines that stay blank go.

    Args:
        name: Its file among the templates.
        content: What it names.

    Returns:
        The page.

    Raises:
        MissingExtra: If Jinja2 is not installed.
    """
    text = _environment().get_template(name).render(content)
    return "\n".join(line for line in str(text).splitlines() if line.strip()) + "\n"


@cache
def _environment() -> Any:  # noqa: ANN401 - an optional library
    jinja2 = require("jinja2", extra="reports", feature="report")
    return jinja2.Environment(
        loader=jinja2.PackageLoader("asn_kinerja.reports", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

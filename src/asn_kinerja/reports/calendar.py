"""`rencana.ics`: the sessions of a plan as a calendar by RFC 5545, without names of people."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, uuid5

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.reports.plan import PlanReport, PlanSessionRow
from asn_kinerja.reports.plan_lines import plan_state
from asn_kinerja.reports.wording import Words

__all__ = ["escape_text", "fold_line", "plan_calendar"]

_OCTETS = 75  # of one line, without its end
_SPECIAL = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plan_calendar(report: PlanReport, *, stamp: datetime, lang: str = "id") -> str:
    """Write the sessions that take place with somebody in them as all-day events.

    A draft or a proposal gives tentative events, a decided plan confirmed ones under the same keys,
    so that a calendar that reads the second file changes its events and doubles none.

    Args:
        report: The plan.
        stamp: When the file is made, with time zone.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The calendar: lines that end in CR LF, each of at most 75 octets.

    Raises:
        InvalidInput: If the language is not known, or the stamp has no time zone.

    Source:
        RFC 5545, sections 3.1 (folding), 3.3.11 (text), 3.6.1 (events).
    """
    if stamp.tzinfo is None:
        raise InvalidInput(Problem("wrong_type", "stamp", value=stamp, cure="UTC"))
    words = Words(lang)
    return "".join(fold_line(line) for line in _lines(report, words, stamp))


def escape_text(text: str) -> str:
    r"""Escape a text value: backslash, semicolon, comma, line end; control characters go.

    Args:
        text: Any text.

    Returns:
        The value as it stands in a calendar.

    Examples:
        >>> escape_text("Aula, lantai 2; bawa laptop")
        'Aula\\, lantai 2\\; bawa laptop'
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub("", whole)).replace("\n", "\\n")


def fold_line(line: str) -> str:
    """Fold a line so that none is longer than 75 octets; no character is cut in two.

    Args:
        line: A content line without its end.

    Returns:
        One or more lines with their ends; those after the first begin with a space.
    """
    parts, room, part = [], _OCTETS, ""
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", _OCTETS - 1  # the space that begins a further line
        part += sign
        room -= size
    parts.append(part)
    return "\r\n ".join(parts) + "\r\n"


def _lines(report: PlanReport, words: Words, stamp: datetime) -> Iterator[str]:
    title = f"{words.text('training.title')} {report.plan.period.year}"
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//asn_kinerja//{words.lang.upper()}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{escape_text(f'{title}, {report.programme.office}')}"
    for row in report.sessions:
        if row.people and not row.is_cancelled:
            yield from _event(row, report, words, stamp=stamp)
    yield "END:VCALENDAR"


def _event(
    row: PlanSessionRow, report: PlanReport, words: Words, *, stamp: datetime
) -> Iterator[str]:
    session, course = row.session, row.course
    key = uuid5(NAMESPACE_URL, f"asn_kinerja:{report.programme.id}/{session.id}")
    told = [
        words.text("training.event_provider", provider=course.provider),
        words.text("training.event_path", path=words.word(course.path), hours=course.credit_hours),
        words.text("training.event_people", n=len(row.people), seats=session.seats),
    ]
    if row.cost:
        fund = row.fund.name if row.fund else session.fund_id
        told.append(words.text("training.event_cost", cost=words.money(row.cost), fund=fund))
    if not report.is_decided:
        told.append(plan_state(report.plan, words=words, is_kept=report.is_kept))
    made = f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    away = course.path is TrainingPath.KLASIKAL
    yield "BEGIN:VEVENT"
    yield f"UID:{key}"
    yield f"DTSTAMP:{made}"
    yield f"LAST-MODIFIED:{made}"
    yield f"DTSTART;VALUE=DATE:{_day(session.valid_from)}"
    yield f"DTEND;VALUE=DATE:{_day(session.valid_until)}"
    yield f"SUMMARY:{escape_text(course.name)}"
    yield f"DESCRIPTION:{escape_text(chr(10).join(told))}"
    yield f"STATUS:{'CONFIRMED' if report.is_decided else 'TENTATIVE'}"
    yield f"TRANSP:{'OPAQUE' if away else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"

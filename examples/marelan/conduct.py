"""Attendance of each quarter, and discipline."""

from datetime import date, timedelta

from asn_kinerja.legal.terms import DisciplineLevel
from asn_kinerja.records.awards import Attendance, Penalty
from marelan.cast import QUARTERS, Cast, Person

_WORKING_DAYS = dict(zip(QUARTERS, (59, 55, 64, 62), strict=True))


def build_conduct(cast: Cast) -> None:
    """Add attendance and penalties."""
    for person in cast.people:
        leave = cast.chance.randrange(4, 13)
        for period in QUARTERS:
            days = _days_at_work(person, period.start, period.end, _WORKING_DAYS[period])
            if days:
                taken = min(leave, cast.chance.randrange(0, 5), days)
                leave -= taken
                absent = cast.pick((0, 88), (1, 10), (2, 2))
                if person.tags & {"tie1", "tie2"}:
                    absent = 3 if "tie1" in person.tags and period is QUARTERS[2] else 0
                if "misconduct" in person.tags:
                    absent = 3
                if person.number == 57 and period is QUARTERS[1]:
                    taken = 50  # lawful leave of three months, which never counts against
                _record(cast, person, period, days=days, leave=taken, absent=min(absent, days))
    _penalties(cast)


def _days_at_work(person: Person, start: date, end: date, full: int) -> int:
    """Count working days by the share of the quarter that was served."""
    served = sum(
        any(held.holds(day) and held.condition == "aktif" for held in person.assignments)
        for day in (start + timedelta(days=step) for step in range((end - start).days))
    )
    return full * served // (end - start).days


def _record(  # noqa: PLR0913 - one argument a field
    cast: Cast, person: Person, period: object, *, days: int, leave: int, absent: int
) -> None:
    leave = 0 if person.tags & {"tie1", "tie2"} else min(leave, days - absent)
    cast.records.append(
        Attendance(
            id=f"{person.id}/{period}", employee_id=person.id, period=period, working_days=days,
            present=days - leave - absent, lawful_leave=leave, absent=absent,
        )
    )  # fmt: skip


def _penalties(cast: Cast) -> None:
    for tag, kind, level, start, end in (
        ("penalty", "Pemotongan tunjangan kinerja 25% selama 6 bulan", DisciplineLevel.SEDANG,
         date(2025, 9, 1), date(2026, 3, 1)),
        ("examined", "Pemeriksaan pelanggaran disiplin", None, date(2025, 12, 1), None),
        ("suspended", "Pemeriksaan oleh aparat penegak hukum", None, date(2025, 2, 10), None),
        ("misconduct", "Teguran tertulis", DisciplineLevel.RINGAN,
         date(2025, 10, 6), date(2026, 1, 6)),
        ("study", "Teguran lisan", DisciplineLevel.RINGAN, date(2021, 3, 1), date(2021, 6, 1)),
    ):  # fmt: skip
        person = cast.by_tag(tag)
        cast.records.append(
            Penalty(
                id=f"{person.id}/{start}", employee_id=person.id, kind=kind, level=level,
                valid_from=start, valid_until=end,
            )
        )  # fmt: skip

from datetime import date

from asn_kinerja.appraisals.lateness import late_reports
from asn_kinerja.records.performance import PeriodicReport
from asn_kinerja.records.periods import Period

YEAR = Period("2025")


def _report(name, submitted, *, period="2025-01", due=date(2025, 2, 5)):
    return PeriodicReport(
        id=name, plan_id="p-staf", period=Period(period), due_on=due, submitted_on=submitted
    )


def test_late_and_missing_reports_are_listed_with_their_days(office):
    """The day itself is in time; later ones are counted in days; a missing one has none."""
    reports = [
        _report("c", None, period="2025-02", due=date(2025, 3, 5)),
        _report("b", date(2025, 2, 8)),
        _report("a", date(2025, 2, 5)),
    ]
    found = late_reports(reports, YEAR, plans=office.plans)
    assert [(item.report_id, item.employee_id, item.days_late) for item in found] == [
        ("b", "staf", 3),
        ("c", "staf", None),
    ]


def test_a_report_belongs_to_the_period_that_holds_its_own():
    """A month belongs to its quarter and year, and to no other."""
    reports = [_report("a", None)]
    assert late_reports(reports, Period("2025-Q1"), plans=())
    assert not late_reports(reports, Period("2025-Q2"), plans=())
    assert not late_reports(reports, Period("2024"), plans=())


def test_what_is_not_yet_due_is_not_late():
    """On the due day itself a report is still awaited."""
    reports = [_report("a", None)]
    assert not late_reports(reports, YEAR, plans=(), as_of=date(2025, 2, 5))
    assert late_reports(reports, YEAR, plans=(), as_of=date(2025, 2, 6))

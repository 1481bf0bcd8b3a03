"""Reports of performance that came late, or not at all."""

from collections.abc import Iterable
from datetime import date

import attrs

from asn_kinerja.records.performance import PerformancePlan, PeriodicReport
from asn_kinerja.records.periods import Period

__all__ = ["LateReport", "late_reports"]


@attrs.frozen(kw_only=True)
class LateReport:
    """A report that was due and did not come in time.

    Args:
        report_id: The report.
        plan_id: The plan it is about.
        employee_id: Whose plan.
        period: What it reports about.
        due_on: Last day to hand it in.
        submitted_on: The day it came; `None` if it did not.
        days_late: Calendar days after the last day; `None` if it did not come.
    """

    report_id: str
    plan_id: str
    employee_id: str
    period: Period
    due_on: date
    submitted_on: date | None
    days_late: int | None


def late_reports(
    reports: Iterable[PeriodicReport],
    period: Period,
    *,
    plans: Iterable[PerformancePlan],
    as_of: date | None = None,
) -> tuple[LateReport, ...]:
    """List the reports of a period that came late or never.

    Args:
        reports: Reports of any period.
        period: The period; reports on shorter periods in it belong to it.
        plans: The plans reported on.
        as_of: The day of the question: what was not yet due on it is not late. `None` asks as if
            every due day had passed.

    Returns:
        The late ones, by due day and then by id.

    Legal basis:
        PermenPANRB 6/2022 art. 16 and annex p. 68.
    """
    owners = {plan.id: plan.employee_id for plan in plans}
    late = [
        LateReport(
            report_id=report.id,
            plan_id=report.plan_id,
            employee_id=owners.get(report.plan_id, ""),
            period=report.period,
            due_on=report.due_on,
            submitted_on=report.submitted_on,
            days_late=(report.submitted_on - report.due_on).days if report.submitted_on else None,
        )
        for report in reports
        if period.start <= report.period.start
        and report.period.end <= period.end
        and report.is_late
        and (as_of is None or report.due_on < as_of)
    ]
    return tuple(sorted(late, key=lambda item: (item.due_on, item.report_id)))

"""All sheets in the order in which they stand in the workbook."""

from asn_kinerja.converters.workbook.description import Sheet
from asn_kinerja.converters.workbook.sheets import (
    conduct,
    development,
    organisation,
    performance,
    programme,
)

__all__ = ["SHEETS", "find_sheet"]

SHEETS: tuple[Sheet, ...] = (
    organisation.UNITS,
    organisation.POSITIONS,
    organisation.EMPLOYEES,
    organisation.ASSIGNMENTS,
    organisation.ACHIEVEMENTS,
    performance.PLANS,
    performance.INDICATORS,
    performance.REALISATIONS,
    performance.REPORTS,
    performance.FEEDBACK,
    performance.RATINGS,
    development.COMPETENCIES,
    development.COURSES,
    development.ENROLMENTS,
    development.COURSE_FEEDBACK,
    conduct.PENALTIES,
    conduct.ATTENDANCE,
    conduct.SATISFACTION,
    conduct.MOTIVATION,
    programme.CRITERIA,
    programme.PROGRAMME,
    programme.OWNERS,
    organisation.EXTERNALS,
    organisation.PERIODS,
    development.REQUIREMENTS,
    development.ASSESSMENTS,
    development.FUNDS,
    development.SESSIONS,
    development.GUIDANCE,
    development.CHOICES,
    programme.AWARDS,
    programme.POOLS,
    programme.GATES,
    programme.POINTS,
    programme.NOMINATIONS,
)


def find_sheet(name: str) -> Sheet | None:
    """Find a sheet by its name.

    Args:
        name: Name as in the workbook.

    Returns:
        The sheet, or `None`.
    """
    return next((sheet for sheet in SHEETS if sheet.name == name), None)

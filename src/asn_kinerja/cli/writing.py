"""Write a year's report files: each whole or not at all."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.reports.year import YearReport

if TYPE_CHECKING:
    from asn_kinerja.reports.plan import PlanReport

__all__ = ["make_folder", "write_files", "write_plan", "write_report"]


def make_folder(folder: Path) -> None:
    """Make a folder for results.

    Args:
        folder: Where.

    Raises:
        InvalidInput: If it cannot be made, or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = Problem("folder_unusable", "out", value=folder, cure=error.strerror or "")
        raise InvalidInput(problem) from error


def write_report(year: YearReport, folder: Path, *, lang: str) -> tuple[Path, ...]:
    """Write `laporan.html`, `papan.html` and `laporan.xlsx`.

    Args:
        year: The year.
        folder: Where; an existing file is replaced in one move, so a reader never sees half.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The files.

    Raises:
        MissingExtra: If a library for documents is not installed.
        InvalidInput: If the folder cannot be written.
    """
    require("jinja2", extra="reports", feature="laporan.html")
    require("xlsxwriter", extra="excel", feature="laporan.xlsx")
    from asn_kinerja.reports.html import render_board, render_report
    from asn_kinerja.reports.workbook import write_report_workbook

    make_folder(folder)
    workbook = BytesIO()
    write_report_workbook(year, workbook, lang=lang)
    files = {
        "laporan.html": render_report(year, lang=lang).encode(),
        "papan.html": render_board(year, lang=lang).encode(),
        "laporan.xlsx": workbook.getvalue(),
    }
    return write_files(folder, files)


def write_plan(
    report: "PlanReport", folder: Path, *, stamp: datetime, lang: str
) -> tuple[Path, ...]:
    """Write `rencana.html`, `rencana.xlsx` and `rencana.ics`.

    Args:
        report: The plan.
        folder: Where; an existing file is replaced in one move, so a reader never sees half.
        stamp: When the calendar is made, with time zone.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The files.

    Raises:
        MissingExtra: If a library for documents is not installed.
        InvalidInput: If the folder cannot be written.
    """
    require("jinja2", extra="reports", feature="rencana.html")
    require("xlsxwriter", extra="excel", feature="rencana.xlsx")
    from asn_kinerja.reports.calendar import plan_calendar
    from asn_kinerja.reports.plan_page import render_plan
    from asn_kinerja.reports.plan_sheets import plan_workbook

    files = {
        "rencana.html": render_plan(report, lang=lang).encode(),
        "rencana.xlsx": plan_workbook(report, lang=lang),
        "rencana.ics": plan_calendar(report, stamp=stamp, lang=lang).encode(),
    }
    return write_files(folder, files)


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, all of them or none.

    Args:
        folder: Where; an existing file is replaced in one move, so a reader never sees half.
        files: Contents by name.

    Returns:
        The files.

    Raises:
        InvalidInput: If the folder cannot be written.
    """
    make_folder(folder)
    try:
        # All that takes time is done: a process that is killed leaves no scratch behind.
        with TemporaryDirectory(dir=folder, prefix=".tulis-") as scratch:
            for name, content in files.items():
                (Path(scratch) / name).write_bytes(content)
            for name in files:
                (Path(scratch) / name).replace(folder / name)
    except OSError as error:
        problem = Problem("folder_unusable", "out", value=folder, cure=error.strerror or "")
        raise InvalidInput(problem) from error
    return tuple(folder / name for name in files)

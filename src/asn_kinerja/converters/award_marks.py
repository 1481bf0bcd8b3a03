"""Nominations and marks of judges from CSV or XLSX, for an award of a store."""

from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from asn_kinerja.converters.award_rows import ListRow, check_headings
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem
from asn_kinerja.records.awards import Nomination, PanelMark
from asn_kinerja.scoring.numbers import decimal_places, to_decimal

__all__ = ["MARK_HEADINGS", "NOMINATION_HEADINGS", "read_marks", "read_nominations"]

NOMINATION_HEADINGS = ("id", "diusulkan_oleh", "inovasi", "bukti")
"""Columns of a list of nominations: who, by whom, mark for innovation, where the evidence is."""
MARK_HEADINGS = ("juri", "id", "kriteria", "nilai", "mundur_karena")
"""Columns of a list of marks: judge, candidate, criterion, and a mark or why there is none."""
R = TypeVar("R", Nomination, PanelMark)


def read_nominations(path: Path, programme_id: str) -> tuple[Nomination, ...]:
    """Read a list of nominations.

    Args:
        path: CSV or XLSX with `NOMINATION_HEADINGS`; the last two may be left out.
        programme_id: The award they are for.

    Returns:
        One nomination a row; its key is award, person and who put the person forward.

    Raises:
        InvalidInput: With every problem, by row and column.
    """
    found = []
    rows = _rows(path, NOMINATION_HEADINGS, optional=("inovasi", "bukti"))
    for row in rows:
        person, by = row.need("id"), row.need("diusulkan_oleh")
        try:
            record = Nomination(
                id=f"{programme_id}/{person}/{by}",
                programme_id=programme_id,
                employee_id=person,
                nominated_by=by,
                innovation=_decimal(row, "inovasi"),
                evidence=row.text("bukti"),
            )
        except InvalidRecord as error:
            _refuse(row, "inovasi", error)
        else:
            found.append(record)
    return _checked(rows, found)


def read_marks(path: Path, programme_id: str) -> tuple[PanelMark, ...]:
    """Read the marks of judges.

    Args:
        path: CSV or XLSX with `MARK_HEADINGS`.
        programme_id: The award they are for.

    Returns:
        One mark a row; its key is award, judge, person and criterion, so that a judge who marks
        again takes the place of the earlier mark.

    Raises:
        InvalidInput: With every problem, by row and column.
    """
    found = []
    rows = _rows(path, MARK_HEADINGS, optional=("mundur_karena",))
    for row in rows:
        judge, person, criterion = row.need("juri"), row.need("id"), row.need("kriteria")
        try:
            record = PanelMark(
                id=f"{programme_id}/{judge}/{person}/{criterion}",
                programme_id=programme_id,
                criterion_id=criterion,
                judge_id=judge,
                employee_id=person,
                mark=_decimal(row, "nilai"),
                recused_for=row.text("mundur_karena"),
            )
        except InvalidRecord as error:
            _refuse(row, "nilai", error)
        else:
            found.append(record)
    return _checked(rows, found)


def _rows(path: Path, headings: tuple[str, ...], *, optional: tuple[str, ...]) -> list[ListRow]:
    table = read_case_table(path)
    problems = list(check_headings(table, headings, optional=optional))
    if not problems and not table.rows:
        problems.append(Problem("file_empty", table.name))
    if error := InvalidInput.of(problems):
        raise error
    return [ListRow(table, number) for number in range(len(table.rows))]


def _decimal(row: ListRow, heading: str) -> Decimal | None:
    number = row.number(heading)
    return None if number is None else to_decimal(number, decimal_places(number) or 0)


def _refuse(row: ListRow, heading: str, error: InvalidRecord) -> None:
    if not row.problems:
        for problem in error.problems:
            row.refuse(problem.code, heading, value=problem.value, cure=problem.cure)


def _checked(rows: list[ListRow], found: list[R]) -> tuple[R, ...]:
    problems = [problem for row in rows for problem in row.problems]
    seen: set[str] = set()
    for row, record in zip(rows, found, strict=False):
        if not problems and record.id in seen:
            row.refuse("nominated_twice", "id", value=record.employee_id)
        seen.add(record.id)
    if error := InvalidInput.of(problem for row in rows for problem in row.problems):
        raise error
    return tuple(found)

"""Careers for the medal for years of service from CSV or XLSX: rows of persons and their events."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import attrs

from asn_kinerja.converters.award_rows import ListRow, check_headings
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput, InvalidRecord, Problem
from asn_kinerja.legal.terms import DisciplineLevel, EmploymentStatus
from asn_kinerja.records.award_medals import Career, CareerPenalty, UnpaidLeave
from asn_kinerja.records.awards import GateState

__all__ = ["CAREER_HEADINGS", "read_careers"]

CAREER_HEADINGS = (
    "id", "nama", "unit", "status", "tmt_cpns", "kelas_dimiliki", "syarat_umum",
    "peristiwa", "tingkat", "mulai", "selesai",
)  # fmt: skip
"""Columns of a list of careers; the last four tell of one event a row."""
_PERSON = CAREER_HEADINGS[1:7]


class _Event(StrEnum):
    HUKUMAN = "hukuman"
    CLTN = "cltn"


class _Medal(StrEnum):
    X = "x"
    XX = "xx"
    XXX = "xxx"


@attrs.define
class _Draft:
    """A person while the rows are read."""

    row: ListRow
    name: str
    unit_id: str
    status: EmploymentStatus | None
    appointed_on: date | None
    held: str
    attested: GateState
    penalties: list[CareerPenalty] = attrs.field(factory=list)
    leaves: list[UnpaidLeave] = attrs.field(factory=list)


def read_careers(path: Path) -> tuple[Career, ...]:
    """Read a list of careers.

    A person has a row for each event, a penalty (``hukuman``) or an unpaid leave (``cltn``), or
    one row without any. What is known of the person stands in the first row; further rows leave
    it blank or repeat it. A penalty without level is a case under examination; ``selesai`` is the
    day of the decision that it was served, or of the return to work.

    Args:
        path: CSV or XLSX with `CAREER_HEADINGS`, in any order.

    Returns:
        One career a person, in the order of the file.

    Raises:
        InvalidInput: With every problem, by row and column.
    """
    table = read_case_table(path)
    problems = list(check_headings(table, CAREER_HEADINGS))
    if not problems and not table.rows:
        problems.append(Problem("file_empty", table.name))
    if error := InvalidInput.of(problems):
        raise error
    drafts: dict[str, _Draft] = {}
    rows = [ListRow(table, number) for number in range(len(table.rows))]
    for row in rows:
        name = row.need("id")
        if name in drafts:
            _repeat(row, drafts[name])
        elif name:
            drafts[name] = _person(row)
        if name:
            _event(row, drafts[name])
    careers = [_career(name, draft) for name, draft in drafts.items()]
    problems = [problem for row in rows for problem in row.problems]
    if error := InvalidInput.of(problems):
        raise error
    return tuple(career for career in careers if career is not None)


def _person(row: ListRow) -> _Draft:
    held = row.word("kelas_dimiliki", _Medal) if row.text("kelas_dimiliki") else None
    if not row.text("tmt_cpns"):
        row.refuse("required", "tmt_cpns")
    return _Draft(
        row=row,
        name=row.need("nama"),
        unit_id=row.need("unit"),
        status=row.word("status", EmploymentStatus),
        appointed_on=row.day("tmt_cpns"),
        held=str(held or ""),
        attested=row.answer("syarat_umum"),
    )


def _repeat(row: ListRow, draft: _Draft) -> None:
    """Refuse what a further row says otherwise of a person."""
    for heading in _PERSON:
        said = row.text(heading)
        if said and said != draft.row.text(heading):
            row.refuse("career_differs", heading, value=said, cure=draft.row.text(heading) or "-")


def _event(row: ListRow, draft: _Draft) -> None:
    if not row.text("peristiwa"):
        for heading in ("tingkat", "mulai", "selesai"):
            if row.text(heading):
                row.refuse("required", "peristiwa")
                return
        return
    event = row.word("peristiwa", _Event)
    start, end = row.day("mulai"), row.day("selesai")
    if event is _Event.HUKUMAN:
        level = row.word("tingkat", DisciplineLevel) if row.text("tingkat") else None
        draft.penalties.append(CareerPenalty(level=level, served_on=end))
    elif event is _Event.CLTN and not row.text("mulai"):
        row.refuse("required", "mulai")
    elif event is _Event.CLTN and start is not None:
        try:
            draft.leaves.append(UnpaidLeave(valid_from=start, valid_until=end))
        except InvalidRecord as error:
            for problem in error.problems:
                row.refuse(problem.code, "selesai", value=problem.value, cure=problem.cure)


def _career(name: str, draft: _Draft) -> Career | None:
    """Make the record; `None` when a row has told already what is lacking."""
    if draft.status is None or draft.appointed_on is None or draft.row.problems:
        return None
    try:
        return Career(
            id=name,
            name=draft.name,
            unit_id=draft.unit_id,
            status=draft.status,
            appointed_on=draft.appointed_on,
            held=draft.held,
            attested=draft.attested,
            penalties=tuple(draft.penalties),
            leaves=tuple(draft.leaves),
        )
    except InvalidRecord as error:
        for problem in error.problems:
            draft.row.refuse(problem.code, "mulai", value=problem.value, cure=problem.cure)
        return None

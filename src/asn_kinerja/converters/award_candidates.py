"""Candidates of an award from CSV or XLSX: a row a person, a column a gate or a criterion."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from asn_kinerja.converters.score_files import CaseTable, read_case_table
from asn_kinerja.converters.workbook.parsing import read_number, read_text
from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.award_rules import (
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
)
from asn_kinerja.records.awards import GateResult, GateState
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["candidate_headings", "read_candidates"]

W = TypeVar("W", bound=StrEnum)
_KNOWN = ("id", "nama", "unit", "kelas_jabatan", "status")
_SEX = "jenis_kelamin"
_GATE = "syarat_{}"
_SCALE = 12
_ANSWERS = {
    "ya": GateState.MET,
    "yes": GateState.MET,
    "tidak": GateState.NOT_MET,
    "no": GateState.NOT_MET,
    "periksa": GateState.NEEDS_HUMAN,
    "check": GateState.NEEDS_HUMAN,
}


def candidate_headings(programme: AwardProgramme) -> tuple[str, ...]:
    """Name the columns that a file of candidates has.

    Args:
        programme: The published rules.

    Returns:
        Who, unit, class and status; sex, which may be left out; one column a gate of the
        programme (``ya``, ``tidak`` or ``periksa``); one column a criterion.
    """
    gates = [_GATE.format(gate.kind) for gate in _asked(programme)]
    return (*_KNOWN, _SEX, *gates, *(item.id for item in programme.criteria))


def read_candidates(path: Path, programme: AwardProgramme) -> tuple[Entry, ...]:
    """Read the candidates of a programme.

    A blank criterion is missing: no zero, no fail. A blank gate needs a human. Who decides is
    known from the programme and is no column.

    Args:
        path: CSV or XLSX with the headings of `candidate_headings`, in any order.
        programme: The published rules.

    Returns:
        The entries, in the order of the file.

    Raises:
        InvalidInput: With every problem, by row and column.
    """
    table = read_case_table(path)
    problems = list(_headings(table, programme))
    if error := InvalidInput.of(problems):
        raise error
    entries = []
    for row in range(len(table.rows)):
        reader = _Row(table, row)
        entry = _entry(reader, programme)
        problems += reader.problems
        if entry is not None:
            entries.append(entry)
    if not table.rows:
        problems.append(Problem("file_empty", table.name))
    if error := InvalidInput.of(problems):
        raise error
    return tuple(entries)


def _asked(programme: AwardProgramme) -> list[Gate]:
    return [gate for gate in programme.gates if gate.kind is not GateKind.BUKAN_PENENTU]


def _headings(table: CaseTable, programme: AwardProgramme) -> Iterable[Problem]:
    wanted = candidate_headings(programme)
    for name in wanted:
        if name not in table.headings and name != _SEX:
            yield Problem("column_missing", table.name, value=name)
    for name in table.headings:
        if name and name not in wanted:
            near = get_close_matches(name, wanted, n=1) or wanted
            yield Problem("candidate_column", table.name, value=name, cure=", ".join(near))


class _Row:
    """One row, with what is wrong in it."""

    def __init__(self, table: CaseTable, row: int) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._row = row

    def text(self, heading: str) -> str:
        """Give the text of a cell; empty when blank or not there."""
        if heading not in self._table.headings:
            return ""
        raw = self._table.rows[self._row][self._table.headings.index(heading)]
        return "" if str(raw).strip() == "" else read_text(raw)

    def need(self, heading: str) -> str:
        """Give the text of a cell that must be filled."""
        found = self.text(heading)
        if not found:
            self.refuse("required", heading)
        return found

    def word(self, heading: str, words: type[W]) -> W | None:
        """Give a word of a closed list, written with blanks or capitals too."""
        text = self.need(heading)
        code = text.strip().casefold().replace(" ", "_").replace("-", "_")
        found = next((word for word in words if word.value == code), None)
        if text and found is None:
            known = ", ".join(word.value for word in words)
            self.refuse("unknown_word", heading, value=text, cure=known)
        return found

    def number(self, heading: str) -> Exact | None:
        """Give the exact number of a cell, `None` when blank."""
        raw = self._table.rows[self._row][self._table.headings.index(heading)]
        if str(raw).strip() == "":
            return None
        try:
            return to_exact(read_number(raw, scale=_SCALE))
        except AsnKinerjaError as error:
            for problem in error.problems:
                self.refuse(problem.code, heading, value=problem.value, cure=problem.cure)
            return None

    def refuse(self, code: str, heading: str, *, value: object = "", cure: str = "") -> None:
        """Note a problem at a cell."""
        place = self._table.place(self._row, heading)
        self.problems.append(Problem(code, place, value=value, cure=cure))


def _entry(row: _Row, programme: AwardProgramme) -> Entry | None:
    employee_id = row.need("id")
    position_class = row.word("kelas_jabatan", PositionClass)
    status = row.word("status", EmploymentStatus)
    name, unit_id = row.need("nama"), row.need("unit")
    gates = tuple(_gate(row, gate) for gate in _asked(programme))
    values = {item.id: _value(row, item, programme) for item in programme.criteria}
    if row.problems or position_class is None or status is None:
        return None
    decides = employee_id in programme.decider_ids
    no_decider = GateResult(
        kind=GateKind.BUKAN_PENENTU,
        state=GateState.NOT_MET if decides else GateState.MET,
        reason="penentu" if decides else "bukan_penentu",
    )
    return Entry(
        employee_id=employee_id,
        name=name,
        unit_id=unit_id,
        position_class=position_class,
        status=status,
        gates=(*gates, no_decider),
        values=values,
        sex=row.text(_SEX).casefold().replace("-", "_").replace(" ", "_"),
    )


def _gate(row: _Row, gate: Gate) -> GateResult:
    heading = _GATE.format(gate.kind)
    text = row.text(heading).casefold()
    state = _ANSWERS.get(text, GateState.NEEDS_HUMAN)
    if text and text not in _ANSWERS:
        row.refuse("unknown_word", heading, value=text, cure="ya, tidak, periksa")
    shown = text or "periksa"
    return GateResult(kind=gate.kind, state=state, reason="dijawab_panitia", detail=shown)


def _value(row: _Row, criterion: Criterion, programme: AwardProgramme) -> Exact | None:
    """Read a value; a predicate may stand as its word where the programme gives it points."""
    if criterion.source is CriterionSource.PREDIKAT:
        points = {item.predicate: item.points for item in programme.predicate_points}
        word = row.text(criterion.id).casefold().replace(" ", "_")
        if word in points:
            return to_exact(points[word])
    return row.number(criterion.id)

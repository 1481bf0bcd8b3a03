"""Candidates of an award from CSV or XLSX: a row a person, a column a gate or a criterion."""

from pathlib import Path

from asn_kinerja.converters.award_rows import ListRow, check_headings
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput, Problem
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

_KNOWN = ("id", "nama", "unit", "kelas_jabatan", "status")
_SEX = "jenis_kelamin"
_GATE = "syarat_{}"


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
    problems = list(check_headings(table, candidate_headings(programme), optional={_SEX}))
    if error := InvalidInput.of(problems):
        raise error
    entries = []
    for row in range(len(table.rows)):
        reader = ListRow(table, row)
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


def _entry(row: ListRow, programme: AwardProgramme) -> Entry | None:
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


def _gate(row: ListRow, gate: Gate) -> GateResult:
    heading = _GATE.format(gate.kind)
    state, shown = row.answer(heading), row.text(heading).casefold() or "periksa"
    return GateResult(kind=gate.kind, state=state, reason="dijawab_panitia", detail=shown)


def _value(row: ListRow, criterion: Criterion, programme: AwardProgramme) -> Exact | None:
    """Read a value; a predicate may stand as its word where the programme gives it points."""
    if criterion.source is CriterionSource.PREDIKAT:
        points = {item.predicate: item.points for item in programme.predicate_points}
        word = row.text(criterion.id).casefold().replace(" ", "_")
        if word in points:
            return to_exact(points[word])
    return row.number(criterion.id)

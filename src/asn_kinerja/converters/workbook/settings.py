"""Program and Penghargaan with the sheets of their parts: many rows that make one record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import Row, Table, Values
from asn_kinerja.converters.workbook.faults import at_cells
from asn_kinerja.converters.workbook.words import print_word, read_word
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.award_rules import (
    AwardPool,
    AwardProgramme,
    Criterion,
    CriterionSource,
    Gate,
    GateKind,
    PredicatePoints,
)
from asn_kinerja.records.programme import Owner, Programme

__all__ = [
    "build_awards",
    "build_programmes",
    "spread_awards",
    "spread_criteria",
    "spread_gates",
    "spread_owners",
    "spread_points",
    "spread_pools",
    "spread_programmes",
]


def spread_programmes(batch: RecordBatch) -> Iterator[Values]:
    """Give the columns of the sheet Program."""
    for item in batch.of(Programme):
        yield _fields(item, skip="owners")


def spread_owners(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Penanggung Jawab."""
    for item in batch.of(Programme):
        for owner in item.owners:
            yield {"programme_id": item.id} | _fields(owner)


def spread_awards(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Penghargaan."""
    for item in batch.of(AwardProgramme):
        yield _fields(item)


def spread_criteria(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Kriteria Penghargaan."""
    return _parts(batch, "criteria")


def spread_pools(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Kelompok Penghargaan."""
    return _parts(batch, "pools")


def spread_points(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Poin Predikat."""
    return _parts(batch, "predicate_points")


def spread_gates(batch: RecordBatch) -> Iterator[Values]:
    """Give the rows of the sheet Syarat Penghargaan."""
    for values in _parts(batch, "gates"):
        if values["kind"] is GateKind.PREDIKAT_MINIMUM:
            values["threshold"] = print_word(PredikatKinerja(values["threshold"]))
        yield values


def _parts(batch: RecordBatch, name: str) -> Iterator[Values]:
    for item in batch.of(AwardProgramme):
        for part in getattr(item, name):
            yield {"award_id": item.id} | _fields(part)


def _fields(record: Any, *, skip: str = "") -> Values:  # noqa: ANN401 - any attrs record
    names = [field.name for field in record.__attrs_attrs__ if field.name != skip]
    return {name: getattr(record, name) for name in names}


def build_programmes(
    programmes: Table, owners: Table, *, problems: list[Problem]
) -> Iterator[Programme]:
    """Make the programmes.

    Args:
        programmes: Columns of the sheet Program.
        owners: Rows of the sheet Penanggung Jawab.
        problems: Problems found are added here.

    Yields:
        A programme for each of which nothing is wrong.
    """
    by_id = _group(owners.rows, "programme_id")
    for row in programmes.rows:
        parts = by_id.get(row.id, [])
        if row.sound and all(part.sound for part in parts):
            made = [Owner(**_without(part, "programme_id")) for part in parts]
            try:
                yield Programme(**row.values, owners=tuple(made))
            except InvalidInput as error:
                problems += at_cells(error, row)


def build_awards(tables: Mapping[str, Table], problems: list[Problem]) -> Iterator[AwardProgramme]:
    """Make the award programmes of the five sheets that describe them.

    Args:
        tables: Rows by name of the sheet.
        problems: Problems found are added here.

    Yields:
        A programme for each row of Penghargaan of which nothing is wrong.
    """
    parts = {
        name: _group(tables[sheet].rows, "award_id")
        for name, sheet in (
            ("criteria", "Kriteria Penghargaan"),
            ("pools", "Kelompok Penghargaan"),
            ("gates", "Syarat Penghargaan"),
            ("points", "Poin Predikat"),
        )
    }
    for row in tables["Penghargaan"].rows:
        own = {name: groups.get(row.id, []) for name, groups in parts.items()}
        made = {
            "criteria": [_make(Criterion, part, problems) for part in own["criteria"]],
            "pools": [_make(AwardPool, part, problems) for part in own["pools"]],
            "gates": [_make_gate(part, problems) for part in own["gates"]],
            "predicate_points": [_make(PredicatePoints, part, problems) for part in own["points"]],
        }
        if row.id and _are_known(tables["Kriteria Penghargaan"]):
            _check_ties(row, own["criteria"], problems)
            _check_weights(row, own["criteria"], problems)
            if tables["Poin Predikat"].grouped("award_id") and not own["points"]:
                _check_points(own["criteria"], problems)
        else:
            row.broken.add("criteria")
        if row.sound and all(None not in items for items in made.values()):
            filled: Values = {name: tuple(items) for name, items in made.items()}
            yield AwardProgramme(**row.values, **filled)


def _make(record: type, row: Row, problems: list[Problem]) -> Any:  # noqa: ANN401 - a part
    if not row.sound:
        return None
    try:
        return record(**_without(row, "award_id"))
    except InvalidInput as error:
        problems += at_cells(error, row)
        return None


def _make_gate(row: Row, problems: list[Problem]) -> Gate | None:
    if not row.sound:
        return None
    kind, threshold = row.values["kind"], row.values.get("threshold", "")
    if kind is GateKind.PREDIKAT_MINIMUM:
        try:
            threshold = read_word(threshold, PredikatKinerja).value
        except InvalidInput as error:
            problems += at_cells(error, row, field="threshold")
            return None
    elif kind is GateKind.MASA_KERJA and not threshold.isdecimal():
        problems.append(Problem("number_needed", row.place("threshold"), value=threshold))
        return None
    return Gate(kind=kind, threshold=threshold, basis=row.values.get("basis", ""))


def _are_known(criteria: Table) -> bool:
    """Whether each criterion says of which award it is: else sums and keys would mislead."""
    return "weight" in criteria.present and criteria.grouped("award_id")


def _check_ties(row: Row, criteria: list[Row], problems: list[Problem]) -> None:
    known = [part.values.get("id", "") for part in criteria]
    unknown = [tie for tie in row.values.get("ties", ()) if tie not in known]
    if unknown and "" not in known:
        row.broken.add("ties")
        cure = "; ".join(known)
        problems.append(
            Problem("not_found", row.place("ties"), value="; ".join(unknown), cure=cure)
        )


def _check_weights(row: Row, criteria: list[Row], problems: list[Problem]) -> None:
    weights = [part.values.get("weight") for part in criteria]
    total = sum(weight for weight in weights if weight is not None)
    if total == 100:
        return
    row.broken.add("criteria")
    if None not in weights:
        at = criteria[0].place("weight") if criteria else row.place("id")
        problems.append(Problem("weights_sum", at, value=total, cure="100"))


def _check_points(criteria: list[Row], problems: list[Problem]) -> None:
    """Predicates are ordinal: who scores them must publish points, or nobody can be ranked."""
    problems += [
        Problem("points_missing", part.place("source"), value=part.typed["source"])
        for part in criteria
        if part.values.get("source") is CriterionSource.PREDIKAT
    ]


def _group(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row.values.get(field, "")), []).append(row)
    return groups


def _without(row: Row, field: str) -> Values:
    return {name: value for name, value in row.values.items() if name != field}

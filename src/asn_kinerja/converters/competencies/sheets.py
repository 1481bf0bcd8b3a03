"""Frameworks and requirements as a spreadsheet, from the sheet Kerangka to Persyaratan.

It holds all that a framework says, so that reading it gives the framework again; outer spaces of
texts go, as in every workbook.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any

from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.cells import (
    CODE,
    DAY,
    LAST_DAY,
    TEXT,
    NumberCell,
    WholeCell,
)
from asn_kinerja.converters.workbook.checking import check_links
from asn_kinerja.converters.workbook.description import Link, Row, Sheet, Table, Values, column
from asn_kinerja.converters.workbook.faults import at_cells
from asn_kinerja.converters.workbook.grids import read_grids
from asn_kinerja.converters.workbook.headings import find_sheets
from asn_kinerja.converters.workbook.reading import read_table
from asn_kinerja.converters.workbook.word_cells import WordCell
from asn_kinerja.converters.workbook.words import squeeze
from asn_kinerja.converters.workbook.writing import Target, WorkbookWriter
from asn_kinerja.errors import InvalidInput, InvalidWorkbook, Problem
from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.legal.terms import CompetencyGroup, FunctionalLevel, PositionClass
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.competencies import (
    Competency,
    CompetencyFramework,
    CompetencyLevel,
    Indicator,
    PositionRequirement,
    Provenance,
)
from asn_kinerja.records.requirements import ClassRequirement

__all__ = ["read_competency_sheets", "write_competency_sheets"]

_LEVEL = WholeCell(low=1, high=5)
_LONGEST = 32_767  # characters of a cell
_FIRST_DAY = date(1900, 1, 1)  # of spreadsheets
_PROVENANCE = (
    column("citation", "Sumber Rumusan", cell=TEXT, example="PermenPANRB 38/2017"),
    column("status", "Status", cell=WordCell(lists=(Status,)), example=Status.UNCONFIRMED),
    column("authority", "Kewenangan", cell=WordCell(lists=(Authority,)),
           example=Authority.PRACTICE),
)  # fmt: skip
_FRAMEWORK = column("framework_id", "Kode Kerangka", cell=CODE, required=True, example="KAMUS-1")
_COMPETENCY = column("competency_id", "Kode Kompetensi", cell=CODE, required=True, example="INT")

FRAMEWORKS = Sheet(
    name="Kerangka",
    note=Wording("Kerangka kompetensi, satu baris satu versi",
                 "Competency frameworks, a row a version"),
    key=("framework_id",),
    columns=(
        _FRAMEWORK,
        column("name", "Nama Kerangka", cell=TEXT, required=True, example="Kamus Kompetensi"),
        column("version", "Versi", cell=TEXT, required=True, example="2025"),
        column("source", "Sumber", cell=TEXT, example="Kantor"),
        column("english", "Nama (Inggris)", cell=TEXT),
        column("replaced_by", "Digantikan Oleh", cell=CODE),
    ),
)  # fmt: skip
COMPETENCIES = Sheet(
    name="Kompetensi",
    note=Wording("Kompetensi tiap kerangka", "The competencies of each framework"),
    key=("framework_id", "competency_id"),
    links=(Link(fields=("framework_id",), targets=("Kerangka",)),),
    columns=(
        _FRAMEWORK,
        _COMPETENCY,
        column("name", "Nama Kompetensi", cell=TEXT, required=True, example="Integritas"),
        column("group", "Kelompok", cell=WordCell(lists=(CompetencyGroup,)), required=True,
               example=CompetencyGroup.MANAJERIAL),
        column("definition", "Definisi", cell=TEXT),
        column("english", "Nama (Inggris)", cell=TEXT),
        column("replaced_by", "Digantikan Oleh", cell=CODE),
        *_PROVENANCE,
    ),
)  # fmt: skip
_OF_COMPETENCY = Link(fields=("framework_id", "competency_id"), targets=("Kompetensi",))
LEVELS = Sheet(
    name="Level",
    note=Wording("Uraian level tiap kompetensi", "What each level of a competency means"),
    key=("framework_id", "competency_id", "level"),
    links=(_OF_COMPETENCY,),
    columns=(
        _FRAMEWORK,
        _COMPETENCY,
        column("level", "Level", cell=_LEVEL, required=True, example=2),
        column("name", "Sebutan", cell=TEXT, example="dasar"),
        column("description", "Uraian", cell=TEXT, required=True, example="Mengingatkan rekan"),
        column("english", "Uraian (Inggris)", cell=TEXT),
        *_PROVENANCE,
    ),
)  # fmt: skip
INDICATORS = Sheet(
    name="Indikator",
    note=Wording("Indikator perilaku tiap level", "Behavioural indicators of each level"),
    key=("framework_id", "competency_id", "level", "number"),
    links=(Link(fields=("framework_id", "competency_id", "level"), targets=("Level",)),),
    columns=(
        _FRAMEWORK,
        _COMPETENCY,
        column("level", "Level", cell=_LEVEL, required=True, example=2),
        column("number", "Nomor", cell=WholeCell(low=1), required=True, example=1),
        column("text", "Indikator", cell=TEXT, required=True, example="Mencatat setiap pemberian"),
        column("english", "Indikator (Inggris)", cell=TEXT),
    ),
)
REQUIREMENTS = Sheet(
    name="Persyaratan",
    note=Wording("Level yang dipersyaratkan: satu jabatan, atau seluruh kelas jabatan",
                 "Required levels: of one post, or of a class of posts"),
    key=("id",),
    columns=(
        column("id", "Kode", cell=CODE, required=True, example="pengawas-INT"),
        column("position_id", "Kode Jabatan", cell=CODE,
               note="kosong untuk kelas jabatan", en="blank for a class of posts"),
        column("position_class", "Kelas Jabatan", cell=WordCell(lists=(PositionClass,)),
               note="kosong untuk satu jabatan", en="blank for one post",
               example=PositionClass.PENGAWAS),
        column("functional_level", "Jenjang", cell=WordCell(lists=(FunctionalLevel,)),
               note="hanya jabatan fungsional", en="functional posts only"),
        _COMPETENCY,
        column("level", "Level", cell=_LEVEL, required=True, example=2),
        column("weight", "Bobot", cell=NumberCell(scale=6), example=Decimal(1),
               note="kosong berarti 1", en="blank is 1"),
        column("valid_from", "Berlaku Mulai", cell=DAY,
               note="kosong berarti sejak semula", en="blank is since ever"),
        column("valid_until", "Berlaku Sampai", cell=LAST_DAY),
    ),
)  # fmt: skip
_NEEDED = (FRAMEWORKS, COMPETENCIES)
SHEETS = (*_NEEDED, LEVELS, INDICATORS, REQUIREMENTS)


def write_competency_sheets(target: Target, batch: RecordBatch, *, lang: str = "id") -> None:
    """Write frameworks and requirements as a spreadsheet; the same records give the same file.

    Args:
        target: Path of the ``.xlsx`` file, or an open binary file.
        batch: `CompetencyFramework`, `PositionRequirement` and `ClassRequirement` records.
        lang: Language of the notes, ``"id"`` or ``"en"``.

    Raises:
        InvalidInput: If a text is longer than a cell holds.
        MissingExtra: If the extra ``excel`` is not installed.
        OSError: If the file cannot be written.
    """
    rows = _rows(batch)
    too_long = (
        Problem("text_too_long", f"{sheet.name}!{line}", value=len(value), cure=f"{_LONGEST:,}")
        for sheet, found in rows
        for line, values in enumerate(found, 2)
        for value in values.values()
        if isinstance(value, str) and len(value) > _LONGEST
    )
    if error := InvalidInput.of(too_long):
        raise error
    with WorkbookWriter(target, lang) as writer:
        for sheet, found in rows:
            writer.add_sheet(sheet, found, look="", blank=0)


def read_competency_sheets(source: str | PathLike[str] | bytes) -> RecordBatch:
    """Read frameworks and requirements from a spreadsheet.

    Args:
        source: Path of an ``.xlsx`` file, or its bytes. Only Kerangka and Kompetensi must be there.

    Returns:
        The records.

    Raises:
        InvalidWorkbook: With every problem, each at its cell (``Level!C7``).
        MissingExtra: If the extra ``excel`` is not installed.
    """
    grids = read_grids(source)
    there = {squeeze(name) for name in grids}
    found, problems = find_sheets(
        grids, [sheet for sheet in SHEETS if sheet in _NEEDED or squeeze(sheet.name) in there]
    )
    tables = {
        sheet.name: read_table(sheet, found[sheet.name], problems)
        if sheet.name in found
        else Table(sheet=sheet)
        for sheet in SHEETS
    }
    problems += check_links(tables)
    records = [*_frameworks(tables, problems), *_requirements(tables["Persyaratan"], problems)]
    if error := InvalidWorkbook.of(problems):
        raise error
    return RecordBatch(records)


def _rows(batch: RecordBatch) -> list[tuple[Sheet, list[Values]]]:
    sheets: dict[str, list[Values]] = {sheet.name: [] for sheet in SHEETS}
    for framework in batch.of(CompetencyFramework):
        sheets["Kerangka"].append(_framework_row(framework))
        for competency in framework.competencies:
            head = {"framework_id": framework.id, "competency_id": competency.id}
            sheets["Kompetensi"].append(head | _competency_row(competency))
            for level in competency.levels:
                sheets["Level"].append(head | _level_row(level))
                sheets["Indikator"] += [
                    head | {"level": level.level, "number": number} | _indicator_row(one)
                    for number, one in enumerate(level.indicators, 1)
                ]
    sheets["Persyaratan"] += map(_requirement_row, batch.of(ClassRequirement))
    sheets["Persyaratan"] += map(_requirement_row, batch.of(PositionRequirement))
    return [(sheet, sheets[sheet.name]) for sheet in SHEETS]


def _framework_row(own: CompetencyFramework) -> Values:
    return {
        "framework_id": own.id, "name": own.name, "version": own.version, "source": own.source,
        "english": own.english, "replaced_by": own.replaced_by,
    }  # fmt: skip


def _competency_row(own: Competency) -> Values:
    return {
        "name": own.name, "group": own.group, "definition": own.definition,
        "english": own.english, "replaced_by": own.replaced_by, **_provenance(own.provenance),
    }  # fmt: skip


def _level_row(own: CompetencyLevel) -> Values:
    return {
        "level": own.level, "name": own.name, "description": own.description,
        "english": own.english, **_provenance(own.provenance),
    }  # fmt: skip


def _indicator_row(own: Indicator) -> Values:
    return {"text": own.text, "english": own.english}


def _provenance(own: Provenance | None) -> Values:
    if own is None:
        return {}
    return {"citation": own.citation, "status": own.status, "authority": own.authority}


def _requirement_row(own: PositionRequirement | ClassRequirement) -> Values:
    return {
        "id": own.id,
        "position_id": getattr(own, "position_id", None),
        "position_class": getattr(own, "position_class", None),
        "functional_level": getattr(own, "functional_level", None),
        "competency_id": own.competency_id,
        "level": own.level,
        "weight": own.weight,
        "valid_from": own.valid_from if own.valid_from >= _FIRST_DAY else None,
        "valid_until": own.valid_until,
    }


def _frameworks(
    tables: Mapping[str, Table], problems: list[Problem]
) -> Iterator[CompetencyFramework]:
    indicators = _grouped(tables["Indikator"].rows, "competency_id", "level")
    levels = _grouped(tables["Level"].rows, "competency_id")
    competencies = _grouped(tables["Kompetensi"].rows)
    for row in tables["Kerangka"].rows:
        key = row.values.get("framework_id")
        members = [
            made
            for below in competencies.get((key,), ())
            if (made := _competency(below, levels, indicators, problems)) is not None
        ]
        if row.sound:
            values = _renamed(row.values, framework_id="id")
            made = _build(CompetencyFramework, row, problems, competencies=tuple(members), **values)
            if made is not None:
                yield made


def _grouped(rows: Iterable[Row], *fields: str) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row.sound:
            key = (row.values["framework_id"], *(row.values[field] for field in fields))
            found.setdefault(key, []).append(row)
    return found


def _competency(
    row: Row,
    levels: Mapping[tuple[Any, ...], list[Row]],
    indicators: Mapping[tuple[Any, ...], list[Row]],
    problems: list[Problem],
) -> Competency | None:
    key = (row.values["framework_id"], row.values["competency_id"])
    steps = []
    for below in levels.get(key, ()):
        lines = indicators.get((*key, below.values["level"]), ())
        lines = sorted(lines, key=lambda line: int(line.values["number"]))
        signs = tuple(
            Indicator(text=line.values["text"], english=line.values.get("english", ""))
            for line in lines
        )
        step = _build(CompetencyLevel, below, problems, indicators=signs, **_without_keys(below))
        if step is not None:
            steps.append(step)
    values = _without_keys(row)
    made: Competency | None = _build(
        Competency, row, problems, id=key[1], levels=tuple(steps), **values
    )
    return made


def _without_keys(row: Row) -> Values:
    """Give the values of a row without the keys that it stands under, its provenance as one."""
    values = {name: value for name, value in row.values.items()
              if name not in {"framework_id", "competency_id"}}  # fmt: skip
    parts = {name: values.pop(name, None) for name in ("citation", "status", "authority")}
    if any(parts.values()):
        values["provenance"] = Provenance(
            citation=parts["citation"] or "-",
            status=parts["status"] or Status.UNCONFIRMED,
            authority=parts["authority"] or Authority.PRACTICE,
        )
    return values


def _renamed(values: Values, **names: str) -> Values:
    return {names.get(name, name): value for name, value in values.items()}


def _build(kind: type[Any], row: Row, problems: list[Problem], **values: object) -> Any:  # noqa: ANN401 - one of the records of a framework
    try:
        return kind(**values)
    except InvalidInput as error:
        problems += at_cells(error, row)
        return None


def _requirements(
    table: Table, problems: list[Problem]
) -> Iterator[PositionRequirement | ClassRequirement]:
    for row in table.rows:
        if not row.sound:
            continue
        single, whole = row.values.get("position_id"), row.values.get("position_class")
        if (single is None) == (whole is None):
            problems.append(Problem("post_or_class", row.place("position_id")))
            continue
        kind = PositionRequirement if whole is None else ClassRequirement
        values = dict(row.values)
        if whole is None and values.pop("functional_level", None) is not None:
            problems.append(Problem("post_or_class", row.place("functional_level")))
        made = _build(kind, row, problems, **values)
        if made is not None:
            yield made

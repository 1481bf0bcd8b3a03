"""The command `history`: one person over the years, each period by its own rule."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.legal.citations import Citation, regulation_label
from asn_kinerja.legal.loading import read_source
from asn_kinerja.legal.tables import LegalReader
from asn_kinerja.legal.toml_source import TomlPath
from asn_kinerja.records.periods import Period
from asn_kinerja.scoring.display import show
from asn_kinerja.services.history import HistoryLine, HistoryRecord, score_history
from asn_kinerja.workspace import open_workspace

__all__ = ["history"]

_TOP = {"employee", "records"}
_RECORD = {"id", "period", "start", "end", "purpose", "inputs", "takes"}
_OPTIONAL = _RECORD - {"id"}

File = Annotated[Path, typer.Argument(help="Riwayat .toml / the history of one person.")]
Explained = Annotated[
    bool, typer.Option("--explain", help="Tulis juga penjelasan tiap hasil / explain each result.")
]


def history(file: File, *, explain: Explained = False, lang: Lang = Language.ID) -> None:
    """Nilai riwayat seseorang, tiap periode menurut aturannya. / A history, rule by rule."""
    with failing_clearly(lang), open_workspace() as workspace:
        employee, records = _read(file)
        lines = score_history(workspace.policies, records)
        console.print(employee, style="bold", markup=False)
        console.print(_table(lines, lang))
        for line in lines:
            for note in _notes(line, lang):
                console.print(f"{line.record.id}: {note}", markup=False)
        if explain:
            for line in lines:
                console.rule(line.record.id, align="left")
                console.print(line.evaluation.explanation.render(lang), markup=False)


def _read(file: Path) -> tuple[str, tuple[HistoryRecord, ...]]:
    """Read a history; every problem of the file is found at once."""
    reader = LegalReader(read_source(file, name=file.name), regulation="")
    tables = reader.source.tables
    rows = tables.get("records") if reader.keys(tables, _TOP, ()) else []
    if not isinstance(rows, list):
        reader.complain("wrong_type", ("records",), value=rows, cure="[[records]]")
        rows = []
    found = [_record(reader, row, ("records", at)) for at, row in enumerate(rows)]
    reader.finish()
    return str(tables["employee"]), tuple(record for record in found if record is not None)


def _record(reader: LegalReader, row: Any, path: TomlPath) -> HistoryRecord | None:  # noqa: ANN401 - what stands in the file
    if not reader.keys(row, _RECORD, path, optional=_OPTIONAL):
        return None
    for name in ("inputs", "takes"):
        if not isinstance(row.get(name, {}), dict):
            reader.complain("wrong_type", (*path, name), value=row[name], cure="{ … = … }")
            return None
    days = _days(reader, row, path)
    if days is None:
        return None
    texts = {name: str(row[name]) for name in ("id", "purpose") if name in row}
    return HistoryRecord(
        start=days[0],
        end=days[1],
        inputs=row.get("inputs", {}),
        takes={name: str(source) for name, source in row.get("takes", {}).items()},
        **texts,
    )


def _days(reader: LegalReader, row: dict[str, Any], path: TomlPath) -> tuple[date, date] | None:
    """Read a period by its name, or by its first day and the first day after."""
    if "period" in row:
        try:
            period = Period(row["period"])
        except AsnKinerjaError:
            reader.complain("invalid_period", (*path, "period"), value=row["period"])
            return None
        return period.start, period.end
    days = []
    for name in ("start", "end"):
        if type(row.get(name)) is not date:
            cure = "start = 2021-01-01, end = 2021-07-01 | period = '2014'"
            reader.complain("wrong_type", (*path, name), value=row.get(name, ""), cure=cure)
            return None
        days.append(row[name])
    return days[0], days[1]


def _table(lines: tuple[HistoryLine, ...], lang: str) -> Table:
    heads = say(
        lang,
        indonesian="Periode|Aturan|Nilai|Predikat|Dasar hukum",
        english="Period|Rule|Value|Predicate|Legal basis",
    ).split("|")
    table = Table(*heads, header_style="bold", show_lines=True)
    for line in lines:
        number = line.number
        table.add_row(
            line.record.id,
            line.policy.regulation.label,
            "-" if number is None else show(number, lang),
            show(line.evaluation.value, lang),
            "\n".join(_basis(line, lang)),
        )
    return table


def _basis(line: HistoryLine, lang: str) -> list[str]:
    """Name the places of the law that a result rests on, gathered by regulation."""
    found: dict[str, dict[str, None]] = {}
    for citation in line.evaluation.explanation.all_citations():
        place = Citation(article=citation.article, page=citation.page).render(lang)
        named = place or citation.text
        found.setdefault(regulation_label(citation.regulation), {})[named] = None
    return [f"{label}: {', '.join(places)}" for label, places in found.items()]


def _notes(line: HistoryLine, lang: str) -> list[str]:
    """Say what is missing, contradicted or unconfirmed."""
    reasons = [reason.render(lang) for reason in line.evaluation.reasons]
    conflicts = [conflict.render(lang) for conflict in line.evaluation.conflicts]
    titles = {parameter.name: parameter.title.render(lang) for parameter in line.policy.parameters}
    doubts = "; ".join(titles.get(name, name) for name in line.evaluation.unconfirmed)
    if not doubts:
        return [*reasons, *conflicts]
    told = say(
        lang,
        indonesian=f"nilai hukum yang belum dikonfirmasi: {doubts}.",
        english=f"unconfirmed legal values: {doubts}.",
    )
    return [*reasons, *conflicts, told]

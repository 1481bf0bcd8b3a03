"""The commands `competency import`, `competency export` and `competency diff`."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from asn_kinerja import hookspecs
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import (
    Actor,
    Lang,
    Language,
    Store,
    console,
    failing_clearly,
    open_context,
    say,
)
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.plugins.loading import load_plugins
from asn_kinerja.records.competencies import CompetencyFramework
from asn_kinerja.records.framework_sources import SourceFormat
from asn_kinerja.services import competencies as service
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.framework_diff import ChangeKind, FrameworkDiff, diff_frameworks

__all__ = ["competency"]

competency = typer.Typer(
    name="competency",
    help="Kerangka kompetensi: impor, ekspor, banding. / Competency frameworks.",
    no_args_is_help=True,
)

_ENDINGS = ".json, .csv, .xlsx"
_KINDS = {
    ChangeKind.ADDED: ("baru", "added"),
    ChangeKind.REMOVED: ("dihapus", "removed"),
    ChangeKind.RENAMED: ("berganti nama", "renamed"),
    ChangeKind.REPLACED: ("digantikan", "replaced"),
    ChangeKind.CHANGED: ("berubah", "changed"),
}
_SHORT = 60  # characters of two texts that still read well on one line


@competency.command("import")
def import_(
    file: Annotated[
        str, typer.Argument(help=f"Berkas {_ENDINGS}, atau id kerangka bawaan / file or built-in.")
    ],
    *,
    store: Store,
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Masukkan kerangka kompetensi ke penyimpanan. / Put a framework into a store."""
    with failing_clearly(lang):
        imported = _read(file)
        with open_context(store, actor=actor, create=True) as context:
            found = service.import_frameworks(context, imported)
        for framework in found.frameworks:
            count = len(framework.competencies)
            console.print(
                f"{plain(framework.id)}: {plain(framework.name)}, "
                + say(lang, indonesian=f"{count} kompetensi", english=f"{count} competencies")
            )
        console.print(
            say(
                lang,
                indonesian=f"{found.requirements} persyaratan; {found.changed} catatan baru atau"
                " berubah.",
                english=f"{found.requirements} requirements; {found.changed} records new or"
                " changed.",
            )
        )


@competency.command()
def export(
    file: Annotated[Path, typer.Argument(help=f"Berkas yang ditulis / file to write: {_ENDINGS}.")],
    *,
    store: Store,
    framework: Annotated[
        str, typer.Option("--framework", help="Id kerangka / key of the framework.")
    ] = "",
    lang: Lang = Language.ID,
) -> None:
    """Tulis kerangka dari penyimpanan ke satu berkas. / Write a framework of a store to a file."""
    with failing_clearly(lang):
        _check_ending(file)
        with open_context(store, actor="export") as context:
            with context.reading() as unit:
                last = unit.last_audit()
            own = service.find_framework(context, framework)
            if last is None:  # a store with a framework has one
                raise NotFound(Problem("not_found", "framework", value=own.id))
            content = _content(context, own, file.suffix.lower(), last.recorded_at)
        _write(file, content)
        console.print(plain(str(file)))


@competency.command()
def diff(
    old: Annotated[str, typer.Argument(help="Versi lama: berkas atau id / earlier version.")],
    new: Annotated[str, typer.Argument(help="Versi baru: berkas atau id / later version.")],
    *,
    store: Annotated[
        str, typer.Option("--store", help="Penyimpanan yang ikut dilihat / store to look at.")
    ] = "",
    lang: Lang = Language.ID,
) -> None:
    """Banding dua versi kerangka dan sebut yang tersentuh. / Compare two versions."""
    with failing_clearly(lang):
        if not store:
            _print_diff(diff_frameworks(_framework(old, None), _framework(new, None)), lang)
            return
        with open_context(store, actor="diff") as context:
            found, touched = service.compare_frameworks(
                context, _framework(old, context), new=_framework(new, context)
            )
        _print_diff(found, lang)
        for label, english, keys in (
            ("Jabatan", "Positions", touched.positions),
            ("Asesmen", "Assessments", touched.assessments),
            ("Rencana pelatihan", "Training plans", touched.plans),
        ):
            shown = plain("; ".join(keys)) or "-"
            console.print(say(lang, indonesian=label, english=english) + f": {shown}")


def _read(file: str) -> service.Imported:
    """Read a file by its ending, or find a built-in framework."""
    path = Path(file)
    builtin = load_plugins().offered(hookspecs.asn_kinerja_competency_frameworks)
    if file in builtin:
        return RecordBatch([builtin[file]])
    _check_ending(path)
    if not path.is_file():
        raise InvalidInput(Problem("file_missing", "file", value=path.name))
    match path.suffix.lower():
        case ".json":
            from asn_kinerja.converters.competencies.case_package import read_case

            return read_case(path)
        case ".csv":
            from asn_kinerja.converters.competencies.moodle import parse_moodle
            from asn_kinerja.converters.competencies.text_files import read_text_file

            return parse_moodle(read_text_file(path), name=path.name)
        case _:
            from asn_kinerja.converters.competencies.sheets import read_competency_sheets

            return read_competency_sheets(path)


def _framework(name: str, context: ServiceContext | None) -> CompetencyFramework:
    if context is not None and not Path(name).suffix:
        try:
            return service.find_framework(context, name)
        except NotFound:
            if name not in load_plugins().offered(hookspecs.asn_kinerja_competency_frameworks):
                raise
    frameworks = service.frameworks_of(_read(name))
    if len(frameworks) != 1:
        raise InvalidInput(Problem("one_framework_row", name, value=len(frameworks)))
    return frameworks[0]


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in _ENDINGS.split(", "):
        problem = Problem("competency_file", "file", value=path.suffix or path.name, cure=_ENDINGS)
        raise InvalidInput(problem)


def _content(
    context: ServiceContext, own: CompetencyFramework, ending: str, changed_at: datetime
) -> bytes:
    if ending == ".xlsx":
        from asn_kinerja.converters.competencies.sheets import write_competency_sheets

        made = BytesIO()
        write_competency_sheets(made, service.export_requirements(context, own))
        return made.getvalue()
    wanted = SourceFormat.CASE if ending == ".json" else SourceFormat.MOODLE
    return service.framework_text(
        context, own, source_format=wanted, changed_at=changed_at
    ).encode()


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as target:
            target.write(content)
    except FileExistsError as error:
        raise InvalidInput(Problem("file_exists", "file", value=file.name)) from error
    except OSError as error:
        cure = error.strerror or ""
        raise InvalidInput(
            Problem("file_unwritable", "file", value=file.name, cure=cure)
        ) from error


def _print_diff(found: FrameworkDiff, lang: str) -> None:
    console.print(f"{plain(found.old_id)} → {plain(found.new_id)}")
    for one in found.changes:
        indonesian, english = _KINDS[one.kind]
        keys = one.competency_id
        if one.new_id and one.new_id != one.competency_id:
            keys += f" → {one.new_id}"
        texts = [(mark, text) for mark, text in (("-", one.before), ("+", one.after)) if text]
        part = f" {one.part}" if one.part else ""
        head = f"  {plain(keys)}{plain(part)} {say(lang, indonesian=indonesian, english=english)}:"
        if sum(len(text) for _, text in texts) <= _SHORT:
            console.print(f"{head} {plain(' → '.join(text for _, text in texts))}")
            continue
        console.print(head)
        for mark, text in texts:
            console.print(f"    {mark} {plain(text)}")
    if not found.changes:
        console.print(say(lang, indonesian="Tidak ada perbedaan.", english="No difference."))

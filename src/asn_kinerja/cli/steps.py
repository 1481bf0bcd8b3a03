"""The commands that a user repeats with own data."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from asn_kinerja._extras import require
from asn_kinerja.cli.award_papers import write_awards
from asn_kinerja.cli.telling import plain, print_remarks
from asn_kinerja.cli.terminal import console, open_context, say
from asn_kinerja.cli.writing import write_report
from asn_kinerja.errors import InvalidInput, InvalidWorkbook, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.services.context import ServiceContext

__all__ = [
    "STEP_NAMES",
    "appraise",
    "import_file",
    "progress",
    "report",
    "run",
    "run_steps",
    "template",
]

Using = Callable[[ServiceContext], ServiceContext]

STEP_NAMES = {
    "import": ("Impor buku kerja", "Import the workbook"),
    "appraise": ("Nilai kinerja tiap triwulan dan tahun", "Appraise each quarter and the year"),
    "improve": ("Temukan yang perlu ditingkatkan", "Find what to improve"),
    "plan": ("Susun rencana pelatihan", "Plan training"),
    "evaluate": ("Evaluasi pelatihan", "Evaluate the training"),
    "select": ("Pilih pegawai terbaik", "Select the best employees"),
    "measure": ("Ukur kepuasan dan motivasi", "Measure satisfaction and motivation"),
    "report": ("Tulis laporan", "Write the report"),
}


def _as_it_is(context: ServiceContext) -> ServiceContext:
    return context


def progress() -> Progress:
    """Make the progress bar that commands show while they run."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


def step_name(step: str, lang: str) -> str:
    """Give the name of a step for people."""
    indonesian, english = STEP_NAMES[step]
    return say(lang, indonesian=indonesian, english=english)


def import_file(file: Path, *, store: str, actor: str, lang: str, using: Using = _as_it_is) -> None:
    """Read a workbook and store all of it, or nothing.

    Args:
        file: The workbook.
        store: URL of the store.
        actor: Who acts.
        lang: ``"id"`` or ``"en"``.
        using: What is made of the context, such as one that corrects a sealed period.

    Raises:
        InvalidWorkbook: With every problem of the workbook, or when nothing is filled in; the store
            is not touched.
    """
    require("python_calamine", extra="excel", feature="import")
    from asn_kinerja.converters.workbook.reading import read_workbook
    from asn_kinerja.services.exchange import import_workbook

    batch = read_workbook(file)
    if not batch:
        raise InvalidWorkbook(Problem("workbook_empty", file.name))
    with open_context(store, actor=actor, create=True) as context:
        summary = import_workbook(using(context), batch)
    changed = say(
        lang,
        indonesian=f"{summary.changed} dari {summary.total} catatan baru atau berubah.",
        english=f"{summary.changed} of {summary.total} records are new or changed.",
    )
    console.print(changed)
    print_remarks(summary.warnings, console=console, lang=lang)


def appraise(*, store: str, period: str, actor: str, lang: str, using: Using = _as_it_is) -> None:
    """Appraise one period; a year with its quarters.

    Args:
        store: URL of the store.
        period: The period as text.
        actor: Who acts.
        lang: ``"id"`` or ``"en"``.
        using: What is made of the context, such as one that corrects a sealed period.

    Raises:
        InvalidRecord: If the text is no period.
    """
    from asn_kinerja.services.appraisals import appraise_period
    from asn_kinerja.services.programme import find_programme

    chosen = Period(period)
    remarks: list[Problem] = []
    with open_context(store, actor=actor) as context:
        find_programme(context, chosen)
        for part in (*chosen.quarters, chosen):
            summary = appraise_period(using(context), part)
            line = say(
                lang,
                indonesian=(
                    f"{part}: {summary.appraised} dinilai, {summary.without_plan} tanpa SKP, "
                    f"{summary.not_yet} belum dinilai, {len(summary.late)} laporan terlambat"
                ),
                english=(
                    f"{part}: {summary.appraised} appraised, {summary.without_plan} without SKP, "
                    f"{summary.not_yet} not yet, {len(summary.late)} reports late"
                ),
            )
            console.print(line)
            remarks += summary.warnings
    print_remarks(remarks, console=console, lang=lang)


def run_steps(context: ServiceContext, period: Period, *, bar: Progress, lang: str) -> None:
    """Carry out the steps of a year with a progress bar.

    Args:
        context: Store, policies, actor and clock.
        period: The year.
        bar: The progress bar, already started.
        lang: ``"id"`` or ``"en"``.
    """
    from asn_kinerja.services.programme import STEPS, run_year

    names = list(STEPS)
    task = bar.add_task(step_name(names[0], lang), total=len(names))
    for done in run_year(context, period):
        following = names[done.number] if done.number < len(names) else done.step
        bar.update(task, advance=1, description=step_name(following, lang))


def run(*, store: str, period: str, actor: str, lang: str, using: Using = _as_it_is) -> None:
    """Carry out every step of a year on what the store holds.

    Args:
        store: URL of the store.
        period: The year as text.
        actor: Who acts.
        lang: ``"id"`` or ``"en"``.
        using: What is made of the context, such as one that corrects a sealed period.

    Raises:
        NotFound: If the store holds no programme of that year.
    """
    from asn_kinerja.services.programme import find_programme

    with open_context(store, actor=actor) as context, progress() as bar:
        year = find_programme(context, Period(period)).period
        run_steps(using(context), year, bar=bar, lang=lang)


def report(*, store: str, out: Path, period: str | None, lang: str) -> None:
    """Write the report files of a year, and the papers of its awards.

    Args:
        store: URL of the store.
        out: Folder of the results.
        period: The year as text; `None` when the store holds one programme.
        lang: ``"id"`` or ``"en"``.

    Raises:
        NotFound: If the store holds no single programme.
    """
    from asn_kinerja.services.awards import judge_awards
    from asn_kinerja.services.programme import collect_year, find_programme
    from asn_kinerja.services.sealing import find_seal

    with open_context(store, actor="report") as context:
        programme = find_programme(context, Period(period) if period else None)
        year = collect_year(context, programme.period)
        runs = judge_awards(context, programme.period)
        others = [run.outcome.programme for run in runs if not run.is_kept]
        with context.reading() as unit:
            sealed = {award.id for award in others if find_seal(unit, award.period)}
    for file in (*write_report(year, out, lang=lang), *write_awards(runs, out, lang=lang)):
        console.print(plain(str(file)))
    for award in others:
        _say_other(award.id, store=store, is_sealed=award.id in sealed, lang=lang)
    if not year.totals.appraised:
        hint = f"asn-kinerja run --store {store} --period {programme.period}"
        text = say(
            lang,
            indonesian=f"Belum ada pegawai yang dinilai pada {programme.period}; jalankan: {hint}",
            english=f"Nobody has been appraised in {programme.period} yet; run: {hint}",
        )
        console.print(f"[yellow]![/] {plain(text)}")


def _say_other(award: str, *, store: str, is_sealed: bool, lang: str) -> None:
    """Say why an award has no papers: what it was selected by has changed since."""
    if is_sealed:
        text = say(
            lang,
            indonesian=f"Pemilihan {award} tetap seperti saat periodenya disegel. Data kini"
            " berbeda, misalnya karena seseorang telah dihapus, sehingga berkasnya tidak ditulis"
            " ulang.",
            english=f"The selection of {award} stands as it was when its period was sealed. The"
            " records of today differ, for example because a person was erased, so its papers are"
            " not written again.",
        )
        console.print(f"[yellow]![/] {plain(text)}")
        return
    hint = f"asn-kinerja awards select --store {store} --programme {award} -o ..."
    text = say(
        lang,
        indonesian=f"Pemilihan {award} yang tersimpan berbeda dari data kini; jalankan: {hint}",
        english=f"What was selected for {award} differs from the records of today; run: {hint}",
    )
    console.print(f"[yellow]![/] {plain(text)}")


def template(file: Path, *, lang: str) -> None:
    """Write an empty workbook.

    Args:
        file: Where; an existing file is never overwritten.
        lang: Language of the notes.

    Raises:
        InvalidInput: If the name does not end in ``.xlsx``, the file exists, or it cannot be
            written.
    """
    require("xlsxwriter", extra="excel", feature="template")
    from asn_kinerja.converters.workbook.template import write_template

    if file.suffix.lower() != ".xlsx":
        named = file.with_name(f"{file.stem or 'kantor'}.xlsx")
        raise InvalidInput(Problem("not_xlsx_name", "template", value=file, cure=str(named)))
    made = BytesIO()
    write_template(made, lang=lang)
    try:
        with file.open("xb") as target:
            target.write(made.getvalue())
    except FileExistsError as error:
        raise InvalidInput(Problem("file_exists", "template", value=file)) from error
    except OSError as error:
        cure = error.strerror or ""
        raise InvalidInput(Problem("file_unwritable", "template", value=file, cure=cure)) from error
    console.print(plain(str(file)))

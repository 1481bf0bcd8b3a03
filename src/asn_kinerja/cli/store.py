"""The commands of stores: make, look, verify, seal, erase, migrate, and move."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from asn_kinerja.cli import sealing
from asn_kinerja.cli.telling import plain, print_remarks
from asn_kinerja.cli.terminal import (
    Lang,
    Language,
    console,
    failing_clearly,
    keeping_no_empty_file,
    say,
)
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.storage.store_file import export_store, import_store
from asn_kinerja.storage.transfer import Moved, copy_store
from asn_kinerja.storage.transfer import Progress as Told
from asn_kinerja.workspace import migrate_store, open_workspace

__all__ = ["store"]

store = typer.Typer(
    name="store",
    help="Penyimpanan: buat, periksa, pindahkan. / Stores: make, verify, move.",
    no_args_is_help=True,
)

_DIFFERS = 1  # exit code when a store is not as it was written

Url = Annotated[str, typer.Argument(help="Alamat penyimpanan / address: sqlite:///marelan.db.")]
File = Annotated[Path, typer.Argument(help="Berkas ekspor / the export, such as marelan.jsonl.")]


@store.command()
def init(url: Url, *, lang: Lang = Language.ID) -> None:
    """Buat penyimpanan kosong; yang sudah ada dibiarkan. / Make an empty store."""
    with failing_clearly(lang), open_workspace(url, create=True) as workspace:
        with workspace.snapshot() as unit:
            made = not unit.kinds() and unit.last_audit() is None
        console.print(
            say(lang, indonesian="Penyimpanan siap.", english="The store is ready.")
            if made
            else say(
                lang,
                indonesian="Penyimpanan sudah ada dan berisi; tidak ada yang diubah.",
                english="The store is there and holds records; nothing was changed.",
            )
        )


@store.command()
def status(url: Url, *, lang: Lang = Language.ID) -> None:
    """Tampilkan isi penyimpanan dan entri audit terakhir. / Show what a store holds."""
    with failing_clearly(lang), open_workspace(url, create=False) as workspace:
        table = Table(
            say(lang, indonesian="Jenis", english="Kind"),
            say(lang, indonesian="Catatan", english="Records"),
        )
        with workspace.snapshot() as unit:
            for kind in unit.kinds():
                table.add_row(plain(kind), str(sum(1 for _ in unit.scan_stored(kind))))
            last = unit.last_audit()
        console.print(table)
        if last is None:
            console.print(say(lang, indonesian="Belum ada entri audit.", english="No audit entry."))
        else:
            said = f"{last.sequence}, {last.recorded_at:%Y-%m-%d %H:%M} UTC, {last.action}"
            console.print(
                say(lang, indonesian="Entri audit terakhir: ", english="Last audit entry: ")
                + plain(said)
            )
        sealing.print_seals(workspace, lang=lang)


@store.command()
def verify(url: Url, *, lang: Lang = Language.ID) -> None:
    """Hitung ulang rantai audit, isi, dan hasil tersegel. / Recompute chain, payloads, seals."""
    with failing_clearly(lang), open_workspace(url, create=False) as workspace:
        found = workspace.verify()
        if found.holds:
            console.print(
                say(
                    lang,
                    indonesian=f"[green]✓[/] {found.records} catatan dan {found.entries} entri"
                    " audit sesuai.",
                    english=f"[green]✓[/] {found.records} records and {found.entries} audit"
                    " entries hold.",
                )
            )
            if found.seals:
                console.print(
                    say(
                        lang,
                        indonesian=f"[green]✓[/] {found.seals} segel utuh; {found.results} hasil"
                        " tersegel dihitung ulang dan sama.",
                        english=f"[green]✓[/] {found.seals} seals are whole; {found.results}"
                        " sealed results were computed again and are the same.",
                    )
                )
            print_remarks(found.remarks, console=console, lang=lang)
            return
        first, *others = found.problems
        console.print(
            say(
                lang,
                indonesian="[red]✗[/] Isi penyimpanan tidak lagi seperti saat ditulis:",
                english="[red]✗[/] The store is no longer as it was written:",
            )
        )
        print_remarks([first], console=console, lang=lang)
        if others:
            console.print(
                say(
                    lang,
                    indonesian=f"dan {len(others)} perbedaan lain.",
                    english=f"and {len(others)} further differences.",
                )
            )
        print_remarks(found.remarks, console=console, lang=lang)
    raise typer.Exit(_DIFFERS)


store.command()(sealing.seal)
store.command()(sealing.erase)


@store.command()
def migrate(
    url: Url,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Sebut langkahnya saja / name the steps only.")
    ] = False,
    lang: Lang = Language.ID,
) -> None:
    """Bawa penyimpanan lama ke bentuk sekarang. / Bring an older store to the layout of today."""
    with failing_clearly(lang):
        steps = migrate_store(url, dry_run=dry_run)
        for step in steps:
            console.print(f"  {plain(step.name)}: {plain(step.summary)}")
        if not steps:
            text = ("Tidak ada yang perlu diubah.", "Nothing needs to change.")
        elif dry_run:
            text = ("Belum ada yang diubah.", "Nothing was changed yet.")
        else:
            text = ("Selesai.", "Done.")
        console.print(say(lang, indonesian=text[0], english=text[1]))


@store.command("export")
def export(url: Url, file: File, *, lang: Lang = Language.ID) -> None:
    """Tulis seluruh penyimpanan ke satu berkas. / Write a whole store into one file."""
    with failing_clearly(lang), open_workspace(url, create=False) as workspace:
        with (
            _telling(lang) as told,
            _new_file(file) as part,
            part.open("w", encoding="utf-8", newline="\n") as lines,
        ):
            moved = export_store(workspace.backend, lines.write, progress=told)
        _say_moved(moved, lang)


@store.command("import")
def import_(file: File, url: Url, *, lang: Lang = Language.ID) -> None:
    """Baca penyimpanan dari berkas ekspor ke tempat kosong. / Read an export into a new store."""
    with failing_clearly(lang):
        if not file.is_file():
            raise InvalidInput(Problem("file_missing", "file", value=file.name))
        with (
            keeping_no_empty_file(url),
            open_workspace(url, create=True) as workspace,
            _telling(lang) as told,
            file.open(encoding="utf-8", newline="\n") as lines,
        ):
            moved = import_store(lines, workspace.backend, codec=workspace.codec, progress=told)
        _say_moved(moved, lang)


@store.command("copy")
def copy(
    url: Url,
    url2: Annotated[str, typer.Argument(help="Alamat kosong / address of an empty store.")],
    *,
    lang: Lang = Language.ID,
) -> None:
    """Salin seluruh penyimpanan ke basis data lain. / Copy a store into another database."""
    with (
        failing_clearly(lang),
        open_workspace(url, create=False) as source,
        keeping_no_empty_file(url2),
        open_workspace(url2, create=True) as target,
    ):
        with _telling(lang) as told:
            moved = copy_store(source.backend, target.backend, codec=source.codec, progress=told)
        _say_moved(moved, lang)


@contextmanager
def _telling(lang: str) -> Iterator[Told]:
    """Show how far a move has come."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("")

        def tell(records: int) -> None:
            text = say(lang, indonesian=f"{records:,} catatan", english=f"{records:,} records")
            bar.update(task, description=text)

        tell(0)
        yield tell


@contextmanager
def _new_file(file: Path) -> Iterator[Path]:
    """Give a path beside a file that is not there yet; it gets its name when all is written."""
    if file.exists():
        raise InvalidInput(Problem("file_exists", "file", value=file.name))
    part = file.with_name(file.name + ".part")
    try:
        yield part
        part.replace(file)
    except OSError as error:
        cure = error.strerror or ""
        problem = Problem("file_unwritable", "file", value=file.name, cure=cure)
        raise InvalidInput(problem) from error
    finally:
        part.unlink(missing_ok=True)


def _say_moved(moved: Moved, lang: str) -> None:
    console.print(
        say(
            lang,
            indonesian=f"{moved.records:,} catatan dan {moved.entries:,} entri audit dipindahkan.",
            english=f"{moved.records:,} records and {moved.entries:,} audit entries were moved.",
        )
    )

"""The commands `awards check`, `example`, `nominate`, `select`, `stability` and `win`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asn_kinerja.cli.award_sources import (
    Asked,
    from_careers,
    from_file,
    from_store,
    read_medal,
    read_programme,
    stored_programme,
)
from asn_kinerja.cli.finding import read_day
from asn_kinerja.cli.telling import plain, without_nip
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
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.workspace import open_workspace

if TYPE_CHECKING:
    from asn_kinerja.records.award_medals import MedalProgramme

__all__ = ["awards"]

awards = typer.Typer(
    name="awards", help="Pemilihan pegawai terbaik. / Selection for awards.", no_args_is_help=True
)

Programme = Annotated[
    str,
    typer.Option("--programme", help="Berkas .toml atau program bawaan / a file or built-in."),
]
Candidates = Annotated[
    Path | None, typer.Argument(help="Daftar calon .csv/.xlsx / the candidates; or --store.")
]
Kept = Annotated[
    str | None,
    typer.Option("--store", help="Alamat penyimpanan, sebagai ganti daftar / a store instead."),
]
Day = Annotated[
    str, typer.Option("--date", help="Tanggal pemilihan / day of the selection, 2026-01-15.")
]
Judged = Annotated[
    str, typer.Option("--period", help="Periode lain daripada program / another period: 2026-Q1.")
]
Note = Annotated[
    str, typer.Option("--note", help="Catatan di bawah judul / note under the titles.")
]


@awards.callback()
def _group() -> None:
    """Pemilihan pegawai terbaik. / Selection for awards."""


@awards.command()
def check(
    programme: Annotated[str, typer.Argument(help="Berkas .toml atau program bawaan.")],
    *,
    lang: Lang = Language.ID,
) -> None:
    """Periksa program penghargaan sebelum ada calon. / Check a programme before anybody stands."""
    with failing_clearly(lang), open_workspace() as workspace:
        from asn_kinerja.awards.select import find_method
        from asn_kinerja.converters.award_candidates import candidate_headings
        from asn_kinerja.converters.medal_careers import CAREER_HEADINGS

        medal = read_medal(programme)
        if medal is None:
            found = read_programme(programme)
            find_method(found, workspace.ranking_methods)
            name, headings = found.name, candidate_headings(found)
        else:
            workspace.policies.get(medal.policy)
            name, headings = medal.name, CAREER_HEADINGS
        console.print(
            say(
                lang,
                indonesian=f"{plain(name)}: sah. Kolom daftar calon:",
                english=f"{plain(name)}: sound. Columns of a list of candidates:",
            )
        )
        console.print(plain(", ".join(headings)))


@awards.command()
def example(
    name: Annotated[str, typer.Argument(help="Nama program bawaan; kosongkan untuk daftar.")] = "",
    *,
    lang: Lang = Language.ID,
) -> None:
    """Tampilkan program bawaan untuk disalin. / Show a built-in programme to copy."""
    with failing_clearly(lang):
        from asn_kinerja.converters.award_files import award_example, award_names

        typer.echo(award_example(name) if name else "\n".join(award_names()))


@awards.command()
def select(  # noqa: PLR0913 - the options of the command
    candidates: Candidates = None,
    *,
    programme: Programme,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder hasil / folder of the papers.")],
    store: Kept = None,
    period: Judged = "",
    day: Day = "",
    office: Annotated[str, typer.Option("--office", help="Panitia / who selects.")] = "",
    note: Note = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Pilih, lalu tulis Berita Acara, lampiran nilai, rancangan keputusan. / Select and write."""
    with failing_clearly(lang):
        asked = Asked(
            programme=programme,
            period=period,
            day=read_day(day or None, option="--date"),
            office=office,
        )
        medal = read_medal(programme)
        if medal is not None:
            _propose(candidates, medal, asked=asked, out=out, note=note, lang=lang)
            return
        if store is None:
            source = from_file(candidates, asked, note=note, lang=lang)
        else:
            from asn_kinerja.services.awards import select_award

            _one_source(candidates)
            with open_context(store, actor=actor) as context:
                source = from_store(context, asked, note=note, lang=lang, do=select_award)
        from asn_kinerja.cli.writing import write_files
        from asn_kinerja.reports.papers.write import award_files

        written = write_files(out, award_files(source))
        for selection in source.outcome.selections:
            names = source.listed(item.employee_id for item in selection.winners) or "-"
            console.print(f"{plain(source.pool(selection).name)}: [bold]{plain(names)}[/bold]")
        for path in written:
            console.print(plain(str(path)))


@awards.command()
def stability(  # noqa: PLR0913 - the options of the command
    candidates: Candidates = None,
    *,
    programme: Programme,
    store: Kept = None,
    period: Judged = "",
    day: Day = "",
    lang: Lang = Language.ID,
) -> None:
    """Katakan seberapa pasti pemenangnya. / Say how sure the winners are."""
    with failing_clearly(lang):
        asked = Asked(
            programme=programme, period=period, day=read_day(day or None, option="--date")
        )
        if store is None:
            source = from_file(candidates, asked, lang=lang)
        else:
            from asn_kinerja.services.awards import judge_award

            _one_source(candidates)
            with open_context(store, actor="stability") as context:
                source = from_store(context, asked, lang=lang, do=judge_award)
        from asn_kinerja.reports.papers.minutes import stability_lines

        for selection in source.outcome.selections:
            console.print(f"[bold]{plain(source.pool(selection).name)}[/bold]")
            for line in stability_lines(source, selection):
                console.print(f"- {plain(line)}")


@awards.command()
def nominate(  # noqa: PLR0913 - the options of the command
    nominations: Annotated[
        Path | None, typer.Argument(help="Daftar nominasi .csv/.xlsx / the nominations.")
    ] = None,
    *,
    store: Store,
    programme: Programme,
    marks: Annotated[
        Path | None, typer.Option("--marks", help="Nilai juri .csv/.xlsx / marks of the judges.")
    ] = None,
    period: Judged = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Simpan nominasi dan nilai juri untuk satu penghargaan. / Keep nominations and marks."""
    with failing_clearly(lang):
        from asn_kinerja.converters.award_marks import read_marks, read_nominations
        from asn_kinerja.services.nominations import register_candidates

        with open_context(store, actor=actor) as context:
            asked = Asked(programme=programme, period=period)
            award = stored_programme(context, asked)
            changed = register_candidates(
                context,
                award,
                nominations=read_nominations(nominations, award.id) if nominations else (),
                marks=read_marks(marks, award.id) if marks else (),
            )
        console.print(
            say(
                lang,
                indonesian=f"{plain(award.id)}: {changed} catatan baru atau berubah.",
                english=f"{plain(award.id)}: {changed} records are new or changed.",
            )
        )


@awards.command()
def win(
    *,
    store: Store,
    programme: Annotated[str, typer.Option("--programme", help="Id program di penyimpanan.")],
    day: Annotated[str, typer.Option("--date", help="Tanggal keputusan / day of the decree.")],
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Catat pemenang setelah keputusan terbit, untuk jeda. / Register who has won, by decree."""
    with failing_clearly(lang):
        from asn_kinerja.services.awards import register_wins

        won_on = read_day(day or None, option="--date")
        if won_on is None:
            raise InvalidInput(Problem("required", "--date"))
        with open_context(store, actor=actor) as context:
            made = register_wins(context, programme, won_on=won_on)
        console.print(
            say(
                lang,
                indonesian=f"{len(made)} pemenang tercatat per {won_on}.",
                english=f"{len(made)} winners registered as of {won_on}.",
            )
        )
        for one in made:
            console.print(f"- {plain(without_nip(one.id))}")


def _propose(  # noqa: PLR0913 - what the command was given
    careers: Path | None,
    programme: "MedalProgramme",
    *,
    asked: Asked,
    out: Path,
    note: str,
    lang: str,
) -> None:
    """Write the list of those who are proposed for the medal for years of service."""
    source = from_careers(careers, programme, asked=asked, lang=lang, note=note)
    from asn_kinerja.cli.writing import write_files
    from asn_kinerja.reports.papers.medals import medal_files

    written = write_files(out, medal_files(source))
    for medal in ("xxx", "xx", "x"):
        names = "; ".join(item.career.name for item in source.outcome.of(medal)) or "-"
        console.print(f"{medal.upper()}: [bold]{plain(names)}[/bold]")
    for path in written:
        console.print(plain(str(path)))


def _one_source(candidates: Path | None) -> None:
    """Refuse a list beside a store: one of the two decides."""
    if candidates is not None:
        raise InvalidInput(Problem("list_or_store", "--store", value=candidates.name))

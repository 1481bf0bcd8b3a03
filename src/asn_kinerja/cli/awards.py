"""The commands `awards check`, `candidates`, `select` and `stability`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asn_kinerja import __version__
from asn_kinerja._extras import require
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.workspace import open_workspace

if TYPE_CHECKING:
    from asn_kinerja.awards.methods import RankingMethod
    from asn_kinerja.awards.outcome import AwardOutcome
    from asn_kinerja.records.award_rules import AwardProgramme
    from asn_kinerja.reports.papers.source import AwardSource

__all__ = ["awards"]

awards = typer.Typer(
    name="awards", help="Pemilihan pegawai terbaik. / Selection for awards.", no_args_is_help=True
)

Programme = Annotated[
    str,
    typer.Option("--programme", help="Berkas .toml atau program bawaan / a file or built-in."),
]
Candidates = Annotated[Path, typer.Argument(help="Daftar calon .csv/.xlsx / the candidates.")]
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
        found = _programme(programme)
        _method(found, workspace.ranking_methods)
        console.print(
            say(
                lang,
                indonesian=f"{plain(found.name)}: sah. Kolom daftar calon:",
                english=f"{plain(found.name)}: sound. Columns of a list of candidates:",
            )
        )
        from asn_kinerja.converters.award_candidates import candidate_headings

        console.print(plain(", ".join(candidate_headings(found))))


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
    candidates: Candidates,
    *,
    programme: Programme,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder hasil / folder of the papers.")],
    day: Annotated[
        str, typer.Option("--date", help="Tanggal pemilihan / day of the selection, 2026-01-15.")
    ] = "",
    office: Annotated[str, typer.Option("--office", help="Panitia / who selects.")] = "",
    note: Note = "",
    lang: Lang = Language.ID,
) -> None:
    """Pilih, lalu tulis Berita Acara, lampiran nilai, rancangan keputusan. / Select and write."""
    with failing_clearly(lang):
        source = _source(candidates, programme, day=day, office=office, note=note, lang=lang)
        from asn_kinerja.cli.writing import write_files
        from asn_kinerja.reports.papers.write import award_files

        written = write_files(out, award_files(source))
        _tell(source.outcome, source)
        for path in written:
            console.print(plain(str(path)))


@awards.command()
def stability(
    candidates: Candidates,
    *,
    programme: Programme,
    lang: Lang = Language.ID,
) -> None:
    """Katakan seberapa pasti pemenangnya. / Say how sure the winners are."""
    with failing_clearly(lang):
        source = _source(candidates, programme, day="", office="", note="", lang=lang)
        from asn_kinerja.reports.papers.minutes import stability_lines

        for selection in source.outcome.selections:
            console.print(f"[bold]{plain(source.pool(selection).name)}[/bold]")
            for line in stability_lines(source, selection):
                console.print(f"- {plain(line)}")


def _programme(name: str) -> "AwardProgramme":
    """Read a programme from a file, or take a built-in one by name."""
    from asn_kinerja.awards.programme_checks import check_programme
    from asn_kinerja.converters.award_files import (
        award_example,
        award_names,
        read_award_file,
        read_award_text,
    )

    if name in award_names():
        return read_award_text(award_example(name), name=name, check=check_programme)
    return read_award_file(Path(name), check=check_programme)


def _method(programme: "AwardProgramme", methods: "Mapping[str, RankingMethod]") -> "RankingMethod":
    from asn_kinerja.awards.select import find_method

    return find_method(programme, methods)


def _source(  # noqa: PLR0913 - what the command was given
    candidates: Path, programme: str, *, day: str, office: str, note: str, lang: str
) -> "AwardSource":
    """Run an award and put words to it."""
    require("babel", extra="reports", feature="awards select")
    from asn_kinerja.awards.outcome import run_award
    from asn_kinerja.converters.award_candidates import read_candidates
    from asn_kinerja.reports.papers.plain import digest_of
    from asn_kinerja.reports.papers.source import AwardSource
    from asn_kinerja.reports.wording import Words

    decided_on = _day(day)
    rules = _programme(programme)
    entries = read_candidates(candidates, rules)
    with open_workspace() as workspace:
        outcome = run_award(rules, entries, methods=workspace.ranking_methods)
    return AwardSource(
        outcome=outcome,
        words=Words(lang),
        decided_on=decided_on,
        office=office or say(lang, indonesian="panitia", english="the committee"),
        digest=digest_of(outcome),
        version=__version__,
        note=note,
    )


def _day(text: str) -> date:
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(Problem("date_text", "--date", value=text)) from error


def _tell(outcome: "AwardOutcome", source: "AwardSource") -> None:
    """Name the winners of each pool."""
    for selection in outcome.selections:
        names = source.listed(item.employee_id for item in selection.winners) or "-"
        console.print(f"{plain(source.pool(selection).name)}: [bold]{plain(names)}[/bold]")

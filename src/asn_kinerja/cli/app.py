"""The list of commands. Each is one function; what takes longer to say stands beside."""

from pathlib import Path
from typing import Annotated

import typer

from asn_kinerja import __version__
from asn_kinerja.cli import demo as demo_command
from asn_kinerja.cli import score as score_commands
from asn_kinerja.cli import steps
from asn_kinerja.cli.awards import awards
from asn_kinerja.cli.compare import compare
from asn_kinerja.cli.competency import competency
from asn_kinerja.cli.distribution import distribution
from asn_kinerja.cli.history import history
from asn_kinerja.cli.lab import lab
from asn_kinerja.cli.plugins import plugins
from asn_kinerja.cli.policies import policies
from asn_kinerja.cli.population import population
from asn_kinerja.cli.sealing import Correct, Reason, correcting
from asn_kinerja.cli.store import store as store_commands
from asn_kinerja.cli.sweep import sweep
from asn_kinerja.cli.terminal import Actor, Lang, Language, Store, failing_clearly
from asn_kinerja.cli.training import training

__all__ = ["app"]

app = typer.Typer(
    name="asn-kinerja",
    help="Pengembangan ASN berbasis kinerja. / Performance-based development of civil servants.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Out = Annotated[Path, typer.Option("--out", help="Folder hasil / folder of the results.")]
Year = Annotated[
    str, typer.Option("--period", help="Tahun, triwulan, atau bulan: 2025, 2025-Q1, 2025-03.")
]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Versi.")
    ] = False,
) -> None:
    """Pengembangan ASN berbasis kinerja. / Performance-based development of civil servants."""


@app.command()
def demo(*, out: Out = Path("marelan"), lang: Lang = Language.ID) -> None:
    """Satu tahun Kecamatan Medan Marelan, dari buku kerja sampai laporan (data sintetis)."""
    with failing_clearly(lang):
        demo_command.run_demo(out, lang=lang)


@app.command("import")
def import_(  # noqa: PLR0913 - the options of the command
    file: Annotated[Path, typer.Argument(help="Buku kerja .xlsx / the workbook.")],
    *,
    store: Store,
    correct: Correct = None,
    reason: Reason = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Masukkan buku kerja ke penyimpanan; bila ada masalah, tidak ada yang disimpan."""
    with failing_clearly(lang):
        using = correcting(correct, reason)
        steps.import_file(file, store=store, actor=actor, lang=lang, using=using)


@app.command()
def appraise(  # noqa: PLR0913 - the options of the command
    *,
    store: Store,
    period: Year,
    correct: Correct = None,
    reason: Reason = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Nilai kinerja satu periode; untuk satu tahun, keempat triwulan lalu tahunnya."""
    with failing_clearly(lang):
        using = correcting(correct, reason)
        steps.appraise(store=store, period=period, actor=actor, lang=lang, using=using)


@app.command()
def run(  # noqa: PLR0913 - the options of the command
    *,
    store: Store,
    period: Year,
    correct: Correct = None,
    reason: Reason = "",
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Jalankan semua langkah satu tahun atas isi penyimpanan."""
    with failing_clearly(lang):
        using = correcting(correct, reason)
        steps.run(store=store, period=period, actor=actor, lang=lang, using=using)


@app.command()
def report(
    *,
    store: Store,
    out: Out,
    period: Annotated[
        str | None, typer.Option("--period", help="Tahun; boleh kosong bila hanya ada satu.")
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Tulis laporan.html, papan.html, dan laporan.xlsx dari isi penyimpanan."""
    with failing_clearly(lang):
        steps.report(store=store, out=out, period=period, lang=lang)


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="Buku kerja yang ditulis / file to write.")],
    *,
    lang: Lang = Language.ID,
) -> None:
    """Tulis buku kerja kosong dengan judul kolom, catatan, pilihan, dan satu baris contoh."""
    with failing_clearly(lang):
        steps.template(file, lang=lang)


app.command()(score_commands.score)
app.command()(score_commands.explain)
app.command()(compare)
app.command()(sweep)
app.command()(distribution)
app.command()(history)
app.command()(lab)
app.add_typer(awards)
app.add_typer(policies)
app.add_typer(population)
app.add_typer(competency)
app.add_typer(training)
app.add_typer(store_commands)
app.add_typer(plugins)

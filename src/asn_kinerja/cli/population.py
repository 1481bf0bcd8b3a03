"""The commands `population generate`, `population check` and `population profiles`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from asn_kinerja._extras import require
from asn_kinerja.cli.steps import progress
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.population import (
    Batch,
    Statistic,
    check_population,
    generate_units,
    load_profile,
)
from asn_kinerja.population import generate as make_batches
from asn_kinerja.population import profiles as profile_names
from asn_kinerja.population.writing import KINDS, check_targets, write_population

__all__ = ["population"]

population = typer.Typer(
    name="population",
    help="Populasi ASN sintetis: buat, periksa, lihat profil. / Synthetic civil servants.",
    no_args_is_help=True,
)

ProfileName = Annotated[
    str, typer.Option("--profile", help="Nama profil atau berkas .toml / profile or file.")
]


@population.command()
def generate(  # noqa: PLR0913 - each argument is an option of the command
    *,
    size: Annotated[int, typer.Option("--size", help="Jumlah orang / how many people.")],
    seed: Annotated[int, typer.Option("--seed", help="Benih acak / seed; sama = sama.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Berkas .parquet, .csv, .xlsx / file to write.")
    ],
    profile: ProfileName = "marelan",
    items: Annotated[
        Path | None, typer.Option("--items", help="Berkas enam indikator tiap SKP / indicators.")
    ] = None,
    units: Annotated[
        Path | None, typer.Option("--units", help="Berkas unit dan surveinya / units.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Tahun / year.", min=2000, max=2999)
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Buat populasi ASN sintetis dari sebuah profil. / Make a synthetic population."""
    with failing_clearly(lang):
        chosen = load_profile(profile)
        batches = make_batches(
            size, seed=seed, profile=chosen, year=year,
            with_items=items is not None,
        )  # fmt: skip
        check_targets(size, people=out, items=items, units=units)
        with progress() as bar:
            title = say(lang, indonesian="Membuat orang", english="Making people")
            task = bar.add_task(title, total=size)
            written = write_population(
                batches, people=out, items=items, told=lambda count: bar.advance(task, count)
            )
        if units is not None:
            found = generate_units(size, seed=seed, profile=chosen, year=year)
            write_population([Batch(people=found, items=found.clear())], people=units)
        console.print(
            say(
                lang,
                indonesian=f"{out}: {written} orang sintetis, profil {profile}, benih {seed}.",
                english=f"{out}: {written} synthetic people, profile {profile}, seed {seed}.",
            ),
            markup=False,
        )


@population.command()
def profiles(*, lang: Lang = Language.ID) -> None:
    """Sebut profil bawaan dan asal angkanya. / Name the profiles and their sources."""
    with failing_clearly(lang):
        for name in profile_names():
            found = load_profile(name)
            title = found.title.en if lang == Language.EN else found.title.id
            console.print(f"[bold]{plain(name)}[/]: {plain(title)}")
            for figure, source in found.sources():
                console.print(f"  {plain(figure)}: {plain(source)}")
            console.print(
                say(
                    lang,
                    indonesian="  Angka lainnya adalah asumsi.",
                    english="  All other figures are assumptions.",
                )
            )


@population.command()
def check(
    file: Annotated[Path, typer.Argument(help="Berkas .parquet, .csv, .xlsx / file.")],
    *,
    profile: ProfileName = "marelan",
    everything: Annotated[
        bool, typer.Option("--all", help="Tampilkan juga yang sesuai. / Show what holds as well.")
    ] = False,
    lang: Lang = Language.ID,
) -> None:
    """Hitung isi populasi dan bandingkan dengan profilnya. / Compare with the profile."""
    with failing_clearly(lang):
        found = check_population(_read(file), profile=load_profile(profile))
        lost = [one for one in found if not one.holds]
        shown = found if everything else lost
        if shown:
            console.print(_table(shown, lang))
        console.print(
            say(
                lang,
                indonesian=f"{file}: {len(found)} angka dihitung, {len(lost)} di luar toleransi.",
                english=f"{file}: {len(found)} figures counted, {len(lost)} out of tolerance.",
            ),
            markup=False,
        )
        if lost:
            raise typer.Exit(1)


def _table(shown: Iterable[Statistic], lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for indonesian, english, side in (
        ("angka", "figure", "left"),
        ("profil", "profile", "right"),
        ("berkas", "file", "right"),
        ("toleransi", "tolerance", "right"),
        ("n", "n", "right"),
        ("", "", "left"),
    ):
        heading = say(lang, indonesian=indonesian, english=english)
        table.add_column(heading, justify="right" if side == "right" else "left")
    comma = str.maketrans(".", "," if lang == Language.ID else ".")
    for one in shown:
        numbers = (f"{number:.4f}" for number in (one.expected, one.observed, one.tolerance))
        table.add_row(
            plain(one.name),
            *(number.translate(comma) for number in numbers),
            str(one.count),
            "" if one.holds else "[bold red]✗[/]",
        )
    return table


def _read(file: Path) -> Any:  # noqa: ANN401 - a frame of an optional library
    """Open a population as columns; Parquet and CSV are read in pieces."""
    pl = require("polars", extra="frames", feature="population check")
    kind = file.suffix.lower()
    if kind not in KINDS:
        cure = ", ".join(KINDS)
        raise InvalidInput(Problem("ending_unknown", "file", value=file.name, cure=cure))
    if not file.is_file():
        raise InvalidInput(Problem("file_missing", "file", value=file.name))
    try:
        if kind == ".parquet":
            frame = pl.scan_parquet(file)
        elif kind == ".csv":
            frame = pl.scan_csv(file, try_parse_dates=True, infer_schema_length=10_000)
        else:
            table = read_case_table(file)
            rows = [[None if cell == "" else cell for cell in row] for row in table.rows]
            frame = pl.DataFrame(rows, schema=list(table.headings), orient="row",
                                 infer_schema_length=None)  # fmt: skip
        frame.lazy().collect_schema()
    except pl.exceptions.PolarsError as error:
        raise InvalidInput(Problem("case_file", file.name, value=kind[1:].upper())) from error
    return frame

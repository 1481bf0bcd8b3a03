"""The commands `population generate`, `population check` and `population profiles`."""

from pathlib import Path
from typing import Annotated

import typer

from asn_kinerja.cli.steps import progress
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.population import generate as make_batches
from asn_kinerja.population import load_profile
from asn_kinerja.population import profiles as profile_names
from asn_kinerja.population.writing import check_targets, write_population

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
    year: Annotated[
        int | None, typer.Option("--year", help="Tahun / year.", min=2000, max=2999)
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Buat populasi ASN sintetis dari sebuah profil. / Make a synthetic population."""
    with failing_clearly(lang):
        batches = make_batches(
            size, seed=seed, profile=load_profile(profile), year=year,
            with_items=items is not None,
        )  # fmt: skip
        check_targets(size, people=out, items=items)
        with progress() as bar:
            title = say(lang, indonesian="Membuat orang", english="Making people")
            task = bar.add_task(title, total=size)
            written = write_population(
                batches, people=out, items=items, told=lambda count: bar.advance(task, count)
            )
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

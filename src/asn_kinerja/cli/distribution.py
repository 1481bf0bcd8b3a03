"""The command `distribution`: predicates of each unit beside the patterns, and the appraisers."""

import csv
import io
import json
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer
from rich.console import Console
from rich.table import Table

from asn_kinerja.cli.compare import find_all, read_people
from asn_kinerja.cli.finding import read_day
from asn_kinerja.cli.score import AsOf, Cases
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.cli.writing import write_files
from asn_kinerja.comparison.leniency import AppraiserShare, appraiser_shares
from asn_kinerja.comparison.spread import MOST_CHANGES, Patterns, UnitSpread, spread_of_units
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import open_workspace

__all__ = ["distribution"]

_KINDS = (".csv", ".json")
_PATTERNS = ("permenpanrb_6_2022.pola_distribusi", "se_menpanrb_3_2023.pola_distribusi")
_SHOWN = 20  # units that are printed
_WORDS = tuple(word.value for word in PredikatKinerja)


def distribution(  # noqa: PLR0913 - each argument is an option of the command
    file: Cases,
    *,
    pattern: Annotated[
        list[str] | None, typer.Option("--pattern", help="Pola: id kebijakan atau berkas .toml.")
    ] = None,
    policy: Annotated[
        str | None, typer.Option("--policy", help="Kebijakan yang memberi predikat / policy.")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help="Kolom unit / column of the unit.")] = "unit",
    predicate: Annotated[
        str, typer.Option("--predicate", help="Kolom predikat / column of the predicate.")
    ] = "predikat_kinerja",
    organisation: Annotated[
        str, typer.Option("--organisation", help="Kolom predikat organisasi.")
    ] = "predikat_organisasi",
    appraiser: Annotated[
        str | None, typer.Option("--appraiser", help="Kolom pejabat penilai / appraisers.")
    ] = None,
    minimum: Annotated[
        int | None, typer.Option("--minimum", min=1, help="Pegawai minimum sebuah unit berpola.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Berkas .csv atau .json / file to write.")
    ] = None,
    as_of: AsOf = None,
    lang: Lang = Language.ID,
) -> None:
    """Sandingkan predikat tiap unit dengan pola distribusi. / Units beside the patterns."""
    with failing_clearly(lang), open_workspace() as workspace:
        if out is not None and out.suffix.lower() not in _KINDS:
            cure = ", ".join(_KINDS)
            raise InvalidInput(Problem("table_file", out.name, value=out.suffix, cure=cure))
        patterns = find_all(workspace, list(pattern or _PATTERNS))
        rules = find_all(workspace, [policy]) if policy else []
        day = read_day(as_of)
        frame, _ = read_people(file, [*rules, *patterns])
        if rules:
            frame, predicate = _scored(frame, rules[0], day)
        units = spread_of_units(
            frame, patterns, unit=unit, predicate=predicate, organisation=organisation,
            as_of=day, more={} if minimum is None else {"jumlah_minimum": minimum},
        )  # fmt: skip
        shares = appraiser_shares(
            frame, appraiser=appraiser, predicate=predicate, strata=(organisation,)
        ) if appraiser else ()  # fmt: skip
        if out is not None:
            write_files(out.parent, {out.name: _content(units, shares, out.suffix.lower())})
            typer.echo(str(out))
        _tell(units, [one.id for one in patterns], lang)
        _tell_shares(shares, lang)


def _scored(frame: Any, policy: Policy, day: Any) -> tuple[Any, str]:  # noqa: ANN401 - a frame, a day or none
    """Compute the predicates of a policy under a name that no column has."""
    main = attrs.evolve(policy.main, name="asn_predikat")
    lone = attrs.evolve(policy, outputs=(main,))
    return lone.evaluate_frame(frame, as_of=day), main.name


def _content(units: tuple[UnitSpread, ...], shares: tuple[AppraiserShare, ...], kind: str) -> bytes:
    if kind == ".json":
        content = {
            "units": [unit.to_dict() for unit in units],
            "appraisers": [attrs.asdict(share) for share in shares],
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    first = ["unit", "predikat_organisasi", *_WORDS, "tanpa_predikat", "pola", "sesuai"]
    examples = [f"{word}_contoh" for word in _WORDS]
    writer.writerow([*first, "dilanggar", "perubahan_terkecil", *examples])
    for unit in units:
        for fit in unit.fits:
            kept = {None: "", True: "ya", False: "tidak"}[fit.fits]
            changes = "" if fit.changes is None else fit.changes
            writer.writerow([unit.unit, unit.organisation, *unit.counts, unit.without, fit.pattern,
                             kept, " ".join(fit.broken), changes,
                             *(fit.example or [""] * len(_WORDS))])  # fmt: skip
    return text.getvalue().encode()


def _tell(units: tuple[UnitSpread, ...], patterns: list[str], lang: str) -> None:
    """Say how many units keep each pattern and which of two, then list those that break one."""
    found = Patterns.of(units, patterns=len(patterns))
    for pattern, kept, broken, silent in zip(
        patterns, found.kept, found.broken, found.silent, strict=True
    ):
        console.print(say(
            lang,
            indonesian=f"{pattern}: {kept} unit sesuai, {broken} tidak, {silent} tidak dinilai.",
            english=f"{pattern}: {kept} units fit, {broken} do not, {silent} are not judged.",
        ), markup=False)  # fmt: skip
    for one in range(len(patterns)):
        for other in range(len(patterns)):
            if one != other:
                both = found.keeping[one][other]
                console.print(say(
                    lang,
                    indonesian=f"Sesuai {patterns[one]} tetapi melanggar {patterns[other]}: {both}"
                    " unit.",
                    english=f"Keep {patterns[one]} but break {patterns[other]}: {both} units.",
                ), markup=False)  # fmt: skip
    table = Table(box=None)
    headings = {
        "id": ("unit", "organisasi", "SB B BP K SK", "pola", "perubahan terkecil"),
        "en": ("unit", "organisation", "SB B BP K SK", "pattern", "fewest changes"),
    }[str(lang)]
    for heading in headings:
        table.add_column(heading)
    rows = [(unit, fit) for unit in units for fit in unit.fits if fit.fits is False]
    for unit, fit in rows[:_SHOWN]:
        changes = f"> {MOST_CHANGES}" if fit.changes is None else str(fit.changes)
        moves = ", ".join(f"{n} {before} → {after}" for before, after, n in fit.moves)
        table.add_row(
            plain(unit.unit), unit.organisation.replace("_", " "),
            " ".join(map(str, unit.counts)), fit.pattern,
            f"{changes} ({moves.replace('_', ' ')})" if moves else changes,
        )  # fmt: skip
    if rows:
        Console(highlight=False, width=max(console.width, 120)).print(table)
        if len(rows) > _SHOWN:
            console.print(f"… +{len(rows) - _SHOWN}")
        console.print(say(
            lang,
            indonesian="Contoh hitungan belaka; tidak ada predikat yang diubah.",
            english="Arithmetic only; no predicate is changed.",
        ), markup=False)  # fmt: skip


def _tell_shares(shares: tuple[AppraiserShare, ...], lang: str) -> None:
    """Name the appraisers whose interval leaves 0 out."""
    for share in (one for one in shares if one.stands_out):
        numbers = f"{share.shrunk:+.0%} [{share.low:+.0%}, {share.high_end:+.0%}]"
        console.print(say(
            lang,
            indonesian=f"Penilai {share.appraiser}: {share.high} dari {share.people} Sangat Baik, "
            f"{numbers} dari yang diperkirakan.",
            english=f"Appraiser {share.appraiser}: {share.high} of {share.people} Sangat Baik, "
            f"{numbers} of what was expected.",
        ), markup=False)  # fmt: skip

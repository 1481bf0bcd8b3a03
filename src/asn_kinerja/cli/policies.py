"""The commands `policies list`, `show`, `check`, `test`, `diff` and `tables`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from asn_kinerja.cli.finding import find_policies, find_policy, read_day
from asn_kinerja.cli.policy_pages import list_of_policies, page_of
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.cli.testing_policies import run_tests
from asn_kinerja.scoring.cases import read_cases
from asn_kinerja.scoring.decision_table import decision_tables
from asn_kinerja.scoring.difference import compare_policies
from asn_kinerja.scoring.property_hunt import Verdict, examine, property_problem
from asn_kinerja.workspace import open_workspace

__all__ = ["policies"]

policies = typer.Typer(
    name="policies",
    help="Kebijakan: daftar, isi, pemeriksaan, kasus, perbedaan. / Policies.",
    no_args_is_help=True,
)

_WIDEST = 100  # columns of the list of policies
_FOUND = 1  # exit code when a check found something

Name = Annotated[str, typer.Argument(help="Id kebijakan, nama paket, atau berkas .toml.")]


@policies.command("list")
def list_(*, lang: Lang = Language.ID) -> None:
    """Sebut semua kebijakan dalam paket hukum. / List the policies of the law packs."""
    with failing_clearly(lang), open_workspace() as workspace:
        counts = Counter(
            case.policy
            for pack in workspace.policies.packs()
            if pack.cases is not None
            for case in read_cases(pack.cases, regulation=pack.name)
        )
        names = workspace.policies.names()
        found = [(workspace.policies.get(name), counts[name]) for name in names]
        wide = Console(highlight=False, width=max(console.width, _WIDEST))
        wide.print(list_of_policies(found, lang=lang))


@policies.command()
def show(policy: Name, *, lang: Lang = Language.ID) -> None:
    """Tampilkan masukan, cara, tabel, nilai hukum. / Show what a policy consists of."""
    with failing_clearly(lang), open_workspace() as workspace:
        for number, found in enumerate(find_policies(workspace, policy, check=False)):
            if number:
                console.print()
            for part in page_of(found, lang=lang):
                console.print(part, soft_wrap=False)


@policies.command()
def check(policy: Name, *, lang: Lang = Language.ID) -> None:
    """Cari celah, tumpang tindih, dan sifat yang tidak terpenuhi. / Look for holes."""
    with failing_clearly(lang), open_workspace() as workspace:
        wrong = 0
        for found in find_policies(workspace, policy):
            verdicts = () if (problems := found.check()) else examine(found)
            problems += [
                property_problem(found, verdict, lang=lang)
                for verdict in verdicts
                if not verdict.holds
            ]
            wrong += len(problems)
            mark = "[red]✗[/]" if problems else "[green]✓[/]"
            console.print(f"{mark} {found.id}")
            for verdict in (one for one in verdicts if one.holds):
                console.print(f"    {_said(verdict, lang)}", markup=False)
            for problem in problems:
                console.print(f"    {problem.render(lang)}", markup=False)
    if wrong:
        raise typer.Exit(_FOUND)


def _said(verdict: Verdict, lang: str) -> str:
    how = {
        True: ("terbukti", "proved"),
        False: ("tidak ditemukan contoh penyangkal", "no counterexample was found"),
    }[verdict.proved]
    mark = say(lang, indonesian=how[0], english=how[1])
    return f"{verdict.claim.words().render(lang)}: {mark}"


@policies.command("test")
def run_cases(
    policy: Name,
    *,
    cases: Annotated[
        Path | None, typer.Option("--cases", help="Berkas kasus .toml, .csv, .xlsx / cases.")
    ] = None,
    generate: Annotated[
        Path | None,
        typer.Option(
            "--generate", help="Tulis kasus yang belum ada: .toml, .csv, .xlsx / to write."
        ),
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Jalankan kasus dengan kedua penafsir dan tunjukkan yang belum tersentuh. / Run the cases."""
    with failing_clearly(lang), open_workspace() as workspace:
        failed = run_tests(workspace, policy, cases=cases, generate=generate, lang=lang)
    if failed:
        raise typer.Exit(_FOUND)


@policies.command()
def diff(before: Name, after: Name, *, lang: Lang = Language.ID) -> None:
    """Sebut perbedaan dua kebijakan beserta dasarnya. / List what two policies do differently."""
    with failing_clearly(lang), open_workspace() as workspace:
        one, other = (find_policy(workspace, name, check=False) for name in (before, after))
        patches = compare_policies(one, other)
        if not patches:
            typer.echo(say(lang, indonesian="Tidak ada perbedaan.", english="No difference."))
        for patch in patches:
            console.print(patch.place, markup=False, style="bold")
            for mark, text, citation in (
                ("-", patch.before, patch.before_citation),
                ("+", patch.after, patch.after_citation),
            ):
                if text:
                    where = f"  [{citation.render(lang)}]" if citation else ""
                    console.print(f"  {mark} {text}{where}", markup=False)


@policies.command()
def tables(
    policy: Name,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Berkas .xlsx yang ditulis / to write.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Tanggal hukum / day of the law: 2025-01-01.")
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Tulis tabel keputusan kebijakan ke lembar kerja. / Write the tables of a policy to sheets."""
    from asn_kinerja.converters.decision_sheets import write_decision_tables

    with failing_clearly(lang), open_workspace() as workspace:
        found = decision_tables(find_policy(workspace, policy), as_of=read_day(as_of))
        sheets = write_decision_tables(out, found)
        typer.echo(f"{out}: {', '.join(sheets)}")

"""The commands `policies list`, `show`, `check`, `test`, `diff` and `tables`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from asn_kinerja.cli.finding import find_policies, find_policy, read_day
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.cli.testing_policies import run_tests
from asn_kinerja.scoring.decision_table import DecisionTable, decision_tables
from asn_kinerja.scoring.difference import compare_policies
from asn_kinerja.scoring.display import show as show_value
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.inputs import InputSpec
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.property_hunt import Verdict, examine, property_problem
from asn_kinerja.workspace import open_workspace

__all__ = ["policies"]

policies = typer.Typer(
    name="policies",
    help="Kebijakan: daftar, isi, pemeriksaan, kasus, perbedaan. / Policies.",
    no_args_is_help=True,
)

_FOUND = 1  # exit code when a check found something

Name = Annotated[str, typer.Argument(help="Id kebijakan, nama paket, atau berkas .toml.")]


@policies.command("list")
def list_(*, lang: Lang = Language.ID) -> None:
    """Sebut semua kebijakan dalam paket hukum. / List the policies of the law packs."""
    with failing_clearly(lang), open_workspace() as workspace:
        english = lang == Language.EN
        heads = ("policy", "purpose", "governs") if english else ("kebijakan", "untuk", "mengatur")
        table = _table(heads)
        for name in workspace.policies.names():
            entry = workspace.policies.entry(name)
            until = f" .. {entry.governs_until}" if entry.governs_until else " .."
            table.add_row(name, entry.purpose, f"{entry.governs_from}{until}")
        console.print(table)


@policies.command()
def show(policy: Name, *, lang: Lang = Language.ID) -> None:
    """Tampilkan masukan, nilai hukum, rumus, dan tabel. / Show what a policy consists of."""
    with failing_clearly(lang), open_workspace() as workspace:
        for found in find_policies(workspace, policy, check=False):
            _show(found, lang)


def _show(policy: Policy, lang: str) -> None:
    regulation = policy.regulation
    console.rule(f"{policy.id} — {policy.title.render(lang)}", align="left")
    console.print(
        f"{regulation.label} ({regulation.title.render(lang)}), {policy.governs_from} .. "
        f"{policy.governs_until or ''}",
        markup=False,
    )
    english = lang == Language.EN
    inputs = _table(("input", "what", "may be") if english else ("masukan", "keterangan", "isinya"))
    for spec in policy.inputs:
        inputs.add_row(spec.name, spec.title.render(lang), _allowed(spec))
        for field in spec.fields:
            inputs.add_row(f"  .{field.name}", field.title.render(lang), _allowed(field))
    console.print(inputs)
    if policy.parameters:
        values = _table(
            ("legal value", "value", "since", "where", "status")
            if english
            else ("nilai hukum", "nilai", "sejak", "dasar", "status")
        )
        for parameter in policy.parameters:
            for version in parameter.versions:
                values.add_row(
                    parameter.name,
                    show_value(version.value, lang),
                    str(version.valid_from),
                    version.citation.render(lang),
                    str(version.status),
                )
        console.print(values)
    outputs = _table(("output", "how") if english else ("keluaran", "cara"))
    for output in policy.outputs:
        mark = " *" if output.main else ""
        outputs.add_row(f"{output.name}{mark}", write_formula(output.node))
    console.print(outputs)
    for name, held in decision_tables(policy, as_of=_latest(policy)).items():
        console.print(f"\n{name}", style="bold", markup=False)
        for line in _lines(held):
            console.print(f"  {line}", markup=False)


def _latest(policy: Policy) -> date | None:
    """Give the day of the latest legal values, where any changed."""
    if all(len(parameter.versions) == 1 for parameter in policy.parameters):
        return None
    return max(parameter.versions[-1].valid_from for parameter in policy.parameters)


def _lines(table: DecisionTable) -> Iterator[str]:
    """Write the rows of a table, a line each."""
    for band in table.bands:
        lower = "" if band.lower is None else f"{'>=' if band.lower_in else '>'} "
        upper = "" if band.upper is None else f"{'<=' if band.upper_in else '<'} "
        edges = [lower + write_formula(band.lower) if band.lower else ""]
        edges.append(upper + write_formula(band.upper) if band.upper else "")
        shown = ", ".join(edge for edge in edges if edge)
        yield f"{table.conditions[0]} {shown} -> {write_formula(band.result)}"
    for cell in table.cells:
        yield f"{cell.row} x {cell.column} -> {write_formula(cell.result)}"
    for row in table.rows:
        yield f"{show_value(row.when, 'en')} -> {write_formula(row.result)}"


def _allowed(spec: InputSpec) -> str:
    edges = [show_value(edge, "en") if edge is not None else "" for edge in (spec.low, spec.high)]
    parts = [
        str(spec.kind),
        spec.unit,
        f"{edges[0]} … {edges[1]}" if any(edges) else "",
        " / ".join(spec.words),
        "(optional)" if spec.optional else "",
    ]
    return " ".join(part for part in parts if part)


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
        typer.Option("--generate", help="Tulis kasus yang belum ada / write the missing cases."),
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
        write_decision_tables(out, found)
        typer.echo(f"{out}: {', '.join(found)}")


def _table(heads: tuple[str, ...]) -> Table:
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"
    table.columns[0].no_wrap = True
    return table

"""The command `sweep`: one parameter of a policy over a range of values."""

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from asn_kinerja.cli.compare import find_all, read_people
from asn_kinerja.cli.finding import read_day
from asn_kinerja.cli.score import AsOf, Cases, ItemsFiles, Key, PolicyName
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.cli.writing import write_files
from asn_kinerja.comparison.sensitivity import Sweep, steps_between
from asn_kinerja.comparison.sensitivity import sweep as sweep_frames
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.workspace import open_workspace

__all__ = ["sweep"]

_KINDS = (".csv", ".json")


def sweep(  # noqa: PLR0913 - each argument is an option of the command
    file: Cases,
    *,
    policy: PolicyName,
    parameter: Annotated[str, typer.Option("--parameter", help="Nama parameter yang diubah.")],
    start: Annotated[str, typer.Option("--from", help="Nilai pertama / first value.")],
    end: Annotated[str, typer.Option("--to", help="Nilai terakhir / last value.")],
    step: Annotated[str, typer.Option("--step", help="Jarak antarnilai / distance.")],
    balance: Annotated[
        str | None, typer.Option("--balance", help="Parameter yang menjaga jumlahnya tetap.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Berkas .csv atau .json / file to write.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", help="Hasil yang dihitung / output.")
    ] = None,
    as_of: AsOf = None,
    items: ItemsFiles = None,
    key: Key = "id",
    lang: Lang = Language.ID,
) -> None:
    """Hitung satu kebijakan untuk sederet nilai parameter. / Compute a policy over a range."""
    with failing_clearly(lang), open_workspace() as workspace:
        if out is not None and out.suffix.lower() not in _KINDS:
            cure = ", ".join(_KINDS)
            raise InvalidInput(Problem("table_file", out.name, value=out.suffix, cure=cure))
        values = steps_between(start, end, step=step)
        (found,) = find_all(workspace, [policy])
        frame, of_items = read_people(file, [found], items=items, key=key)
        swept = sweep_frames(
            frame, found, parameter=parameter, values=values, balance=balance, items=of_items,
            as_of=read_day(as_of), key=key, output=output,
        )  # fmt: skip
        if out is not None:
            write_files(out.parent, {out.name: _content(swept, out.suffix.lower())})
            typer.echo(str(out))
        _show(swept, lang)


def _content(swept: Sweep, kind: str) -> bytes:
    if kind == ".json":
        return (json.dumps(swept.to_dict(), ensure_ascii=False, indent=1) + "\n").encode()
    rows = swept.rows()
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _show(swept: Sweep, lang: str) -> None:
    """Print the sweep as a table, and why a policy does not hold where it does not."""
    rows = swept.rows()
    headings = list(dict.fromkeys(name for row in rows for name in row))
    known = {
        name: say(lang, indonesian=indonesian, english=english)
        for name, indonesian, english in (
            ("winners", "naik", "rise"),
            ("losers", "turun", "fall"),
            ("unchanged", "tetap", "stay"),
        )
    }
    table = Table(box=None)
    for name in headings:
        table.add_column(plain(known.get(name, name.replace("_", " "))), justify="right")
    for row in rows:
        cells = ("-" if row.get(name) is None else str(row[name]) for name in headings)
        table.add_row(*cells)
    Console(highlight=False, width=max(console.width, 100)).print(table)
    for point in swept.points:
        for problem in point.problems:
            console.print(problem.render(lang), markup=False)

"""The commands `score` and `explain`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from asn_kinerja.cli.finding import find_items, find_policy, read_day
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.converters.score_rows import read_case, score_file
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.workspace import open_workspace

__all__ = ["explain", "score"]

_SHOWN = 10  # problems of collected rows that are listed

PolicyName = Annotated[
    str, typer.Option("--policy", help="Id kebijakan atau berkas .toml / policy id or file.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Tanggal hukum / day of the law: 2025-01-01.")
]
ItemsFiles = Annotated[
    list[str] | None,
    typer.Option("--items", help="Berkas butir; NAMA=BERKAS bila berjenis-jenis / items, by kind."),
]
Key = Annotated[str, typer.Option("--key", help="Kolom penghubung kasus dan butir / join column.")]
Cases = Annotated[Path, typer.Argument(help="Kasus: .csv, .xlsx, .parquet / cases.")]
RowFile = Annotated[Path, typer.Argument(help="Kasus: .csv, .xlsx / cases.")]


def score(  # noqa: PLR0913 - each argument is an option of the command
    file: Cases,
    *,
    policy: PolicyName,
    out: Annotated[Path, typer.Option("--out", "-o", help="Berkas hasil / file of results.")],
    as_of: AsOf = None,
    items: ItemsFiles = None,
    key: Key = "id",
    collect: Annotated[
        bool, typer.Option("--collect", help="Nilai baris yang benar, lewati yang bermasalah.")
    ] = False,
    lang: Lang = Language.ID,
) -> None:
    """Nilai setiap baris suatu berkas dengan satu kebijakan. / Score a file."""
    with failing_clearly(lang), open_workspace() as workspace:
        rule = find_policy(workspace, policy)
        found = score_file(
            file,
            out,
            policy=rule,
            as_of=read_day(as_of),
            items=find_items(items, [rule]),
            key=key,
            collect=collect,
        )
        for problem in found.problems[:_SHOWN]:
            console.print(problem.render(lang), markup=False)
        if len(found.problems) > _SHOWN:
            console.print(f"… +{len(found.problems) - _SHOWN}")
        console.print(
            say(
                lang,
                indonesian=f"{out}: {found.rows} baris, {found.missing} tanpa hasil lengkap.",
                english=f"{out}: {found.rows} rows, {found.missing} without a full result.",
            ),
            markup=False,
        )


def explain(  # noqa: PLR0913 - each argument is an option of the command
    file: RowFile,
    *,
    policy: PolicyName,
    row: Annotated[
        int, typer.Option("--row", help="Baris ke-berapa di bawah judul, mulai 1 / row from 1.")
    ],
    as_of: AsOf = None,
    items: ItemsFiles = None,
    key: Key = "id",
    as_json: Annotated[bool, typer.Option("--json", help="Keluarkan JSON / write JSON.")] = False,
    lang: Lang = Language.ID,
) -> None:
    """Jelaskan hasil satu baris: nilai, aturan, pasal, jarak ke batas. / Explain one row."""
    with failing_clearly(lang), open_workspace() as workspace:
        found = find_policy(workspace, policy)
        files = find_items(items, [found])
        for path in (file, *files.values()):
            if path.suffix.lower() == ".parquet":
                raise InvalidInput(Problem("explain_parquet", path.name))
        table = read_case_table(file)
        of_items = {name: read_case_table(path) for name, path in files.items()}
        inputs = read_case(table, row, policy=found, items=of_items, key=key)
        explanation = found.evaluate(inputs, as_of=read_day(as_of)).explanation
        if as_json:
            typer.echo(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2))
        else:
            typer.echo(explanation.render(lang))

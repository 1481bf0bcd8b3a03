"""The command `compare`: policies side by side on one file of people."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from asn_kinerja.cli.finding import find_items, find_policy, read_day
from asn_kinerja.cli.score import AsOf, Cases, ItemsFiles, Key
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.cli.writing import write_files
from asn_kinerja.comparison.allowances import read_allowances
from asn_kinerja.comparison.compare import compare as compare_frames
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.case_keys import check_keys
from asn_kinerja.errors import AsnKinerjaError, InvalidInput, Problem
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.workspace import Workspace, open_workspace

__all__ = ["compare", "find_all", "read_people"]

_KINDS = (".html", ".xlsx", ".json")

Policies = Annotated[
    list[str],
    typer.Option("--policy", help="Id kebijakan atau berkas .toml; yang pertama pembanding."),
]


def compare(  # noqa: PLR0913 - each argument is an option of the command
    file: Cases,
    *,
    policy: Policies,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Berkas .html, .xlsx, .json, atau folder.")
    ],
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Kolom kelompok / column of groups.")
    ] = None,
    allowances: Annotated[
        Path | None, typer.Option("--allowances", help="Tabel tunjangan .toml atau .csv.")
    ] = None,
    suppress: Annotated[
        int | None, typer.Option("--suppress", min=0, help="Sembunyikan angka di bawahnya.")
    ] = None,
    bounds: Annotated[
        bool, typer.Option("--bounds", help="Hitung batas bila data kosong terisi.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("--output", help="Hasil yang dibandingkan / output.")
    ] = None,
    as_of: AsOf = None,
    items: ItemsFiles = None,
    key: Key = "id",
    collect: Annotated[
        bool, typer.Option("--collect", help="Hitung baris bermasalah sebagai tanpa hasil.")
    ] = False,
    lang: Lang = Language.ID,
) -> None:
    """Bandingkan kebijakan pada satu populasi: siapa berpindah dan mengapa. / Compare policies."""
    with failing_clearly(lang), open_workspace() as workspace:
        _check_target(out)
        policies = find_all(workspace, policy)
        frame, of_items = read_people(file, policies, items=items, key=key)
        found = compare_frames(
            frame,
            policies,
            by=by or (),
            items=of_items,
            as_of=read_day(as_of),
            key=key,
            output=output,
            problems="collect" if collect else "raise",
            allowances=read_allowances(allowances) if allowances else None,
            suppress=suppress,
        )
        for path in _write(found, out, policies=policies, bounds=bounds, lang=lang):
            typer.echo(str(path))
        _tell(found, lang)


def find_all(workspace: Workspace, names: list[str]) -> list[Policy]:
    """Find policies by id or file.

    Args:
        workspace: Knows the law packs.
        names: Ids of policies and paths of policy files.

    Returns:
        The policies, in order.

    Raises:
        InvalidInput: With every problem of every name that cannot be used.
    """
    found: list[Policy] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(find_policy(workspace, name))
        except AsnKinerjaError as error:
            problems += error.problems
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    return found


def read_people(
    file: Path, policies: list[Policy], *, items: list[str] | None = None, key: str = "id"
) -> tuple[Any, dict[str, Any] | None]:
    """Read a file of people, and those of their items, as columns.

    Args:
        file: The people.
        policies: Their inputs say what the columns hold.
        items: Files of items, as `find_items` takes them.
        key: The column that joins items to people.

    Returns:
        A polars frame; and frames of items by name, `None` without items.

    Raises:
        InvalidInput: If a file cannot be read, or rows of items and people cannot be joined.
        MissingExtra: If a file needs a library that is not installed.
    """
    specs = [spec for policy in policies for spec in policy.inputs]
    files = find_items(items, policies)
    held = {
        name: read_case_frame(
            path, specs=[field for spec in specs if spec.name == name for field in spec.fields]
        )
        for name, path in files.items()
    }
    frame = read_case_frame(file, specs=specs)
    check_keys(frame, held, key=key, paths={"": file, **files})
    return frame, held or None


def _check_target(out: Path) -> None:
    """Refuse a target before anything is computed for it."""
    if out.suffix and out.suffix.lower() not in _KINDS:
        raise InvalidInput(
            Problem("comparison_file", out.name, value=out.suffix, cure=", ".join(_KINDS))
        )


def _write(
    found: Comparison, out: Path, *, policies: list[Policy], bounds: bool, lang: str
) -> tuple[Path, ...]:
    """Write the files that were asked for, all of them or none."""
    from asn_kinerja.reports.comparison_page import render_comparison
    from asn_kinerja.reports.comparison_workbook import write_comparison_workbook

    kinds = [out.suffix.lower()] if out.suffix else list(_KINDS)
    made: dict[str, bytes] = {}
    for kind in kinds:
        name = out.name if out.suffix else f"perbandingan{kind}"
        if kind == ".html":
            page = render_comparison(found, policies=policies, lang=lang, with_bounds=bounds)
            made[name] = page.encode()
        elif kind == ".xlsx":
            made[name] = write_comparison_workbook(found, lang=lang)
        else:
            made[name] = _as_json(found, bounds=bounds)
    return write_files(out.parent if out.suffix else out, made)


def _as_json(found: Comparison, *, bounds: bool) -> bytes:
    content = found.to_dict()
    if bounds:
        content["bounds"] = [
            {"policy": one.policy, "lowest": dict(one.lowest), "highest": dict(one.highest),
             "missing": one.missing, "refused": one.refused, "unfollowed": one.unfollowed}
            for one in found.bounds
        ]  # fmt: skip
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _tell(found: Comparison, lang: str) -> None:
    """Say in one line for each policy who moves."""
    for row in found.movers[""]:
        counts = {
            name: "…" if count is None else str(count)
            for name, count in (
                ("up", row.winners), ("down", row.losers), ("same", row.unchanged),
            )
        }  # fmt: skip
        console.print(
            say(
                lang,
                indonesian=f"{plain(row.policy)}: {found.size} orang; {counts['up']} naik, "
                f"{counts['down']} turun, {counts['same']} tetap.",
                english=f"{plain(row.policy)}: {found.size} people; {counts['up']} rise, "
                f"{counts['down']} fall, {counts['same']} stay.",
            )
        )

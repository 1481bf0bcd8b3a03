"""The commands `store seal` and `store erase`, and what others say of seals."""

from collections.abc import Callable
from typing import Annotated

import typer

from asn_kinerja.cli.telling import plain, print_remarks, without_nip
from asn_kinerja.cli.terminal import (
    Actor,
    Lang,
    Language,
    console,
    failing_clearly,
    open_context,
    say,
)
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.storage.sealing import SEAL
from asn_kinerja.workspace import Workspace

__all__ = ["Correct", "Reason", "correcting", "erase", "print_seals", "seal"]

Url = Annotated[str, typer.Argument(help="Alamat penyimpanan / address: sqlite:///marelan.db.")]
Reason = Annotated[
    str, typer.Option("--reason", help="Alasan, misalnya nomor surat / why, such as a letter.")
]
Correct = Annotated[
    str | None,
    typer.Option(
        "--correct",
        help="Koreksi periode tersegel ini, dengan --reason / correct this sealed period.",
    ),
]
Known = Annotated[
    list[str] | None,
    typer.Option("--text", help="Sebutan lain orang itu / further texts that name the person."),
]


def seal(
    url: Url,
    *,
    period: Annotated[str, typer.Option("--period", help="2025, 2025-Q1, atau 2025-03.")],
    reason: Reason,
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Segel satu periode: sesudahnya hanya koreksi yang mengubahnya. / Seal a period."""
    from asn_kinerja.services.sealing import seal_period

    with failing_clearly(lang), open_context(url, actor=actor) as context:
        made = seal_period(context, Period(period), reason=reason)
        console.print(
            say(
                lang,
                indonesian=f"[green]✓[/] Periode {made.id} disegel pada audit {made.entry}:"
                f" {made.records} catatan, {len(made.laws)} aturan, rilis {plain(made.release)}.",
                english=f"[green]✓[/] The period {made.id} was sealed in audit entry"
                f" {made.entry}: {made.records} records, {len(made.laws)} rules, release"
                f" {plain(made.release)}.",
            )
        )
        console.print(f"  sha256 {made.hash}")


def erase(  # noqa: PLR0913 - the options of the command
    url: Url,
    *,
    reason: Reason,
    nip: Annotated[str | None, typer.Option("--nip", help="NIP.")] = None,
    employee: Annotated[
        str | None, typer.Option("--employee", help="Id pegawai / id of the employee.")
    ] = None,
    text: Known = None,
    actor: Actor = "operator",
    lang: Lang = Language.ID,
) -> None:
    """Hapus seseorang dari semua catatan; tidak dapat dibatalkan. / Erase a person for good."""
    from asn_kinerja.services.erasure import erase_person

    with failing_clearly(lang):
        if (nip is None) is (employee is None):
            raise InvalidInput(Problem("required", "--nip | --employee"))
        with open_context(url, actor=actor) as context:
            summary = erase_person(context, nip or employee or "", reason=reason, also=text or ())
        made = summary.erasure
        console.print(
            say(
                lang,
                indonesian=f"[green]✓[/] {made.removed} catatan dihapus, {made.renewed} catatan"
                f" lain ditulis ulang tanpa orang itu; sebutannya kini {made.id}.",
                english=f"[green]✓[/] {made.removed} records were removed, {made.renewed} others"
                f" were written anew without the person, who is now called {made.id}.",
            )
        )
        print_remarks(summary.remarks, console=console, lang=lang)


def correcting(correct: str | None, reason: str) -> Callable[[ServiceContext], ServiceContext]:
    """Say how a command is to treat sealed periods.

    Args:
        correct: The sealed period that is corrected; `None` for an ordinary command.
        reason: Why.

    Returns:
        What makes of a context the one to work with.

    Raises:
        InvalidInput: If only one of the two is given.
    """
    if correct is None:
        if reason:
            raise InvalidInput(Problem("required", "--correct"))
        return lambda context: context
    if not reason.strip():
        raise InvalidInput(Problem("required", "--reason"))
    period = Period(correct)
    return lambda context: context.correcting(period, reason=reason)


def print_seals(workspace: Workspace, *, lang: str) -> None:
    """Print the sealed periods of a store with their corrections.

    Args:
        workspace: The open store.
        lang: ``"id"`` or ``"en"``.
    """
    from asn_kinerja.services.sealing import list_corrections, list_seals

    with workspace.snapshot() as unit:
        if SEAL not in unit.kinds():
            return
        seals, corrections = list_seals(unit), list_corrections(unit)
    for one in seals:
        console.print(
            say(
                lang,
                indonesian=f"Tersegel: {one.id}, audit {one.entry}, {one.sealed_on}, ",
                english=f"Sealed: {one.id}, entry {one.entry}, {one.sealed_on}, ",
            )
            + plain(without_nip(one.reason))
        )
        for told in corrections:
            if told.seal_ids[0] == one.id:
                what = f"  {told.entry}, {told.corrected_on}, {told.kind} {told.record_id}: "
                word = say(lang, indonesian="koreksi", english="correction")
                console.print(f"  {word}{plain(without_nip(what + told.reason))}")

"""The command `lab`: the page of the policy lab, on this machine."""

import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Annotated

import typer

from asn_kinerja._extras import require
from asn_kinerja.cli.finding import find_policy
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.workspace import open_workspace

__all__ = ["lab"]


def lab(
    file: Annotated[
        Path | None,
        typer.Argument(help="Pegawai: .parquet, .csv, .xlsx; kosong: dibuat. / People; or made."),
    ] = None,
    *,
    policy: Annotated[
        str, typer.Option("--policy", help="Kebijakan dasar: id atau berkas .toml / base policy.")
    ] = "",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Porta; 0: yang bebas / any free one.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Buka peramban / open a browser.")
    ] = True,
    lang: Lang = Language.ID,
) -> None:
    """Buka laboratorium kebijakan: ubah aturan, lihat siapa bergeser. / Open the policy lab."""
    with failing_clearly(lang):
        for module in ("marimo", "uvicorn"):
            require(module, extra="lab", feature="lab")
        if file is not None and not file.is_file():
            raise InvalidInput(Problem("case_file", file.name, value=file, cure=""))
        if policy:
            with open_workspace() as workspace:
                find_policy(workspace, policy)
        from asn_kinerja.lab.serving import Settings, serve

        settings = Settings(
            lang=str(lang),
            policy=str(Path(policy).resolve()) if policy.endswith(".toml") else policy,
            file=str(file.resolve()) if file else "",
            folder=str(Path.cwd()),
        )
        with suppress(KeyboardInterrupt):
            serve(settings, port=port, key=token_urlsafe(16), ready=_teller(lang, browser=browser))


def _teller(lang: Language, *, browser: bool) -> Callable[[str], None]:
    def tell(address: str) -> None:
        console.print(
            say(
                lang,
                indonesian="Laboratorium kebijakan terbuka; Ctrl+C menutupnya.",
                english="The policy lab is open; Ctrl+C closes it.",
            )
        )
        typer.echo(address)
        if browser:
            webbrowser.open(address)

    return tell

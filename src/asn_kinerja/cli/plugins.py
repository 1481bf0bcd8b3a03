"""The command `plugins list`."""

from typing import Annotated

import typer
from rich.table import Table

from asn_kinerja import hookspecs
from asn_kinerja.cli.telling import plain
from asn_kinerja.cli.terminal import Lang, Language, console, failing_clearly, say
from asn_kinerja.plugins.discovery import installed_entries
from asn_kinerja.plugins.loading import BUILTIN, blocked_by_environment, load_plugins

__all__ = ["plugins"]

plugins = typer.Typer(
    name="plugins", help="Plugin yang terpasang. / Installed plugins.", no_args_is_help=True
)


@plugins.callback()
def _group() -> None:
    """Plugin yang terpasang. / Installed plugins."""


@plugins.command("list")
def list_(
    *,
    block: Annotated[
        list[str] | None, typer.Option("--block", help="Abaikan plugin ini / leave this one out.")
    ] = None,
    lang: Lang = Language.ID,
) -> None:
    """Sebut plugin, asalnya, dan yang ditawarkannya. / Name plugins and what they offer."""
    with failing_clearly(lang):
        loaded = load_plugins(block=block or ())
        table = Table(
            say(lang, indonesian="Plugin", english="Plugin"),
            say(lang, indonesian="Asal", english="From"),
            say(lang, indonesian="Menawarkan", english="Offers"),
        )
        for name, source in loaded.sources.items():
            offers = [
                plain(f"{hook.removeprefix('asn_kinerja_')}: {', '.join(names)}")
                for hook, names in loaded.offers_of(name).items()
            ]
            table.add_row(plain(name), plain(source), "\n".join(offers) or "-")
        console.print(table, soft_wrap=False)
        if blocked := sorted(blocked_by_environment()):
            console.print(
                say(lang, indonesian="Diblokir oleh ", english="Blocked by ")
                + f"{hookspecs.BLOCK}: {plain(', '.join(blocked))}"
            )
        there = {BUILTIN, *(entry.name for entry in installed_entries(hookspecs.GROUP))}
        if unknown := sorted({*blocked, *(block or ())} - there):
            console.print(
                say(
                    lang,
                    indonesian="Diblokir, tetapi tidak ada plugin terpasang dengan nama itu: ",
                    english="Blocked, but no installed plugin has that name: ",
                )
                + plain(", ".join(unknown))
            )

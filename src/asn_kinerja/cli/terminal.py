"""What the commands share: language, the opened store, progress, and how errors are shown."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from os import urandom
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from asn_kinerja.cli.telling import print_problems
from asn_kinerja.errors import AsnKinerjaError
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.workspace import open_workspace

__all__ = [
    "Actor",
    "Lang",
    "Language",
    "Store",
    "console",
    "failing_clearly",
    "keeping_no_empty_file",
    "open_context",
    "say",
]

_FILE = "sqlite:///"
BAD_INPUT = 2  # exit code when the input has problems
# What arguments of use cases are called on the command line.
_OPTIONS = {
    "framework": "--framework",
    "optimiser": "--optimiser",
    "period": "--period",
    "person": "--nip | --employee",
    "reason": "--reason",
}


class Language(StrEnum):
    """Languages that the commands speak."""

    ID = "id"
    EN = "en"


Lang = Annotated[Language, typer.Option("--lang", help="Bahasa: id atau en. / Language: id or en.")]
Store = Annotated[
    str,
    typer.Option("--store", help="Alamat penyimpanan / address of the store: sqlite:///marelan.db"),
]
Actor = Annotated[
    str,
    typer.Option("--actor", help="Nama pelaku untuk jejak audit / who acts, for the audit trail."),
]

console = Console(highlight=False, soft_wrap=True)
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(lang: str, *, indonesian: str, english: str) -> str:
    """Choose the text of a language.

    Args:
        lang: ``"id"`` or ``"en"``.
        indonesian: The text in Bahasa Indonesia.
        english: The text in English.

    Returns:
        One of the two.
    """
    return english if lang == Language.EN else indonesian


@contextmanager
def failing_clearly(lang: str, *, options: Mapping[str, str] | None = None) -> Iterator[None]:
    """Show the problems of an expected error, one a line, and leave with exit code 2.

    Args:
        lang: ``"id"`` or ``"en"``.
        options: Options of the command for arguments of its use cases, where they are not called
            as in other commands: a problem that names the argument is shown at the option.

    Yields:
        Nothing.

    Raises:
        Exit: With code 2, after the problems were printed to standard error.
    """
    try:
        yield
    except AsnKinerjaError as error:
        count = len(error.problems)
        _errors.print(
            say(
                lang,
                indonesian=f"[bold red]Ada {count} masalah; tidak ada yang diubah.[/]",
                english=f"[bold red]Problems: {count}; nothing was changed.[/]",
            )
        )
        print_problems(error, console=_errors, lang=lang, options={**_OPTIONS, **(options or {})})
        raise typer.Exit(BAD_INPUT) from error


@contextmanager
def open_context(
    store: str,
    *,
    actor: str,
    now: Callable[[], datetime] | None = None,
    create: bool = False,
    entropy: Callable[[int], bytes] = urandom,
) -> Iterator[ServiceContext]:
    """Open a store and hand out what services need.

    Args:
        store: URL of the store.
        actor: Who acts.
        now: Tells the time; the clock of the machine when `None`.
        create: Whether to make the store when there is none; else a misspelt name is an error.
        entropy: Source of random bytes for new records; that of the system unless the people are
            synthetic and the store must come out the same again.

    Yields:
        The context; the store is closed afterwards.
    """
    with (
        keeping_no_empty_file(store),
        open_workspace(store, create=create, entropy=entropy) as workspace,
    ):
        yield workspace.services(actor=actor, now=now or (lambda: datetime.now(UTC)))


@contextmanager
def keeping_no_empty_file(store: str) -> Iterator[None]:
    """Take away the SQLite file that a command made new and then failed to fill.

    Args:
        store: URL of the store.

    Yields:
        Nothing; the store is opened and closed inside.
    """
    path = Path(store.removeprefix(_FILE))
    made = store.startswith(_FILE) and not path.exists()
    try:
        yield
    except BaseException:
        if made and path.exists():
            with suppress(AsnKinerjaError, OSError):
                _remove_empty(store, path)
        raise


def _remove_empty(store: str, path: Path) -> None:
    """Remove a store, unless somebody else has written to it meanwhile."""
    with open_workspace(store, create=False) as workspace, workspace.snapshot() as unit:
        empty = not unit.kinds() and unit.last_audit() is None
    if empty:
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)

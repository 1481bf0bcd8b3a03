"""Processes of their own for the laws of crashes and races.

A child is handed `open_store` and opens the store itself. Nothing may be open in this process while
one starts: a forked child would share it. What a child finds wrong ends it with an exit code.
"""

import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeAlias

from asn_kinerja.converters.make import record_codec
from asn_kinerja.storage.port import Backend
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["PROCESSES", "Child", "OpenStore", "children", "die", "unit_of_work"]

OpenStore: TypeAlias = Callable[[], Backend]

# Forked children take any `open_store`; others need one that can be pickled.
_FORKS = "fork" in multiprocessing.get_all_start_methods()
PROCESSES: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")

_CODEC = record_codec()
_NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)
_PATIENCE = 60.0  # seconds for a child that does not answer


class Child:
    """A process that works on the store and tells what it did.

    Args:
        work: A function of a module; it is called with `open_store`, where to tell what it did, and
            the arguments.
        open_store: Opens the store.
        arguments: The arguments.
    """

    def __init__(
        self, work: Callable[..., None], open_store: OpenStore, *arguments: object
    ) -> None:
        self._told, telling = PROCESSES.Pipe(duplex=False)
        self.process = PROCESSES.Process(
            target=work, args=(open_store, telling, *arguments), daemon=True
        )
        with warnings.catch_warnings():
            # Python 3.12 warns when other threads run; a child uses nothing that they hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.process.start()
        telling.close()

    def listen(self) -> Any:  # noqa: ANN401 - whatever its work tells
        """Wait for the next thing it tells; `EOFError` when it ended instead."""
        if not self._told.poll(_PATIENCE):
            raise TimeoutError
        return self._told.recv()

    def kill(self) -> None:
        """Kill it, as `kill -9` does."""
        self.process.kill()

    def end(self) -> list[Any]:
        """Wait for its end and give what it told until then."""
        told = []
        try:
            while True:
                told.append(self.listen())
        except (EOFError, ConnectionResetError):
            pass
        self.process.join(_PATIENCE)
        return told

    @property
    def survived(self) -> bool:
        """Whether it came to its end by itself and found nothing wrong."""
        code: int | None = self.process.exitcode
        return code == 0


@contextmanager
def children(
    work: Callable[..., None], open_store: OpenStore, *shares: tuple[object, ...]
) -> Iterator[list[Child]]:
    """Start several processes at once, and leave none behind.

    Args:
        work: What each does.
        open_store: Opens the store.
        shares: Arguments of each; its first argument is a barrier that all share.

    Yields:
        The processes.
    """
    barrier = PROCESSES.Barrier(len(shares), timeout=_PATIENCE)
    started: list[Child] = []
    try:
        started += (Child(work, open_store, barrier, *share) for share in shares)
        yield started
    finally:
        for child in started:
            child.kill()
            child.process.join()


def die() -> None:
    """End this process at once, as `kill -9` does."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def unit_of_work(store: Backend, *, write: bool) -> UnitOfWork:
    """Open a unit of work over records.

    Args:
        store: The open store.
        write: Whether it may write.

    Returns:
        The unit of work, to be entered.
    """
    if write:
        return UnitOfWork(store, _CODEC, actor="penguji", recorded_at=_NOW)
    return UnitOfWork(store, _CODEC)

"""One LMDB folder as this process has it open: its writers, its growth, and its errors."""

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import lmdb

from asn_kinerja.errors import Problem, StorageError, WrongSchema
from asn_kinerja_lmdb import __version__
from asn_kinerja_lmdb.keys import STAMP

__all__ = ["Environment", "Running"]

LAYOUT = 1  # number of what `keys.py` lays out; one more with each change of it
MAP = 1 << 36  # bytes of address space at first; the file is as large as what is in it
PATIENCE = 10.0  # seconds a writer waits for another

_CODES: dict[type[BaseException], str] = {
    lmdb.CorruptedError: "store_corrupt",
    lmdb.PageNotFoundError: "store_corrupt",
    lmdb.InvalidError: "store_foreign",
    lmdb.VersionMismatchError: "store_foreign",
    lmdb.MapFullError: "store_full",
    lmdb.TxnFullError: "store_full",
    lmdb.DiskError: "store_full",
    lmdb.ReadersFullError: "store_busy",
    lmdb.MapResizedError: "store_busy",
    lmdb.LockError: "store_busy",
    lmdb.ReadonlyError: "store_read_only",
    PermissionError: "store_no_permission",
    OSError: "store_io",
    ValueError: "store_corrupt",  # what was read is not what `transaction.py` writes
}
# LMDB lets a process open a folder once: whoever opens it again shares what is open.
_open: dict[tuple[int, Path], "Environment"] = {}
_guard = threading.RLock()


class Running(NamedTuple):
    """A transaction, and what a writer holds so that it is the only one."""

    transaction: lmdb.Transaction
    lock: IO[bytes] | None


class Environment:
    """An open folder. Got by `Environment.at`, let go of by `close`.

    Args:
        folder: The folder; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.place = folder.name
        self._folder = folder
        self.users = 0
        self._running = 0
        self._cramped = False
        with self.told():
            folder.mkdir(exist_ok=True)  # LMDB would make it with the rights of a file
            self._env = lmdb.open(str(folder), map_size=MAP, max_readers=1024, mode=0o660)
            self._env.reader_check()  # lets go of what killed readers held
            length = (folder / "data.mdb").stat().st_size
        if length < self._used():  # to read past the end of the file would end the process
            self._env.close()
            raise StorageError(Problem("store_corrupt", self.place))

    @classmethod
    def at(cls, folder: Path, *, create: bool) -> "Environment":
        """Open a folder, or share it if it is open, and check that it is a store of today.

        Args:
            folder: The folder.
            create: Whether to make an empty one a store.

        Returns:
            The environment, counted as used once more.

        Raises:
            StorageError: If it cannot be used, or is no store and none is to be made.
            WrongSchema: If it is older, newer, or not ours.
        """
        place = os.getpid(), folder.resolve()
        with _guard:
            found = _open[place] = _open.get(place) or cls(folder)
            found.users += 1
        try:
            found.prepare(create=create)
        except BaseException:
            found.close()
            raise
        return found

    def close(self) -> None:
        """Let go of the folder, once for each time it was got."""
        with _guard:
            self.users -= 1
            if not self.users:
                _open.pop((os.getpid(), self._folder.resolve()), None)
                self._env.close()

    def begin(self, *, write: bool) -> Running:
        """Begin a transaction, to be handed to `end`; a writer waits for the one before it."""
        lock = self._wait() if write else None
        try:
            with self.told(), _guard:
                if write and not self._running:
                    self._grow()
                transaction = self._begun(write=write)
                self._running += 1
        except BaseException:
            if lock:
                lock.close()
            raise
        return Running(transaction, lock)

    def end(self, running: Running) -> None:
        """End a transaction; what it did not commit is gone."""
        with _guard:
            running.transaction.abort()  # harmless after a commit
            self._running -= 1
        if running.lock:
            running.lock.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what LMDB raises into errors that say what to do, and name no record."""
        try:
            yield
        except (lmdb.Error, OSError, ValueError) as error:
            self._cramped |= isinstance(error, lmdb.MapFullError)
            code = next((_CODES[one] for one in type(error).mro() if one in _CODES), "store_failed")
            kind = WrongSchema if code == "store_foreign" else StorageError
            raise kind(Problem(code, self.place, value=type(error).__name__)) from None

    def _wait(self) -> IO[bytes]:
        """Wait for other writers, of this process and of others; who is killed lets go."""
        with self.told():
            lock = (self._folder / "writer.lock").open("ab")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    lock.close()
                    raise StorageError(Problem("store_busy", self.place)) from None
                time.sleep(0.002)
            else:
                return lock

    def _begun(self, *, write: bool) -> lmdb.Transaction:
        try:
            return self._env.begin(write=write)
        except lmdb.MapResizedError:  # another process has made the map larger
            if self._running:
                raise
            self._env.set_mapsize(0)
        return self._env.begin(write=write)

    def _grow(self) -> None:
        """Make the map larger when a writer found no room in it, or soon would."""
        size = self._env.info()["map_size"]
        if self._cramped or self._used() * 2 > size:
            self._env.set_mapsize(size * 2)
            self._cramped = False

    def _used(self) -> int:
        return (self._env.info()["last_pgno"] + 1) * self._env.stat()["psize"]

    def prepare(self, *, create: bool) -> None:
        """Check that it is a store of today; see `at`."""
        for write in (False, True):
            running = self.begin(write=write)
            try:
                with self.told():
                    if self._is_ours(running.transaction):
                        return
                    if write:
                        stamp = {"layout": LAYOUT, "release": f"asn-kinerja-lmdb {__version__}"}
                        running.transaction.put(STAMP, json.dumps(stamp).encode())
                        running.transaction.commit()
            finally:
                self.end(running)
            if not create:
                raise StorageError(Problem("store_missing", self.place))

    def _is_ours(self, transaction: lmdb.Transaction) -> bool:
        found = transaction.get(STAMP)
        if found is None:
            if transaction.cursor().first():
                raise WrongSchema(Problem("store_foreign", self.place))
            return False
        stamp = json.loads(bytes(found))
        layout, release = stamp["layout"], stamp["release"]
        if layout > LAYOUT:
            raise WrongSchema(Problem("store_newer", self.place, value=layout, cure=release))
        if layout < LAYOUT:
            raise WrongSchema(Problem("store_older", self.place, value=layout, cure=str(LAYOUT)))
        return True

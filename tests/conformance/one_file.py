"""A durable, shared store in one file, as plain as can be: each commit writes everything anew.

It shows that the laws of processes can be kept, and is what the lies about them are made of.
"""

import fcntl
import os
import pickle
import tempfile
from contextlib import suppress
from pathlib import Path

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.storage.port import Capability
from asn_kinerja.testing.storage_model import Model


class OneFile:
    """A store in a file, with a lock file beside it."""

    capabilities = frozenset({Capability.DURABLE, Capability.SHARED})

    def __init__(self, path):
        """Open it; make it when there is none."""
        self.path = Path(path)
        self.closed = False
        if not self.path.exists():
            self.make()

    def make(self):
        """Make an empty store, unless somebody else does."""
        new = self.written(Model())
        with suppress(FileExistsError):
            self.path.hardlink_to(new)
        new.unlink()

    def begin(self, *, write):
        """Begin; a writer waits for the lock, which its process cannot outlive."""
        if self.closed:
            raise StorageError(Problem("store_closed", "file"))
        lock = self.lock() if write else None
        try:
            return self.transaction(lock)
        except BaseException:
            if lock:
                self.unlock(lock)
            raise

    def transaction(self, lock):
        """Read everything, under the lock of a writer."""
        return OneFileTransaction(self, lock)

    def lock(self):
        """Wait for the lock."""
        lock = self.path.with_suffix(".lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def unlock(self, lock):
        """Let go of the lock."""
        lock.close()

    def close(self):
        """Begin no more."""
        self.closed = True

    def load(self):
        """Read everything."""
        return pickle.loads(self.path.read_bytes())  # noqa: S301 - our own file

    def save(self, model):
        """Write everything, at once."""
        self.written(model).replace(self.path)

    def written(self, model):
        """Write everything to a new file beside the store."""
        handle, name = tempfile.mkstemp(dir=self.path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(model, file)
        return Path(name)


class OneFileTransaction:
    """A copy of everything, written back at commit."""

    def __init__(self, store, lock):
        """Read everything."""
        self.store = store
        self.lock = lock
        self.model = store.load()
        self.get, self.kinds = self.model.get, self.model.kinds

    def scan(self, query):
        """Read records in order."""
        return iter(self.model.scan(query))

    def put(self, kind, writes):
        """Write records."""
        self.may_write()
        self.model.put(kind, writes)

    def delete(self, kind, versions):
        """Remove records."""
        self.may_write()
        self.model.delete(kind, versions)

    def last_audit(self):
        """Read the newest audit entry."""
        return self.model.audit[-1] if self.model.audit else None

    def append_audit(self, entry):
        """Add an audit entry."""
        self.may_write()
        self.model.append_audit(entry)

    def scan_audit(self, *, after=0):
        """Read audit entries."""
        return iter(self.model.audit[after:])

    def commit(self):
        """Write everything back."""
        self.may_write()
        self.store.save(self.model)
        self.rollback()

    def rollback(self):
        """Let go of the lock."""
        if self.lock:
            self.store.unlock(self.lock)
            self.lock = None

    def may_write(self):
        """Refuse a reader, and a transaction that has ended."""
        if not self.lock:
            raise StorageError(Problem("unit_ended", "file"))

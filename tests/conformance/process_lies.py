"""One store for each law that is tied to a capability, made to break it.

Beside it stand the further laws that such a lie cannot but break.
"""

import os
import time

import attrs
from lies import ANY_HISTORY
from one_file import OneFile, OneFileTransaction

from asn_kinerja.errors import Problem, StorageError
from asn_kinerja.testing.storage_model import Model

__all__ = ["AT_ANY_MOMENT", "MAKERS", "PROCESS_LIES"]


class _Transaction(OneFileTransaction):
    """Tells its store what happens."""

    def put(self, kind, writes):
        super().put(kind, [self.store.changed(self, kind, write) for write in writes])

    def append_audit(self, entry):
        super().append_audit(entry)
        self.store.noted(self)

    def rollback(self):
        if self.lock:
            self.store.undone()
        super().rollback()


class _Liar(OneFile):
    """Lies in one of the moments below."""

    def transaction(self, lock):
        return _Transaction(self, lock)

    def changed(self, transaction, kind, write):
        """Change what is put."""
        del transaction, kind
        return write

    def noted(self, transaction):
        """Do something when an audit entry is added."""

    def undone(self):
        """Do something when a transaction ends, before others may write."""


class _Amnesia(_Liar):
    """Loses the newest audit entry when it is opened."""

    def __init__(self, path):
        super().__init__(path)
        model = self.load()
        del model.audit[-1:]
        self.save(model)


class _Cached(_Liar):
    """Never looks again at what it has read once."""

    cache = None

    def load(self):
        self.cache = self.cache or super().load()
        return self.cache.view()

    def save(self, model):
        self.cache = model.view()
        super().save(model)


class _Eager(_Liar):
    """Writes records down before the commit, and takes them back when it is rolled back."""

    before = None

    def noted(self, transaction):
        before = self.load()
        eager = transaction.model.view()
        eager.audit = list(before.audit)
        self.save(eager)
        self.before = before

    def undone(self):
        if self.before:
            self.save(self.before)

    def save(self, model):
        super().save(model)
        self.before = None


class _Halves(_Liar):
    """Writes records first and audit entries a moment later."""

    def save(self, model):
        first = model.view()
        first.audit = first.audit[: len(self.load().audit)]
        super().save(first)
        time.sleep(0.004)
        super().save(model)


class _Unlocked(_Liar):
    """Waits for nobody."""

    def lock(self):
        return self.path.with_suffix(f".{os.getpid()}").open("w")

    def save(self, model):
        time.sleep(0.004)
        super().save(model)


class _Overbooked(_Liar):
    """Takes a new record for a change of the one that is there."""

    def changed(self, transaction, kind, write):
        there = transaction.model.version_of(kind, write.key)
        return write if write.expected_version else attrs.evolve(write, expected_version=there)


class _Hasty(_Liar):
    """Makes a store where there was none a moment ago."""

    def make(self):
        time.sleep(0.01)
        with self.path.open("xb") as file:
            file.write(self.written(Model()).read_bytes())


class _LockFile(_Liar):
    """Locks with a file that nobody removes when its process dies."""

    def lock(self):
        for _ in range(200):
            try:
                return self.path.with_suffix(".held").open("x")
            except FileExistsError:
                time.sleep(0.002)
        raise StorageError(Problem("store_busy", "file"))

    def unlock(self, lock):
        lock.close()
        self.path.with_suffix(".held").unlink()


_AT_ANY_STEP = "test_a_crash_at_any_step_leaves_a_unit_whole_or_absent"
AT_ANY_MOMENT = "test_a_kill_at_any_moment_leaves_a_unit_whole_or_absent"
_UPDATES = "test_two_processes_lose_no_update"
_SEATS = "test_a_seat_is_taken_once"
MAKERS = "test_a_store_may_be_made_by_several_at_once"

PROCESS_LIES = {
    "test_a_durable_store_outlives_its_closing": (
        _Amnesia,
        {_AT_ANY_STEP, AT_ANY_MOMENT, _UPDATES, MAKERS, ANY_HISTORY},
    ),
    "test_a_shared_store_is_one_store": (_Cached, {_UPDATES, _SEATS, ANY_HISTORY}),
    _AT_ANY_STEP: (_Eager, set()),
    AT_ANY_MOMENT: (_Halves, set()),
    _UPDATES: (_Unlocked, {_SEATS, "test_threads_lose_no_update"}),
    _SEATS: (_Overbooked, {"test_a_stale_put_is_refused", "test_every_stale_record_is_named"}),
    MAKERS: (_Hasty, set()),
    "test_the_dead_hold_up_nobody": (_LockFile, {_AT_ANY_STEP, AT_ANY_MOMENT}),
}

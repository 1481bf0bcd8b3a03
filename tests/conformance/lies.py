"""One store for each law that every store must keep, made to break it.

Each lies about one thing and passes on the rest to a store in memory. Beside it stand the further
laws that such a lie cannot but break.
"""

import itertools
import json
import threading
import time
from contextlib import suppress

import attrs

from asn_kinerja.errors import StaleVersion
from asn_kinerja.storage.query import Cursor, Query
from asn_kinerja.testing.storage_wrapper import WrappedBackend, WrappedTransaction

__all__ = ["ANY_HISTORY", "LIES"]

ANY_HISTORY = "test_any_history_agrees_with_the_model"
LIES = {}  # by law: the lying store, and the further laws


def lying(law, *further):
    """Enter a store, or a kind of transaction, as the lie about a law."""

    def enter(liar):
        store = liar
        if not issubclass(liar, WrappedBackend):
            store = type(liar.__name__, (WrappedBackend,), {"transaction": liar})
        LIES[law] = store, frozenset(further)
        return liar

    return enter


class Puts(WrappedTransaction):
    """Lies about what is put."""

    def changed(self, write, present):
        """Change one write, knowing which version there is."""
        raise NotImplementedError

    def put(self, kind, writes):
        """Put something else."""
        there = self.inner.get(kind, [write.key for write in writes])
        self.inner.put(
            kind,
            [
                self.changed(write, there[write.key].version if write.key in there else 0)
                for write in writes
            ],
        )


class Scans(WrappedTransaction):
    """Lies about what is asked."""

    def changed(self, query):
        """Change one query."""
        raise NotImplementedError

    def scan(self, query):
        """Ask something else."""
        return self.inner.scan(self.changed(query))


class Tests(Scans):
    """Lies about conditions."""

    def test(self, condition):
        """Change one condition."""
        raise NotImplementedError

    def changed(self, query):
        """Change each condition."""
        return attrs.evolve(query, where=tuple(self.test(one) for one in query.where))


@lying("test_a_new_store_is_empty", ANY_HISTORY)
class _Furnished(WrappedTransaction):
    """Names a kind when there is none."""

    def kinds(self):
        return self.inner.kinds() or ["example"]


@lying("test_a_payload_comes_back_unchanged", "test_keys_are_told_apart_by_every_character")
class _Tidy(Puts):
    """Strips payloads."""

    def changed(self, write, present):
        del present
        return attrs.evolve(write, payload=write.payload.strip())


@lying("test_a_value_comes_back_or_is_refused", "test_a_payload_comes_back_unchanged")
class _Imprecise(Puts):
    """Takes long whole numbers for floats, as a database does that looks into JSON."""

    def changed(self, write, present):
        del present
        try:
            value = json.loads(write.payload, parse_int=lambda text: int(float(text)))
        except ValueError:
            return write
        long = any(len(part) > 15 for part in write.payload.replace("]", ",").split(","))
        return attrs.evolve(write, payload=json.dumps(value)) if long else write


@lying(
    "test_keys_are_told_apart_by_every_character",
    "test_keys_are_ordered_by_code_point",
    ANY_HISTORY,
)
class _Padded(Puts):
    """Takes no notice of spaces at the end of a key, as some collations do."""

    def changed(self, write, present):
        del present
        return attrs.evolve(write, key=write.key.rstrip() or write.key)


@lying(
    "test_versions_count_from_one",
    "test_a_record_starts_above_its_floor",
    "test_threads_lose_no_update",
    ANY_HISTORY,
)
class _Tired(WrappedTransaction):
    """Counts to three."""

    def scan(self, query):
        for one in self.inner.scan(query):
            yield attrs.evolve(one, version=min(one.version, 3))


@lying("test_a_record_starts_above_its_floor", ANY_HISTORY)
class _Floorless(Puts):
    """Knows no floors."""

    def changed(self, write, present):
        del present
        return attrs.evolve(write, floor=0)


@lying("test_get_gives_what_there_is", "test_get_takes_as_many_keys_as_promised", ANY_HISTORY)
class _Single(WrappedTransaction):
    """Reads one record at a time."""

    def get(self, kind, keys):
        return dict(itertools.islice(self.inner.get(kind, keys).items(), 1))


@lying("test_get_takes_as_many_keys_as_promised")
class _Narrow(WrappedTransaction):
    """Reads 400 records at a time."""

    def get(self, kind, keys):
        return self.inner.get(kind, keys[:400])


@lying("test_kinds_are_apart", ANY_HISTORY)
class _Unsorted(WrappedTransaction):
    """Names the kinds in some order."""

    def kinds(self):
        return self.inner.kinds()[::-1]


@lying("test_a_stale_put_is_refused", "test_every_stale_record_is_named", ANY_HISTORY)
class _Forward(Puts):
    """Takes a put that expects a later version than there is."""

    def changed(self, write, present):
        late = 0 < present < write.expected_version
        return attrs.evolve(write, expected_version=present) if late else write


@lying(
    "test_a_put_that_expects_what_is_not_there_is_refused",
    "test_every_stale_record_is_named",
    ANY_HISTORY,
)
class _Obliging(Puts):
    """Takes a put that expects a version of a record that is not there."""

    def changed(self, write, present):
        return write if present else attrs.evolve(write, expected_version=0)


@lying("test_every_stale_record_is_named", ANY_HISTORY)
class _Terse(WrappedTransaction):
    """Names the first stale record alone."""

    def put(self, kind, writes):
        try:
            self.inner.put(kind, writes)
        except StaleVersion as error:
            raise StaleVersion(error.problems[0]) from error


@lying("test_a_deleted_record_is_gone")
class _Ghosts(WrappedTransaction):
    """Still reads what it has deleted."""

    def __init__(self, inner, backend, *, write):
        super().__init__(inner, backend, write=write)
        self.ghosts = {}

    def get(self, kind, keys):
        return {**self.ghosts.get(kind, {}), **self.inner.get(kind, keys)}

    def delete(self, kind, versions):
        there = self.inner.get(kind, list(versions))
        self.inner.delete(kind, versions)
        self.ghosts[kind] = there


@lying("test_a_stale_delete_is_refused", "test_every_stale_record_is_named", ANY_HISTORY)
class _Ruthless(WrappedTransaction):
    """Deletes whatever version there is."""

    def delete(self, kind, versions):
        there = self.inner.get(kind, list(versions))
        self.inner.delete(kind, {key: one.version for key, one in there.items()})


@lying("test_a_scan_filters_and_orders")
class _Inclusive(Tests):
    """Takes an upper end to be in."""

    def test(self, condition):
        if condition.operator != "below":
            return condition
        return attrs.evolve(condition, values=(condition.values[0] + "\0",))


@lying("test_pages_join_to_the_whole")
class _Skipping(Scans):
    """Starts a page after all records with the value of the last one."""

    def changed(self, query):
        if query.after is None or query.order is None:
            return query
        key = "" if query.descending else "\U0010ffff" * 201
        return attrs.evolve(query, after=Cursor(value=query.after.value, key=key))


@lying("test_keys_are_ordered_by_code_point")
class _Sixteen(WrappedTransaction):
    """Orders by units of 16 bits, as some languages do."""

    def scan(self, query):
        whole = Query(kind=query.kind, where=query.where, order=query.order)
        found = sorted(
            self.inner.scan(whole),
            key=lambda one: (one.order.encode("utf-16-be"), one.key.encode("utf-16-be")),
            reverse=query.descending,
        )
        if query.after:
            place = (query.after.value, query.after.key)
            at = [(one.order, one.key) for one in found].index(place)
            found = found[at + 1 :]
        return iter(found[: query.limit])


@lying("test_a_long_scan_is_complete")
class _Short(WrappedTransaction):
    """Gives a thousand records at most."""

    def scan(self, query):
        return itertools.islice(self.inner.scan(query), 1_000)


@lying("test_index_values_follow_the_record", ANY_HISTORY)
class _Sticky(WrappedTransaction):
    """Leaves a record under the index values that it had at first."""

    def put(self, kind, writes):
        first = vars(self.backend).setdefault("first", {})
        self.inner.put(
            kind,
            [
                attrs.evolve(write, indexes=first.setdefault((kind, write.key), write.indexes))
                for write in writes
            ],
        )


@lying("test_index_values_are_told_apart_by_every_character")
class _Loose(Tests):
    """Takes a value with a space behind it for the value."""

    def test(self, condition):
        if condition.operator != "one_of":
            return condition
        spaced = [f"{value} " for value in condition.values]
        return attrs.evolve(condition, values=(*condition.values, *spaced))


@lying("test_a_kind_has_as_many_indexes_as_promised")
class _Five(Puts):
    """Keeps five indexes."""

    def changed(self, write, present):
        del present
        return attrs.evolve(write, indexes=dict(itertools.islice(write.indexes.items(), 5)))


@lying("test_a_condition_takes_as_many_values_as_promised")
class _Hundred(Tests):
    """Looks for a hundred values."""

    def test(self, condition):
        return attrs.evolve(condition, values=condition.values[:100])


@lying("test_scans_may_be_read_in_turn")
class _OneCursor(WrappedTransaction):
    """Has one cursor: a new scan ends the one before."""

    current = None

    def scan(self, query):
        self.current = found = self.inner.scan(query)
        for one in found:
            yield one
            if self.current is not found:
                return


@lying("test_a_transaction_sees_its_own_writes", ANY_HISTORY)
class _Forgetful(WrappedTransaction):
    """Scans what is committed, without its own writes."""

    def scan(self, query):
        if not self.write:
            return self.inner.scan(query)
        reader = self.backend.inner.begin(write=False)
        found = list(reader.scan(query))
        reader.rollback()
        return iter(found)


@lying("test_a_rollback_keeps_nothing")
class _Diary(WrappedTransaction):
    """Keeps audit entries of what was rolled back."""

    def __init__(self, inner, backend, *, write):
        super().__init__(inner, backend, write=write)
        self.entries = []

    def append_audit(self, entry):
        self.inner.append_audit(entry)
        self.entries.append(entry)

    def commit(self):
        self.inner.commit()
        self.entries.clear()

    def rollback(self):
        self.inner.rollback()
        if self.entries:
            writer = self.backend.inner.begin(write=True)
            for entry in self.entries:
                writer.append_audit(entry)
            writer.commit()
            self.entries.clear()


@lying("test_nothing_is_seen_before_commit", ANY_HISTORY)
class _Dirty(WrappedTransaction):
    """Scans what others have not committed yet."""

    def __init__(self, inner, backend, *, write):
        super().__init__(inner, backend, write=write)
        if write:
            backend.writer = inner

    def scan(self, query):
        return (getattr(self.backend, "writer", None) or self.inner).scan(query)

    def rollback(self):
        if self.write:
            self.backend.writer = None
        self.inner.rollback()

    def commit(self):
        self.backend.writer = None
        self.inner.commit()


@lying("test_a_reader_keeps_its_view", ANY_HISTORY)
class _Restless(WrappedTransaction):
    """Reads what is newest, not what was there when it began."""

    def scan(self, query):
        if not self.write:
            self.inner.rollback()
            self.inner = self.backend.inner.begin(write=False)
        return self.inner.scan(query)


@lying("test_a_reader_may_not_write")
class _Polite(WrappedTransaction):
    """Takes writes of a reader, and forgets them."""

    def put(self, kind, writes):
        if self.write:
            self.inner.put(kind, writes)

    def delete(self, kind, versions):
        if self.write:
            self.inner.delete(kind, versions)

    def append_audit(self, entry):
        if self.write:
            self.inner.append_audit(entry)


@lying("test_an_ended_transaction_is_of_no_more_use")
class _Undead(WrappedTransaction):
    """Takes writes after its end, and forgets them."""

    ended = False

    def put(self, kind, writes):
        if not self.ended:
            self.inner.put(kind, writes)

    def commit(self):
        if not self.ended:
            self.inner.commit()
            self.ended = True


@lying("test_audit_entries_come_back", ANY_HISTORY)
class _Ascii(WrappedTransaction):
    """Keeps reasons in ASCII."""

    def scan_audit(self, *, after=0):
        for entry in self.inner.scan_audit(after=after):
            yield attrs.evolve(entry, reason=entry.reason.encode("ascii", "replace").decode())


@lying("test_a_long_audit_entry_comes_back")
class _Thousand(WrappedTransaction):
    """Keeps a thousand changes of an entry."""

    def append_audit(self, entry):
        self.inner.append_audit(attrs.evolve(entry, changes=entry.changes[:1_000]))


@lying("test_an_audit_sequence_is_used_once", ANY_HISTORY)
class _Once(WrappedTransaction):
    """Says nothing when an audit entry is not the next one."""

    def append_audit(self, entry):
        with suppress(StaleVersion):
            self.inner.append_audit(entry)


@lying("test_threads_lose_no_update")
class _Careless(WrappedTransaction):
    """Lets other threads than the first one write at once; who is late loses, and is not told."""

    def __init__(self, inner, backend, *, write):
        super().__init__(inner, backend, write=write)
        self.held = []
        self.at_once = write and threading.current_thread() is not threading.main_thread()
        if self.at_once:
            inner.rollback()  # the lock is free for others

    def put(self, kind, writes):
        if self.at_once:
            self.held.append((kind, writes))
        else:
            self.inner.put(kind, writes)

    def commit(self):
        if self.at_once:
            time.sleep(0.002)
            self.inner = self.backend.inner.begin(write=True)
        try:
            for kind, writes in self.held:
                self.inner.put(kind, writes)
        except StaleVersion:
            self.inner.rollback()
        else:
            self.inner.commit()


@lying("test_a_closed_store_refuses")
class _Open(WrappedBackend):
    """Cannot be closed."""

    def close(self):
        pass


class _Twins(WrappedTransaction):
    """Leaves it to the store to end the view."""

    def rollback(self):
        self.backend.leave(self)


@lying(ANY_HISTORY)
class _OneView(WrappedBackend):
    """Gives all readers the view of the one that began first, as one connection would."""

    transaction = _Twins

    def __init__(self, inner):
        super().__init__(inner)
        self.views = []

    def begin(self, *, write):
        shared = None if write or not self.views else self.views[0].inner
        begun = _Twins(shared or self.inner.begin(write=write), self, write=write)
        if not write:
            self.views.append(begun)
        return begun

    def leave(self, view):
        """End a view, if nobody else looks through it."""
        if view in self.views:
            self.views.remove(view)
        if all(other.inner is not view.inner for other in self.views):
            view.inner.rollback()

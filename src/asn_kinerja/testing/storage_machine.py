"""Any history of calls: a Hypothesis state machine that does the same to a store and to the model.

`MachineLaws` is part of `StorageSuite`; `check_histories` runs as many histories as one likes.
"""
# ruff: noqa: S101 - laws are tests: they assert

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar, cast

import attrs
import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from asn_kinerja.errors import StaleVersion
from asn_kinerja.storage.audit import AuditChange, next_entry, text_hash
from asn_kinerja.storage.port import Backend, Capability, Transaction, Write
from asn_kinerja.storage.query import Condition, Cursor, Query
from asn_kinerja.testing.storage_fixtures import StoreFixtures
from asn_kinerja.testing.storage_model import Model

__all__ = ["MachineLaws", "StorageMachine", "check_histories"]

_INDEXES = {"note": ("period", "unit"), "plain": ()}
_KEYS = ("A", "a", "a ", "\u00e9", "e\u0301", "\ufb01", "\U0001d538", "_'\\")
_VALUES = ("", "2025-Q1", "2025-q1", "\ufb01", "\U0001d538")

_kinds = st.sampled_from(("note", "note", "note", "plain"))
_keys = st.lists(st.sampled_from(_KEYS), min_size=1, max_size=4, unique=True)
_slips = st.sampled_from((0,) * 10 + (1, 2))  # mostly what is there now is expected
_numbers = st.integers(min_value=0, max_value=2)
_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_drafts = st.lists(
    st.tuples(
        st.sampled_from(_KEYS),
        _texts,
        st.sampled_from((0, 0, 0, 7)),
        st.tuples(st.sampled_from(_VALUES), st.sampled_from(_VALUES)),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda draft: draft[0],
)
_indexes = st.sampled_from(("period", "unit"))
_bounds = st.builds(
    Condition,
    index=_indexes,
    operator=st.sampled_from(("at_least", "below")),
    values=st.tuples(st.sampled_from(_VALUES)),
)
_choices = st.builds(
    Condition,
    index=_indexes,
    operator=st.just("one_of"),
    values=st.lists(st.sampled_from(_VALUES), max_size=3, unique=True).map(tuple),
)
_tests: st.SearchStrategy[list[Condition]] = st.one_of(
    st.just([]),
    st.lists(_bounds, min_size=1, max_size=1),
    st.lists(st.one_of(_bounds, _choices), min_size=1, max_size=2),
)


@attrs.frozen
class _View:
    """One running transaction, and the model's copy of what it must see."""

    real: Transaction
    model: Model


class _Openings:
    """The openings of one store, kept from one history to the next."""

    def __init__(self, open_store: Callable[[], Backend]) -> None:
        self.open_store = open_store
        self.all = [open_store()]
        self.capabilities = self.all[0].capabilities
        if Capability.SHARED in self.capabilities:
            self.all.append(open_store())

    def reopen(self, number: int) -> None:
        self.all[number].close()
        self.all[number] = self.open_store()

    def close(self) -> None:
        for backend in self.all:
            backend.close()


class StorageMachine(RuleBasedStateMachine):
    """Takes random steps on a store and on the model, and compares after each.

    Args:
        openings: The openings of the store.
    """

    def __init__(self, openings: _Openings) -> None:
        super().__init__()
        self.openings = openings
        self.model = Model()
        self.writer: _View | None = None
        self.readers: list[_View] = []
        self._empty()

    def teardown(self) -> None:
        """Let go of what is still running."""
        self._end_all()

    @precondition(lambda self: len(self.readers) < 2)
    @rule(number=_numbers)
    def begin_reading(self, number: int) -> None:
        """Begin a transaction that reads, whatever else is running."""
        self.readers.append(self._begin(number, write=False))

    @precondition(lambda self: self.readers)
    @rule(number=_numbers)
    def end_reading(self, number: int) -> None:
        """Look at everything once more and end a reader."""
        view = self.readers.pop(number % len(self.readers))
        self._compare(view)
        view.real.rollback()

    @rule(number=_numbers, kind=_kinds, drafts=_drafts, slip=_slips)
    def put(
        self,
        *,
        number: int,
        kind: str,
        drafts: list[tuple[str, str, int, tuple[str, str]]],
        slip: int,
    ) -> None:
        """Write records; now and then the last two expect a version that is not there."""
        view = self._writing(number)
        writes = [
            Write(
                key=key,
                payload=payload,
                expected_version=view.model.version_of(kind, key),
                indexes=dict(zip(_INDEXES[kind], values, strict=False)),
                floor=floor,
            )
            for key, payload, floor, values in drafts
        ]
        writes[-2:] = [
            attrs.evolve(write, expected_version=write.expected_version + slip)
            for write in writes[-2:]
        ]
        self._both(lambda side: side.put(kind, writes))

    @rule(number=_numbers, kind=_kinds, keys=_keys, slip=_slips)
    def delete(self, *, number: int, kind: str, keys: list[str], slip: int) -> None:
        """Remove records; now and then one that is not there or not so."""
        present = self._writing(number).model
        versions = {key: present.version_of(kind, key) for key in keys}
        there = {key: version for key, version in versions.items() if version}
        wanted = {key: version + slip for key, version in there.items()}
        if there or slip:
            self._both(lambda side: side.delete(kind, wanted or {keys[0]: slip}))

    @rule(number=_numbers, keys=_keys, reason=_texts, slip=_slips)
    def append_audit(self, *, number: int, keys: list[str], reason: str, slip: int) -> None:
        """Add an audit entry; now and then one that is not the next."""
        audit = self._writing(number).model.audit
        last = audit[-1] if audit else None
        changes = [AuditChange("note", text_hash(key), 1, text_hash(reason)) for key in keys]
        entry = next_entry(
            last,
            changes,
            recorded_at=datetime(2025, 3, 31, 8, tzinfo=UTC),
            actor="penguji",
            action="test",
            reason=reason,
        )
        if slip and last:
            entry = attrs.evolve(entry, sequence=max(1, entry.sequence - slip))
        self._both(lambda side: side.append_audit(entry))

    @precondition(lambda self: self.writer)
    @rule()
    def commit(self) -> None:
        """Keep what was written; then everybody new sees it."""
        view = self._writing()
        self._compare(view)
        view.real.commit()
        self.model, self.writer = view.model, None
        self._compare_anew()

    @precondition(lambda self: self.writer)
    @rule()
    def roll_back(self) -> None:
        """Keep nothing of what was written."""
        self._writing().real.rollback()
        self.writer = None
        self._compare_anew()

    @rule(number=_numbers, kind=_kinds, keys=_keys)
    def get(self, *, number: int, kind: str, keys: list[str]) -> None:
        """Read records by key."""
        view = self._any(number)
        assert view.real.get(kind, keys) == view.model.get(kind, keys)

    @rule(
        number=_numbers,
        kind=_kinds,
        tests=_tests,
        order=st.sampled_from((None, "period", "unit")),
        descending=st.booleans(),
        limit=st.sampled_from((None, 1, 1, 2, 0)),
    )
    def scan(  # noqa: PLR0913 - a query has that many parts
        self,
        *,
        number: int,
        kind: str,
        tests: list[Condition],
        order: str | None,
        descending: bool,
        limit: int | None,
    ) -> None:
        """Read records by condition, and page on to the end."""
        view = self._any(number)
        declared = _INDEXES[kind]
        query = Query(
            kind=kind,
            where=tuple(test for test in tests if test.index in declared),
            order=order if order in declared else None,
            descending=descending,
            limit=limit,
        )
        while page := view.model.scan(query):
            assert list(view.real.scan(query)) == page
            query = attrs.evolve(query, after=Cursor(value=page[-1].order, key=page[-1].key))
        assert list(view.real.scan(query)) == []

    @precondition(lambda self: Capability.DURABLE in self.openings.capabilities)
    @rule(number=_numbers)
    def reopen(self, number: int) -> None:
        """Close the store and open it again, whatever was running."""
        self._end_all()
        self.openings.reopen(number % len(self.openings.all))
        self._compare_anew()

    def _begin(self, number: int, *, write: bool) -> _View:
        openings = self.openings.all
        return _View(openings[number % len(openings)].begin(write=write), self.model.view())

    def _writing(self, number: int = 0) -> _View:
        if self.writer is None:
            self.writer = self._begin(number, write=True)
        return self.writer

    def _any(self, number: int) -> _View:
        views: list[_View] = [*([self.writer] if self.writer else ()), *self.readers]
        if not views:
            self.begin_reading(number)
            views = self.readers
        return views[number % len(views)]

    def _both(self, change: Callable[[Transaction | Model], None]) -> None:
        """Change store and model; both must take it, or both refuse it with as many problems."""
        view = self._writing()
        outcomes = []
        for side in (view.model, view.real):
            try:
                change(side)
            except StaleVersion as error:
                outcomes.append(len(error.problems))
            else:
                outcomes.append(0)
        assert outcomes[1] == outcomes[0], "problems of a refusal"
        if outcomes[0]:
            self.roll_back()

    def _compare_anew(self) -> None:
        for number in range(len(self.openings.all)):
            view = self._begin(number, write=False)
            try:
                self._compare(view)
            finally:
                view.real.rollback()

    def _compare(self, view: _View) -> None:
        real, model = view.real, view.model
        assert real.kinds() == model.kinds()
        for kind, indexes in _INDEXES.items():
            for order in (None, *indexes):
                query = Query(kind=kind, order=order)
                assert list(real.scan(query)) == model.scan(query)
            assert real.get(kind, _KEYS) == model.get(kind, _KEYS)
        seen = max(0, len(model.audit) - 3)
        assert list(real.scan_audit(after=seen)) == model.audit[seen:]
        last = real.last_audit()
        assert (last.hash if last else None) == (model.audit[-1].hash if model.audit else None)

    def _end_all(self) -> None:
        for view in (*([self.writer] if self.writer else ()), *self.readers):
            view.real.rollback()
        self.writer, self.readers = None, []

    def _empty(self) -> None:
        """Start from a store without records; the audit entries of older histories stay."""
        transaction = self.openings.all[0].begin(write=True)
        try:
            for kind in transaction.kinds():
                found = list(transaction.scan(Query(kind=kind)))
                transaction.delete(kind, {one.key: one.version for one in found})
            self.model.audit = list(transaction.scan_audit())
            transaction.commit()
        finally:
            transaction.rollback()


_SETTINGS = hypothesis.settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,  # a database may take its time
    report_multiple_bugs=False,  # one difference, as short as can be
    suppress_health_check=list(hypothesis.HealthCheck),
)


def check_histories(
    open_store: Callable[[], Backend], *, settings: hypothesis.settings = _SETTINGS
) -> None:
    """Take a store through random histories of calls, and compare it with the model.

    Args:
        open_store: Opens one and the same store each time; empty, or its records are deleted.
        settings: How many histories, and how long.

    Raises:
        AssertionError: If the store differs; Hypothesis prints the shortest history that shows it.
    """
    openings = _Openings(open_store)
    try:
        make = cast("type[StorageMachine]", partial(StorageMachine, openings))
        run_state_machine_as_test(make, settings=settings)
    finally:
        openings.close()


class MachineLaws(StoreFixtures):
    """Everything at once, in any order."""

    histories: ClassVar[hypothesis.settings] = _SETTINGS
    """How many histories are tried, and how long they are."""

    def test_any_history_agrees_with_the_model(self, open_store: Callable[[], Backend]) -> None:
        """Whatever is called in whatever order, the store answers as a plain dictionary would."""
        check_histories(open_store, settings=self.histories)

"""Laws of storage: scans filter, order and page alike in every backend."""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

from itertools import product

import attrs
import pytest

from asn_kinerja.storage.port import Backend, Write
from asn_kinerja.storage.query import (
    MAX_INDEXES,
    MAX_KEYS,
    Condition,
    Cursor,
    Query,
    at_least,
    below,
    equals,
    one_of,
)
from asn_kinerja.testing.storage_fixtures import StoreFixtures, put
from asn_kinerja.testing.storage_records import KEYS

__all__ = ["ScanLaws"]

_PERIODS = ["", "2024-Q4", "2025-Q1", "2025-Q2", "2025-q1"]
_UNITS = ["", "Ä", "lurah", "Lurah", "z"]
_PEOPLE = [
    Write(
        key=f"{number:02}",
        payload=str(number),
        expected_version=0,
        indexes={"period": period, "unit": unit},
    )
    for number, (period, unit) in enumerate(product(_PERIODS, _UNITS))
]
_CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "none": (),
    "equal": (equals("unit", "lurah"),),
    "empty": (equals("unit", ""),),
    "absent": (equals("unit", "no such"),),
    "several": (one_of("unit", ["Ä", "z", "no such"]),),
    "nothing": (one_of("unit", []),),
    "from": (at_least("period", "2025-Q1"),),
    "until": (below("period", "2025-Q1"),),
    "span": (at_least("period", "2025"), below("period", "2026")),
    "both": (equals("unit", "Lurah"), at_least("period", "2025-Q2")),
}


def _expected(query: Query) -> list[str]:
    """Answer a query in plain Python: what every backend must answer."""
    rows = [
        row
        for row in _PEOPLE
        if all(condition.holds(row.indexes[condition.index]) for condition in query.where)
    ]
    order = query.order
    rows.sort(key=lambda row: (row.indexes[order] if order else "", row.key))
    return [row.key for row in (reversed(rows) if query.descending else rows)][: query.limit]


def _keys(backend: Backend, query: Query) -> list[str]:
    reader = backend.begin(write=False)
    try:
        return [stored.key for stored in reader.scan(query)]
    finally:
        reader.rollback()


class ScanLaws(StoreFixtures):
    """Filters, order, pages."""

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order", [None, "period", "unit"])
    @pytest.mark.parametrize("name", _CONDITIONS)
    def test_a_scan_filters_and_orders(
        self, backend: Backend, name: str, order: str | None, *, descending: bool
    ) -> None:
        """A scan gives the records that pass every condition, ordered by value and key."""
        put(backend, *_PEOPLE)
        query = Query(kind="note", where=_CONDITIONS[name], order=order, descending=descending)
        for limit in (None, 0, 1, 7):
            limited = attrs.evolve(query, limit=limit)
            assert _keys(backend, limited) == _expected(limited)

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order", [None, "unit"])
    def test_pages_join_to_the_whole(
        self, backend: Backend, order: str | None, *, descending: bool
    ) -> None:
        """Pages taken one after the other give every record once, in order."""
        put(backend, *_PEOPLE)
        query = Query(kind="note", order=order, descending=descending, limit=4)
        found: list[str] = []
        reader = backend.begin(write=False)
        while page := list(reader.scan(query)):
            found += [stored.key for stored in page]
            query = attrs.evolve(query, after=Cursor(value=page[-1].order, key=page[-1].key))
        reader.rollback()
        assert found == _expected(attrs.evolve(query, limit=None))

    def test_keys_are_ordered_by_code_point(self, backend: Backend) -> None:
        """Keys and index values are ordered by code point, in no country's way."""
        put(
            backend,
            *(
                Write(key=key, payload="", expected_version=0, indexes={"unit": key[:20]})
                for key in KEYS
            ),
        )
        assert _keys(backend, Query(kind="note")) == sorted(KEYS)
        by_unit = Query(kind="note", order="unit")
        assert _keys(backend, by_unit) == sorted(KEYS, key=lambda key: (key[:20], key))

    def test_a_long_scan_is_complete(self, backend: Backend) -> None:
        """A scan of more records than any page gives each of them once, in order."""
        keys = [f"{number:05}" for number in range(1_201)]
        put(
            backend,
            *(
                Write(key=key, payload="", expected_version=0, indexes={"unit": "u"})
                for key in keys
            ),
        )
        assert _keys(backend, Query(kind="note")) == keys
        assert _keys(backend, Query(kind="note", order="unit", descending=True)) == keys[::-1]

    def test_index_values_follow_the_record(self, backend: Backend) -> None:
        """A changed record is found under its new index value alone, a deleted one under none."""
        first = Write(key="a", payload="", expected_version=0, indexes={"unit": "old"})
        put(backend, first)
        put(backend, attrs.evolve(first, expected_version=1, indexes={"unit": "new"}))
        assert _keys(backend, Query(kind="note", where=(equals("unit", "old"),))) == []
        assert _keys(backend, Query(kind="note", where=(equals("unit", "new"),))) == ["a"]
        writer = backend.begin(write=True)
        writer.delete("note", {"a": 2})
        writer.commit()
        put(backend, attrs.evolve(first, indexes={"unit": "other"}))
        assert _keys(backend, Query(kind="note", where=(equals("unit", "new"),))) == []

    def test_index_values_are_told_apart_by_every_character(self, backend: Backend) -> None:
        """A condition on an index value does not take another case or a last space for it."""
        put(
            backend,
            *(
                Write(key=str(number), payload="", expected_version=0, indexes={"unit": key})
                for number, key in enumerate(KEYS)
            ),
        )
        for number, key in enumerate(KEYS):
            query = Query(kind="note", where=(equals("unit", key),))
            assert _keys(backend, query) == [str(number)]

    def test_a_kind_has_as_many_indexes_as_promised(self, backend: Backend) -> None:
        """A kind may have the greatest number of indexes; each of them filters and orders."""
        names = [f"index_{number}" for number in range(MAX_INDEXES)]
        people = [
            Write(
                key=str(number),
                payload="",
                expected_version=0,
                indexes={name: str((number + at) % MAX_INDEXES) for at, name in enumerate(names)},
            )
            for number in range(MAX_INDEXES)
        ]
        put(backend, *people)
        for name in names:
            for person in people:
                query = Query(kind="note", where=(equals(name, person.indexes[name]),))
                assert _keys(backend, query) == [person.key]
            ordered = sorted(people, key=lambda person, name=name: person.indexes[name])  # type: ignore[misc]  # a lambda with a default
            assert _keys(backend, Query(kind="note", order=name)) == [one.key for one in ordered]

    def test_a_condition_takes_as_many_values_as_promised(self, backend: Backend) -> None:
        """A condition may name the greatest number of values."""
        put(backend, *_PEOPLE)
        units = ["z", *(f"{number:04}" for number in range(MAX_KEYS - 2)), "lurah"]
        query = Query(kind="note", where=(one_of("unit", units),))
        assert _keys(backend, query) == _expected(query)

    def test_scans_may_be_read_in_turn(self, backend: Backend) -> None:
        """Two scans of a transaction, read in turn with a read by key between, do not mix."""
        put(backend, *_PEOPLE)
        by_key, by_unit = Query(kind="note"), Query(kind="note", order="unit", descending=True)
        reader = backend.begin(write=False)
        found = []
        for pair in zip(reader.scan(by_key), reader.scan(by_unit), strict=True):
            read = reader.get("note", [pair[0].key])
            found.append((*(one.key for one in pair), *read))
        reader.rollback()
        keys = _expected(by_key)
        assert found == list(zip(keys, _expected(by_unit), keys, strict=True))

"""Laws of storage: what is put comes back, at its version, or is refused whole."""
# ruff: noqa: S101 - laws are tests: they assert, in classes to inherit

from datetime import date
from decimal import Decimal
from typing import cast

import attrs
import pytest

from asn_kinerja.errors import InvalidRecord, StaleVersion
from asn_kinerja.storage.port import Backend
from asn_kinerja.storage.query import MAX_KEYS, Query
from asn_kinerja.storage.values import MAX_KEY, Value, canonical_text, parse_text
from asn_kinerja.testing.storage_fixtures import StoreFixtures, put, stored, write

__all__ = ["KEYS", "RecordLaws"]

TEXTS = {
    "plain": '{"record":{"name":"Siti"},"shape":1}',
    "empty": "",
    "spaces": "  both ends  ",
    "lines": "one\ntwo\r\nthree\ttab",
    "quotes": "'; DROP TABLE asn_record; -- \" \\ %s :name ?",
    "accents": "\u00e9 e\u0301 \u00df \u0130 \u0131 \ufb01",
    "planes": "\U0001d538 \U0001f469\U0001f3fd\u200d\U0001f3eb \U0010ffff \ufeff \u2028",
    "long": "x" * 1_000_000,
    "digits": "00012.50",
}
KEYS = [
    *("A", "B", "a", "a ", "a/b", "aa", "b", "z", "k" * MAX_KEY),
    *("e\u0301", "\u00e9", "\ufb01", "\U0001d538"),  # beyond 16 bits orders after \ufb01
    *("%", "_", "\\", "'; DROP TABLE asn_record; --"),
]
KEPT: dict[str, Value] = {
    "text": "Siti",
    "empty": ["", [], {}],
    "flags": [True, False, None, 1, 0],
    "whole": [2**63 - 1, -(2**63), 2**53 + 1],
    "as text": {"credit": "12.50", "day": "2025-03-31", "number": "007"},
    "nested": {"a": [{"b": [{"c": None}]}], "\u00e9": {"": "no name"}},
    "lines": "one\ntwo\ttab \u2028 \U0001f469\U0001f3fd",
}
REFUSED: dict[str, object] = {
    "set": {1, 2},
    "tuple": ("a", "b"),
    "number as key": {1: "a"},
    "flag as key": {True: "a"},
    "float": 0.1,
    "not a number": float("nan"),
    "too long": 2**63,
    "decimal": Decimal("12.50"),
    "date": date(2025, 3, 31),
    "bytes": b"a",
    "surrogate": "\ud800",
    "null character": "a\0b",
}


class RecordLaws(StoreFixtures):
    """Reading, writing and deleting single records."""

    def test_a_new_store_is_empty(self, backend: Backend) -> None:
        """A new store holds nothing."""
        reader = backend.begin(write=False)
        assert reader.get("note", ["a"]) == {}
        assert list(reader.scan(Query(kind="note"))) == []
        assert reader.kinds() == []
        assert reader.last_audit() is None
        assert list(reader.scan_audit()) == []
        reader.rollback()

    @pytest.mark.parametrize("name", TEXTS)
    def test_a_payload_comes_back_unchanged(self, backend: Backend, name: str) -> None:
        """A payload comes back with every character it had."""
        put(backend, write("a", TEXTS[name]))
        assert [one.payload for one in stored(backend)] == [TEXTS[name]]

    @pytest.mark.parametrize("name", [*KEPT, *REFUSED])
    def test_a_value_comes_back_or_is_refused(self, backend: Backend, name: str) -> None:
        """A value comes back equal and of one type with what was put, or is refused, as everywhere.

        What is refused is refused above the store, so that no store has to choose.
        """
        if name in REFUSED:
            with pytest.raises(InvalidRecord):
                canonical_text(cast("Value", REFUSED[name]), place="value")
        value = KEPT.get(name)
        put(backend, write("a", canonical_text(value, place="value")))
        found = parse_text(stored(backend)[0].payload, place="value")
        assert repr(found) == repr(value)  # `True` is not 1

    def test_keys_are_told_apart_by_every_character(self, backend: Backend) -> None:
        """Keys that differ in case, accent form or a last space are different records."""
        put(backend, *(write(key, key) for key in KEYS))
        found = {one.key: one.payload for one in stored(backend)}
        assert found == {key: key for key in KEYS}

    def test_versions_count_from_one(self, backend: Backend) -> None:
        """A record has version 1 at first and one more with each write."""
        for number in range(4):
            put(backend, write("a", str(number), expected=number))
            assert [(one.version, one.payload) for one in stored(backend)] == [
                (number + 1, str(number))
            ]

    def test_a_record_starts_above_its_floor(self, backend: Backend) -> None:
        """A record that has a floor gets the first version above it."""
        put(backend, attrs.evolve(write("a"), floor=6))
        put(backend, attrs.evolve(write("a", expected=7), floor=3))
        put(backend, attrs.evolve(write("a", expected=8), floor=20))
        assert [one.version for one in stored(backend)] == [21]

    def test_get_gives_what_there_is(self, backend: Backend) -> None:
        """Asking for several keys gives the records found, by key."""
        put(backend, write("a"), write("b"))
        reader = backend.begin(write=False)
        found = reader.get("note", ["b", "none", "a"])
        reader.rollback()
        assert {key: one.key for key, one in found.items()} == {"a": "a", "b": "b"}

    def test_get_takes_as_many_keys_as_promised(self, backend: Backend) -> None:
        """Asking for the greatest number of keys at once works."""
        keys = [f"{number:04}" for number in range(MAX_KEYS)]
        put(backend, *map(write, keys))
        reader = backend.begin(write=False)
        assert sorted(reader.get("note", keys)) == keys
        reader.rollback()

    def test_kinds_are_apart(self, backend: Backend) -> None:
        """One key in two kinds is two records; kinds are named sorted."""
        put(backend, write("a", "1"), kind="unit")
        put(backend, write("a", "2"), kind="note")
        assert [one.payload for one in stored(backend, "unit")] == ["1"]
        assert [one.payload for one in stored(backend, "note")] == ["2"]
        reader = backend.begin(write=False)
        assert reader.kinds() == ["note", "unit"]
        reader.rollback()

    @pytest.mark.parametrize("expected", [0, 1, 3, 9])
    def test_a_stale_put_is_refused(self, backend: Backend, expected: int) -> None:
        """A put that expects another version is refused and changes nothing."""
        put(backend, write("a", "1"))
        put(backend, write("a", "2", expected=1))
        with pytest.raises(StaleVersion):
            put(backend, write("a", "3", expected=expected))
        assert [(one.version, one.payload) for one in stored(backend)] == [(2, "2")]

    def test_a_put_that_expects_what_is_not_there_is_refused(self, backend: Backend) -> None:
        """A put that expects a version of a record that does not exist is refused."""
        with pytest.raises(StaleVersion):
            put(backend, write("a", expected=1))
        assert stored(backend) == []

    def test_every_stale_record_is_named(self, backend: Backend) -> None:
        """One refusal has a problem for each record that was not as expected."""
        put(backend, write("a"), write("b"), write("c"))
        with pytest.raises(StaleVersion) as caught:
            put(backend, write("a"), write("b", expected=1), write("c", expected=2), write("d"))
        assert len(caught.value.problems) == 2
        assert [one.version for one in stored(backend)] == [1, 1, 1]
        put(backend, write("a", expected=1))
        changes = [write("b", "new", expected=1), write("a", expected=1), write("c", expected=1)]
        with pytest.raises(StaleVersion) as caught:
            put(backend, *changes, write("e", expected=2))
        assert len(caught.value.problems) == 2
        writer = backend.begin(write=True)
        with pytest.raises(StaleVersion) as caught:
            writer.delete("note", {"b": 1, "a": 1, "c": 1, "e": 1})
        writer.rollback()
        assert len(caught.value.problems) == 2
        assert [one.version for one in stored(backend)] == [2, 1, 1]

    def test_a_deleted_record_is_gone(self, backend: Backend) -> None:
        """A deleted record is found no more, and its key may be used again."""
        put(backend, write("a"), write("b"))
        writer = backend.begin(write=True)
        writer.delete("note", {"a": 1})
        assert writer.get("note", ["a"]) == {}
        writer.commit()
        assert [one.key for one in stored(backend)] == ["b"]
        put(backend, write("a"))
        assert [one.version for one in stored(backend)] == [1, 1]

    @pytest.mark.parametrize("expected", [1, 3])
    def test_a_stale_delete_is_refused(self, backend: Backend, expected: int) -> None:
        """A deletion that expects another version is refused."""
        put(backend, write("a"))
        put(backend, write("a", expected=1))
        writer = backend.begin(write=True)
        with pytest.raises(StaleVersion):
            writer.delete("note", {"a": expected})
        writer.rollback()
        assert [one.version for one in stored(backend)] == [2]

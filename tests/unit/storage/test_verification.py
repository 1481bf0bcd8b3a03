"""A store that was altered by other means is found out, and where."""

import sqlite3

import attrs
import pytest

from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.storage.verification import verify

ADDED = "INSERT INTO asn_record (kind, key, version, payload) VALUES ('{}', '{}', 1, '{{}}')"


@pytest.fixture
def backend(tmp_path):
    """Open a store whose file can be altered."""
    opened = sql.connect(f"sqlite:///{tmp_path}/store.db", create=True)
    yield opened
    opened.close()


@pytest.fixture
def alter(tmp_path):
    """Change the file of the store past the library."""

    def run(statement, *values):
        connection = sqlite3.connect(tmp_path / "store.db")
        with connection:
            assert connection.execute(statement, values).rowcount == 1
        connection.close()

    return run


@pytest.fixture
def first_problem(backend, codec, alter):
    """Alter the store and verify it."""

    def run(statement):
        alter(statement)
        return verify(backend, codec).problems[0]

    return run


@pytest.fixture(autouse=True)
def _content(keep, writing, note):
    keep(note(id="a", body="1"), note(id="b"), note(id="c"))
    keep(note(id="a", body="2"))
    with writing() as unit:
        unit.repository(note).delete("c")
        unit.commit(action="erase")


def test_an_untouched_store_holds(backend, codec):
    """A store that only the library wrote has no problem; an erased record leaves the chain."""
    found = verify(backend, codec)
    assert (found.holds, found.entries, found.records) == (True, 3, 2)


@pytest.mark.parametrize(
    ("statement", "code", "place"),
    [
        ("UPDATE asn_record SET payload = replace(payload, '2', '3') WHERE key = 'a'",
         "record_altered", "note[a]"),
        ("UPDATE asn_record SET version = 7 WHERE key = 'b'", "record_altered", "note[b]"),
        ("DELETE FROM asn_record WHERE key = 'b'", "record_lost", "note"),
        ("UPDATE asn_record SET key = 'z' WHERE key = 'b'", "record_altered", "note[z]"),
        (ADDED.format("note", "x"), "record_unknown", "note[x]"),
        (ADDED.format("note", "c"), "record_unknown", "note[c]"),
        (ADDED.format("other", "x"), "record_unknown", "other[x]"),
        ("UPDATE asn_record SET i1 = 'x' WHERE key = 'b'", "index_altered", "note[b].unit"),
        ("UPDATE asn_record SET i1 = NULL WHERE key = 'b'", "index_incomplete", "note.unit"),
        ("DELETE FROM asn_record WHERE kind = '_floor'", "floor_altered", "_floor[note]"),
        ("UPDATE asn_record SET payload = 'x' WHERE kind = '_floor'", "floor_altered",
         "_floor[note]"),
        ("UPDATE asn_audit SET reason = 'x' WHERE sequence = 2", "chain_broken", "audit[2]"),
        ("UPDATE asn_audit SET actor = 'x' WHERE sequence = 1", "chain_broken", "audit[1]"),
        ("UPDATE asn_audit SET recorded_at = '1990-01-01T00:00:00+00:00' WHERE sequence = 1",
         "chain_broken", "audit[1]"),
        ("DELETE FROM asn_audit WHERE sequence = 1", "chain_broken", "audit[2]"),
        ("UPDATE asn_audit SET recorded_at = 'never' WHERE sequence = 1", "chain_broken",
         "audit[1]"),
        ("UPDATE asn_audit SET changes = replace(changes, ' 2 ', ' 9 ') WHERE sequence = 2",
         "chain_broken", "audit[2]"),
        ("UPDATE asn_audit SET changes = changes || ' x' WHERE sequence = 2",
         "chain_broken", "audit[2]"),
        ("UPDATE asn_audit SET changes = replace(changes, ' 2 ', ' 02 ') WHERE sequence = 2",
         "chain_broken", "audit[2]"),
        ("UPDATE asn_audit SET changes = '' WHERE sequence = 2", "chain_broken",
         "audit[2]"),
    ],
)  # fmt: skip
def test_an_alteration_is_found(first_problem, statement, code, place):
    """A changed, removed or added record or entry is named by its place."""
    problem = first_problem(statement)
    assert (problem.code, problem.place) == (code, place)


def test_an_entry_forged_with_its_own_hash_breaks_the_next(backend, alter):
    """An entry whose hash was computed anew no longer fits the entry after it."""
    reader = backend.begin(write=False)
    first = next(reader.scan_audit())
    reader.rollback()
    forged = attrs.evolve(first, actor="x")
    alter("UPDATE asn_audit SET actor = 'x', hash = ? WHERE sequence = 1", forged.sealed())
    problem = verify(backend).problems[0]
    assert (problem.place, problem.rule) == ("audit[2]", "previous")


def test_every_byte_of_a_payload_counts(backend, tmp_path, codec):
    """Whichever byte of a payload is flipped, the record is named, and with it the entry."""
    connection = sqlite3.connect(tmp_path / "store.db")
    connection.execute("PRAGMA synchronous = OFF")
    (payload,) = connection.execute("SELECT payload FROM asn_record WHERE key = 'a'").fetchone()
    for place in range(len(payload)):
        flipped = payload[:place] + chr(ord(payload[place]) ^ 1) + payload[place + 1 :]
        with connection:
            connection.execute("UPDATE asn_record SET payload = ? WHERE key = 'a'", (flipped,))
        problem = verify(backend, codec).problems[0]
        assert (problem.code, problem.place, problem.cure) == ("record_altered", "note[a]", "2")
    connection.close()

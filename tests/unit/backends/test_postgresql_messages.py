"""Small units of work on PostgreSQL: how many messages they take, and what one may hold."""

from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import make_url

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.backends.sql.postgresql_messages import PostgresqlStatements
from asn_kinerja.errors import StaleVersion, StorageError
from asn_kinerja.storage.audit import next_entry
from asn_kinerja.storage.port import Write

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)
ODD = "it's \\ \"odd\" \\'; COMMIT; -- $1 %s %(x)s ł 🙂\n\t"


@pytest.fixture
def backend(postgresql_url):
    """Give a store with one record, which one small change has changed already."""
    with closing(connect(postgresql_url, create=True)) as opened:
        change(opened, "first", expected=0)
        change(opened, "second", expected=1)
        yield opened


def change(backend, payload, *, expected, key="a", meanwhile=None):
    """Read a record, change it and add the audit entry, as a unit of work does."""
    writer = backend.begin(write=True)
    try:
        writer.get("note", [key])
        write = Write(key=key, payload=payload, expected_version=expected, indexes={})
        writer.put("note", [write])
        entry = next_entry(
            writer.last_audit(), (), recorded_at=NOW, actor="camat", action="change", reason=payload
        )
        writer.append_audit(entry)
        if meanwhile is not None:
            meanwhile()
        writer.commit()
    finally:
        writer.rollback()


def content(backend, key="a"):
    """Read version and payload of a record, and the reasons of all entries."""
    reader = backend.begin(write=False)
    try:
        found = reader.get("note", [key])[key]
        return found.version, found.payload, [entry.reason for entry in reader.scan_audit()]
    finally:
        reader.rollback()


def around(url, statement):
    """Run a statement as somebody who knows no lock of writers."""
    address = make_url(url).render_as_string(hide_password=False)
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(statement)


def test_a_small_change_takes_three_messages(backend, monkeypatch):
    """One begins and reads the newest entry, one reads the record, one changes all and commits."""
    sent = []
    send = PostgresqlStatements._send

    def watched(self, connection, *parts):
        sent.append(len(parts))
        return send(self, connection, *parts)

    monkeypatch.setattr(PostgresqlStatements, "_send", watched)
    change(backend, "third", expected=2)
    assert sent == [2, 1, 3]


def test_any_text_arrives_as_it_was(backend):
    """Nothing in a key, a payload or a reason ends its text or the message."""
    change(backend, ODD, expected=0, key=ODD)
    assert content(backend, ODD) == (1, ODD, ["first", "second", ODD])
    change(backend, ODD * 2, expected=1, key=ODD)
    assert content(backend, ODD)[:2] == (2, ODD * 2)


def test_a_null_character_is_refused_whole(backend):
    """What libpq would cut is never sent, even if the layers above let it through."""
    writer = backend.begin(write=True)
    writer.get("note", ["a"])
    writer.put("note", [Write(key="a", payload="a\0b", expected_version=2, indexes={})])
    with pytest.raises(StorageError):
        writer.commit()
    writer.rollback()
    assert content(backend) == (2, "second", ["first", "second"])


def test_a_change_around_the_lock_fails_the_unit_whole(backend, postgresql_url):
    """A record that somebody changed after it was read keeps the entry away as well."""
    with pytest.raises(StorageError) as caught:
        change(
            backend,
            "third",
            expected=2,
            meanwhile=lambda: around(postgresql_url, "UPDATE asn_record SET payload = 'theirs'"),
        )
    assert [problem.code for problem in caught.value.problems] == ["store_busy"]
    assert content(backend) == (2, "theirs", ["first", "second"])


def test_an_entry_around_the_lock_fails_the_unit_whole(backend, postgresql_url):
    """An entry of the same sequence is told as a stale version, and the record is as before."""
    with pytest.raises(StaleVersion):
        change(
            backend,
            "third",
            expected=2,
            meanwhile=lambda: around(
                postgresql_url,
                "INSERT INTO asn_audit SELECT 3, recorded_at, actor, action, reason, changes,"
                " previous, hash FROM asn_audit WHERE sequence = 2",
            ),
        )
    assert content(backend)[:2] == (2, "second")


def test_names_outlive_a_unit_that_was_rolled_back(backend):
    """After a failure the next small change on the same connection goes on."""
    with pytest.raises(StaleVersion):
        change(backend, "third", expected=9)
    change(backend, "third", expected=2)
    assert content(backend) == (3, "third", ["first", "second", "third"])


def test_many_changes_are_counted_one_by_one(backend):
    """Of many changes in one message, one that meets no record names itself and fails them all."""
    keys = [f"k{number:03}" for number in range(300)]

    def put(payload, versions):
        writer = backend.begin(write=True)
        try:
            writer.put(
                "note",
                [
                    Write(key=key, payload=payload, expected_version=version, indexes={})
                    for key, version in versions.items()
                ],
            )
            writer.commit()
        finally:
            writer.rollback()

    put("one", dict.fromkeys(keys, 0))
    put(ODD, dict.fromkeys(keys, 1))
    with pytest.raises(StaleVersion) as caught:
        put("three", dict.fromkeys(keys, 2) | {"k123": 5})
    assert [(problem.value, problem.cure) for problem in caught.value.problems] == [("5", "2")]
    assert content(backend, "k123")[:2] == (2, ODD)

"""SQLite files: what is opened, what is refused and how, and what is left on the disk."""

import hashlib
import sqlite3
from contextlib import closing

import pytest

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.backends.sql.tables import SCHEMA
from asn_kinerja.errors import MissingExtra, StorageError, WrongSchema
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query


@pytest.fixture
def path(tmp_path):
    """Name a file that is not there yet."""
    return tmp_path / "marelan.db"


@pytest.fixture
def url(path):
    """Give its URL."""
    return f"sqlite:///{path}"


def put(backend, key="a", payload="1", expected=0):
    """Put one record."""
    writer = backend.begin(write=True)
    writer.put("note", [Write(key=key, payload=payload, expected_version=expected, indexes={})])
    writer.commit()


def codes(caught):
    """Give the codes of the problems of an error."""
    return [problem.code for problem in caught.value.problems]


def test_one_file_is_left_and_reading_does_not_change_it(path, url):
    """Closing leaves one file; opening it, reading and changing nothing leave its every byte."""
    with closing(connect(url, create=True)) as backend:
        put(backend)
    before = hashlib.sha256(path.read_bytes()).digest()
    with closing(connect(url, create=True)) as backend:
        reader = backend.begin(write=False)
        assert [stored.key for stored in reader.scan(Query(kind="note"))] == ["a"]
        reader.rollback()
        writer = backend.begin(write=True)
        assert writer.get("note", ["a"]).keys() == {"a"}
        writer.rollback()
    assert list(path.parent.iterdir()) == [path]
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_the_settings_of_the_embedded_default(url):
    """The file is in WAL mode; a connection checks foreign keys and waits for the disk."""
    with closing(connect(url, create=True)) as backend:
        reader = backend.begin(write=False)
        pragma = reader._running.exec_driver_sql
        found = [
            pragma(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        ]
        reader.rollback()
    assert found == ["wal", 1, 2, 10_000]


def test_a_missing_store_is_made_only_when_asked(path, url):
    """Without `create` a missing file is an error, and stays missing."""
    with pytest.raises(StorageError) as caught:
        connect(url, create=False)
    assert codes(caught) == ["store_missing"]
    assert not path.exists()
    connect(url, create=True).close()
    connect(url, create=False).close()


def test_an_empty_file_is_a_new_store(path, url):
    """A file of no bytes, as a killed first run leaves it, becomes a store where it may."""
    path.touch()
    with pytest.raises(StorageError) as caught:
        connect(url, create=False)
    assert (codes(caught), path.read_bytes()) == (["store_missing"], b"")
    with closing(connect(url, create=True)) as backend:
        put(backend)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:",
        "sqlite://",
        "sqlite:///",
        "sqlite://marelan.db",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "sqlite:///a\0b",
        "sqlite://user:secret@host/a.db",
    ],
)
def test_an_unusable_address_is_refused(url):
    """An address that names no file is refused, and not repeated in the message."""
    with pytest.raises(StorageError) as caught:
        connect(url, create=True)
    assert codes(caught) == ["store_url"]
    assert "secret" not in str(caught.value)


def test_a_folder_is_no_store(tmp_path):
    """A folder, and a file in a folder that is not there, cannot be opened."""
    for place in (tmp_path, tmp_path / "none" / "a.db"):
        with pytest.raises(StorageError) as caught:
            connect(f"sqlite:///{place}", create=True)
        assert codes(caught) == ["store_cannot_open"]


def test_a_file_of_another_kind_is_foreign(path, url):
    """A file that is no database is refused and left as it was."""
    path.write_text("Laporan tahun 2025, bukan basis data.\n" * 100)
    before = path.read_bytes()
    with pytest.raises(WrongSchema) as caught:
        connect(url, create=True)
    assert codes(caught) == ["store_foreign"]
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_another_program_is_foreign(path, url):
    """A database with other tables is refused and left as it was."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE pegawai (nip TEXT)")
    before = path.read_bytes()
    with pytest.raises(WrongSchema) as caught:
        connect(url, create=True)
    assert codes(caught) == ["store_foreign"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("number", "code"), [(SCHEMA - 1, "store_older"), (SCHEMA + 1, "store_newer")]
)
def test_another_layout_is_told_apart(path, url, number, code):
    """An older and a newer layout are different errors; the newer one names its release."""
    connect(url, create=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE asn_schema SET number = ?, release = '9.9.9'", (number,))
    with pytest.raises(WrongSchema) as caught:
        connect(url, create=True)
    assert codes(caught) == [code]
    assert ("9.9.9" in str(caught.value)) is (code == "store_newer")


def test_a_store_without_its_number_is_foreign(path, url):
    """Our tables without the row that numbers them are not taken for ours."""
    connect(url, create=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM asn_schema")
    with pytest.raises(WrongSchema) as caught:
        connect(url, create=True)
    assert codes(caught) == ["store_foreign"]


def test_a_damaged_file_is_told(path, url):
    """Pages overwritten in the middle of the file are an error that says so, never wrong data."""
    with closing(connect(url, create=True)) as backend:
        writer = backend.begin(write=True)
        writer.put(
            "note",
            [
                Write(key=f"{number:04}", payload="x" * 900, expected_version=0, indexes={})
                for number in range(500)
            ],
        )
        writer.commit()
    with path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 4096 * 60)

    def read():
        with closing(connect(url, create=True)) as backend:
            reader = backend.begin(write=False)
            try:
                return list(reader.scan(Query(kind="note")))
            finally:
                reader.rollback()

    with pytest.raises(StorageError) as caught:
        read()
    assert codes(caught) == ["store_corrupt"]


def test_a_store_that_cannot_be_written_says_so(url):
    """A write into a store that may only be read names that, and nothing is kept."""
    with closing(connect(url, create=True)) as backend:
        writer = backend.begin(write=True)
        writer._running.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StorageError) as caught:
            writer.put("note", [Write(key="a", payload="", expected_version=0, indexes={})])
        writer.rollback()
    assert codes(caught) == ["store_read_only"]


def test_a_full_disk_is_told_and_nothing_is_half_written(url):
    """When no space is left the transaction is refused whole."""
    with closing(connect(url, create=True)) as backend:
        put(backend)
        writer = backend.begin(write=True)
        writer._running.exec_driver_sql("PRAGMA max_page_count = 20")
        big = [
            Write(key=f"{number}", payload="x" * 9_000, expected_version=0, indexes={})
            for number in range(50)
        ]
        with pytest.raises(StorageError) as caught:
            writer.put("note", big)
        writer.rollback()
        reader = backend.begin(write=False)
        assert [stored.key for stored in reader.scan(Query(kind="note"))] == ["a"]
        reader.rollback()
    assert codes(caught) == ["store_full"]


def test_a_writer_that_waits_too_long_is_told(url, monkeypatch):
    """A second writer waits for the first, then says that the store is busy."""
    monkeypatch.setattr("asn_kinerja.backends.sql.sqlite.PATIENCE", 0.05)
    with closing(connect(url, create=True)) as backend:
        first = backend.begin(write=True)
        with pytest.raises(StorageError) as caught:
            backend.begin(write=True)
        first.rollback()
        backend.begin(write=True).rollback()
    assert codes(caught) == ["store_busy"]


def test_a_missing_driver_says_what_to_install(url, monkeypatch):
    """Without SQLAlchemy the error says which extra brings it."""
    monkeypatch.setitem(__import__("sys").modules, "sqlalchemy", None)
    with pytest.raises(MissingExtra, match=r'pip install "asn_kinerja\[sql\]"'):
        connect(url, create=True)


def test_a_store_in_a_folder_that_cannot_be_written_is_read(path, url):
    """Where SQLite can put no index beside the file, the store is read as it lies there."""
    with closing(connect(url, create=True)) as backend:
        put(backend)
    path.with_name(path.name + "-shm").mkdir()  # stands for a read-only folder, for root as well
    with closing(connect(url, create=False)) as backend:
        reader = backend.begin(write=False)
        assert [stored.key for stored in reader.scan(Query(kind="note"))] == ["a"]
        reader.rollback()
        with pytest.raises(StorageError) as caught:
            put(backend, key="b")
    assert codes(caught) == ["store_read_only"]


def test_a_store_with_a_waiting_log_is_not_read_without_it(path, url):
    """A file whose log holds what it lacks is read with it where the folder is closed, too."""
    with closing(connect(url, create=True)) as backend:
        put(backend)
        put(backend, key="b")
        copy = path.with_name("copy.db")
        copy.write_bytes(path.read_bytes())
        copy.with_name("copy.db-wal").write_bytes(path.with_name(path.name + "-wal").read_bytes())
    copy.with_name("copy.db-shm").mkdir()
    with closing(connect(f"sqlite:///{copy}", create=False)) as backend:
        reader = backend.begin(write=False)
        assert [stored.key for stored in reader.scan(Query(kind="note"))] == ["a", "b"]
        reader.rollback()

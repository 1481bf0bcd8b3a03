"""What is particular to LMDB: addresses, foreign folders, growth, long keys, several processes."""

import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import lmdb
import pytest
from asn_kinerja_lmdb import environment, keys
from asn_kinerja_lmdb.backend import connect, migrate

from asn_kinerja import open_workspace
from asn_kinerja.errors import StorageError, WrongSchema
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query, at_least, below, equals


@pytest.fixture
def folder(tmp_path):
    """Name a folder that is not there yet."""
    return tmp_path / "marelan"


@pytest.fixture
def url(folder):
    """Give its URL."""
    return f"lmdb:///{folder}"


def put(backend, *keys, payload="1", **indexes):
    """Put new records."""
    writer = backend.begin(write=True)
    try:
        writer.put(
            "note",
            [Write(key=key, payload=payload, expected_version=0, indexes=indexes) for key in keys],
        )
        writer.commit()
    finally:
        writer.rollback()


def found(backend, **query):
    """Give the keys that a scan finds."""
    reader = backend.begin(write=False)
    try:
        return [stored.key for stored in reader.scan(Query(kind="note", **query))]
    finally:
        reader.rollback()


def refused(url, *, create=True):
    """Give the code of the problem that opening a store causes, and the message."""
    with pytest.raises(StorageError) as caught:
        connect(url, create=create)
    assert "rahasia" not in str(caught.value)
    (problem,) = caught.value.problems
    return problem.code, str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["lmdb:", "lmdb:marelan", "lmdb:///", "lmdb:///a?b", "lmdb:///a\0b", "lmdb://rahasia@x/a"],
)
def test_an_unusable_address_is_refused(url):
    """An address that names no folder is refused, and not repeated in the message."""
    assert refused(url)[0] == "store_url"


def test_a_store_is_made_only_when_asked(folder, url):
    """Without `create` nothing is made; a file, and a folder without parent, cannot be opened."""
    assert refused(url, create=False)[0] == "store_missing"
    assert not folder.exists()
    assert refused(f"{url}/inner")[0] == "store_cannot_open"
    folder.write_text("a file")
    assert refused(url)[0] == "store_cannot_open"


def test_a_folder_that_is_made_can_be_entered(folder, url):
    """The owner may enter the folder that is made, whoever that is."""
    connect(url, create=True).close()
    assert folder.stat().st_mode & 0o700 == 0o700


def test_a_folder_of_another_program_is_foreign(folder, url):
    """A map with other keys, and a file that is no map, are refused and left as they were."""
    with lmdb.open(str(folder)) as other, other.begin(write=True) as transaction:
        transaction.put(b"pegawai", b"1")
    assert refused(url)[0] == "store_foreign"
    (folder / "data.mdb").write_bytes(b"Laporan tahun 2025\n" * 1000)
    assert refused(url)[0] == "store_foreign"
    assert (folder / "data.mdb").read_bytes() == b"Laporan tahun 2025\n" * 1000


@pytest.mark.parametrize(("layout", "code"), [(0, "store_older"), (2, "store_newer")])
def test_another_layout_is_told_apart(folder, url, layout, code):
    """An older and a newer layout are different errors; the newer one names its release."""
    connect(url, create=True).close()
    with lmdb.open(str(folder)) as other, other.begin(write=True) as transaction:
        transaction.put(keys.STAMP, b'{"layout": %d, "release": "asn-kinerja-lmdb 9.9"}' % layout)
    found_code, message = refused(url)
    assert found_code == code
    assert ("asn-kinerja-lmdb 9.9" in message) is (code == "store_newer")


def test_a_cut_file_is_told(folder, url):
    """A file that is shorter than what it says it holds is refused before it is read."""
    with closing(connect(url, create=True)) as backend:
        put(backend, *map(str, range(300)), payload="x" * 3000)
    with (folder / "data.mdb").open("r+b") as file:
        file.truncate(100_000)
    assert refused(url)[0] == "store_corrupt"


def _is_refused(backend, names):
    """Put large records; tell whether there was no room for them."""
    try:
        put(backend, *names, payload="x" * 9000)
    except StorageError as error:
        return [problem.code for problem in error.problems] == ["store_full"]
    return False


def test_a_full_map_refuses_whole_and_grows(url, monkeypatch):
    """A unit of work that finds no room is refused whole; the next one finds room."""
    monkeypatch.setattr(environment, "MAP", 1 << 20)
    names = [f"{number:03}" for number in range(300)]
    with closing(connect(url, create=True)) as backend:
        put(backend, "first")
        refusals = 0
        while found(backend) == ["first"]:
            refusals += _is_refused(backend, names)
        assert refusals > 0
        assert found(backend) == [*names, "first"]


def test_a_map_grows_before_it_is_full(url, monkeypatch):
    """Many small units of work fill more than the first map without a refusal."""
    monkeypatch.setattr(environment, "MAP", 1 << 20)
    with closing(connect(url, create=True)) as backend:
        for number in range(100):
            put(backend, f"{number:03}", payload="x" * 50_000)
        assert len(found(backend)) == 100


def test_a_writer_that_waits_too_long_is_told(url, monkeypatch):
    """A second writer waits for the first, then says that the store is busy."""
    monkeypatch.setattr(environment, "PATIENCE", 0.05)
    with closing(connect(url, create=True)) as backend:
        first = backend.begin(write=True)
        with pytest.raises(StorageError) as caught:
            backend.begin(write=True)
        first.rollback()
        backend.begin(write=True).rollback()
    assert caught.value.problems[0].code == "store_busy"


@pytest.mark.parametrize("descending", [False, True])
def test_keys_longer_than_lmdb_takes_stay_in_order(url, descending):
    """Keys and values that LMDB cuts are told apart, ordered and paged like any other."""
    long = "\U0001d538" * 199
    names = sorted(f"{long}{last}" for last in "abcdefghij")
    with closing(connect(url, create=True)) as backend:
        put(backend, *names[::2], unit=long)
        put(backend, *names[1::2], "short", unit="z")
        ordered = sorted(
            [(long, name) for name in names[::2]]
            + [("z", name) for name in [*names[1::2], "short"]],
            reverse=descending,
        )
        assert found(backend, order="unit", descending=descending) == [key for _, key in ordered]
        for where, unit in (
            ((equals("unit", long),), long),
            ((at_least("unit", long),), long),
            ((below("unit", long),), "z"),
        ):
            expected = sorted((key for value, key in ordered if value == unit), reverse=descending)
            assert found(backend, where=where, descending=descending) == expected
            both = (*where, equals("unit", unit))
            assert found(backend, order="unit", where=both, descending=descending) == expected


def test_a_record_may_be_written_while_it_is_scanned(url):
    """A scan that writes what it reads gives each record once."""
    with closing(connect(url, create=True)) as backend:
        put(backend, *(f"{number:04}" for number in range(1100)), unit="a")
        writer = backend.begin(write=True)
        seen = []
        for one in writer.scan(Query(kind="note", where=(equals("unit", "a"),))):
            seen.append(one.key)
            indexes = {"unit": "b"}
            writer.put(
                "note", [Write(key=one.key, payload="2", expected_version=1, indexes=indexes)]
            )
        assert seen == [f"{number:04}" for number in range(1100)]
        writer.commit()
        assert found(backend, where=(equals("unit", "a"),)) == []
        assert len(found(backend, order="unit")) == 1100


ADD = """
import sys
from asn_kinerja.errors import StaleVersion
from asn_kinerja.storage.port import Write
from asn_kinerja_lmdb.backend import connect

backend, done = connect(sys.argv[1], create=True), 0
for _ in range(200):
    reader = backend.begin(write=False)
    seen = reader.get("note", ["a"])["a"].version
    reader.rollback()
    writer = backend.begin(write=True)
    try:
        writer.put("note", [Write(key="a", payload="", expected_version=seen, indexes={})])
        writer.commit()
        done += 1
    except StaleVersion:
        pass
    finally:
        writer.rollback()
backend.close()
print(done)
"""


def test_two_processes_lose_no_update(url):
    """Two processes that update one record add up to its version."""
    with closing(connect(url, create=True)) as backend:
        put(backend, "a")
        racers = [
            subprocess.Popen([sys.executable, "-c", ADD, url], stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        done = sum(int(racer.communicate()[0]) for racer in racers)
        reader = backend.begin(write=False)
        assert reader.get("note", ["a"])["a"].version == 1 + done
        reader.rollback()
    assert done >= 200


def test_an_index_declared_later_is_filled_by_migration(url):
    """A scan by an index that records were written without is refused until the store migrates."""
    payload = '{"record":{"unit":"camat"},"shape":1}'
    kind = SimpleNamespace(name="note", indexes=("unit",), shape=1, upcasts=())
    codec = SimpleNamespace(
        kinds=[kind],
        decode=lambda _, value: value,
        encode=lambda value: SimpleNamespace(indexes={"unit": value["unit"]}),
    )
    with closing(connect(url, create=True)) as backend:
        put(backend, "a", "b", payload=payload)
        with pytest.raises(WrongSchema, match="migrate"):
            found(backend, order="unit")
        with pytest.raises(WrongSchema, match="migrate"):
            put(backend, "c", payload=payload, unit="camat")
    for dry_run in (True, False):
        (step,) = migrate(url, codec=codec, dry_run=dry_run)
        assert (step.name, step.summary) == ("indexes of note", "unit")
    assert migrate(url, codec=codec, dry_run=True) == []
    with closing(connect(url, create=True)) as backend:
        assert found(backend, where=(equals("unit", "camat"),)) == ["a", "b"]


def test_a_workspace_opens_it_by_its_scheme(url):
    """Once installed, the plugin opens its addresses and nobody else's."""
    with open_workspace(url) as workspace:
        assert workspace.plugins.sources["lmdb"] == "asn-kinerja-lmdb"
        assert workspace.verify().holds
    with pytest.raises(StorageError, match="lmdb"):
        open_workspace("mongo:marelan")

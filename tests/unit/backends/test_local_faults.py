"""Files, disks, rights and hostile text: one clear error each, and nothing half there."""

import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.errors import InvalidInput, InvalidRecord, MissingExtra, StorageError
from asn_kinerja.legal.terms import EmploymentStatus, GolonganRuang
from asn_kinerja.records.identifiers import Nip
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.storage.query import equals
from asn_kinerja.storage.values import MAX_TEXT
from asn_kinerja.workspace import open_workspace

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)
HOSTILE = [
    "'; DROP TABLE asn_record; --",
    '" OR 1=1 /*',
    "%s %(name)s :name ? {0} \\",
    "../../etc/passwd",
]
# Runs as somebody who owns nothing, as rights do not bind the superuser; or may write no long file.
OTHER = """
import os, resource, signal, sys
from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.errors import StorageError
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query

def work(url):
    try:
        backend = connect(url, create=True)
        reader = backend.begin(write=False)
        yield f"read {len(list(reader.scan(Query(kind='note'))))}"
        reader.rollback()
        writer = backend.begin(write=True)
        writer.put("note", [
            Write(key=f"n{number}", payload="Siti" * 5000, expected_version=0, indexes={})
            for number in range(20)
        ])
        writer.commit()
        yield "written"
    except StorageError as error:
        yield " ".join(problem.code for problem in error.problems)

url, limit = sys.argv[1], int(sys.argv[2])
list(work(url + "-first"))  # loads what the other may not read
list(work("sqlite:////none/none.db"))
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
elif os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(*work(url), sep=", ")
"""


@pytest.fixture
def place():
    """Make a folder that others may pass through, unlike those of pytest."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o711)
        (path / "store").mkdir()
        yield path


@pytest.fixture
def url(place):
    """Name a store in a folder of its own."""
    return f"sqlite:///{place}/store/marelan.db"


@pytest.fixture
def store(url, note):
    """Make a store with one record."""
    with closing(connect(url, create=True)) as backend:
        note(backend, "a")
    return url


@pytest.fixture
def other():
    """Open a store, read and write it in a process of another; give what it says."""

    def run(url, *, limit=0):
        command = [sys.executable, "-c", OTHER, url, str(limit)]
        # Nor may the other write what a measured process notes at its end.
        env = {name: value for name, value in environ.items() if "COVERAGE" not in name}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert done.stderr == ""
        return done.stdout.strip()

    return run


@pytest.fixture
def rights(place):
    """Set the rights of the store and its folder; they are given back at the end."""
    path = place / "store" / "marelan.db"

    def change(file, folder):
        if path.exists():
            path.chmod(file)
        path.parent.chmod(folder)

    yield change
    path.parent.chmod(0o700)


def test_a_file_that_may_not_be_read_is_told(store, rights, other):
    """A file or a folder without any right for us is told, and the cure speaks of rights."""
    rights(0, 0o777)
    assert other(store) == "store_cannot_open"
    rights(0o600, 0)
    assert other(store) == "store_no_permission"


@pytest.mark.parametrize("folder", [0o777, 0o555])
def test_a_file_that_may_only_be_read_is_told(store, rights, other, folder):
    """A store that may only be read is not written, and says so."""
    rights(0o444, folder)
    assert other(store).split(", ")[-1] == "store_read_only"


def test_a_store_in_a_folder_of_others_is_not_made(url, place, rights, other):
    """Where we may not write, no store can be made, and none is left behind."""
    rights(0, 0o555)
    assert other(url) == "store_cannot_open"
    assert not (place / "store" / "marelan.db").exists()


def test_a_disk_that_takes_no_more_is_told(store, place, other, keys):
    """When the disk takes no more bytes the unit of work is refused whole; the store is sound."""
    limit = (place / "store" / "marelan.db").stat().st_size + 40_000
    assert other(store, limit=limit) == "read 1, store_io"
    with closing(connect(store, create=False)) as backend:
        assert keys(backend) == ["a"]


@pytest.mark.parametrize(
    ("url", "module", "extra"),
    [
        ("sqlite:///x.db", "sqlalchemy", "sql"),
        ("postgresql://camat:rahasia@host/x", "psycopg", "postgresql"),
        ("mariadb://camat:rahasia@host/x", "pymysql", "mariadb"),
    ],
)
def test_a_missing_driver_is_told(url, module, extra, monkeypatch, told):
    """Without its driver a database is told with the command that brings it."""
    monkeypatch.setitem(sys.modules, module, None)
    with told("missing_extra", MissingExtra):
        connect(url, create=True)
    with pytest.raises(MissingExtra, match=rf'pip install "asn_kinerja\[{extra}\]"'):
        connect(url, create=True)


@pytest.mark.parametrize("url", ["mongo:x", "oracle://camat:rahasia@host/x", "rahasia", "", ":"])
def test_an_unknown_scheme_is_told(url, told):
    """An address that no plugin opens is told with the schemes that there are."""
    with told("store_scheme"):
        open_workspace(url)
    with pytest.raises(StorageError, match="sqlite"):
        open_workspace(url)


@pytest.mark.parametrize("path", ["t1.db", "data/marelan.sqlite", "C:\\data\\t1.db"])
def test_a_path_in_place_of_an_address_is_told(path, told):
    """Who gives the path of a file is told the address of that file."""
    with told("store_path"):
        open_workspace(path)
    with pytest.raises(StorageError) as caught:
        open_workspace(path)
    assert f"sqlite:///{path}" in str(caught.value)


@pytest.fixture(
    params=["memory", "sqlite", "postgresql", pytest.param("mariadb", marks=pytest.mark.mariadb)]
)
def workspace(request, url):
    """Open a workspace on each kind of store."""
    match request.param:
        case "memory":
            address = "memory:"
        case "sqlite":
            address = url
        case _:
            address = request.getfixturevalue(f"{request.param}_url")
    with open_workspace(address, actor="penguji") as opened:
        yield opened


@pytest.mark.parametrize("hostile", HOSTILE)
def test_sql_and_paths_in_names_are_text(workspace, hostile, place):
    """Statements, placeholders and paths in ids, names, actors and reasons come back as text."""
    kept = Unit(id=hostile, name=hostile)
    below = Unit(id="b", name="B", parent_id=hostile)
    with workspace.unit_of_work(actor=hostile, recorded_at=NOW) as unit:
        unit.repository(Unit).put_all([kept, below])
        unit.commit(action="import", reason=hostile)
    with workspace.snapshot() as unit:
        units = unit.repository(Unit)
        assert units.get(hostile) == kept
        assert sorted(units.scan(), key=lambda one: one.id) == sorted(
            [kept, below], key=lambda one: one.id
        )
        (entry,) = unit.scan_audit()
        assert (entry.actor, entry.reason) == (hostile, hostile)
        for index in (hostile, "i1", "payload"):
            with pytest.raises(InvalidInput):
                list(units.scan(where=(equals(index, hostile),)))
    assert workspace.verify().holds
    assert {path.name for path in place.iterdir()} == {"store"}


def test_a_megabyte_in_a_field_is_refused_alike(workspace, told):
    """A text over the limit is refused with its place and length, and nothing else is kept."""
    nip = "198001012010011001"
    person = Employee(
        id=nip,
        nip=Nip(nip),
        name="Siti" * 250_000,
        status=EmploymentStatus.PNS,
        grade=GolonganRuang.III_C,
        appointed_on=date(2010, 1, 1),
    )
    with workspace.unit_of_work(recorded_at=NOW) as unit:
        unit.repository(Unit).put(Unit(id="camat", name="x" * MAX_TEXT))
        with told("text_too_long", InvalidRecord):
            unit.repository(Employee).put(person)
    with workspace.snapshot() as unit:
        assert list(unit.repository(Unit).scan()) == []
    with workspace.unit_of_work(recorded_at=NOW) as unit:
        unit.repository(Unit).put(Unit(id="camat", name="\U0001f600" * MAX_TEXT))
        unit.commit(action="import")
    assert workspace.verify().holds

"""Stores that earlier layouts had are told apart, brought up, and lose nothing."""

import importlib.util
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.backends.sql.migrations.running import migrate
from asn_kinerja.backends.sql.tables import SCHEMA
from asn_kinerja.backends.sql.views import views
from asn_kinerja.converters.make import record_codec
from asn_kinerja.errors import StorageError, WrongSchema
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import Realisation
from asn_kinerja.records.training import Fund
from asn_kinerja.storage.query import equals
from asn_kinerja.workspace import open_workspace

HERE = Path(__file__).parent
FROZEN = sorted((HERE / "frozen").glob("layout-*.db"))
OLDER = [path for path in FROZEN if path.stem != f"layout-{SCHEMA}"]


@pytest.fixture(scope="module")
def written():
    """Load the script that wrote the stores: it knows what is in them."""
    spec = importlib.util.spec_from_file_location("write_frozen", HERE / "write_frozen.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def thaw(tmp_path):
    """Copy a frozen store, and give its URL."""

    def copy(path):
        shutil.copy(path, tmp_path / "store.db")
        return f"sqlite:///{tmp_path}/store.db"

    return copy


def tables(url):
    """Describe every table, index and view of a file."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
            )
        ]
        shapes = {
            name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in names
        }
        indexes = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
        ).fetchall()
        keys = [connection.execute(f"PRAGMA foreign_key_list({name})").fetchall() for name in names]
    # Columns by name, type, need and place in the key: added ones come last and have a default.
    return {
        name: sorted((column[1], column[2], column[3], column[5]) for column in shape)
        for name, shape in shapes.items()
    }, (indexes, keys)


def test_the_layout_of_today_is_frozen():
    """The layout that this release writes has its store beside those of the others."""
    assert [path.stem for path in FROZEN] == [f"layout-{n}" for n in range(1, SCHEMA + 1)]


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_frozen_store_holds_what_was_written(path, thaw, written):
    """After migration every record is there, the chain holds, and scans find them."""
    url = thaw(path)
    migrate(url, codec=record_codec(), dry_run=False)
    with open_workspace(url, create=False) as workspace:
        assert workspace.verify().problems == ()
        with workspace.snapshot() as unit:
            found = {
                record_type: tuple(unit.repository(record_type).scan())
                for record_type in (Unit, Employee, Fund, Realisation)
            }
            late = unit.repository(Realisation).scan(where=(equals("period", "2025-Q1"),))
            assert [one.id for one in late] == ["skp-1/i1/2025-Q1"]
            assert [entry.reason for entry in unit.scan_audit()] == ["Data awal", "", "Digabung"]
    assert found == {
        Unit: (attrs.evolve(written.UNITS[0], name="Kecamatan Contoh Baru"), written.UNITS[1]),
        Employee: tuple(sorted(written.PEOPLE, key=lambda person: person.id)),
        Fund: written.FUNDS,
        Realisation: written.REACHED,
    }


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_migrated_store_goes_on(path, thaw, written):
    """A migrated store takes new writes, uses no version twice, and still verifies."""
    url = thaw(path)
    migrate(url, codec=record_codec(), dry_run=False)
    with open_workspace(url, actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=written.at(9)) as unit:
            units = unit.repository(Unit)
            units.put(Unit(id="seksi", name="Seksi lagi"))
            units.put(Unit(id="camat", name="Kecamatan Contoh Tiga"))
            assert units.version_of("seksi") == 2  # 1 was that of the deleted one
            unit.repository(Employee).delete(written.PEOPLE[0].id)
            unit.commit(action="change")
        assert workspace.verify().problems == ()


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_migrated_store_is_laid_out_like_a_new_one(path, thaw, tmp_path):
    """Tables, columns, indexes and views of a migrated store are those of a new one."""
    url = thaw(path)
    migrate(url, codec=record_codec(), dry_run=False)
    new = f"sqlite:///{tmp_path}/new.db"
    connect(new, create=True).close()
    assert tables(url) == tables(new)
    assert {view.name for view in views()} <= tables(new)[0].keys()


@pytest.mark.parametrize("path", OLDER, ids=lambda path: path.stem)
def test_an_older_store_is_told_apart_and_left_as_it_is(path, thaw):
    """Opening an older store, and a dry run, change no byte of it; the dry run names the steps."""
    url = thaw(path)
    with pytest.raises(WrongSchema, match="migrate") as caught:
        connect(url, create=True)
    assert [problem.code for problem in caught.value.problems] == ["store_older"]
    steps = migrate(url, codec=record_codec(), dry_run=True)
    first = int(path.stem.removeprefix("layout-"))
    assert [step.name for step in steps] == [f"layout {n}" for n in range(first + 1, SCHEMA + 1)]
    assert all(step.summary for step in steps)
    assert Path(url.removeprefix("sqlite:///")).read_bytes() == path.read_bytes()


def test_a_new_store_needs_no_step(tmp_path):
    """Migrating a store that is as it should be does nothing."""
    url = f"sqlite:///{tmp_path}/new.db"
    connect(url, create=True).close()
    for dry_run in (True, False):
        assert migrate(url, codec=record_codec(), dry_run=dry_run) == []


def test_a_newer_store_is_refused_with_its_release(thaw):
    """A store with a newer number is refused, naming the release that wrote it."""
    url = thaw(FROZEN[-1])
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE asn_schema SET number = ?, release = '9.9.9'", (SCHEMA + 1,))
    for work in (
        lambda: connect(url, create=True),
        lambda: migrate(url, codec=record_codec(), dry_run=True),
    ):
        with pytest.raises(WrongSchema, match=r"9\.9\.9") as caught:
            work()
        assert [problem.code for problem in caught.value.problems] == ["store_newer"]


def test_a_failed_migration_leaves_the_store_as_it_was(thaw, monkeypatch):
    """When a step fails half-way, not one byte of the store is changed."""
    url = thaw(OLDER[0])

    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("asn_kinerja.backends.sql.migrations.running.make_views", fail)
    with pytest.raises(ZeroDivisionError):
        migrate(url, codec=record_codec(), dry_run=False)
    with pytest.raises(WrongSchema) as caught:
        connect(url, create=True)
    assert [problem.code for problem in caught.value.problems] == ["store_older"]


def test_views_follow_the_records(tmp_path):
    """A store whose views are not those of the records of today gets them by migration."""
    url = f"sqlite:///{tmp_path}/store.db"
    connect(url, create=True).close()
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection, connection:
        connection.execute("DROP VIEW asn_unit")
        connection.execute("DROP VIEW asn_fund")
        connection.execute("CREATE VIEW asn_fund AS SELECT 1 AS id")
    for dry_run in (True, False):
        (step,) = migrate(url, codec=record_codec(), dry_run=dry_run)
        assert (step.name, step.summary) == ("views", "asn_fund, asn_unit")
    assert migrate(url, codec=record_codec(), dry_run=True) == []


def test_a_missing_store_cannot_be_migrated(tmp_path):
    """Migrating what is not there is an error, and makes nothing."""
    for name in ("none.db", "empty.db"):
        (tmp_path / "empty.db").touch()
        with pytest.raises(StorageError) as caught:
            migrate(f"sqlite:///{tmp_path}/{name}", codec=record_codec(), dry_run=False)
        assert [problem.code for problem in caught.value.problems] == ["store_missing"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_index_declared_later_is_filled_by_migration(kind, tmp_path, request, written):
    """A scan by an index that records were written without is refused until the store migrates."""
    url = (
        f"sqlite:///{tmp_path}/store.db"
        if kind == "sqlite"
        else request.getfixturevalue("postgresql_url")
    )
    with (
        open_workspace(url, actor="penguji") as workspace,
        workspace.unit_of_work(recorded_at=written.at(1)) as unit,
    ):
        unit.repository(Unit).put_all(written.UNITS)
        unit.commit(action="import")
    declared = attrs.evolve(record_codec().kind_of(Unit), indexes=("parent_id",))
    codec = _Declared(record_codec(), declared)
    with open_workspace(url, actor="penguji") as workspace:
        workspace.__dict__["codec"] = codec
        with workspace.snapshot() as unit, pytest.raises(WrongSchema, match="migrate"):
            list(unit.repository(Unit).scan(where=(equals("parent_id", "camat"),)))
        with workspace.unit_of_work(recorded_at=written.at(2)) as unit:
            unit.repository(Unit).put(Unit(id="x", name="X"))
            with pytest.raises(WrongSchema, match="migrate"):
                unit.commit(action="change")
    assert [step.name for step in migrate(url, codec=codec, dry_run=True)] == ["indexes of unit"]
    assert [step.summary for step in migrate(url, codec=codec, dry_run=False)] == ["parent_id"]
    assert migrate(url, codec=codec, dry_run=True) == []
    with open_workspace(url, actor="penguji") as workspace:
        workspace.__dict__["codec"] = codec
        with workspace.snapshot() as unit:
            found = unit.repository(Unit).scan(where=(equals("parent_id", "camat"),))
            assert [one.id for one in found] == ["lurah"]
        assert workspace.verify().problems == ()


class _Declared:
    """The codec of records, one kind declared otherwise."""

    def __init__(self, codec, kind):
        self._codec = codec
        self._kind = kind
        self.key_of, self.decode = codec.key_of, codec.decode

    @property
    def kinds(self):
        """Give the kind, and the others as they are."""
        return [self._kind if kind.name == self._kind.name else kind for kind in self._codec.kinds]

    def kind_of(self, record_type):
        """Know units alone."""
        assert record_type is Unit
        return self._kind

    def encode(self, record):
        """Give the new index its value."""
        indexes = {name: getattr(record, name) for name in self._kind.indexes}
        encoded = record_codec().encode(record)
        return attrs.evolve(encoded, indexes=indexes)

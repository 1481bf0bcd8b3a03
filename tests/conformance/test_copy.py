"""A store that goes from database to database comes back as it was, byte for byte."""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from asn_kinerja.backends import memory
from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.converters.make import record_codec
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.population import sample_path
from asn_kinerja.records.people import Employee
from asn_kinerja.storage.store_file import export_store
from asn_kinerja.storage.transfer import copy_store
from asn_kinerja.storage.verification import verify
from asn_kinerja.workspace import open_workspace

PLUGIN = Path(__file__).parents[2] / "examples" / "asn-kinerja-lmdb" / "src"


@pytest.fixture
def first(tmp_path):
    """Fill a store in SQLite: the sample office, then a deletion, which leaves its mark."""
    url = f"sqlite:///{tmp_path}/first.db"
    office = tuple(read_workbook(sample_path()))
    with open_workspace(url, actor="penguji") as workspace:
        with workspace.unit_of_work(recorded_at=datetime(2025, 1, 1, 8, tzinfo=UTC)) as unit:
            for record in office:
                unit.repository(type(record)).put(record)
            unit.commit(action="import", reason="Data awal \u00e9 \U0001f600")
        with workspace.unit_of_work(recorded_at=datetime(2025, 1, 2, 8, tzinfo=UTC)) as unit:
            employees = unit.repository(Employee)
            employees.delete(next(employees.scan()).id)
            unit.commit(action="tidy")
    return url


@pytest.fixture
def opened(tmp_path, request, monkeypatch):
    """Open an empty store of each kind; all are closed at the end."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(PLUGIN)])
    lmdb = import_module("asn_kinerja_lmdb.backend")
    with ExitStack() as stack:

        def new(kind):
            match kind:
                case "lmdb":
                    backend = lmdb.connect(f"lmdb:///{tmp_path}/lmdb", create=True)
                case "memory":
                    backend = memory.connect("memory:", create=True)
                case "sqlite":
                    backend = sql.connect(f"sqlite:///{tmp_path}/last.db", create=True)
                case _:
                    backend = sql.connect(request.getfixturevalue(f"{kind}_url"), create=True)
            stack.callback(backend.close)
            return backend

        yield new


def exported(backend):
    """Export a store into one text."""
    lines = []
    export_store(backend, lines.append)
    return "".join(lines)


@pytest.mark.parametrize(
    "way",
    [
        "postgresql lmdb memory sqlite",
        pytest.param("mariadb lmdb postgresql sqlite", marks=pytest.mark.mariadb),
    ],
)
def test_a_store_goes_round_all_databases(first, opened, way):
    """From SQLite through each other kind of store to SQLite: every export is the same text."""
    codec = record_codec()
    store = sql.connect(first, create=False)
    before = exported(store)
    for kind in way.split():
        following = opened(kind)
        copy_store(store, following, codec=codec)
        store.close()
        assert verify(following, codec).holds
        assert exported(following) == before
        store = following
    assert before.count("\n") > 500

"""One flipped bit of a payload is found on every store, whatever way it was flipped."""

import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.converters.make import record_codec
from asn_kinerja.records.organisation import Unit
from asn_kinerja.storage.unit_of_work import UnitOfWork
from asn_kinerja.storage.verification import verify

PLUGIN = Path(__file__).parents[2] / "examples" / "asn-kinerja-lmdb" / "src"
NAME, FLIPPED = "Kelurahan Terjun", "Kelurahan Terjtn"  # u and t differ by one bit
DRIVERS = {"postgresql": "postgresql+psycopg", "mariadb": "mariadb+pymysql"}


def write(backend):
    """Commit two units of work; the second one writes the record to be altered."""
    codec = record_codec()
    for day, record in (
        (1, Unit(id="camat", name="Kecamatan Contoh")),
        (2, Unit(id="lurah", name=NAME, parent_id="camat")),
    ):
        at = datetime(2025, 1, day, 8, tzinfo=UTC)
        with UnitOfWork(backend, codec, actor="penguji", recorded_at=at) as unit:
            unit.repository(Unit).put(record)
            unit.commit(action="import")


def flip_in_file(path):
    """Flip one bit wherever the name stands in a file."""
    held = path.read_bytes()
    assert NAME.encode() in held
    path.write_bytes(held.replace(NAME.encode(), FLIPPED.encode()))


def flip_by_sql(url):
    """Flip one bit past the library."""
    address = make_url(url)
    drivername = DRIVERS.get(address.drivername, address.drivername)
    engine = create_engine(address.set(drivername=drivername))
    with engine.begin() as connection:
        change = text("UPDATE asn_record SET payload = REPLACE(payload, :name, :flipped)")
        connection.execute(change, {"name": NAME, "flipped": FLIPPED})
    engine.dispose()


@pytest.fixture(
    params=[
        "file of sqlite",
        "file of lmdb",
        "sqlite",
        "postgresql",
        pytest.param("mariadb", marks=pytest.mark.mariadb),
    ]
)
def altered(request, tmp_path, monkeypatch):
    """Write a store, flip a bit, and open it again."""
    match request.param:
        case "file of lmdb":
            monkeypatch.setattr(sys, "path", [*sys.path, str(PLUGIN)])
            connect = import_module("asn_kinerja_lmdb.backend").connect
            url, file = f"lmdb:///{tmp_path}/store", tmp_path / "store" / "data.mdb"
        case "sqlite" | "file of sqlite":
            connect, url, file = (
                sql.connect,
                f"sqlite:///{tmp_path}/store.db",
                tmp_path / "store.db",
            )
        case kind:
            connect, url, file = sql.connect, request.getfixturevalue(f"{kind}_url"), None
    backend = connect(url, create=True)
    write(backend)
    assert verify(backend, record_codec()).holds
    backend.close()
    if request.param.startswith("file"):
        flip_in_file(file)
    else:
        flip_by_sql(url)
    backend = connect(url, create=False)
    yield backend
    backend.close()


def test_a_flipped_bit_names_record_and_entry(altered):
    """After one flipped bit the store does not hold: the record and its entry are named first."""
    found = verify(altered, record_codec())
    assert not found.holds
    problem = found.problems[0]
    assert (problem.code, problem.place, problem.cure) == ("record_altered", "unit[lurah]", "2")

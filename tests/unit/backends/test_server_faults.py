"""Database servers that refuse, stop or go away: what is told; nothing is half written."""

from contextlib import closing

import psycopg
import pytest

from asn_kinerja.backends.sql.backend import connect
from asn_kinerja.backends.sql.postgresql import POSTGRESQL
from asn_kinerja.errors import StorageError, WrongSchema
from asn_kinerja.storage.port import Write
from asn_kinerja.storage.query import Query

pytestmark = [  # PyMySQL lets go of a socket that could not be connected without closing it
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning"),
]
KINDS = ["postgresql", pytest.param("mariadb", marks=pytest.mark.mariadb)]


class PostgresqlControl:
    """Faults of PostgreSQL."""

    def __init__(self, server, url):
        """Take the server and the URL of an empty schema."""
        self.server, self.store = server, url
        self.schema = url.rpartition("%3D")[2]

    def stop(self):
        """Stop it at once."""
        self.server.control("stop", "-m", "immediate")

    def start(self):
        """Start it again."""
        self.server.control("start")

    def missing(self):
        """Give the URL of a database that is not there."""
        return self.store.replace("/postgres?", "/tidak_ada?")

    def as_reader(self):
        """Give the URL of somebody who may look and not write."""
        self.server.run(
            "DO $$ BEGIN CREATE ROLE pembaca LOGIN PASSWORD 'rahasia';"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            f"GRANT USAGE ON SCHEMA {self.schema} TO pembaca",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {self.schema} TO pembaca",
        )
        return self.store.replace("//postgres@", "//pembaca:rahasia@")

    def limit(self):
        """Let that reader have two connections."""
        self.server.run("ALTER ROLE pembaca CONNECTION LIMIT 2")

    def no_limit(self):
        """Let that reader have as many as the server takes."""
        self.server.run("ALTER ROLE pembaca CONNECTION LIMIT -1")

    def change(self, statement):
        """Run a statement in the schema of the store."""
        self.server.run(f"SET search_path = {self.schema}", statement)


class MariadbControl:
    """Faults of MariaDB."""

    def __init__(self, server, url):
        """Take the server and the URL of an empty database."""
        self.server, self.store = server, url
        self.schema = url.rpartition("/")[2].partition("?")[0]

    def stop(self):
        """Stop it at once."""
        self.server.process.kill()
        self.server.process.wait()

    def start(self):
        """Start it again."""
        self.server.start()

    def missing(self):
        """Give the URL of a database that is not there."""
        return self.server.url("tidak_ada")

    def as_reader(self):
        """Give the URL of somebody who may look and not write."""
        self.server.run(
            "CREATE USER IF NOT EXISTS pembaca IDENTIFIED BY 'rahasia'",
            f"GRANT SELECT, SHOW VIEW ON {self.schema}.* TO pembaca",
        )
        return self.server.url(self.schema, user="pembaca:rahasia")

    def limit(self):
        """Let that reader have two connections."""
        self.server.run("ALTER USER pembaca WITH MAX_USER_CONNECTIONS 2")

    def no_limit(self):
        """Let that reader have as many as the server takes."""
        self.server.run("ALTER USER pembaca WITH MAX_USER_CONNECTIONS 0")

    def change(self, statement):
        """Run a statement in the database of the store."""
        self.server.run(f"USE {self.schema}", statement, "COMMIT")


@pytest.fixture(params=KINDS)
def faulty(request):
    """Give a server that the test may break; it runs again afterwards."""
    kind = {"postgresql": PostgresqlControl, "mariadb": MariadbControl}[request.param]
    server = request.getfixturevalue(f"{request.param}_server")
    return kind(server, request.getfixturevalue(f"{request.param}_url"))


def test_a_database_that_is_down_is_told(faulty, told, note, keys):
    """While the server is down each unit of work says so; when it is back the store goes on."""
    with closing(connect(faulty.store, create=True)) as backend:
        note(backend, "a")
        faulty.stop()
        try:
            for write in (True, False):
                with told("store_unreachable"):
                    backend.begin(write=write)
            with told("store_unreachable"):
                connect(faulty.store, create=True)
        finally:
            faulty.start()
        note(backend, "b")
        assert keys(backend) == ["a", "b"]


@pytest.mark.parametrize("moment", ["before a write", "before a scan", "before the commit"])
def test_a_restart_in_mid_transaction_leaves_nothing_half(faulty, told, note, keys, moment):
    """A unit of work that a restart cuts is told and gone; a cut commit says that it is unsure."""
    with closing(connect(faulty.store, create=True)) as backend:
        note(backend, "a")
        writer = backend.begin(write=True)
        writer.put("note", [Write(key="b", payload="Siti", expected_version=0, indexes={})])
        faulty.stop()
        faulty.start()
        match moment:
            case "before a write":
                with told("store_unreachable"):
                    writer.delete("note", {"a": 1})
            case "before a scan":
                with told("store_unreachable"):
                    list(writer.scan(Query(kind="note")))
            case _:
                with told("store_unsure"):
                    writer.commit()
        writer.rollback()
        assert keys(backend) == ["a"]
        note(backend, "c")
        assert keys(backend) == ["a", "c"]


def test_a_database_that_is_not_there_is_told(faulty, told):
    """An address of no database is told; so is one of an empty database, unless it may be made."""
    with told("store_no_database"):
        connect(faulty.missing(), create=True)
    with told("store_missing"):
        connect(faulty.store, create=False)


def test_a_schema_that_is_not_there_is_told(postgresql_url, told):
    """Without its schema a store cannot be made, and the cure is to make the schema first."""
    with told("store_no_database"):
        connect(f"{postgresql_url}_tidak_ada", create=True)
    with pytest.raises(StorageError, match="make the database or schema"):
        connect(f"{postgresql_url}_tidak_ada", create=True)


def test_an_unknown_option_is_told(faulty, told):
    """An option of the address that the driver does not know is told as a wrong address."""
    joint = "&" if "?" in faulty.store else "?"
    with told("store_option"):
        connect(f"{faulty.store}{joint}rahasia=Siti", create=True)


def test_who_may_only_look_is_told(faulty, told, keys, note):
    """Somebody without the right to write may not make a store, nor write one that is there."""
    with told("store_no_permission"):
        connect(faulty.as_reader(), create=True)
    with closing(connect(faulty.store, create=True)) as backend:
        note(backend, "a")
    with closing(connect(faulty.as_reader(), create=True)) as backend:
        assert keys(backend) == ["a"]
        with told("store_no_permission"):
            note(backend, "b")
        assert keys(backend) == ["a"]


def test_who_is_not_known_is_told(postgresql_url, told):
    """A user that the server does not know is a matter of rights, not of a missing store."""
    with told("store_no_permission"):
        connect(postgresql_url.replace("//postgres@", "//siapa:rahasia@"), create=True)


def test_a_writer_that_waits_too_long_is_told(faulty, told, monkeypatch, note, keys):
    """A second writer waits for the first, then says that the store is busy; readers go on."""
    monkeypatch.setattr("asn_kinerja.backends.sql.postgresql.PATIENCE", 0.1)
    patient = "SET SESSION innodb_lock_wait_timeout = 1"
    monkeypatch.setattr("asn_kinerja.backends.sql.mariadb._SETTINGS", patient)
    with closing(connect(faulty.store, create=True)) as backend:
        note(backend, "a")
        first = backend.begin(write=True)
        with told("store_busy"):
            note(backend, "b")
        assert keys(backend) == ["a"]
        first.rollback()
        note(backend, "c")
        assert keys(backend) == ["a", "c"]


def test_open_snapshots_stop_nobody(faulty, note, keys):
    """Twenty open snapshots are twenty connections; others read and write beside them."""
    with closing(connect(faulty.store, create=True)) as backend:
        snapshots = [backend.begin(write=False) for _ in range(20)]
        try:
            note(backend, "a")
            assert keys(backend) == ["a"]
        finally:
            for snapshot in snapshots:
                snapshot.rollback()


def test_a_server_without_free_connections_is_told(faulty, told, keys):
    """Who has as many connections as the server allows is told that, not that it is busy."""
    connect(faulty.store, create=True).close()
    address = faulty.as_reader()
    faulty.limit()
    try:
        with closing(connect(address, create=False)) as backend:
            snapshots = [backend.begin(write=False) for _ in range(2)]
            try:
                with told("store_connections"):
                    backend.begin(write=False)
            finally:
                for snapshot in snapshots:
                    snapshot.rollback()
            assert keys(backend) == []
    finally:
        faulty.no_limit()


@pytest.mark.parametrize(
    "words",
    [
        "FATAL:  sorry, too many clients already",
        'FATAL:  too many connections for role "pembaca"',
        "FATAL:  remaining connection slots are reserved for superusers",
    ],
)
def test_the_words_of_a_full_postgresql_server(words):
    """A refused connection has no code; its words say that there are too many."""
    assert POSTGRESQL.code_of(psycopg.OperationalError(words)) == "store_connections"


def test_other_layouts_are_told_apart(faulty, told):
    """Older, newer and foreign tables are three different errors."""
    connect(faulty.store, create=True).close()
    faulty.change("UPDATE asn_schema SET number = 99")
    with told("store_newer", WrongSchema):
        connect(faulty.store, create=True)
    faulty.change("UPDATE asn_schema SET number = 1")
    with told("store_older", WrongSchema):
        connect(faulty.store, create=True)
    faulty.change("DROP TABLE asn_schema")
    with told("store_foreign", WrongSchema):
        connect(faulty.store, create=True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://camat:rahasia@127.0.0.1:1/siti",
        pytest.param("mariadb://camat:rahasia@127.0.0.1:1/siti", marks=pytest.mark.mariadb),
    ],
)
def test_a_server_that_does_not_listen_is_told(url, told):
    """An address where nothing listens is told without what it holds."""
    with told("store_unreachable"):
        connect(url, create=True)


@pytest.mark.parametrize(
    "url", ["postgresql://camat:rahasia@host", "mariadb://camat:rahasia@host:port/x", "mariadb://"]
)
def test_an_unusable_address_is_told(url, told):
    """An address without a database, or with a port that is none, is told without what it holds."""
    with told("store_url"):
        connect(url, create=True)


def test_a_read_only_server_is_told(postgresql_url, told, note, keys):
    """A database that takes no writes for now is told; reading goes on."""
    connect(postgresql_url, create=True).close()
    frozen = f"{postgresql_url}%20-cdefault_transaction_read_only%3Don"
    with closing(connect(frozen, create=True)) as backend:
        assert keys(backend) == []
        with told("store_read_only"):
            note(backend, "a")


@pytest.mark.mariadb
def test_a_wrong_password_is_told(mariadb_server, mariadb_url, told):
    """A wrong password is told as a matter of rights."""
    mariadb_server.run("CREATE USER IF NOT EXISTS camat IDENTIFIED BY 'benar'")
    with told("store_no_permission"):
        connect(mariadb_url.replace("//root@", "//camat:rahasia@"), create=True)


@pytest.mark.mariadb
def test_a_text_too_long_for_the_server_is_told(mariadb_server, mariadb_url, told, note, keys):
    """A payload that the server takes for too long is refused, and the cure names its setting."""
    mariadb_server.run("SET GLOBAL max_allowed_packet = 1048576")
    try:
        with closing(connect(mariadb_url, create=True)) as backend:
            with told("store_packet"):
                note(backend, "a", payload="x" * 2_000_000)
            assert keys(backend) == []
    finally:
        mariadb_server.run("SET GLOBAL max_allowed_packet = 67108864")

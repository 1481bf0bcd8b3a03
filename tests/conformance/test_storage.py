"""Every built-in backend passes the suite that is shipped for outside ones."""

import pytest

from asn_kinerja.backends import memory
from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.testing import StorageSuite


class TestMemory(StorageSuite):
    """Memory is the reference: it passes every law."""

    @pytest.fixture
    def open_store(self):
        """Open a store in memory."""
        return lambda: memory.connect("memory:", create=True)


class TestSqlite(StorageSuite):
    """SQLite passes every law."""

    @pytest.fixture
    def open_store(self, tmp_path):
        """Open one and the same file each time."""
        return lambda: sql.connect(f"sqlite:///{tmp_path}/store.db", create=True)


class TestPostgresql(StorageSuite):
    """PostgreSQL passes every law."""

    @pytest.fixture
    def open_store(self, postgresql_url):
        """Open one and the same schema each time."""
        return lambda: sql.connect(postgresql_url, create=True)


@pytest.mark.mariadb
class TestMariadb(StorageSuite):
    """MariaDB passes every law."""

    @pytest.fixture
    def open_store(self, mariadb_url):
        """Open one and the same database each time."""
        return lambda: sql.connect(mariadb_url, create=True)

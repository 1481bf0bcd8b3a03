"""The laws of processes, at length: 300 kills, and 2 processes with 5,000 updates each."""

import pytest

from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.testing import CrashLaws, RaceLaws


class AtLength(CrashLaws, RaceLaws):
    """The laws of processes, with large numbers."""

    kills = 300
    updates = 5_000


@pytest.mark.soak
class TestSqlite(AtLength):
    """SQLite loses nothing, however often its process is killed."""

    @pytest.fixture
    def open_store(self, tmp_path):
        """Open one and the same file each time."""
        return lambda: sql.connect(f"sqlite:///{tmp_path}/store.db", create=True)


@pytest.mark.soak
class TestPostgresql(AtLength):
    """PostgreSQL loses nothing, however often its client is killed."""

    @pytest.fixture
    def open_store(self, postgresql_url):
        """Open one and the same schema each time."""
        return lambda: sql.connect(postgresql_url, create=True)

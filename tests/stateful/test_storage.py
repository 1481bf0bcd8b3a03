"""Long random histories on every built-in store: more of them, and longer, than in the suite."""

import hypothesis
import pytest

from asn_kinerja.backends import memory
from asn_kinerja.backends.sql import backend as sql
from asn_kinerja.testing import StorageSuite, check_histories

LONG = hypothesis.settings(StorageSuite.histories, max_examples=150, stateful_step_count=60)


def test_memory():
    """Any history in memory agrees with the model."""
    many = hypothesis.settings(LONG, max_examples=60)
    check_histories(lambda: memory.connect("memory:", create=True), settings=many)


@pytest.mark.soak
def test_sqlite(tmp_path):
    """Any history on SQLite agrees with the model."""
    url = f"sqlite:///{tmp_path}/store.db"
    check_histories(lambda: sql.connect(url, create=True), settings=LONG)


@pytest.mark.soak
def test_postgresql(postgresql_url):
    """Any history on PostgreSQL agrees with the model."""
    check_histories(lambda: sql.connect(postgresql_url, create=True), settings=LONG)


@pytest.mark.mariadb
def test_mariadb(mariadb_url):
    """Any history on MariaDB agrees with the model."""
    check_histories(lambda: sql.connect(mariadb_url, create=True), settings=LONG)

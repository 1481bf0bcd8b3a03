"""LMDB passes the suite that asn_kinerja ships for backends."""

import pytest
from asn_kinerja_lmdb.backend import connect

from asn_kinerja.testing import StorageSuite


class TestLmdb(StorageSuite):
    """LMDB passes every law."""

    @pytest.fixture
    def open_store(self, tmp_path):
        """Open one and the same folder each time."""
        return lambda: connect(f"lmdb:///{tmp_path}/store", create=True)

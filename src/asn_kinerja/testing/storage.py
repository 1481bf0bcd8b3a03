"""The suite of storage backends.

    class TestMyStore(StorageSuite):
        @pytest.fixture
        def open_store(self, tmp_path):
            return lambda: my_backend.connect(f"mine:{tmp_path}/store", create=True)

`open_store` opens one and the same store each time it is called, empty at the first call; a backend
without `Capability.DURABLE` or `Capability.SHARED` is opened once only. Where processes cannot
fork (Windows) it must be a `functools.partial` of a public function, which can be handed over.
"""

from asn_kinerja.testing.storage_crashes import CrashLaws
from asn_kinerja.testing.storage_machine import MachineLaws
from asn_kinerja.testing.storage_races import RaceLaws
from asn_kinerja.testing.storage_records import RecordLaws
from asn_kinerja.testing.storage_scans import ScanLaws
from asn_kinerja.testing.storage_transactions import TransactionLaws

__all__ = ["StorageSuite"]


class StorageSuite(RecordLaws, ScanLaws, TransactionLaws, MachineLaws, CrashLaws, RaceLaws):
    """Every law of `storage.port`, to inherit; a law tied to a capability is skipped without it."""

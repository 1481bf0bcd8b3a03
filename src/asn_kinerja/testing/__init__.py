"""Suites to inherit, for authors of plugins: one test a law, the same that built-ins must pass.

Layer 11. May import everything but `cli` and `lab`; the only package that needs pytest.
Put ``class TestMyStore(StorageSuite)`` with one fixture into a test file and run pytest.
Next: `storage.py` for the suite of storage backends, `ranking.py` for that of ranking methods.
"""

import pytest

pytest.register_assert_rewrite(
    "asn_kinerja.testing.ranking",
    "asn_kinerja.testing.storage_crashes",
    "asn_kinerja.testing.storage_machine",
    "asn_kinerja.testing.storage_races",
    "asn_kinerja.testing.storage_records",
    "asn_kinerja.testing.storage_scans",
    "asn_kinerja.testing.storage_transactions",
)

from asn_kinerja.testing.ranking import RankingSuite  # noqa: E402 - rewriting is asked for first
from asn_kinerja.testing.storage import StorageSuite  # noqa: E402
from asn_kinerja.testing.storage_crashes import CrashLaws  # noqa: E402
from asn_kinerja.testing.storage_machine import check_histories  # noqa: E402
from asn_kinerja.testing.storage_races import RaceLaws  # noqa: E402

__all__ = ["CrashLaws", "RaceLaws", "RankingSuite", "StorageSuite", "check_histories"]

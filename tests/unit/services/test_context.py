"""What every service is handed."""

from datetime import UTC, datetime

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.errors import NotFound, StorageError
from asn_kinerja.records.organisation import Unit

NOW = datetime(2025, 3, 31, 8, tzinfo=UTC)


@pytest.fixture
def context():
    """Hand over a new store in memory."""
    with open_workspace(actor="camat") as workspace:
        yield workspace.services(now=lambda: NOW)


def audit(context):
    """Give (actor, action, reason, time) of each audit entry."""
    with context.reading() as unit:
        return [
            (entry.actor, entry.action, entry.reason, entry.recorded_at)
            for entry in unit.scan_audit()
        ]


def test_a_transaction_is_one_audit_entry(context):
    """A use case that changes something commits with one entry by the actor at the time given."""
    with context.transaction("import", "Data awal") as unit:
        unit.repository(Unit).put(Unit(id="a", name="Seksi"))
        unit.repository(Unit).put(Unit(id="b", name="Subbagian"))
    assert audit(context) == [("camat", "import", "Data awal", NOW)]


def test_a_transaction_without_change_leaves_no_trace(context):
    """A use case that changes nothing writes no entry."""
    for _ in range(2):
        with context.transaction("import") as unit:
            unit.repository(Unit).put(Unit(id="a", name="Seksi"))
    assert len(audit(context)) == 1


def test_a_failing_use_case_keeps_nothing(context):
    """An error inside the transaction comes out, and nothing is kept."""

    def use_case():
        with context.transaction("import") as unit:
            unit.repository(Unit).put(Unit(id="a", name="Seksi"))
            unit.repository(Unit).get("none")

    with pytest.raises(NotFound):
        use_case()
    assert audit(context) == []


def test_reading_does_not_write(context):
    """A unit of work for reading refuses to write."""
    with context.reading() as unit, pytest.raises(StorageError):
        unit.repository(Unit).put(Unit(id="a", name="Seksi"))

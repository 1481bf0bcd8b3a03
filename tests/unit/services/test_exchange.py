"""Importing a batch of records."""

from datetime import UTC, datetime

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.make import KINDS
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.population import sample_path
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee
from asn_kinerja.services.exchange import import_workbook

NOW = datetime(2026, 2, 12, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample():
    """The records of the sample."""
    return read_workbook(sample_path())


@pytest.fixture
def context():
    """Hand over a new store in memory."""
    with open_workspace(actor="camat") as workspace:
        yield workspace.services(now=lambda: NOW)


def _audit(context):
    with context.reading() as unit:
        return [entry.action for entry in unit.scan_audit()]


def test_an_import_is_one_transaction_with_one_entry(context, sample):
    """Every record of the workbook is stored, and found again as it was."""
    summary = import_workbook(context, sample)
    assert summary.changed == summary.total == len(sample)
    assert summary.counts == sample.counts()
    assert _audit(context) == ["import"]
    with context.reading() as unit:
        for kind, records in sample.records.items():
            assert sorted(unit.repository(kind).scan(), key=lambda item: item.id) == list(records)


def test_the_same_import_again_changes_nothing(context, sample):
    """A second import writes neither record nor entry."""
    import_workbook(context, sample)
    assert import_workbook(context, sample).changed == 0
    assert _audit(context) == ["import"]


def test_an_import_says_what_is_worth_a_look(context, sample):
    """Absolute targets and contract staff in leading posts are warnings, each once."""
    warnings = import_workbook(context, sample).warnings
    codes = [problem.code for problem in warnings]
    assert sorted(set(codes)) == ["absolute_target", "contract_in_leading_post"]
    assert len(set(warnings)) == len(warnings)


def test_records_that_are_not_in_the_batch_stay(context):
    """An import adds and corrects; it removes nothing."""
    import_workbook(context, RecordBatch([Unit(id="a", name="Seksi")]))
    summary = import_workbook(context, RecordBatch([Unit(id="b", name="Subbagian")]))
    assert summary.changed == 1
    with context.reading() as unit:
        assert [item.id for item in unit.repository(Unit).scan()] == ["a", "b"]


def test_an_import_that_fails_stores_nothing(context, sample):
    """A record that no store keeps stops the whole import."""
    bad = Unit(id="x" * 300, name="Unit")
    with pytest.raises(InvalidRecord):
        import_workbook(context, RecordBatch([*sample, bad]))
    assert _audit(context) == []
    with context.reading() as unit:
        assert list(unit.repository(Employee).scan()) == []


def test_the_workbook_holds_every_kind_that_people_fill_in(sample):
    """What no sheet holds is what the library computes."""
    computed = {
        "appraisal", "course_evaluation", "credit_entry", "duty_check", "motivation_index",
        "pattern_check", "satisfaction_index", "selection", "training_need", "training_plan",
        "seal", "correction", "erasure",
    }  # fmt: skip
    # These come by the competency workbook, the competency files, and the tables of awards.
    elsewhere = {
        "class_requirement", "framework_source", "guidance_evaluation", "award_win", "panel_mark",
    }  # fmt: skip
    missing = {str(getattr(kind, "name", kind)) for cls, kind in KINDS.items()
               if cls not in sample.records}  # fmt: skip
    assert missing - elsewhere == computed

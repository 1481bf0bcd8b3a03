"""Records as plain values and back."""

from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja.converters.make import KINDS, record_codec
from asn_kinerja.errors import InvalidRecord, NotFound
from asn_kinerja.legal.terms import PlanApproach, PredikatKinerja, ResultPriority
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.performance import (
    Direction,
    Indicator,
    NumericTarget,
    PerformancePlan,
    WorkResult,
)
from asn_kinerja.records.periods import Period


@pytest.fixture
def codec():
    """The codec of all records."""
    return record_codec()


@pytest.fixture
def plan():
    """A plan with every kind of field."""
    target = NumericTarget(
        direction=Direction.RANGE, low=Decimal("90.0"), high=Decimal("95.50"), unit="%"
    )
    indicator = Indicator(id="i1", text="Surat selesai", target=target)
    return PerformancePlan(
        id="p1",
        employee_id="e1",
        assignment_id="a1",
        approach=PlanApproach.KUANTITATIF,
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 1, 1),
        results=(
            WorkResult(
                id="r1", text="Surat", priority=ResultPriority.UTAMA, indicators=(indicator,)
            ),
        ),
    )


def plain(value):
    """Whether a value holds plain types only, to the bottom."""
    if type(value) is dict:
        return all(type(name) is str and plain(part) for name, part in value.items())
    if type(value) is list:
        return all(plain(part) for part in value)
    return value is None or type(value) in {str, int, bool}


def test_round_trip(codec, plan):
    """A record comes back equal from plain values, decimals with their scale."""
    encoded = codec.encode(plan)
    assert (encoded.kind, encoded.key, encoded.indexes) == (
        "performance_plan",
        "p1",
        {"employee_id": "e1"},
    )
    assert plain(encoded.value)
    back = codec.decode(encoded.kind, encoded.value)
    assert back == plan
    assert str(back.results[0].indicators[0].target.high) == "95.50"


def test_explanation_round_trip(codec):
    """A nested explanation is kept as it is."""
    explanation = {"value": "baik", "inputs": [{"name": "x", "value": None}], "seen": True}
    appraisal = Appraisal(
        id="n1",
        employee_id="e1",
        assignment_id="a1",
        unit_id="u1",
        period=Period("2025-Q4"),
        outcome=AppraisalOutcome.DINILAI,
        predicate=PredikatKinerja.BAIK,
        explanation=explanation,
    )
    encoded = codec.encode(appraisal)
    assert plain(encoded.value)
    assert encoded.value["explanation"] == explanation
    assert codec.decode(encoded.kind, encoded.value) == appraisal


def test_all_problems_with_paths(codec, plan):
    """Every wrong field is named with its path, unknown keys included."""
    value = codec.encode(plan).value
    value["valid_from"] = "2025-02-30"
    value["approach"] = "campuran"
    value["bobot"] = 1
    del value["employee_id"]
    value["results"][0]["indicators"][0]["target"]["low"] = 90.5
    with pytest.raises(InvalidRecord) as caught:
        codec.decode("performance_plan", value)
    assert sorted((item.code, item.place) for item in caught.value.problems) == [
        ("required", "performance_plan.employee_id"),
        ("unknown_key", "performance_plan"),
        ("unknown_word", "performance_plan.approach"),
        ("wrong_type", "performance_plan.results[0].indicators[0].target.low"),
        ("wrong_type", "performance_plan.valid_from"),
    ]


def test_broken_record(codec, plan):
    """Values that make an impossible record are refused as the record refuses them."""
    value = codec.encode(plan).value
    value["valid_until"] = value["valid_from"]
    with pytest.raises(InvalidRecord) as caught:
        codec.decode("performance_plan", value)
    assert [item.code for item in caught.value.problems] == ["empty_interval"]


def test_kinds(codec):
    """Kinds have short unique names, and a class that is no kind is refused."""
    names = [kind.name for kind in codec.kinds]
    assert len(names) == len(set(names)) == len(KINDS)
    assert "appraisal" in names
    with pytest.raises(NotFound):
        codec.kind_of(int)

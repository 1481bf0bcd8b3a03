"""The performance of one person over the years."""

from datetime import date
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry
from asn_kinerja.services.history import HistoryRecord, score_history

YEAR_2014 = HistoryRecord(
    id="2014",
    start=date(2014, 1, 1),
    end=date(2015, 1, 1),
    inputs={"nilai_skp": "85.5", "nilai_perilaku": 82},
)
YEAR_2022 = HistoryRecord(
    id="2022",
    start=date(2022, 1, 1),
    end=date(2023, 1, 1),
    inputs={
        "rating_hasil_kerja": "sesuai_ekspektasi",
        "rating_perilaku_kerja": "di_atas_ekspektasi",
    },
)
CONVERTED = HistoryRecord(
    id="2021",
    start=date(2021, 1, 1),
    end=date(2022, 1, 1),
    purpose="konversi_nilai_2021",
    takes={"nilai_semester_1": "2014.nilai_prestasi_kerja"},
)


@pytest.fixture(scope="module")
def policies():
    """All law packs."""
    return PolicyRegistry(PACKS)


def refused(policies, *records):
    with pytest.raises(InvalidInput) as refusal:
        score_history(policies, records)
    return [(problem.code, problem.place) for problem in refusal.value.problems]


def test_each_record_is_scored_by_the_rule_of_its_period(policies):
    """2014 gets a value and a name, 2022 a predicate and no value."""
    old, new = score_history(policies, [YEAR_2014, YEAR_2022])
    assert (old.policy.regulation.id, old.number, old.evaluation.value) == (
        "pp_46_2011",
        Fraction("84.1"),
        "baik",
    )
    assert (new.policy.regulation.id, new.number, new.evaluation.value) == (
        "permenpanrb_6_2022",
        None,
        "baik",
    )


def test_a_result_is_taken_exactly(policies):
    """A later record takes the exact result of an earlier one."""
    line = score_history(policies, [YEAR_2014, CONVERTED])[1]
    assert line.number == 90 + (Fraction("84.1") - 76) * Fraction(19, 14)


def test_a_result_can_only_be_taken_from_an_earlier_record(policies):
    """A record that stands before the one it needs is refused."""
    assert refused(policies, CONVERTED, YEAR_2014) == [("not_found", "2021.nilai_semester_1")]


def test_an_input_is_given_or_taken(policies):
    """A value that is both given and taken is refused."""
    both = HistoryRecord(
        id="2021",
        start=date(2021, 1, 1),
        end=date(2022, 1, 1),
        purpose="konversi_nilai_2021",
        inputs={"nilai_semester_1": 80},
        takes={"nilai_semester_1": "2014.nilai_prestasi_kerja"},
    )
    assert refused(policies, YEAR_2014, both) == [("duplicate", "2021.nilai_semester_1")]


def test_what_rests_on_a_refused_record_is_not_refused_again(policies):
    """One mistake is told once, and a second record of the same name beside it."""
    bad = HistoryRecord(
        id="2014",
        start=date(2014, 1, 1),
        end=date(2015, 1, 1),
        inputs={"nilai_skp": -1, "nilai_perilaku": 82},
    )
    assert refused(policies, bad, CONVERTED, YEAR_2014) == [
        ("out_of_bounds", "2014.nilai_skp"),
        ("duplicate", "2014"),
    ]

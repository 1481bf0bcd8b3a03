from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from asn_kinerja.appraisals.inputs import (
    SOURCES,
    indicator_status,
    inputs_for,
    positive_share,
    proposal_facts,
    rating_facts,
    result_items,
)
from asn_kinerja.legal.terms import BerakhlakValue, ResultPriority, ResultRating
from asn_kinerja.records.periods import Period
from asn_kinerja.workspace import open_workspace

YEAR = Period("2025")
QUARTER = Period("2025-Q1")


def _realised(make, **figures):
    return {name: make.reached("p", name, figure) for name, figure in figures.items()}


def test_the_leaders_word_stands_over_the_figure(make):
    """A figure below the target is as expected once the leader says so."""
    indicator = make.measured("r").indicators[0]
    judged = make.reached("p", "r0", 50, judged=ResultRating.SESUAI_EKSPEKTASI)
    assert indicator_status(indicator, make.reached("p", "r0", 50)) == make.below
    assert indicator_status(indicator, judged) == make.expected


def test_a_narrative_waits_for_the_leader(make):
    """A narrative has no status until the leader has judged it, and no report has none either."""
    indicator = make.told("r").indicators[0]
    assert indicator_status(indicator, make.reached("p", "r0", narrative="Selesai")) is None
    assert indicator_status(indicator, None) is None


def test_a_result_is_as_low_as_its_lowest_indicator(make):
    """One indicator below makes the whole result below."""
    plan = make.planned("staf", make.measured("r", count=3))
    items = result_items(plan, _realised(make, r0=96, r1=92, r2=80), period=YEAR)
    assert items == [{"jenis": "utama", "status": make.below}]
    items = result_items(plan, _realised(make, r0=96, r1=92, r2=97), period=YEAR)
    assert items == [{"jenis": "utama", "status": make.expected}]


def test_a_result_not_due_is_left_out_of_a_quarter(make):
    """What was not reported at all in a quarter was not due; in a year it lacks a status."""
    plan = make.planned(
        "staf", make.measured("r"), make.measured("s", priority=ResultPriority.TAMBAHAN)
    )
    realised = _realised(make, r0=96)
    assert result_items(plan, realised, period=QUARTER) == [
        {"jenis": "utama", "status": make.above}
    ]
    assert result_items(plan, realised, period=YEAR) == [
        {"jenis": "utama", "status": make.above},
        {"jenis": "tambahan", "status": None},
    ]


def test_a_half_reported_result_has_no_status(make):
    """A result with one reported and one silent indicator is undetermined."""
    plan = make.planned("staf", make.measured("r", count=2))
    assert result_items(plan, _realised(make, r0=96), period=QUARTER)[0]["status"] is None


def test_the_positive_share_is_exact(make):
    """Two of three remarks are two thirds; no remarks are no share."""
    remarks = [make.remark("staf", number, positive=number > 0) for number in range(3)]
    assert positive_share(remarks) == Fraction(2, 3)
    assert positive_share([]) is None


def test_remarks_on_values_and_of_other_periods_do_not_count(office, make):
    """The share of a year rests on remarks about results, those of its quarters included."""
    remarks = [
        make.remark("staf", 1, positive=True, period=QUARTER),
        make.remark("staf", 2, positive=True),
        make.remark("staf", 3, positive=True, value=BerakhlakValue.LOYAL),
        make.remark("staf", 4, positive=True, period=Period("2024")),
        make.remark("kasi", 5, positive=True),
    ]
    facts = make.with_records(office, feedback=remarks)
    assert [item.id for item in facts.remarks_on_results("staf", YEAR)] == ["staf-1", "staf-2"]
    assert [item.id for item in facts.remarks_on_results("staf", QUARTER)] == ["staf-1"]


def test_a_policy_gets_the_facts_it_names(make):
    """An input takes the fact of its source, else of its customary name; others stay away."""
    specs = [
        SimpleNamespace(name="hasil", source="given_rating.results"),
        SimpleNamespace(name="rating_perilaku_kerja", source=""),
        SimpleNamespace(name="tugas_belajar_gagal", source=""),
        SimpleNamespace(name="asing", source=""),
    ]
    named = rating_facts(make.rated("p", make.above, make.below))
    assert inputs_for(specs, named) == {
        "hasil": make.above,
        "rating_perilaku_kerja": make.below,
    }


@pytest.mark.parametrize("failed", [True, False])
def test_a_failed_study_leave_is_told_only_when_there_is_one(make, failed):
    """The fact is absent where it does not apply."""
    rating = make.rated("p", make.above, make.below, study_failed=failed)
    assert rating_facts(rating)["given_rating.study_failed"] is (True if failed else None)


def test_every_fact_has_a_name_in_the_list_of_sources(make, programme):
    """What is handed to policies is listed, so that a stranger's policy can ask for it."""
    rating = make.rated("p", make.above, make.below, consistent=True)
    facts = proposal_facts([], remarks=[], rating=rating, programme=programme)
    assert facts.keys() | rating_facts(rating).keys() <= SOURCES.keys()
    assert facts["programme.large_share"] == Decimal("0.5")
    assert facts["plan.results"] is None


@pytest.mark.parametrize("purpose", ["predikat_kinerja", "usulan_rating", "pola_distribusi"])
def test_the_rules_in_force_ask_for_listed_facts(purpose):
    """Each source that a built-in rule of appraising names is in the list."""
    with open_workspace() as workspace:
        policy = workspace.policies.in_force(purpose, (YEAR.start, YEAR.end))
    named = {spec.source for spec in policy.inputs if spec.source}
    assert named <= SOURCES.keys()

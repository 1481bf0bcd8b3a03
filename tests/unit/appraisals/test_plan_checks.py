import attrs
import pytest

from asn_kinerja.appraisals.plan_checks import appraisal_warnings, plan_warnings
from asn_kinerja.legal.terms import EmploymentStatus, PlanApproach, PositionClass
from asn_kinerja.records.periods import Period

YEAR = Period("2025")


def _codes(problems):
    return sorted((problem.code, problem.place) for problem in problems)


def test_a_sound_office_has_no_warning(office):
    """Nothing is said about plans and posts that are as they should be."""
    assert plan_warnings(office, YEAR) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Semua pengaduan dijawab", "semua"),
        ("Laporan SELALU tepat waktu, tidak  pernah terlambat", "selalu, tidak pernah"),
        ("Rekap setiap bulan", "setiap"),
        ("Kesemuanya tersetiapkan", None),
    ],
)
def test_absolute_words_are_pointed_out(office, make, text, words):
    """Whole words that promise everything are named, parts of words are not."""
    plan = make.planned("staf", make.measured("s", text=text), id="p2")
    found = plan_warnings(make.with_records(office, plans=[plan]), YEAR)
    expected = [] if words is None else [("absolute_target", words)]
    assert [(problem.code, problem.value) for problem in found] == expected


def test_narratives_are_read_too(office, make):
    """An absolute promise in a narrative target is found."""
    plan = make.planned(
        "staf", make.told("s", text="Selalu ramah"), id="p2", approach=PlanApproach.KUALITATIF
    )
    found = plan_warnings(make.with_records(office, plans=[plan]), YEAR)
    assert _codes(found) == [("absolute_target", "PerformancePlan[p2].s0")]


def test_high_leaders_may_be_absolute(office, make):
    """The advice is about administrative and functional posts."""
    plan = make.planned("staf", make.measured("s", text="Semua"), id="p2", assignment_id="a-sekda")
    high = make.with_records(
        office,
        positions=[make.post("p-sekda", "kecamatan", PositionClass.JPT_PRATAMA)],
        assignments=[make.assigned("staf", "p-sekda", "wali", id="a-sekda")],
        plans=[plan],
    )
    assert plan_warnings(high, YEAR) == ()


def test_contract_staff_in_a_leading_post_are_pointed_out(office, make):
    """A PPPK as pengawas is worth a look."""
    odd = make.with_records(
        office,
        employees=[make.person("kontrak", status=EmploymentStatus.PPPK)],
        assignments=[make.assigned("kontrak", "p-kasi", "lurah")],
    )
    assert _codes(plan_warnings(odd, YEAR)) == [
        ("contract_in_leading_post", "Assignment[a-kontrak]")
    ]


def test_an_appraiser_below_pengawas_needs_a_delegation(office, make):
    """A pelaksana who appraises is worth a look unless it was delegated."""
    odd = make.replaced(office, kasi={"appraiser_id": "staf"})
    assert _codes(plan_warnings(odd, YEAR)) == [
        ("appraiser_below_pengawas", "Assignment[a-kasi].appraiser_id")
    ]
    lawful = make.replaced(office, kasi={"appraiser_id": "staf", "delegation": "SK 7"})
    assert plan_warnings(lawful, YEAR) == ()


def test_an_override_needs_a_reason(office, make, appraised):
    """A decision other than the proposal stands, and is listed while it has no reason."""
    bare = make.with_records(office, ratings=[make.rated("p-staf", make.expected, make.expected)])
    found = appraised(bare)
    assert found["staf"].predicate == "baik"
    assert _codes(appraisal_warnings(tuple(found.values()), facts=bare)) == [
        ("override_without_reason", "Appraisal[a-staf/2025].override_reason")
    ]
    reasoned = make.with_records(
        office, ratings=[make.rated("p-staf", make.expected, make.expected, reason="Bukti")]
    )
    assert appraisal_warnings(tuple(appraised(reasoned).values()), facts=reasoned) == ()


def test_an_unknown_achievement_is_pointed_out(office, make, appraised):
    """Units without result are listed once; so is who is judged by the leader of no known unit."""
    both = [make.rated(f"p-{name}", make.expected, make.expected) for name in ("lurah", "camat")]
    blind = make.with_records(attrs.evolve(office, organisation_results=[]), ratings=both)
    found = appraisal_warnings(tuple(appraised(blind).values()), facts=blind)
    assert _codes(found) == [
        ("organisation_result_missing", "OrganisationResult[kecamatan]"),
        ("organisation_unit_unknown", "Appraisal[a-camat/2025].organisation_unit_id"),
    ]


def test_a_rating_of_another_plan_is_pointed_out(office, make, appraised):
    """Ratings that no appraisal uses are never lost in silence."""
    lost = make.with_records(office, ratings=[make.rated("p-lama", make.above, make.above)])
    assert _codes(appraisal_warnings(tuple(appraised(lost).values()), facts=lost)) == [
        ("rating_unused", "GivenRating[p-lama/2025]")
    ]

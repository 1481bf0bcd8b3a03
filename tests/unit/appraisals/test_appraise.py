import random
from datetime import date

import attrs
import pytest

from asn_kinerja.errors import InvalidRecord, NotFound
from asn_kinerja.legal.terms import (
    AssignmentKind,
    DutyCondition,
    EmploymentStatus,
    OrganisationPredicate,
)
from asn_kinerja.records.appraisals import AppraisalOutcome
from asn_kinerja.records.periods import Period

YEAR = Period("2025")
LAST = Period("2025-Q4")


def _rated(make, office, **more):
    ratings = [make.rated(f"p-{name}", *pair) for name, pair in more.items()]
    return make.with_records(office, ratings=ratings)


def test_a_rated_person_has_predicate_reasons_and_organisation(office, make, appraised):
    """Ratings give the predicate; unit, explanation, conflicts and doubts stand beside it."""
    rated = _rated(make, office, staf=(make.above, make.expected))
    found = appraised(rated)["staf"]
    assert (found.id, found.outcome, found.note) == (
        "a-staf/2025", AppraisalOutcome.DINILAI, "",
    )  # fmt: skip
    assert found.predicate == "baik"
    assert (found.organisation_unit_id, found.organisation_predicate) == (
        "terjun", OrganisationPredicate.ISTIMEWA,
    )  # fmt: skip
    assert found.organisation_period == YEAR
    assert found.explanation["inputs"] == ("rating_hasil_kerja", "rating_perilaku_kerja")
    assert (found.conflicts, found.unconfirmed) == (("contoh",), ("angka",))
    assert (found.unit_id, found.plan_id, found.appraiser_id) == ("terjun", "p-staf", "lurah")


def test_nobody_gets_a_rating_that_was_not_given(office, appraised):
    """Without ratings there is a proposal, no predicate, and the reason."""
    found = appraised(office)["staf"]
    assert (found.outcome, found.note) == (AppraisalOutcome.BELUM_DINILAI, "rating_belum_ada")
    assert (found.results, found.behaviour, found.predicate) == (None, None, None)
    assert found.proposed_results == "di_atas_ekspektasi"
    assert found.proposed_behaviour is None
    assert found.proposal is not None


def test_without_plan_nobody_is_appraised(office, appraised):
    """Who has no plan for the assignment is not yet appraised, and it is said why."""
    found = appraised(attrs.evolve(office, plans=[]))["staf"]
    assert (found.outcome, found.note) == (AppraisalOutcome.BELUM_DINILAI, "skp_belum_ada")
    assert found.organisation_unit_id == "terjun"


@pytest.mark.parametrize("condition", [item for item in DutyCondition if not item.has_plan])
def test_leave_and_suspension_need_no_plan(office, make, appraised, condition):
    """CLTN, MPP and suspension give an outcome of their own, even where ratings were given."""
    rated = _rated(make, office, staf=(make.above, make.above))
    found = appraised(make.replaced(rated, staf={"condition": condition}))["staf"]
    assert (found.outcome, found.note, found.predicate) == (
        AppraisalOutcome.TANPA_SKP, condition.value, None,
    )  # fmt: skip


def test_study_leave_is_appraised(office, make, appraised):
    """Study leave has a plan and a predicate."""
    rated = _rated(make, office, staf=(make.expected, make.expected))
    changed = make.replaced(rated, staf={"condition": DutyCondition.TUGAS_BELAJAR})
    assert appraised(changed)["staf"].predicate == "baik"


def test_who_was_not_in_service_has_no_record(office, make, appraised):
    """A PPPK who starts in July appears from the third quarter on."""
    late = make.with_records(
        office,
        employees=[make.person("baru", status=EmploymentStatus.PPPK)],
        assignments=[make.assigned("baru", "p-staf", "lurah", valid_from=date(2025, 7, 1))],
    )
    assert "baru" not in appraised(late, Period("2025-Q2"))
    assert "baru" in appraised(late, Period("2025-Q3"))


def test_after_a_move_the_new_assignment_is_judged(office, make, appraised):
    """A move in mid-year is judged in the new post by its plan and appraiser."""
    moved = make.replaced(office, staf={"valid_until": date(2025, 5, 1)})
    moved = make.with_records(
        moved,
        assignments=[
            make.assigned("staf", "p-kasi", "camat", id="baru", valid_from=date(2025, 5, 1))
        ],
        plans=[
            make.planned(
                "staf", make.measured("r"), id="p2", assignment_id="baru",
                valid_from=date(2025, 5, 1),
            )
        ],
        ratings=[
            make.rated("p2", make.expected, make.expected),
            make.rated("p-staf", make.below, make.below, period=Period("2025-Q1")),
        ],
    )  # fmt: skip
    assert appraised(moved)["staf"].plan_id == "p2"
    assert appraised(moved)["staf"].appraiser_id == "camat"
    first = appraised(moved, Period("2025-Q1"))["staf"]
    assert (first.plan_id, first.predicate) == ("p-staf", "sangat_kurang")


def test_a_post_held_in_full_goes_before_an_acting_one(office, make, appraised):
    """Who also acts in another post is judged in the own one."""
    acting = make.assigned(
        "kasi", "p-lurah", "camat", id="a-0", kind=AssignmentKind.PLT, valid_from=date(2025, 6, 1)
    )
    found = appraised(make.with_records(office, assignments=[acting]))["kasi"]
    assert found.assignment_id == "a-kasi"


def test_an_external_appraiser_may_be_final_at_once(office, make, appraised):
    """What a head of region decides is final the same day; other ratings wait for objections."""
    both = (make.expected, make.expected)
    found = appraised(_rated(make, office, camat=both, lurah=both))
    assert found["camat"].final_on == date(2026, 1, 15)
    assert found["lurah"].final_on is None
    assert found["camat"].organisation_unit_id is None


def test_the_year_is_no_mean_of_quarters(office, make, appraised):
    """Quarter IV and the year are two records with two predicates, each of its own ratings."""
    rated = make.with_records(
        office,
        ratings=[
            make.rated("p-staf", make.below, make.expected, period=LAST),
            make.rated("p-staf", make.above, make.above),
        ],
        realisations=[make.reached("p-staf", "r0", 10, period=LAST)],
    )
    year, quarter = appraised(rated)["staf"], appraised(rated, LAST)["staf"]
    assert (year.id, quarter.id) == ("a-staf/2025", "a-staf/2025-Q4")
    assert (year.predicate, quarter.predicate) == ("sangat_baik", "butuh_perbaikan")
    assert (year.proposed_results, quarter.proposed_results) == (make.above, make.below)


def test_both_ratings_are_kept_when_the_appraiser_decides_otherwise(office, make, appraised):
    """Proposal, decision and reason stand side by side."""
    rating = make.rated(
        "p-staf", make.expected, make.expected, consistent=True, reason="Bukti belum lengkap"
    )
    found = appraised(make.with_records(office, ratings=[rating]))["staf"]
    assert (found.proposed_results, found.results) == (make.above, make.expected)
    assert found.proposed_behaviour == make.expected
    assert found.is_override
    assert found.override_reason == "Bukti belum lengkap"


def test_policies_are_asked_for_the_last_day_of_the_period(office, policies, appraised):
    """Legal values are those of the day on which the period ends."""
    appraised(office, Period("2025-Q2"))
    assert {as_of for _, as_of in policies.proposal.asked} == {date(2025, 6, 30)}


def test_the_order_of_records_does_not_matter(office, make, appraised):
    """Shuffled records give the same appraisals."""
    rated = _rated(make, office, staf=(make.above, make.above), kasi=(make.below, make.below))
    order = random.Random(1)  # noqa: S311 - a shuffle, no secret
    shuffled = {
        field.name: order.sample(value, len(value))
        for field in attrs.fields(type(rated))
        if isinstance(value := getattr(rated, field.name), tuple)
    }
    assert appraised(attrs.evolve(rated, **shuffled)) == appraised(rated)


def test_overlapping_plans_of_one_assignment_are_refused(office, make, appraised):
    """Every plan that overlaps is named at once, and so is a plan that is rated twice."""
    rating = make.rated("p-kasi", make.above, make.above)
    doubtful = make.with_records(
        office,
        plans=[
            make.planned("staf", make.measured("r"), id="p2", valid_from=date(2025, 12, 31)),
            make.planned("kasi", make.measured("r"), id="p3"),
        ],
        ratings=[rating, attrs.evolve(rating, id="lain")],
    )
    with pytest.raises(InvalidRecord) as refused:
        appraised(doubtful)
    assert [problem.code for problem in refused.value.problems] == [
        "overlapping_plans", "overlapping_plans", "rating_doubled",
    ]  # fmt: skip


def test_plans_that_follow_each_other_are_lawful(office, make, appraised):
    """A plan may start on the day after the one before has ended."""
    plans = [
        make.planned("staf", make.measured("r"), valid_until=date(2025, 7, 1)),
        make.planned("staf", make.measured("r"), id="p2", valid_from=date(2025, 7, 1)),
    ]
    assert appraised(attrs.evolve(office, plans=plans))["staf"].plan_id == "p2"


def test_an_unknown_post_is_named(office, make, appraised):
    """An assignment to a post that nobody knows cannot be judged."""
    with pytest.raises(NotFound) as missing:
        appraised(make.replaced(office, staf={"position_id": "p-hilang"}))
    assert missing.value.place == "Assignment[a-staf].position_id"

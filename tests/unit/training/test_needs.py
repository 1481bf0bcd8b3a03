"""What people should improve."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.legal.terms import (
    BehaviourRating,
    DutyCondition,
    PredikatKinerja,
    ResultRating,
)
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import NeedKind
from asn_kinerja.training.needs import find_needs, find_unassessed, open_gaps
from asn_kinerja.training.wording import NEED_REASONS


def _assessment(level, day, name="n2", until=None):
    return Assessment(
        id=name,
        employee_id="ani",
        competency_id="c1",
        level=level,
        assessed_on=day,
        valid_until=until,
    )


def _appraisal(period, results, behaviour=BehaviourRating.SESUAI_EKSPEKTASI):
    return Appraisal(
        id=f"a-ani/{period}",
        employee_id="ani",
        assignment_id="a-ani",
        unit_id="u1",
        period=Period(period),
        outcome=AppraisalOutcome.DINILAI,
        results=results,
        behaviour=behaviour,
        predicate=PredikatKinerja.BAIK,
    )


def test_a_gap_is_required_less_current_times_weight(facts, year):
    """Two levels short at weight 1.5 make a priority of exactly 3.0."""
    (need,) = find_needs(year, facts=facts)
    assert (need.id, need.kind, need.reason) == ("ani/2025/c1", NeedKind.PELATIHAN, "gap")
    assert (need.required, need.current, need.gap) == (3, 1, 2)
    assert need.priority == Decimal(3)
    assert (need.unit_id, need.source_id) == ("u1", "n1")


def test_what_nobody_assessed_is_no_need(facts, year):
    """A competency without assessment is listed apart, without level and priority."""
    (entry,) = find_unassessed(year, facts=facts)
    assert (entry.employee_id, entry.reason) == ("budi", "not_assessed")
    assert (entry.current, entry.priority, entry.gap) == (None, 0, 0)
    assert open_gaps((*find_needs(year, facts=facts), entry)) == find_needs(year, facts=facts)


def test_an_expired_assessment_counts_no_more(facts, year):
    """Once expired, the competency is as good as not assessed."""
    old = _assessment(1, date(2024, 1, 1), name="n1", until=date(2025, 3, 1))
    known = attrs.evolve(facts, assessments=(old,))
    assert find_needs(year, facts=known) == ()
    assert [item.employee_id for item in find_unassessed(year, facts=known)] == ["ani", "budi"]


def test_the_level_before_the_training_of_the_year_counts(facts, year):
    """What the year's own training brought about does not undo the need for it."""
    known = attrs.evolve(facts, assessments=(*facts.assessments, _assessment(3, date(2025, 9, 1))))
    assert [need.current for need in find_needs(year, facts=known)] == [1]
    without_offer = attrs.evolve(known, sessions=())
    assert find_needs(year, facts=without_offer) == ()


def test_the_first_assessment_after_the_training_counts_when_there_is_no_other(facts, year):
    """Who was first assessed in autumn goes by that."""
    known = attrs.evolve(facts, assessments=(_assessment(2, date(2025, 9, 1)),))
    assert [need.current for need in find_needs(year, facts=known)] == [2]


@pytest.mark.parametrize(
    "condition",
    [DutyCondition.CLTN, DutyCondition.MPP, DutyCondition.DIBERHENTIKAN_SEMENTARA],
)
def test_who_has_no_plan_has_no_need(facts, year, condition):
    """Unpaid leave, pre-retirement leave and suspension leave a person out."""
    away = tuple(attrs.evolve(item, condition=condition) for item in facts.assignments)
    known = attrs.evolve(
        facts,
        assignments=away,
        appraisals=(_appraisal("2025-Q1", ResultRating.DI_BAWAH_EKSPEKTASI),),
    )
    assert find_needs(year, facts=known) == ()
    assert find_unassessed(year, facts=known) == ()


def test_who_has_left_has_no_need(facts, year):
    """A post given up before the end of the year asks for nothing."""
    gone = tuple(attrs.evolve(item, valid_until=date(2025, 10, 1)) for item in facts.assignments)
    assert find_needs(year, facts=attrs.evolve(facts, assignments=gone)) == ()


def test_the_latest_appraisal_decides_on_guidance(facts, year):
    """A weak quarter that was made good leads to nothing; the year goes before its last quarter."""
    weak, good = ResultRating.DI_BAWAH_EKSPEKTASI, ResultRating.SESUAI_EKSPEKTASI
    early = (_appraisal("2025-Q1", weak), _appraisal("2025-Q4", good))
    known = attrs.evolve(facts, appraisals=early, assessments=())
    assert find_needs(year, facts=known) == ()
    known = attrs.evolve(known, appraisals=(*early, _appraisal("2025", weak)))
    (need,) = find_needs(year, facts=known)
    assert (need.kind, need.reason) == (NeedKind.BIMBINGAN, "weak_result")
    assert need.source_id == "a-ani/2025"


def test_weak_behaviour_leads_to_confidential_counselling(facts, year):
    """Behaviour below expectation is no matter of the public."""
    item = _appraisal("2025", ResultRating.SESUAI_EKSPEKTASI, BehaviourRating.DI_BAWAH_EKSPEKTASI)
    (need,) = find_needs(year, facts=attrs.evolve(facts, appraisals=(item,), assessments=()))
    assert need.kind is NeedKind.KONSELING
    assert need.is_confidential


def test_appraisals_of_another_year_do_not_count(facts, year):
    """Last year's weakness is last year's need."""
    item = _appraisal("2024", ResultRating.DI_BAWAH_EKSPEKTASI)
    known = attrs.evolve(facts, appraisals=(item,), assessments=())
    assert find_needs(year, facts=known) == ()


def test_a_requirement_that_has_ended_asks_for_nothing(facts, year):
    """Requirements hold on the last day of the period or not at all."""
    ended = tuple(attrs.evolve(item, valid_until=date(2025, 7, 1)) for item in facts.requirements)
    known = attrs.evolve(facts, requirements=ended)
    assert find_needs(year, facts=known) == find_unassessed(year, facts=known) == ()


def test_every_reason_has_a_text():
    """Both languages say each reason."""
    assert {
        "expired", "gap", "gap_next_post", "not_assessed", "weak_behaviour", "weak_result",
    } == set(NEED_REASONS)  # fmt: skip
    assert all(text.render("id") != text.render("en") for text in NEED_REASONS.values())


@pytest.mark.parametrize(
    ("begins", "is_looked_at"),
    [
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),  # a whole year after the period is over
    ],
)
def test_the_post_to_be_held_counts_for_a_year(facts, year, begins, is_looked_at):
    """A post that begins within the year after the period is looked at, a later one is not."""
    head = attrs.evolve(facts.positions[0], id="kasi")
    asked = attrs.evolve(facts.requirements[0], id="r2", position_id="kasi", competency_id="c2")
    coming = attrs.evolve(facts.assignments[0], id="a-next", position_id="kasi", valid_from=begins)
    known = attrs.evolve(_assessment(1, date(2025, 2, 1), name="n9"), competency_id="c2")
    found = find_needs(
        year,
        facts=attrs.evolve(
            facts,
            positions=(*facts.positions, head),
            requirements=(*facts.requirements, asked),
            assignments=(*facts.assignments, coming),
            assessments=(*facts.assessments, known),
        ),
    )
    assert ("c2" in {need.competency_id for need in found}) is is_looked_at

from datetime import date
from decimal import Decimal

from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import Wave
from asn_kinerja.surveys.satisfaction import (
    ELEMENT_LABELS,
    lowest_elements,
    satisfaction_indices,
)

YEAR = Period("2025")
GOOD, FAIR = (4,) * 9, (3,) * 9


def test_each_unit_and_wave_has_an_index_and_all_together_one(make, index_rule):
    """Units come by name, all units together last, before the second wave."""
    responses = [
        make.answered(1, GOOD),
        make.answered(1, FAIR, unit_id="rengas"),
        make.answered(2, FAIR, unit_id="rengas"),
        make.answered(1, GOOD, wave=Wave.SESUDAH),
    ]
    found = satisfaction_indices(reversed(responses), YEAR, policy=index_rule)
    assert [(item.id, item.respondents, item.index) for item in found] == [
        ("rengas/2025/sebelum", 2, Decimal("75.00")),
        ("terjun/2025/sebelum", 1, Decimal("100.00")),
        ("2025/sebelum", 3, Decimal("83.33")),
        ("terjun/2025/sesudah", 1, Decimal("100.00")),
        ("2025/sesudah", 1, Decimal("100.00")),
    ]
    assert (found[1].grade, found[1].explanation["kind"]) == ("a", "policy")
    assert index_rule.asked[0][1] == date(2025, 12, 31)


def test_complete_answers_are_handed_over_as_sums(make, index_rule):
    """Without gaps the rule gets sums and the number of respondents."""
    satisfaction_indices([make.answered(1, GOOD), make.answered(2, FAIR)], YEAR, policy=index_rule)
    asked = index_rule.asked[0][0]
    assert asked == {**{f"u{number}": 7 for number in range(1, 10)}, "responden": 2}


def test_left_out_answers_give_each_element_its_divisor(make, index_rule):
    """A gap lowers nothing: the element is divided by those who answered it."""
    gap = (None, *GOOD[1:])
    found = satisfaction_indices(
        [make.answered(1, GOOD), make.answered(2, gap)], YEAR, policy=index_rule
    )
    assert found[0].index == Decimal("100.00")
    assert found[0].means[0] == Decimal("4.0000")
    assert len(index_rule.asked[0][0]["items"]) == 17


def test_an_element_that_nobody_answered_leaves_the_index_missing(make, index_rule):
    """No index is made up, and the element has no mean."""
    found = satisfaction_indices([make.answered(1, (*GOOD[1:], None))], YEAR, policy=index_rule)
    assert (found[0].index, found[0].grade, found[0].means[8]) == (None, None, None)


def test_empty_forms_and_other_years_do_not_count(make, index_rule):
    """Who answered nothing is no respondent; a semester belongs to its year."""
    responses = [
        make.answered(1, (None,) * 9),
        make.answered(2, GOOD, period="2024"),
        make.answered(3, GOOD, period="2025-Q2"),
    ]
    found = satisfaction_indices(responses, YEAR, policy=index_rule)
    assert [item.respondents for item in found] == [1, 1]
    assert satisfaction_indices(responses[:2], YEAR, policy=index_rule) == ()


def test_single_answers_are_not_kept_twice(make, index_rule):
    """The explanation keeps the means and leaves the answers to the responses."""
    found = satisfaction_indices([make.answered(1, GOOD)], YEAR, policy=index_rule)[0]
    assert found.explanation["parts"] == ({"kind": "items", "value": "3"},)


def test_means_are_rounded_half_up_to_four_decimals(make, index_rule):
    """Two thirds become 0.6667."""
    responses = [make.answered(number, (3 + (number > 1),) * 9) for number in range(1, 4)]
    assert satisfaction_indices(responses, YEAR, policy=index_rule)[0].means[0] == Decimal("3.6667")


def test_the_lowest_elements_come_first(make, index_rule):
    """Equal means stand in the order of the law, elements without mean not at all."""
    answers = (4, 4, 2, 4, 4, 4, 4, 1, None)
    found = satisfaction_indices([make.answered(1, answers)], YEAR, policy=index_rule)[0]
    assert lowest_elements(found) == (8, 3, 1)
    assert lowest_elements(found, 1) == (8,)


def test_nine_elements_have_names_in_both_languages():
    """The labels are data, in the order u1 to u9."""
    assert len(ELEMENT_LABELS) == 9
    assert all(label.render("id") and label.render("en") for label in ELEMENT_LABELS)
    assert "pengaduan" in ELEMENT_LABELS[7].id.lower()

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.errors import InvalidInput
from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import MOTIVATION_ITEMS, Wave
from asn_kinerja.surveys.motivation import (
    cronbach_alpha,
    item_index,
    motivation_indices,
    withheld_groups,
)
from asn_kinerja.surveys.motivation_items import DIMENSIONS

YEAR = Period("2025")
MIXED = (1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2)
rows = st.lists(st.tuples(*[st.integers(1, 5)] * 4), min_size=2, max_size=12)


def test_the_index_runs_from_0_to_100():
    """All ones are 0, all threes 50, all fives 100."""
    assert [item_index([(answer,) * 12]) for answer in (1, 3, 5)] == [0, 50, 100]


def test_each_item_is_divided_by_those_who_answered_it():
    """A gap neither lowers nor raises the item."""
    assert item_index([(5, None), (1, 3)]) == 50
    assert item_index([(5, None)]) is None
    assert item_index([]) is None


def test_alpha_is_exact():
    """A worked example: three people, two items."""
    assert cronbach_alpha([(1, 2), (2, 1), (3, 3)]) == Fraction(2, 3)


def test_alpha_needs_two_complete_people_two_items_and_a_difference():
    """Where alpha is not defined there is none."""
    assert cronbach_alpha([(1, 2), (None, 2)]) is None
    assert cronbach_alpha([(1,), (2,)]) is None
    assert cronbach_alpha([(1, 2), (1, 2)]) is None
    assert cronbach_alpha([]) is None


@given(rows)
def test_alpha_agrees_with_the_textbook(answers):
    """The usual formula over sample variances gives the same number."""
    total = statistics.variance([Fraction(sum(row)) for row in answers])
    parts = sum(statistics.variance(map(Fraction, column)) for column in zip(*answers, strict=True))
    expected = None if total == 0 else Fraction(4, 3) * (1 - parts / total)
    assert cronbach_alpha(answers) == expected


def test_the_questionnaire_has_twelve_items_in_four_dimensions():
    """Three statements a dimension, each in both languages."""
    assert [len(dimension.items) for dimension in DIMENSIONS] == [3, 3, 3, 3]
    statements = [item for dimension in DIMENSIONS for item in dimension.items]
    assert len({item.id for item in statements} | {item.en for item in statements}) == 24
    assert len(statements) == MOTIVATION_ITEMS


def test_everybody_and_each_group_have_an_index(make):
    """The dimensions are indices of three items each; reliability stands beside."""
    responses = [make.felt(f"t{number}", MIXED) for number in range(5)]
    responses += [make.felt(f"r{number}", (5,) * 12, group="rengas") for number in range(5)]
    found = motivation_indices(reversed(responses), YEAR, smallest_group=5)
    assert [(item.id, item.respondents) for item in found] == [
        ("rengas/2025/sebelum", 5), ("terjun/2025/sebelum", 5), ("2025/sebelum", 10),
    ]  # fmt: skip
    terjun = found[1]
    assert terjun.index == Decimal("43.75")
    assert terjun.dimensions == (
        Decimal("25.00"), Decimal("58.33"), Decimal("50.00"), Decimal("41.67"),
    )  # fmt: skip
    assert terjun.reliability is None
    assert found[2].reliability == Decimal("0.964")


def test_small_groups_are_withheld(make):
    """A group of four shows its number and nothing else, nor does the one next to it."""
    responses = [make.felt(f"t{number}", MIXED) for number in range(4)]
    responses += [make.felt(f"r{number}", MIXED, group="rengas") for number in range(6)]
    responses += [make.felt(f"p{number}", MIXED, group="paya") for number in range(7)]
    found = {item.group: item for item in motivation_indices(responses, YEAR, smallest_group=5)}
    assert (found["terjun"].index, found["terjun"].dimensions) == (None, ())
    assert found["terjun"].respondents == 4
    assert found["rengas"].index is None
    assert found["paya"].index is not None
    assert found[None].index is not None


def test_a_single_withheld_group_takes_the_next_with_it():
    """What is withheld cannot be worked out from the total and the rest."""
    assert withheld_groups({"a": 4, "b": 9, "c": 8}, 5) == {"a", "c"}
    assert withheld_groups({"a": 1, "b": 1, "c": 1, "d": 8}, 5) == {"a", "b", "c", "d"}
    assert withheld_groups({"a": 3, "b": 3, "c": 8}, 5) == {"a", "b"}
    assert withheld_groups({"a": 5, "b": 6}, 5) == set()
    assert withheld_groups({"a": 2}, 5) == {"a"}


def test_too_few_people_show_nothing_at_all(make):
    """Everybody together under the least number is withheld as well."""
    responses = [make.felt(f"t{number}", MIXED) for number in range(4)]
    found = motivation_indices(responses, YEAR, smallest_group=5)
    assert [item.index for item in found] == [None, None]


def test_tokens_pair_the_two_waves(make):
    """The change of those who answered twice is shown on the later wave, when they are enough."""
    before = [make.felt(f"t{number}", (3,) * 12) for number in range(6)]
    after = [make.felt(f"t{number}", (4,) * 12, wave=Wave.SESUDAH) for number in range(1, 6)]
    after += [make.felt("baru", (1,) * 12, wave=Wave.SESUDAH)]
    found = motivation_indices([*before, *after], YEAR, smallest_group=5)
    assert [item.paired for item in found] == [5, 5, 5, 5]
    assert [item.paired_change for item in found] == [
        None,
        None,
        Decimal("25.00"),
        Decimal("25.00"),
    ]
    few = motivation_indices([*before, *after[1:]], YEAR, smallest_group=5)
    assert (few[-1].paired, few[-1].paired_change) == (4, None)


def test_empty_forms_and_other_years_do_not_count(make):
    """Who answered nothing is no respondent."""
    responses = [make.felt("a", (None,) * 12), make.felt("b", MIXED, period="2024")]
    assert motivation_indices(responses, YEAR, smallest_group=5) == ()


def test_a_token_that_answers_twice_is_refused(make):
    """The message counts the tokens and names none of them."""
    twice = [make.felt("rahasia", MIXED), make.felt("rahasia", MIXED, period="2025-Q1")]
    with pytest.raises(InvalidInput) as refused:
        motivation_indices(twice, YEAR, smallest_group=5)
    assert refused.value.problems[0].value == "1"
    assert "rahasia" not in str(refused.value)

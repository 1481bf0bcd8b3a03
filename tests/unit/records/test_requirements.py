"""What posts inherit from their class, and what they override."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.errors import InvalidRecord
from asn_kinerja.legal.terms import FunctionalLevel, GuidanceMark, PositionClass
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.guidance import GuidanceEvaluation
from asn_kinerja.records.positions import Position
from asn_kinerja.records.requirements import ClassRequirement, inherit_requirements

CAMAT = Position(id="camat", name="Camat", unit_id="u", position_class=PositionClass.ADMINISTRATOR)
ANALIS = Position(
    id="analis", name="Analis", unit_id="u", position_class=PositionClass.JF, level="ahli_muda"
)
ALL_OF_JF = ClassRequirement(
    id="jf-int", position_class=PositionClass.JF, competency_id="INT", level=2
)
OF_MUDA = attrs.evolve(
    ALL_OF_JF, id="muda-int", functional_level=FunctionalLevel.AHLI_MUDA, level=3
)


def level_on(found, position_id, day, competency="INT"):
    """Give the levels in force on a day."""
    return [
        item.level
        for item in found
        if item.position_id == position_id
        and item.competency_id == competency
        and item.valid_from <= day
        and (item.valid_until is None or day < item.valid_until)
    ]


def test_a_class_requires_of_each_of_its_posts():
    """A post inherits the level and weight of its class, another class does not touch it."""
    (found,) = inherit_requirements(
        [CAMAT, ANALIS], [], class_requirements=[attrs.evolve(ALL_OF_JF, weight=Decimal(2))]
    )
    assert (found.position_id, found.level, found.weight) == ("analis", 2, Decimal(2))
    assert found.id == "analis/jf-int"


def test_the_closest_rule_wins():
    """The post's own level wins over that of its jenjang, and that over the class."""
    day = date(2025, 5, 1)
    found = inherit_requirements([ANALIS], [], class_requirements=[ALL_OF_JF, OF_MUDA])
    assert level_on(found, "analis", day) == [3]
    own = PositionRequirement(id="own", position_id="analis", competency_id="INT", level=5)
    found = inherit_requirements([ANALIS], [own], class_requirements=[OF_MUDA, ALL_OF_JF])
    assert found == (own,)


def test_an_override_ends_and_the_class_returns():
    """Outside the days of the post's own level the level of the class holds."""
    own = PositionRequirement(
        id="own", position_id="analis", competency_id="INT", level=5,
        valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1),
    )  # fmt: skip
    found = inherit_requirements([ANALIS], [own], class_requirements=[OF_MUDA])
    assert [item.id for item in found] == ["analis/muda-int", "analis/muda-int/2", "own"]
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [level_on(found, "analis", day) for day in days] == [[3], [5], [5], [3]]


def test_two_requirements_of_one_class_on_one_day_are_refused():
    """Two levels of one class, jenjang and competency may follow but not overlap."""
    until = attrs.evolve(ALL_OF_JF, valid_until=date(2025, 1, 1))
    after = attrs.evolve(ALL_OF_JF, id="later", level=4, valid_from=date(2025, 1, 1))
    assert len(inherit_requirements([ANALIS], [], class_requirements=[until, after])) == 2
    with pytest.raises(InvalidRecord) as caught:
        inherit_requirements(
            [ANALIS], [], class_requirements=[ALL_OF_JF, attrs.evolve(after, level=2)]
        )
    assert [problem.code for problem in caught.value.problems] == ["requirement_doubled"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"position_class": PositionClass.PENGAWAS}, "jenjang_of_other_class"),
        ({"level": 6}, "out_of_bounds"),
        ({"weight": Decimal(-1)}, "out_of_bounds"),
        ({"valid_from": date(2025, 1, 2), "valid_until": date(2025, 1, 2)}, "empty_interval"),
    ],
)
def test_impossible_class_requirements(changes, code):
    """A level off the scale, a negative weight, no day, a jenjang of a pengawas are refused."""
    with pytest.raises(InvalidRecord) as caught:
        attrs.evolve(OF_MUDA, **changes)
    assert [problem.code for problem in caught.value.problems] == [code]


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8) | st.none())
FIRST = date(2025, 1, 1)


def _days(span):
    start, length = span
    end = None if length is None else FIRST + timedelta(start + length)
    return {"valid_from": FIRST + timedelta(start), "valid_until": end}


@given(st.lists(SPANS, max_size=3), SPANS, SPANS)
def test_on_each_day_the_closest_rule_holds(own, of_level, of_class):
    """Day by day, what is inherited is the level of the closest rule that holds."""
    mine = [
        PositionRequirement(
            id=f"own{n}", position_id="analis", competency_id="INT", level=5, **_days(span)
        )
        for n, span in enumerate(own)
    ]
    rules = [attrs.evolve(OF_MUDA, **_days(of_level)), attrs.evolve(ALL_OF_JF, **_days(of_class))]
    found = inherit_requirements([ANALIS], mine, class_requirements=rules)
    for number in range(32):
        day = FIRST + timedelta(number)
        wanted = [
            item.level
            for item in (*mine, *rules)
            if item.valid_from <= day and (item.valid_until is None or day < item.valid_until)
        ]
        assert set(level_on(found, "analis", day)) == set(wanted[:1])


def test_marks_after_guidance_are_no_levels():
    """The form's marks are words with the form's numbers, and follow from the indicators met."""
    printed = {mark.value: mark.printed for mark in GuidanceMark}
    assert printed == {
        "istimewa": "5", "di_atas_memadai": "4", "memadai": "3", "kurang_memadai": "2",
        "sangat_kurang": "1",
    }  # fmt: skip
    marks = [[mark.printed for mark in GuidanceMark.for_indicators(met)] for met in range(4)]
    assert marks == [["1"], ["2"], ["2"], ["3", "4", "5"]]


def test_a_mark_that_the_indicators_forbid_is_refused():
    """Two indicators met cannot give the mark of the standard."""
    form = {
        "id": "b", "employee_id": "e", "competency_id": "INT", "reason": "Dua terpenuhi",
        "evaluated_on": date(2025, 9, 1),
    }  # fmt: skip
    GuidanceEvaluation(**form, mark=GuidanceMark.KURANG_MEMADAI, indicators_met=2)
    for mark, met, code in (
        (GuidanceMark.MEMADAI, 2, "mark_beside_indicators"),
        (GuidanceMark.KURANG_MEMADAI, 3, "mark_beside_indicators"),
        (3, 3, "wrong_type"),
        (GuidanceMark.MEMADAI, 4, "out_of_bounds"),
    ):
        with pytest.raises(InvalidRecord) as caught:
            GuidanceEvaluation(**form, mark=mark, indicators_met=met)
        assert [problem.code for problem in caught.value.problems] == [code]

"""Values of criteria, from facts."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.awards.criteria import (
    attendance_share,
    criterion_value,
    job_person_match,
)
from asn_kinerja.awards.facts import find_entrants
from asn_kinerja.awards.ranking.scaling import anchor_column
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.assessments import Assessment
from asn_kinerja.records.award_rules import CriterionSource
from asn_kinerja.records.awards import Attendance
from asn_kinerja.records.competencies import PositionRequirement
from asn_kinerja.records.periods import Period


@pytest.fixture
def value(programme):
    """The value of one criterion for ani."""

    def read(source, facts):
        entrant = find_entrants(programme, facts=facts)[0]
        criterion = next(item for item in programme.criteria if item.source is source)
        return criterion_value(criterion, entrant, programme=programme, facts=facts)

    return read


def _attendance(period, *, present, leave=0, absent=0):
    return Attendance(
        id=period,
        employee_id="ani",
        period=Period(period),
        working_days=present + leave + absent,
        present=present,
        lawful_leave=leave,
        absent=absent,
    )


def test_points_are_those_of_the_programme(value, facts, change):
    """Predicates are ordinal: without published points there is no value."""
    assert value(CriterionSource.PREDIKAT, facts) == 80
    known = change("appraisals", predicate=PredikatKinerja.KURANG)
    assert value(CriterionSource.PREDIKAT, known) is None


def test_lawful_leave_never_lowers_attendance():
    """Two months of leave leave 100 per cent, days without reason do not."""
    year = Period("2025")
    assert attendance_share([_attendance("2025", present=200, leave=40)], year) == 100
    found = attendance_share([_attendance("2025", present=200, leave=10, absent=30)], year)
    assert found == Fraction(20000, 230)


def test_no_day_counts_twice():
    """The record of the year goes before those of quarters, quarters before months."""
    year = Period("2025")
    quarter = _attendance("2025-Q1", present=50, absent=10)
    month = _attendance("2025-01", present=0, absent=20)
    whole = _attendance("2025", present=230, absent=10)
    assert attendance_share([quarter, month, whole], year) == Fraction(2300, 24)
    assert attendance_share([quarter, month], year) == Fraction(5000, 60)
    assert attendance_share([month], year) == 0
    assert attendance_share([whole], Period("2025-Q1")) is None


def test_no_working_day_gives_no_attendance():
    """A year of lawful leave says nothing about attendance."""
    year = Period("2025")
    assert attendance_share([_attendance("2025", present=0, leave=240)], year) is None
    assert attendance_share([], year) is None


def test_a_high_level_makes_up_for_no_other(programme, facts):
    """Levels count up to the requirement; a level above it is worth the same."""
    known = attrs.evolve(
        facts,
        requirements=(
            *facts.requirements,
            PositionRequirement(id="r2", position_id="staf", competency_id="c2", level=3),
        ),
        assessments=(
            *facts.assessments,
            Assessment(
                id="x",
                employee_id="ani",
                competency_id="c2",
                level=1,
                assessed_on=date(2025, 3, 1),
            ),
            Assessment(
                id="y",
                employee_id="ani",
                competency_id="c1",
                level=5,
                assessed_on=date(2025, 3, 1),
            ),
        ),
    )
    ani, budi, _ = find_entrants(programme, facts=known)
    assert job_person_match(ani, facts=known) == Fraction(300, 5)
    assert job_person_match(budi, facts=known) is None
    assert job_person_match(ani, facts=attrs.evolve(known, requirements=())) is None


def test_levels_are_those_of_the_day_of_the_selection(value, change):
    """An assessment that has expired by then does not count."""
    expired = change("assessments", valid_until=date(2026, 1, 20))
    assert value(CriterionSource.KOMPETENSI, expired) is None


def test_an_unmarked_innovation_is_missing(value, change):
    """Not judged is not zero."""
    assert value(CriterionSource.INOVASI, change("nominations", innovation=None)) is None


def test_two_nominations_make_one_candidacy(value, facts):
    """The same person nominated twice counts once; two different marks are no mark."""
    again = attrs.evolve(facts.nominations[0], id="zz", innovation=None)
    known = attrs.evolve(facts, nominations=(*facts.nominations, again))
    assert value(CriterionSource.INOVASI, known) == 90
    other = attrs.evolve(again, innovation=Decimal(10))
    known = attrs.evolve(facts, nominations=(*facts.nominations, other))
    assert value(CriterionSource.INOVASI, known) is None


def test_hours_count_up_to_the_duty(value, facts, change):
    """24 JP are worth 20; without a known duty they count as they are; unfinished ones do not."""
    assert value(CriterionSource.JAM_PELAJARAN, facts) == 20
    assert value(CriterionSource.JAM_PELAJARAN, attrs.evolve(facts, duty_hours={})) == 24
    assert value(CriterionSource.JAM_PELAJARAN, change("enrolments", completed_on=None)) == 0


@pytest.mark.parametrize(
    ("worst", "best", "given", "scaled"),
    [
        (90, 100, 95, 50),
        (90, 100, 80, 0),
        (90, 100, 101, 100),
        (10, 0, 0, 100),
        (10, 0, 4, 60),
        (0, 3, 1, Fraction(100, 3)),
    ],
)
def test_anchors_make_the_scale(programme, worst, best, given, scaled):
    """Straight between the anchors, clipped beyond, turned round where less is better."""
    criterion = attrs.evolve(programme.criteria[0], worst=Decimal(worst), best=Decimal(best))
    column = anchor_column([given], criterion=criterion)
    assert Fraction(100 * column.numbers[0], column.base) == scaled

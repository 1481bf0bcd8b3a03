"""Rates of groups: exact tests, withheld counts, flags."""

from fractions import Fraction

import pytest

from asn_kinerja.awards.fairness import GroupKind, compare_groups, fisher_exact
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.awards import Candidate, Place, Selection
from asn_kinerja.records.periods import Period


def entry(number, *, sex="perempuan", unit="u1", status=EmploymentStatus.PNS):
    return Entry(
        employee_id=f"e{number}",
        name=f"Pegawai {number}",
        unit_id=unit,
        position_class=PositionClass.PELAKSANA,
        status=status,
        sex=sex,
    )


def selection(winners):
    return Selection(
        id="a/p",
        programme_id="a",
        pool_id="p",
        period=Period("2025"),
        candidates=tuple(
            Candidate(employee_id=name, unit_id="u1", place=Place.WINNER, gates=())
            for name in winners
        ),
    )


@pytest.mark.parametrize(
    ("won", "count", "winners", "whole", "wanted"),
    [
        (3, 4, 4, 8, Fraction(34, 70)),  # the lady tasting tea, two-sided
        (0, 5, 5, 10, Fraction(2, 252)),
        (0, 0, 3, 9, Fraction(1)),
    ],
)
def test_the_exact_test_is_fishers(won, count, winners, whole, wanted):
    """Probabilities are exact fractions."""
    assert fisher_exact(won, count, winners=winners, whole=whole) == wanted


def test_a_clear_difference_is_flagged_and_no_other():
    """None of 20 women and 10 of 20 men won: the women are flagged, the men are not."""
    entries = [entry(n, sex="perempuan" if n < 20 else "laki_laki") for n in range(40)]
    found = compare_groups(entries, [selection([f"e{n}" for n in range(20, 30)])])
    lines = {item.value: item for item in found if item.kind is GroupKind.SEX}
    assert lines["perempuan"].is_flagged
    assert not lines["laki_laki"].is_flagged
    assert (lines["laki_laki"].candidates, lines["laki_laki"].winners) == (20, 10)
    assert lines["laki_laki"].rate == Fraction(1, 2)


def test_small_counts_are_withheld_with_one_more_against_subtraction():
    """A unit of three is withheld, and the smallest other unit with it."""
    entries = [entry(n, unit="a" if n < 3 else "b" if n < 23 else "c") for n in range(60)]
    found = compare_groups(entries, [selection([f"e{n}" for n in range(23, 35)])])
    lines = {item.value: item for item in found if item.kind is GroupKind.UNIT}
    assert [lines[name].candidates for name in "abc"] == [None, None, 37]
    assert lines["a"].rate is None
    assert not lines["a"].is_flagged


def test_one_group_alone_is_compared_with_nobody():
    """Where all are alike there is no line; who has no sex on file is left out of that kind."""
    entries = [entry(n, sex="" if n else "perempuan") for n in range(10)]
    assert compare_groups(entries, [selection(["e1"])]) == ()

"""Winners, reserves, ties, and everybody who could not be ranked."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.awards.ties import order_candidates
from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.appraisals import AppraisalOutcome
from asn_kinerja.records.award_rules import AwardPool, Gate, GateKind, PredicatePoints
from asn_kinerja.records.awards import Penalty, Place, TieBreak


def _places(selection):
    return {item.employee_id: (item.place, item.rank) for item in selection.candidates}


def test_the_best_total_wins(choose):
    """Totals on the published anchors, exact and with four decimals."""
    selection = choose()
    assert selection.id == "teladan/staf"
    (winner,) = selection.winners
    assert winner.employee_id == "ani"
    # 40 % of 50, 20 % of 100, 20 % of 100, 20 % of 90
    assert winner.total == Decimal("78.0000")
    assert [(item.criterion_id, item.raw, item.scaled) for item in winner.scores] == [
        ("predikat", "80", Decimal("50.0000")),
        ("kompetensi", "100", Decimal("100.0000")),
        ("kehadiran", "100", Decimal("100.0000")),
        ("inovasi", "90", Decimal("90.0000")),
        ("jam_pelajaran", "20", Decimal("100.0000")),
    ]


def test_a_tie_that_nothing_parts_stays_a_tie(choose):
    """Two equal candidates for one reserve place are both left to the committee."""
    selection = choose()
    assert _places(selection) == {
        "ani": (Place.WINNER, 1),
        "budi": (Place.TIED, 2),
        "citra": (Place.TIED, 2),
    }
    assert selection.ties == (TieBreak(employee_ids=("budi", "citra")),)
    assert selection.reserves == ()


def test_equal_winners_fit_into_two_places(choose, change, programme):
    """Where there is room for all who are equal, all of them win."""
    two = tuple(attrs.evolve(pool, winners=2) for pool in programme.pools)
    known = change("nominations", innovation=Decimal(60))
    assert _places(choose(known, attrs.evolve(programme, pools=two))) == {
        "ani": (Place.RESERVE, 3),
        "budi": (Place.WINNER, 1),
        "citra": (Place.WINNER, 1),
    }


def test_a_tie_for_the_first_place_takes_up_the_reserve(choose, change, programme):
    """Of two who tie for one place one wins and one stands by; the third is ranked only."""
    known = change("nominations", innovation=Decimal(60))
    assert _places(choose(known)) == {
        "ani": (Place.RANKED, 3),
        "budi": (Place.TIED, 1),
        "citra": (Place.TIED, 1),
    }
    more = tuple(attrs.evolve(pool, reserves=2) for pool in programme.pools)
    assert _places(choose(known, attrs.evolve(programme, pools=more)))["ani"] == (
        Place.RESERVE,
        3,
    )


def test_the_chain_parts_equal_totals(choose, change, programme):
    """Ten points of attendance against ten of innovation: the chain asks for innovation first."""
    attendance = attrs.evolve(programme.criteria[2], worst=Decimal(0))
    criteria = (*programme.criteria[:2], attendance, *programme.criteria[3:])
    known = change(
        "attendance", who="citra", working_days=100, present=90, lawful_leave=0, absent=10
    )
    marks = tuple(
        attrs.evolve(item, innovation=Decimal(80)) if item.employee_id == "citra" else item
        for item in known.nominations
    )
    selection = choose(
        attrs.evolve(known, nominations=marks), attrs.evolve(programme, criteria=criteria)
    )
    _, second, third = selection.candidates
    assert second.total == third.total
    assert (second.employee_id, second.place, second.rank) == ("citra", Place.RESERVE, 2)
    assert (third.employee_id, third.place, third.rank) == ("budi", Place.RANKED, 3)
    assert selection.ties == (TieBreak(employee_ids=("budi", "citra"), criterion_id="inovasi"),)


def test_each_link_of_the_chain_is_recorded():
    """Four are equal; the first criterion makes two pairs, the second parts one of them."""
    scaled = {
        "a": {"x": 1, "y": 1},
        "b": {"x": 1, "y": 2},
        "c": {"x": 0, "y": 1},
        "d": {"x": 0, "y": 1},
    }
    totals = dict.fromkeys("abcd", Fraction(50))
    groups, ties = order_candidates(totals | {"e": 51}, scaled=scaled, chain=("x", "y"))
    assert groups == (("e",), ("b",), ("a",), ("c", "d"))
    assert ties == (
        TieBreak(employee_ids=("a", "b", "c", "d"), criterion_id="x"),
        TieBreak(employee_ids=("a", "b"), criterion_id="y"),
        TieBreak(employee_ids=("c", "d")),
    )


def test_ranking_uses_exact_totals(choose, change):
    """Two totals that differ far behind the fourth decimal are no tie."""
    known = change("nominations", who="budi", innovation=Decimal("70.0000001"))
    selection = choose(known)
    by_id = {item.employee_id: item for item in selection.candidates}
    assert by_id["budi"].total == by_id["citra"].total
    assert (by_id["budi"].rank, by_id["citra"].rank) == (2, 3)
    assert selection.ties == ()


def test_a_missing_value_is_no_zero(choose, change):
    """The candidate is listed as incomplete, with the criterion that lacks a value."""
    selection = choose(change("nominations", innovation=None))
    last = selection.candidates[-1]
    assert (last.employee_id, last.place, last.total, last.rank) == (
        "ani",
        Place.INCOMPLETE,
        None,
        None,
    )
    assert [score.criterion_id for score in last.scores if score.raw is None] == ["inovasi"]


def test_a_failed_gate_goes_before_an_open_one(choose, change):
    """Not met excludes; otherwise what needs a human waits for one. Both keep their reasons."""
    unjudged = change("appraisals", predicate=None, outcome=AppraisalOutcome.BELUM_DINILAI)
    assert _places(choose(unjudged))["ani"] == (Place.NEEDS_HUMAN, None)
    penalty = Penalty(id="d", employee_id="ani", kind="x", valid_from=date(2025, 11, 1))
    found = choose(attrs.evolve(unjudged, penalties=(penalty,)))
    excluded = found.candidates[-1]
    assert (excluded.place, excluded.scores) == (Place.NOT_ELIGIBLE, ())
    assert len(excluded.gates) == 5


def test_the_first_pool_that_admits_takes_the_candidate(choose, change):
    """An official competes with officials, although staff are open to all."""
    known = change("assignments", position_id="kasi")
    assert "ani" not in _places(choose(known))


def test_an_empty_pool_is_an_empty_selection(choose, facts):
    """Nobody nominated, nobody selected."""
    assert choose(attrs.evolve(facts, nominations=())).candidates == ()


def test_all_faults_of_nominations_come_at_once(choose, change, facts, programme):
    """Somebody unknown, somebody without post, somebody whom no pool admits."""
    stranger = attrs.evolve(facts.nominations[0], id="n-x", employee_id="x")
    known = attrs.evolve(
        change("assignments", who="citra", valid_from=date(2027, 1, 1)),
        nominations=(*facts.nominations, stranger),
    )
    pools = (AwardPool(id="staf", name="P", winners=1, statuses=(EmploymentStatus.PPPK,)),)
    with pytest.raises(InvalidInput) as caught:
        choose(known, attrs.evolve(programme, pools=pools))
    assert [(item.code, item.place) for item in caught.value.problems] == [
        ("nominee_without_pool", "Nomination[n-ani].employee_id"),
        ("nominee_without_pool", "Nomination[n-budi].employee_id"),
        ("nominee_without_post", "Nomination[n-citra].employee_id"),
        ("nominee_without_post", "Nomination[n-x].employee_id"),
    ]
    assert "pelaksana / pns" in caught.value.render("id")


def test_all_faults_of_a_programme_come_at_once(choose, programme):
    """A threshold that is no number, two words that are no predicates."""
    rules = attrs.evolve(
        programme,
        gates=(
            Gate(kind=GateKind.MASA_KERJA, threshold="dua"),
            Gate(kind=GateKind.PREDIKAT_MINIMUM, threshold="bagus"),
        ),
        predicate_points=(PredicatePoints(predicate="hebat", points=Decimal(1)),),
    )
    with pytest.raises(InvalidInput) as caught:
        choose(None, rules)
    assert [item.code for item in caught.value.problems] == [
        "number_expected",
        "unknown_word",
        "unknown_word",
    ]


def test_an_unknown_method_is_refused(choose, programme):
    """The message names what there is."""
    with pytest.raises(NotFound, match="saw"):
        choose(None, attrs.evolve(programme, method="topsis"))


def test_a_pool_of_officials_stays_closed(programme):
    """A pool admits its own classes and statuses only."""
    closed, open_to_all = programme.pools
    assert not closed.admits(PositionClass.PELAKSANA, EmploymentStatus.PNS)
    assert open_to_all.admits(PositionClass.PELAKSANA, EmploymentStatus.PNS)

"""A whole award: selection, stability and fairness, the same in any order."""

from fractions import Fraction
from random import Random

import attrs
import pytest

from asn_kinerja.awards.outcome import run_award
from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.award_rules import AwardPool, GateKind, Quota, Trait
from asn_kinerja.records.awards import GateResult, GateState, Place

METHODS = {method.id: method for method in builtin_methods() if "pymcdm" not in method.id}


@pytest.fixture
def small(programme):
    """One pool of two winners, at most one a unit."""
    pool = AwardPool(id="semua", name="Semua", winners=2, reserves=1)
    quota = Quota(trait=Trait.UNIT, most=1)
    return attrs.evolve(programme, pools=(pool,), quotas=(quota,), gates=())


@pytest.fixture
def field(small):
    """Six candidates: three strong ones of unit a, two of b, one who lacks a value."""

    def one(name, unit, points, *, met=True):
        gate = GateResult(
            kind=GateKind.TANPA_HUKUMAN,
            state=GateState.MET if met else GateState.NEEDS_HUMAN,
            reason="tanpa_hukuman",
        )
        values = {item.id: points for item in small.criteria}
        return Entry(
            employee_id=name,
            name=name.title(),
            unit_id=unit,
            position_class=PositionClass.PELAKSANA,
            status=EmploymentStatus.PNS,
            gates=(gate,),
            values=values,
        )

    missing = one("f", "b", 99)
    missing = attrs.evolve(missing, values={**missing.values, small.criteria[0].id: None})
    rows = [("a", "a", 99), ("b", "a", 98), ("c", "b", 97), ("d", "b", 96), ("g", "c", 100)]
    return [one(*row, met=row[0] != "g") for row in rows] + [missing]


def test_quotas_move_and_are_named(small, field):
    """The second of unit a gives way to the first of unit b, and both papers say why."""
    outcome = run_award(small, field, methods=METHODS)
    found = {item.employee_id: item for item in outcome.selections[0].candidates}
    assert [name for name, item in found.items() if item.place is Place.WINNER] == ["a", "c"]
    assert found["b"].place is Place.RESERVE
    assert found["b"].moved_by == found["c"].moved_by == ("unit",)
    assert found["g"].place is Place.NEEDS_HUMAN
    assert found["f"].place is Place.INCOMPLETE


def test_the_outcome_is_the_same_in_any_order(small, field):
    """Shuffled candidates give an equal outcome, to the last digit."""
    one = run_award(small, field, methods=METHODS)
    for seed in range(5):
        shuffled = list(field)
        Random(seed).shuffle(shuffled)  # noqa: S311 - a test repeats itself
        assert run_award(small, shuffled, methods=METHODS) == one


def test_stability_goes_with_the_selection(small, field):
    """Margins, shares, the rival and two other methods, for those who were ranked."""
    (stability,) = run_award(small, field, methods=METHODS).stability
    assert {item.criterion_id for item in stability.margins} == {
        item.id for item in small.criteria if item.weight
    }
    assert all(item.lowest == 0 and item.highest == 100 for item in stability.margins)
    assert stability.rival.employee_id == "b"
    assert stability.rival.gap < 0  # ahead in points, barred by the quota
    assert [item.method for item in stability.others] == ["wp", "topsis"]
    assert stability.reversals is None


def test_a_pool_relative_method_shows_its_reversals(small, field):
    """Who chooses such a method sees what the loss of a loser does."""
    relative = attrs.evolve(small, method="topsis.vector", quotas=())
    (stability,) = run_award(relative, field, methods=METHODS).stability
    assert stability.reversals.method == "topsis.vector"
    assert stability.reversals.tried == 2
    assert stability.margins == ()


def test_nobody_eligible_is_an_outcome(small, field):
    """No winner, no stability, no error."""
    none = [attrs.evolve(item, values=dict.fromkeys(item.values)) for item in field]
    outcome = run_award(small, none, methods=METHODS)
    assert outcome.selections[0].winners == ()
    assert outcome.stability[0].shares == ()


def test_one_candidate_and_equal_candidates(small, field):
    """One wins; two who are equal everywhere share a place that neither has alone."""
    outcome = run_award(small, field[:1], methods=METHODS)
    assert [item.employee_id for item in outcome.selections[0].winners] == ["a"]
    twins = [attrs.evolve(field[0], employee_id=name) for name in ("x", "y")]
    outcome = run_award(small, twins, methods=METHODS)
    assert {item.place for item in outcome.selections[0].candidates} == {Place.TIED}


def test_the_same_person_twice_and_no_pool_are_refused(small, field):
    """Both problems at once."""
    pns = attrs.evolve(small.pools[0], statuses=(EmploymentStatus.PNS,))
    stray = attrs.evolve(field[1], status=EmploymentStatus.PPPK)
    with pytest.raises(InvalidInput) as caught:
        run_award(attrs.evolve(small, pools=(pns,)), [field[0], field[0], stray], methods=METHODS)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["nominated_twice", "nominee_without_pool"]


def test_an_unknown_method_is_named(small, field):
    """With the methods there are."""
    with pytest.raises(NotFound, match="topsis"):
        run_award(attrs.evolve(small, method="undian"), field, methods=METHODS)


def test_scores_are_exact(small, field):
    """Totals are on the published anchors, written with four decimals."""
    outcome = run_award(small, field, methods=METHODS)
    best = outcome.selections[0].candidates[0]
    share = sum(
        Fraction(item.weight)
        * min(1, max(0, Fraction(99 - item.worst) / Fraction(item.best - item.worst)))
        for item in small.criteria
    )
    assert Fraction(best.total) == round(share, 4)

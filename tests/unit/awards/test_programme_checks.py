"""Rules of a programme that cannot be applied, or that the law does not allow, all at once."""

from decimal import Decimal

import attrs
import pytest

from asn_kinerja.awards.programme_checks import check_programme
from asn_kinerja.awards.ties import draw_lot, order_candidates
from asn_kinerja.errors import InvalidRecord
from asn_kinerja.legal.terms import EmploymentStatus, Reward
from asn_kinerja.policies import PACKS
from asn_kinerja.records.award_rules import (
    AwardPool,
    CriterionSource,
    Gate,
    GateKind,
    Judge,
    Panel,
    Quota,
    Trait,
)
from asn_kinerja.records.awards import LOT
from asn_kinerja.scoring.registry import PolicyRegistry
from asn_kinerja.services.award_law import reward_law

PNS = AwardPool(id="pns", name="PNS", winners=1, statuses=(EmploymentStatus.PNS,))


@pytest.fixture
def codes(programme):
    """The codes of the problems of a changed programme."""

    def found(**changes):
        changed = attrs.evolve(programme, **changes)
        law = reward_law(PolicyRegistry(PACKS), changed.period)
        return [problem.code for problem in check_programme(changed, **law)]

    return found


def test_the_programme_itself_is_sound(codes):
    """Nothing to say."""
    assert codes() == []


def test_all_kinds_of_problem_come_at_once(codes, programme):
    """Threshold, points, panel, quota and reward are told together."""
    panel = attrs.evolve(programme.criteria[0], source=CriterionSource.PANEL)
    found = codes(
        criteria=(panel, *programme.criteria[1:]),
        gates=(Gate(kind=GateKind.JEDA, threshold="lama"),),
        quotas=(Quota(trait=Trait.STATUS, value="honorer", most=1),),
        rewards=(Reward.KENAIKAN_PANGKAT_ISTIMEWA,),
    )
    assert set(found) == {
        "number_expected",
        "panel_missing",
        "unknown_word",
        "reward_not_for_pppk",
        "team_too_small",
    }


def test_predicates_are_not_scored_without_points(codes):
    """An order is no number."""
    assert codes(predicate_points=()) == ["predicate_points_missing"]


@pytest.mark.parametrize(
    ("quotas", "winners", "impossible"),
    [
        ((Quota(trait=Trait.UNIT, value="a", least=1), ("b", 1)), 1, True),
        ((Quota(trait=Trait.UNIT, value="a", least=1), ("b", 1)), 2, False),
        ((Quota(trait=Trait.UNIT, least=2),), 1, True),
    ],
)
def test_least_numbers_beyond_the_places_are_impossible(codes, quotas, winners, impossible):
    """Two units with one winner each need two places."""
    given = tuple(
        item if isinstance(item, Quota) else Quota(trait=Trait.UNIT, value=item[0], least=item[1])
        for item in quotas
    )
    pool = AwardPool(id="semua", name="Semua", winners=winners)
    assert (codes(quotas=given, pools=(pool,)) == ["quota_impossible"]) is impossible


def test_special_promotion_needs_a_team_and_no_pppk(codes):
    """An odd team of five, and a pool of civil servants alone."""
    reward = (Reward.KENAIKAN_PANGKAT_ISTIMEWA,)
    team = ("a", "b", "c", "d", "e")
    assert codes(rewards=reward, pools=(PNS,), decider_ids=team) == []
    assert codes(rewards=reward, pools=(PNS,), decider_ids=team[:4]) == ["team_too_small"]
    assert codes(rewards=reward, pools=(PNS,), decider_ids=(*team, "f")) == ["team_too_small"]
    assert codes(rewards=(Reward.TANDA_KEHORMATAN,)) == []


def test_priority_training_is_for_the_highest_predicate(codes, programme):
    """Art. 235 gives it to an excellent predicate; without such a gate it is refused."""
    reward, team = (Reward.PRIORITAS_PENGEMBANGAN,), ("a", "b", "c", "d", "e")
    best = Gate(kind=GateKind.PREDIKAT_MINIMUM, threshold="sangat_baik")
    low = attrs.evolve(best, threshold="baik")
    for gates in ((), (low,)):
        assert codes(rewards=reward, decider_ids=team, gates=gates) == ["reward_needs_predicate"]
    assert codes(rewards=reward, decider_ids=team, gates=(best,)) == []
    changed = attrs.evolve(programme, rewards=reward, gates=(best,), decider_ids=())
    assert check_programme(changed) == []  # without the law's rule nobody counts the team


def test_the_predicate_of_priority_training_is_asked_of_pns_alone(codes, programme):
    """Art. 235 speaks of PNS: a pool of PPPK needs no such gate, and the law is handed in."""
    reward, team = (Reward.PRIORITAS_PENGEMBANGAN,), ("a", "b", "c", "d", "e")
    contract = attrs.evolve(PNS, id="pppk", statuses=(EmploymentStatus.PPPK,))
    assert codes(rewards=reward, pools=(contract,), decider_ids=team, gates=()) == []
    asked = codes(rewards=reward, pools=(contract, PNS), decider_ids=team, gates=())
    assert asked == ["reward_needs_predicate"]
    changed = attrs.evolve(programme, rewards=reward, gates=())
    (problem,) = check_programme(changed, merits=lambda word: word in {"baik", "sangat_baik"})
    assert set(problem.cure.split(", ")) == {"baik", "sangat_baik"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_told_of_a_team_that_is_too_small_names_no_number_of_its_own(programme, lang):
    """The law pack knows how many are needed; the text does not repeat it."""
    changed = attrs.evolve(
        programme, rewards=(Reward.KENAIKAN_PANGKAT_ISTIMEWA,), pools=(PNS,), decider_ids=("a",)
    )
    (problem,) = check_programme(changed, suffices=lambda size: size == 9)
    assert "lima" not in problem.what(lang)
    assert "five" not in problem.what(lang)
    assert "1" in problem.what(lang)


def test_a_criterion_without_weight_must_break_ties(codes, programme):
    """Weight 0 is for the tie chain, or for training hours that count nothing by default."""
    spare = attrs.evolve(programme.criteria[0], id="cadangan", weight=Decimal(0))
    assert codes(criteria=(*programme.criteria, spare)) == ["criterion_without_use"]
    assert codes(criteria=(*programme.criteria, spare), ties=("cadangan",)) == []


def test_records_refuse_what_contradicts_itself():
    """A most below the least, and a judge who stands twice."""
    with pytest.raises(InvalidRecord):
        Quota(trait=Trait.UNIT, most=1, least=2)
    with pytest.raises(InvalidRecord):
        Panel(judges=(Judge(id="j", name="A"), Judge(id="j", name="B")))


def test_the_lot_is_drawn_only_for_what_the_chain_leaves():
    """The chain goes first; the lot is recorded, and anybody can draw it again."""
    totals = dict.fromkeys("abcd", 50) | {"e": 60}
    scaled = {name: {"x": 9 if name == "a" else 1} for name in totals}
    groups, ties = order_candidates(totals, scaled=scaled, chain=("x",), lot_seed="MRL-2025")
    drawn = draw_lot(["b", "c", "d"], lot_seed="MRL-2025")
    assert groups == (("e",), ("a",), *((name,) for name in drawn))
    assert [tie.criterion_id for tie in ties] == ["x", None, LOT]
    assert drawn == draw_lot(["d", "c", "b"], lot_seed="MRL-2025")
    seeds = {draw_lot(["b", "c", "d"], lot_seed=f"benih {number}") for number in range(40)}
    assert len(seeds) == 6

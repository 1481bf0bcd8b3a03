"""How far levels rose, and beside whom."""

from decimal import Decimal

import pytest

from asn_kinerja.training.association import Gain, estimate


def _gains(*changes, before=2, stratum="pelaksana"):
    return [Gain(before=before, after=before + change, stratum=stratum) for change in changes]


def test_the_mean_lies_in_its_interval():
    """Six people gained four levels together."""
    found = estimate(_gains(1, 1, 1, 1, 0, 0), seed="x")
    assert (found.mean, found.people, found.compared) == (Decimal("0.67"), 6, 0)
    assert Decimal(0) <= found.low < found.mean < found.high <= Decimal(1)


def test_who_all_gained_the_same_leave_no_doubt():
    """The interval is a point."""
    found = estimate(_gains(1, 1, 1, 1, 1), seed="x")
    assert found.low == found.mean == found.high == Decimal("1.00")


def test_under_five_people_nothing_is_said():
    """Of four people, or of four others, there is no estimate."""
    assert estimate(_gains(1, 1, 1, 1), seed="x") is None
    assert estimate(_gains(1, 1, 1, 1, 1), _gains(0, 0, 0, 0), seed="x") is None


def test_people_are_set_against_their_like():
    """Those who began lower gained as much as their like, whatever the others gained."""
    own = [*_gains(1, 1, 1, before=1), *_gains(1, 1, 1, before=3)]
    others = [*_gains(1, 1, 1, before=1), *_gains(0, 0, 0, before=3), *_gains(2, 2, before=2)]
    found = estimate(own, others, seed="x")
    assert (found.mean, found.people, found.compared) == (Decimal("0.50"), 6, 6)
    other_posts = _gains(0, 0, 0, 0, 0, before=1, stratum="jf")
    assert estimate(own, other_posts, seed="x") is None


@pytest.mark.parametrize("seed", ["a", "b"])
def test_a_seed_gives_the_same_interval_in_any_order(seed):
    """Draws depend on the seed and on nothing else."""
    gains = _gains(1, 0, 2, 0, 1, 1, -1, 2)
    assert estimate(gains, seed=seed) == estimate(gains[::-1], seed=seed)

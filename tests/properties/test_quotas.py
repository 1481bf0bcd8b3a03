"""Places within quotas, against every order of equal candidates tried out one by one."""

from itertools import chain, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from asn_kinerja.awards.quotas import hand_out
from asn_kinerja.records.award_rules import Quota, Trait
from asn_kinerja.records.awards import Place


@st.composite
def pools(draw):
    """Up to six candidates in groups, with units, statuses and up to two quotas."""
    names = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    traits = {
        name: {
            Trait.UNIT: draw(st.sampled_from(["a", "b", "c"])),
            Trait.STATUS: draw(st.sampled_from(["pns", "pppk"])),
        }
        for name in names
    }
    groups, at = [], 0
    while at < len(names):
        size = draw(st.integers(1, min(3, len(names) - at)))
        groups.append(tuple(names[at : at + size]))
        at += size
    quotas = {}
    for trait in draw(st.lists(st.sampled_from([Trait.UNIT, Trait.STATUS]), max_size=2)):
        value = draw(st.sampled_from(["", "a"] if trait is Trait.UNIT else ["", "pppk"]))
        least = draw(st.integers(0, 2))
        most = draw(st.none() | st.integers(max(1, least), 3))
        quotas[trait] = Quota(trait=trait, value=value, most=most, least=least)
    return groups, traits, list(quotas.values()), draw(st.integers(1, 4)), draw(st.integers(0, 2))


def limits_of(quotas, traits):
    """Each quota as the values it counts."""
    for quota in quotas:
        values = [quota.value] if quota.value else sorted({t[quota.trait] for t in traits.values()})
        for value in values:
            yield quota, value


def count(names, quota, value, traits):
    return sum(traits[name][quota.trait] == value for name in names)


def greedy(order, traits, limits, places):
    """One strict order: each takes a place unless that breaks a most, or bars a least."""
    won = []
    for at, name in enumerate(order):
        trial = [*won, name]
        rest = order[at + 1 :]
        if len(trial) <= places and any(
            fits([*trial, *more], traits, limits) for more in subsets(rest, places - len(trial))
        ):
            won = trial
    return won


def subsets(names, most):
    """Every choice of at most so many."""
    for chosen in product([False, True], repeat=len(names)):
        if sum(chosen) <= most:
            yield [name for name, taken in zip(names, chosen, strict=True) if taken]


def fits(names, traits, limits):
    return all(
        (most is None or count(names, quota, value, traits) <= most)
        and count(names, quota, value, traits) >= least
        for quota, value, most, least in limits
    )


def lowered(names, traits, quotas, places):
    """Least numbers as far as they can be met, the last quota giving way first."""
    limits = [(quota, value, quota.most, quota.least) for quota, value in limits_of(quotas, traits)]

    def possible():
        return any(fits(some, traits, limits) for some in subsets(names, places))

    for at in reversed(range(len(limits))):
        while not possible() and limits[at][3] > 0:
            quota, value, most, least = limits[at]
            limits[at] = (quota, value, most, least - 1)
    return limits


@given(pools())
@settings(max_examples=250, deadline=None)
def test_places_equal_brute_force(pool):
    """Who wins in every order of equals is a winner, who wins in some is tied."""
    groups, traits, quotas, winners, reserves = pool
    names = list(chain.from_iterable(groups))
    limits = lowered(names, traits, quotas, winners)
    wins = [
        set(greedy(list(chain.from_iterable(order)), traits, limits, winners))
        for order in product(*(permutations(group) for group in groups))
    ]
    found = hand_out(groups, winners=winners, reserves=reserves, quotas=quotas, traits=traits)
    for name in names:
        won = sum(name in outcome for outcome in wins)
        if won == len(wins):
            assert found.places[name] is Place.WINNER
        elif won:
            assert found.places[name] is Place.TIED
        else:
            assert found.places[name] is not Place.WINNER
    met = {(short.quota_id, short.value): short.reached for short in found.shortfalls}
    for quota, value, _, least in limits:
        assert met.get((quota.id, value), quota.least) == least


@given(pools())
@settings(max_examples=150, deadline=None)
def test_quotas_are_named_for_whom_they_move(pool):
    """Without quotas nobody is moved; with them, exactly those who come out otherwise."""
    groups, traits, quotas, winners, reserves = pool
    found = hand_out(groups, winners=winners, reserves=reserves, quotas=quotas, traits=traits)
    free = hand_out(groups, winners=winners, reserves=reserves, traits=traits)
    assert free.moved_by == {}
    known = {quota.id for quota in quotas}
    for name, place in found.places.items():
        moved = place is not free.places[name]
        assert moved == (name in found.moved_by)
        if moved:
            assert found.moved_by[name]
            assert set(found.moved_by[name]) <= known


@given(pools())
@settings(max_examples=100, deadline=None)
def test_the_order_within_a_group_is_irrelevant(pool):
    """Equal candidates are equal, however they are listed."""
    groups, traits, quotas, winners, reserves = pool
    turned = [tuple(reversed(group)) for group in groups]
    one = hand_out(groups, winners=winners, reserves=reserves, quotas=quotas, traits=traits)
    two = hand_out(turned, winners=winners, reserves=reserves, quotas=quotas, traits=traits)
    assert dict(one.places) == dict(two.places)
    assert dict(one.moved_by) == dict(two.moved_by)

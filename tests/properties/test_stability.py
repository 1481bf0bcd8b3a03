"""Stability of an outcome, against weights that are really moved and pools that really shrink."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from asn_kinerja.awards.agreement import compare_methods, find_reversals
from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.awards.stability import nearest_rival, weight_margins, win_shares
from asn_kinerja.records.award_rules import Criterion, CriterionSource

METHODS = {method.id: method for method in builtin_methods() if "pymcdm" not in method.id}


def criterion(number, weight):
    return Criterion(
        id=f"k{number}",
        name=f"Kriteria {number}",
        source=CriterionSource.DIBERIKAN,
        weight=Decimal(weight),
        worst=Decimal(0),
        best=Decimal(10),
    )


@st.composite
def pools(draw, *, most=6):
    """Candidates on a scale of 0 to 1, criteria, and how many win."""
    width = draw(st.integers(2, 4))
    weights = draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    value = st.integers(0, 10).map(lambda tenth: Fraction(tenth, 10))
    rows = draw(st.lists(st.tuples(*[value] * width), min_size=2, max_size=most))
    scaled = {f"p{number}": row for number, row in enumerate(rows)}
    given = [criterion(number, weight) for number, weight in enumerate(weights)]
    return scaled, given, draw(st.integers(1, len(rows) - 1))


def totals(scaled, weights):
    return {
        name: sum(w * v for w, v in zip(weights, row, strict=True)) for name, row in scaled.items()
    }


def moved(weights, at, weight):
    """All weights when one is set and the others keep their proportions."""
    whole = sum(weights)
    rest = whole - weights[at]
    return [
        weight if n == at else Fraction(w) * (100 - weight) / rest for n, w in enumerate(weights)
    ]


@given(pools())
@settings(max_examples=200, deadline=None)
def test_margins_equal_brute_force(pool):
    """Just inside a margin the winners are the same, just outside the named rival is in."""
    scaled, given, places = pool
    weights = [int(item.weight) for item in given]
    now = totals(scaled, weights)
    order = sorted(now, key=lambda name: (-now[name], name))
    assume(now[order[places - 1]] > now[order[places]])
    winners = set(order[:places])

    def first(at, weight):
        found = totals(scaled, moved(weights, at, weight))
        lowest = min(found[name] for name in winners)
        return {n for n in scaled if n not in winners and found[n] > lowest}

    for margin in weight_margins(scaled, criteria=given, winners=winners):
        at = int(margin.criterion_id[1:])
        assert margin.lowest <= margin.weight <= margin.highest
        for weight in (
            margin.lowest,
            margin.highest,
            (margin.lowest + margin.weight) / Fraction(2),
            (margin.highest + margin.weight) / Fraction(2),
        ):
            assert not first(at, weight)
        step = Fraction(1, 10**9)
        if margin.rivals[0]:
            assert margin.rivals[0] in first(at, margin.lowest - step)
        if margin.rivals[1]:
            assert margin.rivals[1] in first(at, margin.highest + step)


@given(pools(most=4))
@settings(max_examples=12, deadline=None)
def test_shares_lie_within_their_error(pool):
    """The sampled shares agree with a fine grid over all weights; one case in twenty may not."""
    scaled, given, places = pool
    assume(len(given) <= 3)
    width, fine = len(given), 60
    grid = [
        (*head, fine - sum(head))
        for head in (
            [(n,) for n in range(fine + 1)]
            if width == 2
            else [(n, m) for n in range(fine + 1) for m in range(fine + 1 - n)]
        )
    ]
    assert len(grid) == comb(fine + width - 1, width - 1)
    wins = dict.fromkeys(scaled, 0)
    for weights in grid:
        found = totals(scaled, weights)
        border = sorted(found.values(), reverse=True)[places - 1]
        for name, value in found.items():
            wins[name] += value >= border
    shares = win_shares(scaled, winners=places, seed=20251231, draws=3_000)
    known = {item.employee_id: item for item in shares}
    for name, count in wins.items():
        item = known.get(name)
        exact = 100 * Fraction(count, len(grid))
        edges = 100 * Fraction(4 * width, fine)  # ties on the borders of the grid
        if item is None:
            assert exact <= edges + 1
        else:
            assert abs(Fraction(item.share) - exact) <= 2 * Fraction(item.error) + edges


def test_the_same_seed_gives_the_same_shares():
    """A sample that anybody can draw again, whatever the order of the candidates."""
    scaled = {"a": (1, 0), "b": (0, 1), "c": (Fraction(1, 2), Fraction(1, 2)), "d": (0, 0)}
    one = win_shares(scaled, winners=1, seed=7)
    assert one == win_shares(dict(reversed(scaled.items())), winners=1, seed=7)
    assert {item.employee_id for item in one} == {"a", "b"}
    assert abs(sum(item.share for item in one) - 100) < 1
    assert all(Decimal("1.5") < item.error < Decimal("2.5") for item in one)


@given(pools())
@settings(max_examples=100, deadline=None)
def test_the_nearest_rival_is_the_best_of_the_others(pool):
    """Nobody outside is nearer."""
    scaled, given, places = pool
    now = totals(scaled, [int(item.weight) for item in given])
    winners = sorted(now, key=lambda name: (-now[name], name))[:places]
    rival = nearest_rival(now, winners=winners)
    others = [name for name in now if name not in winners]
    assert rival.gap == min(now[w] for w in winners) - max(now[name] for name in others)
    assert nearest_rival(now, winners=now) is None
    assert nearest_rival(now, winners=()) is None


@given(pools(), st.sampled_from(["saw", "wp", "topsis"]))
@settings(max_examples=150, deadline=None)
def test_pool_free_methods_never_reverse(pool, name):
    """Without somebody the others keep their order, under every method that promises it."""
    scaled, given, _ = pool
    method = METHODS[name]
    assert "pool_free" in method.laws
    values = {who: [10 * value for value in row] for who, row in scaled.items()}
    found = find_reversals(values, criteria=given, method=method, winners=())
    assert (found.reordered, found.example) == (0, ())
    assert found.tried == len(values)


def test_pool_relative_methods_say_what_they_do():
    """A textbook case: without the last, two others change places, and they are named."""
    values = {"a": (5, 5), "b": (2, 9), "c": (1, 1), "d": (10, 1)}
    given = [criterion(0, 50), criterion(1, 50)]
    method = METHODS["saw.minmax"]
    found = find_reversals(values, criteria=given, method=method, winners=())
    assert found.tried == 4
    assert found.reordered > 0
    gone, one, two = found.example
    before = dict(zip(values, method.score(list(values.values()), criteria=given), strict=True))
    rest = {name: row for name, row in values.items() if name != gone}
    after = dict(zip(rest, method.score(list(rest.values()), criteria=given), strict=True))
    assert (before[one] > before[two]) != (after[one] > after[two])


def test_methods_are_asked_who_would_win():
    """Each says whom it puts first; one on the pool is marked as such."""
    values = {"a": (9, 1), "b": (5, 5), "c": (1, 8)}
    given = [attrs.evolve(criterion(0, 60)), criterion(1, 40)]
    asked = [METHODS["saw"], METHODS["wp"], METHODS["topsis.vector"]]
    found = compare_methods(values, criteria=given, methods=asked, winners=["a"])
    assert [(item.method, item.first, item.shared) for item in found][:2] == [
        ("saw", ("a",), 1),
        ("wp", ("b",), 0),
    ]
    assert [item.pool_free for item in found] == [True, True, False]

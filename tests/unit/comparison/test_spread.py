"""Units beside patterns, the fewest changes, and appraisers, as brute force finds them."""

from itertools import product
from math import isclose

import polars as pl
import pytest

from asn_kinerja.comparison.leniency import appraiser_shares
from asn_kinerja.comparison.spread import spread_of_units
from asn_kinerja.errors import InvalidInput

WORDS = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
UNITS = {
    ("Terjun", "baik"): (5, 3, 0, 0, 0),
    ("Paya Pasir", "istimewa"): (6, 1, 0, 0, 0),
    ("Rengas Pulau", "kurang"): (2, 4, 1, 0, 0),
    ("Labuhan Deli", "sangat_kurang"): (1, 2, 2, 1, 1),
    ("Tanah Enam Ratus", "butuh_perbaikan"): (0, 1, 4, 1, 0),
}


@pytest.fixture(scope="module")
def frame():
    rows = [
        {"unit": unit, "predikat_organisasi": organisation, "masukan_predikat_kinerja": word,
         "penilai": f"penilai {unit}"}
        for (unit, organisation), counts in UNITS.items()
        for word, count in zip((*WORDS, None), (*counts, 1), strict=True)
        for _ in range(count)
    ]  # fmt: skip
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def patterns(workspace):
    names = ("permenpanrb_6_2022.pola_distribusi", "se_menpanrb_3_2023.pola_distribusi")
    return [workspace.policies.get(name) for name in names]


def _holds(policy, organisation, counts):
    given = {"predikat_organisasi": organisation, **dict(zip(WORDS, counts, strict=True))}
    return all(policy.evaluate(given).outputs.values())


def _nearest(policy, organisation, counts):
    """Try every way to spread as many people over five words."""
    size = sum(counts)
    every = (one for one in product(range(size + 1), repeat=5) if sum(one) == size)
    return min(
        (sum(abs(a - b) for a, b in zip(one, counts, strict=True)) // 2
         for one in every if _holds(policy, organisation, one)),
        default=None,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["polars", "lazy"])
def test_the_fewest_changes_are_those_of_brute_force(kind, frame, patterns):
    """No way to change fewer predicates satisfies the pattern, and the example does."""
    found = spread_of_units(frame if kind == "polars" else frame.lazy(), patterns)
    assert {(one.unit, one.organisation): one.counts for one in found} == UNITS
    assert {one.without for one in found} == {1}
    met = set()
    for unit in found:
        for policy, fit in zip(patterns, unit.fits, strict=True):
            assert fit.fits is _holds(policy, unit.organisation, unit.counts)
            assert fit.changes == _nearest(policy, unit.organisation, unit.counts)
            met.add(fit.fits)
            if fit.fits:
                continue
            assert _holds(policy, unit.organisation, fit.example)
            assert sum(fit.example) == sum(unit.counts)
            assert sum(count for _, _, count in fit.moves) == fit.changes
            assert fit.broken
    assert met == {True, False}


def test_moves_lead_from_the_counts_to_the_example(frame, patterns):
    """Taking the moves one by one gives the example."""
    for unit in spread_of_units(frame, patterns):
        for fit in (one for one in unit.fits if one.example):
            counts = dict(zip(WORDS, unit.counts, strict=True))
            for before, after, people in fit.moves:
                counts[before] -= people
                counts[after] += people
            assert tuple(counts.values()) == fit.example
        assert unit.to_dict()["counts"] == dict(zip(WORDS, unit.counts, strict=True))


def test_a_unit_that_needs_more_changes_is_left_open(frame, patterns):
    """Beyond the most changes nothing is claimed."""
    found = spread_of_units(frame, patterns, most_changes=1)
    broken = [fit for unit in found for fit in unit.fits if fit.fits is False]
    assert {fit.changes for fit in broken} == {1, None}
    assert all(fit.example is None for fit in broken if fit.changes is None)


def test_a_small_unit_is_not_judged_where_a_pattern_asks_for_more_people(frame, patterns):
    """With a least number of people the pattern of shares says nothing of smaller units."""
    found = spread_of_units(frame, patterns, more={"jumlah_minimum": 8})
    judged = {one.unit: one.fits[1].fits for one in found}
    assert judged["Terjun"] is not None
    assert judged["Paya Pasir"] is None


def test_unknown_words_columns_and_policies_are_refused(frame, patterns, policies):
    """All missing columns and unknown words are told, and a policy that is no pattern."""
    with pytest.raises(InvalidInput) as caught:
        spread_of_units(frame, patterns, unit="dinas", organisation="capaian")
    assert len(caught.value.problems) == 2
    with pytest.raises(InvalidInput, match="cukup"):
        spread_of_units(frame.with_columns(masukan_predikat_kinerja=pl.lit("cukup")), patterns)
    with pytest.raises(InvalidInput, match="pp_30_2019"):
        spread_of_units(frame, policies)
    with pytest.raises(InvalidInput) as caught:
        appraiser_shares(frame, appraiser="atasan", at_least="cukup")
    assert len(caught.value.problems) == 2


def test_shares_are_shrunk_towards_what_was_expected():
    """Expected numbers are those of each stratum; a known spread shrinks by hand."""
    rated = {"a": (9, 10), "b": (2, 10), "c": (1, 10), "d": (1, 2), "e": (0, 1)}
    rows = [
        {
            "penilai": who,
            "predikat_kinerja": "sangat_baik" if number < high else "baik",
            "o": "baik",
        }
        for who, (high, people) in rated.items()
        for number in range(people)
    ]
    found = {one.appraiser: one for one in appraiser_shares(pl.DataFrame(rows), strata=("o",))}
    assert set(found) == {"a", "b", "c", "d"}
    rate = 13 / 33
    for who, share in found.items():
        high, people = rated[who]
        assert (share.high, share.people) == (high, people)
        assert isclose(share.expected, rate * people)
        assert isclose(share.difference, high / people - rate)
        assert abs(share.shrunk) < abs(share.difference)
        assert share.low < share.shrunk < share.high_end
    assert found["a"].stands_out
    assert not found["d"].stands_out
    kept = {who: one.shrunk / one.difference for who, one in found.items()}
    assert kept["a"] > kept["d"]
    assert isclose(kept["a"], kept["b"])


def test_appraisers_who_rate_alike_do_not_stand_out():
    """Where chance explains all differences nobody is above or below."""
    rows = [
        {"penilai": who, "predikat_kinerja": "sangat_baik" if number < 5 else "baik", "o": "baik"}
        for who in "abcd"
        for number in range(10)
    ]
    found = appraiser_shares(pl.DataFrame(rows), strata=("o",))
    assert len(found) == 4
    assert not [one for one in found if one.stands_out or one.shrunk]


def _rated(count):
    """Give people of many units whose appraisers are as many."""
    words = ("sangat_baik", "baik", "butuh_perbaikan")
    return pl.DataFrame(
        {
            "penilai": [f"p{n % 7}" for n in range(count)],
            "predikat_kinerja": [words[n * n % 3] for n in range(count)],
            "masukan_predikat_organisasi": [
                ("baik", "kurang", "istimewa")[n % 3] for n in range(count)
            ],
        }
    )


def test_shares_do_not_depend_on_the_order_of_rows():
    """Not even in the last bit: what is summed is summed in one order."""
    frame = _rated(900)
    first = appraiser_shares(frame)
    assert all(
        appraiser_shares(frame.sample(fraction=1, shuffle=True, seed=seed)) == first
        for seed in range(8)
    )


def test_a_stratum_may_be_an_input_that_leaves_its_name_free():
    """`masukan_predikat_organisasi` is the predicate of the organisation, as for the patterns."""
    plain = _rated(90).rename({"masukan_predikat_organisasi": "predikat_organisasi"})
    assert appraiser_shares(_rated(90)) == appraiser_shares(plain)


def test_a_predicate_that_is_no_word_of_the_law_is_refused():
    """It is named, rather than counted as not high."""
    frame = _rated(9).with_columns(pl.lit("Sangat Baik").alias("predikat_kinerja"))
    with pytest.raises(InvalidInput, match="Sangat Baik"):
        appraiser_shares(frame)

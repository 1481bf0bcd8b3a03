"""A population is as its profile says, and the check sees when it is not."""

import attrs
import polars as pl
import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.population import (
    check_population,
    generate_frame,
    load_profile,
    profiles,
)
from asn_kinerja.population.streams import Streams

SIZE = 20_000


def lost(found):
    """Name what is out of tolerance."""
    return [one.name for one in found if not one.holds]


@pytest.mark.parametrize("name", profiles())
@pytest.mark.parametrize("seed", [1, 2])
def test_shares_and_correlations_are_those_of_the_profile(name, seed):
    """Every share, rate, mean, spread and correlation lies within the stated tolerance."""
    found = check_population(generate_frame(SIZE, seed=seed, profile=name), profile=name)
    assert lost(found) == []
    assert len(found) >= 70
    kinds = {one.name.partition(".")[0] for one in found}
    assert {"status", "nilai_skp", "hasil_perilaku", "mutu_unit", "kosong_rating"} <= kinds


def test_a_small_office_is_within_its_wider_tolerance():
    """A hundred people may differ by chance, and by no more."""
    for seed in range(5):
        assert lost(check_population(generate_frame(100, seed=seed))) == []


def test_published_shares_are_met_closely():
    """Sex and kind of post of the nation lie within one per cent of the published head counts."""
    frame = generate_frame(100_000, seed=4, profile="nasional")
    women = (frame["jenis_kelamin"] == "perempuan").mean()
    assert abs(women - 2_709_074 / 4_758_730) < 0.01
    leads = frame["jenis_jabatan"].is_in(["jpt", "administrator", "pengawas"]).mean()
    assert abs(leads - 331_754 / 4_758_730) < 0.005
    high = (frame["jenis_jabatan"] == "jpt").mean()
    assert abs(high - 21_992 / 4_758_730) < 0.001
    contract = (frame["status"] == "pppk").mean()
    assert abs(contract - 1_103_045 / 4_758_730) < 0.01


def test_the_check_sees_another_profile():
    """People of one profile are not those of another."""
    found = check_population(generate_frame(SIZE, seed=1), profile="kota")
    assert {"jenis_kelamin.perempuan", "jenis_jabatan.jf", "status.pppk"} <= set(lost(found))


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (pl.lit(value=True).alias("seminar"), {"seminar"}),
        ((pl.col("nilai_skp") + 3).alias("nilai_skp"), {"nilai_skp.rata"}),
        (pl.col("nilai_skp").reverse().alias("nilai_skp"), {"hasil_perilaku"}),
        (pl.lit(None, pl.Float64).alias("jp"), {"kosong_jp"}),
    ],
)
def test_the_check_sees_a_changed_column(change, names):
    """A column that was changed afterwards is found."""
    found = check_population(generate_frame(SIZE, seed=1).with_columns(change))
    assert names <= set(lost(found))
    assert len(lost(found)) < 10


def test_lenient_appraisers_give_better_ratings():
    """A mean of leniency moves people up, by what the model says; its spread does not."""
    base = load_profile("marelan")
    mild = attrs.evolve(base.measures["kelonggaran"], value=50)
    lenient = attrs.evolve(base, measures={**base.measures, "kelonggaran": mild})
    before, after = (
        (
            generate_frame(SIZE, seed=3, profile=one)["rating_hasil_kerja"] == "di_atas_ekspektasi"
        ).mean()
        for one in (base, lenient)
    )
    assert 0.12 < after - before < 0.25
    assert (
        lost(check_population(generate_frame(SIZE, seed=3, profile=lenient), profile=lenient)) == []
    )


def test_appraisers_differ_by_the_spread_of_the_profile():
    """Without a spread of leniency, ratings of one appraiser's people agree less."""
    base = load_profile("nasional")
    means = []
    for spread in (0, 100):
        figure = attrs.evolve(base.measures["kelonggaran"], spread=spread)
        profile = attrs.evolve(base, measures={**base.measures, "kelonggaran": figure})
        frame = generate_frame(SIZE, seed=3, profile=profile)
        by = frame.group_by("penilai").agg(pl.col("nilai_perilaku").mean(), pl.len())
        means.append(by.filter(pl.col("len") >= 5)["nilai_perilaku"].std())
    assert means[1] > 1.5 * means[0]


def test_missing_columns_are_named():
    """A table that is no population names each column that it lacks."""
    with pytest.raises(InvalidInput) as caught:
        check_population(pl.DataFrame({"unit": ["a"]}))
    assert {one.value for one in caught.value.problems} >= {"jabatan", "nilai_skp"}
    with pytest.raises(NotFound):
        check_population(pl.DataFrame({"unit": ["a"]}), profile="desa")


def test_a_column_of_another_kind_is_a_problem():
    """Text where numbers belong is refused, not a failure of the library."""
    frame = generate_frame(100, seed=1).with_columns(nilai_skp=pl.lit("tinggi"))
    with pytest.raises(InvalidInput):
        check_population(frame)


def test_streams_do_not_lean():
    """Draws below a bound are spread evenly, and streams of other names are independent."""
    import numpy as np

    streams, places = Streams(99), np.arange(100_000)
    drawn = streams.below("satu", places, bound=7)
    counts = np.bincount(drawn, minlength=7)
    expected = len(places) / 7
    assert (((counts - expected) ** 2) / expected).sum() < 30
    one, other = streams.normal("satu", places), streams.normal("dua", places)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.015
    assert abs(one.mean()) < 15
    assert abs(one.std() - 1000) < 15


def test_a_correlation_that_nobody_could_have_is_left_out():
    """A column without values, or one person, makes no statistic of both columns."""
    frame = generate_frame(300, seed=1)
    for people in (frame.with_columns(nilai_perilaku=pl.lit(None, pl.Float64)), frame.head(1)):
        names = {one.name for one in check_population(people, profile="marelan")}
        assert "hasil_perilaku" not in names

"""PermenLHK 6/2024 against the shares of its art. 19."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, hundredths

POLICY = "permenlhk_6_2024.tunjangan"
SHARE = {"butuh_perbaikan": 90, "cukup": 90, "kurang": 85, "sangat_kurang": 80}


def paid(*, predikat_kinerja, tunjangan_kelas_jabatan):
    share = Fraction(SHARE.get(predikat_kinerja, 100), 100)
    return {"tunjangan": share * Fraction(tunjangan_kelas_jabatan)}


def draw(rng: Random) -> dict:
    return {
        "predikat_kinerja": rng.choice(("sangat_baik", "baik", *SHARE)),
        "tunjangan_kelas_jabatan": hundredths(rng, 0, 60_000_000),
    }


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_article(rng):
    """The allowance is the share of the article."""
    agree(POLICY, draw, paid, rng=rng)


def test_the_pack_agrees_with_the_article_ten_thousand_times():
    """Ten thousand random allowances are the share of the article."""
    agree_often(POLICY, draw, paid)

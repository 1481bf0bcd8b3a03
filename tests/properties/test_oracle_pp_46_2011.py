"""PP 46/2011 against a few plain lines of art. 15 and 17."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, half_up, hundredths

POLICY = "pp_46_2011.prestasi_kerja"
NAMES = (("sangat_baik", 91), ("baik", 76), ("cukup", 61), ("kurang", 51), ("buruk", 0))


def named(*, nilai_skp, nilai_perilaku, pembacaan_celah=None):
    """60 and 40 per cent; 91 and up, 76-90, 61-75, 51-60, 50 and down."""
    value = (6 * Fraction(nilai_skp) + 4 * Fraction(nilai_perilaku)) / 10
    read = value
    if pembacaan_celah == "bulatkan_di_celah" and value < 91:
        whole = half_up(value)  # inside a band rounding leaves the band as it is
        read = whole if int(value) in {50, 60, 75, 90} else value
    word = next(name for name, least in NAMES if read >= least)
    return {"nilai_prestasi_kerja": value, "sebutan": word}


def draw(rng: Random) -> dict:
    skp = hundredths(rng, 0, 130, (50, 51, 60, 61, 75, 76, 90, 91, "90.5", "50.5"))
    same = skp <= 100 and rng.random() < 1 / 2
    case = {"nilai_skp": skp, "nilai_perilaku": skp if same else hundredths(rng, 0, 100)}
    reading = rng.choice((None, "batas_bawah", "bulatkan_di_celah"))
    return case | ({"pembacaan_celah": reading} if reading else {})


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(rng):
    """Value and name are what the articles say, in either reading of the gaps."""
    agree(POLICY, draw, named, rng=rng)


def test_the_pack_agrees_with_the_law_ten_thousand_times():
    """Value and name of ten thousand random cases are what the articles say."""
    agree_often(POLICY, draw, named)

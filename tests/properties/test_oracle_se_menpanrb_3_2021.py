"""SE MenPANRB 3/2021 against its table of conversion and the halves of the year."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, half_up, hundredths

TABLE = ((91, 100, 110, 120), (76, 90, 90, 109), (61, 75, 70, 89), (51, 60, 50, 69))
EDGES = (0, 50, 51, 60, 61, 75, 76, 90, 91, 100, "50.5", "60.5", "75.5", "90.5")


def convert(value, reading):
    value = Fraction(value)
    inside = value <= 50 or any(low <= value <= high for low, high, _, _ in TABLE)
    if reading == "potong_semua":
        value = Fraction(value // 1)
    elif reading == "bulatkan_semua" or (not inside and value < 91):
        value = half_up(value)
    if value > 100:
        return None
    for low, high, least, most in TABLE:
        if value >= low:
            return least + Fraction(most - least, high - low) * (value - low)
    return value / 50 * 49


def converted(*, nilai_semester_1, pembacaan_konversi=None):
    return {"nilai_konversi": convert(nilai_semester_1, pembacaan_konversi)}


def year(*, ide_baru, pembacaan_konversi=None, **given_values):
    """Half and half; a half that came in parts is 60/40, then 70/30 or 60/40."""

    def part(name):
        return Fraction(given_values[name])

    if "nilai_semester_1" in given_values:
        first = part("nilai_semester_1")
    else:
        first = (6 * part("nilai_skp_semester_1") + 4 * part("nilai_perilaku_semester_1")) / 10
    if "nilai_semester_2" in given_values:
        second = part("nilai_semester_2")
    else:
        plan = 6 if given_values["penilaian_360"] else 7
        skp, behaviour = part("nilai_skp_semester_2"), part("nilai_perilaku_semester_2")
        second = (plan * skp + (10 - plan) * behaviour) / 10
    bridge = convert(first, pembacaan_konversi)
    if bridge is None:
        return {"nilai_kinerja": None, "predikat_kinerja": None}
    value = (bridge + second) / 2
    words = (("baik", 90), ("cukup", 70), ("kurang", 50), ("sangat_kurang", 0))
    word = next(word for word, least in words if value >= least)
    best = value >= 110 and ide_baru
    return {"nilai_kinerja": value, "predikat_kinerja": "sangat_baik" if best else word}


def reading(rng: Random) -> dict:
    word = rng.choice((None, "bulatkan_di_celah", "bulatkan_semua", "potong_semua"))
    return {"pembacaan_konversi": word} if word else {}


def draw_conversion(rng: Random) -> dict:
    return {"nilai_semester_1": abs(hundredths(rng, 0, 104, EDGES))} | reading(rng)


def draw_year(rng: Random) -> dict:
    case = {"ide_baru": rng.random() < 1 / 2} | reading(rng)
    if rng.random() < 1 / 2:
        case["nilai_semester_1"] = abs(hundredths(rng, 0, 104, EDGES))
    else:
        case["nilai_skp_semester_1"] = hundredths(rng, 0, 110)
        case["nilai_perilaku_semester_1"] = hundredths(rng, 0, 100)
    if rng.random() < 1 / 2:
        case["nilai_semester_2"] = hundredths(rng, 0, 119, (50, 70, 90, 110))
    else:
        case["nilai_skp_semester_2"] = hundredths(rng, 0, 120)
        case["nilai_perilaku_semester_2"] = hundredths(rng, 0, 120)
        case["penilaian_360"] = rng.random() < 1 / 2
    return case


ORACLES = [
    ("se_menpanrb_3_2021.konversi", draw_conversion, converted),
    ("se_menpanrb_3_2021.nilai_2021", draw_year, year),
]


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(policy, draw, law, rng):
    """Every output is what the table gives, in each reading and form of the halves."""
    agree(policy, draw, law, rng=rng)


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
def test_the_pack_agrees_with_the_law_ten_thousand_times(policy, draw, law):
    """Every output of ten thousand random cases is what the table gives."""
    agree_often(policy, draw, law)

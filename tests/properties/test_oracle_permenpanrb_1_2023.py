"""PermenPANRB 1/2023 against its printed table of levels and its formula."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

SHARE = {"sangat_baik": 150, "baik": 100, "butuh_perbaikan": 75, "cukup": 75, "kurang": 50,
         "sangat_kurang": 25}  # fmt: skip
TABLE = {  # coefficient, need for a grade, need for the level, grades
    "ahli_utama": ("50", 200, None, "iv_d iv_e"),
    "ahli_madya": ("37.5", 150, 450, "iv_a iv_b iv_c"),
    "ahli_muda": ("25", 100, 200, "iii_c iii_d"),
    "ahli_pertama": ("12.5", 50, 100, "iii_a iii_b"),
    "penyelia": ("25", 100, None, "iii_c iii_d"),
    "mahir": ("12.5", 50, 100, "iii_a iii_b"),
    "terampil": ("5", 20, 60, "ii_b ii_c ii_d"),
    "pemula": ("3.75", 15, 15, "ii_a"),
}


def converted(*, predikat_kinerja, jenjang, bulan):
    share = Fraction(SHARE[predikat_kinerja], 100)
    return {"angka_kredit": Fraction(bulan, 12) * share * Fraction(TABLE[jenjang][0])}


def risen(*, angka_kredit_kumulatif, jenjang, golongan_ruang):
    """Each grade in the level needs one step more; above the last one there is nothing."""
    _, step, level, grades = TABLE[jenjang]
    grades = grades.split()
    grade = step * (grades.index(golongan_ruang) + 1)
    if level is None and golongan_ruang == grades[-1]:
        grade = None
    have = Fraction(angka_kredit_kumulatif)
    lacks = [None if need is None else max(need - have, 0) for need in (grade, level)]
    return {
        "kebutuhan_pangkat": grade,
        "kekurangan_pangkat": lacks[0],
        "kebutuhan_jenjang": level,
        "kekurangan_jenjang": lacks[1],
    }


def draw_year(rng: Random) -> dict:
    return {
        "predikat_kinerja": rng.choice(sorted(SHARE)),
        "jenjang": rng.choice(sorted(TABLE)),
        "bulan": rng.randint(0, 12),
    }


def draw_balance(rng: Random) -> dict:
    level = rng.choice(sorted(TABLE))
    grades = TABLE[level][3].split()
    edge = Decimal(TABLE[level][1] * rng.randint(0, len(grades)))
    have = edge + rng.choice((0, Decimal("0.01"), Decimal(rng.randint(0, 99999)) / 1000))
    if rng.random() < 1 / 2:
        have = Fraction(have) + Fraction(rng.randint(0, 11), 12)
    return {
        "angka_kredit_kumulatif": have,
        "jenjang": level,
        "golongan_ruang": rng.choice(grades),
    }


ORACLES = [
    ("permenpanrb_1_2023.angka_kredit", draw_year, converted),
    ("permenpanrb_1_2023.kenaikan", draw_balance, risen),
]


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(policy, draw, law, rng):
    """Every value is what the table gives."""
    agree(policy, draw, law, rng=rng)


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
def test_the_pack_agrees_with_the_law_ten_thousand_times(policy, draw, law):
    """Every value of ten thousand random cases is what the table gives."""
    agree_often(policy, draw, law)

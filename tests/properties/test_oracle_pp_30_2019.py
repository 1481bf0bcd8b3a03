"""PP 30/2019 against a few plain lines of art. 41."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, hundredths


def predicate(value, *, idea):
    """Art. 41(5): 110 with a new idea, 90, 70, 50."""
    if value >= 110 and idea:
        return "sangat_baik"
    for word, least in (("baik", 90), ("cukup", 70), ("kurang", 50)):
        if value >= least:
            return word
    return "sangat_kurang"


def appraised(*, nilai_skp, nilai_perilaku, penilaian_360, ide_baru):
    plan = Fraction(60 if penilaian_360 else 70, 100)
    value = Fraction(nilai_skp) * plan + Fraction(nilai_perilaku) * (1 - plan)
    return {"nilai_kinerja": value, "predikat_kinerja": predicate(value, idea=ide_baru)}


def read_off(*, nilai_kinerja, ide_baru):
    return {"predikat_kinerja": predicate(nilai_kinerja, idea=ide_baru)}


def distributed(*, di_atas_ekspektasi, sesuai_ekspektasi, di_bawah_ekspektasi):
    """Art. 41(8): at most 20, 60 to 70, at most 20 per cent of the people of one unit."""
    people = di_atas_ekspektasi + sesuai_ekspektasi + di_bawah_ekspektasi
    flags = {
        "batas_di_atas": 100 * di_atas_ekspektasi <= 20 * people,
        "batas_sesuai_terendah": 100 * sesuai_ekspektasi >= 60 * people,
        "batas_sesuai_tertinggi": 100 * sesuai_ekspektasi <= 70 * people,
        "batas_di_bawah": 100 * di_bawah_ekspektasi <= 20 * people,
    }
    if not people:
        return dict.fromkeys(["sesuai_pola", *flags])
    return {"sesuai_pola": all(flags.values()), **flags}


def draw_value(rng: Random) -> dict:
    skp = min(hundredths(rng, 0, 120, (50, 70, 90, 110)), 120)
    same = rng.random() < 1 / 2
    return {
        "nilai_skp": skp,
        "nilai_perilaku": skp if same else hundredths(rng, 0, 120),
        "penilaian_360": rng.random() < 1 / 2,
        "ide_baru": rng.random() < 1 / 2,
    }


def draw_joined(rng: Random) -> dict:
    value = Fraction(hundredths(rng, 0, 119, (50, 70, 90, 110))) + Fraction(rng.randint(0, 2), 300)
    return {"nilai_kinerja": value, "ide_baru": rng.random() < 1 / 2}


def draw_unit(rng: Random) -> dict:
    names = ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi")
    return dict(zip(names, (rng.randint(0, 4), rng.randint(0, 14), rng.randint(0, 4)), strict=True))


ORACLES = [
    ("pp_30_2019.nilai_kinerja", draw_value, appraised),
    ("pp_30_2019.predikat", draw_joined, read_off),
    ("pp_30_2019.distribusi_status", draw_unit, distributed),
]


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(policy, draw, law, rng):
    """Every output is what the article says."""
    agree(policy, draw, law, rng=rng)


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
def test_the_pack_agrees_with_the_law_ten_thousand_times(policy, draw, law):
    """Every output of ten thousand random cases is what the article says."""
    agree_often(policy, draw, law)

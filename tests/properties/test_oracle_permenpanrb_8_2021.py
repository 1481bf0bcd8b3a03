"""PermenPANRB 8/2021 against its formula of achievement and its table of values."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, half_up, hundredths

READINGS = (None, "bulatkan_di_celah", "bulatkan_semua", "potong_semua")
ASPECTS = ("kuantitas", "kualitas", "waktu")
WORDS = ("sangat_baik", "baik", "cukup", "kurang", "sangat_kurang")
MAIN = dict(zip(WORDS, (120, 100, 80, 60, 25), strict=True))
MORE = dict(zip(WORDS, map(Fraction, ("2.4", "1.6", "1", "0.5", "0.1")), strict=True))
POINTS = dict(zip(WORDS, (16, 13, 8, 3, 1), strict=True))


def reached(*, realisasi, jenis, target=None, target_min=None, target_maks=None):
    if target is None:
        if target_min <= realisasi <= target_maks:
            return Fraction(100)
        target = target_min if realisasi < target_min else target_maks
    if not target:
        return None
    share = Fraction(realisasi) / Fraction(target)
    return 100 * (share if jenis == "normal" else 2 - share)


def whole(value, reading, gaps):
    """Exact inside a band; a whole per cent in a gap, everywhere, or cut everywhere."""
    if reading == "potong_semua":
        return Fraction(abs(value) // 1) * (-1 if value < 0 else 1)
    rounds = reading == "bulatkan_semua" or any(low < value < high for low, high in gaps)
    if not rounds:
        return Fraction(value)
    return half_up(abs(value)) * (-1 if value < 0 else 1)


def achieved(**case):
    return {"capaian": reached(**case)}


def valued(*, target_tertinggi=False, pembacaan_celah=None, **case):
    exact = reached(**case)
    if exact is None:
        return dict.fromkeys(("capaian", "kategori", "nilai"))
    c = whole(exact, pembacaan_celah, ((59, 60), (79, 80), (99, 100), (100, 101)))
    if c >= 101:
        word, value = "sangat_baik", Fraction(120) if c > 110 else 110 + (c - 101) * Fraction(10, 9)
    elif c == 100:
        word, value = ("sangat_baik", 120) if target_tertinggi else ("baik", 109)
    elif c >= 80:
        word, value = "cukup", 70 + (c - 80) * Fraction(19, 19)
    elif c >= 60:
        word, value = "kurang", 50 + (c - 60) * Fraction(19, 19)
    else:
        word, value = "sangat_kurang", max(Fraction(0), c / 59 * 49)
    return {"capaian": exact, "kategori": word, "nilai": value}


def category(percents, reading, way):
    read = [whole(p, reading, ((79, 80), (99, 100))) for p in percents]
    words = [
        "sangat_baik" if c > 100 else "baik" if c == 100
        else "cukup" if c >= 80 else "kurang" if c >= 60 else "sangat_kurang"
        for c in read
    ]  # fmt: skip
    if way == "poin":
        total = sum(POINTS[word] for word in words)
        return next(
            word for word, least in zip(WORDS, (45, 34, 19, 7, 0), strict=True) if total >= least
        )
    many = words.count
    if many("sangat_kurang") >= 2:
        return "sangat_kurang"
    if many("kurang") >= 2 or many("sangat_kurang"):
        return "kurang"
    if many("kurang") or many("cukup") >= 2:
        return "cukup"
    return "sangat_baik" if many("sangat_baik") >= 2 and not many("cukup") else "baik"


def planned(*, items, cara="hitungan", pembacaan_celah=None):
    found = {"utama": [], "tambahan": []}
    for item in items:
        percents = [item[f"capaian_{name}"] for name in ASPECTS]
        found[item["jenis"]].append(category(percents, pembacaan_celah, cara))
    main = [MAIN[word] for word in found["utama"]]
    if not main:
        return {"nilai": None}
    more = sum(MORE[word] for word in found["tambahan"])
    return {"nilai": min(Fraction(120), Fraction(sum(main), len(main)) + more)}


def reading(rng: Random) -> dict:
    word = rng.choice(READINGS)
    return {"pembacaan_celah": word} if word else {}


def draw_achievement(rng: Random) -> dict:
    case = {"jenis": rng.choice(("normal", "khusus"))}
    edges = (0, 59, 60, 79, 80, 99, 100, 101, 110, "59.5", "79.5", "99.5", "100.5")
    realised = abs(hundredths(rng, 0, 220, edges))
    if rng.random() < 1 / 2:
        return case | {"realisasi": realised, "target": rng.choice((0, 100, 100, 100, 3, 70))}
    low = rng.randint(1, 150)
    high = low + rng.randint(0, 20)
    beside = Decimal(rng.choice((low, high))) + rng.randint(-1, 1)
    realised = rng.choice((realised, beside))
    return case | {"realisasi": realised, "target_min": low, "target_maks": high}


def draw_value(rng: Random) -> dict:
    case = draw_achievement(rng) | reading(rng)
    return case | ({"target_tertinggi": rng.random() < 1 / 2} if rng.random() < 1 / 2 else {})


def draw_plan(rng: Random) -> dict:
    edges = (60, 79, 80, 99, 100, "79.5", "99.5")

    def percent() -> Fraction:
        if rng.random() < 1 / 2:
            return Fraction(rng.choice((30, 70, 90, 100, 105)))
        return Fraction(hundredths(rng, 0, 130, edges)) + Fraction(rng.randint(0, 2), 700)

    items = [
        {"jenis": rng.choice(("utama", "utama", "tambahan"))}
        | {f"capaian_{name}": percent() for name in ASPECTS}
        for _ in range(rng.randint(0, 5))
    ]
    way = rng.choice(({}, {"cara": "hitungan"}, {"cara": "poin"}))
    return {"items": items} | way | reading(rng)


ORACLES = [
    ("permenpanrb_8_2021.capaian_indikator", draw_achievement, achieved),
    ("permenpanrb_8_2021.nilai_indikator", draw_value, valued),
    ("permenpanrb_8_2021.nilai_skp_ja_jf", draw_plan, planned),
]


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(policy, draw, law, rng):
    """Every output is what formula and table give, in each reading."""
    agree(policy, draw, law, rng=rng)


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
def test_the_pack_agrees_with_the_law_ten_thousand_times(policy, draw, law):
    """Every output of ten thousand random cases is what formula and table give."""
    agree_often(policy, draw, law)

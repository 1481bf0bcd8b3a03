"""Perka BKN 1/2013 against the formulas of its four aspects, as printed."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

ASPECTS = ("kuantitas", "kualitas", "waktu", "biaya")


def aspect(name, target, realised, formula):
    """Realised through target; for time and cost 1,76 T - R through T, and 24 % is the limit."""
    target, realised = Fraction(target), Fraction(realised)
    if not target:
        return None
    if name in {"kuantitas", "kualitas"}:
        return realised / target * 100
    plain = (Fraction(176, 100) * target - realised) / target * 100
    if formula == "pp_46_2011":
        return plain
    if not realised:
        return Fraction(0)
    return plain if 100 - realised / target * 100 <= 24 else 76 - (plain - 100)


def valued(*, aspek, target, realisasi, rumus="perka_bkn_1_2013"):
    return {"nilai": aspect(aspek, target, realisasi, rumus)}


def planned(*, items, tugas_tambahan=0, kreativitas=None, rumus="perka_bkn_1_2013"):
    """Mean of activities, each of three aspects or four; then what came on top."""
    activities = []
    for item in items:
        used = ASPECTS if item["didukung_anggaran"] else ASPECTS[:3]
        parts = [aspect(n, item[f"target_{n}"], item[f"realisasi_{n}"], rumus) for n in used]
        activities.append(None if None in parts else sum(parts) / len(parts))
    if not activities or None in activities:
        return {"nilai_skp": None}
    duties = 0 if not tugas_tambahan else 1 if tugas_tambahan <= 3 else 2
    duties = 3 if tugas_tambahan >= 7 else duties
    creativity = {None: 0, "pimpinan_unit": 3, "ppk": 6, "presiden": 12}[kreativitas]
    return {"nilai_skp": sum(activities) / len(activities) + duties + creativity}


def amounts(rng: Random) -> tuple[Decimal, Decimal]:
    target = Decimal(rng.choice((0, 1, 12, 12, 100, 1_500_000)))
    share = Decimal(rng.choice((0, 7599, 7600, 7601, 10000, rng.randint(0, 25000)))) / 10000
    return target, target * share


def formula(rng: Random) -> dict:
    word = rng.choice((None, "perka_bkn_1_2013", "pp_46_2011"))
    return {"rumus": word} if word else {}


def draw_aspect(rng: Random) -> dict:
    target, realised = amounts(rng)
    case = {"aspek": rng.choice(ASPECTS), "target": target, "realisasi": realised}
    return case | formula(rng)


def draw_plan(rng: Random) -> dict:
    items = []
    for _ in range(rng.randint(0, 4)):
        item = {"didukung_anggaran": rng.random() < 1 / 2}
        for name in ASPECTS if item["didukung_anggaran"] else ASPECTS[:3]:
            target, realised = amounts(rng)
            item[f"target_{name}"] = target or Decimal(rng.randint(0, 5))
            item[f"realisasi_{name}"] = realised
        items.append(item)
    case = {"items": items} | formula(rng)
    if rng.random() < 1 / 2:
        case["tugas_tambahan"] = rng.randint(0, 9)
    if rng.random() < 1 / 2:
        case["kreativitas"] = rng.choice(("pimpinan_unit", "ppk", "presiden"))
    return case


ORACLES = [
    ("perka_bkn_1_2013.nilai_aspek", draw_aspect, valued),
    ("perka_bkn_1_2013.nilai_skp", draw_plan, planned),
]


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_law(policy, draw, law, rng):
    """Every value is what the formulas give."""
    agree(policy, draw, law, rng=rng)


@pytest.mark.parametrize(("policy", "draw", "law"), ORACLES)
def test_the_pack_agrees_with_the_law_ten_thousand_times(policy, draw, law):
    """Every value of ten thousand random cases is what the formulas give."""
    agree_often(policy, draw, law)

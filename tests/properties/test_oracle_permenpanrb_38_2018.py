"""PermenPANRB 38/2018 against the tables of its four dimensions."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, half_up, hundredths

POLICY = "permenpanrb_38_2018.ip_asn"
EDUCATION = {"s3": 25, "s2": 20, "s1_d4": 15, "d3": 10, "d2_d1_slta": 5, "di_bawah_slta": 1}
PREDICATE = {"sangat_baik": 30, "baik": 25, "butuh_perbaikan": 15, "kurang": 10,
             "sangat_kurang": 5}  # fmt: skip
PENALTY = {"tidak_pernah": 5, "ringan": 3, "sedang": 2, "berat": 1}
CATEGORIES = (("sangat_tinggi", 91), ("tinggi", 81), ("sedang", 71), ("rendah", 61))


def measured(
    *,
    pendidikan,
    jenis_jabatan,
    diklat_teknis_jp,
    seminar,
    predikat_kinerja,
    hukuman_disiplin,
    diklat_kepemimpinan=False,
    diklat_fungsional=False,
    skala_kinerja="predikat",
    skala_disiplin="perbkn_8_2019",
    pembacaan_celah="batas_bawah",
):
    """Education, trainings of the post, predicate and penalty: a plain sum."""
    points = (Fraction(45, 2), Fraction(35, 2)) if jenis_jabatan == "pelaksana" else (15, 10)
    skill = 15 if diklat_kepemimpinan or diklat_fungsional else 0
    skill += points[0] if diklat_teknis_jp >= 20 else 0
    skill += points[1] if seminar else 0
    work = PREDICATE[predikat_kinerja]
    if skala_kinerja == "skala_angka":
        work = {"kurang": 5, "sangat_kurang": 1}.get(predikat_kinerja, work)
    penalty = PENALTY[hukuman_disiplin]
    if hukuman_disiplin == "berat" and skala_disiplin == "aplikasi":
        penalty = 0
    index = EDUCATION[pendidikan] + skill + work + penalty
    read = half_up(index) if pembacaan_celah == "bulatkan_di_celah" else index
    words = [word for word, least in CATEGORIES if read >= least]
    return {
        "kualifikasi": EDUCATION[pendidikan],
        "kompetensi": skill,
        "kinerja": work,
        "disiplin": penalty,
        "ip_asn": index,
        "kategori": words[0] if words else "sangat_rendah",
    }


def draw(rng: Random) -> dict:
    post = rng.choice(("jpt", "administrator", "pengawas", "jf", "pelaksana", "pelaksana"))
    case = {
        "pendidikan": rng.choice(sorted(EDUCATION)),
        "jenis_jabatan": post,
        "diklat_teknis_jp": max(hundredths(rng, 0, 60, (20,)), Decimal(0)),
        "seminar": rng.random() < 1 / 2,
        "predikat_kinerja": rng.choice(sorted(PREDICATE)),
        "hukuman_disiplin": rng.choice(sorted(PENALTY)),
    }
    if post != "pelaksana":
        own = "diklat_fungsional" if post == "jf" else "diklat_kepemimpinan"
        case[own] = rng.random() < 1 / 2
    if rng.random() < 1 / 3:
        case["skala_kinerja"] = rng.choice(("predikat", "skala_angka"))
    if rng.random() < 1 / 3:
        case["skala_disiplin"] = rng.choice(("perbkn_8_2019", "aplikasi"))
    if rng.random() < 1 / 3:
        case["pembacaan_celah"] = rng.choice(("batas_bawah", "bulatkan_di_celah"))
    return case


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_tables(rng):
    """Every dimension, the index and the category are what the tables give."""
    agree(POLICY, draw, measured, rng=rng)


def test_the_pack_agrees_with_the_tables_ten_thousand_times():
    """Ten thousand random people get what the tables give."""
    agree_often(POLICY, draw, measured)

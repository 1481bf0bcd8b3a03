"""PermenPANRB 3/2020 against the picture of its nine boxes."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, hundredths

POLICY = "permenpanrb_3_2020.kotak_talenta"
# Rows from high potential to low; columns from performance above expectation to below.
PICTURE = ((9, 8, 6), (7, 5, 3), (4, 2, 1))
ADVICE = {
    9: "promosi_dan_pertahankan",
    8: "pertahankan_rotasi_dan_bimbingan",
    7: "pertahankan_rotasi_dan_kembangkan",
    6: "tempatkan_sesuai_bimbingan_dan_konseling",
    5: "tempatkan_sesuai_bimbingan_dan_kembangkan",
    4: "rotasi_dan_kembangkan",
    3: "bimbingan_konseling_dan_kembangkan",
    2: "bimbingan_dan_kembangkan",
    1: "proses_sesuai_peraturan",
}
WORDS = {
    "kinerja": ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"),
    "potensi": ("tinggi", "menengah", "rendah"),
}


def place(case, axis):
    """Give 0, 1 or 2 from the best on; nothing where a score has not both cut-offs."""
    if axis in case:
        return WORDS[axis].index(case[axis])
    score, high, middle = (
        case.get(name)
        for name in (f"nilai_{axis}", f"batas_{axis}_tinggi", f"batas_{axis}_menengah")
    )
    if score is None or high is None or middle is None:
        return None
    return 0 if score >= high else 1 if score >= middle else 2


def boxed(**case):
    column, row = place(case, "kinerja"), place(case, "potensi")
    if column is None or row is None:
        return {"kotak": None, "saran": None}
    box = PICTURE[row][column]
    return {"kotak": box, "saran": ADVICE[box]}


def draw(rng: Random) -> dict:
    case = {}
    for axis, words in WORDS.items():
        if rng.random() < 1 / 2:
            case[axis] = rng.choice(words)
            continue
        case[f"nilai_{axis}"] = hundredths(rng, 0, 100, (61, 81))
        if rng.random() < 4 / 5:
            case |= {f"batas_{axis}_tinggi": 81, f"batas_{axis}_menengah": 61}
    return case


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_picture(rng):
    """Box and advice are those of the picture."""
    agree(POLICY, draw, boxed, rng=rng)


def test_the_pack_agrees_with_the_picture_ten_thousand_times():
    """Ten thousand random people stand in the box of the picture."""
    agree_often(POLICY, draw, boxed)

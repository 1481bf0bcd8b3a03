"""PP 94/2021 against art. 9, 10 and 11 as a list of days, one word a day."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

POLICY = "pp_94_2021.tidak_masuk_kerja"
DISMISSED = "pemberhentian_dengan_hormat_tidak_atas_permintaan_sendiri"
CUT = "pemotongan_tunjangan_kinerja_{}_bulan"
OLD = {
    6: "penundaan_kenaikan_gaji_berkala_1_tahun",
    9: "penundaan_kenaikan_pangkat_1_tahun",
    12: "penurunan_pangkat_1_tahun",
}
BY_DAY = [
    *["tidak_ada"] * 3,
    "teguran_lisan",
    *["teguran_tertulis"] * 3,
    *["pernyataan_tidak_puas_tertulis"] * 4,
    *[6] * 3,
    *[9] * 3,
    *[12] * 4,
    *["penurunan_jabatan_12_bulan"] * 4,
    *["pembebasan_jabatan_12_bulan"] * 3,
]


def punished(*, hari_tidak_masuk, hari_berturut_turut, jenis_sedang="pp_53_2010"):
    if hari_berturut_turut >= 10 or hari_tidak_masuk >= 28:
        return {"hukuman": DISMISSED}
    word = BY_DAY[hari_tidak_masuk]
    if isinstance(word, int):
        word = OLD[word] if jenis_sedang == "pp_53_2010" else CUT.format(word)
    return {"hukuman": word}


def draw(rng: Random) -> dict:
    case = {
        "hari_tidak_masuk": rng.choice((rng.randint(0, 30), rng.randint(0, 366))),
        "hari_berturut_turut": rng.choice((0, 1, 3, 8, 9, 10, 11, 40)),
    }
    if rng.random() < 2 / 3:
        case["jenis_sedang"] = rng.choice(("pp_53_2010", "pp_94_2021"))
    return case


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_list(rng):
    """The penalty is the word of the day."""
    agree(POLICY, draw, punished, rng=rng)


def test_the_pack_agrees_with_the_list_ten_thousand_times():
    """Ten thousand random absences meet the word of the day."""
    agree_often(POLICY, draw, punished)

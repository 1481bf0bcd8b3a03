"""What a profile may hold: the names of its figures, their words and their bounds."""

import attrs

from asn_kinerja.legal.terms import (
    DutyCondition,
    EmploymentStatus,
    OrganisationPredicate,
    PredikatKinerja,
    ResultRating,
)

__all__ = [
    "EDUCATIONS",
    "GRADES",
    "LINKS",
    "MEASURES",
    "RATES",
    "SETTINGS",
    "SHARES",
    "SPANS",
    "Limits",
]


@attrs.frozen
class Limits:
    """Bounds of a figure.

    Args:
        low: Least value.
        high: Greatest value.
        scale: Decimals, and so the step in which the figure is kept.
        spread: Whether a standard deviation stands beside it.
    """

    low: int
    high: int
    scale: int
    spread: bool = False


def _words(*words: object) -> tuple[str, ...]:
    return tuple(map(str, words))


EDUCATIONS = ("s3", "s2", "s1_d4", "d3", "d2_d1_slta", "di_bawah_slta")
GRADES = tuple(
    f"{group}_{room}"
    for group, rooms in (("i", "abcd"), ("ii", "abcd"), ("iii", "abcd"), ("iv", "abcde"))
    for room in rooms
)
_RATINGS = _words(*ResultRating)
SHARES = {
    "status": _words(EmploymentStatus.PNS, EmploymentStatus.CPNS, EmploymentStatus.PPPK),
    "jenis_kelamin": ("perempuan", "laki_laki"),
    "jenis_jabatan": ("jf", "pelaksana"),
    "pendidikan": EDUCATIONS,
    "pendidikan_pimpinan": EDUCATIONS,
    "kondisi": _words(*DutyCondition),
    "predikat_organisasi": _words(*OrganisationPredicate),
    "predikat_kinerja": _words(*PredikatKinerja),
    "rating_hasil_kerja": _RATINGS,
    "rating_perilaku_kerja": _RATINGS,
    "status_indikator": _RATINGS,
    "kompetensi": ("di_atas_standar", "sesuai_standar", "di_bawah_standar"),
    "hukuman_disiplin": ("tidak_pernah", "ringan", "sedang", "berat"),
}
SPANS = ("jp", "masa_kerja")  # shares of spans such as "0-19"
_RATE = Limits(0, 1, 4)
RATES = dict.fromkeys(
    (
        "diklat_fungsional", "diklat_kepemimpinan", "ide_baru", "konsisten", "kosong_jp",
        "kosong_kompetensi", "kosong_nilai", "kosong_rating", "mangkir", "masuk_tengah_tahun",
        "menjaga_nilai", "mutasi", "penilaian_360", "seminar", "tugas_belajar_gagal",
    ),
    _RATE,
)  # fmt: skip
MEASURES = {
    "nilai_skp": Limits(0, 120, 2, spread=True),
    "nilai_perilaku": Limits(0, 100, 2, spread=True),
    "kelonggaran": Limits(-3, 3, 2, spread=True),
}
LINKS = dict.fromkeys(("hasil_perilaku", "indikator", "kompetensi", "mutu_unit"), Limits(0, 1, 3))
SETTINGS = {
    "batas_sebagian_besar": Limits(0, 1, 2),
    "batas_sebagian_kecil": Limits(0, 1, 2),
    "batas_memenuhi_syarat": Limits(0, 200, 2),
    "batas_masih_memenuhi_syarat": Limits(0, 200, 2),
}

"""The words of closed lists as an office writes them, and the spellings that are understood."""

import difflib
from collections.abc import Iterable
from enum import StrEnum

from asn_kinerja.converters.workbook.parsing import refuse
from asn_kinerja.errors import InvalidWorkbook
from asn_kinerja.legal.terms import GolonganPppk, GolonganRuang

__all__ = ["print_word", "read_word", "squeeze", "unknown_word"]

# Printed forms that are more than the stored word with spaces and capitals.
_PRINTED = {
    "pns": "PNS", "cpns": "CPNS", "pppk": "PPPK", "pppk_paruh_waktu": "PPPK Paruh Waktu",
    "jpt_utama": "JPT Utama", "jpt_madya": "JPT Madya", "jpt_pratama": "JPT Pratama", "jf": "JF",
    "cltn": "CLTN", "mpp": "MPP", "plt": "Plt.", "plh": "Plh.",
    "s3": "S3", "s2": "S2", "s1_d4": "S1/D4", "d3": "D3", "d2_d1_slta": "D2/D1/SLTA",
    "di_bawah_slta": "Di Bawah SLTA", "sosial_kultural": "Sosial Kultural",
    "more_is_better": "Makin besar makin baik", "less_is_better": "Makin kecil makin baik",
    "range": "Rentang", "exact": "Tepat", "open": "Terbuka", "in_review": "Dalam Reviu",
    "closed": "Ditutup", "sealed": "Dikunci", "tanpa_hukuman": "Tanpa Hukuman Disiplin",
    "bukan_penentu": "Bukan Pejabat Penentu",
}  # fmt: skip
# Squeezed spellings in use, by stored word.
_ALSO = {
    "di_atas_ekspektasi": ("diatas", "diatasharapan", "melebihiekspektasi"),
    "sesuai_ekspektasi": ("sesuai", "sesuaiharapan"),
    "di_bawah_ekspektasi": ("dibawah", "dibawahharapan"),
    "jf": ("fungsional", "jabatanfungsional"),
    "jpt_pratama": ("jptp",),
    "pengawas": ("jabatanpengawas",),
    "administrator": ("jabatanadministrator",),
    "pelaksana": ("jabatanpelaksana",),
    "s1_d4": ("s1", "d4", "div", "s1div", "sarjana"),
    "s2": ("magister",),
    "s3": ("doktor",),
    "d3": ("diii",),
    "d2_d1_slta": ("d2", "d1", "dii", "di", "slta", "sma", "smk", "ma"),
    "di_bawah_slta": ("sltp", "smp", "sd"),
    "cltn": ("cutidiluartanggungannegara",),
    "mpp": ("masapersiapanpensiun",),
    "plt": ("pelaksanatugas",),
    "plh": ("pelaksanaharian",),
    "laki_laki": ("l",),
    "rekan_kerja": ("rekan", "sejawat"),
    "more_is_better": ("lebihbesarlebihbaik", "maksimal"),
    "less_is_better": ("lebihkecillebihbaik", "minimal"),
    "sosial_kultural": ("sosiokultural",),
    "nonklasikal": ("nonklasik",),
    "pppk": ("p3k",),
    "pppk_paruh_waktu": ("p3kparuhwaktu",),
}


def squeeze(text: str) -> str:
    """Keep only letters and digits, in lower case, so that spellings can be compared."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def print_word(word: StrEnum) -> str:
    """Write a word of a closed list as an office does.

    Args:
        word: The word.

    Returns:
        Its printed form, such as ``"Di Atas Ekspektasi"`` or ``"III/c"``.
    """
    if isinstance(word, GolonganRuang | GolonganPppk):
        return word.printed
    return _PRINTED.get(word.value) or word.value.replace("_", " ").title()


def read_word(text: str, words: Iterable[StrEnum]) -> StrEnum:
    """Find the word of a closed list that a text means.

    Args:
        text: What was typed.
        words: The list.

    Returns:
        The word whose stored, printed or known other spelling it is.

    Raises:
        InvalidWorkbook: If it is none of them; the nearest stand first in the cure.
    """
    listed = tuple(words)
    wanted = squeeze(text)
    for word in listed:
        if wanted in {squeeze(word.value), squeeze(print_word(word)), *_ALSO.get(word.value, ())}:
            return word
    raise unknown_word(text, [print_word(word) for word in listed])


def unknown_word(text: str, choices: list[str]) -> InvalidWorkbook:
    """Make the error of a word that is no choice, the nearest choices first."""

    def distance(choice: str) -> float:
        return -difflib.SequenceMatcher(None, squeeze(text), squeeze(choice)).ratio()

    return refuse("word_not_listed", text, cure="; ".join(sorted(choices, key=distance)))

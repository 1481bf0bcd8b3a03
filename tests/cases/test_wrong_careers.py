"""Ways in which published programs get careers, credit and conduct wrong; not so the packs."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry

REGISTRY = PolicyRegistry(PACKS)
CREDIT = "permenpanrb_1_2023.angka_kredit"
INDEX = "permenpanrb_38_2018.ip_asn"
MEDAL = "pp_35_2010.satyalancana"


def outputs(policy, **case):
    return REGISTRY.get(policy).evaluate(case).outputs


def test_sangat_kurang_is_worth_a_quarter():
    """The worst predicate still gives 25 per cent of the coefficient, not nothing."""
    case = {"predikat_kinerja": "sangat_kurang", "jenjang": "ahli_utama", "bulan": 12}
    assert outputs(CREDIT, **case)["angka_kredit"] == Fraction(25, 2) != 0


@pytest.mark.parametrize(
    ("level", "wrong", "right"),
    [("terampil", "3.75", 5), ("mahir", "7.5", "12.5"), ("penyelia", "12.5", 25)],
)
def test_the_coefficients_of_the_skilled_levels_are_not_moved_by_one(level, wrong, right):
    """One program gives each skilled level the coefficient of a lower one."""
    found = outputs(CREDIT, predikat_kinerja="baik", jenjang=level, bulan=12)["angka_kredit"]
    assert found == Fraction(right) != Fraction(wrong)


def test_credit_is_not_rounded():
    """Two months of Baik are 25/12, which a slide prints as 2,08; a year of them adds up."""
    two = outputs(CREDIT, predikat_kinerja="baik", jenjang="ahli_pertama", bulan=2)["angka_kredit"]
    assert two == Fraction(25, 12) != Decimal("2.08")
    assert 6 * two == Fraction(25, 2)


def test_the_swapped_names_of_a_slide_are_a_choice_and_not_the_rule():
    """Mahir in III/a needs 50 for a grade; the slide that swaps the names says 20."""
    case = {"angka_kredit_kumulatif": 0, "jenjang": "mahir"}
    policy = "permenpanrb_1_2023.kenaikan"
    assert outputs(policy, **case, golongan_ruang="iii_a")["kebutuhan_pangkat"] == 50
    slide = outputs(policy, **case, golongan_ruang="ii_b", susunan_jenjang="salindia_bkn")
    assert slide["kebutuhan_pangkat"] == 20


def test_a_foreign_training_is_refused_and_never_clipped():
    """Programs let a functional official tick all four trainings: 55, cut to 40."""
    ticked = {"diklat_kepemimpinan": True, "diklat_fungsional": True, "seminar": True}
    case = {
        "pendidikan": "s1_d4",
        "jenis_jabatan": "jf",
        "diklat_teknis_jp": 20,
        "predikat_kinerja": "baik",
        "hukuman_disiplin": "tidak_pernah",
        **ticked,
    }
    with pytest.raises(InvalidInput, match=r"PerBKN 8/2019 art. 8\(4\)"):
        outputs(INDEX, **case)
    del case["diklat_kepemimpinan"]
    assert outputs(INDEX, **case)["kompetensi"] == 40


def test_a_penalty_starts_the_count_again_and_does_not_end_it():
    """The article counts again after a penalty; "never again" is a local variant."""
    case = {
        "tmt_cpns": "2003-01-01",
        "tanggal_usul": "2024-01-01",
        "items": [{"tingkat": "sedang", "tanggal_selesai_dijalankan": "2010-12-01"}],
    }
    assert outputs(MEDAL, **case)["kelas"] == "x"
    assert outputs(MEDAL, **case, penghitungan="tidak_pernah")["kelas"] == "belum_memenuhi"


def test_ten_days_in_a_row_are_not_ten_days_in_the_year():
    """Ten days apart are a statement of dissatisfaction, ten in a row a dismissal."""
    policy = "pp_94_2021.tidak_masuk_kerja"
    apart = outputs(policy, hari_tidak_masuk=10, hari_berturut_turut=2)["hukuman"]
    assert apart == "pernyataan_tidak_puas_tertulis"
    together = outputs(policy, hari_tidak_masuk=10, hari_berturut_turut=10)["hukuman"]
    assert together.startswith("pemberhentian")


def test_the_older_word_cukup_is_taken_only_where_the_law_still_uses_it():
    """Credit and the allowance take `cukup` for Butuh Perbaikan; the index refuses it."""
    credit = outputs(CREDIT, predikat_kinerja="cukup", jenjang="ahli_muda", bulan=12)
    assert credit["angka_kredit"] == Fraction(75, 4)
    case = {"predikat_kinerja": "cukup", "tunjangan_kelas_jabatan": 5_000_000}
    assert outputs("permenlhk_6_2024.tunjangan", **case)["tunjangan"] == 4_500_000
    with pytest.raises(InvalidInput, match="cukup"):
        outputs(INDEX, predikat_kinerja="cukup")


def test_24_hours_of_a_pppk_are_a_ceiling_and_no_target():
    """A PPPK with 10 hours lacks nothing; one with 25 is over the ceiling."""
    policy = "pp_49_2018.jam_pelajaran"
    assert outputs(policy, jp=10) == {"melebihi": False}
    assert outputs(policy, jp=25) == {"melebihi": True}

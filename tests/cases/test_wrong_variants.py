"""Ways in which published programs get these rules wrong; none of them is what the packs give."""

from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry

REGISTRY = PolicyRegistry(PACKS)
TIME = "perka_bkn_1_2013.nilai_aspek"
INDICATOR = "permenpanrb_8_2021.nilai_indikator"
PLAN = "permenpanrb_8_2021.nilai_skp_ja_jf"
BRIDGE = "se_menpanrb_3_2021.konversi"
SHARES = "se_menpanrb_3_2023.pola_distribusi"


def outputs(policy, **case):
    return REGISTRY.get(policy).evaluate(case).outputs


@pytest.mark.parametrize(
    "misplaced",
    [
        lambda plain: 76 - plain - 100,
        lambda plain: 76 - (plain - 76),
        lambda plain: 76 - plain,
    ],
)
def test_the_hundred_is_taken_off_inside_the_bracket(misplaced):
    """Half of the planned time is worth 50, wherever else a program puts its -100."""
    found = outputs(TIME, aspek="waktu", target=12, realisasi=6)["nilai"]
    plain = (Fraction(176, 100) * 12 - 6) / 12 * 100
    assert found == 50
    assert found != misplaced(plain)


def test_a_float_takes_the_wrong_branch_at_24_per_cent():
    """9,12 of 12 months saves exactly 24 %; floats make it more and give 76 instead of 100."""
    as_float = 100 - 9.12 / 12 * 100
    assert as_float > 24
    exact = outputs(TIME, aspek="waktu", target=12, realisasi=Decimal("9.12"))
    assert exact["nilai"] == 100
    with pytest.raises(InvalidInput):
        outputs(TIME, aspek="waktu", target=12, realisasi=9.12)


def test_the_printed_113_is_not_copied():
    """92 of 80 to 90 is 102,2 per cent by the formula, and the conflict with the print is told."""
    case = {"target_min": 80, "target_maks": 90, "realisasi": 92, "jenis": "normal"}
    evaluation = REGISTRY.get(INDICATOR).evaluate(case)
    assert evaluation.outputs["capaian"] == Fraction(920, 9) != 113
    assert [conflict.id for conflict in evaluation.conflicts] == ["contoh_113"]


def test_cutting_a_per_cent_is_a_choice_and_not_the_rule():
    """87,5 per cent is worth 77,5; a program that cuts it gives 77."""
    case = {"target": 100, "realisasi": Decimal("87.5"), "jenis": "normal"}
    assert outputs(INDICATOR, **case)["nilai"] == Fraction(155, 2)
    assert outputs(INDICATOR, **case, pembacaan_celah="potong_semua")["nilai"] == 77


def test_points_give_another_category_than_counting():
    """Kurang with two Sangat Baik is Cukup; the sum of points makes it Baik."""
    item = {
        "jenis": "utama",
        "capaian_kuantitas": 70,
        "capaian_kualitas": 110,
        "capaian_waktu": 110,
    }
    assert outputs(PLAN, items=[item])["nilai"] == 80
    assert outputs(PLAN, items=[item], cara="poin")["nilai"] == 100


def test_the_best_line_of_the_bridge_has_no_jump():
    """99 becomes 118,9; a program that divides by 99 - 91 gives 120 there."""
    found = outputs(BRIDGE, nilai_semester_1=99)["nilai_konversi"]
    assert found == 110 + Fraction(10, 9) * 8
    assert found != 110 + Fraction(10, 8) * 8


def test_110_alone_is_not_sangat_baik():
    """Without a new idea the value 110 and all above are Baik."""
    case = {"nilai_skp": 120, "nilai_perilaku": 120, "penilaian_360": True, "ide_baru": False}
    assert outputs("pp_30_2019.nilai_kinerja", **case)["predikat_kinerja"] == "baik"


def test_buruk_is_a_word_of_one_regulation():
    """The worst name before July 2021 is Buruk, after it Sangat Kurang."""
    old = outputs("pp_46_2011.prestasi_kerja", nilai_skp=40, nilai_perilaku=40)
    case = {"nilai_skp": 40, "nilai_perilaku": 40, "penilaian_360": False, "ide_baru": False}
    new = outputs("pp_30_2019.nilai_kinerja", **case)
    assert (old["sebutan"], new["predikat_kinerja"]) == ("buruk", "sangat_kurang")


@pytest.mark.parametrize(
    ("organisation", "counts"),
    [("baik", (1, 8, 1, 0, 0)), ("baik", (3, 7, 0, 0, 0)), ("sangat_kurang", (1, 0, 1, 2, 6))],
)
def test_the_shares_of_the_circular_are_no_rule_of_the_regulation(organisation, counts):
    """What SE 3/2023 finds wrong, PermenPANRB 6/2022 lets pass, and the conflict is told."""
    names = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
    case = {"predikat_organisasi": organisation, **dict(zip(names, counts, strict=True))}
    circular = REGISTRY.get(SHARES).evaluate(case)
    assert circular.value is False
    assert "pola_6_2022" in {conflict.id for conflict in circular.conflicts}
    assert outputs("permenpanrb_6_2022.pola_distribusi", **case)["sesuai_pola"] is True


def test_a_predicate_is_no_number():
    """No pack averages predicates: a word where a value belongs is refused."""
    with pytest.raises(InvalidInput):
        outputs(BRIDGE, nilai_semester_1="baik")

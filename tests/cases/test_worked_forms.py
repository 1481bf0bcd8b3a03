"""The eight worked forms of PermenPANRB 6/2022, and what others get wrong about the matrix."""

import pytest

from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry

ABOVE, AS_EXPECTED, BELOW = "di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"
FORMS = [
    ("Direktur Jenderal III, pp. 188-194", AS_EXPECTED, ABOVE, "baik"),
    ("Direktur II, pp. 195-201", AS_EXPECTED, ABOVE, "baik"),
    ("Kasubdit II, pp. 202-208", AS_EXPECTED, BELOW, "butuh_perbaikan"),
    ("JF Teknik Tata Bangunan, pp. 209-214", ABOVE, AS_EXPECTED, "baik"),
    ("Kepala Dinas Kesehatan, pp. 215-220", AS_EXPECTED, AS_EXPECTED, "baik"),
    ("Kepala Puskesmas, pp. 221-226", AS_EXPECTED, ABOVE, "baik"),
    ("Bidan Penyelia, pp. 227-231", AS_EXPECTED, AS_EXPECTED, "baik"),
    ("Bidan tugas belajar, pp. 235-239", BELOW, AS_EXPECTED, "butuh_perbaikan"),
]
# Cells as three published functions give them; each is wrong.
WRONG = [
    (ABOVE, AS_EXPECTED, "sangat_baik"),
    (BELOW, BELOW, "butuh_perbaikan"),
    (AS_EXPECTED, BELOW, "butuh_perbaikan"),
    (BELOW, BELOW, "kurang"),
    (ABOVE, BELOW, "sangat_kurang"),
    (BELOW, AS_EXPECTED, "kurang"),
]


@pytest.fixture(scope="module")
def appraise():
    """Appraises by the matrix."""
    policy = PolicyRegistry(PACKS).get("permenpanrb_6_2022.predikat")

    def evaluate(results, behaviour):
        return policy.evaluate({"rating_hasil_kerja": results, "rating_perilaku_kerja": behaviour})

    return evaluate


@pytest.mark.parametrize(("who", "results", "behaviour", "printed"), FORMS)
def test_a_worked_form_gives_its_printed_predicate_or_its_conflict(
    appraise, who, results, behaviour, printed
):
    """A form gives what it prints; the one that contradicts the matrix shows the conflict."""
    evaluation = appraise(results, behaviour)
    told = evaluation.explanation.render("id")
    assert "PermenPANRB 6/2022 hlm. 99, 102-103" in told
    if evaluation.value == printed:
        assert evaluation.conflicts == ()
    else:
        assert who.startswith("Kasubdit II")
        assert evaluation.value == "kurang"
        assert [conflict.id for conflict in evaluation.conflicts] == ["formulir_3"]
        assert "hlm. 202-208 (contoh formulir Kasubdit II): Butuh Perbaikan" in told


@pytest.mark.parametrize(("results", "behaviour", "wrong"), WRONG)
def test_a_cell_that_others_get_wrong_is_right_here(appraise, results, behaviour, wrong):
    """The known wrong cells are not what the matrix gives."""
    assert appraise(results, behaviour).value != wrong


def test_a_wrong_reading_is_shown_among_the_alternatives(appraise):
    """The explanation lists the neighbouring cells, so that a reader can compare."""
    steps = appraise(AS_EXPECTED, BELOW).explanation.steps()
    matrix = next(step for step in steps if step.kind == "matrix")
    assert {one.result for one in matrix.alternatives} == {"kurang", "baik", "sangat_kurang"}

"""Coverage names the cells, bands, rows and edges that no worked case touches."""

from datetime import date
from pathlib import Path

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.case_frames import frame_failures
from asn_kinerja.scoring.case_search import draft_cases, find_inputs, write_cases
from asn_kinerja.scoring.cases import Case, read_cases
from asn_kinerja.scoring.coverage import Targets, cover
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Case as When
from asn_kinerja.scoring.nodes import Choose, Compare, Constant, Date

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"


@pytest.fixture(scope="module")
def workspace():
    """Knows the law packs."""
    with open_workspace() as opened:
        yield opened


@pytest.fixture(scope="module")
def scores(workspace):
    """A score, and bands of it."""
    return workspace.load_policy(EXAMPLES / "nilai_kinerja.toml")


def _case(policy, **inputs):
    return Case(id="uji", policy=policy.id, citation=Citation(text="uji"), inputs=inputs)


def _names(targets):
    return {str(target) for target in targets}


def test_edges_are_wanted_below_at_and_above(scores):
    """One unit below an edge, the edge and one unit above are three targets."""
    wanted = _names(cover(scores, []).untouched)
    assert {"predikat: 90 - 0.01", "predikat: 90", "predikat: 90 + 0.01"} <= wanted
    assert "predikat: 'baik'" in wanted


def test_a_case_touches_what_it_meets(scores):
    """The band and the edge that a case meets are touched; a refused case touches nothing."""
    touched = cover(scores, [_case(scores, skp=90, perilaku=90)]).touched
    assert _names(touched) == {"predikat: 'baik'", "predikat: 90"}
    assert cover(scores, [_case(scores, skp=900, perilaku=90)]).touched == ()


def test_cells_of_a_matrix_count_where_they_are_reached(workspace):
    """A cell behind a choice that was not taken is not touched."""
    policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    words = {"rating_hasil_kerja": "di_atas_ekspektasi",
             "rating_perilaku_kerja": "sesuai_ekspektasi"}  # fmt: skip
    cell = "kuadran: di_atas_ekspektasi x sesuai_ekspektasi"
    assert cell in _names(cover(policy, [_case(policy, **words)]).touched)
    failed = _case(policy, **words, tugas_belajar_gagal=True)
    assert cell not in _names(cover(policy, [failed]).touched)


@pytest.mark.parametrize(
    "policy",
    ["permenpanrb_6_2022.predikat", "pp_11_2017.jam_pelajaran", "pp_49_2018.jam_pelajaran"],
)
def test_what_is_missing_is_found(policy, workspace):
    """For every untouched target there are inputs that touch it."""
    rule = workspace.policies.get(policy)
    wanted = cover(rule, []).untouched
    found = find_inputs(rule, wanted)
    assert set(found) == set(wanted)
    targets = Targets(rule, as_of=None)
    assert all(target in targets.touched(inputs) for target, inputs in found.items())


def test_edges_of_computed_numbers_are_solved_for(scores):
    """The inputs that give a score at an edge are found, and on both sides of it."""
    wanted = cover(scores, []).untouched
    assert set(find_inputs(scores, wanted)) == set(wanted)


def test_written_cases_wait_for_a_person(scores, tmp_path):
    """They can be read, and fail until somebody says what is right."""
    wanted = cover(scores, []).untouched
    text = write_cases(scores, draft_cases(scores, find_inputs(scores, wanted)))
    path = tmp_path / "isi.toml"
    path.write_text(text, encoding="utf-8")
    cases = read_cases(path, regulation="pp_1_2020")
    assert cover(scores, cases).untouched == ()
    assert all(case.expected == {"predikat": "?"} for case in cases)
    assert "# sekarang / now: predikat = " in text


def test_cases_with_items_are_found_and_written(workspace, tmp_path):
    """Where a policy takes items, cases hold some, and what they touch can be read again."""
    policy = workspace.policies.get("permenpanrb_6_2022.usulan_rating")
    wanted = cover(policy, []).untouched
    found = find_inputs(policy, wanted)
    assert set(found) == set(wanted)
    path = tmp_path / "isi.toml"
    drafts = draft_cases(policy, found, taken=["isi-1"])
    path.write_text(write_cases(policy, drafts), encoding="utf-8")
    cases = read_cases(path, regulation="pp_1_2020")
    assert cases[0].id == "isi-2"
    assert cover(policy, cases).untouched == ()


def test_columns_agree_with_the_cases_of_every_pack(workspace):
    """The second interpreter gives what the first gives, in every worked case."""
    for pack in workspace.policies.packs():
        cases = read_cases(pack.cases, regulation=pack.name)
        assert frame_failures(cases, workspace.policies.get) == {}, pack.name


def test_the_days_that_a_rule_compares_are_tried(policy, spec):
    """A choice by a fixed day gets cases on both sides, also where the day lies far back."""
    edge = Compare(Date("masuk"), Constant(date(1994, 12, 31)), op="<=")
    rule = policy(
        node=Choose((When(when=edge, then="lama"),), "baru"),
        kind=Kind.WORD,
        inputs=(spec("masuk", Kind.DATE),),
        words=("lama", "baru"),
    )
    wanted = cover(rule, []).untouched
    assert len(wanted) == 2
    assert set(find_inputs(rule, wanted)) == set(wanted)

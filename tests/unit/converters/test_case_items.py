"""Items reach their case, or the row that holds them is named."""

import polars as pl
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.converters.score_rows import read_case, score_file
from asn_kinerja.errors import InvalidInput


@pytest.fixture(scope="module")
def policy():
    """A policy of the law packs that needs items."""
    with open_workspace() as opened:
        yield opened.policies.get("permenpanrb_6_2022.usulan_rating")


HEAD = "id,umpan_balik_positif,konsisten,menjaga_nilai,batas_sebagian_besar,batas_sebagian_kecil\n"
CASES = f"{HEAD}1,0.9,ya,ya,0.6,0.2\n2,0.9,ya,tidak,0.6,0.2\n"


@pytest.fixture
def score(policy, tmp_path):
    """Scores cases with items; both are texts of CSV files."""

    def run(cases, items=None, *, collect=False):
        source, target = tmp_path / "kas.csv", tmp_path / "hasil.csv"
        source.write_text(cases, encoding="utf-8")
        but = {}
        if items is not None:
            but = {"items": tmp_path / "but.csv"}
            but["items"].write_text(items, encoding="utf-8")
        return score_file(source, target, policy=policy, items=but, collect=collect)

    return run


def _faults(caught):
    return [(one.code, one.place) for one in caught.value.problems]


def test_items_of_no_case_are_refused(score):
    """An item whose key is blank or names no case is told, and not left out."""
    with pytest.raises(InvalidInput) as caught:
        score(
            CASES,
            "id,jenis,status\n1,utama,di_atas_ekspektasi\n9,utama,di_atas_ekspektasi\n"
            ",utama,sesuai_ekspektasi\n",
        )
    assert _faults(caught) == [
        ("item_without_case", "but.csv:3 id"),
        ("required", "but.csv:4 id"),
    ]


def test_a_policy_with_items_needs_their_file(policy, score, tmp_path):
    """Without a file of items nothing is scored, and nothing explained."""
    with pytest.raises(InvalidInput) as caught:
        score(CASES)
    assert _faults(caught) == [("items_file_missing", "kas.csv")]
    with pytest.raises(InvalidInput, match="--items"):
        read_case(read_case_table(tmp_path / "kas.csv"), 1, policy=policy)


def test_a_wrong_item_is_named_in_its_own_file(score):
    """A value that the policy refuses stands at the line of the item."""
    items = "id,jenis,status\n2,utama,sesuai_ekspektasi\n1,utama,\n1,utama,luar_biasa\n"
    with pytest.raises(InvalidInput) as caught:
        score(CASES, items)
    assert [place for _, place in _faults(caught)] == ["but.csv:4 status"]
    found = score(CASES, items, collect=True)
    assert [one.place for one in found.problems] == ["but.csv:4 status"]


def test_cases_without_the_key_are_told(policy, score, tmp_path):
    """Cases and items that no column joins are refused, when one case is asked for too."""
    with pytest.raises(InvalidInput) as caught:
        score(CASES.replace("id,", "nomor,", 1), "id,jenis,status\n")
    assert _faults(caught) == [("column_missing", "kas.csv")]
    tables = [read_case_table(tmp_path / name) for name in ("kas.csv", "but.csv")]
    with pytest.raises(InvalidInput, match="id"):
        read_case(tables[0], 1, policy=policy, items={"items": tables[1]})


def test_items_of_no_case_are_refused_in_parquet(policy, tmp_path):
    """The same holds for columns: a null key and an unknown one are named by their row."""
    cases, items = tmp_path / "kas.parquet", tmp_path / "but.parquet"
    pl.DataFrame({"id": ["1"], "umpan_balik_positif": [0.9], "konsisten": [True],
                  "menjaga_nilai": [True], "batas_sebagian_besar": [0.6],
                  "batas_sebagian_kecil": [0.2]}).write_parquet(cases)  # fmt: skip
    pl.DataFrame({"id": ["1", None, "9"], "jenis": ["utama"] * 3,
                  "status": ["sesuai_ekspektasi"] * 3}).write_parquet(items)  # fmt: skip
    target = tmp_path / "hasil.parquet"
    with pytest.raises(InvalidInput) as caught:
        score_file(cases, target, policy=policy, items={"items": items})
    assert _faults(caught) == [
        ("required", "but.parquet:2 id"),
        ("item_without_case", "but.parquet:3 id"),
    ]
    pl.read_parquet(items).head(1).write_parquet(items)
    assert score_file(cases, target, policy=policy, items={"items": items}).rows == 1
    pl.read_parquet(items).rename({"id": "nomor"}).write_parquet(items)
    with pytest.raises(InvalidInput) as caught:
        score_file(cases, target, policy=policy, items={"items": items})
    assert "key_missing" in {code for code, _ in _faults(caught)}


def test_cases_that_cannot_be_told_apart_are_refused_with_items(score):
    """A blank key and one that stands twice are named, each at its row; without items they stay."""
    with pytest.raises(InvalidInput) as caught:
        score(
            f"{CASES}1,0.9,ya,ya,0.6,0.2\n,0.9,ya,ya,0.6,0.2\n",
            "id,jenis,status\n1,utama,di_atas_ekspektasi\n",
        )
    assert _faults(caught) == [("case_twice", "kas.csv:4 id"), ("required", "kas.csv:5 id")]
    assert caught.value.problems[0].cure == "kas.csv:2 id"


def test_cases_that_cannot_be_told_apart_are_refused_in_parquet(policy, tmp_path):
    """The same holds for columns, whose rows are counted from one."""
    cases, items = tmp_path / "kas.parquet", tmp_path / "but.parquet"
    pl.DataFrame({"id": ["1", "2", "1", None, ""], "umpan_balik_positif": [0.9] * 5,
                  "konsisten": [True] * 5, "menjaga_nilai": [True] * 5,
                  "batas_sebagian_besar": [0.6] * 5,
                  "batas_sebagian_kecil": [0.2] * 5}).write_parquet(cases)  # fmt: skip
    pl.DataFrame({"id": ["1"], "jenis": ["utama"],
                  "status": ["sesuai_ekspektasi"]}).write_parquet(items)  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        score_file(cases, tmp_path / "hasil.parquet", policy=policy, items={"items": items})
    assert _faults(caught) == [
        ("required", "kas.parquet:4 id"),
        ("required", "kas.parquet:5 id"),
        ("case_twice", "kas.parquet:3 id"),
    ]


TWO_KINDS = """
id = "contoh.dua_butir"
title_id = "Jumlah"
title_en = "Sum"
purpose = "contoh"
governs_from = 2025-01-01
[regulation]
id = "contoh_1_2025"
title_id = "Contoh"
title_en = "Example"
in_force_from = 2025-01-01
citation = { article = "1" }
[inputs.target]
kind = "items"
title_id = "target"
title_en = "target"
optional = true
[inputs.target.fields.poin]
kind = "number"
title_id = "poin"
title_en = "points"
scale = 1
low = 0
high = 10
[inputs.inovasi]
kind = "items"
title_id = "inovasi"
title_en = "innovation"
[inputs.inovasi.fields.skor]
kind = "number"
title_id = "skor"
title_en = "score"
scale = 1
low = 0
high = 10
[steps.jumlah]
formula = "bulatkan(jumlah(target; poin) + jumlah(inovasi; skor); 1)"
citation = { article = "2" }
[outputs.jumlah]
title_id = "Jumlah"
title_en = "Sum"
main = true
"""


@pytest.fixture(params=["csv", "parquet"])
def two_kinds(request, tmp_path):
    """A policy with two kinds of items, its file of cases and its two files of items."""
    path = tmp_path / "dua.toml"
    path.write_text(TWO_KINDS, encoding="utf-8")
    frames = {
        "kas": {"id": ["a", "b"]},
        "tar": {"id": ["a", "a"], "poin": [1.5, 2.0]},
        "ino": {"id": ["b", "a"], "skor": [3.0, 4.0]},
    }
    files = []
    for name, columns in frames.items():
        files.append(tmp_path / f"{name}.{request.param}")
        frame = pl.DataFrame(columns)
        (frame.write_csv if request.param == "csv" else frame.write_parquet)(files[-1])
    with open_workspace() as opened:
        yield opened.load_policy(path), *files


def test_each_kind_of_items_has_its_file(two_kinds, tmp_path):
    """Two kinds come from two files; one that the policy needs is missed by its name.

    Without a row the items that may be missing are missing, from rows as from columns.
    """
    policy, cases, targets, innovations = two_kinds
    target = tmp_path / f"hasil{cases.suffix}"
    files = {"target": targets, "inovasi": innovations}
    assert score_file(cases, target, policy=policy, items=files).rows == 2
    read = pl.read_csv if cases.suffix == ".csv" else pl.read_parquet
    assert read(target)["jumlah"].to_list() == [7.5, None]
    with pytest.raises(InvalidInput, match="inovasi"):
        score_file(cases, target, policy=policy, items={"target": targets})
    with pytest.raises(InvalidInput) as caught:
        score_file(cases, target, policy=policy, items={**files, "lain": targets})
    (problem,) = caught.value.problems
    assert (problem.value, problem.cure) == ("lain", "target, inovasi")

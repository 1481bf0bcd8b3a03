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
        but = None
        if items is not None:
            but = tmp_path / "but.csv"
            but.write_text(items, encoding="utf-8")
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
        read_case(tables[0], 1, policy=policy, items=tables[1])


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
        score_file(cases, target, policy=policy, items=items)
    assert _faults(caught) == [
        ("required", "but.parquet:2 id"),
        ("item_without_case", "but.parquet:3 id"),
    ]
    pl.read_parquet(items).head(1).write_parquet(items)
    assert score_file(cases, target, policy=policy, items=items).rows == 1
    pl.read_parquet(items).rename({"id": "nomor"}).write_parquet(items)
    with pytest.raises(InvalidInput) as caught:
        score_file(cases, target, policy=policy, items=items)
    assert "key_missing" in {code for code, _ in _faults(caught)}

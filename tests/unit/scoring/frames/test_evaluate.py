"""What `evaluate_frame` gives: a frame of the same kind with results and a status."""

from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.frames.evaluate import evaluate_policies

NEW = ["nilai", "pita", "sama", "bulan", "asn_status"]


def test_results_stand_beside_the_columns_that_came(policy, frame):
    """All columns are kept in order; outputs and the status follow."""
    found = policy.evaluate_frame(frame)
    assert found.columns == [*frame.columns, *NEW]
    assert found.select(frame.columns).equals(frame)
    assert found.select(NEW).rows() == [
        (85.5, "tinggi", True, 11, 0),
        (3.33, "rendah", False, 0, 0),
        (None, None, True, None, 1),
    ]


def test_the_frame_that_came_is_not_changed(policy, frame):
    """A caller's frame stays as it was."""
    pandas, arrow = frame.to_pandas(), frame.to_arrow()
    policy.evaluate_frame(pandas)
    policy.evaluate_frame(arrow)
    assert list(pandas.columns) == frame.columns
    assert arrow.column_names == frame.columns


def test_a_row_is_what_one_case_gives(policy, frame):
    """Each row equals `evaluate` of its values."""
    for row in policy.evaluate_frame(frame).rows(named=True):
        case = {name: row[name] for name in ("jumlah", "golongan", "istimewa", "mulai")}
        case["skor"] = None if row["skor"] is None else str(row["skor"])
        outputs = policy.evaluate(case).outputs
        assert {name: row[name] for name in outputs} == {
            name: float(value) if name == "nilai" and value is not None else value
            for name, value in outputs.items()
        }


def test_an_index_of_pandas_is_kept(policy, frame):
    """Labels of rows stay with their rows."""
    pandas = frame.to_pandas().set_index("nama")
    found = policy.evaluate_frame(pandas)
    assert isinstance(found, pd.DataFrame)
    assert list(found.index) == ["satu", "dua", "tiga"]
    assert found["nilai"].tolist()[:2] == [85.5, 3.33]


def test_pandas_gets_the_family_of_its_columns(policy, frame):
    """Results are numpy, nullable or Arrow columns as the columns that came."""
    plain = policy.evaluate_frame(frame.to_pandas())
    arrow = policy.evaluate_frame(frame.to_pandas(use_pyarrow_extension_array=True))
    nullable = policy.evaluate_frame(
        frame.to_pandas().astype({"skor": "Float64", "jumlah": "Int64", "istimewa": "boolean"})
    )
    assert str(plain["nilai"].dtype) == "float64"
    assert str(nullable["nilai"].dtype) == "Float64"
    assert str(arrow["nilai"].dtype) == "double[pyarrow]"
    assert nullable["sama"].tolist() == plain["sama"].tolist() == arrow["sama"].tolist()


def test_an_arrow_table_comes_back(policy, frame):
    """A pyarrow table gains columns of plain Arrow types."""
    found = policy.evaluate_frame(frame.to_arrow())
    assert isinstance(found, pa.Table)
    assert found.schema.field("pita").type == pa.string()
    assert found.column("nilai").to_pylist() == [85.5, 3.33, None]


def test_lazy_frames_stay_lazy(policy, frame):
    """A lazy frame and a relation are not computed before they are asked."""
    assert isinstance(policy.evaluate_frame(frame.lazy()), pl.LazyFrame)
    relation = duckdb.from_arrow(frame.to_arrow())
    found = policy.evaluate_frame(relation)
    assert isinstance(found, duckdb.DuckDBPyRelation)
    assert found.columns == [*frame.columns, *NEW]


def test_an_empty_frame_gives_an_empty_frame(policy, frame):
    """No row in, no row out, with all columns."""
    for empty in (frame.head(0), frame.head(0).to_arrow(), frame.head(0).to_pandas()):
        found = policy.evaluate_frame(empty)
        assert len(found) == 0
        assert "asn_status" in list(getattr(found, "column_names", found.columns))


def test_a_column_of_nulls_is_missing_everywhere(policy, frame):
    """A column without a type holds missing values."""
    found = policy.evaluate_frame(frame.with_columns(skor=None))
    assert found["nilai"].to_list() == [None] * 3
    assert found["asn_status"].to_list() == [1] * 3


def test_decimals_and_whole_numbers_are_taken(policy, frame):
    """A number may come as a decimal or a whole number as well as a float."""
    exact = frame.with_columns(pl.col("skor").cast(pl.Decimal(10, 2)))
    assert policy.evaluate_frame(exact)["nilai"].to_list() == [85.5, 3.33, None]
    whole = frame.with_columns(skor=pl.Series([80, 10, None]))
    assert policy.evaluate_frame(whole)["nilai"].to_list() == [85.0, 3.33, None]


def test_midnights_are_dates(policy, frame):
    """Pandas knows no dates: a time at midnight is one."""
    times = frame.with_columns(pl.col("mulai").cast(pl.Datetime("us")))
    assert policy.evaluate_frame(times)["bulan"].to_list() == [11, 0, None]


def test_items_join_by_key_in_any_order(long_policy, cases, items):
    """Items are gathered by key; a case without any has an empty list."""
    found = long_policy.evaluate_frame(cases, items=items.sample(fraction=1, shuffle=True, seed=3))
    assert found["skor"].to_list() == [92.0, 1.5]
    assert found["utama"].to_list() == [2, 0]


def test_items_may_be_columns(long_policy, cases):
    """Wide items give the same: a case has the items of which any column has a value."""
    wide = cases.with_columns(
        pl.Series("items[0].capaian", [1.05, None]),
        pl.Series("items[0].bobot", [50, None], dtype=pl.Int64),
        pl.Series("items[0].jenis", ["utama", None]),
        pl.Series("items[1].capaian", [0.5, None]),
        pl.Series("items[1].bobot", [30, None], dtype=pl.Int64),
        pl.Series("items[1].jenis", ["tambahan", None]),
    )
    found = long_policy.evaluate_frame(wide)
    assert found["skor"].to_list() == [68.0, 1.5]
    assert found["utama"].to_list() == [1, 0]


def test_the_key_may_have_another_name(long_policy, cases, items):
    """`key` names the column that joins."""
    found = long_policy.evaluate_frame(
        cases.rename({"id": "nip"}), items={"items": items.rename({"id": "nip"})}, key="nip"
    )
    assert found["skor"].to_list() == [92.0, 1.5]


def test_several_policies_share_a_run(policy, frame, make_policy):
    """Each policy has its own columns and status; a row that one refuses, another may take."""
    bad = frame.with_columns(golongan=pl.Series(["a", "zzz", "b"]))
    narrow = make_policy(
        policy.inputs[:2], [("nilai", policy.main.kind, policy.main.node.terms[0])]
    )
    found = evaluate_policies({"a_": policy, "b_": narrow}, bad, problems="collect")
    assert found["a_asn_status"].to_list() == [0, 2, 1]
    assert found["b_asn_status"].to_list() == [0, 0, 1]
    assert found["a_nilai"].to_list() == [85.5, None, None]
    assert found["b_nilai"].to_list() == [80.5, 3.33, None]


def test_a_day_is_needed_only_where_values_changed(policy, frame):
    """A policy without dated values takes any day."""
    found = policy.evaluate_frame(frame, as_of=date(2024, 1, 1))
    assert found.equals(policy.evaluate_frame(frame))


def test_a_misspelt_choice_is_refused(policy, frame):
    """`problems` is one of two words."""
    with pytest.raises(InvalidInput, match="raise, collect"):
        policy.evaluate_frame(frame, problems="ignore")

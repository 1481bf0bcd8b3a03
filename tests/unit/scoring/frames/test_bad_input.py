"""Bad frames: every problem at once, with row and column."""

from decimal import Decimal

import duckdb
import narwhals
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.frames.settle import MOST_PROBLEMS


def _problems(call):
    with pytest.raises(InvalidInput) as caught:
        call()
    return {(problem.place, problem.code) for problem in caught.value.problems}


BAD_VALUES = {
    "NaN": ("skor", float("nan"), "not_finite"),
    "infinity": ("skor", float("inf"), "not_finite"),
    "minus infinity": ("skor", float("-inf"), "not_finite"),
    "below": ("skor", -0.01, "out_of_bounds"),
    "above": ("skor", 100.01, "out_of_bounds"),
    "too fine": ("skor", 0.125, "too_many_decimals"),
    "a sum of floats": ("skor", 0.1 + 0.2, "too_many_decimals"),
    "a huge count": ("jumlah", 2**62, "out_of_bounds"),
    "a negative count": ("jumlah", -1, "out_of_bounds"),
    "an unknown word": ("golongan", "c", "unknown_word"),
    "what the law refuses": ("jumlah", 10, "refused_by_rule"),
}


@pytest.mark.parametrize("case", BAD_VALUES)
@pytest.mark.parametrize("kind", ["polars", "lazy", "pyarrow", "duckdb"])
def test_a_bad_value_is_named_by_row_and_column(policy, frame, case, kind):
    """The error names the key of the row and the column, on every engine."""
    column, value, code = BAD_VALUES[case]
    values = frame[column].to_list()
    values[1] = value
    bad = frame.with_columns(pl.Series(column, values))
    native = {
        "polars": lambda: bad,
        "lazy": bad.lazy,
        "pyarrow": bad.to_arrow,
        "duckdb": lambda: duckdb.from_arrow(bad.to_arrow()),
    }[kind]()
    found = _problems(lambda: policy.settle(policy.evaluate_frame(native)))
    assert found == {(f"frame[y].{column}", code)}


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_decimal_of_pandas_that_is_no_number_is_refused(policy, frame, value):
    """A `Decimal` without a value is a problem of its row; only what is absent is missing."""
    bad = frame.to_pandas()
    scores = [Decimal("80.5"), Decimal(value), None, *bad["skor"].astype(str).map(Decimal)[3:]]
    bad["skor"] = pd.Series(scores, dtype=object)
    assert _problems(lambda: policy.evaluate_frame(bad)) == {("frame[y].skor", "not_finite")}
    found = policy.evaluate_frame(bad, problems="collect")
    assert list(found["asn_status"][:3]) == [0, 2, 1]


def test_a_decimal_finer_than_floats_is_not_rounded_for_its_neighbour(policy, frame):
    """A column that can be written neither as decimals nor as floats is refused."""
    bad = frame.to_pandas()
    bad["skor"] = pd.Series([Decimal("NaN"), Decimal("0." + "1" * 30)] * 9, dtype=object)[
        : len(bad)
    ]
    assert _problems(lambda: policy.evaluate_frame(bad)) == {("skor", "column_kind")}


@pytest.mark.parametrize("case", BAD_VALUES)
def test_the_other_rows_are_scored_when_asked(policy, frame, case):
    """With problems collected, a bad row has the problem bit alone and no results."""
    column, value, _ = BAD_VALUES[case]
    values = frame[column].to_list()
    values[1] = value
    found = policy.evaluate_frame(frame.with_columns(pl.Series(column, values)), problems="collect")
    assert found["asn_status"].to_list() == [0, 2, 1]
    assert found["nilai"].to_list() == [85.5, None, None]
    assert found["pita"].to_list() == ["tinggi", None, None]


def test_all_problems_come_at_once(policy, frame):
    """Problems of several rows and columns are in one error."""
    bad = frame.with_columns(skor=pl.Series([1.001, 200.0, None]), golongan=pl.lit("q"))
    found = _problems(lambda: policy.evaluate_frame(bad))
    assert found == {
        ("frame[x].skor", "too_many_decimals"),
        ("frame[y].skor", "out_of_bounds"),
        *((f"frame[{key}].golongan", "unknown_word") for key in "xyz"),
    }


def test_three_bad_rows_among_many_are_found(policy, frame):
    """A large frame with three bad rows says which three."""
    many = pl.concat([frame.head(1)] * 60_000).with_columns(id=pl.int_range(60_000))
    rows = {17, 31_000, 59_999}
    bad = many.with_columns(
        skor=pl.when(pl.col("id").is_in(list(rows))).then(-1.0).otherwise(pl.col("skor"))
    )
    found = _problems(lambda: policy.evaluate_frame(bad))
    assert found == {(f"frame[{row}].skor", "out_of_bounds") for row in rows}


def test_an_error_lists_what_can_be_read(policy, frame):
    """More problems than anybody reads are counted."""
    many = pl.concat([frame.head(1)] * 5000).with_columns(id=pl.int_range(5000), skor=-1.0)
    with pytest.raises(InvalidInput) as caught:
        policy.evaluate_frame(many)
    problems = caught.value.problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "more_problems"
    assert problems[-1].value == str(5000 - MOST_PROBLEMS)


BAD_COLUMNS = {
    "text for a number": ("skor", pl.lit("80"), "column_kind"),
    "a narrow float": ("skor", pl.lit(80.5, pl.Float32), "column_kind"),
    "a number for a word": ("golongan", pl.lit(1), "column_kind"),
    "a number for a flag": ("istimewa", pl.lit(1), "column_kind"),
    "text for a date": ("mulai", pl.lit("2024-01-31"), "column_kind"),
    "a list": ("skor", pl.lit([1.0]), "column_kind"),
}


@pytest.mark.parametrize("case", BAD_COLUMNS)
def test_a_column_of_the_wrong_kind_is_refused(policy, frame, case):
    """The kind of a column is judged before any row."""
    column, value, code = BAD_COLUMNS[case]
    bad = frame.with_columns(value.alias(column))
    assert _problems(lambda: policy.evaluate_frame(bad)) == {(column, code)}


def test_missing_columns_are_all_named(policy, frame):
    """Every column that the policy needs and the frame lacks is in the error."""
    found = _problems(lambda: policy.evaluate_frame(frame.select("id", "skor")))
    names = ("jumlah", "golongan", "istimewa", "mulai")
    assert found == {(name, "input_column_missing") for name in names}


def test_a_lazy_frame_never_raises(policy, frame):
    """A lazy frame that cannot be computed is refused row by row; settling says why."""
    found = policy.evaluate_frame(frame.drop("skor").lazy())
    assert found.collect()["asn_status"].to_list() == [2, 2, 2]
    assert _problems(lambda: policy.settle(found)) == {("skor", "input_column_missing")}


def test_a_column_in_the_way_of_a_result_is_refused(policy, frame):
    """A result never overwrites a column, of an eager or a lazy frame."""
    bad = frame.with_columns(pita=pl.lit("emas"))
    assert _problems(lambda: policy.evaluate_frame(bad)) == {("pita", "output_taken")}
    lazy = policy.evaluate_frame(bad.lazy())
    assert lazy.collect()["pita"].to_list() == ["emas"] * 3
    assert _problems(lambda: policy.settle(lazy)) == {("frame", "output_taken")}


def test_a_frame_is_evaluated_once(policy, frame):
    """The status of an earlier run is in the way too."""
    found = _problems(lambda: policy.evaluate_frame(policy.evaluate_frame(frame)))
    assert ("asn_status", "output_taken") in found


def test_settling_needs_an_evaluated_frame(policy, frame):
    """A frame without results cannot be finished."""
    assert _problems(lambda: policy.settle(frame)) == {("frame", "not_evaluated")}


def test_a_finer_decimal_is_not_rounded(policy, frame):
    """A decimal with more places than the scale is a problem, however many it has."""
    fine = pl.Series([Decimal("1.00000000000000000001"), Decimal("1.50"), None])
    found = _problems(lambda: policy.evaluate_frame(frame.with_columns(skor=fine)))
    assert found == {("frame[x].skor", "too_many_decimals")}


def test_a_time_of_day_is_no_date(policy, frame):
    """A time after midnight is refused."""
    times = pl.Series(["2024-01-31T00:00", "2024-01-31T08:00", None]).str.to_datetime()
    found = _problems(lambda: policy.evaluate_frame(frame.with_columns(mulai=times)))
    assert found == {("frame[y].mulai", "wrong_type")}


@pytest.mark.parametrize("time", ["23:59:59", "22:59:47", "00:00:00.000001"])
def test_no_time_of_day_is_taken_for_midnight(policy, frame, time):
    """Hours, minutes, seconds and their parts are looked at one by one."""
    times = pl.Series([f"2024-01-31T{time}", None, None]).str.to_datetime(time_unit="us")
    late = frame.with_columns(mulai=times)
    for kind in (late, late.to_pandas(), late.to_arrow()):
        found = _problems(lambda kind=kind: policy.evaluate_frame(kind))
        assert found == {("frame[x].mulai", "wrong_type")}


def test_a_column_called_as_a_pattern_is_kept(policy, frame):
    """A lazy frame keeps what is not read, whatever it is called, and in its order."""
    odd = frame.with_columns(pl.lit(1).alias("*"), pl.lit("a").alias("^x.*$"))
    assert policy.evaluate_frame(odd.lazy()).collect().equals(policy.evaluate_frame(odd))


@pytest.mark.parametrize("name", ["*", 'a"b', "select", "a b;", "x.y", "COLUMNS(*)"])
def test_a_column_of_duckdb_may_have_any_name(policy, frame, name):
    """A relation keeps a column whose name means something in SQL."""
    came = duckdb.from_arrow(frame.with_columns(pl.lit(1).alias(name)).to_arrow())
    settled = policy.settle(policy.evaluate_frame(came))
    assert settled.columns[: len(came.columns)] == came.columns
    assert settled.select(came.columns[0]).fetchall() == came.select(came.columns[0]).fetchall()
    assert pl.from_arrow(settled.to_arrow_table()).get_column(name).to_list() == [1] * len(frame)


def test_items_of_duckdb_may_have_a_column_of_any_name(long_policy, cases, items):
    """What is not read of the items does no harm, whatever it is called."""
    odd = (found.with_columns(pl.lit(1).alias("*")).to_arrow() for found in (cases, items))
    rows, more = map(duckdb.from_arrow, odd)
    scored = long_policy.evaluate_frame(rows, items=more)
    wanted = long_policy.evaluate_frame(cases, items=items).sort("id")
    assert pl.from_arrow(scored.to_arrow_table()).sort("id").select(wanted.columns).equals(wanted)


def test_what_is_no_frame_is_refused(policy):
    """A list, a dict or an array is no frame."""
    for thing in ([1, 2], {"skor": [1]}, np.zeros(3), None):
        assert _problems(lambda thing=thing: policy.evaluate_frame(thing)) == {
            ("frame", "frame_kind")
        }


def test_a_frame_that_is_wrapped_is_named_by_its_library(policy, frame):
    """There are many classes of the name DataFrame."""
    with pytest.raises(InvalidInput, match=r"a narwhals\.DataFrame is no frame"):
        policy.evaluate_frame(narwhals.from_native(frame))


ARROW_TYPES = {
    "256 bits": pa.array([Decimal("80.5")], pa.decimal256(50, 2)),
    "rounded to hundreds": pa.array([Decimal(8000)], pa.decimal128(9, -2)),
    "run-ends": pa.RunEndEncodedArray.from_arrays([1], pa.array([80.5])),
    "a union": pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([80.5])]),
    "an interval": pa.array([(1, 2, 3)], pa.month_day_nano_interval()),
}


@pytest.mark.parametrize("name", ARROW_TYPES)
@pytest.mark.parametrize("kind", ["pyarrow", "pandas"])
def test_a_column_of_arrow_that_has_no_counterpart_is_refused(policy, frame, name, kind):
    """The column is named, whatever the library below says of its type."""
    table = frame.head(1).to_arrow()
    table = table.set_column(table.column_names.index("skor"), "skor", ARROW_TYPES[name])
    bad = table if kind == "pyarrow" else table.to_pandas(types_mapper=pd.ArrowDtype)
    assert _problems(lambda: policy.evaluate_frame(bad)) == {("skor", "column_kind")}


def test_a_column_twice_is_refused(policy, frame):
    """Pandas allows two columns of one name; a rule cannot choose."""
    pandas = frame.to_pandas()
    twice = pd.concat([pandas, pandas[["skor"]]], axis=1)
    assert _problems(lambda: policy.evaluate_frame(twice)) == {("frame.skor", "column_twice")}


def test_mixed_values_of_pandas_are_refused(policy, frame):
    """A column of objects of several kinds has no type."""
    mixed = frame.to_pandas().astype({"golongan": object})
    mixed.loc[0, "golongan"] = 7
    assert _problems(lambda: policy.evaluate_frame(mixed)) == {("golongan", "column_kind")}


def test_items_are_needed(long_policy, cases):
    """A policy over items says when none came."""
    found = _problems(lambda: long_policy.evaluate_frame(cases))
    assert found == {("items", "items_missing")}


def test_a_bad_item_is_named(long_policy, cases, items):
    """The place names the case, the number of the item and its field."""
    bad = items.with_columns(bobot=pl.Series([50, 101, 20]), jenis=pl.Series(["utama", "x", None]))
    found = _problems(lambda: long_policy.evaluate_frame(cases, items=bad))
    assert found == {
        ("frame[1].items[1].bobot", "out_of_bounds"),
        ("frame[1].items[1].jenis", "unknown_word"),
    }


BAD_ITEMS = {
    "no key among the cases": (("id", None), {("frame", "key_missing")}),
    "no key among the items": ((None, "id"), {("items", "key_missing")}),
    "no column of a field": ((None, "bobot"), {("items.bobot", "input_column_missing")}),
}


@pytest.mark.parametrize("case", BAD_ITEMS)
def test_a_lost_column_of_items_is_named(long_policy, cases, items, case):
    """Keys and fields are looked for in both frames."""
    (of_cases, of_items), wanted = BAD_ITEMS[case]
    cases = cases.drop(of_cases) if of_cases else cases
    items = items.drop(of_items) if of_items else items
    assert _problems(lambda: long_policy.evaluate_frame(cases, items=items)) == wanted


def test_keys_of_two_kinds_are_refused(long_policy, cases, items):
    """Text does not join whole numbers."""
    text = items.with_columns(pl.col("id").cast(pl.String))
    found = _problems(lambda: long_policy.evaluate_frame(cases, items=text))
    assert found == {("items.id", "key_kinds")}


def test_a_case_without_key_is_refused(long_policy, cases, items):
    """Items cannot be found for a case whose key is missing."""
    lost = cases.with_columns(id=pl.Series([1, None]))
    found = _problems(lambda: long_policy.evaluate_frame(lost, items=items))
    assert found == {("frame[1].id", "required")}
    rest = long_policy.evaluate_frame(lost, items=items, problems="collect")
    assert rest["asn_status"].to_list() == [0, 2]


def test_items_come_once_and_under_a_known_name(policy, frame, long_policy, cases, items):
    """Unknown names, items twice and items for nobody are refused."""
    found = _problems(lambda: long_policy.evaluate_frame(cases, items={"butir": items}))
    assert found == {("butir", "unknown_key")}
    assert _problems(lambda: policy.evaluate_frame(frame, items=items)) == {
        ("items", "items_unasked")
    }
    both = cases.with_columns(
        pl.lit(1.0).alias("items[0].capaian"),
        pl.lit(1).alias("items[0].bobot"),
        pl.lit("utama").alias("items[0].jenis"),
    )
    assert _problems(lambda: long_policy.evaluate_frame(both, items=items)) == {
        ("items", "items_twice")
    }


def test_items_of_another_engine_are_refused(long_policy, cases, items):
    """Items must be where the cases are."""
    relation = duckdb.from_arrow(cases.to_arrow())
    found = _problems(lambda: long_policy.evaluate_frame(relation, items=items))
    assert found == {("items", "frame_kind")}


@pytest.mark.parametrize("kind", ["polars", "lazy", "pandas", "pyarrow", "duckdb"])
@pytest.mark.parametrize("text", [False, True])
def test_items_that_count_for_nobody_are_told(long_policy, cases, items, kind, text):
    """An item without key, and one whose case is not there, is told and not dropped."""
    lost = pl.concat([items.with_columns(id=pl.Series([7, None, 7])), items])
    if text:
        cases, lost = (one.with_columns(pl.col("id").cast(pl.String)) for one in (cases, lost))
    give = {
        "polars": lambda one: one,
        "lazy": lambda one: one.lazy(),
        "pandas": lambda one: one.to_pandas(use_pyarrow_extension_array=True),
        "pyarrow": lambda one: one.to_arrow(),
        "duckdb": lambda one: duckdb.from_arrow(one.to_arrow()),
    }[kind]

    def score():
        scored = long_policy.evaluate_frame(give(cases), items=give(lost))
        return long_policy.settle(scored, give(lost))

    with pytest.raises(InvalidInput) as caught:
        score()
    null, stray = caught.value.problems
    assert (null.code, null.place) == ("required", "items[1].id")
    assert (stray.code, stray.place, stray.value) == ("items_without_case", "items.id", "7")
    assert "keep only the items whose id" in str(stray.to_do())


def test_only_some_stray_keys_are_named(long_policy, cases, items):
    """Of many keys that no case has, five are named and all are counted."""
    keys = (pl.lit(number, pl.Int64) for number in range(1, 11))
    many = pl.concat([items.with_columns(id=key) for key in keys])
    with pytest.raises(InvalidInput) as caught:
        long_policy.evaluate_frame(cases, items=many)
    assert caught.value.problems[0].value == "3, 4, 5, 6, 7, … (8)"


def test_stray_items_keep_nobody_from_being_scored_when_asked(long_policy, cases, items):
    """With problems collected, the cases that are there are scored from their own items."""
    keys = (pl.col("id"), pl.lit(7, pl.Int64), pl.lit(None, pl.Int64))
    more = pl.concat([items.with_columns(id=key) for key in keys])
    found = long_policy.evaluate_frame(cases, items=more, problems="collect")
    assert found.equals(long_policy.evaluate_frame(cases, items=items))

"""Rows that cannot be joined are named where they stand in their file."""

import polars as pl
import pytest
import xlsxwriter

from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.case_keys import check_keys
from asn_kinerja.errors import InvalidInput


@pytest.fixture
def faults(tmp_path):
    """Gives code, place, value and cure of what is told of files that are there."""

    def check(cases, items, key="id"):
        paths = {"": tmp_path / cases, "butir": tmp_path / items}
        frames = {name: read_case_frame(path, specs=()) for name, path in paths.items()}
        with pytest.raises(InvalidInput) as caught:
            check_keys(frames.pop(""), frames, key=key, paths=paths)
        return [(one.code, one.place, one.value, one.cure) for one in caught.value.problems]

    return check


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path, faults):
    """Blank lines, and line breaks in cells, count."""
    (tmp_path / "k.csv").write_text('x,id\n\n"a\nb",1\n\n2,1\n3,\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,x\na,1\n\nzz,2\n,3\n1,4\n", encoding="utf-8")
    assert faults("k.csv", "b.csv") == [
        ("required", "k.csv:7 id", "", ""),
        ("case_twice", "k.csv:6 id", "1", "k.csv:3 id"),
        ("item_without_case", "b.csv:2 id", "a", "k.csv"),
        ("item_without_case", "b.csv:4 id", "zz", "k.csv"),
        ("required", "b.csv:5 id", "", ""),
    ]


def test_cells_of_a_sheet_are_named(tmp_path, faults):
    """Blank rows of a sheet count, and columns have letters."""
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        page = book.add_worksheet("Butir")
        for row, cells in enumerate([("x", "id"), ("1", "a"), (), ("2", "zz")]):
            page.write_row(row, 0, cells)
    (tmp_path / "k.csv").write_text("id,x\na,1\n", encoding="utf-8")
    assert faults("k.csv", "b.xlsx") == [("item_without_case", "Butir!B4", "zz", "k.csv")]


@pytest.mark.parametrize("key", ["first", "blank", "asn_row", "literal", "len", "a.b"])
def test_the_key_may_have_any_name(tmp_path, faults, key):
    """No name of a column stands in the way; rows of Parquet count from 1."""
    pl.DataFrame({key: ["a", "b", "a", None]}).write_parquet(tmp_path / "k.parquet")
    pl.DataFrame({key: ["b", "zz", None]}).write_parquet(tmp_path / "b.parquet")
    assert faults("k.parquet", "b.parquet", key) == [
        ("required", f"k.parquet:4 {key}", "", ""),
        ("case_twice", f"k.parquet:3 {key}", "a", f"k.parquet:1 {key}"),
        ("item_without_case", f"b.parquet:2 {key}", "zz", "k.parquet"),
        ("required", f"b.parquet:3 {key}", "", ""),
    ]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt8, pl.Float64])
def test_keys_may_be_numbers(tmp_path, faults, dtype):
    """A number names a case as a text does."""
    pl.DataFrame({"id": [1, 2, 2]}).cast(dtype).write_parquet(tmp_path / "k.parquet")
    pl.DataFrame({"id": [2, 3]}).cast(dtype).write_parquet(tmp_path / "b.parquet")
    found = faults("k.parquet", "b.parquet")
    assert [(code, place) for code, place, _, _ in found] == [
        ("case_twice", "k.parquet:3 id"),
        ("item_without_case", "b.parquet:2 id"),
    ]

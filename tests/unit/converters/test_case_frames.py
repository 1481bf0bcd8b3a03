"""Files of cases read into columns."""

from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.score_files import read_case_table, write_case_table
from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind


def _spec(name, kind, **more):
    return InputSpec(name=name, kind=kind, title=Wording(name, name), **more)


SPECS = (
    _spec("nilai", Kind.NUMBER),
    _spec("aktif", Kind.FLAG),
    _spec("mulai", Kind.DATE),
    _spec("items", Kind.ITEMS, fields=(_spec("skor", Kind.NUMBER),)),
)


def test_a_csv_file_with_decimal_commas_gives_columns_of_the_declared_kinds(tmp_path):
    """Numbers, flags and days are typed, blanks are null, other columns stay text."""
    file = tmp_path / "k.csv"
    file.write_text(
        "id;nilai;aktif;mulai;items[0].skor;unit\n"
        "007;88,5;Ya;2025-01-31;3;A\n"
        "008;;tidak;31/01/2025;;\n",
        encoding="utf-8",
    )
    frame = read_case_frame(file, specs=SPECS)
    assert frame.to_dict(as_series=False) == {
        "id": ["007", "008"],
        "nilai": [88.5, None],
        "aktif": [True, False],
        "mulai": [date(2025, 1, 31)] * 2,
        "items[0].skor": [3.0, None],
        "unit": ["A", None],
    }


def test_a_sheet_and_a_parquet_file_give_the_same_values(tmp_path):
    """What a workbook and a Parquet file hold comes back."""
    write_case_table(tmp_path / "k.xlsx", ["id", "nilai"], rows=[["a", 88], ["b", 70]])
    sheet = read_case_frame(tmp_path / "k.xlsx", specs=SPECS)
    sheet.write_parquet(tmp_path / "k.parquet")
    assert sheet["nilai"].to_list() == [88.0, 70.0]
    assert read_case_frame(tmp_path / "k.parquet", specs=SPECS).equals(sheet)


def test_every_bad_cell_is_named_with_its_line(tmp_path):
    """A word for a number, for a flag and for a day are three problems at once."""
    file = tmp_path / "k.csv"
    file.write_text("nilai,aktif,mulai\nbaik,mungkin,kemarin\n1,ya,2025-01-01\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_case_frame(file, specs=SPECS)
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("number_needed", "k.csv:2 nilai"),
        ("word_not_listed", "k.csv:2 aktif"),
        ("calendar_day_needed", "k.csv:2 mulai"),
    ]


CELLS = {
    "nilai": "1.234;1.234,5;1 234;88,5;88.50;-0,25;+7;1,2345;1e3;nan;0.123;١٢;1234567890123456789",
    "banyak": "3;3,0;3,5;1.234;-1;1.000.000;12345678901234567",
    "aktif": "Ya;YA;t;0;mungkin;\u200bya",
    "mulai": "2025-01-31;31-12-2025;31.12.2025;31/12/2025;31 Desember 2025;2025-1-2;2025-02-30;"
    "1899-01-01;2101-01-01;2025-01-31 10:00;kemarin",
    "kata": "baik;\u200bbaik;ba\x01ik;199001012015011001;dua  kata;é",
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_is_read_as_scoring_reads_it(tmp_path, name):
    """The same value, or the same problem at the same cell, whatever way people write it."""
    kinds = (Kind.NUMBER, Kind.COUNT, Kind.FLAG, Kind.DATE, Kind.WORD)
    spec = _spec(name, dict(zip(CELLS, kinds, strict=True))[name])
    refused = 0
    for cell in CELLS[name].split(";"):
        file = tmp_path / "k.csv"
        file.write_text(f"{name};id\n{cell};a\n", encoding="utf-8")
        values, problems = read_case_table(file).inputs(0, [spec])
        if problems:
            refused += 1
            with pytest.raises(InvalidInput) as caught:
                read_case_frame(file, specs=[spec])
            assert list(caught.value.problems) == problems
        else:
            value = values[name]
            wanted = float(value) if isinstance(value, Decimal) else value
            assert read_case_frame(file, specs=[spec])[name].to_list() == [wanted]
    assert refused


def test_plain_and_other_cells_of_one_column_stay_in_their_rows(tmp_path):
    """Cells read at once and cells read one by one stand where they stood."""
    file = tmp_path / "k.csv"
    file.write_text("nilai;mulai\n1;\n1.234,5;31-12-2025\n;2025-01-01\n2,5;1 Mei 2025\n")
    assert read_case_frame(file, specs=SPECS).to_dict(as_series=False) == {
        "nilai": [1.0, 1234.5, None, 2.5],
        "mulai": [None, date(2025, 12, 31), date(2025, 1, 1), date(2025, 5, 1)],
    }


def test_cells_of_a_sheet_keep_their_kind(tmp_path):
    """A number of a sheet is never taken for text with a dot between thousands."""
    rows = [[1.234, True, date(2025, 1, 31)], [Decimal("0.00001"), False, date(2025, 2, 28)]]
    write_case_table(tmp_path / "k.xlsx", ["nilai", "aktif", "mulai"], rows=rows)
    assert read_case_frame(tmp_path / "k.xlsx", specs=SPECS).to_dict(as_series=False) == {
        "nilai": [1.234, 0.00001],
        "aktif": [True, False],
        "mulai": [date(2025, 1, 31), date(2025, 2, 28)],
    }


def test_ten_bad_cells_of_a_column_are_named(tmp_path):
    """A column that holds no numbers at all gives ten problems, the first ones."""
    file = tmp_path / "k.csv"
    file.write_text("nilai\n" + "x\n" * 30)
    with pytest.raises(InvalidInput) as caught:
        read_case_frame(file, specs=SPECS)
    places = [one.place for one in caught.value.problems]
    assert places == [f"k.csv:{line} nilai" for line in range(2, 12)]


@pytest.mark.parametrize("name", ["k.parquet", "k.csv", "k.xlsx"])
def test_a_file_that_is_not_there_is_refused(tmp_path, name):
    """The message names the file."""
    with pytest.raises(InvalidInput, match=name):
        read_case_frame(tmp_path / name, specs=SPECS)


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    """Text under the ending of Parquet is no frame."""
    (tmp_path / "k.parquet").write_text("bukan", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"k\.parquet"):
        read_case_frame(tmp_path / "k.parquet", specs=SPECS)

"""Files of cases read into columns."""

from datetime import date

import pytest

from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.score_files import write_case_table
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
        ("number_expected", "k.csv:2 nilai"),
        ("word_not_listed", "k.csv:2 aktif"),
        ("wrong_type", "k.csv:2 mulai"),
    ]


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

"""The workbook holds the tables, numbers as numbers, and no formula."""

from zipfile import ZipFile

import attrs
import pytest
from python_calamine import CalamineWorkbook

from asn_kinerja.records.people import Employee
from asn_kinerja.reports.sheets import make_sheets
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.workbook import write_report_workbook
from asn_kinerja.reports.year import build_year


@pytest.fixture
def written(year, tmp_path):
    """The workbook of the small office."""
    path = tmp_path / "laporan.xlsx"
    write_report_workbook(year, path)
    return path


def test_each_table_is_a_sheet(year, written):
    """Sheets bear Indonesian names and hold their headings and rows."""
    book = CalamineWorkbook.from_path(str(written))
    sheets = make_sheets(year, words=Words("id"))
    assert len(book.sheet_names) == len(sheets) == 13
    for name, sheet in zip(book.sheet_names, sheets, strict=True):
        rows = book.get_sheet_by_name(name).to_python()
        assert tuple(rows[0]) == sheet.headings
        assert len(rows) == len(sheet.rows) + 1


def test_numbers_are_numbers(written):
    """Money, indices and shares can be computed with."""
    book = CalamineWorkbook.from_path(str(written))
    fund = book.get_sheet_by_name("Dana").to_python()[1]
    assert fund[1:] == [12_500_000, 6_000_000, 4_500_000, 0.36]
    satisfaction = book.get_sheet_by_name("SKM").to_python()
    assert satisfaction[-1] == ["Seluruh unit", 80.12, 64, 82.22, 64]


def test_a_nip_stays_text(written):
    """A NIP keeps its eighteen digits."""
    people = CalamineWorkbook.from_path(str(written)).get_sheet_by_name("Pegawai").to_python()
    assert all(isinstance(row[0], str) and len(row[0]) == 18 for row in people[1:])


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.com"])
def test_a_cell_that_looks_like_a_formula_is_text(records, programme, tmp_path, start):
    """What begins as a formula does is written as text, never as formula or link."""
    path = tmp_path / "laporan.xlsx"
    records[Employee][5] = attrs.evolve(records[Employee][5], name=f"{start} Fadli")
    write_report_workbook(build_year(records, programme=programme), path)
    people = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Pegawai").to_python()
    assert f"{start} Fadli" in {row[1] for row in people}
    with ZipFile(path) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "/sheet" in name]
        styles = archive.read("xl/styles.xml").decode()
    assert not [text for text in sheets if "<f>" in text or "<hyperlink" in text]
    assert ('quotePrefix="1"' in styles) is not start.startswith("http")


def test_no_sheet_speaks_of_counselling(written):
    """The workbook holds no need of counselling."""
    book = CalamineWorkbook.from_path(str(written))
    cells = {
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert not [cell for cell in cells if "onseling" in cell or "rahasia-11" in cell]


def test_the_same_year_gives_the_same_bytes(year, tmp_path):
    """Writing twice gives the same file."""
    for name in ("a.xlsx", "b.xlsx"):
        write_report_workbook(year, tmp_path / name, lang="en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_empty_year_can_be_written(empty, tmp_path):
    """A year without records gives a workbook with headings."""
    path = tmp_path / "laporan.xlsx"
    write_report_workbook(empty, path)
    assert len(CalamineWorkbook.from_path(str(path)).sheet_names) == 13

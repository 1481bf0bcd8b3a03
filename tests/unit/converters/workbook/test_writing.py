import tomllib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

import asn_kinerja
from asn_kinerja.converters.batch import RecordBatch
from asn_kinerja.converters.workbook.description import column_letters
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS, find_sheet
from asn_kinerja.converters.workbook.template import write_template
from asn_kinerja.converters.workbook.word_cells import WordCell
from asn_kinerja.converters.workbook.words import print_word, read_word
from asn_kinerja.converters.workbook.writing import write_workbook
from asn_kinerja.population import sample_path
from asn_kinerja.records.organisation import Unit


def test_the_sample_comes_back_the_same(tmp_path):
    """What is written is read back equal, record by record."""
    batch = read_workbook(sample_path())
    write_workbook(tmp_path / "b.xlsx", batch)
    assert read_workbook(tmp_path / "b.xlsx") == batch


def test_the_same_records_give_the_same_file(tmp_path):
    """Nothing in the file tells when it was written."""
    batch = read_workbook(sample_path())
    write_workbook(tmp_path / "a.xlsx", batch)
    write_workbook(tmp_path / "b.xlsx", batch)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_example_row_of_a_sheet_comes_back(example, sheet, tmp_path):
    """The example is valid, and written and read again it is the same."""
    batch = read_workbook(example.save())
    write_workbook(tmp_path / "b.xlsx", batch)
    assert read_workbook(tmp_path / "b.xlsx") == batch
    (values,) = sheet.rows(batch)
    filled = {name: value for name, value in values.items() if value not in {None, "", ()}}
    assert {name: filled.get(name) for name in sheet.example()} == sheet.example()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_template_imports_as_nothing(tmp_path, lang):
    """Example rows are marked and passed over."""
    write_template(tmp_path / "t.xlsx", lang=lang)
    assert len(read_workbook(tmp_path / "t.xlsx")) == 0


def test_typing_over_an_example_is_noticed(example):
    """A row that is no longer the example, but still marked, is never dropped in silence."""
    example.put("Unit Kerja!F2", "Contoh")
    assert "unknown_reference" in {code for code, _ in example.found()}
    example.put("Unit Kerja!B2", "Kecamatan Sungguhan")
    assert ("marked_as_example", "Unit Kerja!F2") in example.found()


def test_the_template_has_notes_lists_and_frozen_headings(tmp_path):
    """Every heading has a note, closed lists a drop-down, every sheet a frozen heading."""
    write_template(tmp_path / "t.xlsx", lang="en")
    columns = sum(len(sheet.all_columns) for sheet in SHEETS)
    lists = sum(bool(column.cell.choices) for sheet in SHEETS for column in sheet.columns)
    with ZipFile(tmp_path / "t.xlsx") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()
                 if name.endswith(".xml")}  # fmt: skip
    pages = [text for name, text in texts.items() if name.startswith("xl/worksheets/sheet")]
    notes = [text for name, text in texts.items() if name.startswith("xl/comments")]
    assert sum(text.count("<comment ") for text in notes) == columns
    assert sum(text.count("<dataValidation ") for text in pages) == lists
    assert sum('state="frozen"' in text for text in pages) == len(SHEETS)
    assert any("Required." in text for text in notes)


@pytest.mark.parametrize("sign", ["=1+1", "+62", "-5", "@SUM(A1)", "https://example.org", "0012"])
def test_text_stays_text(tmp_path, sign):
    """A name that looks like a formula, a link or a number is written as it is."""
    batch = RecordBatch([Unit(id="KEC", name=sign)])
    write_workbook(tmp_path / "b.xlsx", batch)
    (unit,) = read_workbook(tmp_path / "b.xlsx").of(Unit)
    assert unit.name == sign
    page = CalamineWorkbook.from_path(tmp_path / "b.xlsx").get_sheet_by_name("Unit Kerja")
    assert page.to_python()[1][1] == sign
    with ZipFile(tmp_path / "b.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_printed_words_are_read_back():
    """Each word of each closed list is understood as it is printed and as it is stored."""
    lists = {
        words
        for sheet in SHEETS
        for column in sheet.columns
        if isinstance(column.cell, WordCell)
        for words in column.cell.lists
    }
    assert len(lists) > 20
    for words in lists:
        for word in words:
            assert read_word(print_word(word), words) is word
            assert read_word(word.value, words) is word


def test_every_column_has_a_heading_of_its_own():
    """Headings of a sheet differ, and so do names of sheets, without regard to case."""
    names = [sheet.name.casefold() for sheet in SHEETS]
    assert len(set(names)) == len(names)
    for sheet in SHEETS:
        headings = [column.heading.casefold() for column in sheet.all_columns]
        assert len(set(headings)) == len(headings)


def test_links_name_sheets_and_fields_that_there_are():
    """A link leads from described fields to the key of a described sheet."""
    for sheet in SHEETS:
        fields = {column.field for column in sheet.columns}
        assert set(sheet.key) <= fields
        for link in sheet.links:
            assert set(link.fields) <= fields
            assert {len(find_sheet(target).key) for target in link.targets} == {len(link.fields)}


def test_notes_are_in_both_languages():
    """A note in one language has its other."""
    for sheet in SHEETS:
        assert sheet.note.id
        assert sheet.note.en
        for column in sheet.columns:
            assert bool(column.note.id) == bool(column.note.en)
            assert bool(column.cell.hint.id) == bool(column.cell.hint.en)


def test_every_problem_of_the_workbook_has_its_texts():
    """Codes that are made in `refuse` are in both files of texts."""
    folder = Path(asn_kinerja.__file__).parent
    known = tomllib.loads((folder / "_texts" / "id.toml").read_text(encoding="utf-8"))
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (folder / "converters" / "workbook").rglob("*.py")
    )
    codes = {part.split('"')[1] for part in sources.split("refuse(")[1:] if part.startswith('"')}
    assert codes
    assert codes <= set(known)


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path):
    """Into an open file as into a path; a folder that is missing leaves nothing behind."""
    made = BytesIO()
    write_template(made)
    write_template(tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").read_bytes() == made.getvalue()
    with pytest.raises(FileNotFoundError):
        write_workbook(tmp_path / "tiada" / "b.xlsx", RecordBatch([]))
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_columns_are_named_beyond_z():
    """The lists of choices may be more than there are letters."""
    names = [column_letters(position) for position in (0, 25, 26, 51, 52, 701, 702)]
    assert names == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]

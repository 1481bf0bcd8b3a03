"""A sheet becomes a decision table and comes back; what is wrong with it has a cell."""

from fractions import Fraction

import pytest
import xlsxwriter

from asn_kinerja import open_workspace
from asn_kinerja.converters.decision_sheets import read_decision_table, write_decision_tables
from asn_kinerja.errors import InvalidInput, InvalidPolicy
from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.decision_table import DecisionTable, decision_tables
from asn_kinerja.scoring.nodes import Add, Band, Cell, Input, LookupRow, Multiply

POLICY = """
id = "uji.lembar"
title_id = "uji"
purpose = "uji"
governs_from = 2025-01-01
[regulation]
id = "pp_1_2025"
title_id = "uji"
in_force_from = 2025-01-01
citation = { article = "1" }
[inputs.nilai]
kind = "number"
title_id = "nilai"
scale = 0
low = 0
high = 100
[steps.predikat]
sheet = "tabel.xlsx#predikat"
citation = "Lampiran"
[outputs.predikat]
title_id = "predikat"
"""


@pytest.fixture
def sheet(tmp_path):
    """Writes rows as the sheet `predikat` of `tabel.xlsx`."""

    def make(*rows):
        path = tmp_path / "tabel.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            page = book.add_worksheet("predikat")
            for line, row in enumerate(rows):
                page.write_row(line, 0, row)
        return path

    return make


def test_edges_make_bands(sheet):
    """Headings with a sign are edges; a blank one is open; rows may be cited."""
    table = read_decision_table(
        sheet(
            ("nilai >=", "nilai <", "predikat", "pasal"),
            (90, "", "baik", "5"),
            ("76,5", 90, "cukup", ""),
            ("", "", "", ""),
            ("", 76.5, "kurang", ""),
        )
    )
    half = Fraction(153, 2)
    assert table.form == "bands"
    assert table.conditions == ("nilai",)
    assert table.bands == (
        Band(result="baik", lower=90),
        Band(result="cukup", lower=half, upper=90),
        Band(result="kurang", upper=half),
    )
    assert table.bands[0].citation == Citation(article="5")
    assert table.places == ("predikat!A2", "predikat!A3", "predikat!A5")
    assert table.place(table.bands[2]) == "predikat!A5"


@pytest.mark.parametrize(
    "rows",
    [
        (("hasil", "perilaku", "predikat"), ("x", "p", "satu"), ("x", "q", "dua")),
        (("hasil \\ perilaku", "p", "q"), ("x", "satu", "dua")),
    ],
)
def test_two_words_make_a_matrix(rows, sheet):
    """A matrix stands there as a row for each pair, or as a grid."""
    table = read_decision_table(sheet(*rows))
    assert table.form == "matrix"
    assert table.conditions == ("hasil", "perilaku")
    assert table.cells == (
        Cell(row="x", column="p", result="satu"),
        Cell(row="x", column="q", result="dua"),
    )


def test_one_value_makes_a_lookup(sheet):
    """A column without a sign is looked up as it is."""
    table = read_decision_table(sheet(("mutu", "nilai"), ("a", 4), ("b", 3)))
    assert table.rows == (LookupRow(when="a", result=4), LookupRow(when="b", result=3))


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ((("nilai", "nilai >=", "hasil"), (1, 2, 3)), "sheet_shape", "predikat!A1"),
        ((("a", "b", "c", "hasil"), (1, 2, 3, 4)), "sheet_shape", "predikat!A1"),
        ((("nilai >=", "hasil"),), "sheet_shape", "predikat!A1"),
        ((("nilai >=", "hasil"), (1, "")), "required_cell", "predikat!B2"),
        ((("nilai >=", "hasil"), ("", "x")), "required_cell", "predikat!A2"),
        ((("nilai >=", "hasil"), ("banyak", "x")), "number_needed", "predikat!A2"),
        ((("nilai >=", "nilai >", "hasil"), (1, 1, "x")), "edge_twice", "predikat!B2"),
        ((("a", "hasil"), ("", "x")), "required_cell", "predikat!A2"),
    ],
)
def test_a_sheet_that_is_no_table_says_where(rows, code, place, sheet):
    """Headings and cells that make no table are told with their address."""
    with pytest.raises(InvalidPolicy) as caught:
        read_decision_table(sheet(*rows))
    assert (code, place) in {(one.code, one.place) for one in caught.value.problems}


def test_an_unknown_sheet_is_refused(sheet):
    """The message names the sheets that there are."""
    with pytest.raises(InvalidPolicy, match="predikat"):
        read_decision_table(sheet(("a", "b"), ("x", 1)), sheet="Predikat 2")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (((0, 60, "kurang"), (70, "", "baik")), ("band_gap", "predikat!A3")),
        (((0, 80, "kurang"), (70, "", "baik")), ("band_overlap", "predikat!A3")),
        (((0, 70, "kurang"), (70, "", "baik"), (-20, 0, "x")), ("row_unreachable", "predikat!A4")),
    ],
)
def test_holes_are_told_at_their_cells(rows, found, sheet, tmp_path):
    """Gaps, overlaps and rows out of reach name the row of the sheet."""
    sheet(("nilai >=", "nilai <", "predikat"), *rows)
    (tmp_path / "uji.toml").write_text(POLICY, encoding="utf-8")
    with open_workspace() as workspace, pytest.raises(InvalidInput) as caught:
        workspace.load_policy(tmp_path / "uji.toml")
    assert found in {(one.code, one.place) for one in caught.value.problems}


def test_a_doubled_row_names_the_first(sheet, tmp_path):
    """A row for what an earlier one decides is told at its cell."""
    sheet(("nilai", "predikat"), (1, "a"), (2, "b"), (1, "c"))
    (tmp_path / "uji.toml").write_text(POLICY, encoding="utf-8")
    with open_workspace() as workspace, pytest.raises(InvalidInput) as caught:
        workspace.load_policy(tmp_path / "uji.toml")
    problem = next(one for one in caught.value.problems if one.code == "duplicate_row")
    assert (problem.place, problem.cure) == ("predikat!A4", "predikat!A2")


@pytest.mark.parametrize("name", ["../tabel.xlsx#a", "/tabel.xlsx#a", "#a"])
def test_a_sheet_lies_beside_its_policy(name, tmp_path):
    """A policy file reads no spreadsheet elsewhere."""
    text = POLICY.replace("tabel.xlsx#predikat", name)
    (tmp_path / "uji.toml").write_text(text, encoding="utf-8")
    with open_workspace() as workspace, pytest.raises(InvalidInput) as caught:
        workspace.load_policy(tmp_path / "uji.toml")
    assert caught.value.problems[0].code == "file_outside"


@pytest.mark.parametrize("policy", ["permenpanrb_6_2022.predikat", "permenpanrb_14_2017.ikm"])
def test_a_table_of_a_pack_comes_back(policy, tmp_path):
    """What is written is read as it was, edges by legal values included."""
    with open_workspace() as workspace:
        tables = decision_tables(workspace.policies.get(policy))
    assert tables
    sheets = write_decision_tables(tmp_path / "t.xlsx", tables)
    for sheet, table in zip(sheets, tables.values(), strict=True):
        back = read_decision_table(tmp_path / "t.xlsx", sheet=sheet)
        assert (back.form, back.conditions) == (table.form, table.conditions)
        assert (back.bands, back.cells, back.rows) == (table.bands, table.cells, table.rows)


def test_tables_with_long_or_forbidden_names_each_get_a_sheet(tmp_path):
    """Names alike in their first 31 letters or in case, or that no tab takes, all come back."""
    long = "nilai_perilaku_kerja_pejabat_pimpinan_tinggi"
    names = [long, f"{long}_pratama", long.upper(), "pola: 1/2", "History"]
    tables = {
        name: DecisionTable(
            form="lookup", conditions=("a",), rows=(LookupRow(when=number, result=name),)
        )
        for number, name in enumerate(names)
    }
    sheets = write_decision_tables(tmp_path / "t.xlsx", tables)
    for sheet, table in zip(sheets, tables.values(), strict=True):
        assert read_decision_table(tmp_path / "t.xlsx", sheet=sheet).rows == table.rows


def test_thirds_come_back_exactly(tmp_path):
    """A number that no decimal writes stands there as a fraction."""
    third = DecisionTable(form="bands", conditions=("a",), bands=(
        Band(result="x", lower=Fraction(1, 3)), Band(result="y", upper=Fraction(1, 3))
    ))  # fmt: skip
    write_decision_tables(tmp_path / "t.xlsx", {"t": third})
    assert read_decision_table(tmp_path / "t.xlsx").bands == third.bands


def test_a_computed_result_stays_in_the_file(tmp_path):
    """A table that computes what it gives is not written as a sheet."""
    table = DecisionTable(
        form="bands",
        conditions=("a",),
        bands=(Band(result=Add((Input("a"), Multiply((2, 3))))),),
    )
    with pytest.raises(InvalidPolicy) as caught:
        write_decision_tables(tmp_path / "t.xlsx", {"t": table})
    assert caught.value.problems[0].code == "table_not_fixed"
    assert not (tmp_path / "t.xlsx").exists()

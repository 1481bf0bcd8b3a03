"""A file of cases is scored exactly, or every bad cell is named."""

import csv
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import attrs
import polars as pl
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.converters.case_sheets import read_case_sheet
from asn_kinerja.converters.score_files import read_case_table, write_case_table
from asn_kinerja.converters.score_rows import read_case, score_file
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.cases import run_cases

EXAMPLES = Path(__file__).parents[3] / "examples" / "policies"
HEAD = "id;nama;skp;perilaku\n"


@pytest.fixture(scope="module")
def workspace():
    """Knows the law packs."""
    with open_workspace() as opened:
        yield opened


@pytest.fixture(scope="module")
def policy(workspace):
    """Two numbers to a score and a predicate."""
    return workspace.load_policy(EXAMPLES / "nilai_kinerja.toml")


@pytest.fixture
def file(tmp_path):
    """Writes a text as a CSV file."""

    def make(text, name="kasus.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def _rows(path):
    text = path.read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), delimiter=";" if ";" in text else ","))


def test_rows_are_scored_in_their_own_style(policy, file, tmp_path):
    """Other columns stay; decimals keep their comma; what is missing stays missing."""
    source = file(f"{HEAD}1;Aminah;110,5;92\n2;Bonar;;90\n\n3;Citra;89,99;89.98\n")
    found = score_file(source, tmp_path / "hasil.csv", policy=policy)
    assert (found.rows, found.missing, found.problems) == (3, 1, ())
    assert _rows(tmp_path / "hasil.csv") == [
        ["id", "nama", "skp", "perilaku", "predikat", "nilai", "asn_status"],
        ["1", "Aminah", "110,5", "92", "baik", "104,95", "0"],
        ["2", "Bonar", "", "90", "", "", "1"],
        ["3", "Citra", "89,99", "89.98", "cukup", "89,99", "0"],
    ]


def test_every_bad_cell_is_named_at_once(policy, file, tmp_path):
    """Nothing is written while a cell is wrong; each is named by line and column."""
    source = file(f"{HEAD}1;A;1.105;92\n2;B;abc;900\n3;C;10;20\n")
    with pytest.raises(InvalidInput) as caught:
        score_file(source, tmp_path / "hasil.csv", policy=policy)
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("ambiguous_number", "kasus.csv:2 skp"),
        ("number_needed", "kasus.csv:3 skp"),
        ("out_of_bounds", "kasus.csv:3 perilaku"),
    ]
    assert not (tmp_path / "hasil.csv").exists()


def test_bad_rows_can_be_passed_over(policy, file, tmp_path):
    """When asked, the good rows are scored and the bad ones marked."""
    source = file(f"{HEAD}1;A;abc;92\n2;C;100;100\n")
    found = score_file(source, tmp_path / "hasil.csv", policy=policy, collect=True)
    assert len(found.problems) == 1
    assert [row[-1] for row in _rows(tmp_path / "hasil.csv")[1:]] == ["3", "0"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id;skp\n1;2\n", "column_missing"),
        ("id;skp;perilaku kerja\n1;2;3\n", "column_renamed"),
        ("id;skp;perilaku;nilai\n1;2;3;4\n", "output_column"),
        ("id;skp;skp\n1;2;3\n", "duplicate"),
        ("\n\n", "file_empty"),
    ],
)
def test_headings_that_do_not_fit_are_refused(text, code, policy, file, tmp_path):
    """Columns that are missing, renamed, doubled or named like a result are told."""
    with pytest.raises(InvalidInput) as caught:
        score_file(file(text), tmp_path / "hasil.csv", policy=policy)
    assert code in {one.code for one in caught.value.problems}


def test_other_files_are_refused(policy, file, tmp_path):
    """A file of an unknown kind, or none at all, is a problem and no crash."""
    with pytest.raises(InvalidInput, match=r"\.txt"):
        score_file(file(HEAD, "kasus.txt"), tmp_path / "hasil.csv", policy=policy)
    with pytest.raises(InvalidInput, match="cannot be read"):
        score_file(tmp_path / "tiada.csv", tmp_path / "hasil.csv", policy=policy)
    with pytest.raises(InvalidInput, match="cannot be read"):
        score_file(tmp_path / "tiada.parquet", tmp_path / "hasil.parquet", policy=policy)


def test_a_workbook_names_its_cells(policy, tmp_path):
    """A sheet is scored like a CSV file, and its problems have addresses."""
    source, target = tmp_path / "kasus.xlsx", tmp_path / "hasil.xlsx"
    write_case_table(source, ["id", "skp", "perilaku"], rows=[["a", 100, 90], ["b", 80, 130]])
    with pytest.raises(InvalidInput) as caught:
        score_file(source, target, policy=policy)
    assert caught.value.problems[0].place == "Skor!C3"
    score_file(source, target, policy=policy, collect=True)
    table = read_case_table(target)
    assert table.headings == ("id", "skp", "perilaku", "predikat", "nilai", "asn_status")
    assert table.rows[0] == ("a", 100.0, 90.0, "baik", 97.0, 0.0)


@pytest.mark.parametrize("text", ["=1+1", "+62", "-", "@nama", '=HYPERLINK("http://x")'])
def test_text_never_becomes_a_formula(text, tmp_path):
    """A workbook holds what looks like a formula as text; a CSV file holds it unchanged."""
    book, plain = tmp_path / "hasil.xlsx", tmp_path / "hasil.csv"
    for target in (book, plain):
        write_case_table(target, [text, "id"], rows=[[text, "a"]])
        table = read_case_table(target)
        assert (table.headings[0], table.rows[0][0]) == (text, text)
    with ZipFile(book) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_items_come_from_their_own_file(workspace, file, tmp_path):
    """Items with a row each join their case by key."""
    policy = workspace.policies.get("permenpanrb_6_2022.usulan_rating")
    head = (
        "id,umpan_balik_positif,konsisten,menjaga_nilai,batas_sebagian_besar,batas_sebagian_kecil"
    )
    source = file(f"{head}\n1,0.9,ya,ya,0.6,0.2\n2,0.9,ya,tidak,0.6,0.2\n")
    items = file(
        "id,jenis,status\n1,utama,di_atas_ekspektasi\n1,tambahan,di_atas_ekspektasi\n"
        "2,utama,sesuai_ekspektasi\n",
        "hasil_kerja.csv",
    )
    found = score_file(source, tmp_path / "hasil.csv", policy=policy, items={"items": items})
    assert found.rows == 2
    rows = _rows(tmp_path / "hasil.csv")
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [row["usulan_hasil_kerja"] for row in named] == [
        "di_atas_ekspektasi",
        "sesuai_ekspektasi",
    ]
    inputs = read_case(
        read_case_table(source), 1, policy=policy, items={"items": read_case_table(items)}
    )
    assert policy.evaluate(inputs).outputs["usulan_hasil_kerja"] == "di_atas_ekspektasi"


def test_parquet_agrees_with_the_rows(policy, file, tmp_path):
    """Columns in batches give what single rows give."""
    cases = [(f"p{n}", n * 7 % 12001 / 100, n * 31 % 12001 / 100) for n in range(3_000)]
    frame = pl.DataFrame(cases, schema=["id", "skp", "perilaku"], orient="row")
    frame.write_parquet(tmp_path / "kasus.parquet")
    found = score_file(tmp_path / "kasus.parquet", tmp_path / "hasil.parquet", policy=policy)
    assert (found.rows, found.missing) == (3_000, 0)
    text = "\n".join(["id,skp,perilaku", *(",".join(map(str, case)) for case in cases)])
    score_file(file(text), tmp_path / "hasil.csv", policy=policy)
    columns = pl.read_parquet(tmp_path / "hasil.parquet")
    rows = pl.read_csv(tmp_path / "hasil.csv")
    assert columns["predikat"].to_list() == rows["predikat"].to_list()
    assert columns["nilai"].to_list() == rows["nilai"].to_list()


def test_a_bad_parquet_row_is_named_by_its_key(policy, tmp_path):
    """Nothing is written while a row is wrong."""
    frame = pl.DataFrame({"id": ["a", "b"], "skp": [1.0, 500.0], "perilaku": [1.0, 1.0]})
    frame.write_parquet(tmp_path / "kasus.parquet")
    target = tmp_path / "hasil.parquet"
    with pytest.raises(InvalidInput) as caught:
        score_file(tmp_path / "kasus.parquet", target, policy=policy)
    assert "b" in caught.value.problems[0].place
    assert not target.exists()
    found = score_file(tmp_path / "kasus.parquet", target, policy=policy, collect=True)
    assert len(found.problems) == 1
    assert pl.read_parquet(target)["predikat"].to_list() == ["sangat_kurang", None]


def test_a_row_that_is_not_there_is_told(policy, file):
    """Rows are counted from one below the headings."""
    table = read_case_table(file(f"{HEAD}1;A;1;2\n"))
    assert read_case(table, 1, policy=policy) == {"skp": 1, "perilaku": 2}
    with pytest.raises(InvalidInput, match="no row 2"):
        read_case(table, 2, policy=policy)


def test_cases_can_stand_in_a_sheet(policy, file):
    """A row is a case: inputs, expected results, and where they stand."""
    cases = read_case_sheet(
        file("id;skp;perilaku;nilai;predikat;pasal\na;90;90;90;baik;5\nb;;90;missing;kosong;5\n"
             "c;90;90;90;cukup;5\n"),
        policy=policy,
    )  # fmt: skip
    results = run_cases(cases, lambda _: policy)
    assert [result.passed for result in results] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id;skp;perilaku;harapan;pasal\na;1;2;3;4\n", "unknown_key"),
        ("skp;perilaku;nilai;pasal\n1;2;3;4\n", "column_missing"),
        ("id;skp;perilaku;nilai\na;1;2;3\n", "uncited_case"),
        ("id;skp;perilaku;nilai;pasal\na;1;2;;4\n", "case_expects_nothing"),
        ("id;skp;perilaku;nilai;pasal\na;x;2;y;4\n", "number_needed"),
        ("id;skp;perilaku;nilai;pasal;as_of\na;1;2;1;4;kapan\n", "calendar_day_needed"),
    ],
)
def test_a_sheet_of_cases_is_checked(text, code, policy, file):
    """A column that means nothing, a case without source and a wrong cell are told."""
    with pytest.raises(InvalidInput) as caught:
        read_case_sheet(file(text), policy=policy)
    assert code in {one.code for one in caught.value.problems}


def test_numbers_of_a_workbook_keep_their_form(policy, tmp_path):
    """A whole number stays whole in a CSV file; one that a sheet has already cut is refused."""
    source, target = tmp_path / "kasus.xlsx", tmp_path / "hasil.csv"
    write_case_table(source, ["id", "skp", "perilaku"], rows=[[7, 90.5, 80]])
    score_file(source, target, policy=policy)
    assert _rows(target)[1][:3] == ["7", "90.5", "80"]
    write_case_table(source, ["nip", "skp", "perilaku"], rows=[[198503172010012001, 90, 80]])
    with pytest.raises(InvalidInput) as caught:
        score_file(source, target, policy=policy)
    assert [(one.code, one.place) for one in caught.value.problems] == [("digits_lost", "Skor!A2")]


def test_a_zero_in_a_sheet_is_compared(policy, tmp_path):
    """An expected zero is a result like another, and no blank cell."""
    path = tmp_path / "uji.xlsx"
    heads = ["id", "skp", "perilaku", "nilai", "predikat", "pasal"]
    rows = [["a", 90, 90, 0, None, "5"], ["b", 90, 90, None, "baik", "5"]]
    write_case_table(path, heads, rows=rows)
    cases = read_case_sheet(path, policy=policy)
    assert [result.passed for result in run_cases(cases, lambda _: policy)] == [False, True]


@pytest.mark.parametrize("collect", [False, True])
def test_the_day_is_asked_for_once(collect, policy, file, tmp_path):
    """Where values of the law changed, the day is no problem of a row and hides none of theirs."""
    (rate,) = policy.parameters[:1]
    (version,) = rate.versions
    later = attrs.evolve(version, valid_from=date(2026, 1, 1))
    earlier = attrs.evolve(version, valid_until=date(2026, 1, 1))
    rates = (attrs.evolve(rate, versions=(earlier, later)), *policy.parameters[1:])
    changed = attrs.evolve(policy, parameters=rates)
    source = file(f"{HEAD}1;A;100;92\n2;B;100;900\n")
    with pytest.raises(InvalidInput) as caught:
        score_file(source, tmp_path / "hasil.csv", policy=changed, collect=collect)
    assert [(one.code, one.place) for one in caught.value.problems] == [
        ("day_needed", rate.name),
        ("out_of_bounds", "kasus.csv:3 perilaku"),
    ]
    scored = score_file(source, tmp_path / "hasil.csv", policy=changed, as_of=date(2026, 5, 1),
                        collect=True)  # fmt: skip
    assert len(scored.problems) == 1
    pl.DataFrame({"id": [1], "skp": [80.0], "perilaku": [90.0]}).write_parquet(
        tmp_path / "a.parquet"
    )
    with pytest.raises(InvalidInput) as caught:
        score_file(tmp_path / "a.parquet", tmp_path / "b.parquet", policy=changed, collect=collect)
    assert [one.code for one in caught.value.problems] == ["day_needed"]

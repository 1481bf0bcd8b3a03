from datetime import date
from decimal import Decimal

import pytest

from asn_kinerja.converters.workbook.description import cell_name
from asn_kinerja.converters.workbook.grids import CellError
from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.converters.workbook.sheets.catalogue import SHEETS
from asn_kinerja.errors import InvalidWorkbook
from asn_kinerja.legal.terms import ResultRating
from asn_kinerja.records.appraisals import GivenRating
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Nomination
from asn_kinerja.records.people import Employee
from asn_kinerja.records.performance import PerformancePlan, Realisation
from asn_kinerja.records.positions import Position

COLUMNS = [
    pytest.param(sheet, position, id=f"{sheet.name}-{column.heading}")
    for sheet in SHEETS
    for position, column in enumerate(sheet.columns)
]


def _heading(sheet, position):
    return f"{sheet.name}!{cell_name(sheet, line=0, position=position)}"


def _cell(sheet, position):
    return f"{sheet.name}!{cell_name(sheet, line=1, position=position)}"


def spoil(pages):
    """Put the twelve errors into the sample, and give what is to be found, in order."""
    secretariat = pages.line("Unit Kerja", "SET")
    second = pages.line("SKP", "SKP-025-2")
    doubled = len(pages.rows["Kehadiran"]) + 1
    nip = pages.get("Pegawai!A20")
    pages.put(f"Unit Kerja!C{secretariat}", "UMUM")  # its own subsection
    pages.put("Jabatan!C5", "KEL-X")
    pages.put("Pegawai!B1", "Nama Pegawai")
    pages.put("Pegawai!A20", f"{nip[:4]}1399{nip[8:]}")
    pages.put(f"SKP!C{second}", pages.get(f"SKP!C{second - 1}"))
    pages.put(f"SKP!E{second}", date(2025, 3, 1))
    pages.put("Realisasi!D9", "sembilan puluh")
    pages.put("Laporan!C12", "31/02/2025")
    pages.put("Rating!C5", "Lumayan")
    pages.put("Disiplin!B3", CellError("#REF!"))
    pages.rows["Kehadiran"].append(list(pages.rows["Kehadiran"][7]))
    del pages.rows["Motivasi"]
    pages.put("Kriteria Penghargaan!E2", 5)
    return [
        ("circle_of_superiors", f"Unit Kerja!C{secretariat}"),
        ("unknown_reference", "Jabatan!C5"),
        ("column_renamed", "Pegawai!B1"),
        ("nip_birth_date", "Pegawai!A20"),
        ("overlapping_plans", f"SKP!E{second}"),
        ("number_needed", "Realisasi!D9"),
        ("no_such_day", "Laporan!C12"),
        ("word_not_listed", "Rating!C5"),
        ("formula_error", "Disiplin!B3"),
        ("duplicate_row", f"Kehadiran!A{doubled}"),
        ("sheet_missing", "Motivasi!A1"),
        ("weights_sum", "Kriteria Penghargaan!E2"),
    ]


def test_twelve_errors_are_twelve_problems(sample):
    """A workbook with the twelve errors lists exactly these, each at its cell."""
    wanted = spoil(sample)
    assert sample.found() == wanted


def test_every_problem_speaks_both_languages(sample):
    """Each problem says in both languages what is wrong and what to do."""
    spoil(sample)
    for problem in sample.problems():
        for lang in ("id", "en"):
            assert problem.what(lang)
            assert problem.to_do(lang)
        assert problem.value or problem.code == "required_cell"


def test_the_sample_has_no_problem(sample):
    """Rows written again cell by cell are accepted."""
    assert sample.found() == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_missing_sheet_is_one_problem(example, sheet):
    """What refers to a missing sheet is not reported beside it."""
    del example.rows[sheet.name]
    assert example.found() == [("sheet_missing", f"{sheet.name}!A1")]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_renamed_sheet_is_found_by_its_likeness(example, sheet):
    """The nearest strange name stands in the message."""
    example.rows[f"{sheet.name} baru"] = example.rows.pop(sheet.name)
    (problem,) = example.problems()
    assert (problem.code, problem.value) == ("sheet_renamed", f"{sheet.name} baru")


@pytest.mark.parametrize(("sheet", "position"), COLUMNS)
def test_a_renamed_column_is_one_problem(example, sheet, position):
    """Rows that lack a column for its wrong heading are not reported beside it."""
    place = _heading(sheet, position)
    example.put(place, "Kolom Lain")
    (problem,) = example.problems()
    assert (problem.code, problem.place) == ("column_renamed", place)
    assert problem.cure == sheet.columns[position].heading


@pytest.mark.parametrize(
    ("sheet", "position"), [p for p in COLUMNS if p.values[0].columns[p.values[1]].required]
)
def test_a_blank_required_cell_is_one_problem(example, sheet, position):
    """Neither its row nor what refers to it brings a second one."""
    place = _cell(sheet, position)
    example.put(place, "")
    assert example.found() == [("required_cell", place)]


@pytest.mark.parametrize(("sheet", "position"), COLUMNS)
def test_a_failed_formula_is_one_problem(example, sheet, position):
    """A formula error is named with its word, wherever it stands."""
    place = _cell(sheet, position)
    example.put(place, CellError("#REF!"))
    (problem,) = example.problems()
    assert (problem.code, problem.place, problem.value) == ("formula_error", place, "#REF!")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_row_twice_is_one_problem(example, sheet):
    """A copied row is reported with the place of the first."""
    if sheet.vertical:
        for line in example.rows[sheet.name]:
            line.append(line[1] if len(line) > 1 else "")
    else:
        example.rows[sheet.name].append(list(example.rows[sheet.name][1]))
    (problem,) = example.problems()
    key = [column.field for column in sheet.columns].index(sheet.key[0])
    assert problem.code == "duplicate_row"
    assert problem.place == f"{sheet.name}!{cell_name(sheet, line=2, position=key)}"
    assert problem.cure == f"{sheet.name}!{cell_name(sheet, line=1, position=key)}"


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("Pegawai!A2", 197505122000031001.0, "digits_lost"),
        ("Pegawai!A2", "1975051220000310", "nip_length"),
        ("Pegawai!A2", "19750512200003100X", "nip_letters"),
        ("Pegawai!A2", "197505122000033001", "nip_sex"),
        ("Pegawai!A2", "197505122000131001", "nip_start"),
        ("Pegawai!A2", "197505121980031001", "nip_start"),
        ("Pegawai!D2", "IX", "grade_of_other_status"),
        ("Pegawai!F2", "31/12/2027", "contract_foreign"),
        ("Pegawai!E2", 45000, "calendar_day_needed"),
        ("Pegawai!E2", "1 Maret 1850", "no_such_day"),
        ("Penugasan!E2", "01/01/2023", "last_day_too_early"),
        ("Jabatan!C2", "KEC-1", "unknown_reference"),
        ("Penugasan!H2", "WALIKOTA", "unknown_reference"),
        ("Katalog Pelatihan!I2", "PEL-01; PEL-9", "unknown_reference"),
        ("Penghargaan!F2", "WALI-KOTA; SEKDA", "unknown_reference"),
        ("Penghargaan!E2", "predikat; umur", "not_found"),
        ("Syarat Penghargaan!C2", "setahun", "number_needed"),
        ("Kriteria Penghargaan!G2", 0, "anchors_equal"),
        ("Kriteria Penghargaan!E2", 101, "out_of_bounds"),
        ("Program!B13", "1,5", "out_of_bounds"),
        ("Program!B3", "tahun lalu", "invalid_period"),
        ("Nominasi!D2", "1.250", "ambiguous_number"),
        ("Nominasi!D2", 82.333333, "cell_decimals"),
        ("Indikator!N2", 80, "out_of_bounds"),
        ("Indikator!P2", "cerita", "target_of_other_approach"),
        ("Indikator!O2", "", "required_cell"),
        ("Kehadiran!D2", 233, "days_sum"),
        ("Realisasi Bangkom!C2", 4, "out_of_bounds"),
        ("SKM!F2", 5, "out_of_bounds"),
        ("Jadwal Pelatihan!F2", 11, "out_of_bounds"),
        ("Umpan Balik!E2", "mungkin", "word_not_listed"),
        ("Penanggung Jawab!B2", "Katering", "word_not_listed"),
    ],
)
def test_a_bad_cell_is_one_problem(example, place, value, code):
    """Each kind of mistake is told once, at the cell that is to be corrected."""
    example.put(place, value)
    assert example.found() == [(code, place)]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("Rating!C2", "diatas"),
        ("Rating!C2", "di atas ekspektasi"),
        ("Rating!C2", "DI_ATAS_EKSPEKTASI"),
        ("Rating!C2", " Diatas Ekspektasi "),
    ],
)
def test_spellings_of_the_law_s_words_are_understood(example, place, value):
    """Variants give the law's own word."""
    example.put(place, value)
    (rating,) = read_workbook(example.save()).of(GivenRating)
    assert rating.results is ResultRating.DI_ATAS_EKSPEKTASI


def test_an_unknown_word_names_the_nearest_first(example):
    """The choices of the column stand in the cure, the likeliest in front."""
    example.put("Rating!C2", "Melampaui diatas ekspetasi")
    (problem,) = example.problems()
    assert problem.cure.startswith("Di Atas Ekspektasi;")


@pytest.mark.parametrize("typed", ["82,5", "82.5", 82.5, " 82,50 "])
def test_numbers_are_taken_exactly(example, typed):
    """A decimal comma, a point and a number cell give the same Decimal."""
    example.put("Nominasi!D2", typed)
    (nomination,) = read_workbook(example.save()).of(Nomination)
    assert nomination.innovation == Decimal("82.5")
    assert isinstance(nomination.innovation, Decimal)


@pytest.mark.parametrize(
    "typed", ["01/03/2000", "1-3-2000", "2000-03-01", "1 Maret 2000", date(2000, 3, 1)]
)
def test_days_are_read_as_people_write_them(example, typed):
    """Indonesian, ISO and spreadsheet dates give the same day."""
    example.put("Pegawai!E2", typed)
    (employee,) = read_workbook(example.save()).of(Employee)
    assert employee.appointed_on == date(2000, 3, 1)


def test_the_last_day_of_an_interval_counts(example):
    """A record ends on the day after the last day in the workbook."""
    example.put("Penugasan!E2", "31/12/2025")
    (assignment,) = read_workbook(example.save()).of(Assignment)
    assert assignment.valid_until == date(2026, 1, 1)


@pytest.mark.parametrize("typed", ["TW II 2025", "Triwulan 2 2025", "2025-q2"])
def test_periods_are_read_as_people_write_them(example, typed):
    """A quarter may be written with its Roman number."""
    example.put("Realisasi!C2", typed)
    (realisation,) = read_workbook(example.save()).of(Realisation)
    assert str(realisation.period) == "2025-Q2"


def test_titles_blank_rows_and_spaces_are_passed_over(example):
    """Offices put titles above and between; none of them is a record."""
    rows = example.rows["Jabatan"]
    rows[:0] = [["DAFTAR JABATAN"], []]
    rows[3] = [f" {value} " if isinstance(value, str) else value for value in rows[3]]
    rows += [[], [" "], [""] * 3]
    example.merged.append(("Jabatan", "A9:G9", "KELURAHAN"))
    (position,) = read_workbook(example.save()).of(Position)
    assert (position.id, position.name) == ("CAMAT", "Camat")


def test_columns_may_stand_in_another_order(example):
    """Columns are found by their headings; strange ones are passed over."""
    heading, row = example.rows["Jabatan"]
    row += [""] * (len(heading) - len(row))
    example.rows["Jabatan"] = [["Catatan kami", *heading[::-1]], ["x", *row[::-1]]]
    (position,) = read_workbook(example.save()).of(Position)
    assert position.id == "CAMAT"


def test_a_heading_twice_is_a_problem(example):
    """Two columns of one heading leave open which one counts."""
    example.put("Unit Kerja!G1", "Nama Unit")
    assert example.found() == [("duplicate", "Unit Kerja!G1")]


def test_a_sheet_without_headings_is_one_problem(example):
    """Rows without headings cannot be read."""
    example.rows["Rating"] = [["apa", "saja"]]
    assert example.found() == [("headings_missing", "Rating!A1")]


def test_people_may_not_appraise_each_other(sample):
    """A circle of appraisers on a common day is one problem that names the circle."""
    camat = sample.get("Penugasan!B2")
    secretary = sample.get(f"Penugasan!B{sample.line('Penugasan', 'TGS-002-1')}")
    sample.put("Penugasan!H2", secretary)
    (problem,) = sample.problems()
    assert (problem.code, problem.place) == ("circle_of_superiors", "Penugasan!H2")
    assert problem.cure == f"{camat} → {secretary} → {camat}"


def test_an_unreadable_key_is_no_problem_of_those_who_name_it(sample):
    """One bad NIP is one problem, though many rows name the right one."""
    sample.put("Pegawai!A2", "bukan NIP")
    assert sample.found() == [("nip_letters", "Pegawai!A2")]


def test_a_missing_row_is_one_problem_for_all_who_name_it(sample):
    """Few cells with an unknown value are told one by one, many are one missing row."""
    sample.put("Penugasan!C60", "KSI-X")
    sample.put("Penugasan!C61", "KSI-X")
    assert sample.found() == [
        ("unknown_reference", "Penugasan!C60"),
        ("unknown_reference", "Penugasan!C61"),
    ]
    sample.put("Penugasan!C62", "KSI-X")
    sample.put("Penugasan!C63", "KSI-X")
    (problem,) = sample.problems()
    assert problem.place == "Penugasan!C60"
    assert problem.cure.endswith("(Penugasan!C60; Penugasan!C61; Penugasan!C62; +1)")


def test_an_indicator_of_no_plan_is_no_problem_of_its_realisations(sample):
    """Realisations of an indicator whose plan is misspelt are not told beside it."""
    sample.put("Indikator!A30", "SKP-X")
    assert sample.found() == [("unknown_reference", "Indikator!A30")]


def test_rows_of_one_result_may_not_differ(sample):
    """Columns of a result may be repeated on its rows, but not contradict each other."""
    rows = sample.rows["Indikator"]
    line = next(i for i in range(2, len(rows)) if rows[i][:2] == rows[i - 1][:2])
    sample.put(f"Indikator!C{line + 1}", "")
    assert sample.found() == []
    sample.put(f"Indikator!C{line + 1}", "Hasil lain")
    assert sample.found() == [("rows_differ", f"Indikator!C{line + 1}")]


def test_a_plan_without_indicator_is_a_problem(example):
    """A plan says how its results are seen."""
    row = list(example.rows["SKP"][1])
    row[0], row[4], row[5] = "SKP-002", date(2026, 1, 1), date(2026, 6, 30)
    example.rows["SKP"].append(row)
    assert example.found() == [("plan_without_indicator", "SKP!A3")]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "not_a_workbook"),
        (b"PK\x03\x04", "not_a_workbook"),
        ("tidak.xlsx", "workbook_unreadable"),
    ],
)
def test_what_is_no_workbook_is_said_so(source, code):
    """Neither strange bytes nor a missing file end in a traceback of a library."""
    with pytest.raises(InvalidWorkbook) as caught:
        read_workbook(source)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_composed_records_are_put_together(sample):
    """Plans, and awards with criteria, pools, gates and points, come from several sheets."""
    batch = read_workbook(sample.save())
    (award,) = batch.of(AwardProgramme)
    pools = [item.id for item in award.pools]
    assert pools == ["administrator_pengawas", "jf", "pelaksana", "pppk"]
    assert sum(item.weight for item in award.criteria) == 100
    assert all(plan.indicators for plan in batch.of(PerformancePlan))


def test_nobody_completes_a_course_before_it_begins(sample):
    """A day in the year before is told at its cell; the first day of the session is accepted."""
    rows = sample.rows["Realisasi Bangkom"]
    run = next(row for row in sample.rows["Jadwal Pelatihan"] if row[0] == rows[1][0])
    rows[1][4] = run[2]
    assert sample.found() == []
    rows[1][4] = run[2].replace(year=run[2].year - 1)
    assert sample.found() == [("completed_early", "Realisasi Bangkom!E2")]

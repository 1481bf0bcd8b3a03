"""One invented employee over the years, as the command shows it."""

import re
import subprocess
import sys

import pytest

EXAMPLE = "examples/history/sri_wulandari.toml"


@pytest.fixture
def history(tmp_path, pytestconfig):
    """Run the command on the example, or on a changed copy of it."""

    def run(*arguments, change=None):
        file = pytestconfig.rootpath / EXAMPLE
        if change is not None:
            text = file.read_text(encoding="utf-8")
            old, new = change
            assert old in text
            file = tmp_path / "riwayat.toml"
            file.write_text(text.replace(old, new), encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-m", "asn_kinerja", "history", str(file), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={"COLUMNS": "200", "PYTHONUTF8": "1", "PATH": ""},
            check=False,
        )

    return run


def rows(printed):
    """Give the lines of the table that begin a record, by its id."""
    cells = [[cell.strip() for cell in line.split("│")] for line in printed.splitlines()]
    return {row[1]: row[2:] for row in cells if len(row) > 5 and row[1]}


def test_every_regime_stands_beside_the_others(history):
    """2014, both halves of 2021 and its bridge, 2022 and 2025 stand in one table with articles."""
    done = history()
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert {name: row[:3] for name, row in found.items()} == {
        "2014": ["PP 46/2011", "84,1", "baik"],
        "2021-1": ["PP 46/2011", "88,9", "baik"],
        "2021-2": ["PP 30/2019", "103", "baik"],
        "2021": ["SE MenPANRB 3/2021", "≈ 105,2536", "baik"],
        "2022": ["PermenPANRB 6/2022", "-", "baik"],
        "2025": ["PermenPANRB 6/2022", "-", "sangat baik"],
    }
    for article in ("Pasal 15 ayat (2)", "Pasal 17", "Pasal 41 ayat (5)", "hlm. 99, 102-103"):
        assert article in done.stdout
    assert "2021: nilai hukum yang belum dikonfirmasi" in done.stdout


def test_the_history_speaks_english_and_explains(history):
    """With --lang en and --explain each result comes with its steps in English."""
    done = history("--lang", "en", "--explain")
    assert done.returncode == 0, done.stderr
    assert "Legal basis" in done.stdout
    assert "art. 15(2)" in done.stdout
    assert "The value lies between two printed bands." not in done.stdout
    assert "weight of the first half: 0.5" in done.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('period = "2014"', 'period = "2013"'), "2013-01-01 .. 2014-01-01"),
        (('purpose = "predikat_kinerja_2021"\n', ""), "se_menpanrb_3_2021.nilai_2021"),
        (("nilai_perilaku = 82", "nilai_perilaku = 182"), "2014.nilai_perilaku"),
        (("nilai_skp = 85.5", "predikat = 85.5"), "2014.predikat"),
        (('id = "2021-1"', 'id = "2014"'), "2014"),
        (("2021-2.nilai_kinerja", "2021-2.nilai"), "2021.nilai_semester_2"),
        (('period = "2025"', 'period = "2025-13"'), "records[5].period"),
        (('period = "2025"', "start = 2025-01-01"), "records[5].end"),
        (('period = "2022"', 'periode = "2022"'), "periode"),
        (("takes = {", "takes = 3 # {"), "records[3].takes"),
        (('employee = "', 'employe = "'), "employe"),
    ],
)
def test_a_faulty_history_is_refused_at_its_place(history, change, told):
    """Whatever is wrong with a record is told where it stands, and nothing is printed."""
    done = history(change=change)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "PP 46/2011" not in done.stdout


def test_a_missing_answer_leaves_the_value_missing_with_its_reason(history):
    """Without the answer about 360 the half and what rests on it have no value, and say why."""
    done = history(change=("penilaian_360 = true, ", ""))
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert found["2021-2"][1:3] == found["2021"][1:3] == ["-", "belum ada"]
    assert re.search(r"2021-2: .*tidak diberikan", done.stdout)


def test_all_faults_are_told_at_once(history):
    """A value out of bounds and a word of another regime are told together."""
    done = history(change=('"sesuai_ekspektasi"', '"cukup"'))
    assert done.stderr.count("2022.rating_hasil_kerja") == 1
    done = history(change=("nilai_perilaku", "nilai_prilaku"))
    assert done.stderr.count("nilai_prilaku") >= 3
    assert done.stderr.count("2021.") == 0

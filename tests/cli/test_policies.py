"""The commands of the policy team, run as they are typed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from asn_kinerja.converters.score_files import read_case_table, write_case_table

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"


@pytest.fixture
def command(tmp_path):
    """Runs a command among copies of the example policies; gives code, output and errors."""
    for path in EXAMPLES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *arguments],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


def test_all_policies_are_listed(command):
    """The list gives id and title, days, status, number of cases and of conflicts."""
    code, out, _ = command("policies", "list", "--lang", "en")
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    at = lines.index("permenpanrb_6_2022.predikat 2022-02-07 2022-01-01 2 unconfirmed 24 1")
    assert lines[at + 1] == "Predicate of an employee"
    assert "perka_bkn_1_2013.nilai_skp 2013-01-03 ? 2014-01-01 12 unconfirmed 32 1" in lines
    assert "Value of the plan of a year - 2021-06-30 - 2021-06-30" in lines
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_policy_is_shown_with_its_articles(command, lang):
    """Inputs, the rule, tables, legal values with their place are shown as people read them."""
    code, out, _ = command("policies", "show", "nilai_kinerja.toml", "--lang", lang)
    assert code == 0
    assert "bobot_skp" in out
    assert ("Pasal 4" if lang == "id" else "art. 4") in out
    plain = " ".join(out.split())
    assert "bulatkan(bobot_skp * skp + (1 - bobot_skp) * perilaku; 2)" in plain
    assert "≥ 90 … < 110 baik" in plain


@pytest.mark.parametrize("lang", ["id", "en"])
def test_conflicts_are_shown_with_default_and_switch(command, lang):
    """A page ends with what the law leaves open, what the pack follows, and how to change it."""
    code, out, _ = command("policies", "show", "pp_46_2011", "--lang", lang)
    assert code == 0
    plain = " ".join(out.split())
    asked = {
        "id": ("Diikuti:", "Sakelar: pembacaan_celah: batas bawah / bulatkan di celah"),
        "en": ("Followed:", "Switch: pembacaan_celah: batas bawah / bulatkan di celah"),
    }
    assert all(words in plain for words in asked[lang])


def test_checking_says_what_is_proved_and_what_is_not(command, tmp_path):
    """A sound policy passes; a claim that does not hold shows a counterexample and fails."""
    code, out, _ = command("policies", "check", "nilai_kinerja.toml")
    assert code == 0
    assert "terbukti" in out
    text = (tmp_path / "nilai_kinerja.toml").read_text(encoding="utf-8")
    wrong = text.replace('holds = "rising"', 'holds = "falling"')
    (tmp_path / "salah.toml").write_text(wrong, encoding="utf-8")
    code, out, _ = command("policies", "check", "salah.toml", "--lang", "en")
    assert code == 1
    assert "Counterexample: predikat = " in out


def test_a_mistake_shows_its_line(command, tmp_path):
    """A file with a mistake is refused with the line and a mark below it."""
    text = (tmp_path / "nilai_kinerja.toml").read_text(encoding="utf-8")
    (tmp_path / "salah.toml").write_text(text.replace("* skp", "* skpp"), encoding="utf-8")
    code, _, err = command("policies", "check", "salah.toml")
    assert code == 2
    assert "salah.toml:45:33" in err
    assert "skp" in err
    assert "^" in err


def test_a_misspelt_parameter_of_a_proposal_suggests_the_nearest(command, tmp_path):
    """Who changes a weight and misspells it is told the name, and not to describe a new one."""
    text = (tmp_path / "nilai_kinerja_2026.toml").read_text(encoding="utf-8")
    weight = '[parameters.bobot_spk]\nvalue = 0.6\nvalid_from = 2026-01-01\ncitation = "Usulan"\n'
    more = 'status = "unconfirmed"\nauthority = "agency"\n'
    (tmp_path / "salah.toml").write_text(f"{text}\n{weight}{more}", encoding="utf-8")
    code, _, err = command("policies", "check", "salah.toml", "--lang", "en")
    assert code == 2
    assert "no parameter 'bobot_spk'" in err
    assert "Write one of: bobot_skp." in err


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("value = 0.7", "value =\u00a00.7", "spasi yang disalin"),
        ('"bobot SKP"', "\u201cbobot SKP\u201d", "tanda kutip lurus"),
        ("value = 0.7", "value = 0,7", "0.7"),
        ('"bobot SKP"', '"bobot \udc96 SKP"', "simpan ulang sebagai UTF-8"),
    ],
)
def test_what_is_copied_from_elsewhere_is_told_with_its_cure(
    command, tmp_path, before, after, told
):
    """Blanks and quotes of a text program, a decimal comma and an old encoding say what to do."""
    text = (tmp_path / "nilai_kinerja.toml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "salah.toml").write_bytes(
        text.replace(before, after).encode(errors="surrogateescape")
    )
    code, _, err = command("policies", "check", "salah.toml")
    assert code == 2
    assert "salah.toml" in err
    assert told in err


def test_an_unknown_name_suggests_the_nearest(command):
    """A misspelt pack or policy is answered with what is near."""
    code, _, err = command("policies", "check", "permenpanrb_6_202")
    assert code == 2
    assert "permenpanrb_6_2022" in err


def test_two_policies_are_compared(command):
    """The difference lists patches with both sources."""
    code, out, _ = command("policies", "diff", "nilai_kinerja.toml", "nilai_kinerja_2026.toml")
    assert code == 0
    assert "predikat[baik]" in out
    assert "- >= 90, < 110" in out
    assert "+ >= 88, < 110" in out
    code, out, _ = command("policies", "diff", "nilai_kinerja.toml", "nilai_kinerja.toml")
    assert out == "Tidak ada perbedaan.\n"


def test_cases_run_and_missing_ones_are_written(command, tmp_path):
    """Cases beside the policy run; what they leave out is listed and written."""
    code, out, _ = command("policies", "test", "nilai_kinerja.toml", "--generate", "isi.toml")
    assert code == 0
    assert "3 kasus, 0 gagal." in out
    assert "predikat: 110 - 0.01" in out
    assert 'expected = { predikat = "?" }' in (tmp_path / "isi.toml").read_text(encoding="utf-8")
    code, out, _ = command("policies", "test", "nilai_kinerja.toml", "--cases", "isi.toml")
    assert code == 1
    code, _, err = command("policies", "test", "predikat_daerah.toml")
    assert code == 2
    assert "predikat_daerah.cases.toml" in err


@pytest.mark.parametrize("name", ["awal.csv", "awal.xlsx"])
def test_the_first_cases_are_written_for_a_person(command, tmp_path, name):
    """Without any case the first are written with every edge, and wait to be filled in."""
    rule = (tmp_path / "nilai_kinerja.toml").read_text(encoding="utf-8")
    (tmp_path / "baru.toml").write_text(rule, encoding="utf-8")
    code, out, _ = command("policies", "test", "baru.toml", "--generate", name, "--lang", "en")
    assert code == 0
    assert f"{name}: 17 cases for a person to fill in." in out
    code, _, err = command("policies", "test", "baru.toml", "--cases", name, "--lang", "en")
    assert code == 2
    assert "it is not said where this case comes from" in err
    assert "would test nothing" in err
    table = read_case_table(tmp_path / name)
    policy_now = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    for row in policy_now:
        row |= {"predikat": "baik", "dasar": "dihitung tangan"}
    write_case_table(
        tmp_path / f"isi-{name}", table.headings, rows=[row.values() for row in policy_now]
    )
    cases = ("--cases", f"isi-{name}", "--lang", "en")
    _, out, _ = command("policies", "test", "baru.toml", *cases)
    assert "17 of 17 parts are touched." in out


def test_cases_of_several_policies_have_names_of_their_own(command, tmp_path):
    """What is written for a pack can be read; a sheet holds one policy, and no items."""
    code, _, err = command("policies", "test", "pp_30_2019", "--generate", "a.csv", "--lang", "en")
    assert code == 2
    assert "several policies" in err
    rating = ("policies", "test", "permenpanrb_6_2022.usulan_rating", "--lang", "en")
    code, _, err = command(*rating, "--generate", "a.csv")
    assert "takes items" in err
    (tmp_path / "tanpa.toml").write_text("", encoding="utf-8")
    test = ("policies", "test", "pp_30_2019", "--cases", "tanpa.toml")
    code, _, _ = command(*test, "--generate", "a.toml")
    assert code == 0
    code, out, _ = command("policies", "test", "pp_30_2019", "--cases", "a.toml", "--lang", "en")
    assert code == 1
    assert "14 of 14 parts are touched." in out
    assert "12 of 12 parts are touched." in out


def test_the_cases_of_a_pack_pass(command):
    """A pack is tested by its name."""
    code, out, _ = command("policies", "test", "pp_11_2017", "--lang", "en")
    assert code == 0
    assert "0 failed" in out


def test_a_table_goes_to_a_sheet(command, tmp_path):
    """The tables of a policy are written as sheets."""
    code, out, _ = command("policies", "tables", "nilai_kinerja.toml", "-o", "t.xlsx")
    assert (code, out) == (0, "t.xlsx: predikat\n")
    assert (tmp_path / "t.xlsx").exists()


def test_a_file_is_scored_and_a_row_explained(command, tmp_path):
    """Every row gets its results; one row gets its reasons, as text and as JSON."""
    arguments = ("pegawai.csv", "--policy", "nilai_kinerja.toml")
    code, out, _ = command("score", *arguments, "-o", "hasil.csv")
    assert (code, out) == (0, "hasil.csv: 5 baris, 1 tanpa hasil lengkap.\n")
    lines = (tmp_path / "hasil.csv").read_text(encoding="utf-8").splitlines()
    assert lines[3] == "3;Citra Contoh;86;94;cukup;88,40;0"
    code, out, _ = command("explain", *arguments, "--row", "3")
    assert code == 0
    assert "jarak ke batas terdekat: 1,6 (baik)" in out
    code, out, _ = command("explain", *arguments, "--row", "3", "--json")
    assert json.loads(out)["value"] == "cukup"
    code, _, err = command("explain", *arguments, "--row", "9")
    assert code == 2
    assert "9" in err


def test_bad_rows_are_told_or_passed_over(command, tmp_path):
    """Without being asked nothing is written while a row is bad."""
    rows = "id;skp;perilaku\n" + "".join(f"{n};{n};900\n" for n in range(12))
    (tmp_path / "buruk.csv").write_text(rows + "12;12;12\n", encoding="utf-8")
    arguments = ("score", "buruk.csv", "--policy", "nilai_kinerja.toml", "-o", "hasil.csv")
    code, _, err = command(*arguments)
    assert code == 2
    assert "buruk.csv:13 perilaku" in err
    assert not (tmp_path / "hasil.csv").exists()
    code, out, _ = command(*arguments, "--collect")
    assert code == 0
    assert "… +2" in out


def test_a_day_that_is_none_is_refused(command):
    """`--as-of` takes a date."""
    code, _, err = command("score", "pegawai.csv", "--policy", "nilai_kinerja.toml",
                           "-o", "h.csv", "--as-of", "kemarin")  # fmt: skip
    assert code == 2
    assert "kemarin" in err


def test_cases_of_other_policies_are_told(command, tmp_path):
    """A case whose policy is misspelt is not left out in silence."""
    case = '[[case]]\nid = "a"\npolicy = "pp_30_2019.predikt"\ncitation = "dihitung"\n'
    (tmp_path / "lain.toml").write_text(case, encoding="utf-8")
    test = ("policies", "test", "pp_30_2019.predikat", "--cases", "lain.toml", "--lang", "en")
    _, out, _ = command(*test)
    assert "1 cases of other policies were not run: pp_30_2019.predikt." in out

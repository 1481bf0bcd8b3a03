"""The training commands as a user runs them, on the store of the demo and on its workbook."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from typer.testing import CliRunner

from asn_kinerja.cli.app import app
from asn_kinerja.cli.terminal import console
from asn_kinerja.population import sample_path
from asn_kinerja.services.programme import STEPS

NIP = re.compile(r"\d{18}")
QUICK = ("--optimiser", "greedy")


@pytest.fixture
def store(demo, tmp_path):
    """A copy of the demo's store that a test may change."""
    path = tmp_path / "kantor.db"
    shutil.copy(demo / "marelan.db", path)
    return f"sqlite:///{path}"


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run `asn-kinerja training` in a folder of its own and give code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console, "_width", 400)  # pytest-xdist sets COLUMNS before the import
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*words):
        done = CliRunner().invoke(app, ["training", *map(str, words)])
        return done.exit_code, done.stdout, done.stderr

    return call


def rows(printed):
    """Cut the rows of a printed table into cells."""
    return [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in printed.splitlines()
        if line.startswith("│")
    ]


def audits(store):
    """Read action and reason of every audit entry with sqlite3 alone."""
    with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as connection:
        return connection.execute("SELECT action, reason FROM asn_audit").fetchall()


def alter(store, statement):
    """Change records with sqlite3 alone."""
    with closing(sqlite3.connect(store.removeprefix("sqlite:///"))) as connection:
        assert connection.execute(statement).rowcount > 0
        connection.commit()


def test_needs_are_ranked_and_counselling_is_never_shown(demo, stored, run):
    """The highest value goes first; nobody's NIP and nothing of counselling is printed."""
    code, out, err = run("needs", f"sqlite:///{demo / 'marelan.db'}")
    assert (code, err) == (0, "")
    table = rows(out)
    values = [int(row[7]) for row in table if row[7] != "-"]
    assert values == sorted(values, reverse=True)
    kept = [need for need in stored["training_need"] if need["kind"] != "konseling"]
    assert len(table) == len(kept) < len(stored["training_need"])
    assert {row[4] for row in table} == {"pelatihan", "bimbingan"}
    assert not NIP.search(out)


def test_one_person_is_found_by_a_part_of_the_name(demo, run):
    """The filter keeps the place in the whole order."""
    source = f"sqlite:///{demo / 'marelan.db'}"
    everybody = rows(run("needs", source, "--lang", "en")[1])
    name = everybody[2][1]
    own = rows(run("needs", source, "--lang", "en", "--person", name[1:].upper())[1])
    assert own == [row for row in everybody if row[1] == name]
    assert rows(run("needs", source, "--lang", "en", "--top", 3)[1]) == everybody[:3]


def test_a_draft_writes_files_and_keeps_nothing(demo, run, tmp_path):
    """Without --propose the store stays byte for byte as it is."""
    path = demo / "marelan.db"
    before = path.read_bytes()
    code, out, _ = run("plan", f"sqlite:///{path}", "--year", 2025, "-o", "hasil")
    assert code == 0
    assert "RANCANGAN" in out
    names = ["rencana.html", "rencana.ics", "rencana.xlsx"]
    assert sorted(file.name for file in (tmp_path / "hasil").iterdir()) == names
    assert path.read_bytes() == before
    calendar = (tmp_path / "hasil" / "rencana.ics").read_bytes()
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert not NIP.search(calendar.decode())
    page = (tmp_path / "hasil" / "rencana.html").read_text(encoding="utf-8")
    for text in (page, calendar.decode().replace("\r\n ", "")):
        assert ("RANCANGAN" in text, "USULAN" in text) == (True, False)


def test_the_pages_of_the_demo_show_plan_reasons_and_effects(demo, stored):
    """The report says what the plan is worth and what courses did; the plan has each reason."""
    (kept,) = stored["training_plan"]
    report = (demo / "laporan.html").read_text(encoding="utf-8")
    assert "Dampak pelatihan pada level kompetensi" in report
    assert report.count("tidak berhasil") == 1
    page = (demo / "rencana" / "rencana.html").read_text(encoding="utf-8")
    assert page.count("Belum terlayani karena") == len(kept["unmet"]) > 20
    if kept["method"] == "exact":
        assert "terbukti tidak ada rencana yang lebih baik" in report
        assert "terbukti tidak ada rencana yang lebih baik" in page


def test_the_office_proposes_and_the_ppk_decides(store, run, tmp_path):
    """A decided plan is shown as decided, is not changed, and is reopened with a reason only."""
    assert run("plan", store, "--propose", *QUICK)[0] == 0
    code, out, err = run("plan", store, "--decide", "Wali Kota Contoh", "--date", "2025-01-20")
    assert (code, "Wali Kota Contoh pada 20 Januari 2025" in out) == (0, True), err
    code, _, err = run("plan", store, "--propose", "--lang", "en")
    assert (code, "has been decided" in err) == (2, True)
    code, out, _ = run("plan", store, "-o", "hasil", "--lang", "en", "--optimiser", "greedy")
    assert (code, "DECIDED by Wali Kota Contoh" in out) == (0, True)
    assert "DECIDED by" in (tmp_path / "hasil" / "rencana.html").read_text(encoding="utf-8")
    code, _, err = run("plan", store, "--decide", "Orang Lain")
    assert (code, "(--reopen)" in err) == (2, True)
    assert run("plan", store, "--reopen", "Pagu berubah")[0] == 0
    assert run("plan", store, "--reopen", "Lagi")[0] == 2
    code, out, _ = run("plan", store, "--propose", "--optimiser", "greedy")
    assert (code, "heuristik" in out) == (0, True)
    out = run("plan", store, "--optimiser", "greedy", "--lang", "en")[1]
    assert "The proposal that is kept places the same people." in out
    alter(
        store,
        "UPDATE asn_record SET payload = json_set(payload, '$.record.placements', json('[]'))"
        " WHERE kind = 'training_plan'",
    )
    out = run("plan", store, "--optimiser", "greedy", "--lang", "en")[1]
    assert "The proposal that is kept is another one (greedy, value" in out
    assert {("decide", "2025"), ("reopen", "2025; Pagu berubah")} < {*audits(store)}


def test_a_proposal_that_no_longer_fits_is_not_decided(store, run):
    """Where seats were taken away since then, it is proposed again first."""
    assert run("plan", store, "--propose", *QUICK)[0] == 0
    alter(
        store,
        "UPDATE asn_record SET payload = json_set(payload, '$.record.seats', 1,"
        " '$.record.minimum_size', 1) WHERE kind = 'session'",
    )
    code, _, err = run("plan", store, "--decide", "Wali Kota", "--lang", "en")
    assert (code, "no longer fits" in err) == (2, True)
    assert run("plan", store, "--propose", *QUICK)[0] == 0
    assert run("plan", store, "--decide", "Wali Kota")[0] == 0


def test_the_solver_prints_nothing(demo, tmp_path):
    """Nothing of HiGHS reaches the terminal, whatever way it takes."""
    pytest.importorskip("highspy")
    words = ("training", "plan", f"sqlite:///{demo / 'marelan.db'}", "--optimiser", "exact")
    done = subprocess.run(
        [sys.executable, "-m", "asn_kinerja", *words],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "HiGHS" not in done.stdout
    assert done.stdout.startswith("RANCANGAN")


def test_courses_are_told_at_four_levels_with_their_effect(demo, run):
    """Each evaluated course has its marks, gain, comparison, evidence and advice."""
    code, out, err = run("evaluate", f"sqlite:///{demo / 'marelan.db'}", "--lang", "en")
    assert (code, err) == (0, "")
    for said in ("Reaction", "Learning", "interval", "association", "Evidence", "withheld", "n = "):
        assert said in out
    assert "does not work" in out
    assert "No course is held back in 2026." in out


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("command", ["needs", "plan", "evaluate"])
def test_nothing_is_cut_on_a_terminal_of_80_columns(demo, run, monkeypatch, command, lang):
    """Every word of a cell stands whole in the narrow output, which says what each number is."""
    words = (command, f"sqlite:///{demo / 'marelan.db'}", "--lang", lang)
    wide = rows(run(*words)[1])
    monkeypatch.setattr(console, "_width", 80)
    narrow = run(*words)[1]
    assert {word for row in wide for cell in row for word in cell.split()} <= {*narrow.split(), "-"}
    assert "…" not in narrow
    assert max(map(len, narrow.splitlines())) <= 80


def test_an_assessor_confirms_a_proposed_level(store, run):
    """A level is found by its code, confirmed once, and waits no more."""
    assert rows(run("levels", store)[1]) == []  # everybody was assessed after the courses
    alter(
        store,
        "DELETE FROM asn_record WHERE kind = 'assessment'"
        " AND json_extract(payload, '$.record.assessed_on') > '2025-03-01'",
    )
    waiting = rows(run("levels", store)[1])
    assert waiting
    code_of, person, competency, _, proposed = waiting[0]
    for words, said in (
        (("--assessor", " "), "--assessor: a value is required"),
        (("--assessor", "A", "--date", "2999-01-01"), "--date: the day of the assessment"),
        (("--assessor", "A", "--date", "2020-01-01"), "--date: the assessment of 2020-01-01"),
        (("--assessor", "A", "--level", 9), "--level: 9 is out of bounds"),
    ):
        code, _, err = run("confirm", store, code_of, *words, "--lang", "en")
        assert (code, said in err) == (2, True), err
    code, out, err = run("confirm", store, code_of, "--assessor", "Asesor", "--date", "2026-01-15")
    assert (code, err) == (0, "")
    assert f"{person}: {competency}, level {proposed} (2026-01-15)" in out
    assert run("levels", store)[1].count(code_of) == 0
    code, _, err = run("confirm", store, code_of, "--assessor", "Asesor", "--lang", "en")
    assert (code, code_of in err) == (2, True)


def test_a_workbook_is_planned_without_a_store(run, tmp_path):
    """Needs and plan of the sample are those of the demo; nothing is kept anywhere."""
    code, out, err = run("plan", sample_path(), "-o", "hasil", *QUICK)
    assert (code, "RANCANGAN" in out) == (0, True), err
    code, _, err = run("plan", sample_path(), "--propose", "--lang", "en")
    assert (code, "is a workbook" in err) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["hasil"]


def test_the_people_of_a_workbook_are_appraised_as_in_a_year(run, monkeypatch):
    """The step of the year that appraises is the one that a workbook goes through."""
    appraised = []
    monkeypatch.setitem(STEPS, "appraise", lambda _, period: appraised.append(str(period)))
    code, _, err = run("needs", sample_path(), "--top", 1)
    assert (code, err, appraised) == (0, "", ["2025"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("needs", "tiada.xlsx"), "tiada.xlsx"),
        (("needs", "sqlite:///tiada.db"), "no store"),
        (("needs", "{store}", "--year", "kemarin"), "kemarin"),
        (("needs", "{store}", "--year", "2031"), "2031"),
        (("needs", "{store}", "--person", "Tiada Orang"), "Tiada Orang"),
        (("plan", "{store}", "--optimiser", "nujum"), "nujum"),
        (("plan", "{store}", "--propose", "--decide", "A"), "exclude"),
        (("plan", "{store}", "--decide", "A", "--optimiser", "greedy"), "--optimiser | --decide"),
        (("plan", "{store}", "--date", "2025-01-20"), "--date: this option is read only with"),
        (("plan", "{store}", "--decide", "A", "--date", "besok"), "besok"),
        (("plan", "{store}", "--decide", "  "), "--decide: a value is required"),
        (("plan", "{store}", "--decide", ""), "--decide: a value is required"),
        (("plan", "{store}", "--decide", "A", "--date", "2999-01-01"), "--date: the day of the"),
        (("plan", "{store}", "--reopen", ""), "--reopen: a value is required"),
        (("plan", "{store}", "--year", "2031"), "--year: there is no"),
        (("plan", "{store}", "--optimiser", "nujum"), "--optimiser: nothing is known"),
        (("confirm", "{store}", "abc", "--assessor", "A"), "training levels"),
        (("levels", "kantor.xlsx"), "workbook"),
    ],
)
def test_what_cannot_be_done_is_told(demo, run, tmp_path, words, said):
    """A mistake is told in a sentence with exit code 2, and nothing is made."""
    store = f"sqlite:///{demo / 'marelan.db'}"
    code, _, err = run(*(word.format(store=store) for word in words), "--lang", "en")
    assert (code, said in err) == (2, True), err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []

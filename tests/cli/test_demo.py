"""The demo and the commands as a user runs them."""

import hashlib
import re
import signal
import subprocess
import sys
import time

import pytest

FILES = ("laporan.html", "papan.html", "laporan.xlsx", "marelan.db")
PLAN = {"rencana.html", "rencana.xlsx", "rencana.ics"}
PAPERS = {f"penghargaan.{kind}" for kind in ("html", "json", "pdf", "xlsx")}


@pytest.fixture
def cli(tmp_path):
    """Run the command line in a folder of its own."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


def digests(folder):
    """Hash the files of a demo."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def test_files_and_findings(demo):
    """The demo leaves four files, papers of award and plan, and prints five findings."""
    assert sorted(path.name for path in demo.iterdir()) == sorted(
        [*FILES, "penghargaan", "rencana"]
    )
    (award,) = (demo / "penghargaan").iterdir()
    assert {path.name for path in award.iterdir()} == PAPERS
    assert {path.name for path in (demo / "rencana").iterdir()} == PLAN
    printed = (demo.parent / "printed.txt").read_text(encoding="utf-8")
    assert re.findall(r"^  (\d)\. ", printed, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert all(name in printed for name in FILES)


def test_no_names_in_the_output(demo, stored):
    """What a run prints names nobody and shows no NIP."""
    printed = (demo.parent / "printed.txt").read_text(encoding="utf-8")
    assert not re.search(r"\d{18}", printed)
    assert not [person["name"] for person in stored["employee"] if person["name"] in printed]


def test_again_changes_nothing(demo, cli):
    """A second run into the same place gives the same bytes."""
    before = digests(demo)
    assert cli("demo", "--out", demo).returncode == 0
    assert digests(demo) == before


def test_english(cli, tmp_path):
    """The demo speaks English when asked."""
    done = cli("demo", "--out", "year", "--lang", "en")
    assert done.returncode == 0
    assert "Five findings" in done.stdout
    assert '<html lang="en"' in (tmp_path / "year" / "laporan.html").read_text(encoding="utf-8")


def test_killed_at_any_moment(demo, cli, tmp_path):
    """A demo that was killed is finished by the next run, with the same files."""
    folder = tmp_path / "killed"
    for seconds in (1.0, 2.0, 3.5, 6.0):
        process = subprocess.Popen(
            [sys.executable, "-m", "asn_kinerja", "demo", "--out", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert cli("demo", "--out", folder).returncode == 0
    finished, expected = digests(folder), digests(demo)
    for name in ("laporan.html", "papan.html", "laporan.xlsx"):
        assert finished[name] == expected[name]


def test_own_steps(cli, tmp_path):
    """Import, appraise, run and report do by hand what the demo does at once."""
    from asn_kinerja.population import sample_path

    store = f"sqlite:///{tmp_path / 'kantor.db'}"
    assert cli("import", sample_path(), "--store", store).returncode == 0
    appraised = cli("appraise", "--store", store, "--period", "2025", "--lang", "en")
    assert appraised.returncode == 0
    assert "2025-Q1" in appraised.stdout
    assert "2025:" in appraised.stdout
    assert cli("run", "--store", store, "--period", "2025").returncode == 0
    reported = cli("report", "--store", store, "--out", tmp_path / "hasil")
    assert reported.returncode == 0, reported.stderr
    assert sorted(path.name for path in (tmp_path / "hasil").iterdir()) == [
        "laporan.html",
        "laporan.xlsx",
        "papan.html",
        "penghargaan",
    ]


def test_template_is_never_overwritten(cli, tmp_path):
    """A template is written once; an existing file is left as it is, with exit code 2."""
    assert cli("template", "kantor.xlsx").returncode == 0
    before = (tmp_path / "kantor.xlsx").read_bytes()
    again = cli("template", "kantor.xlsx")
    assert again.returncode == 2
    assert "kantor.xlsx" in again.stderr
    assert (tmp_path / "kantor.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "tiada.xlsx", "--store", "memory:"], "tiada.xlsx"),
        (["appraise", "--store", "memory:", "--period", "2025"], "2025"),
        (["appraise", "--store", "memory:", "--period", "kemarin"], "kemarin"),
        (["report", "--store", "ftp://kantor", "--out", "x"], "ftp"),
        (["report", "--store", "memory:", "--out", "x"], "programme"),
    ],
)
def test_mistakes(cli, arguments, said):
    """A mistake is told in a line or two, with exit code 2 and no traceback."""
    done = cli(*arguments, "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command(cli):
    """Help lists the commands."""
    shown = cli("--help").stdout
    for command in ("demo", "import", "appraise", "run", "report", "template"):
        assert command in shown

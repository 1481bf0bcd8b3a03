"""What the commands that read cases refuse to overwrite or to read."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "policies"
CASES = "id;skp;perilaku\n1;110,5;92\n"


@pytest.fixture
def command(tmp_path):
    """Runs a command beside an example policy and a file of cases; gives code and errors."""
    (tmp_path / "nilai.toml").write_bytes((EXAMPLES / "nilai_kinerja.toml").read_bytes())
    (tmp_path / "kasus.csv").write_text(CASES, encoding="utf-8")

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *arguments],
            cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stderr

    return run


def test_scores_do_not_overwrite_their_cases(command, tmp_path):
    """A file is not written over the file that is read, under another spelling either."""
    out = str(tmp_path / "." / "kasus.csv")
    code, err = command("score", "kasus.csv", "--policy", "nilai.toml", "-o", out, "--lang", "en")
    assert (code, "'kasus.csv' is asked for twice" in " ".join(err.split())) == (2, True)
    assert (tmp_path / "kasus.csv").read_text(encoding="utf-8") == CASES


def test_written_cases_overwrite_nothing(command, tmp_path):
    """Cases for what is untouched go into a new file, in a folder that is there."""
    held = tmp_path / "isi.toml"
    held.write_text("# jawaban\n", encoding="utf-8")
    sheet = tmp_path / "uji.csv"
    sheet.write_text("id;skp;perilaku;nilai;pasal\na;90;90;90;5\n", encoding="utf-8")
    test = ("policies", "test", "nilai.toml", "--cases", "uji.csv", "--lang", "en", "--generate")
    code, err = command(*test, "isi.toml")
    assert (code, "not overwritten" in err) == (2, True)
    assert held.read_text(encoding="utf-8") == "# jawaban\n"
    code, err = command(*test, "tiada/isi.toml")
    assert (code, "cannot be written" in err) == (2, True)


def test_explain_tells_what_it_reads(command):
    """A Parquet file is refused with what helps here, and not offered by the help."""
    code, err = command(
        "explain", "kasus.parquet", "--policy", "nilai.toml", "--row", "1", "--lang", "en"
    )
    assert (code, "Save the row" in err) == (2, True)

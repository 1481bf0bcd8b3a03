"""The commands that import, export and compare competency frameworks, as a user runs them."""

import os
import subprocess
import sys

import pytest

from asn_kinerja.cli.terminal import open_context
from asn_kinerja.errors import InvalidInput, Problem

BUILT_IN = "permenpanrb_38_2017"


@pytest.fixture
def run(tmp_path):
    """Run `asn-kinerja competency` in a folder of its own."""

    def call(*words):
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", "competency", *words],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


def test_every_format_leads_round(run, tmp_path):
    """Import, export and import again change nothing in any format; exports do not differ."""
    store = ("--store", "sqlite:///s.db", "--lang", "en")
    assert run("import", BUILT_IN, *store)[0] == 0
    for name in ("k.json", "k.csv", "k.xlsx"):
        code, out, err = run("export", name, *store, "--framework", BUILT_IN)
        assert (code, out.strip()) == (0, name), err
        assert run("import", name, *store)[0] == 0
        code, out, _ = run("import", name, *store)
        assert (code, "0 records new" in out) == (0, True)
        code, out, _ = run("diff", BUILT_IN, name, *store)
        assert (code, "No difference" in out) == (0, True)
    code, _, err = run("export", "k.json", *store)
    assert (code, "already" in err) == (2, True)
    kept = (tmp_path / "k.json").read_bytes()
    assert run("export", "again.json", *store)[0] == 0
    assert (tmp_path / "again.json").read_bytes() == kept


def test_a_difference_is_told_in_both_languages(run, tmp_path):
    """Two files are compared without a store; the words follow the language."""
    assert run("import", BUILT_IN, "--store", "sqlite:///s.db")[0] == 0
    assert run("export", "a.csv", "--store", "sqlite:///s.db")[0] == 0
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        text.replace("Mengingatkan rekan agar tetap pada aturan.", "Menegur rekan."),
        encoding="utf-8",
    )
    code, out, _ = run("diff", "a.csv", "b.csv")
    assert (code, "INT level 2 berubah" in out, "Menegur rekan." in out) == (0, True, True)
    assert "changed" in run("diff", "a.csv", "b.csv", "--lang", "en")[1]


def test_a_change_at_the_end_of_a_long_text_is_seen(run, tmp_path):
    """Long texts are told whole, below each other, so that what changed is among it."""
    assert run("import", BUILT_IN, "--store", "sqlite:///s.db")[0] == 0
    assert run("export", "a.csv", "--store", "sqlite:///s.db")[0] == 0
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    short = "Mengingatkan rekan agar tetap pada aturan."
    long = f"{short[:-1]} dan menjelaskan alasannya kepada yang belum paham setiap"
    for name, end in (("a.csv", "hari."), ("b.csv", "pekan.")):
        (tmp_path / name).write_text(text.replace(short, f"{long} {end}"), encoding="utf-8")
    lines = run("diff", "a.csv", "b.csv")[1].splitlines()
    assert [f"    - {long} hari.", f"    + {long} pekan."] == lines[2:4]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "no.json", "--store", "sqlite:///s.db"), "no file"),
        (("import", "x.pdf", "--store", "sqlite:///s.db"), ".pdf"),
        (("import", "bad.json", "--store", "sqlite:///s.db"), "$.CFDocument.title"),
        (("export", "x.json", "--store", "sqlite:///none.db"), "no store"),
        (("diff", "bad.json", BUILT_IN), "$.CFDocument.title"),
    ],
)
def test_what_cannot_be_done_is_told(run, tmp_path, words, said):
    """A problem is told in a sentence with exit code 2, and nothing is made."""
    (tmp_path / "bad.json").write_text('{"CFDocument": {}}', encoding="utf-8")
    code, _, err = run(*words, "--lang", "en")
    assert (code, said in err) == (2, True), err
    assert "Traceback" not in err
    assert not (tmp_path / "s.db").exists()


def test_a_failing_import_leaves_no_file(tmp_path):
    """A store that was made new for frameworks that cannot be kept is taken away again."""
    store = f"sqlite:///{tmp_path}/new.db"

    def fail():
        with open_context(store, actor="camat", create=True):
            raise InvalidInput(Problem("required", "id"))

    with pytest.raises(InvalidInput):
        fail()
    assert list(tmp_path.iterdir()) == []

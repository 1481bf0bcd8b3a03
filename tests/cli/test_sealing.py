"""Sealing, correcting and erasing by command, run as a user runs them, on the demo's store."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

STORE = "sqlite:///store.db"


@pytest.fixture
def run(demo, tmp_path):
    """Run `asn-kinerja` beside a copy of the demo's store; give exit code, output and errors."""
    shutil.copy(demo / "marelan.db", tmp_path / "store.db")

    def call(*words):
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *words, "--lang", "en"],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "300", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def sealed(run):
    """Seal the year of the demo."""
    code, out, err = run("store", "seal", STORE, "--period", "2025", "--reason", "BA 1/2026")
    assert (code, "2025 was sealed" in out) == (0, True), err
    return run


def ask(path, statement):
    """Ask the file of a store past the library."""
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchone()


def test_a_sealed_year_is_verified_with_its_results(sealed, tmp_path):
    """`verify` computes sealed results again; a flipped byte is named with record and entry."""
    code, out, _ = sealed("store", "verify", STORE)
    assert code == 0
    assert "1 seals are whole" in out
    assert "computed again" in out
    (key,) = ask(tmp_path / "store.db", "SELECT max(key) FROM asn_record WHERE kind = 'appraisal'")
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection, connection:
        connection.execute(
            "UPDATE asn_record SET payload = replace(payload, 'dinilai', 'dinilaj')"
            " WHERE kind = 'appraisal' AND key = ?",
            (key,),
        )
    code, out, _ = sealed("store", "verify", STORE)
    assert code == 1
    assert f"appraisal[{key}]" in out
    assert "audit entry" in out


def test_a_flipped_byte_of_the_file_is_found(sealed, tmp_path):
    """A byte of a payload flipped in the file itself is named with record and entry."""
    path = tmp_path / "store.db"
    held = path.read_bytes()
    place = held.find(b'"record":{') + 12
    path.write_bytes(held[:place] + bytes([held[place] ^ 1]) + held[place + 1 :])
    code, out, err = sealed("store", "verify", STORE)
    assert (code, "audit entry" in out) == (1, True), err


def test_a_sealed_year_changes_by_correction_alone(sealed, tmp_path):
    """A write to the year is refused; with `--correct` and a reason it is kept and listed."""
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection, connection:
        connection.execute("DELETE FROM asn_record WHERE kind = 'appraisal'")
    code, _, err = sealed("appraise", "--store", STORE, "--period", "2025-Q1")
    assert (code, "sealed period 2025" in err) == (2, True)
    code, _, err = sealed(
        "appraise", "--store", STORE, "--period", "2025-Q1", "--correct", "2025",
        "--reason", "Nilai hilang",
    )  # fmt: skip
    assert code == 0, err
    code, out, _ = sealed("store", "status", STORE)
    assert code == 0
    assert "Sealed: 2025" in out
    assert "correction" in out
    assert "Nilai hilang" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("store", "seal", STORE, "--period", "2025", "--reason", "x"), "sealed already"),
        (("store", "seal", STORE, "--period", "2024", "--reason", "x"), "no record"),
        (("store", "seal", STORE, "--period", "2024", "--reason", " "), "reason"),
        (("appraise", "--store", STORE, "--period", "2025", "--correct", "2025"), "--reason"),
        (("appraise", "--store", STORE, "--period", "2025", "--reason", "x"), "--correct"),
        (("store", "erase", STORE, "--reason", "x"), "--nip"),
        (("store", "erase", STORE, "--nip", "1", "--reason", "x"), "nobody"),
    ],
)
def test_what_cannot_be_done_is_told(sealed, words, said):
    """What is missing or too late is told in one sentence; exit code 2."""
    code, _, err = sealed(*words)
    assert (code, said in err) == (2, True), err
    assert "Traceback" not in err


def test_an_erased_person_is_nowhere(sealed, tmp_path):
    """After `erase` no file, export or report names the person; store and seal still verify."""
    nip, name = ask(
        tmp_path / "store.db",
        "SELECT key, json_extract(payload, '$.record.name') FROM asn_record"
        " WHERE kind = 'employee' LIMIT 1",
    )
    code, out, err = sealed("store", "erase", STORE, "--nip", nip, "--reason", "Surat 2/2026")
    assert (code, "removed" in out) == (0, True), err
    assert nip not in out
    code, out, _ = sealed("store", "verify", STORE)
    assert (code, "1 seals are whole" in out) == (0, True)
    assert sealed("store", "export", STORE, "all.jsonl")[0] == 0
    assert sealed("report", "--store", STORE, "--period", "2025", "--out", "report")[0] == 0
    for file in (tmp_path / "store.db", tmp_path / "all.jsonl", tmp_path / "report/laporan.html"):
        held = file.read_bytes()
        assert nip.encode() not in held, file.name
        assert name.encode() not in held, file.name
    assert sorted(path.name for path in tmp_path.glob("store.db*")) == ["store.db"]


def test_no_command_leads_into_a_sealed_year_after_an_erasure(sealed, stored):
    """Evaluation and report show what was sealed, and send nobody to write it anew."""
    (nominee, *_) = sorted(one["employee_id"] for one in stored["nomination"])
    told = sealed("training", "evaluate", STORE)[1]
    code, _, err = sealed("store", "erase", STORE, "--employee", nominee, "--reason", "surat 12")
    assert code == 0, err
    code, out, err = sealed("training", "evaluate", STORE)
    assert (code, "2025 was sealed on" in out) == (0, True), err
    assert out == told
    code, out, err = sealed("report", "--store", STORE, "--out", "laporan")
    assert (code, "stands as it was when its period was sealed" in out) == (0, True), err
    assert "run:" not in out

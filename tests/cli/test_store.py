"""The commands that make, verify, migrate and move stores, run as a user runs them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

FROZEN = Path(__file__).parents[1] / "migrations" / "frozen"
NEWEST = max(FROZEN.glob("layout-*.db"))


@pytest.fixture
def run(tmp_path):
    """Run `asn-kinerja` in a folder of its own; give exit code, output and errors."""

    def call(*words, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *words],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return call


@pytest.fixture
def store(tmp_path):
    """Copy the frozen store of today."""
    shutil.copy(NEWEST, tmp_path / "store.db")
    return "sqlite:///store.db"


def alter(path, statement):
    """Change a file past the library."""
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount == 1


def test_a_store_is_made_once(run, tmp_path):
    """`init` makes a store and leaves one that is there; `status` shows what it holds."""
    assert run("store", "init", "sqlite:///new.db")[0] == 0
    before = (tmp_path / "new.db").read_bytes()
    code, out, _ = run("store", "init", "sqlite:///new.db", "--lang", "en")
    assert (code, "ready" in out) == (0, True)
    assert (tmp_path / "new.db").read_bytes() == before
    code, out, _ = run("store", "status", "sqlite:///new.db", "--lang", "en")
    assert (code, "No audit entry" in out) == (0, True)


def test_status_counts_and_names_no_one(run, store):
    """`status` counts records by kind and tells the last entry, without values."""
    code, out, _ = run("store", "status", store)
    assert code == 0
    assert "employee" in out
    assert "3, 2025-01-03" in out
    assert "Siti" not in out


def test_verify_holds_and_fails(run, store, tmp_path):
    """`verify` exits 0 for a sound store; after one flipped byte it names record and entry."""
    code, out, _ = run("store", "verify", store, "--lang", "en")
    assert (code, "hold" in out) == (0, True)
    alter(
        tmp_path / "store.db",
        "UPDATE asn_record SET payload = replace(payload, 'Siti', 'Sitj') WHERE kind = 'employee'"
        " AND payload LIKE '%Siti%'",
    )
    code, out, _ = run("store", "verify", store, "--lang", "en")
    assert code == 1
    assert "employee" in out
    assert "entry 1" in out
    assert "Sitj" not in out


def test_migrate_names_steps_and_takes_them(run, tmp_path):
    """`migrate --dry-run` names the steps and changes nothing; `migrate` takes them."""
    shutil.copy(FROZEN / "layout-1.db", tmp_path / "old.db")
    code, _, err = run("store", "verify", "sqlite:///old.db", "--lang", "en")
    assert (code, "migrate" in err) == (2, True)
    before = (tmp_path / "old.db").read_bytes()
    code, out, _ = run("store", "migrate", "--dry-run", "sqlite:///old.db", "--lang", "en")
    assert (code, "layout 2" in out) == (0, True)
    assert (tmp_path / "old.db").read_bytes() == before
    assert run("store", "migrate", "sqlite:///old.db")[0] == 0
    assert run("store", "verify", "sqlite:///old.db")[0] == 0
    code, out, _ = run("store", "migrate", "sqlite:///old.db", "--lang", "en")
    assert (code, "Nothing needs to change" in out) == (0, True)


def test_a_newer_store_names_its_release(run, store, tmp_path):
    """A store with a newer number is refused with the release that wrote it."""
    alter(tmp_path / "store.db", "UPDATE asn_schema SET number = 99, release = '9.9.9'")
    for command in ("verify", "migrate", "status"):
        code, _, err = run("store", command, store, "--lang", "en")
        assert (code, "9.9.9" in err) == (2, True)


def test_export_import_and_copy_give_the_same(run, store, tmp_path):
    """A store comes back from a file and from a copy with the same export, byte for byte."""
    for words in (
        ("export", store, "one.jsonl"),
        ("import", "one.jsonl", "sqlite:///two.db"),
        ("copy", "sqlite:///two.db", "sqlite:///three.db"),
        ("export", "sqlite:///three.db", "three.jsonl"),
        ("verify", "sqlite:///three.db"),
    ):
        code, _, err = run("store", *words)
        assert code == 0, err
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "three.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "one.jsonl", "store.db", "three.db", "three.jsonl", "two.db",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "STORE", "there.jsonl"), "already"),
        (("export", "STORE", "none/x.jsonl"), "cannot be written"),
        (("export", "sqlite:///none.db", "x.jsonl"), "no store"),
        (("import", "none.jsonl", "sqlite:///new.db"), "no file"),
        (("import", "there.jsonl", "sqlite:///new.db"), "cut, altered"),
        (("copy", "STORE", "STORE"), "records already"),
        (("copy", "STORE", "mongo:x"), "no plugin opens"),
        (("verify", "postgresql://camat:rahasia@127.0.0.1:1/x"), "does not answer"),
    ],
)
def test_what_cannot_be_moved_is_told(run, store, tmp_path, words, said):
    """What stands in the way is told in one sentence, without credentials; exit code 2."""
    (tmp_path / "there.jsonl").write_bytes(b"\xff\xfe no export\n")
    code, _, err = run("store", *(word.replace("STORE", store) for word in words), "--lang", "en")
    assert (code, said in err) == (2, True), err
    assert "rahasia" not in err
    assert "Traceback" not in err


def test_plugins_are_listed(run):
    """`plugins list` names each plugin, where it comes from and what it offers."""
    code, out, _ = run("plugins", "list", "--lang", "en")
    assert code == 0
    assert "storage_backends: memory, sqlite, postgresql, mariadb" in out
    code, out, _ = run("plugins", "list", "--lang", "en", ASN_KINERJA_BLOCK="lmdb, other")
    assert (code, "lmdb, other" in out) == (0, True)
    assert "no installed plugin has that name: lmdb, other" in out


def test_a_failing_import_leaves_no_file(run, store, tmp_path):
    """A broken export leaves no new store; one that was there before stays as it was."""
    assert run("store", "export", store, "whole.jsonl")[0] == 0
    lines = (tmp_path / "whole.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "cut.jsonl").write_text("".join(lines[:-2]), encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    assert run("store", "import", "cut.jsonl", "sqlite:///new.db")[0] == 2
    assert {path.name for path in tmp_path.iterdir()} == before
    assert run("store", "init", "sqlite:///empty.db")[0] == 0
    kept = (tmp_path / "empty.db").read_bytes()
    assert run("store", "import", "cut.jsonl", "sqlite:///empty.db")[0] == 2
    assert (tmp_path / "empty.db").read_bytes() == kept


def test_a_failing_copy_leaves_no_file(run, store, tmp_path):
    """A store that does not fit its audit chain is not copied, and no new file is left."""
    alter(
        tmp_path / "store.db",
        "DELETE FROM asn_record WHERE rowid IN"
        " (SELECT min(rowid) FROM asn_record WHERE kind = 'unit')",
    )
    before = {path.name for path in tmp_path.iterdir()}
    assert run("store", "copy", store, "sqlite:///new.db")[0] == 2
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "words", [("status",), ("verify",), ("migrate",), ("migrate", "--dry-run")]
)
def test_a_file_that_is_no_store_stays_as_it_is(run, tmp_path, words):
    """A command that makes no store writes nothing into an empty file, and says that it is none."""
    (tmp_path / "e0.db").touch()
    code, _, errors = run("store", *words, "sqlite:///e0.db", "--lang", "en")
    assert (code, "no store of that name" in errors) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["e0.db"]
    assert (tmp_path / "e0.db").read_bytes() == b""

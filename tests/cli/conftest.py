"""One run of the demo, and what its store holds, read without this library."""

import json
import sqlite3
import subprocess
import sys

import pytest


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The folder of one finished demo."""
    folder = tmp_path_factory.mktemp("demo") / "marelan"
    done = subprocess.run(
        [sys.executable, "-m", "asn_kinerja", "demo", "--out", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder.parent / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def stored(demo):
    """All records of the demo's store as plain JSON, by kind, read with sqlite3 alone."""
    connection = sqlite3.connect(f"file:{demo / 'marelan.db'}?immutable=1", uri=True)
    found = {}
    for kind, payload in connection.execute("SELECT kind, payload FROM asn_record ORDER BY key"):
        found.setdefault(kind, []).append(json.loads(payload)["record"])
    connection.close()
    return found

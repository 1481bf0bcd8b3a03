"""The page on storage: its commands run in order, its queries run on the sample office."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asn_kinerja.converters.workbook.reading import read_workbook
from asn_kinerja.population import sample_path
from asn_kinerja.workspace import open_workspace

PAGE = Path(__file__).parents[2] / "docs" / "storage.md"
BLOCKS = re.findall(
    r"^```(sql|sh)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)
QUERIES = [text for language, text in BLOCKS if language == "sql"]
COMMANDS = [
    line for language, text in BLOCKS if language == "sh" for line in text.splitlines() if line
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Keep the sample office in an SQLite file."""
    path = tmp_path_factory.mktemp("office") / "marelan.db"
    with (
        open_workspace(f"sqlite:///{path}", actor="penguji") as workspace,
        workspace.unit_of_work(recorded_at=datetime(2025, 1, 1, tzinfo=UTC)) as unit,
    ):
        for record in read_workbook(sample_path()):
            unit.repository(type(record)).put(record)
        unit.commit(action="import")
    return path


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.split("FROM ")[1].split()[0])
def test_a_query_for_the_analyst_runs(office, query):
    """Each query of the page finds rows of the sample office, or none of what is not there yet."""
    with closing(sqlite3.connect(office)) as connection:
        rows = connection.execute(query).fetchall()
    assert bool(rows) is ("asn_appraisal" not in query)


def test_the_commands_run_in_order(tmp_path):
    """Every command of the page works, one after the other, in an empty folder."""
    assert len(COMMANDS) == 8
    for line in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "asn_kinerja", *shlex.split(line)[1:]],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {"marelan.db", "marelan.jsonl", "kembali.db", "salinan.db"}


def test_the_proofs_that_are_named_are_there():
    """Every test file and script that the page names exists."""
    named = re.findall(r"tests/[\w/]+(?:\.py)?", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [path for path in named if not (PAGE.parents[1] / path).exists()] == []

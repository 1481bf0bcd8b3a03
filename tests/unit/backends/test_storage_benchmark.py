"""The storage benchmark works; what it measures is not asserted."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "storage.py"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_storage_benchmark_prints_its_table(database):
    """One command measures ours, the peer and ready rows, and sees that both give back all."""
    command = [sys.executable, str(SCRIPT), "--people", "40", "--scan", "600", "--database"]
    done = subprocess.run([*command, database], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines() if line.startswith("|")]
    assert [row[1].strip().split(",")[0] for row in rows[2:]] == [
        "bulk write",
        "read back",
        "point read",
        "versioned update",
    ]
    assert all(float(row[4]) > 0 and float(row[6]) > 0 and float(row[7]) > 0 for row in rows[2:])
    assert "Most memory of a process that scans 60 employees" in done.stdout

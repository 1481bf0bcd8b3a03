"""Memory while people are made, in processes of their own."""

import subprocess
import sys

import pytest

MADE = """
import resource, sys
from pathlib import Path
from asn_kinerja.population import generate
from asn_kinerja.population.writing import write_population

folder, size = Path(sys.argv[1]), int(sys.argv[2])
batches = generate(size, seed=1, profile="nasional")
write_population(batches, people=folder / "o.parquet", items=folder / "b.parquet")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.soak
def test_memory_is_flat(tmp_path):
    """Five million people with their indicators take hardly more memory than half a million."""
    peaks = []
    for size in (500_000, 5_000_000):
        command = [sys.executable, "-c", MADE, str(tmp_path), str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.3 * peaks[0]

"""Measure how fast people are made, and how much memory it takes, and print a table.

python tests/benchmarks/population.py [--full]
"""

import argparse
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

OURS = """
import resource, sys, time
from pathlib import Path
from asn_kinerja.population import generate
from asn_kinerja.population.writing import write_population

size, people, items = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
start, spent = time.perf_counter(), time.process_time()
batches = generate(size, seed=1, profile="nasional")
assert write_population(batches, people=people, items=items) == size
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(time.perf_counter() - start, time.process_time() - spent, peak)
"""


def measure(size: int, kind: str) -> tuple[float, float, int, int]:
    """Make people in a process of its own.

    Args:
        size: How many.
        kind: Ending of the files.

    Returns:
        Seconds, seconds of the processor, peak megabytes, megabytes of both files.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.{kind}" for name in ("people", "items")]
        command = [sys.executable, "-c", OURS, str(size), *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        seconds, spent, peak = done.stdout.split()
        written = sum(path.stat().st_size for path in files) // 2**20
    return float(seconds), float(spent), int(peak), written


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to five million people")
    sizes = [(100_000, "parquet"), (1_000_000, "parquet"), (1_000_000, "csv")]
    sizes = [*sizes, (5_000_000, "parquet")] if parser.parse_args().full else sizes[:1]
    names = ("numpy", "polars", "pyarrow")
    print(f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names))
    print("| people | indicators | files | seconds | of the processor | peak MB | MB written |")
    print("|---:|---:|---|---:|---:|---:|---:|")
    for size, kind in sizes:
        seconds, spent, peak, written = measure(size, kind)
        print(
            f"| {size:,} | {size * 6:,} | {kind} | {seconds:.1f} | {spent:.1f} | {peak} "
            f"| {written} |"
        )


if __name__ == "__main__":
    main()

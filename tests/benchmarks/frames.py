"""Measure frames beside their peers, each in a process of its own, and print a table.

python tests/benchmarks/frames.py [--full] [--rounds 1] [--runs 5] [--only TEXT]

Without ``--full`` it takes 1 % of the size. The best of all runs counts, the most of their memory;
in each round every contestant has its turn, so that a neighbour who takes a core for some seconds
does not meet one of them alone. The peers are in `tests/benchmarks/requirements.txt`.
Asserts nothing about time.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import polars as pl
from frames_data import draw_wide, split_long
from frames_rule import make_rule

HERE = Path(__file__).parent
EMPLOYEES, SPARK_ROWS = 4_700_000, 1_000_000
ROWS = (
    ("wide, polars lazy", "polars_lazy", "hand-written polars", "polars_hand", "≤ 1.6x"),
    (
        "wide, attainments not rounded, settled", "polars_lazy_unrounded", "the same",
        "polars_hand_unrounded", "≤ 10x",
    ),
    ("wide, polars lazy", "polars_lazy", "openfisca-core", "openfisca", "≤ 0.25x"),
    ("long, polars lazy", "long_lazy", "hand-written group_by", "long_hand", "≤ 1.4x"),
    ("pandas", "pandas_frame", "hand-written numpy", "numpy_hand", "≤ 2x"),
    ("pyarrow", "pyarrow_table", "hand-written numpy", "numpy_hand", "≤ 2x"),
    ("DuckDB", "duckdb_relation", "hand-written SQL", "duckdb_hand", "≤ 2x"),
    ("two policies that differ late", "two_late", "one policy", "one_policy", "≤ 1.15x"),
    ("two policies that differ early", "two_early", "one policy", "one_policy", "≤ 1.5x"),
    ("Spark local[2]", "spark_frame", "Spark SQL text", "spark_hand", "≤ 2x"),
    ("one case, value", "one_case", "zen-engine", "zen_value", "≤ 0.1x"),
    ("one case, value", "one_case", "zen-engine, no checks", "zen_unchecked", ""),
    ("one case, explained", "one_case_explained", "zen-engine with trace", "zen_trace", "≤ 0.5x"),
    ("one case, every step looked at", "one_case_walked", "zen-engine with trace", "zen_trace", ""),
    ("one case, written as text", "one_case_text", "zen-engine with trace", "zen_trace", ""),
)  # fmt: skip
SHOWN = ("polars", "narwhals", "pyarrow", "pandas", "numpy", "duckdb", "pyspark", "openfisca-core",
         "zen-engine")  # fmt: skip


def _measure(name, folder, runs):
    command = [sys.executable, str(HERE / "frames_contestants.py"), name, str(folder), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    found = json.loads(done.stdout.splitlines()[-1])
    return min(found["seconds"]), found["megabytes"]


def _measure_all(rows, folder, *, rounds, runs):
    """Give the least time and the most memory of each contestant; `None` for one that failed."""
    measured = {}
    for _ in range(rounds):
        for name in dict.fromkeys(name for _, ours, _, peer, _ in rows for name in (peer, ours)):
            found, before = _measure(name, folder, runs), measured.get(name)
            if found and before:
                found = min(found[0], before[0]), max(found[1], before[1])
            measured[name] = found
    return measured


def _prepare(folder, share):
    frame = draw_wide(int(EMPLOYEES * share))
    cases, items = split_long(frame)
    frame.write_parquet(folder / "wide.parquet")
    cases.write_parquet(folder / "cases.parquet")
    items.write_parquet(folder / "items.parquet")
    frame.head(int(SPARK_ROWS * share)).write_parquet(folder / "spark.parquet")
    policy = make_rule(rounded=False)
    status = policy.evaluate_frame(frame.lazy()).select("asn_status").collect()["asn_status"]
    return frame.height, items.height, int((status & 4 > 0).sum())


def _installed(name):
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name} -"


def _print_head(employees, items, settled):
    print(f"{employees:,} employees, {items:,} items; {settled:,} rows settled where not rounded")
    print(f"Python {platform.python_version()}; " + ", ".join(map(_installed, SHOWN)))
    print(f"{pl.thread_pool_size()} threads\n")
    print("| what | seconds | MB | against | seconds | MB | ratio | goal |")
    print("|---|---:|---:|---|---:|---:|---:|---|", flush=True)


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    rows = [row for row in ROWS if options.only in row[0]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _print_head(*_prepare(folder, 1 if options.full else 0.01))
        measured = _measure_all(rows, folder, rounds=options.rounds, runs=options.runs)
    for what, ours, against, peer, goal in rows:
        left, right = measured[ours], measured[peer]
        if left is None or right is None:
            print(f"| {what} | | | {against} | | | not measured | {goal} |")
            continue
        numbers = (left[0], left[1], against, right[0], right[1], left[0] / right[0])
        line = "| {} | {:.4f} | {:.0f} | {} | {:.4f} | {:.0f} | {:.2f}x | {} |"
        print(line.format(what, *numbers, goal))


if __name__ == "__main__":
    main()

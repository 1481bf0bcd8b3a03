"""Measure the comparison of two policies beside its peers, each in a process of its own.

python tests/benchmarks/comparison.py [--full] [--runs 3]

Both rules are that of `frames_rule.py`; the second caps attainments at 110 % rather than 120 %.
Every contestant gives the transition matrix of predicates by unit; all matrices must be equal,
but OpenFisca's, whose numbers are float32. Asserts nothing about time.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

import numpy as np
import polars as pl
from frames_data import draw_wide
from frames_rule import GRID, INDICATORS, PREDICATES, RATINGS, WORDS, make_rule

EMPLOYEES, UNITS = 4_700_000, 1_500
CAPS = (Fraction(6, 5), Fraction(11, 10))
PEERS = (
    ("hand-written polars", "hand", "< 3x"),
    ("two OpenFisca simulations", "openfisca", "< 0.33x"),
)
SHOWN = ("polars", "narwhals", "numpy", "openfisca-core")


def ours(frame):
    """`compare`, with the matrix by unit."""
    from asn_kinerja.comparison.compare import compare

    policies = [make_rule(cap=cap) for cap in CAPS]

    def run():
        found = compare(frame, policies, by=["unit"], numbers=())
        return {
            (unit, before, after): people
            for unit, matrix in found.matrices_by("unit").items()
            for before, after, people in matrix.lines()
            if people
        }

    return run


def _hand_predicate(cap, behaviour):
    """Give the predicate under one cap as an expression, by hand."""
    score = pl.lit(0.0)
    for number in range(1, INDICATORS + 1):
        down, target = pl.col(f"turun_{number}"), pl.col(f"target_{number}")
        realised = pl.col(f"realisasi_{number}")
        bottom = pl.when(down).then(realised).otherwise(target)
        share = (pl.when(down).then(target).otherwise(realised) / bottom).clip(0, cap)
        share = pl.when(bottom == 0).then(cap).otherwise(share)
        score += (share * 1e4 + 0.5).floor() / 1e4 * pl.col(f"bobot_{number}")
    results = (score * 100 + 0.5).floor() / 100
    row = pl.when(results >= 100).then(0).when(results >= 76).then(1).otherwise(2)
    column = pl.when(behaviour >= 90).then(0).when(behaviour >= 60).then(1).otherwise(2)
    cells = [PREDICATES.index(GRID[one][place]) for one in WORDS for place in range(3)]
    return (row * 3 + column).replace_strict(list(range(9)), cells, return_dtype=pl.Int8)


def hand(frame):
    """Polars, written by hand: no check of any input, no guard, no row settled."""
    ratings = pl.sum_horizontal(f"perilaku_{number}" for number in range(1, RATINGS + 1))
    behaviour = (ratings * (100 / (5 * RATINGS)) * 100 + 0.5).floor() / 100

    def run():
        staged = frame.lazy().with_columns(behaviour.alias("p"))
        staged = staged.select(
            "unit",
            **{
                f"{place}": _hand_predicate(float(cap), pl.col("p"))
                for place, cap in enumerate(CAPS)
            },
        )
        table = staged.group_by("unit", "0", "1").len().collect(engine="streaming")
        return {
            (unit, PREDICATES[before], PREDICATES[after]): people
            for unit, before, after, people in table.iter_rows()
        }

    return run


def openfisca(frame):
    """Two simulations of OpenFisca with checked inputs, and a table of predicates with numpy."""
    import frames_openfisca
    from openfisca_core import periods
    from openfisca_core.simulations import SimulationBuilder

    columns = {n: frame[n].to_numpy() for n in frame.columns if n not in {"id", "unit"}}
    names, units = np.unique(frame["unit"].to_numpy(), return_inverse=True)
    systems = [frames_openfisca.system(float(cap)) for cap in CAPS]

    def predicate(system):
        simulation = SimulationBuilder().build_default_simulation(system, frame.height)
        for name, values in columns.items():
            simulation.set_input(name, periods.period("2025"), values)
        assert not simulation.calculate("masalah", periods.period("2025")).any()
        return simulation.calculate("predikat", periods.period("2025"))

    def run():
        both = [
            np.searchsorted(np.sort(PREDICATES), predicate(system).astype(str))
            for system in systems
        ]
        size = len(PREDICATES)
        flat = np.bincount(
            (units * size + both[0]) * size + both[1], minlength=len(names) * size**2
        )
        words = sorted(PREDICATES)
        return {
            (str(names[at // size**2]), words[at // size % size], words[at % size]): int(people)
            for at, people in enumerate(flat)
            if people
        }

    return run


def _one(name, folder, runs):
    """Measure one contestant and print its seconds, memory and matrix."""
    frame = pl.read_parquet(folder / "orang.parquet")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run = {"ours": ours, "hand": hand, "openfisca": openfisca}[name](frame)
    seconds, worked = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), time.process_time()
        found = run()
        seconds.append(time.perf_counter() - start)
        worked.append(time.process_time() - before)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
    matrix = sorted(["|".join(key), people] for key, people in found.items())
    told = {"seconds": min(seconds), "processor": min(worked), "megabytes": used // 1024}
    print(json.dumps({**told, "matrix": matrix}))


def _measure(name, folder, runs):
    command = [
        sys.executable,
        __file__,
        "--one",
        name,
        "--folder",
        str(folder),
        "--runs",
        str(runs),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def _apart(one, other):
    """Count the people in other cells of two matrices."""
    first, second = dict(one["matrix"]), dict(other["matrix"])
    return sum(abs(first.get(k, 0) - second.get(k, 0)) for k in {*first, *second}) // 2


def _compare_all(options):
    size = EMPLOYEES if options.full else EMPLOYEES // 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        drawn = np.random.default_rng(11).integers(0, UNITS, size)
        frame = draw_wide(size).with_columns(
            unit=pl.Series([f"unit {number:04d}" for number in range(UNITS)]).gather(drawn)
        )
        frame.write_parquet(folder / "orang.parquet")
        del frame
        found = {one: _measure(one, folder, options.runs) for one in ("hand", "ours", "openfisca")}
    print(f"{size:,} employees in {UNITS:,} units; Python {platform.python_version()}, "
          + ", ".join(f"{one} {version(one)}" for one in SHOWN))  # fmt: skip
    print("| compare, by unit, against | seconds | of the processor | MB | ratio | of the processor"
          " | goal | people in other cells |")  # fmt: skip
    print("|---|---:|---:|---:|---:|---:|---|---:|")
    mine = found["ours"]
    if mine is None:
        return
    print(f"| compare itself | {_told(mine)} | | | | |")
    for against, name, goal in PEERS:
        peer = found[name]
        if peer is None:
            print(f"| {against} | | | | not measured | | {goal} | |")
            continue
        ratios = [mine[what] / peer[what] for what in ("seconds", "processor")]
        shown = " | ".join(f"{ratio:.2f}x" for ratio in ratios)
        print(f"| {against} | {_told(peer)} | {shown} | {goal} | {_apart(mine, peer)} |")


def _told(one):
    return f"{one['seconds']:.2f} | {one['processor']:.2f} | {one['megabytes']}"


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", default="")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.one:
        _one(options.one, options.folder, options.runs)
    else:
        _compare_all(options)


if __name__ == "__main__":
    main()

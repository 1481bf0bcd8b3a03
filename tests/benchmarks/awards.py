"""Measure ranking and selection beside their peers, each in a process of its own; print a table.

python tests/benchmarks/awards.py [--rows 1000000] [--runs 5]

The peers are in `tests/benchmarks/requirements.txt`. Asserts nothing about time.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
import warnings
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import version
from random import Random

import numpy as np

WEIGHTS = (20, 20, 15, 15, 10, 10, 5, 5)
COSTS = (5, 7)
CANDIDATES = 5_000
SHOWN = ("polars", "numpy", "pymcdm", "scikit-criteria")


def _matrix(rows):
    return np.random.default_rng(20_251_231).integers(100, 10_000, (rows, len(WEIGHTS))) / 100


def _peer_arguments(rows):
    weights = np.array(WEIGHTS) / 100
    types = np.array([-1 if at in COSTS else 1 for at in range(len(WEIGHTS))])
    return _matrix(rows), weights, types


def _pymcdm(rows, word):
    import pymcdm.methods
    import pymcdm.normalizations

    matrix, weights, types = _peer_arguments(rows)
    method = getattr(pymcdm.methods, word)(pymcdm.normalizations.vector_normalization)
    return lambda: method.rank(method(matrix, weights, types, validation=False))


def _skcriteria(rows, word):
    warnings.simplefilter("ignore")
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.invert_objectives import InvertMinimize, NegateMinimize
    from skcriteria.preprocessing.scalers import VectorScaler

    matrix, weights, types = _peer_arguments(rows)
    given = mkdm(matrix, list(types), weights=weights)
    turned = (NegateMinimize if word == "TOPSIS" else InvertMinimize)()
    method = {"TOPSIS": TOPSIS, "WSM": WeightedSumModel}[word]()
    scaler = VectorScaler("matrix")
    return lambda: method.evaluate(scaler.transform(turned.transform(given))).rank_


def _criteria():
    from asn_kinerja.records.award_rules import Criterion, CriterionSource

    return [
        Criterion(
            id=f"k{at}",
            name=f"Kriteria {at}",
            source=CriterionSource.DIBERIKAN,
            weight=Decimal(weight),
            worst=Decimal(100 if at in COSTS else 0),
            best=Decimal(0 if at in COSTS else 100),
        )
        for at, weight in enumerate(WEIGHTS)
    ]


def _ours(rows, method):
    import polars as pl

    from asn_kinerja.awards.ranking.frames import rank_frame

    matrix = _matrix(rows)
    frame = pl.DataFrame({f"k{at}": matrix[:, at] for at in range(len(WEIGHTS))})
    criteria = _criteria()
    return lambda: rank_frame(frame, criteria, method=method)


def _selection(rows):
    """One selection with gates, ties, quotas, stability and fairness."""
    from asn_kinerja.awards.outcome import run_award
    from asn_kinerja.awards.ranking.builtin import builtin_methods
    from asn_kinerja.converters.award_files import award_example, read_award_text
    from asn_kinerja.legal.terms import EmploymentStatus, PositionClass
    from asn_kinerja.records.award_entries import Entry
    from asn_kinerja.records.awards import GateResult, GateState

    programme = read_award_text(award_example("marelan_tahun"))
    methods = {method.id: method for method in builtin_methods()}
    chance = Random(3)  # noqa: S311 - the same candidates in each run
    states = [GateState.MET] * 19 + [GateState.NOT_MET]
    classes = [PositionClass.PELAKSANA] * 8 + [PositionClass.JF, PositionClass.PENGAWAS]
    entries = [
        Entry(
            employee_id=f"e{number:05}",
            name=f"Pegawai {number}",
            unit_id=f"u{chance.randrange(60)}",
            position_class=chance.choice(classes),
            status=EmploymentStatus.PNS,
            sex=chance.choice(["laki_laki", "perempuan"]),
            gates=tuple(
                GateResult(kind=gate.kind, state=chance.choice(states), reason="dijawab_panitia")
                for gate in programme.gates
            ),
            values={
                "predikat": chance.choice([80, 100]),
                "kompetensi": chance.randrange(60, 101),
                "kehadiran": Fraction(chance.randrange(8500, 10_001), 100),
                "inovasi": chance.randrange(101),
                "masa_kerja": chance.randrange(420),
            },
        )
        for number in range(rows)
    ]
    return lambda: run_award(programme, entries, methods=methods)


CONTESTANTS = {
    "saw": lambda rows: _ours(rows, "saw.vector"),
    "topsis": lambda rows: _ours(rows, "topsis.vector"),
    "saw, anchors": lambda rows: _ours(rows, "saw"),
    "pymcdm saw": lambda rows: _pymcdm(rows, "WSM"),
    "pymcdm topsis": lambda rows: _pymcdm(rows, "TOPSIS"),
    "scikit-criteria saw": lambda rows: _skcriteria(rows, "WSM"),
    "scikit-criteria topsis": lambda rows: _skcriteria(rows, "TOPSIS"),
    "selection": _selection,
}


def _run(name, rows, runs):
    """Run one contestant here and print its seconds and megabytes above its input."""
    work = CONTESTANTS[name](rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": min(seconds), "megabytes": (peak - before) // 1024}))


def _measure(name, rows, runs):
    command = [sys.executable, __file__, "--one", name, "--rows", str(rows), "--runs", str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["megabytes"]


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one")
    options = parser.parse_args()
    if options.one:
        _run(options.one, options.rows, options.runs)
        return
    names = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    print(f"Python {platform.python_version()}, {names}; {options.rows:,} x {len(WEIGHTS)}\n")
    print("| what | seconds | MB | faster peer | seconds | MB | ratio | goal |")
    print("|---|---:|---:|---|---:|---:|---:|---|")
    for word in ("saw", "topsis"):
        ours = _measure(word, options.rows, options.runs)
        peers = {
            f"{peer} {word}": _measure(f"{peer} {word}", options.rows, options.runs)
            for peer in ("pymcdm", "scikit-criteria")
        }
        best = min(peers, key=lambda name: peers[name][0])
        seconds, megabytes = peers[best]
        print(
            f"| {word}, vector scale, with ranks | {ours[0]:.3f} | {ours[1]} | {best} "
            f"| {seconds:.3f} | {megabytes} | {ours[0] / seconds:.2f}x | ≤ 0.2x |"
        )
    seconds, megabytes = _measure("saw, anchors", options.rows, options.runs)
    print(f"| saw, anchors, with ranks | {seconds:.3f} | {megabytes} | - | | | | |")
    seconds, megabytes = _measure("selection", CANDIDATES, options.runs)
    print(
        f"| one selection of {CANDIDATES:,}, exact, with stability | {seconds:.3f} | {megabytes} "
        "| - | | | | < 2 s |"
    )


if __name__ == "__main__":
    main()

"""Measure speed beside its peer, in one run, and print a table. Asserts nothing about time.

python tests/benchmarks/run.py [--runs 25] [--without-demo]
"""

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

PEER = "import attrs, cattrs, pluggy"
OURS = """
import asn_kinerja
with asn_kinerja.open_workspace() as workspace:
    policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    found = policy.evaluate({
        "rating_hasil_kerja": "sesuai_ekspektasi",
        "rating_perilaku_kerja": "sesuai_ekspektasi",
    })
assert found.value == "baik"
"""
ONCE = """
import time
import asn_kinerja
with asn_kinerja.open_workspace() as workspace:
    policy = workspace.policies.get("permenpanrb_6_2022.predikat")
    inputs = {
        "rating_hasil_kerja": "sesuai_ekspektasi",
        "rating_perilaku_kerja": "sesuai_ekspektasi",
    }
    def spend(read):
        best = None
        for _ in range(5):
            start = time.perf_counter()
            for _ in range(2000):
                read(policy.evaluate(inputs))
            spent = (time.perf_counter() - start) / 2000
            best = spent if best is None else min(best, spent)
        return best
    print(spend(lambda found: found.value), spend(lambda found: found.explanation))
"""


def _seconds(script: str) -> float:
    """Time a script inside a fresh interpreter, without the start of the interpreter."""
    timed = (
        f"import time; start = time.perf_counter()\n{script}\nprint(time.perf_counter() - start)"
    )
    command = [sys.executable, "-c", timed]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return float(done.stdout.split()[-1])


def fresh_process(runs: int) -> tuple[float, float]:
    """Give the median time of the peer and of ours, measured in turn.

    Args:
        runs: How often each is started.

    Returns:
        Seconds of importing attrs, cattrs and pluggy; seconds of opening and scoring once.
    """
    _seconds(OURS)  # byte code is written before anything is measured
    pairs = [(_seconds(PEER), _seconds(OURS)) for _ in range(runs)]
    peer, ours = zip(*pairs, strict=True)
    return statistics.median(peer), statistics.median(ours)


def one_case() -> tuple[float, float]:
    """Give the seconds of one evaluation in a warm process: value only, with explanation."""
    command = [sys.executable, "-c", ONCE]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    value, explained = done.stdout.split()
    return float(value), float(explained)


def demo() -> float:
    """Give the seconds of the demo, from starting the command to its end."""
    command = Path(sys.executable).with_name("asn-kinerja")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(
            [str(command), "demo", "--out", folder + "/marelan"], capture_output=True, check=True
        )
        return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--without-demo", action="store_true")
    chosen = parser.parse_args()
    libraries = ("asn_kinerja", "attrs", "cattrs", "pluggy")
    print(f"Python {platform.python_version()},", ", ".join(f"{n} {version(n)}" for n in libraries))
    print(f"{platform.system()} {platform.machine()}, median of {chosen.runs} runs in turn\n")
    print("| What | Time | Peer in the same run | Ratio | Goal |")
    print("|---|---:|---:|---:|---:|")
    peer, ours = fresh_process(chosen.runs)
    print(
        "| fresh process: open a workspace and score one case, against importing"
        f" attrs + cattrs + pluggy | {ours * 1e3:.0f} ms | {peer * 1e3:.0f} ms"
        f" | {ours / peer:.2f} | 2.5 |"
    )
    value, explained = one_case()
    print(f"| one case in a warm process, value only | {value * 1e6:.0f} us | | | |")
    print(f"| one case in a warm process, with explanation | {explained * 1e6:.0f} us | | | |")
    if not chosen.without_demo:
        print(f"| the demo, whole | {demo():.1f} s | | | 30 s |")


if __name__ == "__main__":
    main()

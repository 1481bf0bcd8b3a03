"""Measure reading and writing a large CASE package, and print a table.

python tests/benchmarks/case.py [--items 100000]

The package is made up: items under items, an association each, levels in rubrics. Each line is
measured in a process of its own, so that the peak of one is not that of another. No time is
asserted; the goal for memory is ten times the size of the file.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

GOAL = 10
SPACE = UUID("5b6f1d0e-0d4e-4a53-9c37-2d6a1f7c9b10")
CHANGED = "2025-01-01T00:00:00+00:00"
DAY = "2025-01-01"


def part(key: str, **members: object) -> dict[str, object]:
    """Invent a part of a package."""
    name = str(uuid5(SPACE, key))
    return {"identifier": name, "uri": f"urn:uuid:{name}", "lastChangeDateTime": CHANGED, **members}


def link(key: str) -> dict[str, str]:
    """Point to a part."""
    name = str(uuid5(SPACE, key))
    return {"title": key, "identifier": name, "uri": f"urn:uuid:{name}"}


def lists(count: int) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    """Invent the lists of a package with so many items."""
    yield (
        "CFItems",
        (
            part(
                f"item {n}",
                fullStatement=f"Menjelaskan dan menerapkan langkah kerja nomor {n} \u2013 dengan"
                " alasan yang dapat diperiksa oleh rekan kerja dan atasan.",
                humanCodingScheme=f"K.{n}",
                CFItemType="Standard",
                CFItemTypeURI=link("type"),
                educationLevel=["09", "10"],
                language="id",
                statusStartDate=DAY,
                x_local={"note": n},
            )
            for n in range(count)
        ),
    )
    yield (
        "CFAssociations",
        (
            part(
                f"association {n}",
                associationType="isChildOf",
                sequenceNumber=n % 10,
                originNodeURI=link(f"item {n}"),
                destinationNodeURI=link(f"item {(n - 1) // 10}" if n else "document"),
            )
            for n in range(count)
        ),
    )


def write(path: Path, count: int) -> None:
    """Write the package, a part at a time."""
    with path.open("w", encoding="utf-8") as file:
        document = part("document", creator="Contoh", title="Kerangka besar")
        file.write(f'{{"CFDocument": {json.dumps(document)}')
        for name, parts in lists(count):
            file.write(f',\n"{name}": [')
            for number, one in enumerate(parts):
                file.write(f"{',' if number else ''}\n{json.dumps(one, ensure_ascii=False)}")
            file.write("]")
        file.write("}")


def measure(task: str, path: Path) -> None:
    """Do one task and print seconds, the peak of Python's memory, and that of the process."""
    import resource

    from asn_kinerja.converters.competencies.case_package import read_case

    def peak() -> float:
        scale = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale

    before = peak()
    traced = task.endswith("traced")
    if traced:
        tracemalloc.start()
    start = time.perf_counter()
    if task.startswith("json"):
        package: object = json.loads(path.read_text(encoding="utf-8"))
    else:
        package = read_case(path)
    if task.startswith("write"):
        start = time.perf_counter()
        with path.with_suffix(".out").open("w", encoding="utf-8") as file:
            file.writelines(package.lines())  # type: ignore[attr-defined]  # it was read above
    seconds = time.perf_counter() - start
    used = tracemalloc.get_traced_memory()[1] if traced else peak() - before
    print(seconds, used)


def run(task: str, path: Path) -> tuple[float, float]:
    """Measure one task in a fresh process."""
    command = [sys.executable, __file__, "--measure", task, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, used = done.stdout.split()
    return float(seconds), float(used)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--measure", nargs=2, metavar=("TASK", "FILE"))
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.measure[0], Path(chosen.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.json"
        write(path, chosen.items)
        size = path.stat().st_size
        print(f"{chosen.items:,} items, {size / 1e6:.1f} MB; Python {platform.python_version()}\n")
        print("| what | seconds | peak MB | times the file | goal |")
        print("|---|---:|---:|---:|---:|")
        for task, said in (
            ("read", "read and check, memory of the process"),
            ("read traced", "the same, memory of Python's objects"),
            ("json", "json.loads alone, which checks nothing"),
            ("write", "write, memory of the process with the package"),
        ):
            seconds, used = run(task, path)
            shown = "" if task.endswith("traced") else f"{seconds:.2f}"
            goal = f"≤ {GOAL}" if task.startswith("read") else ""
            print(f"| {said} | {shown} | {used / 1e6:.0f} | {used / size:.2f} | {goal} |")


if __name__ == "__main__":
    main()

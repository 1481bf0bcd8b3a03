"""Print what `asn-kinerja compare … -o FILE.json` found: matrix, moves by group, cost.

python ../show.py hasil.json [GROUP …]
"""

import json
import sys
from fractions import Fraction
from pathlib import Path


def main(name: str, *groups: str) -> None:
    """Print one file.

    Args:
        name: The file.
        *groups: Columns whose groups with movers are listed.
    """
    found = json.loads(Path(name).read_text(encoding="utf-8"))
    for matrix in found["matrices"]:
        print_matrix(matrix)
    for one in found["mean_change"]:
        before, after = (float(Fraction(one[side])) for side in ("before", "after"))
        print(f"{one['policy']}: mean of {one['number']} {before:.3f} -> {after:.3f}")
    for row in found["movers"]:
        if row["column"] in groups and row["unchanged"] != row["people"]:
            moves = f"{row['winners']} rise, {row['losers']} fall of {row['people']}"
            print(f"{row['policy']}, {row['group']}: {moves}")
    for row in found["cost"]:
        change = f"{row['change']:+,}" if row["change"] else "0"
        print(f"{row['policy']}: Rp{row['rupiah']:,}, change Rp{change}, {row['without']} without")


def print_matrix(matrix: dict[str, list]) -> None:
    """Print the rows and columns of a matrix that hold somebody.

    Args:
        matrix: One of `matrices`.
    """
    columns = [
        (place, name)
        for place, name in enumerate(matrix["columns"])
        if any(row[place] for row in matrix["cells"])
    ]
    rows = [
        (name, row) for name, row in zip(matrix["rows"], matrix["cells"], strict=True) if any(row)
    ]
    first = max(len(str(name)) for name, _ in rows)
    wide = [max(len(str(name)), 5) for _, name in columns]
    print(f"{matrix['before']} (rows) -> {matrix['after']} (columns)")
    heads = (str(name).rjust(width) for (_, name), width in zip(columns, wide, strict=True))
    print("  ".join([" " * first, *heads]))
    for name, row in rows:
        cells = (
            str(row[place]).rjust(width) for (place, _), width in zip(columns, wide, strict=True)
        )
        print("  ".join([str(name).ljust(first), *cells]))


if __name__ == "__main__":
    main(*sys.argv[1:])

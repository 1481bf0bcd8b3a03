"""In which year people reach the next level, each year being like the last one.

python years.py PEOPLE.csv [POLICY FILE …]
"""

import sys
from pathlib import Path

import polars as pl

from asn_kinerja import open_workspace
from asn_kinerja.comparison.years import simulate
from asn_kinerja.converters.case_frames import read_case_frame


def main(people: str, *files: str) -> None:
    """Print a line for each rule of credit: the pack's first, then the files.

    Args:
        people: Their file.
        *files: Policy files that give credit.
    """
    with open_workspace() as workspace:
        rules = [workspace.policies.get("permenpanrb_1_2023.angka_kredit")]
        rules += [workspace.load_policy(name) for name in files]
        rise = workspace.policies.get("permenpanrb_1_2023.kenaikan")
    frame = read_case_frame(Path(people), specs=[*rules[0].inputs, *rise.inputs])
    functional = frame.filter(
        (pl.col("status_kepegawaian") == "pns") & pl.col("jenjang").is_not_null()
    )
    for rule in rules:
        found = simulate(
            functional, rule, then=rise, adds_to="angka_kredit_kumulatif",
            reaches="kekurangan_jenjang", years=5,
        )  # fmt: skip
        years = ", ".join(f"{year}: {people}" for year, people in found.reached.items())
        print(f"{rule.id}: reached in year {years}")
        print(f"  not within five years: {found.not_reached}; nothing to reach: {found.unknown}")


if __name__ == "__main__":
    main(*sys.argv[1:])

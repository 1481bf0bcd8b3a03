"""Count the predicates of each unit: one row a unit, ready for a rule on units.

python ../per_unit.py PEOPLE.csv POLICY UNITS.csv
"""

import sys
from pathlib import Path

import polars as pl

from asn_kinerja import open_workspace
from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.legal.terms import PredikatKinerja


def main(people: str, name: str, units: str) -> None:
    """Score the people and count them.

    Args:
        people: Their file.
        name: Id of a policy that gives predicates, or a policy file.
        units: The file that is written.
    """
    with open_workspace() as workspace:
        own = name.endswith(".toml")
        policy = workspace.load_policy(name) if own else workspace.policies.get(name)
    scored = policy.evaluate_frame(read_case_frame(Path(people), specs=policy.inputs))
    counts = [
        (pl.col("predikat_kinerja") == word.value).sum().alias(word.value)
        for word in PredikatKinerja
    ]
    table = (
        scored.group_by(pl.col("unit").alias("id"), "predikat_organisasi").agg(*counts).sort("id")
    )
    table.write_csv(units)
    print(f"{units}: {table.height} units, {scored['predikat_kinerja'].count()} predicates")


if __name__ == "__main__":
    main(*sys.argv[1:])

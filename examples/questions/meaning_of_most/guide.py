"""Propose ratings by the guide of PermenPANRB 6/2022 for several meanings of "most".

python guide.py PEOPLE.csv ITEMS.csv
"""

import sys
from pathlib import Path

import polars as pl

from asn_kinerja import open_workspace
from asn_kinerja.converters.case_frames import read_case_frame

SHARES = {"1/2": 0.5, "2/3": 0.666667, "3/4": 0.75, "9/10": 0.9}  # choices of a programme, no law
WORDS = ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi")


def main(people: str, items: str) -> None:
    """Print how many people get each proposal.

    Args:
        people: File of the people.
        items: File of their results.
    """
    with open_workspace() as workspace:
        policy = workspace.policies.get("permenpanrb_6_2022.usulan_rating")
    fields = [field for spec in policy.inputs for field in spec.fields]
    frame = read_case_frame(Path(people), specs=policy.inputs)
    results = read_case_frame(Path(items), specs=fields)
    print("  ".join(["most", *WORDS, "nothing proposed"]))
    for name, share in SHARES.items():
        asked = frame.with_columns(batas_sebagian_besar=pl.lit(share))
        proposed = policy.evaluate_frame(asked, items=results)["usulan_hasil_kerja"]
        counts = [(proposed == word).sum() for word in WORDS]
        cells = [str(n).rjust(len(w)) for n, w in zip(counts, WORDS, strict=True)]
        print("  ".join([name.ljust(4), *cells, str(proposed.null_count()).rjust(16)]))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What a duty of training hours costs: missing hours of PNS times a local price, for some duties.

python budget.py PEOPLE.csv PRICE BUDGET HOURS …
"""

import sys
from pathlib import Path

import polars as pl

from asn_kinerja import open_workspace
from asn_kinerja.comparison.varying import vary
from asn_kinerja.converters.case_frames import read_case_frame


def main(people: str, price: str, budget: str, *duties: str) -> None:
    """Print a line for each duty.

    Args:
        people: Their file.
        price: Rupiah for one hour of one person; local.
        budget: Rupiah that there are.
        *duties: Hours a year to try.
    """
    with open_workspace() as workspace:
        policy = workspace.policies.get("pp_11_2017.jam_pelajaran")
    everybody = read_case_frame(Path(people), specs=policy.inputs)
    frame = everybody.filter(pl.col("status_kepegawaian") == "pns")  # the duty of a PNS
    print("hours  met   not met  open  missing hours            rupiah  within budget")
    for duty in duties:
        found = vary(policy, {"jp_minimal": duty}).evaluate_frame(frame)
        met = found["terpenuhi"]
        missing = int(found["kekurangan_jp"].sum())  # whole hours: JP of this population are whole
        cost = missing * int(price)
        print(
            f"{duty:>5}  {met.sum():>4}  {(~met).sum():>7}  {met.null_count():>4}  {missing:>13}  "
            f"{cost:>16,}  {'yes' if cost <= int(budget) else 'no'}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])

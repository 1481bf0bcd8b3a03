"""How long a change on the page of the policy lab takes, from what was typed to what is shown.

python tests/benchmarks/lab.py
"""

from time import perf_counter, process_time

from asn_kinerja.lab.desk import Desk

SIZES = (100_000, 1_000_000)
CHANGES = {
    "pp_30_2019.nilai_kinerja": (
        {"parameters.bobot_skp": "0,6", "parameters.bobot_perilaku": "0,4"},
        {"parameters.batas_baik": "85"},
        {"parameters.batas_cukup": "72"},
    ),
    "permenpanrb_6_2022.predikat": tuple(
        {"steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi": word}
        for word in ("butuh_perbaikan", "sangat_kurang", "baik")
    ),
}


def main() -> None:
    """Print the slowest of three changes, for each size, policy and number of groups."""
    print("| people | policy | counted by | groups | slowest change | of the processor |")
    print("|---:|---|---|---:|---:|---:|")
    desk = Desk.of({"lang": "en"})
    for size in SIZES:
        desk.make(str(size), seed="1", profile="kota")
        for policy, changes in CHANGES.items():
            desk.choose(policy)
            for by in ("unit", "organisasi"):
                desk.run({}, basis="", by=by)
                times = []
                for change in changes:
                    start, spent = perf_counter(), process_time()
                    shown = desk.run(change, basis="", by=by)
                    desk.outcome(shown)
                    desk.persons(shown)
                    times.append((perf_counter() - start, process_time() - spent))
                    assert shown.current
                groups = len(shown.result.comparison.movers[by])
                slowest, worked = (max(column) for column in zip(*times, strict=True))
                where = f"| {size:,} | `{policy}` | `{by}` | {groups:,} |"
                print(f"{where} {slowest:.2f} | {worked:.2f} |")


if __name__ == "__main__":
    main()

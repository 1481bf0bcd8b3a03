"""The guide for the IPK of PermenPANRB 6/2022 against the tables of p. 63, as printed."""

from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often, hundredths

POLICY = "permenpanrb_6_2022.ipk_tugas_belajar"
TABLE = """
s1 a             3.51-4.00 3.01-3.50 2.76-3.00
s1 b             3.61-4.00 3.10-3.60 2.76-3.09
s1 c             3.71-4.00 3.20-3.70 2.76-3.19
s1 luar_negeri   3.51-4.00 3.01-3.50 2.76-3.00
profesi_s2_s3 a  3.51-4.00 3.20-3.50 3.00-3.19
profesi_s2_s3 b  3.61-4.00 3.25-3.60 3.00-3.24
profesi_s2_s3 c  3.71-4.00 3.30-3.70 3.00-3.29
profesi_s2_s3 luar_negeri 3.51-4.00 3.20-3.50 3.00-3.19
"""
ROWS = {tuple(row.split()[:2]): row.split()[2:] for row in TABLE.strip().splitlines()}
EDGES = tuple(sorted({edge for row in ROWS.values() for band in row for edge in band.split("-")}))


def read_off(*, jenjang, akreditasi, ipk):
    for word, band in zip(
        ("sangat_baik", "baik", "butuh_perbaikan"), ROWS[jenjang, akreditasi], strict=True
    ):
        low, high = map(Decimal, band.split("-"))
        if low <= ipk <= high:
            return {"kategori": word}
    return {"kategori": "kurang"}


def draw(rng: Random) -> dict:
    level, school = rng.choice(tuple(ROWS))
    ipk = min(hundredths(rng, 0, 4, EDGES), Decimal(4))
    return {"jenjang": level, "akreditasi": school, "ipk": ipk}


@given(rng=st.randoms(use_true_random=False))
def test_the_guide_is_that_of_the_printed_tables(rng):
    """Every IPK of two decimals falls into the band that is printed for it."""
    agree(POLICY, draw, read_off, rng=rng)


def test_the_guide_is_that_of_the_printed_tables_for_every_ipk():
    """All 401 numbers of all eight rows, and ten thousand draws, fall into their bands."""
    agree_often(POLICY, draw, read_off)
    every = iter(
        {"jenjang": level, "akreditasi": school, "ipk": Decimal(number) / 100}
        for level, school in ROWS
        for number in range(401)
    )
    agree_often(POLICY, lambda _: next(every), read_off, times=401 * len(ROWS))

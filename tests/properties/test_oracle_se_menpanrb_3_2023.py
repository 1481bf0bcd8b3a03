"""SE MenPANRB 3/2023 against the rows of its table of shares."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

POLICY = "se_menpanrb_3_2023.pola_distribusi"
PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
ORGANISATIONS = ("istimewa", *PREDICATES[1:])
FLAGS = (
    "kelompok_terbesar",
    "batas_setingkat",
    "minimum_setingkat",
    "batas_sangat_baik",
    "kelompok_bawah",
)


def checked(*, predikat_organisasi, jumlah_minimum=0, sebagian_besar=None, **counts):
    """Each row of the table; what a row does not ask for is kept."""
    people = sum(counts.values())
    best, good, fair, poor, worst = (100 * counts[word] for word in PREDICATES)
    if not people or people < jumlah_minimum:
        return dict.fromkeys(("sesuai_pola", *FLAGS))

    def most(group):
        if sebagian_besar == "lebih_dari_separuh":
            return group > 50 * people
        return group == max(best, good, fair, poor, worst)

    flags = {
        "istimewa": (most(best), best <= 70 * people, True, True, True),
        "baik": (most(good), good <= 70 * people, True, True, fair + poor >= 100),
        "butuh_perbaikan": (True, True, fair >= 60 * people, best <= 10 * people, True),
        "kurang": (True, True, poor >= 60 * people, best <= 10 * people, fair >= 10 * people),
        "sangat_kurang": (True, True, worst >= 60 * people, not best, fair + poor >= 10 * people),
    }[predikat_organisasi]
    return {"sesuai_pola": all(flags), **dict(zip(FLAGS, flags, strict=True))}


def draw(rng: Random) -> dict:
    rank = rng.randrange(5)
    counts = [rng.choice((0, 0, 1, 2, 3)) for _ in PREDICATES]
    counts[rank] = rng.choice((0, 5, 6, 7, 8, 10))
    if rng.random() < 1 / 4:
        counts = [0] * 5
    case = {
        "predikat_organisasi": ORGANISATIONS[rank],
        **dict(zip(PREDICATES, counts, strict=True)),
    }
    if rng.random() < 1 / 3:
        case["jumlah_minimum"] = rng.randint(0, 15)
    if rng.random() < 1 / 2:
        case["sebagian_besar"] = rng.choice(("kelompok_terbesar", "lebih_dari_separuh"))
    return case


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_table(rng):
    """Every flag is what the row of the organisation says."""
    agree(POLICY, draw, checked, rng=rng)


def test_the_pack_agrees_with_the_table_ten_thousand_times():
    """Every flag of ten thousand random units is what the row of the organisation says."""
    agree_often(POLICY, draw, checked)

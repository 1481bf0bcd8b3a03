"""PermenPANRB 38/2017 against its one sentence: levels compared with standards, in per cent."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from oracles import agree, agree_often

POLICY = "permenpanrb_38_2017.jpm"


def matched(*, dibatasi, items=None, batas_memenuhi_syarat=None, batas_masih_memenuhi_syarat=None,
            **wide):  # fmt: skip
    pairs = [(one["level"], one["standar"]) for one in items or ()]
    if items is None:
        pairs = [(wide[f"level_{n}"], wide[f"standar_{n}"]) for n in range(1, 10)]
    if not pairs:
        return {"jpm": None, "kategori": None}
    reached = sum(min(pair) if dibatasi else pair[0] for pair in pairs)
    match = Fraction(reached * 100, sum(standard for _, standard in pairs))
    word = "kurang_memenuhi_syarat"
    if batas_memenuhi_syarat is None or batas_masih_memenuhi_syarat is None:
        word = None
    elif match >= batas_memenuhi_syarat:
        word = "memenuhi_syarat"
    elif match >= batas_masih_memenuhi_syarat:
        word = "masih_memenuhi_syarat"
    return {"jpm": match, "kategori": word}


def draw(rng: Random) -> dict:
    case = {"dibatasi": rng.random() < 1 / 2}
    if rng.random() < 1 / 2:
        case["items"] = [
            {"level": rng.randint(1, 5), "standar": rng.randint(1, 5)}
            for _ in range(rng.randint(0, 12))
        ]
    else:
        case |= {f"level_{n}": rng.randint(1, 5) for n in range(1, 10)}
        case |= {f"standar_{n}": rng.randint(1, 5) for n in range(1, 10)}
    bands = rng.choice(((80, 68), (90, 78), (100, 75), (Decimal("66.66"), Decimal("66.66"))))
    names = ("batas_memenuhi_syarat", "batas_masih_memenuhi_syarat")
    return case | dict(zip(names, bands[: rng.choice((0, 1, 2, 2, 2))], strict=False))


@given(rng=st.randoms(use_true_random=False))
def test_the_pack_agrees_with_the_sentence(rng):
    """The match and its category are plain shares."""
    agree(POLICY, draw, matched, rng=rng)


def test_the_pack_agrees_with_the_sentence_ten_thousand_times():
    """Ten thousand random profiles match as the sentence says."""
    agree_often(POLICY, draw, matched)

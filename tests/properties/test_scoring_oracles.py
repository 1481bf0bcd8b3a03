"""Each pack against an oracle of a few plain lines, written from the text of the law alone."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.registry import PolicyRegistry

RATINGS = ("di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi")
ABOVE, AS_EXPECTED, BELOW = RATINGS
ELEMENTS = [f"u{number}" for number in range(1, 10)]
REGISTRY = PolicyRegistry(PACKS)


def outputs(policy: str, case: dict) -> dict:
    return REGISTRY.get(policy).evaluate(case).outputs


def predicate(results: str, behaviour: str, *, failed: bool) -> str:
    """PermenPANRB 6/2022 pp. 99-103, as the list below the picture says it."""
    if failed:
        return "sangat_kurang" if behaviour == BELOW else "kurang"
    if behaviour == BELOW:
        return "sangat_kurang" if results == BELOW else "kurang"
    if results == BELOW:
        return "butuh_perbaikan"
    return "sangat_baik" if results == behaviour == ABOVE else "baik"


@given(st.sampled_from(RATINGS), st.sampled_from(RATINGS), st.booleans())
def test_the_predicate_is_that_of_the_list(results, behaviour, failed):
    """The predicate is what the list of pp. 99-103 says, and failed studies go by behaviour."""
    case = {
        "rating_hasil_kerja": results,
        "rating_perilaku_kerja": behaviour,
        "tugas_belajar_gagal": failed,
    }
    found = outputs("permenpanrb_6_2022.predikat", case)
    assert found == {"predikat_kinerja": predicate(results, behaviour, failed=failed)}


RESULTS = st.lists(
    st.fixed_dictionaries(
        {"jenis": st.sampled_from(["utama", "tambahan"]), "status": st.sampled_from(RATINGS)}
    ),
    max_size=8,
)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=8)


def proposed(items: list, positive: Fraction, most: Fraction, small: Fraction) -> str | None:
    """The guide of pp. 97-98; nothing where it names no case or two."""
    main = [item["status"] for item in items if item["jenis"] == "utama"]

    def share(status: str, among: list) -> Fraction:
        return Fraction(among.count(status), len(among)) if among else Fraction(0)

    every = [item["status"] for item in items]
    cases = {
        ABOVE: share(ABOVE, every) >= most and BELOW not in main and positive >= most,
        AS_EXPECTED: share(AS_EXPECTED, every) >= most
        and share(BELOW, main) <= small
        and positive > 0,
        BELOW: share(BELOW, every) >= most and 1 - positive >= most,
    }
    held = [rating for rating, holds in cases.items() if holds]
    return held[0] if len(held) == 1 else None


@given(
    items=RESULTS,
    positive=SHARES,
    most=SHARES,
    small=SHARES,
    consistent=st.booleans(),
    guards=st.booleans(),
)
def test_the_proposal_is_that_of_the_guide(*, items, positive, most, small, consistent, guards):
    """Both proposed ratings are what the guide says, and none where it says nothing."""
    most = (1 + most) / 2
    case = {
        "items": items,
        "umpan_balik_positif": positive,
        "konsisten": consistent,
        "menjaga_nilai": guards,
        "batas_sebagian_besar": most,
        "batas_sebagian_kecil": small,
    }
    found = outputs("permenpanrb_6_2022.usulan_rating", case)
    behaviour = (ABOVE if guards else AS_EXPECTED) if consistent else BELOW
    assert found == {
        "usulan_hasil_kerja": proposed(items, positive, most, small),
        "usulan_perilaku_kerja": behaviour,
    }


@given(st.integers(0, 4), st.lists(st.integers(0, 6), min_size=5, max_size=5))
def test_the_pattern_excludes_nothing(rank, counts):
    """The pattern is always met; its peak is met when no group is larger than that of the rank."""
    organisation = ("istimewa", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")[rank]
    names = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
    case = {"predikat_organisasi": organisation, **dict(zip(names, counts, strict=True))}
    found = outputs("permenpanrb_6_2022.pola_distribusi", case)
    peak = all(counts[rank] >= count for count in counts) if sum(counts) else None
    assert found == {"sesuai_pola": True, "puncak_sesuai": peak}


def index(means: list, weight: Fraction) -> dict:
    """The index of a unit: weighted sum, times 25, two decimals, then the printed bounds."""
    value = sum(Fraction(mean) * weight for mean in means)
    hundredths = value * 25 * 100
    cut = Decimal(hundredths.numerator * 10**6 // hundredths.denominator) / 10**6
    rounded = cut.quantize(Decimal(1), ROUND_HALF_UP) / 100
    for letter, name, lower in (
        ("a", "sangat_baik", "88.31"),
        ("b", "baik", "76.61"),
        ("c", "kurang_baik", "65.00"),
        ("d", "tidak_baik", "0"),
    ):
        if rounded >= Decimal(lower):
            return {"mutu": letter, "kinerja_unit": name, "nilai_indeks": value, "ikm": rounded}
    raise AssertionError(rounded)


WEIGHTS = st.sampled_from([("tepat", Fraction(1, 9)), ("0,11", Fraction(11, 100))])
EDGES = [Fraction(edge) / 25 for edge in ("88.31", "88.305", "88.30", "76.61", "76.60", "65")]
MEANS = st.one_of(
    st.integers(10000, 40000).map(lambda number: Fraction(number, 10000)),
    st.sampled_from([edge for edge in EDGES if (edge * 10000).denominator == 1]),
)


@given(st.lists(MEANS, min_size=9, max_size=9) | MEANS.map(lambda one: [one] * 9), WEIGHTS)
def test_the_index_of_means_is_that_of_the_table(means, weight):
    """From nine means the index, its rounding and its grade are those of the printed table."""
    word, share = weight
    case = dict(zip(ELEMENTS, means, strict=True)) | {"bobot": word}
    found = outputs("permenpanrb_14_2017.ikm", case)
    assert found == index(means, share) | {"jumlah_responden": None}


@given(
    st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=12), WEIGHTS
)
def test_the_three_forms_of_answers_agree(answers, weight):
    """Sums with respondents and one row an answer give the same index."""
    word, share = weight
    columns = [sum(column) for column in zip(*answers, strict=True)]
    wide = dict(zip(ELEMENTS, columns, strict=True)) | {"responden": len(answers), "bobot": word}
    items = [
        {"responden": f"r{number}", "layanan": "ktp", "unsur": element, "nilai": answer}
        for number, row in enumerate(answers)
        for element, answer in zip(ELEMENTS, row, strict=True)
    ]
    wanted = index([Fraction(column, len(answers)) for column in columns], share)
    wanted["jumlah_responden"] = len(answers)
    assert outputs("permenpanrb_14_2017.ikm", wide) == wanted
    assert outputs("permenpanrb_14_2017.ikm", {"items": items, "bobot": word}) == wanted


HOURS = st.integers(0, 6000).map(lambda hundredths: Decimal(hundredths) / 100)


@given(HOURS | st.sampled_from([Decimal(19), Decimal(20), Decimal(24), Decimal("24.01")]))
def test_hours_are_a_floor_for_pns_and_a_ceiling_for_pppk(hours):
    """At least 20 hours are owed by a PNS; more than 24 are too many for a PPPK."""
    short = max(Fraction(0), 20 - Fraction(hours))
    pns = outputs("pp_11_2017.jam_pelajaran", {"jp": hours})
    assert pns == {"terpenuhi": hours >= 20, "kekurangan_jp": short}
    assert outputs("pp_49_2018.jam_pelajaran", {"jp": hours}) == {"melebihi": hours > 24}


@pytest.mark.soak
def test_every_row_of_a_survey_counts_once():
    """Ten thousand answers give the index of their means."""
    answers = [(number % 4) + 1 for number in range(10_000)]
    items = [
        {"responden": str(number), "unsur": element, "nilai": answer}
        for number, answer in enumerate(answers)
        for element in ELEMENTS
    ]
    wanted = index([Fraction(sum(answers), len(answers))] * 9, Fraction(1, 9))
    found = outputs("permenpanrb_14_2017.ikm", {"items": items})
    assert found == wanted | {"jumlah_responden": 10_000}

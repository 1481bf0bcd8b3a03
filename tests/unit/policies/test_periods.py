"""Which rule governs which period."""

from datetime import date
from itertools import pairwise

import pytest

from asn_kinerja.errors import NotFound
from asn_kinerja.policies import PACKS
from asn_kinerja.records.periods import Period
from asn_kinerja.scoring.registry import PolicyRegistry

REGISTRY = PolicyRegistry(PACKS)
OLD, MIDDLE, NOW = (
    "pp_46_2011.prestasi_kerja",
    "pp_30_2019.nilai_kinerja",
    "permenpanrb_6_2022.predikat",
)
BRIDGE = "se_menpanrb_3_2021.nilai_2021"
PIECES = [
    f"{year}{piece}"
    for year in range(2014, 2027)
    for piece in ("", *(f"-Q{quarter}" for quarter in range(1, 5)), "-01", "-06", "-07", "-12")
    if (year, piece) != (2021, "")
]


def governing(purpose, start, end):
    return REGISTRY.in_force(purpose, (start, end)).id


@pytest.mark.parametrize("text", PIECES)
def test_every_period_since_2014_has_one_predicate(text):
    """Each month, quarter and year from 2014 on resolves to one rule; 2021 does so in halves."""
    period = Period(text)
    wanted = NOW if period.year >= 2022 else OLD
    if period.start >= date(2021, 7, 1) and period.year == 2021:
        wanted = MIDDLE
    assert governing("predikat_kinerja", period.start, period.end) == wanted


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (date(2021, 1, 1), date(2021, 7, 1), OLD),
        (date(2021, 7, 1), date(2022, 1, 1), MIDDLE),
    ],
)
def test_each_half_of_2021_has_its_rule(start, end, wanted):
    """January to June belongs to PP 46/2011, July to December to PP 30/2019."""
    assert governing("predikat_kinerja", start, end) == wanted


def test_all_of_2021_names_both_halves_and_the_bridge():
    """The year 2021 is refused, and the message names the two rules and what joins them."""
    with pytest.raises(NotFound) as refusal:
        governing("predikat_kinerja", date(2021, 1, 1), date(2022, 1, 1))
    problems = refusal.value.problems
    assert [(problem.code, problem.cure) for problem in problems] == [
        ("period_piece", OLD),
        ("period_piece", MIDDLE),
        ("period_bridge", BRIDGE),
    ]
    for lang in ("id", "en"):
        assert BRIDGE in refusal.value.render(lang)


def test_a_period_that_the_bridge_does_not_span_is_not_sent_there():
    """Two years over the change name their pieces and no bridge."""
    with pytest.raises(NotFound) as refusal:
        governing("predikat_kinerja", date(2020, 1, 1), date(2022, 1, 1))
    assert BRIDGE not in str(refusal.value)


def test_the_bridge_has_a_purpose_of_its_own():
    """The joined predicate of 2021 is found for that year alone."""
    assert governing("predikat_kinerja_2021", date(2021, 1, 1), date(2022, 1, 1)) == BRIDGE
    with pytest.raises(NotFound):
        governing("predikat_kinerja_2021", date(2022, 1, 1), date(2023, 1, 1))


def test_before_2014_nothing_governs():
    """The year 2013 is a gap."""
    with pytest.raises(NotFound) as refusal:
        governing("predikat_kinerja", date(2013, 1, 1), date(2014, 1, 1))
    assert [problem.code for problem in refusal.value.problems] == ["period_gap"]


def test_the_two_patterns_do_not_overlap():
    """The pattern of the regulation and the shares of the circular are chosen by two purposes."""
    year = date(2025, 1, 1), date(2026, 1, 1)
    assert governing("pola_distribusi", *year) == "permenpanrb_6_2022.pola_distribusi"
    assert governing("pola_distribusi_persentase", *year) == "se_menpanrb_3_2023.pola_distribusi"


@pytest.mark.parametrize(
    "purpose", sorted({REGISTRY.entry(name).purpose for name in REGISTRY.names()})
)
def test_no_purpose_has_two_rules_on_a_day(purpose):
    """The spans of one purpose follow one another."""
    spans = sorted(
        (entry.governs_from, entry.governs_until or date.max)
        for entry in map(REGISTRY.entry, REGISTRY.names())
        if entry.purpose == purpose
    )
    assert all(first[1] <= second[0] for first, second in pairwise(spans))

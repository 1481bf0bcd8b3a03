"""Finding policies by id and by purpose."""

from datetime import date

import pytest

from asn_kinerja.errors import InvalidPolicy, NotFound
from asn_kinerja.scoring.registry import PolicyEntry, PolicyPack, PolicyRegistry


def entry(name, first, last=None, purpose="predikat"):
    return PolicyEntry(id=name, purpose=purpose, governs_from=first, governs_until=last)


@pytest.fixture
def pack(policy):
    """Makes a pack that counts how often it is loaded."""

    def make(name, *entries, holds=None):
        def load():
            make.loads.append(name)
            names = [one.id for one in entries] if holds is None else holds
            return tuple(policy(name=one) for one in names)

        return PolicyPack(name=name, policies=entries, load=load)

    make.loads = []
    return make


OLD = entry("pp_1_2010.a", date(2014, 1, 1), date(2021, 1, 1))
NEW = entry("pp_2_2020.a", date(2022, 1, 1))


def test_a_pack_is_loaded_when_it_is_needed(pack):
    """Names and purposes are known without loading; a pack is loaded once."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD), pack("pp_2_2020", NEW)])
    assert registry.names() == ("pp_1_2010.a", "pp_2_2020.a")
    assert registry.entry("pp_1_2010.a") is OLD
    assert pack.loads == []
    assert registry.get("pp_2_2020.a") is registry.get("pp_2_2020.a")
    assert pack.loads == ["pp_2_2020"]


def test_a_misspelt_id_is_answered_with_the_nearest(pack):
    """The message names the policy that was meant."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD)])
    with pytest.raises(NotFound, match=r"Known: pp_1_2010\.a"):
        registry.get("pp_1_2010.b")


def test_an_id_belongs_to_one_pack(pack):
    """Two packs with one id are refused, and both are named."""
    with pytest.raises(InvalidPolicy, match="satu / dua"):
        PolicyRegistry([pack("satu", OLD), pack("dua", OLD)])


def test_a_pack_holds_what_it_announces(pack):
    """A pack without an announced policy is refused."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD, holds=["pp_1_2010.lain"])])
    with pytest.raises(InvalidPolicy, match="announces this policy"):
        registry.get("pp_1_2010.a")


def test_a_policy_is_chosen_by_purpose_and_period(pack):
    """The policy that governs every day of a period is found."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD), pack("pp_2_2020", NEW)])
    assert registry.in_force("predikat", (date(2020, 1, 1), date(2021, 1, 1))).id == "pp_1_2010.a"
    assert registry.in_force("predikat", (date(2025, 1, 1), date(2026, 1, 1))).id == "pp_2_2020.a"


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (date(2013, 1, 1), date(2014, 1, 1), ["period_gap"]),
        (date(2021, 1, 1), date(2022, 1, 1), ["period_gap"]),
        (date(2020, 7, 1), date(2022, 7, 1), ["period_piece", "period_gap", "period_piece"]),
        (date(2013, 7, 1), date(2014, 7, 1), ["period_gap", "period_piece"]),
        (date(2025, 1, 1), date(2025, 1, 1), ["period_gap"]),
    ],
)
def test_a_gap_or_a_change_names_its_pieces(pack, start, end, codes):
    """A period that no single policy governs is refused, piece by piece."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD), pack("pp_2_2020", NEW)])
    with pytest.raises(NotFound) as caught:
        registry.in_force("predikat", (start, end))
    assert [problem.code for problem in caught.value.problems] == codes


def test_two_policies_for_one_day_are_an_overlap(pack):
    """Where two govern the same days both are named."""
    other = entry("pp_3_2021.a", date(2024, 1, 1))
    registry = PolicyRegistry([pack("pp_2_2020", NEW), pack("pp_3_2021", other)])
    with pytest.raises(NotFound) as caught:
        registry.in_force("predikat", (date(2023, 1, 1), date(2025, 1, 1)))
    piece, overlap = caught.value.problems
    assert (piece.code, piece.cure) == ("period_piece", "pp_2_2020.a")
    assert (overlap.code, overlap.cure) == ("period_overlap", "pp_2_2020.a, pp_3_2021.a")


def test_an_unknown_purpose_is_answered_with_the_known(pack):
    """The message names the purposes there are."""
    registry = PolicyRegistry([pack("pp_1_2010", OLD)])
    with pytest.raises(NotFound, match="Known: predikat"):
        registry.in_force("predikt", (date(2020, 1, 1), date(2021, 1, 1)))

"""Doubts are told in full where their texts are known, by name otherwise."""

import attrs
import pytest

from asn_kinerja.reports.caveats import make_caveats
from asn_kinerja.reports.wording import Words
from asn_kinerja.workspace import open_workspace


@pytest.fixture(scope="module")
def policy():
    """A policy with contradictions and unconfirmed values."""
    with open_workspace() as workspace:
        yield workspace.policies.get("permenpanrb_14_2017.ikm")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_known_doubt_is_told_with_its_source(year, policy, lang):
    """Both sides of a contradiction and the title of a value are told, with their regulation."""
    doubtful = attrs.evolve(
        year,
        conflicts=tuple(conflict.id for conflict in policy.conflicts),
        unconfirmed=tuple(value.name for value in policy.parameters),
        known_conflicts={conflict.id: conflict for conflict in policy.conflicts},
        parameters={value.name: value for value in policy.parameters},
    )
    caveats = make_caveats(doubtful, words=Words(lang))
    assert caveats.conflicts == tuple(conflict.render(lang) for conflict in policy.conflicts)
    for told, value in zip(caveats.unconfirmed, policy.parameters, strict=True):
        assert told.startswith(value.title.render(lang))
        assert "14/2017" in told


def test_an_unknown_doubt_is_told_by_name(year):
    """A doubt without text is not swallowed."""
    caveats = make_caveats(year, words=Words("id"))
    assert caveats.conflicts == ("formulir_3",)
    assert caveats.unconfirmed == ("batas",)

"""Units beside the distribution patterns, on the page as by command."""

import polars as pl
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.comparison.spread import Patterns, spread_of_units
from asn_kinerja.lab.patterns import PATTERNS, unit_patterns
from asn_kinerja.lab.session import LabSession

POLICY = "permenpanrb_6_2022.predikat"
FORM_3 = {"steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi": "butuh_perbaikan"}


@pytest.fixture(scope="module")
def workspace():
    """Knows the law packs."""
    with open_workspace() as opened:
        yield opened


@pytest.fixture(scope="module")
def session(workspace):
    """Two thousand people of a city, counted by unit."""
    made = LabSession(workspace)
    made.choose_policy(POLICY)
    made.use_made(2_000, seed=3, profile="kota")
    return made


def test_units_are_judged_as_from_the_scored_people(session, workspace):
    """The counts of the comparison give what scoring each person and counting again gives."""
    result = session.run(FORM_3, by="unit").result
    rules = [workspace.policies.get(name) for name in PATTERNS]
    found = unit_patterns(result, rules)
    for policy, mine in zip((session.base, result.variant), found, strict=True):
        frame = session.people.frame
        scored = frame.select("unit", "predikat_organisasi").with_columns(
            policy.evaluate_frame(frame)["predikat_kinerja"]
        )
        assert mine == Patterns.of(spread_of_units(scored, rules, most_changes=0), patterns=2)
    assert sum(found[0].kept[:1]) + found[0].broken[0] + found[0].silent[0] > 5


def test_more_units_than_the_page_takes_are_left_to_the_command(session, workspace, monkeypatch):
    """Nothing is counted, and the page says where to ask."""
    result = session.run({}, by="unit").result
    rules = [workspace.policies.get(name) for name in PATTERNS]
    assert unit_patterns(result, rules) is not None
    monkeypatch.setattr("asn_kinerja.lab.patterns.MOST_UNITS", 2)
    assert unit_patterns(result, rules) is None


@pytest.mark.parametrize("change", ["by", "organisation", "policy"])
def test_without_units_organisations_or_predicates_nothing_is_said(workspace, session, change):
    """Another column, a unit of two organisations, and another kind of result give `None`."""
    rules = [workspace.policies.get(name) for name in PATTERNS]
    other = LabSession(workspace)
    other.choose_policy("permenpanrb_38_2018.ip_asn" if change == "policy" else POLICY)
    other.people = session.people
    if change == "organisation":
        mixed = session.people.frame.with_columns(
            predikat_organisasi=pl.when(pl.int_range(pl.len()) % 2 == 0)
            .then(pl.lit("baik"))
            .otherwise(pl.lit("kurang"))
        )
        other.people = type(session.people)(name="campur", frame=mixed)
    by = "jenis_kelamin" if change == "by" else "unit"
    assert unit_patterns(other.run({}, by=by).result, rules) is None

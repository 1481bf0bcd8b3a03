"""Every law pack: its cases, its static checks, and that it is what it announces."""

from pathlib import Path

import pytest

import asn_kinerja.policies
from asn_kinerja.legal.parameters import Authority, Status
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.cases import read_cases, run_cases
from asn_kinerja.scoring.registry import PolicyRegistry

FOLDER = Path(asn_kinerja.policies.__file__).parent
REGISTRY = PolicyRegistry(PACKS)
CASES = [
    case
    for pack in PACKS
    for case in read_cases(FOLDER / pack.name / "cases.toml", regulation=pack.name)
]
POLICIES = REGISTRY.names()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.policy}-{case.id}")
def test_a_worked_case_gives_what_it_says(case):
    """The case gives its expected outputs, reasons, conflicts and doubts, or is refused."""
    (result,) = run_cases([case], REGISTRY.get)
    assert result.failures == ()


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_has_no_hole(policy):
    """The static checks of a pack find nothing."""
    assert REGISTRY.get(policy).check() == []


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_is_what_its_pack_announces(policy):
    """Purpose and governed days are the same before and after loading."""
    found, announced = REGISTRY.get(policy), REGISTRY.entry(policy)
    assert found.id.startswith(f"{found.regulation.id}.")
    assert (found.purpose, found.governs_from, found.governs_until) == (
        announced.purpose,
        announced.governs_from,
        announced.governs_until,
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_has_cases_and_refuses_some(policy):
    """Each policy is shown by cases, and the cases touch each of its words."""
    mine = [case for case in CASES if case.policy == policy]
    assert mine
    main = REGISTRY.get(policy).main
    expected = {case.expected.get(main.name) for case in mine}
    assert set(main.words) <= expected


@pytest.mark.parametrize("policy", POLICIES)
def test_every_input_and_output_has_a_title_in_both_languages(policy):
    """What people read is there in Indonesian and in English."""
    found = REGISTRY.get(policy)
    named = [found, *found.inputs, *found.outputs, *found.parameters]
    named += [field for spec in found.inputs for field in spec.fields]
    assert all(one.title.id.strip() and one.title.en.strip() for one in named)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_bounding_input_names_its_law(policy):
    """An input whose values the law limits says which article does, so that refusals can."""
    specs = [spec for spec in REGISTRY.get(policy).inputs if spec.words or spec.low is not None]
    assert [spec.name for spec in specs if spec.citation is None] == []


@pytest.mark.parametrize("policy", POLICIES)
def test_a_doubt_stays_with_its_value(policy):
    """Every value says who set it and how sure we are."""
    versions = [row for parameter in REGISTRY.get(policy).parameters for row in parameter.versions]
    assert all(row.status in Status and row.authority in Authority for row in versions)
    assert all(row.citation.render() for row in versions)

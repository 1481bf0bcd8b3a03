"""A policy and its results go to another process and back, whatever was computed before."""

import pickle
from pathlib import Path

import pytest

import asn_kinerja.policies
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.cases import read_cases
from asn_kinerja.scoring.registry import PolicyRegistry

FOLDER = Path(asn_kinerja.policies.__file__).parent
REGISTRY = PolicyRegistry(PACKS)
MANY = 60  # cases after which one is computed by a function written for the policy
SHOWN = [
    next(case for case in cases if case.policy == name and not case.refused)
    for pack in PACKS
    for cases in [read_cases(FOLDER / pack.name / "cases.toml", regulation=pack.name)]
    for name in dict.fromkeys(case.policy for case in cases)
]


def _again(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - our own


@pytest.mark.parametrize("number", [1, MANY], ids=["first", "after many"])
@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case.policy)
def test_a_result_is_the_same_elsewhere(case, number):
    """A policy and an evaluation that were pickled give the same results and explanation."""
    policy = REGISTRY.get(case.policy)
    for _ in range(number):
        here = policy.evaluate(case.inputs, as_of=case.as_of)
    there = _again(policy)
    assert there == policy
    for found in (_again(here), there.evaluate(case.inputs, as_of=case.as_of)):
        assert found.outputs == here.outputs
        assert found.explanation.to_dict() == here.explanation.to_dict()


def test_a_policy_carries_nothing_of_the_others():
    """What else was loaded stays here, so that results are as small as their policy."""
    registry = PolicyRegistry(PACKS)
    case = next(case for case in SHOWN if case.policy == "permenpanrb_6_2022.predikat")
    result = registry.get(case.policy).evaluate(case.inputs, as_of=case.as_of)
    linked = registry.get("se_menpanrb_3_2021.nilai_2021")
    assert linked.reads_others
    alone = [len(pickle.dumps(one)) for one in (result, linked)]
    for name in registry.names():
        registry.get(name)
    assert [len(pickle.dumps(one)) for one in (result, linked)] == alone

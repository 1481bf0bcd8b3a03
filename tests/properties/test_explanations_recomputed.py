"""An explanation can be worked out again: its leaves give its root, each sum its parts."""

import json
from math import prod

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.cases import read_cases

_LONGEST_NAME, _LARGEST_PROPOSAL = 200, 6_000
COMBINED = {
    "add": sum,
    "subtract": lambda values: values[0] - values[1],
    "multiply": prod,
    "min": min,
    "max": max,
    "and": all,
    "or": any,
    "not": lambda values: not values[0],
}


@pytest.fixture(scope="module")
def evaluations():
    """Every worked case of every pack that is not refused, with its inputs."""
    found = []
    with open_workspace() as workspace:
        for pack in workspace.policies.packs():
            for case in read_cases(pack.cases, regulation=pack.name):
                policy = workspace.policies.get(case.policy)
                try:
                    result = policy.evaluate(case.inputs, as_of=case.as_of)
                except InvalidInput:
                    continue
                found.append((case, policy, result))
    return found


def test_the_leaves_give_the_root(evaluations):
    """The inputs that an explanation names are enough to compute its result again."""
    for case, policy, result in evaluations:
        leaves = {
            step.place: step.value
            for step in result.explanation.steps()
            if step.kind in {"input", "flag", "date"} and step.value is not None
        }
        names = {spec.name for spec in policy.inputs}
        items = {name: value for name, value in case.inputs.items() if isinstance(value, list)}
        given = {name: value for name, value in leaves.items() if name in names} | items
        again = policy.evaluate(given, as_of=case.as_of)
        assert again.outputs == result.outputs, case.id


def test_each_step_follows_from_its_parts(evaluations):
    """Sums, products, extremes and conditions are what their parts make."""
    seen = set()
    for case, _, result in evaluations:
        for step in result.explanation.steps():
            values = [part.value for part in step.parts]
            if step.kind not in COMBINED or None in values or step.value is None:
                continue
            seen.add(step.kind)
            assert COMBINED[step.kind](values) == step.value, (case.id, step.kind)
    assert {"add", "subtract", "multiply", "and"} <= seen


def test_the_root_is_the_main_result(evaluations):
    """The tree shows what the evaluation gives, rounded as it was."""
    for case, _, result in evaluations:
        assert result.explanation.shown == result.value, case.id


def test_names_are_plain_words(evaluations):
    """No step is called by a key, and none spells out a subtree."""
    for case, policy, result in evaluations:
        keys = {spec.name for spec in policy.inputs} | {one.name for one in policy.parameters}
        for step in result.explanation.steps():
            for words in (step.title, step.rule):
                assert not {part for part in words.en.split() if "_" in part} & keys, case.id
                assert "items" not in words.en.split(), case.id
            assert max(len(step.title.id), len(step.title.en)) <= _LONGEST_NAME, step.title


def test_a_proposal_is_short(evaluations):
    """The explanation of proposed ratings that is kept with an appraisal stays under 6 kB."""
    sizes = [
        len(json.dumps(result.explanation.to_dict(), ensure_ascii=False))
        for case, _, result in evaluations
        if case.policy == "permenpanrb_6_2022.usulan_rating" and result.value is not None
    ]
    assert sizes
    assert max(sizes) < _LARGEST_PROPOSAL

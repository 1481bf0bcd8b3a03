"""Laws of the interpreter of one case, for random policies of every kind of node."""

import json
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import Naive
from random_policies import FULL, HOLES, VALUES, policies

from asn_kinerja.scoring.reach import Span

STEADY = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@STEADY
@given(policies(), HOLES)
def test_one_case_is_what_a_naive_reading_gives(policy, case):
    """The compiled policy gives what a naive walk over Fractions gives, holes included."""
    found = policy.evaluate(case).value
    wanted = Naive(case, VALUES).read(policy.main.node)
    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)


@STEADY
@given(policies(), HOLES)
def test_an_explanation_ends_in_the_result(policy, case):
    """The explanation has the value of the result, is plain, exact, and can be written."""
    evaluation = policy.evaluate(case)
    explanation = evaluation.explanation
    shown = explanation.shown
    assert shown == evaluation.value
    assert isinstance(shown, Decimal) == isinstance(evaluation.value, Decimal)
    assert "float" not in {type(value).__name__ for value in _leaves(explanation.to_dict())}
    assert json.loads(json.dumps(explanation.to_dict())) == explanation.to_dict()
    assert explanation.render("id")
    assert explanation.render("en")
    assert (evaluation.value is not None) or evaluation.reasons is not None


@STEADY
@given(policies(), HOLES)
def test_each_step_follows_from_its_parts(policy, case):
    """Sums, products and extremes of the parts of a step give the step."""
    for step in policy.evaluate(case).explanation.steps():
        parts = [part.value for part in step.parts]
        if step.value is None or None in parts:
            continue
        if step.kind == "add":
            assert step.value == sum(parts)
        elif step.kind == "subtract":
            assert step.value == parts[0] - parts[1]
        elif step.kind in {"min", "max"}:
            assert step.value == (min if step.kind == "min" else max)(parts)
        elif step.kind == "not":
            assert step.value is (not parts[0])
        elif step.kind in {"output", "override"}:
            assert step.value == parts[0]


@STEADY
@given(policies(), st.fixed_dictionaries(FULL), st.data())
def test_bounds_hold_whatever_comes(policy, case, data):
    """What is possible while inputs are missing includes the result once they are there."""
    names = data.draw(st.sets(st.sampled_from(sorted(case))), label="missing")
    known = {name: value for name, value in case.items() if name not in names}
    possible = policy.bounds(known)["hasil"]
    found = policy.evaluate(case).value
    if found is None:
        assert possible.can_be_missing
    elif isinstance(found, str | bool):
        assert found in possible.values
    elif not hasattr(found, "year"):
        assert Span(possible.lowest, possible.highest).holds(found)


@STEADY
@given(policies())
def test_equal_policies_are_equal_nodes(policy):
    """A node is equal to its copy, hashes alike, and is not equal to the flag of its number."""
    import copy

    node = policy.main.node
    again = copy.deepcopy(node)
    assert again == node
    assert hash(again) == hash(node)


def _leaves(plain):
    if isinstance(plain, dict):
        for value in plain.values():
            yield from _leaves(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from _leaves(value)
    else:
        yield plain

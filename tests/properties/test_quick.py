"""The short way of one case gives what closures and a naive reading give, or nothing."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import Naive
from random_policies import HOLES, SPECS, TEXT, VALUES, make_policy, policies

from asn_kinerja import open_workspace
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.cases import read_cases
from asn_kinerja.scoring.closures import UNSET
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Input
from asn_kinerja.scoring.numbers import LIMIT
from asn_kinerja.scoring.quick.case import write_quick

STEADY = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SCALES = {"n": 2, "m": 1, "x": 2}


def _optional(spec):
    fields = tuple(map(_optional, spec.fields))
    return attrs.evolve(spec, optional=True, scale=SCALES.get(spec.name), fields=fields)


def _scaled(case):
    """Give numbers the decimals that their input may have."""
    return {
        name: round(value, SCALES[name])
        if name in SCALES and value is not None
        else [_scaled(item) for item in value]
        if name == "items" and value is not None
        else value
        for name, value in case.items()
    }


def _quick(policy):
    program = policy.program(None)
    return write_quick(policy, versions=program.versions, closure=program.compiler.run)


@STEADY
@given(policies(), HOLES, st.booleans())
def test_the_short_way_is_what_a_naive_reading_gives(policy, case, scaled):
    """Results and every node kept are equal, with numbers as whole numbers or as fractions."""
    if scaled:
        policy = attrs.evolve(policy, inputs=tuple(map(_optional, SPECS)))
        case = _scaled(case)
    quick = _quick(policy)
    if quick is None:
        return
    found = quick.case(case)
    if found is None:
        assert not scaled
        assert None in case.values()
        return
    wanted = policy.evaluate(case)
    assert repr(found[0]) == repr(wanted.outputs)
    naive = Naive(case, VALUES)
    for node in quick.places:
        value = quick.value(node, found[1])
        if value is not UNSET:
            assert value == naive.read(node)
            assert isinstance(value, bool) == isinstance(naive.read(node), bool)


def test_every_pack_but_one_has_a_short_way():
    """Worked cases give the same on both ways, and every node that is kept is what it was."""
    ways, left = {}, set()
    with open_workspace() as workspace:
        for pack in workspace.policies.packs():
            for case in read_cases(pack.cases, regulation=pack.name):
                policy = workspace.policies.get(case.policy)
                program = policy.program(case.as_of)
                if id(program) not in ways:
                    ways[id(program)] = (
                        program,
                        write_quick(
                            policy, versions=program.versions, closure=program.compiler.run
                        ),
                    )
                quick = ways[id(program)][1]
                if quick is None:
                    left.add(case.policy)
                elif (found := quick.case(case.inputs)) is not None:
                    _is_the_same(quick, found, program, case.inputs)
    assert left == {"se_menpanrb_3_2021.nilai_2021"}


def _is_the_same(quick, found, program, inputs):
    values = program.take(inputs)
    assert repr(found[0]) == repr(program.present(values))
    again = quick.values(found[1])
    assert again == {name: value for name, value in values.items() if name in again}
    for node in quick.places:
        value = quick.value(node, found[1])
        if value is not UNSET:
            assert value == program.compiler.run(node)(values, None)


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.COUNT])
@pytest.mark.parametrize("scale", [0, 2])
def test_what_is_too_long_has_no_short_way(kind, scale):
    """However many cases ran before, a number that is too long to be taken in is refused."""
    spec = InputSpec(name="n", kind=kind, title=TEXT, scale=scale if kind is Kind.NUMBER else None)
    policy = attrs.evolve(make_policy(Input("n"), Kind.NUMBER), inputs=(spec,))
    quick = _quick(policy)
    assert quick.case({"n": LIMIT - 1}) is not None
    for value in (LIMIT, 10**200, -LIMIT, -(10**200)):
        assert quick.case({"n": value}) is None
    for _ in range(60):
        policy.evaluate({"n": 7})
        with pytest.raises(InvalidInput, match="digits"):
            policy.evaluate({"n": 10**200})

"""The hash of a policy tells rules apart, and nothing else."""

import os
import subprocess
import sys

import attrs
import pytest

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.fingerprint import fingerprint
from asn_kinerja.workspace import open_workspace


@pytest.fixture
def policies():
    """All rules of the package."""
    with open_workspace() as workspace:
        yield workspace.policies


def test_each_policy_has_its_own(policies):
    """No two policies of the package have one hash, and all of them have one."""
    found = [fingerprint(policies.get(name)) for name in policies.names()]
    assert len(set(found)) == len(found) > 20
    assert {len(text) for text in found} == {64}


def test_it_does_not_depend_on_the_process():
    """Two processes that order sets otherwise give the same hash."""
    program = (
        "from asn_kinerja import open_workspace\n"
        "from asn_kinerja.scoring.fingerprint import fingerprint\n"
        "with open_workspace() as workspace:\n"
        "    print(fingerprint(workspace.policies.get('permenpanrb_6_2022.usulan_rating')))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_rules_count_and_words_do_not(policies):
    """Another date or parameter is another hash, another title is not."""
    policy = policies.get("pp_11_2017.jam_pelajaran")
    version = policy.parameters[0].versions[0]
    changed = attrs.evolve(version, value=21)
    parameter = attrs.evolve(policy.parameters[0], versions=(changed,))
    other = attrs.evolve(policy, parameters=(parameter, *policy.parameters[1:]))
    later = attrs.evolve(policy, governs_from=policy.governs_from.replace(year=2018))
    named = attrs.evolve(policy, title=Wording("lain", "other"))
    first = fingerprint(policy)
    assert first not in {fingerprint(other), fingerprint(later)}
    assert fingerprint(named) == first


def test_a_rule_that_is_read_counts(policies):
    """A policy that reads another's result has another hash when that one changes."""
    policy = next(found for found in map(policies.get, policies.names()) if found.reads_others)

    def changed(name):
        found = policies.get(name)
        return attrs.evolve(found, governs_from=found.governs_from.replace(year=1999))

    assert fingerprint(attrs.evolve(policy, link=changed)) != fingerprint(policy)


def test_what_is_no_rule_is_refused(policies):
    """A value that no policy should hold is an error, not a hash that depends on the machine."""
    policy = policies.get("pp_11_2017.jam_pelajaran")
    broken = attrs.evolve(policy, purpose=print)
    with pytest.raises(TypeError, match="builtin"):
        fingerprint(broken)

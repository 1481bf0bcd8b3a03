"""How packs are announced and loaded."""

import subprocess
import sys

from asn_kinerja.policies import PACKS


def test_packs_are_announced_without_being_loaded():
    """Listing the packs imports no pack and reads no file of one."""
    code = (
        "import sys; before = set(sys.modules); from asn_kinerja.policies import PACKS;"
        "print([m for m in sys.modules if m.startswith('asn_kinerja.policies.')],"
        " 'tomllib' in set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[] False"


def test_a_pack_is_built_once():
    """Loading a pack twice gives the same policies."""
    assert all(pack.load() is pack.load() for pack in PACKS)


def test_a_pack_holds_exactly_what_it_announces():
    """No policy of a pack is hidden, and none is missing."""
    for pack in PACKS:
        assert {policy.id for policy in pack.load()} == {entry.id for entry in pack.policies}

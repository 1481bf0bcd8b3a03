"""How packs are announced and loaded."""

import subprocess
import sys
from pathlib import Path

from asn_kinerja.policies import PACKS
from asn_kinerja.policies.pp_11_2017.policy import build as build_pp_11_2017


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


def test_the_files_of_pp_11_2017_are_read_once(monkeypatch):
    """Its three rules share what one reading of the parameters and conflicts gave."""
    read, plain = [], Path.read_text

    def counted(path, *given, **named):
        read.append(path.name)
        return plain(path, *given, **named)

    monkeypatch.setattr(Path, "read_text", counted)
    assert len(build_pp_11_2017()) == 3
    assert sorted(read) == ["conflicts.toml", "parameters.toml"]

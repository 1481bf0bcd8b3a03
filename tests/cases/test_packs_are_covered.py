"""No cell, band, row or edge of a law pack is without a worked case."""

from pathlib import Path

import pytest

import asn_kinerja.policies
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.cases import read_cases
from asn_kinerja.scoring.coverage import cover
from asn_kinerja.scoring.registry import PolicyRegistry

FOLDER = Path(asn_kinerja.policies.__file__).parent
REGISTRY = PolicyRegistry(PACKS)


@pytest.mark.parametrize("name", REGISTRY.names())
def test_every_part_of_a_policy_is_touched(name):
    """Each row of each table, and each edge with one unit on either side, has a case."""
    pack = name.partition(".")[0]
    cases = read_cases(FOLDER / pack / "cases.toml", regulation=pack)
    assert [str(target) for target in cover(REGISTRY.get(name), cases).untouched] == []

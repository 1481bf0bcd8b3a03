"""The worked cases of every law pack once more, as columns."""

from pathlib import Path

import pytest

import asn_kinerja.policies
from asn_kinerja.policies import PACKS
from asn_kinerja.scoring.case_frames import frame_failures
from asn_kinerja.scoring.cases import read_cases
from asn_kinerja.scoring.registry import PolicyRegistry

FOLDER = Path(asn_kinerja.policies.__file__).parent
REGISTRY = PolicyRegistry(PACKS)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_columns_give_what_one_case_gives(pack):
    """The second interpreter agrees with the first on every case of the pack."""
    cases = read_cases(FOLDER / pack.name / "cases.toml", regulation=pack.name)
    assert frame_failures(cases, REGISTRY.get) == {}

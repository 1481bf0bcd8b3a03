"""What is built in comes through the hooks, and costs nothing until it is used."""

import subprocess
import sys

from asn_kinerja import hookspecs
from asn_kinerja.plugins.loading import load_plugins


def test_the_built_in_backends_are_offered():
    """Memory, SQLite, PostgreSQL and MariaDB are offered by scheme."""
    loaded = load_plugins(installed=False)
    found = loaded.offered(hookspecs.asn_kinerja_storage_backends)
    assert list(found) == ["memory", "sqlite", "postgresql", "mariadb"]


def test_the_built_in_law_packs_are_offered():
    """The law packs are offered by the id of their regulation."""
    loaded = load_plugins(installed=False)
    found = loaded.offered(hookspecs.asn_kinerja_policy_packs)
    assert "permenpanrb_6_2022" in found


def test_the_built_in_method_and_optimiser_are_offered():
    """Ranking methods and planners are offered by their ids."""
    loaded = load_plugins(installed=False)
    assert {"saw", "wp", "topsis"} <= set(loaded.offered(hookspecs.asn_kinerja_ranking_methods))
    found = loaded.offered(hookspecs.asn_kinerja_training_optimisers)
    assert list(found) == ["greedy", "exact"]


def test_offering_loads_no_driver_and_no_pack():
    """A fresh process that asks for all offers has loaded no driver and no pack."""
    script = """
import sys
from asn_kinerja import hookspecs
from asn_kinerja.plugins.loading import load_plugins

loaded = load_plugins(installed=False)
loaded.offered(hookspecs.asn_kinerja_storage_backends)
loaded.offered(hookspecs.asn_kinerja_policy_packs)
print([
    name for name in sys.modules
    if name.startswith(("sqlalchemy", "asn_kinerja.policies.", "asn_kinerja.backends."))
])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"

"""The storage kit in the hands of a stranger: what it needs, what an author may declare."""

import os
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.testing import StorageSuite

ALLOWED = {
    *("asn_kinerja", "attr", "attrs", "cattr", "cattrs", "pluggy"),  # what the package needs
    *("pytest", "_pytest", "py", "iniconfig", "packaging", "pygments"),
    *("hypothesis", "_hypothesis_globals", "_hypothesis_pytestplugin", "sortedcontainers"),
    *("exceptiongroup", "typing_extensions"),
}
REFUSED = packages_distributions().keys() - ALLOWED
BARE = f"""
import sys

class Bare:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {REFUSED!r}:
            raise ModuleNotFoundError("refused: " + name, name=name)

sys.meta_path.insert(0, Bare())
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""
MINE = """
import hypothesis
import pytest
from one_file import OneFile
from asn_kinerja.testing import StorageSuite


class TestMine(StorageSuite):
    kills = 4
    updates = 40
    histories = hypothesis.settings(StorageSuite.histories, max_examples=5, database=None)

    @pytest.fixture
    def open_store(self, tmp_path):
        return lambda: OneFile(tmp_path / "store")
"""
DECLARED = """
import pytest
from lies import LIES
from asn_kinerja.backends import memory
from asn_kinerja.testing import StorageSuite


class Padded(StorageSuite):
    @pytest.fixture
    def open_store(self):
        store = LIES["test_keys_are_told_apart_by_every_character"][0](memory.MemoryBackend())
        return lambda: store


class TestKnown(Padded):
    expected_failures = {
        "test_keys_are_told_apart_by_every_character": "the collation pads; fixed in 2.0",
        "test_keys_are_ordered_by_code_point": "the collation pads; fixed in 2.0",
        "test_a_payload_comes_back_unchanged[plain]": "was so in 1.0",
        "test_a_kill_at_any_moment_leaves_a_unit_whole_or_absent": "was so in 1.0",
    }
"""


def run(folder, text, *options):
    """Run a stranger's test file with nothing but pytest and hypothesis."""
    (folder / "test_mine.py").write_text(text, encoding="utf-8")
    plain = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }
    plain.pop("PYTEST_ADDOPTS", None)
    command = [sys.executable, "-c", BARE, "-q", "-rxsf", "-p", "no:cacheprovider", *options]
    done = subprocess.run(
        [*command, "test_mine.py"],
        cwd=folder, env=plain, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_kit_needs_pytest_and_hypothesis_alone(tmp_path):
    """The whole suite runs where nothing else can be imported, under strict markers."""
    code, told = run(tmp_path, MINE, "--strict-markers", "-W", "error")
    assert {"sqlalchemy", "polars", "lmdb"} & REFUSED
    assert code == 0, told
    assert "skipped" not in told


def test_a_declared_failure_must_fail(tmp_path):
    """A law that is declared to fail is shown with its reason; when it holds, that is an error."""
    code, told = run(tmp_path, DECLARED, "-k", "keys_are or unchanged or kill")
    assert code == 1
    assert told.count("the collation pads; fixed in 2.0") == 2
    assert "2 xfailed" in told
    assert "[XPASS(strict)] was so in 1.0" in told
    assert "is declared to fail, but durable is not declared" in told
    assert "1 failed" in told
    assert "1 error" in told


def test_a_law_that_there_is_not_cannot_fail():
    """A declaration of no law is refused with the nearest names."""
    with pytest.raises(NotFound, match="test_versions_count_from_one"):
        type("Mine", (StorageSuite,), {"expected_failures": {"test_version_count_from_one": "no"}})


def test_a_failure_has_a_reason():
    """A declaration without a reason is refused."""
    with pytest.raises(InvalidInput, match="test_a_new_store_is_empty"):
        type("Mine", (StorageSuite,), {"expected_failures": {"test_a_new_store_is_empty": " "}})

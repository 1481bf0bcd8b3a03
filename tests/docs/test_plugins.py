"""The page on plugins has one heading a hook, and a plugin that is installed is asked by each."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from asn_kinerja import hookspecs

PAGE = Path(__file__).parents[2] / "docs" / "plugins.md"
TEXT = PAGE.read_text(encoding="utf-8")
HOOKS = sorted(hookspecs.TOLD_BY)
# What the page shows of each hook: the class that bears it, and the name of what it offers.
SHOWN = {
    "asn_kinerja_storage_backends": ("Offices", "kantor"),
    "asn_kinerja_competency_frameworks": ("Dictionaries", "kamus_arsip"),
    "asn_kinerja_policy_packs": ("Decrees", "perwal_1_2025"),
    "asn_kinerja_ranking_methods": ("Methods", "terlemah"),
    "asn_kinerja_training_optimisers": ("Optimisers", "tanpa_biaya"),
}
ASK = """
import sys
from asn_kinerja import open_workspace

with open_workspace("kantor:marelan") as workspace:
    assert workspace.plugins.sources["kantor"] == "asn-kinerja-kantor"
    print(workspace.plugins.offers_of("kantor"))
    print(workspace.policies.get("perwal_1_2025.kehadiran").evaluate({"kehadiran": "97.25"}).value)
    print("terlemah" in workspace.ranking_methods, "tanpa_biaya" in workspace.training_optimisers)
"""


def test_each_hook_has_a_heading_equal_to_its_signature():
    """The headings of the page are the signatures of the hooks, and there are no others."""
    headings = re.findall(r"^## `(.+)`$", TEXT, re.MULTILINE)
    wanted = []
    for name in HOOKS:
        signature = inspect.signature(getattr(hookspecs, name))
        wanted.append(f"{name}{signature}".replace("'", ""))
    assert sorted(headings) == wanted


def test_every_hook_is_specified_and_told_apart():
    """The hooks that bear a specification are those that `TOLD_BY` and this page know."""
    marked = {name for name, hook in vars(hookspecs).items() if hasattr(hook, "asn_kinerja_spec")}
    assert marked == set(HOOKS) == set(SHOWN)


@pytest.fixture
def installed(tmp_path):
    """Install the plugins of the page as one distribution; give a way to run commands with it."""
    blocks = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    code = [block for block in blocks if "\nclass Test" not in block]
    parts = [re.split(r"^with open_workspace", block, flags=re.MULTILINE)[0] for block in code]
    bearers = [f"{hook} = {bearer}().{hook}\n" for hook, (bearer, _) in SHOWN.items()]
    place = tmp_path / "installed"
    info = place / "asn_kinerja_kantor-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "asn_kinerja_kantor.py").write_text("\n".join([*parts, *bearers]), encoding="utf-8")
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: asn-kinerja-kantor\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text("[asn_kinerja]\nkantor = asn_kinerja_kantor\n")

    def run(*words, **environment):
        path = os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": path,
                "COLUMNS": "200",
                "NO_COLOR": "1",
                **environment,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_an_installed_plugin_is_asked_by_every_hook(installed):
    """What an installed plugin offers through each hook is there to be used."""
    code, out, err = installed("-c", ASK)
    assert (code, err) == (0, "")
    offers, value, others = out.splitlines()
    assert offers == str({hook: (SHOWN[hook][1],) for hook in hookspecs.TOLD_BY})
    assert (value, others) == ("97.3", "True True")


@pytest.mark.parametrize("hook", HOOKS)
def test_an_installed_plugin_is_listed(installed, hook):
    """`plugins list` names the plugin, its distribution and what it offers through a hook."""
    code, out, _ = installed("-m", "asn_kinerja", "plugins", "list", "--lang", "en")
    assert code == 0
    assert "asn-kinerja-kantor" in out
    assert f"{hook.removeprefix('asn_kinerja_')}: {SHOWN[hook][1]}" in out


def test_an_installed_plugin_can_be_blocked(installed):
    """A blocked plugin is not asked: its scheme is unknown, and the message names the others."""
    code, out, _ = installed("-m", "asn_kinerja", "plugins", "list", ASN_KINERJA_BLOCK="kantor")
    assert code == 0
    assert "terlemah" not in out
    words = ("-m", "asn_kinerja", "store", "init", "kantor:marelan", "--lang", "en")
    code, _, err = installed(*words, ASN_KINERJA_BLOCK="kantor")
    assert code == 2
    assert "sqlite" in err

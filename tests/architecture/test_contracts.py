"""The import contracts hold, and would catch who breaks them."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINTER = Path(sys.executable).with_name("lint-imports")
MAY_NAME_DRIVERS = "backends"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in `folder`, not on the installed one."""
    path = os.pathsep.join([str(folder / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [str(LINTER), "--no-cache"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def contracts(pyproject):
    """The contracts by their id."""
    return {contract["id"]: contract for contract in pyproject["tool"]["importlinter"]["contracts"]}


@pytest.fixture
def copy(root, tmp_path):
    """A copy of the package that a test may spoil."""
    ignore = shutil.ignore_patterns("__pycache__", "*.xlsx")
    shutil.copytree(root / "src", tmp_path / "src", ignore=ignore)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(root):
    """The package keeps every contract."""
    result = _lint(root)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


BREACHES = {
    "a lower layer imports a higher one": ("layers", "legal/breach.py", "scoring.target"),
    "the law imports the facade": ("layers", "legal/breach.py", ""),
    "a sibling imports a sibling": ("layers", "training/breach.py", "awards.target"),
    "records import scoring": ("layers", "records/breach.py", "scoring.target"),
    "a module without a layer": ("layers", "plumbing.py", "errors"),
    "two modules import each other": ("siblings", "legal/breach.py", "legal.ring"),
    "a pack imports a pack": ("packs", "policies/breach/__init__.py", "policies.target"),
    "a stranger imports a backend": ("builtin", "cli/breach.py", "backends.target"),
    "a service imports a driver": ("drivers", "services/breach.py", "sqlalchemy"),
    "a score needs an optional library": ("lean", "scoring/breach.py", "polars"),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_caught(copy, contracts, breach):
    """A module that imports what it may not see breaks the contract that says so."""
    broken, where, imported = BREACHES[breach]
    package = copy / "src" / "asn_kinerja"
    ours = "" if imported in {"sqlalchemy", "polars"} else "asn_kinerja."
    _write(package / where, f"import {ours}{imported}".rstrip("."))
    _write(package / "legal" / "ring.py", "import asn_kinerja.legal.breach")
    for folder in ("awards", "backends", "policies", "scoring"):
        _write(package / folder / "target.py", "")
    (package / "workspace.py").touch()
    result = _lint(copy)
    assert result.returncode == 1, result.stdout
    assert f"{contracts[broken]['name']} BROKEN" in " ".join(result.stdout.split())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(text, encoding="utf-8")


def test_nothing_is_excused(contracts):
    """No contract ignores an import, and the list of layers is exhaustive."""
    assert not [name for name, contract in contracts.items() if "ignore_imports" in contract]
    assert contracts["layers"]["exhaustive"] is True


def test_every_package_but_backends_is_kept_from_drivers(contracts):
    """The contract on drivers names every layer except backends and the modules above it."""
    rows = contracts["layers"]["layers"]
    layers = {name.strip("() ") for row in rows for name in row.split("|")}
    named = {source.split(".")[1] for source in contracts["drivers"]["source_modules"]}
    assert layers - named == {MAY_NAME_DRIVERS}


def test_only_frames_is_free_to_load_optional_libraries(modules, contracts):
    """The lean contract names every module of law, records and scoring but `scoring.frames`."""
    named = contracts["lean"]["source_modules"]
    left_out = {
        module.name
        for module in modules
        if module.parts[:1] in (["legal"], ["records"], ["scoring"])
        and not any(_covers(pattern, module.name) for pattern in named)
    }
    assert not {name for name in left_out if not name.startswith("asn_kinerja.scoring.frames.")}


def _covers(pattern: str, name: str) -> bool:
    """Match as import-linter does: `*` is one part of a name, `**` any number of them."""
    rule = re.escape(pattern).replace(r"\*\*", ".+").replace(r"\*", "[^.]+")
    return re.fullmatch(rule, name) is not None


@pytest.mark.parametrize(
    ("contract", "free"),
    [
        ("drivers", ["asn_kinerja.backends"]),
        # Doors: they ask for the extra by name and go on only when it is there.
        (
            "lean",
            [
                "asn_kinerja.scoring.case_frames",
                "asn_kinerja.scoring.frames",
                "asn_kinerja.scoring.policy",
                "asn_kinerja.scoring.property_hunt",
            ],
        ),
    ],
)
def test_a_library_is_required_where_it_may_be(modules, contracts, contract, free):
    """`require("sqlalchemy", …)`, which the linter cannot see, keeps to the contracts as well."""
    libraries = set(contracts[contract]["forbidden_modules"])
    lean = {"legal", "records", "scoring", "errors", "_extras"}
    strangers = [
        module.at(node.lineno)
        for module in modules
        if not module.name.startswith(tuple(free))
        and (contract == "drivers" or lean.intersection(module.parts[:1]))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).partition(".")[0] in libraries
        and ast.unparse(node.func).endswith(("require", "import_module", "find_spec"))
    ]
    assert not strangers


def test_the_core_depends_on_three_libraries(pyproject):
    """attrs, cattrs and pluggy are all that a bare installation brings."""
    names = {spec.split(">")[0] for spec in pyproject["project"]["dependencies"]}
    assert names == {"attrs", "cattrs", "pluggy"}

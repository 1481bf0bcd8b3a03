"""What the architecture tests look at: the source, parsed once."""

import ast
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

ROOT = Path(__file__).parents[2]


@attrs.frozen(kw_only=True)
class Module:
    """One parsed file of the package."""

    path: Path
    name: str  # dotted, without `.__init__`
    text: str
    tree: ast.Module

    @property
    def parts(self) -> list[str]:
        """The name below the package: `["legal", "terms"]`."""
        return self.name.split(".")[1:]

    @property
    def is_package(self) -> bool:
        """Whether it is an `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def is_public(self) -> bool:
        """Whether no part of its name begins with an underscore."""
        return not any(part.startswith("_") for part in self.parts)

    def at(self, line: int) -> str:
        """Name a line the way editors open it."""
        return f"{self.path.relative_to(ROOT)}:{line}"


def _parse(path: Path, source: Path) -> Module:
    parts = path.relative_to(source).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(path=path, name=name, text=text, tree=ast.parse(text))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the package."""
    source = ROOT / "src"
    return [_parse(path, source) for path in sorted((source / "asn_kinerja").rglob("*.py"))]


@pytest.fixture(scope="session")
def pyproject() -> dict[str, Any]:
    """The project's settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Every file that a clone holds."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]

"""The tutorials do what they print: each file is saved, each command run, each answer compared.

After a wanted change write the answers anew: `python tests/docs/test_tutorials.py`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("tutorial-*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _run(command: str, folder: Path) -> str:
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    plain = {**os.environ, "PATH": commands, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        ["/bin/sh", "-ec", f"exec 2>&1\n{command}"],
        cwd=folder, env=plain, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def answers(page: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Give the printed and the real answer of each command, in turn."""
    real: str | None = None
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        language, name, text = block.groups()
        if name:
            (folder / name).write_text(text, encoding="utf-8")
        elif language == "sh":
            real = _run(text, folder)
        elif language == "text" and real is not None:
            yield text, real
            real = None


def rewrite(page: Path, folder: Path) -> None:
    """Run the commands of a page in a folder and write their answers into the page."""
    real = iter([answer for _, answer in answers(page, folder)])
    text = page.read_text(encoding="utf-8")
    new = BLOCK.sub(
        lambda block: f"```text\n{next(real)}```" if block[1] == "text" else block[0], text
    )
    page.write_text(new, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_tutorial_prints_what_happens(page, tmp_path):
    """Every command of a tutorial answers what the page prints."""
    found = list(answers(page, tmp_path))
    assert found
    for printed, real in found:
        assert real == printed


def test_both_tutorials_have_the_same_files():
    """Who reads the other language writes the same files."""
    files = [
        {name: text for _, name, text in BLOCK.findall(page.read_text(encoding="utf-8")) if name}
        for page in PAGES
    ]
    assert len(files) == 2
    assert files[0] == files[1]


if __name__ == "__main__":
    for page in PAGES:
        with TemporaryDirectory() as scratch:
            rewrite(page, Path(scratch))

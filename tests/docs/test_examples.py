"""The documents do what they say: code runs, commands exist, links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for page in sorted(
        [
            *ROOT.glob("*.md"),
            *(ROOT / "docs").rglob("*.md"),
            *ROOT.glob("tests/*.md"),
            *ROOT.glob("examples/questions/**/README.md"),
        ]
    )
    if (ROOT / "docs" / "law") not in page.parents
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
COMMAND = Path(sys.executable).with_name("asn-kinerja")


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _blocks(page: Path, *languages: str) -> list[tuple[int, str]]:
    """Give the line number and the text of each code block in one of the languages."""
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, block.start()) + 2, block.group(2))
        for block in BLOCK.finditer(text)
        if block.group(1) in languages
    ]


def _commands() -> list[str]:
    """Give every `asn-kinerja …` that stands in a block or between backquotes."""
    found = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in [code for _, code in _blocks(page, "sh", "bash")]:
            found.update(re.findall(r"(?:^|/|&& )asn-kinerja (.+)$", block, re.MULTILINE))
        found.update(re.findall(r"`asn-kinerja ([^`]+)`", text))
    return sorted(found)


@pytest.mark.parametrize("page", [p for p in PAGES if _blocks(p, "python")], ids=_name)
def test_the_code_of_a_page_runs(page, tmp_path, monkeypatch):
    """The Python blocks of a page run from top to bottom, in one session."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code in _blocks(page, "python"):
        lines = "\n" * (line - 1)  # so that a traceback names the line of the page
        exec(compile(lines + code, _name(page), "exec"), names)  # noqa: S102 - our own pages


@pytest.mark.parametrize("line", _commands())
def test_a_command_that_a_page_shows_exists(line):
    """Each command shown in a page exists and knows the options shown with it."""
    words = shlex.split(line)
    path = []
    for word in words:
        if not re.fullmatch(r"[a-z]+", word):
            break
        path.append(word)
    told = _help(*path)
    for option in re.findall(r"--[a-z][a-z-]*", line):
        assert option in told


@cache
def _help(*path: str) -> str:
    command = [str(COMMAND), *path, "--help"]
    wide = {**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(command, env=wide, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page):
    """A link of a page to a file of the project finds it."""
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if ":" not in link]
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_readme_shows_every_part_of_the_source():
    """The layout in the README names every module and package at the top of the source."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)(?:/|\.py)`", readme))
    source = ROOT / "src" / "asn_kinerja"
    born = {p.stem for p in source.glob("*.py")} | {p.parent.name for p in source.glob("*/*.py")}
    assert born - named == {"__init__"} | ({"asn_kinerja"} & born)


@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_two_commands_are_one_line_each(name):
    """The README prints two commands, each complete from a fresh clone with Python alone."""
    text = (ROOT / name).read_text(encoding="utf-8")
    first, second = re.findall(r"^python3 -m venv .*$", text, re.MULTILINE)
    assert first.endswith("asn-kinerja demo")
    assert second.endswith(".venv/bin/pytest")

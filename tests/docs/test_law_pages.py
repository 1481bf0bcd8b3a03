"""The pages of `docs/law/` say what the law packs hold now."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from asn_kinerja.policies import PACKS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "law"
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


@pytest.fixture(scope="module")
def written():
    """What the script would write now."""
    spec = spec_from_file_location("build_law_pages", ROOT / "docs" / "build_law_pages.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    return script.pages()


def test_the_pages_are_current(written):
    """After a change of a pack: `python docs/build_law_pages.py`."""
    held = {page.name: page.read_text(encoding="utf-8") for page in FOLDER.glob("*.md")}
    assert sorted(held) == sorted(written)
    assert [name for name, text in written.items() if held[name] != text] == []


def test_every_regulation_has_a_page(written):
    """No pack is left out."""
    assert {f"{pack.name}.md" for pack in PACKS} <= set(written)


def test_a_page_leads_from_the_article_to_the_case(written):
    """Article, value, node and case stand on one line."""
    line = next(
        line for line in written["pp_94_2021.md"].splitlines() if "art. 11(2)d (angka 3)" in line
    )
    assert "`hari_pemberhentian` = 28" in line
    assert "`pemberhentian`" in line
    assert "hari-28" in line


def test_links_lead_somewhere(written):
    """A link of a page to another one finds it."""
    links = [link for text in written.values() for link in LINK.findall(text) if ":" not in link]
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_twenty_values_that_were_looked_up_are_still_those_of_the_packs(written):
    """What was checked by hand is what the packs hold."""
    rows = [line for line in written["checked.md"].splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 20
    assert all(row.endswith("| agrees |") for row in rows)

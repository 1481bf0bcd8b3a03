"""The ready questions: every command runs, and answers what its page prints.

After a wanted change write the answers anew: `python tests/docs/test_questions.py`.
"""

import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "examples" / "questions"
PAGES = sorted(FOLDER.glob("*/README.md"))
BOLD = re.compile(r"\*\*(\d[\d.,]*)\*\*")
ANSWER = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)

_spec = spec_from_file_location("tutorials", HERE / "test_tutorials.py")
tutorials = module_from_spec(_spec)
_spec.loader.exec_module(tutorials)


def _copy(target: Path) -> Path:
    """Copy the folder as it is kept, without what its commands wrote."""
    kept = shutil.ignore_patterns("kota.csv", "hasil*", "__pycache__", "unit*", "tepat.csv")
    return Path(shutil.copytree(FOLDER, target / "questions", ignore=kept))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Copy the folder and make its people, as its page says."""
    copy = _copy(tmp_path_factory.mktemp("questions"))
    answers = list(tutorials.answers(FOLDER / "README.md", copy))
    assert [real for _, real in answers] == [printed for printed, _ in answers]
    assert len(answers) == 1
    return copy


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_question_is_answered_as_its_page_prints(page, place):
    """Every command of a question answers what its page prints."""
    answers = list(tutorials.answers(page, place / page.parent.name))
    assert answers
    for printed, real in answers:
        assert real == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_number_that_a_page_stresses_stands_in_an_answer(page):
    """Numbers in bold are those that the commands print."""
    text = page.read_text(encoding="utf-8")
    printed = {
        number
        for answer in ANSWER.findall(text)
        for number in re.findall(r"\d[\d.,]*\d|\d", answer)
    }
    stressed = set(BOLD.findall(text))
    assert stressed
    assert stressed - printed == set()


def test_every_question_is_on_the_list():
    """The page of the folder leads to each question, and a summary in Bahasa Indonesia is there."""
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [
        page.parent.name for page in PAGES if f"({page.parent.name}/README.md)" not in listed
    ] == []
    assert all("**Bahasa Indonesia.**" in page.read_text(encoding="utf-8") for page in PAGES)


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        copy = _copy(Path(scratch))
        tutorials.rewrite(FOLDER / "README.md", copy)
        for page in PAGES:
            tutorials.rewrite(page, copy / page.parent.name)

"""The notebooks run from a clean kernel and give the outputs that they hold.

After a wanted change run them anew: `python tests/docs/test_notebooks.py`.
"""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "notebooks"
PAGES = sorted(FOLDER.glob("*.ipynb"))
PICTURES = {"image/svg+xml", "image/png"}  # letters are as wide as the fonts of the machine
RUN = """
import sys
import nbformat
from nbclient import NotebookClient

page, place, target = sys.argv[1:]
notebook = nbformat.read(page, as_version=4)
client = NotebookClient(
    notebook, timeout=120, kernel_name="python3", record_timing=False, coalesce_streams=True,
    resources={"metadata": {"path": place}},
)
client.execute()
notebook.metadata = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
nbformat.write(notebook, target)
"""


def _run(page: Path, place: Path, target: Path) -> None:
    """Run a notebook in a process of its own, in an empty folder."""
    plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(page), str(place), str(target)],
        env=plain, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _outputs(page: Path) -> list[list[object]]:
    """Give what a reader sees below each cell, pictures apart."""
    cells = nbformat.read(page, as_version=4).cells
    return [
        [
            output.get("text")
            or {kind: text for kind, text in output.data.items() if kind not in PICTURES}
            for output in cell.outputs
        ]
        for cell in cells
        if cell.cell_type == "code"
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_notebook_gives_the_outputs_that_it_holds(page, tmp_path):
    """From a clean kernel, in an empty folder, each cell prints what stands below it."""
    place = tmp_path / "place"
    place.mkdir()
    _run(page, place, tmp_path / page.name)
    assert _outputs(tmp_path / page.name) == _outputs(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_notebook_was_run_from_top_to_bottom(page):
    """The cells are numbered in their order, and most of them show something."""
    cells = [one for one in nbformat.read(page, as_version=4).cells if one.cell_type == "code"]
    assert [one.execution_count for one in cells] == list(range(1, len(cells) + 1))
    assert sum(bool(one.outputs) for one in cells) > len(cells) / 2
    assert not [output for one in cells for output in one.outputs if output.output_type == "error"]


def test_there_is_one_for_each_reader():
    """Who embeds, who analyses, and who makes policy each have a notebook."""
    assert [page.stem for page in PAGES] == ["analyst", "embedder", "policy_team"]


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    for page in PAGES:
        with TemporaryDirectory() as scratch:
            _run(page, Path(scratch), page)

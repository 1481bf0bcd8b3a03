"""Two ready questions answered on the page, with the numbers that their commands print.

The pages under `examples/questions` are held to the commands by `tests/docs/test_questions.py`.
"""

import re
from pathlib import Path

import pytest

from asn_kinerja import open_workspace
from asn_kinerja.lab.patterns import PATTERNS, unit_patterns
from asn_kinerja.lab.session import LabSession
from asn_kinerja.population import generate_frame

QUESTIONS = Path(__file__).parents[3] / "examples" / "questions"
FORM_3 = {"steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi": "butuh_perbaikan"}
BEHAVIOUR_40 = {
    "parameters.bobot_perilaku": "0,4",
    "parameters.bobot_skp": "0,6",
    "parameters.batas_baik": "85",
}


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """Write the people of the questions to a file, as `population generate` does."""
    file = tmp_path_factory.mktemp("questions") / "kota.csv"
    generate_frame(3000, seed=8, profile="kota").write_csv(file)
    return file


@pytest.fixture(scope="module")
def session():
    """Open a session of the lab."""
    with open_workspace() as workspace:
        yield LabSession(workspace)


def _printed(folder: str, pattern: str) -> list[tuple[int, ...]]:
    """Find numbers that the answers of a question print."""
    text = (QUESTIONS / folder / "README.md").read_text(encoding="utf-8")
    return [tuple(map(int, found.groups())) for found in re.finditer(pattern, text)]


def test_units_that_keep_one_rule_and_break_the_other(session, people):
    """The page counts as many units as the commands, under the matrix and under form 3."""
    session.choose_policy("permenpanrb_6_2022.predikat")
    session.use_file(people)
    result = session.run(FORM_3, by="unit").result
    rules = [session.workspace.policies.get(name) for name in PATTERNS]
    base, variant = unit_patterns(result, rules)
    said = _printed("se_3_2023_caps", r"distribusi: (\d+) units fit, (\d+) do not, (\d+) are not")
    found = [
        (side.kept[n], side.broken[n], side.silent[n]) for side in (base, variant) for n in (0, 1)
    ]
    assert found == said
    both = _printed("se_3_2023_caps", r"Keep perm\S+ but break \S+: (\d+) units")
    assert [(base.keeping[0][1],), (variant.keeping[0][1],)] == both


def test_behaviour_at_40_percent_and_baik_from_85(session, people):
    """The page moves as many people from Cukup to Baik, and as many stay, as the command says."""
    session.choose_policy("pp_30_2019.nilai_kinerja")
    session.use_file(people)
    matrix = session.run(BEHAVIOUR_40).result.comparison.matrix()
    words = ("baik", "cukup", "tanpa_hasil")
    mine = [tuple(matrix.cell(row, column) for column in words) for row in words]
    said = _printed("behaviour_40", rf"(?m)^(?:{'|'.join(words)}) +(\d+) +(\d+) +(\d+)$")
    assert mine == said[3:6]

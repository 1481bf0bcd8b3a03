import random

import polars as pl
import pytest

from asn_kinerja.comparison.varying import vary
from asn_kinerja.workspace import open_workspace

UNITS = ("Labuhan Deli", "Paya Pasir", "Rengas Pulau", "Terjun")


def draw_people(size, *, seed=1, missing=0.05):
    """Draw invented people with the inputs of PP 30/2019; some values are missing."""
    drawn = random.Random(seed)  # noqa: S311 - invented people

    def score():
        found = round(min(120, max(0, drawn.gauss(92, 14))), 2)
        return None if drawn.random() < missing else found

    rows = [
        {
            "id": f"p{number:05d}",
            "unit": drawn.choice(UNITS),
            "jenis_kelamin": drawn.choice(["l", "p", None]),
            "kelas_jabatan": drawn.choice([5, 7, 9]),
            "nilai_skp": score(),
            "nilai_perilaku": score(),
            "penilaian_360": drawn.random() < 0.3,
            "ide_baru": drawn.random() < 0.1,
        }
        for number in range(size)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.fixture(scope="package")
def workspace():
    with open_workspace() as found:
        yield found


@pytest.fixture(scope="package")
def policies(workspace):
    """PP 30/2019, and what if behaviour counted 40 % and Baik began at 85."""
    base = workspace.policies.get("pp_30_2019.nilai_kinerja")
    return base, vary(base, {"bobot_skp": "0.6", "bobot_perilaku": "0.4", "batas_baik": 85})


@pytest.fixture(scope="package")
def people():
    return draw_people(2_000)

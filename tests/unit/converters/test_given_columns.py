"""A column ``masukan_X`` is input X, so that the name X stays free for the result of a policy."""

import csv

import polars as pl
import pytest

from asn_kinerja.converters.case_frames import read_case_frame
from asn_kinerja.converters.score_rows import score_file
from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.inputs import GIVEN
from asn_kinerja.workspace import open_workspace

ROWS = {
    "id": ["a", "b", "c"],
    "jenjang": ["ahli_muda", "ahli_pertama", "terampil"],
    "bulan": [12, 6, 12],
    f"{GIVEN}predikat_kinerja": ["sangat_baik", "baik", None],
    "predikat_kinerja": ["kurang", "kurang", "kurang"],
}
CREDIT = [37.5, 6.25, None]


@pytest.fixture(scope="module")
def policy():
    """A policy whose input is the result of another."""
    with open_workspace() as workspace:
        yield workspace.policies.get("permenpanrb_1_2023.angka_kredit")


@pytest.fixture
def frame():
    """Three cases with the input under its longer name, and a result under the shorter one."""
    return pl.DataFrame(ROWS)


def test_the_longer_name_is_read_on_every_engine(policy, frame):
    """Eager, lazy and settled frames read the column and keep the other as it is."""
    eager = policy.evaluate_frame(frame)
    lazy = policy.settle(policy.evaluate_frame(frame.lazy())).lazy().collect()
    for scored in (eager, lazy):
        assert scored["angka_kredit"].to_list() == CREDIT
        assert scored["predikat_kinerja"].to_list() == ROWS["predikat_kinerja"]


def test_a_refusal_names_the_longer_name(policy, frame):
    """A word that the input refuses is a problem of the row, found in either interpreter."""
    wrong = frame.with_columns(pl.lit("istimewa").alias(f"{GIVEN}predikat_kinerja"))
    with pytest.raises(InvalidInput) as caught:
        policy.evaluate_frame(wrong)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_files_are_read_by_the_longer_name(policy, frame, tmp_path, kind):
    """A file with the longer name is scored, whichever kind of file it is."""
    source = tmp_path / f"kasus.{kind}"
    target = tmp_path / ("hasil.parquet" if kind == "parquet" else "hasil.csv")
    if kind == "csv":
        frame.write_csv(source)
    elif kind == "parquet":
        frame.write_parquet(source)
    else:
        frame.write_excel(source)
    assert score_file(source, target, policy=policy).missing == 1
    if kind == "parquet":
        found = pl.read_parquet(target)["angka_kredit"].to_list()
    else:
        with target.open(encoding="utf-8") as file:
            cells = [row["angka_kredit"].replace(",", ".") for row in csv.DictReader(file)]
        found = [float(cell) if cell else None for cell in cells]
    assert found == CREDIT


def test_a_file_read_as_columns_takes_the_kind_of_the_input(policy, frame, tmp_path):
    """A count under its longer name is read as a number."""
    source = tmp_path / "kasus.csv"
    frame.rename({"bulan": f"{GIVEN}bulan"}).write_csv(source)
    read = read_case_frame(source, specs=policy.inputs)
    assert read[f"{GIVEN}bulan"].to_list() == [12.0, 6.0, 12.0]

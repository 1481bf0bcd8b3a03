"""A comparison on PySpark counts what polars counts, and fetches no more than it must."""

import random

import polars as pl
import pytest

from asn_kinerja.comparison.compare import compare
from asn_kinerja.comparison.edges import near_edges
from asn_kinerja.comparison.spread import spread_of_units
from asn_kinerja.comparison.varying import vary
from asn_kinerja.errors import InvalidInput
from asn_kinerja.workspace import open_workspace

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
]


def _people(size):
    drawn = random.Random(5)  # noqa: S311 - invented people

    def score():
        return None if drawn.random() < 0.05 else round(min(120, max(0, drawn.gauss(92, 14))), 2)

    return pl.DataFrame(
        [
            {"id": f"p{n:05d}", "unit": drawn.choice("ABC"), "nilai_skp": score(),
             "nilai_perilaku": score(), "penilaian_360": drawn.random() < 0.3,
             "ide_baru": drawn.random() < 0.1}
            for n in range(size)
        ],
        infer_schema_length=None,
    )  # fmt: skip


def test_spark_gives_the_comparison_of_polars(spark):
    """Matrices, moves, means, people, bounds, explanations and edges are those of polars."""
    with open_workspace() as workspace:
        base = workspace.policies.get("pp_30_2019.nilai_kinerja")
    policies = [base, vary(base, {"bobot_skp": "0.6", "bobot_perilaku": "0.4", "batas_baik": 85})]
    here = _people(3_000)
    there = spark.createDataFrame(here.to_arrow())
    wanted = compare(here, policies, by=["unit"], most=5)
    found = compare(there, policies, by=["unit"], most=5)
    assert found.to_dict() == wanted.to_dict()
    assert found.matrix().total == 3_000
    assert found.bounds == wanted.bounds
    person = wanted.most_affected[0].person
    assert found.explain(person).moved_by == wanted.explain(person).moved_by
    assert near_edges(there, base, within=1) == near_edges(here, base, within=1)
    broken = here.with_columns(nilai_skp=pl.lit(130.0))
    with pytest.raises(InvalidInput, match="nilai_skp"):
        compare(spark.createDataFrame(broken.head(5).to_arrow()), policies)


def test_spark_counts_units_for_the_patterns(spark):
    """Units beside a pattern are those of polars."""
    with open_workspace() as workspace:
        pattern = workspace.policies.get("se_menpanrb_3_2023.pola_distribusi")
    words = ["sangat_baik", "baik", "butuh_perbaikan"]
    here = pl.DataFrame({
        "unit": [f"unit {n % 4}" for n in range(48)],
        "predikat_organisasi": ["baik"] * 48,
        "predikat_kinerja": [words[n * n % 3] for n in range(48)],
    })  # fmt: skip
    there = spark.createDataFrame(here.to_arrow())
    assert spread_of_units(there, [pattern]) == spread_of_units(here, [pattern])

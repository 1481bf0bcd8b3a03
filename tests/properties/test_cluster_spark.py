"""A cluster of two workers scores what polars scores; files larger than a frame are streamed."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from asn_kinerja import open_workspace
from asn_kinerja.population import generate_frame

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
]
OUTPUTS = ["predikat_kinerja", "nilai_kinerja", "asn_status"]
INPUTS = ["nilai_skp", "nilai_perilaku", "penilaian_360", "ide_baru"]


@pytest.fixture(scope="module")
def policy():
    """The rule of PP 30/2019."""
    with open_workspace() as workspace:
        return workspace.policies.get("pp_30_2019.nilai_kinerja")


@pytest.mark.parametrize("size", [200_000, pytest.param(2_000_000, marks=pytest.mark.soak)])
def test_a_cluster_scores_what_polars_scores(cluster, policy, tmp_path, size):
    """Workers read Parquet, score and write it; no row passes through the driver."""
    source, target = tmp_path / "orang.parquet", tmp_path / "nilai.parquet"
    generate_frame(size, seed=8, profile="kota").select("id", *INPUTS).write_parquet(source)
    assert cluster.sparkContext.master == "local-cluster[2,1,1024]"
    people = cluster.read.parquet(str(source)).repartition(4)
    policy.evaluate_frame(people).select("id", *OUTPUTS).write.parquet(str(target))
    found = pl.read_parquet(target / "*.parquet").sort("id")
    wanted = policy.evaluate_frame(pl.read_parquet(source)).select("id", *OUTPUTS).sort("id")
    assert found.height == size
    assert_frame_equal(
        found, wanted, check_dtypes=False, check_exact=False, rel_tol=0, abs_tol=1e-9
    )

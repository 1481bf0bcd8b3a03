"""What properties share: the naive reading and the random policies beside them, and Spark."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def spark_session(master, *, partitions):
    """Open a session with the setting that frames need; the caller stops it."""
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.codegen.hugeMethodLimit", "8000")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


@pytest.fixture(scope="module")
def spark():
    """One session for a file of tests, on two cores."""
    session = spark_session("local[2]", partitions=2)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def cluster():
    """Two workers with a core and a gigabyte each, in processes of their own."""
    import pyspark

    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_HOME", os.environ.get("SPARK_HOME") or str(Path(pyspark.__file__).parent))
    session = spark_session("local-cluster[2,1,1024]", partitions=4)
    yield session
    session.stop()
    patch.undo()

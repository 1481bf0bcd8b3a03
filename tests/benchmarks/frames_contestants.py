"""One contestant in a process of its own: `python frames_contestants.py NAME FOLDER RUNS`.

Prints the seconds of each run and the peak memory above what its input takes, as JSON.
"""

import json
import resource
import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

import frames_peers as peers
from frames_rule import make_rule

from asn_kinerja.scoring.frames.evaluate import evaluate_policies


def _wide(folder):
    return pl.read_parquet(folder / "wide.parquet")


def _finish(policy, frame, items=None):
    return policy.settle(policy.evaluate_frame(frame, items=items), items)


def polars_hand(folder):
    """Polars, written by hand."""
    frame = _wide(folder).lazy()
    return lambda: peers.polars_wide(frame)


def polars_hand_unrounded(folder):
    """Polars, written by hand, attainments not rounded."""
    frame = _wide(folder).lazy()
    return lambda: peers.polars_wide(frame, rounded=False)


def polars_lazy(folder):
    """A lazy frame of polars, settled."""
    frame, policy = _wide(folder).lazy(), make_rule()
    return lambda: _finish(policy, frame).collect()


def polars_lazy_unrounded(folder):
    """A lazy frame of polars, attainments not rounded, settled."""
    frame, policy = _wide(folder).lazy(), make_rule(rounded=False)
    return lambda: _finish(policy, frame).collect()


def _several(folder, **rules):
    frame = _wide(folder)
    return lambda: evaluate_policies({f"{name}_": rule for name, rule in rules.items()}, frame)


def one_policy(folder):
    """One policy."""
    return _several(folder, a=make_rule())


def two_late(folder):
    """Two policies that differ in the weight of the total."""
    return _several(folder, a=make_rule(), b=make_rule(weight=Fraction(3, 5)))


def two_early(folder):
    """Two policies that differ in the cap of an attainment."""
    return _several(folder, a=make_rule(), b=make_rule(cap=Fraction(11, 10)))


def _long(folder):
    return pl.read_parquet(folder / "cases.parquet").lazy(), pl.read_parquet(
        folder / "items.parquet"
    ).lazy()


def long_hand(folder):
    """Polars ``group_by``, written by hand."""
    cases, items = _long(folder)
    return lambda: peers.polars_long(cases, items)


def long_lazy(folder):
    """Lazy frames of polars, settled."""
    cases, items = _long(folder)
    policy = make_rule("long")
    return lambda: _finish(policy, cases, items).collect()


def numpy_hand(folder):
    """Numpy, written by hand."""
    frame = _wide(folder).to_pandas()
    return lambda: peers.numpy_wide(frame)


def pandas_frame(folder):
    """A pandas frame."""
    frame, policy = _wide(folder).to_pandas(), make_rule()
    return lambda: policy.evaluate_frame(frame)


def pyarrow_table(folder):
    """A pyarrow table."""
    frame, policy = _wide(folder).to_arrow(), make_rule()
    return lambda: policy.evaluate_frame(frame)


def _duckdb(folder):
    import duckdb

    connection = duckdb.connect()
    path = folder / "wide.parquet"
    connection.execute(f"CREATE TABLE pegawai AS SELECT * FROM read_parquet('{path}')")
    return connection


def duckdb_hand(folder):
    """SQL on DuckDB, written by hand."""
    connection, text = _duckdb(folder), peers.sql("pegawai")
    return lambda: connection.sql(text).to_arrow_table()


def duckdb_relation(folder):
    """A DuckDB relation, settled."""
    connection, policy = _duckdb(folder), make_rule()
    return lambda: _finish(policy, connection.table("pegawai"))


def openfisca(folder):
    """OpenFisca."""
    import frames_openfisca

    frame = _wide(folder)
    made = frames_openfisca.system()
    columns = {name: frame[name].to_numpy() for name in frame.columns if name != "id"}
    return lambda: frames_openfisca.run(made, columns, frame.height)


def _spark(folder):
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "4g",
        "spark.sql.codegen.hugeMethodLimit": "8000",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    frame = session.read.parquet(str(folder / "spark.parquet")).persist()
    frame.count()
    frame.createOrReplaceTempView("pegawai")
    return session, frame


def spark_hand(folder):
    """Spark SQL, written by hand."""
    session, _ = _spark(folder)
    text = peers.sql("pegawai")
    return lambda: session.sql(text).write.format("noop").mode("overwrite").save()


def spark_frame(folder):
    """A PySpark frame."""
    _, frame = _spark(folder)
    policy = make_rule()
    return lambda: policy.evaluate_frame(frame).write.format("noop").mode("overwrite").save()


def _case(folder):
    row = pl.read_parquet(folder / "wide.parquet").row(1, named=True)
    row.pop("id")
    return row, {
        name: Decimal(repr(value)) if isinstance(value, float) else value
        for name, value in row.items()
    }


def _often(function, times=500):
    return lambda: [function() for _ in range(times)]


def zen_value(folder):
    """zen-engine, 500 cases one at a time."""
    import frames_zen

    (row, _), decision = _case(folder), frames_zen.decision(checked=True)
    return _often(lambda: decision.evaluate(row))


def zen_unchecked(folder):
    """zen-engine without checks of its inputs."""
    import frames_zen

    (row, _), decision = _case(folder), frames_zen.decision()
    return _often(lambda: decision.evaluate(row))


def zen_trace(folder):
    """zen-engine with trace, 500 cases one at a time."""
    import frames_zen

    (row, _), decision = _case(folder), frames_zen.decision(checked=True)
    return _often(lambda: decision.evaluate(row, {"trace": True}))


def one_case(folder):
    """`evaluate`, 500 cases one at a time."""
    (_, exact), policy = _case(folder), make_rule()
    return _often(lambda: policy.evaluate(exact).value)


def one_case_explained(folder):
    """`evaluate` with its explanation: what every node was, its steps not yet looked at."""
    (_, exact), policy = _case(folder), make_rule()
    return _often(lambda: policy.evaluate(exact).explanation)


def one_case_walked(folder):
    """`evaluate` with all facts of every step of its explanation built."""
    (_, exact), policy = _case(folder), make_rule()

    def walk():
        explanation = policy.evaluate(exact).explanation
        return [(step.value, step.citation, step.margin) for step in explanation.steps()]

    return _often(walk)


def one_case_text(folder):
    """`evaluate` with its explanation written as text."""
    (_, exact), policy = _case(folder), make_rule()

    def write():
        return policy.evaluate(exact).explanation.render()

    return _often(write)


CONTESTANTS = {
    function.__name__: function
    for function in (
        polars_hand, polars_hand_unrounded, polars_lazy, polars_lazy_unrounded, one_policy,
        two_late, two_early, long_hand, long_lazy, numpy_hand, pandas_frame, pyarrow_table,
        duckdb_hand, duckdb_relation, openfisca, spark_hand, spark_frame, zen_value, zen_trace,
        zen_unchecked, one_case, one_case_explained, one_case_walked, one_case_text,
    )
}  # fmt: skip


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    """Run one contestant."""
    name, folder, runs = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    work = CONTESTANTS[name](folder)
    before, seconds = _peak(), []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
        del found
    print(json.dumps({"seconds": seconds, "megabytes": _peak() - before}))


if __name__ == "__main__":
    main()

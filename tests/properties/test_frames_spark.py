"""Laws of frames on PySpark: a fixed sample gives what polars gives."""

import attrs
import numpy as np
import polars as pl
import pytest
from frame_cases import CASES, exact, for_frames, tables
from hypothesis import HealthCheck, given, settings
from naive import Naive
from random_policies import SOURCE, TEXT, VALUES, make_policy, policies

from asn_kinerja.errors import InvalidInput
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Add, Band, Bands, Input, Lookup, LookupRow, Ratio, Round
from asn_kinerja.scoring.rule import Output

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning"),
]


def _to_spark(spark, frame):
    return spark.createDataFrame(frame.to_arrow())


def _from_spark(frame):
    return pl.from_arrow(frame.toArrow()).sort("id")


@settings(
    derandomize=True,
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(policy=policies(), cases=CASES)
def test_random_policies_give_what_the_naive_reading_gives(spark, policy, cases):
    """Words, flags, dates and numbers of random policies are those of the naive walk."""
    policy = for_frames(policy)
    frame, items = tables(cases)
    shared = _to_spark(spark, items)
    computed = policy.evaluate_frame(_to_spark(spark, frame), items=shared)
    found = _from_spark(policy.settle(computed, shared))
    wanted = policy.evaluate_frame(frame, items=items)
    assert found["hasil"].to_list() == pytest.approx(wanted["hasil"].to_list())
    assert found["asn_status"].to_list() == wanted["asn_status"].to_list()
    for case, value in zip(cases, found["hasil"].to_list(), strict=True):
        reading = Naive(exact(case), VALUES).read(policy.main.node)
        assert (reading is None) is (value is None)


def _spec(name, low, high):
    return InputSpec(
        name=name, kind=Kind.NUMBER, title=TEXT, scale=1, low=low, high=high, citation=SOURCE
    )


def _sample(policy):
    """Make a policy with ties, a long table and rows that must be settled."""
    ratio = Ratio(Input("atas"), Input("bawah"), when_zero=0)
    score = Round(ratio, 1)
    rows = tuple(LookupRow(when=n, result=n % 7) for n in range(200))
    nodes = {
        "nilai": (Kind.NUMBER, score),
        "jumlah": (Kind.NUMBER, Round(Add((ratio, ratio, ratio, ratio, ratio, ratio)), 0)),
        "pita": (
            Kind.WORD,
            Bands(score, (Band(result="b", upper=3), Band(result="a", lower=3))),
        ),
        "tabel": (Kind.NUMBER, Lookup(Input("bawah"), rows)),
    }
    outputs = [
        Output(name=name, node=node, kind=kind, title=TEXT, main=name == "nilai")
        for name, (kind, node) in nodes.items()
    ]
    specs = (_spec("atas", -5000, 5000), _spec("bawah", 1, 200))
    return attrs.evolve(policy, inputs=specs, outputs=tuple(outputs), parameters=())


def test_a_large_fixed_sample_is_equal_to_polars(spark):
    """Fifty thousand rows with many ties are equal in every cell."""
    random = np.random.default_rng(11)
    frame = pl.DataFrame(
        {
            "id": np.arange(50_000),
            "atas": random.integers(-5000, 5001, 50_000).astype(float),
            "bawah": random.choice([1.0, 2.0, 4.0, 5.0, 8.0, 20.0, 40.0, 3.0, 7.0], 50_000),
        }
    )
    policy = _sample(_any_policy())
    lazy = policy.evaluate_frame(_to_spark(spark, frame))
    found = _from_spark(policy.settle(lazy))
    assert found.equals(policy.evaluate_frame(frame))


def test_problems_are_named_and_the_rest_is_scored(spark):
    """A lazy frame of Spark never raises; settling names the rows, or leaves them out."""
    frame = pl.DataFrame(
        {"id": [1, 2, 3], "atas": [1.0, float("nan"), 6.0], "bawah": [2.0, 1, 0.5]}
    )
    policy = _sample(_any_policy())
    lazy = policy.evaluate_frame(_to_spark(spark, frame))
    with pytest.raises(InvalidInput) as caught:
        policy.settle(lazy)
    assert {problem.place for problem in caught.value.problems} == {
        "frame[2].atas",
        "frame[3].bawah",
    }
    found = _from_spark(policy.settle(lazy, problems="collect"))
    assert found["asn_status"].to_list() == [0, 2, 2]
    assert found["nilai"].to_list() == [0.5, None, None]


def test_numbers_too_large_for_whole_number_types_stop_nothing(spark):
    """A huge number without bounds, or what comes of it, is settled or refused as on polars."""
    policy = _sample(_any_policy())
    free = attrs.evolve(_spec("atas", 0, 1), low=None, high=None)
    policy = attrs.evolve(policy, inputs=(free, *policy.inputs[1:]))
    many = [1.0, 1e15, -1e20, 3e40, float("inf"), float("-inf"), float("nan"), 1e300, None]
    frame = pl.DataFrame(
        {"id": range(len(many)), "atas": many, "bawah": [3.0] * len(many)},
        schema={"id": pl.Int64, "atas": pl.Float64, "bawah": pl.Float64},
    )
    lazy = policy.evaluate_frame(_to_spark(spark, frame))
    found = _from_spark(policy.settle(lazy, problems="collect"))
    assert found.equals(policy.evaluate_frame(frame, problems="collect"), null_equal=True)


def _any_policy():
    return make_policy(Input("n"), Kind.NUMBER)

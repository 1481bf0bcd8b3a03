"""Numbers without a scale mean their shortest decimal text, and are exact all the same."""

from decimal import Decimal
from fractions import Fraction
from math import inf, nextafter

import duckdb
import polars as pl
import pytest

from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Count,
    Field,
    Input,
    Max,
    Round,
)
from asn_kinerja.scoring.numbers import RoundingMode

EDGES = [0.005, 0.015, 0.3, 0.5, 1.0, 1.005, 2.5, 3.5, 2.675, 79.0, 79.5, 99.995, 100.0, 123456.785]
HAIRS = [value for edge in EDGES for value in (nextafter(edge, -inf), edge, nextafter(edge, inf))]
VALUES = [0.0, -0.0, 0.49999999999999994, *HAIRS, *(-hair for hair in HAIRS)]
THIRD = Fraction(1, 3)
ENGINES = {
    "lazy": lambda frame: frame.lazy(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def _spec(name, kind=Kind.NUMBER, **more):
    return InputSpec(name=name, kind=kind, title=Wording(name, name), **more)


def _rows(frame):
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    frame = frame.collect() if isinstance(frame, pl.LazyFrame) else pl.from_arrow(frame)
    return frame.sort("id").to_dicts()


@pytest.fixture
def policy(make_policy):
    """Every mode of rounding, every comparison, and bands of what is rounded for some."""
    value, other = Input("nilai"), Input("lain")
    outputs = [
        (f"{mode.name.lower()}_{scale}", Kind.NUMBER, Round(value, scale, mode=mode))
        for mode in RoundingMode
        for scale in (0, 2)
    ]
    outputs += [
        (f"banding_{number}_{place}", Kind.FLAG, Compare(value, point, op=op))
        for number, op in enumerate(("==", "!=", ">=", ">", "<=", "<"))
        for place, point in enumerate((Decimal("0.3"), THIRD, other))
    ]
    read = Choose((Case(when=Compare(other, 0, op=">="), then=Round(value, 0)),), value)
    bands = (
        Band(result="atas", lower=100),
        Band(result="tengah", lower=Decimal("79.5"), upper=100),
        Band(result="bawah", upper=Decimal("79.5")),
    )
    outputs.append(("pita", Kind.WORD, Bands(Max((read, other)), bands)))
    return make_policy([_spec("nilai"), _spec("lain")], outputs)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_without_scale_is_exact_and_never_left_open(policy, engine):
    """On an edge and a hair beside it, what a frame says is what a case says; no row is open."""
    other = [VALUES[(number * 7) % len(VALUES)] for number in range(len(VALUES))]
    frame = pl.DataFrame({"id": range(len(VALUES)), "nilai": VALUES, "lain": other})
    rows = _rows(policy.evaluate_frame(ENGINES[engine](frame)))
    assert {row["asn_status"] for row in rows} == {0}
    for row in rows:
        case = {name: Decimal(repr(row[name])) for name in ("nilai", "lain")}
        outputs = policy.evaluate(case).outputs
        assert {name: row[name] for name in outputs} == {
            name: float(value) if isinstance(value, Decimal) else value
            for name, value in outputs.items()
        }


def test_different_numbers_without_scale_are_counted_exactly(make_policy):
    """Items that differ by a hair are different; none is left open."""
    items = _spec("items", Kind.ITEMS, fields=(_spec("x"),))
    policy = make_policy([items], [("beda", Kind.COUNT, Count(distinct=Field("x")))])
    cases = pl.DataFrame({"id": [1]}).lazy()
    values = [0.3, 0.1 + 0.2, 0.3]
    long = pl.DataFrame({"id": [1, 1, 1], "x": values}).lazy()
    made = policy.evaluate_frame(cases, items=long).select("beda", "asn_status").collect()
    assert made.rows() == [(2, 0)]

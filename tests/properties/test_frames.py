"""Laws of frames: on every engine the same words, flags and rounded numbers as one case."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from frame_cases import CASES, ENGINES, exact, rich_policies, tables, wide
from hypothesis import HealthCheck, given, settings
from naive import Naive
from random_policies import VALUES

from asn_kinerja.scoring.frames.evaluate import error_bounds
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.scales import rounded_scale

STEADY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _run(policy, engine, frame, items):
    """Compute and settle on one engine, and give the rows as polars in the order of the keys."""
    into, back = ENGINES[engine]
    shared = None if items is None else into(items)
    native = into(frame)
    if engine == "duckdb" and items is not None:
        connection_items = items.to_arrow()
        native = native.query("v", "select * from v order by id")
        shared = native.query("v", "select * from connection_items")
        assert connection_items is not None
    found = policy.settle(policy.evaluate_frame(native, items=shared), shared)
    assert type(found) is type(native)
    return back(found).sort("id")


def _check(policy, cases, found):
    """Compare rows with the naive reading and with one case at a time."""
    bounds = error_bounds(policy)
    for case, row in zip(cases, found.rows(named=True), strict=True):
        naive, single = Naive(exact(case), VALUES), policy.evaluate(case).outputs
        for output in policy.outputs:
            wanted, value = naive.read(output.node), row[output.name]
            assert single[output.name] == wanted
            shown = value.date() if isinstance(value, datetime) else value
            if wanted is None or isinstance(wanted, bool | str | date):
                assert shown == wanted
            elif rounded_scale(output.node) is not None:
                assert value == float(wanted)
            else:
                nearest = abs(Fraction(wanted)) * Fraction(1, 2**52)
                off = abs(Fraction(value) - Fraction(wanted))
                assert off <= Fraction(bounds[output.name]) + nearest
        assert row["asn_status"] == (1 if None in single.values() else 0)


@settings(STEADY, max_examples=80)
@given(rich_policies(), CASES)
def test_polars_gives_what_the_naive_reading_gives(policy, cases):
    """Eager and lazy frames of polars hold what a naive walk over Fractions gives."""
    frame, items = tables(cases)
    eager = _run(policy, "polars", frame, items)
    assert eager.equals(_run(policy, "polars lazy", frame, items))
    _check(policy, cases, eager)


@settings(STEADY, max_examples=30)
@given(rich_policies(), CASES)
def test_wide_items_are_long_items(policy, cases):
    """Items as columns give what items with a row each give."""
    rows = [
        {**case, "items": [i for i in case["items"] if any(v is not None for v in i.values())]}
        for case in cases
    ]
    _check(policy, rows, _run(policy, "polars", wide(rows), None))


@pytest.mark.parametrize("engine", [name for name in ENGINES if "polars" not in name])
@settings(STEADY, max_examples=20)
@given(rich_policies(), CASES)
def test_every_engine_gives_what_the_naive_reading_gives(engine, policy, cases):
    """Pandas of three kinds, pyarrow and DuckDB hold what a naive walk gives."""
    frame, items = tables(cases)
    _check(policy, cases, _run(policy, engine, frame, items))


def test_the_naive_reading_sees_what_frames_see():
    """A decimal of a case is the float of its row."""
    frame, items = tables([{**dict.fromkeys("nmkwvfgde"), "n": Decimal("0.1"), "items": []}])
    assert frame["n"].to_list() == [0.1]
    assert items.height == 0
    assert frame.schema["d"] == pl.Date
    assert Kind.NUMBER == "number"

"""A million invented employees and a hundred thousand ties, against whole-number arithmetic."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from frame_cases import ENGINES

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from frames_data import draw_wide, split_long
from frames_rule import GRID, INDICATORS, RATINGS, WORDS, make_rule

ROWS = 1_000_000


def _cents(values):
    return np.floor(values * 100 + 0.5).astype(np.int64)


def _half_up(top, bottom):
    """Divide whole numbers that are not negative, and round half up."""
    return (2 * top + bottom) // (2 * bottom)


def _expected(frame):
    """Work the rule out in whole numbers alone; nothing is rounded that the rule does not."""
    score = np.zeros(frame.height, dtype=np.int64)
    for number in range(1, INDICATORS + 1):
        realised, target = (
            _cents(frame[f"{name}_{number}"].to_numpy()) for name in ("realisasi", "target")
        )
        down = frame[f"turun_{number}"].to_numpy()
        top, bottom = np.where(down, target, realised), np.where(down, realised, target)
        share = np.minimum(12_000, _half_up(top * 10_000, np.maximum(bottom, 1)))
        share = np.where(bottom == 0, 12_000, share)
        score += share * frame[f"bobot_{number}"].to_numpy()
    ratings = sum(frame[f"perilaku_{n}"].to_numpy() for n in range(1, RATINGS + 1))
    results = _half_up(score, 100)
    behaviour = _half_up(ratings * 10_000, 5 * RATINGS)
    total = _half_up(7 * results + 3 * behaviour, 10)
    row = np.where(results >= 10_000, 0, np.where(results >= 7_600, 1, 2))
    column = np.where(behaviour >= 9_000, 0, np.where(behaviour >= 6_000, 1, 2))
    words = np.array([GRID[word] for word in WORDS])
    return pl.DataFrame(
        {
            "predikat": words[row, column],
            "hasil": results / 100,
            "perilaku": behaviour / 100,
            "total": total / 100,
        }
    )


@pytest.fixture(scope="module")
def employees():
    return draw_wide(ROWS)


@pytest.fixture(scope="module")
def expected(employees):
    return _expected(employees)


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "duckdb", "pandas"])
def test_a_million_employees_are_scored_as_whole_numbers_are(engine, employees, expected):
    """No score, band or predicate of a million differs on any engine."""
    policy = make_rule()
    if engine == "pandas":
        found = policy.evaluate_frame(employees.to_pandas())
        made = pl.DataFrame({name: found[name].to_numpy() for name in expected.columns})
        made = made.with_columns(pl.col("predikat").cast(pl.String))
    else:
        into, back = ENGINES[engine]
        made = back(policy.settle(policy.evaluate_frame(into(employees)))).sort("id")
    for name in expected.columns:
        assert int((made[name] != expected[name]).sum()) == 0


def test_a_million_employees_with_items_are_scored_alike(employees, expected):
    """Indicators with a row each give the same results as indicators in columns."""
    cases, items = split_long(employees)
    policy = make_rule("long")
    shuffled = items.sample(fraction=1, shuffle=True, seed=1).lazy()
    found = policy.settle(policy.evaluate_frame(cases.lazy(), items=shuffled), shuffled).collect()
    assert found["id"].to_list() == cases["id"].to_list()
    for name in expected.columns:
        assert int((found[name] != expected[name]).sum()) == 0

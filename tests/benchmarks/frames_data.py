"""Invented employees for the benchmark rule: round targets, so that exact ties are common."""

import numpy as np
import polars as pl
from frames_rule import INDICATORS, RATINGS

TARGETS = [1.0, 4.0, 12.0, 50.0, 87.5, 100.0, 365.0, 33.33]
FIELDS = ("realisasi", "target", "bobot", "turun")


def draw_wide(rows, *, seed=7):
    """Draw employees, a row each."""
    random = np.random.default_rng(seed)
    columns = {"id": np.arange(rows)}
    weights = random.multinomial(100, [1 / INDICATORS] * INDICATORS, size=rows)
    for number in range(1, INDICATORS + 1):
        target = np.round(random.choice(TARGETS, rows) * random.choice([1, 1, 10], rows), 2)
        share = random.normal(0.95, 0.2, rows).clip(0, 2)
        columns[f"target_{number}"] = target
        columns[f"realisasi_{number}"] = np.round(target * share, 2)
        columns[f"bobot_{number}"] = weights[:, number - 1]
        columns[f"turun_{number}"] = random.random(rows) < 0.2
    for number in range(1, RATINGS + 1):
        columns[f"perilaku_{number}"] = random.integers(2, 6, rows)
    return pl.DataFrame(columns)


def split_long(frame):
    """Split employees into cases and indicators, a row each."""
    items = pl.concat(
        frame.select("id", **{name: pl.col(f"{name}_{number}") for name in FIELDS})
        for number in range(1, INDICATORS + 1)
    )
    cases = frame.select("id", *(f"perilaku_{number}" for number in range(1, RATINGS + 1)))
    return cases, items

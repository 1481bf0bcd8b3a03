"""The benchmark rule as others write it: float64, no guard, the same checks of the inputs.

Each function takes the frame of its kind and gives a result whose every row is computed.
"""

import numpy as np
import polars as pl
from frames_rule import ABOVE, AS_EXPECTED, BELOW, GRID, INDICATORS, MOST, RATINGS, WORDS

_INDICATORS = range(1, INDICATORS + 1)
_BEHAVIOURS = [f"perilaku_{number}" for number in range(1, RATINGS + 1)]
_PERCENT = 100 / (5 * RATINGS)


def _polars_checks(names):
    checks = []
    for realised, target, weight in names:
        for name, low in ((realised, 0.0), (target, 0.01)):
            value = pl.col(name)
            cents = (value * 100).round() / 100
            checks += [~value.is_between(low, MOST), (cents - value).abs() > 1e-9]
        checks.append(~pl.col(weight).is_between(0, 100))
    return checks


def _polars_attainment(suffix="", *, rounded=True):
    down = pl.col(f"turun{suffix}")
    realised, target = pl.col(f"realisasi{suffix}"), pl.col(f"target{suffix}")
    bottom = pl.when(down).then(realised).otherwise(target)
    found = (pl.when(down).then(target).otherwise(realised) / bottom).clip(0, 1.2)
    found = pl.when(bottom == 0).then(1.2).otherwise(found)
    if rounded:
        found = (found * 1e4 + 0.5).floor() / 1e4
    return found * pl.col(f"bobot{suffix}")


def _polars_bands(name, edges):
    value = pl.col(name)
    chain = pl.when(value >= edges[0]).then(pl.lit(ABOVE))
    return chain.when(value >= edges[1]).then(pl.lit(AS_EXPECTED)).otherwise(pl.lit(BELOW))


def _polars_rest(frame, checks):
    behaviour = pl.sum_horizontal(_BEHAVIOURS) * _PERCENT
    checks = [*checks, *(~pl.col(name).is_between(1, 5) for name in _BEHAVIOURS)]
    frame = frame.with_columns(
        hasil=(pl.col("skor") * 100 + 0.5).floor() / 100,
        perilaku=(behaviour * 100 + 0.5).floor() / 100,
    )
    frame = frame.with_columns(
        total=((pl.col("hasil") * 0.7 + pl.col("perilaku") * 0.3) * 100 + 0.5).floor() / 100,
        h=_polars_bands("hasil", (100, 76)),
        p=_polars_bands("perilaku", (90, 60)),
    )
    chain = pl
    for row, words in GRID.items():
        for column, word in zip(WORDS, words, strict=True):
            chain = chain.when((pl.col("h") == row) & (pl.col("p") == column)).then(pl.lit(word))
    made = frame.with_columns(predikat=chain, masalah=pl.any_horizontal(checks))
    return made.drop("h", "p", "skor")


def polars_wide(frame, *, rounded=True):
    """Compute a lazy frame of polars."""
    names = [f"a{number}" for number in _INDICATORS]
    parts = [_polars_attainment(f"_{number}", rounded=rounded) for number in _INDICATORS]
    staged = [part.alias(name) for part, name in zip(parts, names, strict=True)]
    frame = frame.with_columns(staged).with_columns(skor=pl.sum_horizontal(names))
    checked = [(f"realisasi_{n}", f"target_{n}", f"bobot_{n}") for n in _INDICATORS]
    return _polars_rest(frame, _polars_checks(checked)).drop(names).collect()


def polars_long(cases, items):
    """Compute lazy frames of polars, indicators by ``group_by``."""
    checks = _polars_checks([("realisasi", "target", "bobot")])
    items = items.with_columns(skor=_polars_attainment(), masalah=pl.any_horizontal(checks))
    sums = items.group_by("id").agg(pl.col("skor").sum(), pl.col("masalah").any().alias("m"))
    frame = cases.join(sums, on="id", how="left", maintain_order="left")
    return _polars_rest(frame, [pl.col("m")]).drop("m").collect()


def _numpy_score(frame):
    """Give the weighted attainments and which rows break a check."""
    problem = np.zeros(len(frame), dtype=bool)
    score = np.zeros(len(frame))
    for number in _INDICATORS:
        realised, target, weight, down = (
            frame[f"{name}_{number}"].to_numpy()
            for name in ("realisasi", "target", "bobot", "turun")
        )
        for value, low in ((realised, 0.0), (target, 0.01)):
            problem |= ~((value >= low) & (value <= MOST))
            problem |= np.abs(np.round(value * 100) / 100 - value) > 1e-9
        problem |= ~((weight >= 0) & (weight <= 100))
        bottom = np.where(down, realised, target)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.clip(np.where(down, target, realised) / bottom, 0, 1.2)
        found = np.where(bottom == 0, 1.2, found)
        score += np.floor(found * 1e4 + 0.5) / 1e4 * weight
    return score, problem


def numpy_wide(frame):
    """Compute a pandas frame with numpy, and give it back with the results."""
    score, problem = _numpy_score(frame)
    ratings = np.zeros(len(frame))
    for name in _BEHAVIOURS:
        value = frame[name].to_numpy()
        problem |= ~((value >= 1) & (value <= 5))
        ratings += value
    results = np.floor(score * 100 + 0.5) / 100
    behaviour = np.floor(ratings * _PERCENT * 100 + 0.5) / 100
    total = np.floor((results * 0.7 + behaviour * 0.3) * 100 + 0.5) / 100
    row = np.where(results >= 100, 0, np.where(results >= 76, 1, 2))
    column = np.where(behaviour >= 90, 0, np.where(behaviour >= 60, 1, 2))
    words = np.array([GRID[name] for name in WORDS])
    return frame.assign(
        predikat=words[row, column], hasil=results, perilaku=behaviour, total=total,
        masalah=problem,
    )  # fmt: skip


def _sql_rounded(value, step):
    return f"floor({value} * {step}e0 + 0.5e0) / {step}e0"


def _sql_bands(value, edges):
    return (
        f"CASE WHEN {value} >= {edges[0]} THEN '{ABOVE}' "
        f"WHEN {value} >= {edges[1]} THEN '{AS_EXPECTED}' ELSE '{BELOW}' END"
    )


def _sql_indicator(number):
    """Give the weighted attainment of an indicator and its checks."""
    r, t, w, d = (f"{name}_{number}" for name in ("realisasi", "target", "bobot", "turun"))
    bottom = f"(CASE WHEN {d} THEN {r} ELSE {t} END)"
    ratio = f"greatest(0e0, least(1.2e0, (CASE WHEN {d} THEN {t} ELSE {r} END) / {bottom}))"
    checks = [f"NOT ({w} BETWEEN 0 AND 100)"]
    for value, low in ((r, "0e0"), (t, "0.01e0")):
        checks.append(f"NOT ({value} BETWEEN {low} AND {MOST}e0)")
        checks.append(f"abs(round({value} * 100e0) / 100e0 - {value}) > 1e-9")
    attained = _sql_rounded(f"(CASE WHEN {bottom} = 0 THEN 1.2e0 ELSE {ratio} END)", 10000)
    return f"{attained} * {w}", checks


def sql(table):
    """Write the rule as SQL text over a table."""
    indicators = [_sql_indicator(number) for number in _INDICATORS]
    checks = [check for _, found in indicators for check in found]
    checks += [f"NOT ({name} BETWEEN 1 AND 5)" for name in _BEHAVIOURS]
    score = f"({' + '.join(part for part, _ in indicators)})"
    behaviour = f"(({' + '.join(_BEHAVIOURS)}) * {_PERCENT!r}e0)"
    first = (  # names of columns only: nobody's input
        f"SELECT *, {_sql_rounded(score, 100)} AS hasil, "
        f"{_sql_rounded(behaviour, 100)} AS perilaku, ({' OR '.join(checks)}) AS masalah "
        f"FROM {table}"
    )
    second = (
        f"SELECT *, {_sql_rounded('(hasil * 0.7e0 + perilaku * 0.3e0)', 100)} AS total, "
        f"{_sql_bands('hasil', (100, 76))} AS h, {_sql_bands('perilaku', (90, 60))} AS p "
        f"FROM ({first}) AS first"
    )
    cases = " ".join(
        f"WHEN h = '{row}' AND p = '{column}' THEN '{word}'"
        for row, words in GRID.items()
        for column, word in zip(WORDS, words, strict=True)
    )
    return f"SELECT *, CASE {cases} END AS predikat FROM ({second}) AS second"

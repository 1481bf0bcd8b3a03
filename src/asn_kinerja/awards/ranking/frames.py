"""Scores and ranks of a million candidates as columns, in float64.

For trying methods on populations; an award is selected by the exact methods beside it. Scores
agree with theirs to twelve digits, and scores that agree to nine decimals share a rank.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from asn_kinerja._extras import require
from asn_kinerja.awards.ranking.additive import shares
from asn_kinerja.awards.ranking.scaling import Scaling, is_cost
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.award_rules import Criterion

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RANKED_METHODS", "rank_frame"]

_SCORE, _RANK = "skor", "peringkat"
_GRAIN = 1e9  # scores nearer than one part of it share a rank
RANKED_METHODS: Mapping[str, tuple[str, Scaling]] = {
    **{
        name if scaling is Scaling.ANCHORS else f"{name}.{scaling}": (name, scaling)
        for name in ("saw", "topsis")
        for scaling in (Scaling.ANCHORS, Scaling.LINEAR, Scaling.MINMAX, Scaling.VECTOR)
    }
}
"""Methods that rank frames, as the method and its scale."""


def rank_frame(
    frame: Any,  # noqa: ANN401 - one of several kinds
    criteria: Sequence[Criterion],
    *,
    method: str = "saw",
) -> Any:  # noqa: ANN401 - the kind that came in
    """Score and rank the rows of a frame.

    Args:
        frame: A polars, pandas or pyarrow frame with one numeric column a criterion, named like
            it, without holes.
        criteria: The criteria with weights and anchors.
        method: One of `RANKED_METHODS`.

    Returns:
        The frame with ``skor`` (0 to 100) and ``peringkat`` (1 for the best, equal scores share
        the better rank).

    Raises:
        InvalidInput: With every column that is missing, is no number, or holds something else
            than numbers; with every zero that a scale would divide by.
        NotFound: If there is no such method.
        MissingExtra: If the extra ``frames`` is not installed.
    """
    if method not in RANKED_METHODS:
        known = ", ".join(RANKED_METHODS)
        raise NotFound(Problem("not_found", "method", value=method, cure=known))
    polars = require("polars", extra="frames", feature="rank_frame")
    require("narwhals", extra="frames", feature="rank_frame")
    from asn_kinerja.scoring.frames.kinds import attach, open_frame

    source = open_frame(frame)
    if not source.eager:
        raise InvalidInput(Problem("frame_not_eager", "frame", value=source.kind))
    names = [item.id for item in criteria]
    problems = [Problem("criterion_column", name) for name in names if name not in source.columns]
    if error := InvalidInput.of(problems):
        raise error
    word, scaling = RANKED_METHODS[method]
    rows = source.rows(names)
    facts = _facts(rows, criteria, scaling, polars)
    if rows.height == 0:
        scores = polars.DataFrame({_SCORE: []}, schema={_SCORE: polars.Float64})
    else:
        terms = [_term(item, facts[item.id], scaling, polars) for item in criteria]
        expression = _sum(terms, criteria) if word == "saw" else _near(terms, criteria, polars)
        scores = rows.lazy().select(expression.alias(_SCORE)).collect()
    whole = (polars.col(_SCORE) * _GRAIN + 0.5).floor().cast(polars.Int64)
    return attach(source, scores.with_columns(whole.rank("min", descending=True).alias(_RANK)))


def _facts(
    rows: "pl.DataFrame",
    criteria: Sequence[Criterion],
    scaling: Scaling,
    polars: Any,  # noqa: ANN401 - optional
) -> dict[str, dict[str, float]]:
    """Take least, most and root of squares of every column, and refuse what is no number."""
    problems = [
        Problem("column_kind", name, value=str(kind), cure="int, float")
        for name, kind in rows.schema.items()
        if not kind.is_numeric()
    ]
    if error := InvalidInput.of(problems):
        raise error
    column = {item.id: polars.col(item.id).cast(polars.Float64) for item in criteria}
    wanted: dict[tuple[str, str], pl.Expr] = {}
    for name, one in column.items():
        wanted[name, "min"], wanted[name, "max"] = one.min(), one.max()
        wanted[name, "root"] = (one * one).sum().sqrt()
        wanted[name, "holes"] = one.is_null().sum() + (~one.is_finite()).sum()
    found = rows.select([made.alias("/".join(key)) for key, made in wanted.items()])
    facts: dict[str, dict[str, float]] = {name: {} for name in column}
    for (name, key), value in zip(wanted, found.row(0), strict=True):
        facts[name][key] = float(value or 0)
    for item in criteria:
        if facts[item.id]["holes"]:
            problems.append(Problem("criterion_holes", item.id, value=int(facts[item.id]["holes"])))
        elif scaling in {Scaling.LINEAR, Scaling.VECTOR} and facts[item.id]["min"] < 0:
            problems.append(
                Problem("scale_negative", item.id, value=facts[item.id]["min"], rule=str(scaling))
            )
        elif scaling is Scaling.LINEAR and is_cost(item) and facts[item.id]["min"] == 0:
            problems.append(Problem("scale_zero_cost", item.id, value=0, rule=str(scaling)))
    if rows.height and (error := InvalidInput.of(problems)):
        raise error
    return facts


def _term(
    item: Criterion,
    facts: Mapping[str, float],
    scaling: Scaling,
    polars: Any,  # noqa: ANN401 - optional
) -> "tuple[pl.Expr, float, float]":
    """Scale one column; give it with its worst and best value on that scale."""
    column, cost = polars.col(item.id).cast(polars.Float64), is_cost(item)
    low, high = facts["min"], facts["max"]
    if scaling is Scaling.ANCHORS:
        worst, best = float(item.worst), float(item.best)
        return ((column - worst) * (1 / (best - worst))).clip(0.0, 1.0), 0.0, 1.0
    if scaling is Scaling.MINMAX and low == high:
        return column * 0.0 + 1.0, 1.0, 1.0
    if scaling is Scaling.MINMAX:
        start, sign = (high, -1) if cost else (low, 1)
        return (column - start) * (sign / (high - low)), 0.0, 1.0
    if scaling is Scaling.LINEAR and cost:
        return low / column, low / high, 1.0
    unit = (high if scaling is Scaling.LINEAR else facts["root"]) or 1.0
    scaled = column * (1 / unit)
    if cost:
        return 1.0 - scaled, 1 - high / unit, 1 - low / unit
    return scaled, low / unit, high / unit


def _sum(
    terms: "Sequence[tuple[pl.Expr, float, float]]", criteria: Sequence[Criterion]
) -> "pl.Expr":
    """Add up the scaled columns by weight."""
    weights = [100 * float(share) for share in shares(criteria)]
    total = terms[0][0] * weights[0]
    for (term, _, _), weight in zip(terms[1:], weights[1:], strict=True):
        total += term * weight
    return total


def _near(
    terms: "Sequence[tuple[pl.Expr, float, float]]",
    criteria: Sequence[Criterion],
    polars: Any,  # noqa: ANN401 - optional
) -> "pl.Expr":
    """Give the closeness of TOPSIS; 100 where nobody differs."""
    to_best = to_worst = polars.lit(0.0)
    for (term, worst, best), share in zip(terms, shares(criteria), strict=True):
        square = float(share) ** 2
        to_best += (term - best) * (term - best) * square
        to_worst += (term - worst) * (term - worst) * square
    closeness: pl.Expr = to_worst.sqrt() * 100.0 / (to_worst.sqrt() + to_best.sqrt())
    return closeness.fill_nan(100.0)

"""How high each appraiser rates, with its uncertainty: shares, shrunk towards the others'."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from asn_kinerja.comparison.counting import fetch
from asn_kinerja.comparison.sides import group_label
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.scoring.frames.kinds import open_frame
from asn_kinerja.scoring.inputs import given_column

__all__ = ["AppraiserShare", "appraiser_shares"]

_WORDS = tuple(word.value for word in PredikatKinerja)
_NORMAL_95 = 1.959963984540054  # quantile of the standard normal distribution at 97.5 %


@attrs.frozen(kw_only=True)
class AppraiserShare:
    """How high one appraiser rates.

    Args:
        appraiser: Value of the column.
        people: Whom they rated.
        high: Those of them with the word or a better one.
        expected: How many there would be at the shares of everybody, within each stratum.
        difference: Share above what was expected, as it was observed.
        shrunk: The same, shrunk towards 0 by how little is known of it.
        low: Lower end of the interval of 95 % about `shrunk`.
        high_end: Upper end.
    """

    appraiser: str
    people: int
    high: int
    expected: float
    difference: float
    shrunk: float
    low: float
    high_end: float

    @property
    def stands_out(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high_end < 0


def appraiser_shares(  # noqa: PLR0913 - the people and where things stand
    frame: Any,  # noqa: ANN401 - one of many kinds
    *,
    appraiser: str = "penilai",
    predicate: str = "predikat_kinerja",
    at_least: str = "sangat_baik",
    strata: Sequence[str] = ("predikat_organisasi",),
    fewest: int = 2,
) -> tuple[AppraiserShare, ...]:
    """Compare the share of high predicates that each appraiser gives with what was to be expected.

    Words are counted, never added. The expected number is that of the shares of everybody within
    each stratum (indirect standardisation). The differences are taken as normal about a common
    spread, which is estimated by the moments (DerSimonian and Laird), and shrunk accordingly
    (normal-normal empirical Bayes); the interval is that of the posterior and does not contain
    the uncertainty of the spread itself.

    What it does not say: who is lenient. Appraisers rate different people, and a team may be
    better than others. With few people an interval is wide; with few appraisers the spread is
    poorly known.

    Source: DerSimonian and Laird, Meta-analysis in clinical trials, 1986; Efron and Morris, Data
    analysis using Stein's estimator, 1975.

    Args:
        frame: A row a person; any kind of frame, of which only counts come here.
        appraiser: Column of the appraiser; people without one are left out.
        predicate: Column of the predicate, which may begin with ``masukan_``; people without one
            are left out.
        at_least: The word that counts as high, and all better ones.
        strata: Columns within which people are compared.
        fewest: Appraisers of fewer people are left out.

    Returns:
        Appraisers, those farthest above what was expected first.

    Raises:
        InvalidInput: If a column is missing or a word unknown.
    """
    columns = open_frame(frame).columns
    given = predicate if predicate in columns else given_column(predicate, columns)
    strata = [given_column(name, columns) for name in strata]
    problems = [
        Problem("group_column", f"frame.{name}", value=name, cure=", ".join(columns))
        for name in (appraiser, given, *strata)
        if name not in columns
    ]
    if at_least not in _WORDS:
        cure = ", ".join(_WORDS)
        problems.append(Problem("unknown_word", "at_least", value=at_least, cure=cure))
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    cells = _cells(frame, appraiser, given, strata, good=_WORDS[: _WORDS.index(at_least) + 1])
    return _shrunk(cells, fewest)


_Cells = Mapping[tuple[str, tuple[object, ...]], tuple[int, int]]


def _cells(
    frame: Any,  # noqa: ANN401 - as above
    appraiser: str,
    predicate: str,
    strata: Sequence[str],
    *,
    good: Sequence[str],
) -> _Cells:
    """Count people, and those with a high word, by appraiser and stratum."""
    names = [appraiser, predicate, *strata]
    lazy = open_frame(frame).lazy(list(dict.fromkeys(names)))
    staged = lazy.select(*(nw.col(name).alias(f"c{n}") for n, name in enumerate(names)))
    staged = staged.filter(~nw.col("c0").is_null() & ~nw.col("c1").is_null())
    keys = [f"c{n}" for n in range(len(names))]
    found: dict[tuple[str, tuple[object, ...]], tuple[int, int]] = {}
    met: set[str] = set()
    for who, word, *stratum, people in fetch(
        staged.group_by(*keys).agg(nw.len().alias("people"))
    ).rows():
        key = (group_label(who), tuple(stratum))
        number, high = found.get(key, (0, 0))
        found[key] = (number + people, high + people * (word in good))
        met.add(word)
    refusal = InvalidInput.of(
        Problem("unknown_word", f"frame.{predicate}", value=word, cure=", ".join(_WORDS))
        for word in sorted(met - set(_WORDS))
    )
    if refusal is not None:
        raise refusal
    return found


def _order(cell: tuple[tuple[str, tuple[object, ...]], object]) -> tuple[str, tuple[str, ...]]:
    (who, stratum), _ = cell
    return who, tuple(map(str, stratum))


def _shrunk(cells: _Cells, fewest: int) -> tuple[AppraiserShare, ...]:
    strata: dict[tuple[object, ...], tuple[int, int]] = {}
    for (_, stratum), (people, high) in cells.items():
        before = strata.get(stratum, (0, 0))
        strata[stratum] = (before[0] + people, before[1] + high)
    rates = {stratum: high / people for stratum, (people, high) in strata.items()}
    sums: dict[str, list[float]] = {}
    # Sums of floats depend on their order, and a group_by keeps none.
    for (who, stratum), (met, good) in sorted(cells.items(), key=_order):
        rate = rates[stratum]
        row = sums.setdefault(who, [0.0] * 4)
        cell = (float(met), float(good), met * rate, met * rate * (1 - rate))
        sums[who] = [one + other for one, other in zip(row, cell, strict=True)]
    kept = {who: row for who, row in sorted(sums.items()) if row[0] >= fewest and row[3] > 0}
    spread = _spread([(row[1] - row[2]) / row[0] for row in kept.values()],
                     [row[3] / row[0] ** 2 for row in kept.values()])  # fmt: skip
    found = []
    for who, (rated, reached, expected, variance) in kept.items():
        difference, within = (reached - expected) / rated, variance / (rated * rated)
        keep = spread / (spread + within)
        half = _NORMAL_95 * sqrt(keep * within)
        found.append(
            AppraiserShare(
                appraiser=who, people=int(rated), high=int(reached), expected=expected,
                difference=difference, shrunk=keep * difference,
                low=keep * difference - half, high_end=keep * difference + half,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda row: (-row.shrunk, row.appraiser)))


def _spread(differences: Sequence[float], variances: Sequence[float]) -> float:
    """Estimate the variance between appraisers by the moments; 0 when chance explains it all."""
    if len(differences) < 2:
        return 0.0
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    mean = sum(w * d for w, d in zip(weights, differences, strict=True)) / total
    excess = sum(w * (d - mean) ** 2 for w, d in zip(weights, differences, strict=True))
    scale = total - sum(w * w for w in weights) / total
    return max(0.0, (excess - (len(differences) - 1)) / scale) if scale > 0 else 0.0

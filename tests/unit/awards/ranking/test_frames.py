"""Frames of candidates are scored and ranked as the exact methods do it."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.awards.ranking.frames import RANKED_METHODS, rank_frame
from asn_kinerja.errors import InvalidInput, NotFound
from asn_kinerja.records.award_rules import Criterion, CriterionSource

METHODS = {method.id: method for method in builtin_methods()}


def criterion(name, weight, worst, best):
    return Criterion(
        id=name,
        name=name,
        source=CriterionSource.DIBERIKAN,
        weight=Decimal(weight),
        worst=Decimal(worst),
        best=Decimal(best),
    )


GIVEN = [criterion("a", 50, 0, 20), criterion("b", 30, 20, 0), criterion("c", 20, 5, 15)]


@pytest.fixture
def rows():
    """Two hundred candidates with many ties."""
    chance = Random(4)  # noqa: S311 - a test repeats itself
    return [[chance.randint(1, 8) for _ in GIVEN] for _ in range(200)]


@pytest.fixture
def frame(rows):
    return pl.DataFrame({name: [row[at] for row in rows] for at, name in enumerate("abc")})


@pytest.mark.parametrize("method", RANKED_METHODS)
def test_scores_and_ranks_equal_the_exact_ones(frame, rows, method):
    """To nine decimals, and every rank and tie."""
    wanted = METHODS[method].score(rows, criteria=GIVEN)
    found = rank_frame(frame, GIVEN, method=method)
    assert found.columns == ["a", "b", "c", "skor", "peringkat"]
    assert all(
        abs(Fraction(ours) - theirs) < Fraction(1, 10**9)
        for ours, theirs in zip(found["skor"], wanted, strict=True)
    )
    ranks = [1 + sum(other > score for other in wanted) for score in wanted]
    assert found["peringkat"].to_list() == ranks


def test_the_kind_that_comes_in_goes_out(frame):
    """Pandas and pyarrow frames keep their kind and their other columns."""
    named = frame.with_columns(nama=pl.Series([f"p{n}" for n in range(frame.height)]))
    wanted = rank_frame(frame, GIVEN)["peringkat"].to_list()
    table = rank_frame(named.to_arrow(), GIVEN)
    assert isinstance(table, pa.Table)
    assert table.column("peringkat").to_pylist() == wanted
    panda = rank_frame(pd.DataFrame(named.to_dict(as_series=False)), GIVEN)
    assert list(panda["peringkat"]) == wanted
    assert list(panda.columns) == ["a", "b", "c", "nama", "skor", "peringkat"]


def test_constant_columns_one_row_and_no_row():
    """Nothing divides by zero; where nobody differs everybody is first."""
    same = pl.DataFrame({"a": [3, 3], "b": [2, 2], "c": [7, 7]})
    for method in RANKED_METHODS:
        assert rank_frame(same, GIVEN, method=method)["peringkat"].to_list() == [1, 1]
        assert rank_frame(same.head(1), GIVEN, method=method)["peringkat"].to_list() == [1]
        assert rank_frame(same.head(0), GIVEN, method=method).height == 0


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ({"a": [1]}, ["criterion_column", "criterion_column"]),
        ({"a": [1], "b": ["x"], "c": [1]}, ["column_kind"]),
        ({"a": [1, None], "b": [1.0, float("nan")], "c": [1, 2]}, ["criterion_holes"] * 2),
        ({"a": [1], "b": [0], "c": [-1]}, ["scale_zero_cost", "scale_negative"]),
    ],
)
def test_what_cannot_be_ranked_is_named(columns, codes):
    """All columns at once."""
    with pytest.raises(InvalidInput) as caught:
        rank_frame(pl.DataFrame(columns), GIVEN, method="saw.linear")
    assert [problem.code for problem in caught.value.problems] == codes


def test_lazy_frames_and_unknown_methods_are_refused(frame):
    """With what to do."""
    with pytest.raises(InvalidInput, match="Collect it first"):
        rank_frame(frame.lazy(), GIVEN)
    with pytest.raises(NotFound, match=r"topsis\.vector"):
        rank_frame(frame, GIVEN, method="undian")

"""Years to come: a rule that adds up, run on until what it leads to is reached."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.scoring.frames.kinds import open_frame
from asn_kinerja.scoring.policy import Policy

__all__ = ["Simulation", "simulate"]

_SCALE = 6  # decimals of what is added up
_UNITS = 12 * 10**_SCALE  # so that a year's credit for seven months adds up without rounding
_MOST_YEARS = 60
_NEAR = 1e-3  # of such a twelfth: what float64 leaves of numbers under a million


@attrs.frozen(kw_only=True)
class Simulation:
    """In how many years people reach what a rule asks.

    Args:
        years: How many years were run.
        reached: People by the year in which they first reach it; 0 for those who are there.
        not_reached: People who do not reach it within the years.
        unknown: People for whom the rules give no result, or nothing that has to be reached.
        people: A polars frame: the key, what each year adds, and ``tahun``, null where unknown
            or not reached.
    """

    years: int
    reached: Mapping[int, int]
    not_reached: int
    unknown: int
    people: Any

    def to_dict(self) -> dict[str, object]:
        """Give the counts as plain values."""
        return {
            "years": self.years,
            "reached": {str(year): people for year, people in self.reached.items()},
            "not_reached": self.not_reached,
            "unknown": self.unknown,
        }


def simulate(  # noqa: PLR0913 - the people, two rules, and how they meet
    frame: Any,  # noqa: ANN401 - one of many kinds
    policy: Policy,
    *,
    then: Policy,
    adds_to: str,
    reaches: str | None = None,
    years: int = 5,
    as_of: date | None = None,
    key: str = "id",
) -> Simulation:
    """Add the result of a rule up, year by year, until another rule has what it asks.

    Each year is as the one in the frame: same predicate, same months, same level. That is what
    is simulated, no forecast.

    Args:
        frame: A row a person, with the inputs of both rules, what has been reached so far among
            them; polars, pandas or pyarrow.
        policy: What a year adds, as its main output, such as ``permenpanrb_1_2023.angka_kredit``.
        then: What is to be reached, such as ``permenpanrb_1_2023.kenaikan``.
        adds_to: Input of `then` that grows, such as ``angka_kredit_kumulatif``.
        reaches: Output of `then` that says what is still lacking: it is reached at 0 or less;
            the main one when `None`.
        years: How many years, up to 60.
        as_of: Day whose legal values are used.
        key: Column that names a person.

    Returns:
        When people get there.

    Raises:
        InvalidInput: If the frame is lazy, years or names do not fit, or with every problem of
            the frame.
    """
    pl = require("polars", extra="frames", feature="simulate")
    source = open_frame(frame)
    lacking = reaches or then.main.name
    problems = []
    if not source.eager:
        problems.append(Problem("frame_kind", "frame", value=source.kind,
                                cure="polars, pandas, pyarrow"))  # fmt: skip
    if not 1 <= years <= _MOST_YEARS:
        problems.append(Problem("out_of_bounds", "years", value=years, cure=f"1 .. {_MOST_YEARS}"))
    if lacking not in {output.name for output in then.outputs}:
        cure = ", ".join(output.name for output in then.outputs)
        problems.append(Problem("unknown_key", "reaches", value=lacking, cure=cure))
    if adds_to not in {one.name for one in then.inputs}:
        cure = ", ".join(one.name for one in then.inputs)
        problems.append(Problem("unknown_key", "adds_to", value=adds_to, cure=cure))
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal
    rows = source.rows(source.columns)
    yearly = policy.evaluate_frame(rows, as_of=as_of, key=key).get_column(policy.main.name)
    added = _whole(pl, yearly, place=policy.main.name)
    start = _whole(pl, rows.get_column(adds_to), place=adds_to)
    reached = pl.Series([None] * rows.height, dtype=pl.Int64)
    known = pl.Series([False] * rows.height)
    units = pl.Series([float(_UNITS)] * rows.height)  # by a literal: its reciprocal is taken
    for year in range(years + 1):
        grown = rows.with_columns(((start + added * year).cast(pl.Float64) / units).alias(adds_to))
        left = then.evaluate_frame(grown, as_of=as_of, key=key).get_column(lacking)
        there = (left <= 0).fill_null(value=False) & added.is_not_null()
        known |= left.is_not_null() & added.is_not_null()
        first = there & reached.is_null()
        reached = reached.zip_with(~first, pl.Series([year] * rows.height, dtype=pl.Int64))
    counts = Counter(reached.drop_nulls().to_list())
    people = pl.DataFrame({key: rows.get_column(key), "tambahan": yearly, "tahun": reached})
    return Simulation(
        years=years,
        reached={year: counts[year] for year in range(years + 1)},
        not_reached=int((known & reached.is_null()).sum()),
        unknown=int((~known).sum()),
        people=people,
    )


def _whole(pl: Any, series: Any, *, place: str) -> Any:  # noqa: ANN401 - polars is optional
    """Give numbers as whole twelfths of the last decimal, or refuse what has more decimals."""
    scaled = series.cast(pl.Float64) * _UNITS
    whole = (scaled + 0.5).floor()
    off = ((scaled - whole).abs() > _NEAR).fill_null(value=False)
    if off.any():
        value = series.filter(off)[0]
        raise InvalidInput(Problem("too_many_decimals", place, value=value, cure=str(_SCALE)))
    return whole.cast(pl.Int64)

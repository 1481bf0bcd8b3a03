"""Units beside the distribution patterns, under base and variant, from the counts of a result."""

from collections.abc import Mapping, Sequence
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.comparison.spread import Patterns, spread_of_units
from asn_kinerja.comparison.transition import Transition
from asn_kinerja.lab.session import Result
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.scoring.inputs import given_column
from asn_kinerja.scoring.policy import Policy

__all__ = ["MOST_UNITS", "PATTERNS", "unit_patterns"]

MOST_UNITS = 3_000
"""Units that the page sets beside the patterns at once; more take a command."""

PATTERNS = ("permenpanrb_6_2022.pola_distribusi", "se_menpanrb_3_2023.pola_distribusi")
"""The patterns that the page sets units beside, in this order."""

_UNIT, _ORGANISATION = "unit", "predikat_organisasi"


def unit_patterns(result: Result, patterns: Sequence[Policy]) -> tuple[Patterns, Patterns] | None:
    """Set the units of a result beside two patterns.

    Args:
        result: A result that was counted by ``unit``.
        patterns: The two patterns.

    Returns:
        Base and variant; `None` where the result gives no predicates, was counted by another
        column or by more than `MOST_UNITS` units, or the people do not say the predicate of the
        organisation of each unit.
    """
    comparison = result.comparison
    known = {*(word.value for word in PredikatKinerja), MISSING}
    if result.by != _UNIT or any(set(words) - known for words in comparison.words.values()):
        return None
    if len(comparison.movers[_UNIT]) > MOST_UNITS:
        return None
    organisations = _organisations(result.people.frame)
    if organisations is None:
        return None
    matrices = comparison.matrices_by(_UNIT)
    found = [
        Patterns.of(
            spread_of_units(
                _people(matrices, organisations, is_base=is_base),
                patterns,
                predicate="asn_predikat",
                most_changes=0,
            ),
            patterns=len(patterns),
        )
        for is_base in (True, False)
    ]
    return found[0], found[1]


def _organisations(frame: Any) -> dict[str, str] | None:  # noqa: ANN401 - a frame of an optional library
    """Give the predicate of the organisation of each unit; `None` where a unit has two."""
    polars = require("polars", extra="frames", feature="lab")
    column = given_column(_ORGANISATION, frame.columns)
    if column not in frame.columns:
        return None
    pairs = frame.select(_UNIT, column).unique().drop_nulls()
    if pairs[_UNIT].n_unique() < pairs.height:
        return None
    return dict(pairs.select(polars.col(_UNIT).cast(polars.String), column).iter_rows())


def _people(
    matrices: Mapping[str, Transition], organisations: Mapping[str, str], *, is_base: bool
) -> Any:  # noqa: ANN401 - as above
    """Make a row a person again of the counts of each unit."""
    polars = require("polars", extra="frames", feature="lab")
    rows = []
    for unit, matrix in matrices.items():
        words, totals = (
            (matrix.rows, matrix.row_totals) if is_base else (matrix.columns, matrix.column_totals)
        )
        rows += [
            (unit, organisations.get(unit), None if word == MISSING else word, people)
            for word, people in zip(words, totals, strict=True)
            if people
        ]
    names = {_UNIT: polars.String, _ORGANISATION: polars.String, "asn_predikat": polars.String}
    counts = polars.DataFrame(rows, schema={**names, "people": polars.UInt32}, orient="row")
    return counts.select(polars.col(*names).repeat_by("people")).explode(*names)

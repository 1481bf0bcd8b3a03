"""The table of units: a row a unit, with what holds for all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from asn_kinerja._extras import require
from asn_kinerja.population.generate import find_profile
from asn_kinerja.population.profile import Profile

if TYPE_CHECKING:  # an optional library
    import polars as pl

    from asn_kinerja.population.layout import UnitRow

__all__ = ["generate_units"]

_ELEMENTS = 9
_MEAN, _OF_UNIT, _OF_ELEMENT = 32_500, 1_600, 1_000  # ten-thousandths of a mark from 1 to 4
_LOW, _HIGH = 10_000, 40_000
_FEWEST, _MORE = 30, 270  # answers to a survey


def generate_units(
    size: int, *, seed: int, profile: str | Path | Profile = "marelan", year: int | None = None
) -> "pl.DataFrame":
    """Make the units of a population of that size: those of `generate` with the same seed.

    Args:
        size: How many people the units have together.
        seed: Which population.
        profile: As for `generate`.
        year: As for `generate`.

    Returns:
        A row a unit: ``id``, ``unit``, ``organisasi``, ``tahun``, ``jumlah_pegawai``,
        ``predikat_organisasi``, and the satisfaction survey: ``u1`` to ``u9``, sums of
        the marks 1 to 4 of all ``responden``.

    Raises:
        InvalidInput: As for `generate`.

    Examples:
        >>> units = generate_units(1000, seed=7)
        >>> units["jumlah_pegawai"].sum(), units["unit"][1]
        (1000, 'Kelurahan Labuhan Deli')
    """
    found = find_profile(profile, size=size, seed=seed)
    require("numpy", extra="frames", feature="population")
    require("polars", extra="frames", feature="population")
    import numpy as np
    import polars as pl

    from asn_kinerja.population.columns import keys_of, numbered, worded
    from asn_kinerja.population.judged import organisation_predicates
    from asn_kinerja.population.streams import Streams

    streams = Streams(seed)
    rows = list(_rows(found, size, seed))
    index = np.arange(len(rows), dtype=np.int64)
    quality = streams.normal("mutu.unit", index)
    marks = [
        _MEAN
        + _OF_UNIT * quality // 1000
        + _OF_ELEMENT * streams.normal(f"skm.u{number}", index) // 1000
        for number in range(1, _ELEMENTS + 1)
    ]
    answers = _FEWEST + streams.below("skm.responden", index, bound=_MORE)
    ends = np.array([min(row.start + row.size, size) for row in rows], dtype=np.int64)
    starts = np.array([row.start for row in rows], dtype=np.int64)
    words, position = organisation_predicates(found, quality)
    return pl.DataFrame(
        [
            keys_of(index),
            pl.Series("unit", [row.name for row in rows]),
            pl.Series("organisasi", [row.organisation for row in rows]),
            numbered("tahun", np.full(len(rows), year or found.year, dtype=np.int64)),
            numbered("jumlah_pegawai", ends - starts),
            worded("predikat_organisasi", position, words=words),
            *(
                numbered(f"u{number}", np.clip(mark, _LOW, _HIGH) * answers // _LOW)
                for number, mark in enumerate(marks, 1)
            ),
            numbered("responden", answers),
        ]
    )


def _rows(profile: Profile, size: int, seed: int) -> Iterator["UnitRow"]:
    """Give the units that have people."""
    from asn_kinerja.population.layout import place_units
    from asn_kinerja.population.streams import Streams

    for row in place_units(profile, Streams(seed)):
        if row.start >= size:
            return
        yield row

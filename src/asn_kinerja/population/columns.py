"""Columns of a table, made of whole numbers."""

import attrs
import numpy as np
import polars as pl
from numpy.typing import NDArray

from asn_kinerja.population.layout import Places
from asn_kinerja.population.profile import PARTS, Profile
from asn_kinerja.population.streams import Ints, Streams

__all__ = ["Draws", "Flags", "flagged", "keys_of", "numbered", "worded"]

Flags = NDArray[np.bool_]


@attrs.frozen(kw_only=True)
class Draws:
    """Chance for the people of one batch.

    Args:
        profile: The profile.
        streams: The chance.
        places: The people and their units.
    """

    profile: Profile
    streams: Streams
    places: Places

    def share(self, name: str, *, shares: str = "", where: Ints | None = None) -> Ints:
        """Draw the position of a word for each person, or each of `where`."""
        weights = self.profile.shares[shares or name].weights
        places = self.places.people if where is None else where
        return self.streams.pick(name, places, weights=tuple(weights.values()))

    def below(self, name: str, bound: int) -> Ints:
        """Draw a whole number for each person."""
        return self.streams.below(name, self.places.people, bound=bound)

    def happens(self, name: str, *, where: Ints | None = None) -> Flags:
        """Draw whether something is so for each person, at the rate of the profile."""
        places = self.places.people if where is None else where
        drawn = self.streams.below(name, places, bound=PARTS)
        return drawn < self.profile.rates[name].value


def keys_of(people: Ints) -> pl.Series:
    """Write the key of each person: nine digits, in the order of the people.

    Args:
        people: Index of each person from 0, shape ``(n,)``.

    Returns:
        The keys as text.
    """
    return pl.Series("id", people + 1).cast(pl.String).str.zfill(9)


def worded(
    name: str, positions: Ints, *, words: tuple[str, ...], where: Flags | None = None
) -> pl.Series:
    """Turn positions into words, and into null where a flag is not set."""
    chosen = positions if where is None else np.where(where, positions, len(words))
    table = pl.Series(name, [*words, None], dtype=pl.String)
    return table.gather(pl.Series(chosen))


def numbered(name: str, numbers: Ints, *, scale: int = 0, where: Flags | None = None) -> pl.Series:
    """Turn whole numbers of 10^-scale into a column, null where a flag is not set."""
    values = numbers if scale == 0 else numbers / 10**scale  # correctly rounded: the decimal itself
    column = pl.Series(name, values)
    if where is None:
        return column
    return column.set(pl.Series(~np.asarray(where)), None)


def flagged(name: str, flags: Flags, *, where: Flags | None = None) -> pl.Series:
    """Turn flags into a column, null where another flag is not set."""
    column = pl.Series(name, np.asarray(flags, dtype=bool))
    return column if where is None else column.set(pl.Series(~np.asarray(where)), None)

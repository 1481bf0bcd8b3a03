"""Making a population, batch by batch: the same people whatever the size of a batch."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.population.profile import Profile
from asn_kinerja.population.profile_reading import load_profile

if TYPE_CHECKING:  # an optional library
    import polars as pl

__all__ = ["Batch", "find_profile", "generate", "generate_frame"]

_SEEDS = 2**64
_LARGEST = 100_000_000  # nine digits of a key, less one


@attrs.frozen(kw_only=True)
class Batch:
    """Some people with their indicators.

    Args:
        people: A polars frame, a row a person.
        items: A polars frame, a row an indicator.
    """

    people: "pl.DataFrame"
    items: "pl.DataFrame"


def generate(  # noqa: PLR0913 - what a population is made of
    size: int,
    *,
    seed: int,
    profile: str | Path | Profile = "marelan",
    batch: int = 100_000,
    year: int | None = None,
    with_items: bool = True,
) -> Iterator[Batch]:
    """Make invented civil servants.

    A person depends on the seed, the profile, the year and its own number alone: neither on `size`
    nor on `batch`.

    Args:
        size: How many people, from 1.
        seed: Which population, from 0, below 2^64.
        profile: Name of a profile that ships with the library, a file, or a profile.
        batch: How many people are held at one time.
        year: The year; that of the profile when `None`.
        with_items: Whether the indicators are made, which is most of the work.

    Returns:
        The batches, in order of the people.

    Raises:
        InvalidInput: If a number is out of bounds, or the profile does not hold.
        NotFound: If no profile has that name.
        MissingExtra: If the extra ``frames`` is not installed.

    Examples:
        >>> batch = next(generate(100, seed=7))
        >>> batch.people.height, batch.items["item"].max()
        (100, 6)
    """
    found = find_profile(profile, size=size, seed=seed, batch=batch)
    require("numpy", extra="frames", feature="population")
    require("polars", extra="frames", feature="population")
    return _batches(found, seed, size, batch, year or found.year, with_items=with_items)


def find_profile(profile: str | Path | Profile, *, size: int, seed: int, batch: int = 1) -> Profile:
    """Check the numbers of a request, and read its profile.

    Args:
        profile: As for `generate`.
        size: How many people.
        seed: Which population.
        batch: How many at a time.

    Returns:
        The profile.

    Raises:
        InvalidInput: If a number is out of bounds, or the profile does not hold.
        NotFound: If no profile has that name.
    """
    for place, value, low, high in (
        ("size", size, 1, _LARGEST),
        ("seed", seed, 0, _SEEDS - 1),
        ("batch", batch, 1, _LARGEST),
    ):
        if not low <= value <= high:
            cure = f">= {low}, <= {high}"
            raise InvalidInput(Problem("out_of_bounds", place, value=value, cure=cure))
    return profile if isinstance(profile, Profile) else load_profile(profile)


def generate_frame(
    size: int, *, seed: int, profile: str | Path | Profile = "marelan", year: int | None = None
) -> "pl.DataFrame":
    """Make invented civil servants as one table.

    Args:
        size: How many people.
        seed: Which population.
        profile: As for `generate`.
        year: As for `generate`.

    Returns:
        The wide table, a row a person.

    Raises:
        InvalidInput: As for `generate`.

    Examples:
        >>> frame = generate_frame(100, seed=7)
        >>> frame["id"][0], frame["penilai"][0], frame["unit"].n_unique() > 1
        ('000000001', 'luar', True)
    """
    parts = generate(size, seed=seed, profile=profile, year=year, with_items=False)
    import polars as pl

    return pl.concat([part.people for part in parts])


def _batches(  # noqa: PLR0913 - as `generate`
    profile: Profile, seed: int, size: int, batch: int, year: int, *, with_items: bool
) -> Iterator[Batch]:
    import polars as pl

    from asn_kinerja.population.columns import Draws
    from asn_kinerja.population.items import draw_items
    from asn_kinerja.population.judged import judged_columns, unit_columns
    from asn_kinerja.population.latent import draw_latent
    from asn_kinerja.population.layout import place_people
    from asn_kinerja.population.persons import draw_persons, person_columns
    from asn_kinerja.population.streams import Streams

    streams = Streams(seed)
    for places in place_people(profile, streams, size=size, batch=batch):
        draws = Draws(profile=profile, streams=streams, places=places)
        persons = draw_persons(draws)
        latent = draw_latent(draws)
        people = pl.DataFrame(
            [
                *person_columns(draws, persons, year=year),
                *unit_columns(draws),
                *judged_columns(draws, persons, latent=latent),
            ]
        )
        items = draw_items(draws, persons, latent=latent) if with_items else pl.DataFrame()
        yield Batch(people=people, items=items)

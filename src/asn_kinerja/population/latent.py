"""What is behind the figures of a person: quality of unit and person, behaviour, leniency."""

from functools import lru_cache
from math import isqrt

import attrs
import numpy as np

from asn_kinerja.population.columns import Draws
from asn_kinerja.population.layout import OUTSIDE
from asn_kinerja.population.profile import Profile
from asn_kinerja.population.streams import Ints, Streams, mixed

__all__ = ["Latent", "cut", "draw_latent", "rest_of", "shares_seen"]

_ONE = 1000  # a standard deviation, or a correlation of 1
_SAMPLE = 131_072  # draws that say where a share of a latent number begins


@attrs.frozen(kw_only=True)
class Latent:
    """Latent numbers of people, in thousandths of a standard deviation, each of shape ``(n,)``.

    Args:
        quality: How good the results are.
        behaviour: How good the behaviour is.
        seen_quality: The results as the appraiser sees them, leniency included.
        seen_behaviour: The behaviour as the appraiser sees it.
        parts: Weights of what the seen numbers are made of: unit, person, leniency.
    """

    quality: Ints
    behaviour: Ints
    seen_quality: Ints
    seen_behaviour: Ints
    parts: tuple[int, ...]


def rest_of(weight: int) -> int:
    """Give the weight of what is independent, so that the variance stays 1.

    Args:
        weight: A weight in thousandths, at most 1,000.

    Returns:
        The other weight.
    """
    return isqrt(_ONE * _ONE - weight * weight)


def _weights(profile: Profile) -> tuple[int, int, int]:
    """Give the weights of the unit, of results in behaviour, and the spread of leniency."""
    unit = isqrt(profile.links["mutu_unit"].value * _ONE)
    leniency = profile.measures["kelonggaran"].spread * 10
    return unit, profile.links["hasil_perilaku"].value, leniency


def draw_latent(draws: Draws) -> Latent:
    """Draw the latent numbers of the people of a batch.

    Args:
        draws: Chance for the batch.

    Returns:
        The numbers.
    """
    profile, streams, places = draws.profile, draws.streams, draws.places
    unit_weight, link, spread = _weights(profile)
    of_unit = streams.normal("mutu.unit", places.per_unit("index"))
    own = streams.normal("mutu.pegawai", places.people)
    quality = mixed((unit_weight, of_unit), (rest_of(unit_weight), own))
    other = streams.normal("perilaku", places.people)
    behaviour = mixed((link, quality), (rest_of(link), other))
    inside = places.appraiser != OUTSIDE
    appraiser = np.where(inside, places.appraiser, places.people)
    drawn = mixed((spread, streams.normal("kelonggaran", appraiser)))
    leniency = np.where(inside, drawn + profile.measures["kelonggaran"].value * 10, 0)
    return Latent(
        quality=quality,
        behaviour=behaviour,
        seen_quality=quality + leniency,
        seen_behaviour=behaviour + leniency,
        parts=(unit_weight, rest_of(unit_weight), spread),
    )


@lru_cache(maxsize=64)
def _sorted(weights: tuple[int, ...]) -> Ints:
    """Give a sorted sample of a weighted sum of independent latent numbers."""
    streams, places = Streams(0), np.arange(_SAMPLE, dtype=np.int64)
    drawn = [streams.normal(f"takaran.{n}", places) for n in range(len(weights))]
    return np.sort(mixed(*zip(weights, drawn, strict=True)))


def cut(numbers: Ints, *, weights: tuple[int, ...], parts: tuple[int, ...]) -> Ints:
    """Cut latent numbers so that the best go to the first word, and each word has its share.

    The edges hold for appraisers whose leniency has a mean of 0; a mean above 0 moves people up.

    Args:
        numbers: The latent numbers, shape ``(n,)``.
        weights: Weight of each word, best first.
        parts: Weights, in thousandths, of the independent numbers that each is a sum of.

    Returns:
        Position of the word of each, shape ``(n,)``.
    """
    sample, total, above = _sorted(parts), sum(weights), 0
    position = np.zeros(len(numbers), dtype=np.int64)
    for weight in weights[:-1]:
        above += weight
        index = (total - above) * _SAMPLE // total
        edge = int(sample[index]) if index < _SAMPLE else int(sample[-1]) + 1
        position += numbers < edge
    return position


def shares_seen(profile: Profile, name: str) -> dict[str, float]:
    """Give the shares of ratings as appraisers see them, whose leniency may have a mean.

    Args:
        profile: The profile.
        name: Name of the shares, such as ``rating_hasil_kerja``.

    Returns:
        The expected share of each word; those of the profile when the mean is 0.
    """
    unit_weight, _, spread = _weights(profile)
    weights = profile.shares[name].weights
    parts = (unit_weight, rest_of(unit_weight), spread)
    shifted = _sorted(parts) + profile.measures["kelonggaran"].value * 10
    position = cut(shifted, weights=tuple(weights.values()), parts=parts)
    counts = np.bincount(position, minlength=len(weights))
    return {word: int(count) / _SAMPLE for word, count in zip(weights, counts, strict=True)}

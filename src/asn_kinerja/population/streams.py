"""Whole numbers that a seed fixes: each column has a stream, each row a place in it.

The generator is Philox 4x64 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11)
as NumPy has it, keyed by the seed and by the name of the stream. A number depends on nothing but
seed, name and place, so neither batches nor other columns change it. NumPy promises the raw words
of its bit generators across releases (NEP 19), not what its distributions make of them; so none of
these is used, and no float occurs.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ints", "Streams", "Words", "mixed"]

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

_HALF = np.uint64(32)
_QUARTER = np.uint64(0xFFFF)
_MEAN, _SPREAD = 131_070, 37_837  # of a sum of four numbers below 2^16


class Streams:
    """All streams of a seed.

    Args:
        seed: From 0, below 2^64.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def raw(self, name: str, start: int, *, count: int) -> Words:
        """Give words of a stream.

        Args:
            name: Name of the stream.
            start: Place of the first word, from 0.
            count: How many.

        Returns:
            Words of 64 bits, shape ``(count,)``.
        """
        number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
        source = np.random.Philox(key=(number << 64) | self._seed)
        source.advance(start // 4)
        skipped = start % 4
        return source.random_raw(count + skipped)[skipped:]

    def at(self, name: str, places: Ints) -> Words:
        """Give the words at some places that lie near each other.

        Args:
            name: Name of the stream.
            places: The places, shape ``(n,)``; what lies between them is drawn too.

        Returns:
            The words, shape ``(n,)``.
        """
        if not len(places):
            return np.empty(0, dtype=np.uint64)
        low, high = int(places.min()), int(places.max())
        return self.raw(name, low, count=high - low + 1)[places - low]

    def below(self, name: str, places: Ints, *, bound: int) -> Ints:
        """Draw whole numbers from 0, all equally likely.

        Args:
            name: Name of the stream.
            places: The places, shape ``(n,)``.
            bound: What they stay below, at most 2^31.

        Returns:
            The numbers, shape ``(n,)``.
        """
        words = self.at(name, places)
        return (((words >> _HALF) * np.uint64(bound)) >> _HALF).astype(np.int64)

    def pick(self, name: str, places: Ints, *, weights: Sequence[int]) -> Ints:
        """Draw positions in a list, each as likely as its weight.

        Args:
            name: Name of the stream.
            places: The places, shape ``(n,)``.
            weights: Whole numbers from 0 with a sum below 2^31.

        Returns:
            The positions, shape ``(n,)``.
        """
        ends = np.cumsum(np.asarray(weights, dtype=np.int64))
        drawn = self.below(name, places, bound=int(ends[-1]))
        return np.searchsorted(ends, drawn, side="right").astype(np.int64)

    def normal(self, name: str, places: Ints) -> Ints:
        """Draw nearly normal numbers: sums of four uniform ones, so within 3.46 deviations.

        Args:
            name: Name of the stream.
            places: The places, shape ``(n,)``.

        Returns:
            Whole thousandths of a standard deviation, shape ``(n,)``.
        """
        words = self.at(name, places)
        parts = [(words >> np.uint64(shift)) & _QUARTER for shift in (0, 16, 32, 48)]
        summed = (parts[0] + parts[1] + parts[2] + parts[3]).astype(np.int64)
        thousandths: Ints = (summed - _MEAN) * 1000 // _SPREAD
        return thousandths


def mixed(*parts: tuple[int, Ints]) -> Ints:
    """Add latent numbers with weights.

    Args:
        parts: Weight in thousandths, and the numbers, shape ``(n,)``.

    Returns:
        The sum in the step of the numbers, shape ``(n,)``.
    """
    summed = sum(weight * numbers for weight, numbers in parts)
    return np.asarray(summed, dtype=np.int64) // 1000

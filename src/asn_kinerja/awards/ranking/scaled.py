"""What methods on a scale share: the id that names the scale, and the laws that follow from it."""

from typing import ClassVar

import attrs

from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.awards.ranking.scaling import Scaling

__all__ = ["ScaledMethod", "laws_on"]


def laws_on(scaling: Scaling) -> frozenset[RankingLaw]:
    """Give the laws of a method that only adds to what its scale promises.

    Args:
        scaling: The scale.

    Returns:
        All three on the published anchors; without the first on a scale made of the pool.
    """
    relative = frozenset({RankingLaw.MONOTONE, RankingLaw.UNIT_FREE})
    return frozenset(RankingLaw) if scaling is Scaling.ANCHORS else relative


@attrs.frozen
class ScaledMethod:
    """A method that may run on any scale.

    Args:
        scaling: The scale.
    """

    word: ClassVar[str]

    scaling: Scaling = Scaling.ANCHORS

    @property
    def id(self) -> str:
        """The word of the method, with the scale behind a point where it is made of the pool."""
        return self.word if self.scaling is Scaling.ANCHORS else f"{self.word}.{self.scaling}"

    @property
    def laws(self) -> frozenset[RankingLaw]:
        """Those of the scale."""
        return laws_on(self.scaling)

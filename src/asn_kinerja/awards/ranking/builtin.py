"""The ranking methods that come with the package."""

from importlib.util import find_spec

from asn_kinerja.awards.methods import RankingMethod
from asn_kinerja.awards.ranking.additive import Moora, SimpleAdditiveWeighting
from asn_kinerja.awards.ranking.ideal import Topsis
from asn_kinerja.awards.ranking.outside import OUTSIDE, OutsideMethod
from asn_kinerja.awards.ranking.product import WeightedProduct
from asn_kinerja.awards.ranking.profile import ProfileMatching
from asn_kinerja.awards.ranking.scaling import Scaling

__all__ = ["builtin_methods"]


def builtin_methods() -> tuple[RankingMethod, ...]:
    """List the methods: on the anchors first, then pool-relative, then those of pymcdm.

    Returns:
        The methods; those of pymcdm only where it is installed.
    """
    products = (scaling for scaling in Scaling if scaling is not Scaling.VECTOR)
    return (
        *(SimpleAdditiveWeighting(scaling) for scaling in Scaling),
        *(WeightedProduct(scaling) for scaling in products),
        *(Topsis(scaling) for scaling in Scaling),
        Moora(),
        ProfileMatching(),
        *(OutsideMethod(name) for name in OUTSIDE if find_spec("pymcdm") is not None),
    )

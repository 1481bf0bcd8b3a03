"""Every ranking method that comes with the package keeps the laws it declares."""

import pytest

from asn_kinerja.awards.ranking.builtin import builtin_methods
from asn_kinerja.testing import RankingSuite

METHODS = {method.id: method for method in builtin_methods() if "pymcdm" not in method.id}


class TestBuiltInMethods(RankingSuite):
    @pytest.fixture(params=METHODS)
    def method(self, request):
        """Each in turn."""
        return METHODS[request.param]

"""Errors are values: they are compared, copied, and come back whole from other processes."""

import copy
import pickle

import pytest

from asn_kinerja import errors
from asn_kinerja.errors import AsnKinerjaError, Problem, RuleName

PROBLEM = Problem(
    "required",
    "orang[3].nip",
    value="x",
    rule=RuleName("PP 11/2017 Pasal 203", "PP 11/2017 art. 203"),
    cure="nip",
    excerpt="1 | nip",
)
CLASSES = [
    found
    for found in vars(errors).values()
    if isinstance(found, type) and issubclass(found, AsnKinerjaError)
]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))],  # noqa: S301 - our own
    ids=["copy", "deepcopy", "pickle"],
)
def test_an_error_comes_back_whole(kind, again):
    """A pool of processes raises in the caller what its worker raised, in both languages."""
    error = kind(PROBLEM, Problem("duplicate", "orang[4].nip"))
    found = again(error)
    assert type(found) is kind
    assert found.problems == error.problems
    assert [found.render(lang) for lang in ("id", "en")] == [
        error.render(lang) for lang in ("id", "en")
    ]


def test_a_problem_does_not_change():
    """What was found stays as it was found."""
    with pytest.raises(AttributeError, match="immutable"):
        PROBLEM.code = "duplicate"

"""Each law of the ranking suite is broken by a method made for it, and the suite says so."""

from fractions import Fraction

import attrs
import pytest

from asn_kinerja.awards.methods import RankingLaw
from asn_kinerja.awards.ranking.additive import SimpleAdditiveWeighting
from asn_kinerja.awards.ranking.scaling import Scaling
from asn_kinerja.testing import RankingSuite

HONEST = SimpleAdditiveWeighting()
_TRIES = 10
LAWS = sorted(name for name in dir(RankingSuite) if name.startswith("test_"))


@attrs.frozen
class Liar:
    """A method that scores as told and declares what it likes."""

    tell: object
    laws: frozenset[RankingLaw] = frozenset()
    id: str = "liar"

    def score(self, values, *, criteria):
        """Score as told."""
        return self.tell(values, criteria)


def _one_short(values, criteria):
    return HONEST.score(values, criteria=criteria)[1:]


def _first_come(values, criteria):
    scores = HONEST.score(values, criteria=criteria)
    return tuple(score - place for place, score in enumerate(scores))


def _twins_apart(values, criteria):
    """The order of rows is kept out, equal rows are not."""
    scores = HONEST.score(values, criteria=criteria)
    seen = []
    found = []
    for row, score in zip(values, scores, strict=True):
        found.append(score + Fraction(seen.count(row), 1000))
        seen.append(row)
    return tuple(found)


def _of_the_pool(values, criteria):
    return SimpleAdditiveWeighting(Scaling.MINMAX).score(values, criteria=criteria)


def _upside_down(values, criteria):
    return tuple(-score for score in HONEST.score(values, criteria=criteria))


def _raw(values, criteria):
    del criteria
    return tuple(Fraction(sum(row)) for row in values)


LIARS = {
    "test_there_is_one_score_a_row": (
        Liar(_one_short),
        {"test_equal_rows_tie", "test_the_order_of_rows_is_irrelevant"},
    ),
    "test_the_order_of_rows_is_irrelevant": (Liar(_first_come), {"test_equal_rows_tie"}),
    "test_equal_rows_tie": (Liar(_twins_apart), {"test_the_order_of_rows_is_irrelevant"}),
    "test_nobody_else_matters": (
        Liar(_of_the_pool, frozenset({RankingLaw.POOL_FREE})),
        set(),
    ),
    "test_the_dominated_never_lead": (
        Liar(_upside_down, frozenset({RankingLaw.MONOTONE})),
        set(),
    ),
    "test_the_unit_is_irrelevant": (Liar(_raw, frozenset({RankingLaw.UNIT_FREE})), set()),
}


def test_every_law_has_its_liar():
    """A new law without a liar is noticed."""
    assert sorted(LIARS) == LAWS


@pytest.mark.parametrize("law", LAWS)
def test_a_liar_fails_its_law_and_the_named_others(law):
    """It fails what it was made to break, and beside it only what it cannot help breaking."""
    liar, others = LIARS[law]
    failed = set()
    for _ in range(_TRIES):  # what Hypothesis draws is another matrix each time
        for name in LAWS:
            try:
                getattr(RankingSuite(), name)(method=liar)
            except (AssertionError, IndexError):
                failed.add(name)
        if failed >= {law, *others}:
            break
    assert failed == {law, *others}

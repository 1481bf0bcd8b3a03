"""Each kind of people takes its share first; PPPK who lack the same share one number."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import NeedKind, TrainingNeed
from asn_kinerja.training.compact import Compact
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.pricing import rank_by_price
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.queues import Shares, place_queues, queues_by_worth
from asn_kinerja.training.seating import Seating


@pytest.fixture
def compact(year, course, session):
    """Four who lack c1: two PNS, a PPPK with a small need and one of worse predicate with more."""
    people = (("a", False, 0, 2), ("b", False, 0, 2), ("c", True, 1, 1), ("d", True, 3, 2))
    return Compact(
        TrainingProblem(
            id="2025",
            period=year,
            needs=tuple(
                TrainingNeed(
                    id=name, employee_id=name, unit_id="u1", period=year,
                    kind=NeedKind.PELATIHAN, reason="gap", competency_id="c1", required=3,
                    current=3 - levels, priority=Decimal(levels),
                )
                for name, _, _, levels in people
            ),
            learners=tuple(
                Learner(
                    employee_id=name, unit_id="u1", position_class=PositionClass.PELAKSANA,
                    is_contract=is_contract, standing=standing,
                    on_duty=(Span(date(2025, 1, 1)),),
                )
                for name, is_contract, standing, _ in people
            ),
            courses=(course,),
            sessions=(attrs.evolve(session, seats=10),),
        )
    )  # fmt: skip


def test_a_kind_stops_at_its_share_and_contract_staff_go_by_predicate(compact):
    """One of two equal PNS is served; the one share of the PPPK goes to the better predicate."""
    seating = Seating(compact)
    kinds = [compact.kind_of[person] for person in (0, 2, 3)]
    wanted = [(0,)] * len(compact.kinds)
    wanted[kinds[0]], wanted[kinds[2]] = (1,), (1,)
    queues = queues_by_worth(compact, rank_by_price(compact, cancelled=0))
    place_queues(seating, queues, shares=Shares(seating, wanted))
    assert seating.people[0] == {0, 2}
    place_queues(seating, queues)
    assert seating.people[0] == {0, 1, 2, 3}


def test_what_is_wanted_is_about_what_there_is(compact):
    """With room for everybody all are wanted."""
    ranking = rank_by_price(compact, cancelled=0)
    assert sum(sum(row) for row in ranking.wanted) == 4

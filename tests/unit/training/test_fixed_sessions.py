"""Sessions where the office sends somebody stay open while money is priced."""

from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.training import ChoiceKind, NeedKind, TrainingChoice, TrainingNeed
from asn_kinerja.training import greedy
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.pricing import rank_by_price
from asn_kinerja.training.problem import TrainingProblem


def test_money_is_priced_with_the_sessions_that_the_office_fixed(
    year, course, session, monkeypatch
):
    """Of two sessions too small for anybody only the one without a choice is closed."""
    closed = []

    def price(compact, *, cancelled):
        closed.append([compact.sessions[run].id for run in bits(cancelled)])
        return rank_by_price(compact, cancelled=cancelled)

    monkeypatch.setattr(greedy, "rank_by_price", price)
    small = attrs.evolve(session, minimum_size=5)
    compact = Compact(
        TrainingProblem(
            id="2025",
            period=year,
            needs=(
                TrainingNeed(
                    id="n", employee_id="ani", unit_id="u1", period=year,
                    kind=NeedKind.PELATIHAN, reason="gap", competency_id="c1", required=3,
                    current=1, priority=Decimal(2),
                ),
            ),
            learners=(
                Learner(
                    employee_id="ani", unit_id="u1", position_class=PositionClass.PELAKSANA,
                    on_duty=(Span(date(2025, 1, 1)),),
                ),
            ),
            courses=(course,),
            sessions=(small, attrs.evolve(small, id="s2")),
            choices=(
                TrainingChoice(
                    id="t", period=year, employee_id="ani", session_id="s1",
                    kind=ChoiceKind.IKUT,
                ),
            ),
        )
    )  # fmt: skip
    seating = greedy.seat_greedily(compact)
    assert [compact.sessions[run].id for run in bits(compact.kept)] == ["s1"]
    assert seating.people[compact.session_at["s1"]] == {0}
    assert closed
    assert all(names == ["s2"] for names in closed)

"""Sessions to which the office sends somebody take place, and what must come before them."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import ChoiceKind, NeedKind, TrainingChoice, TrainingNeed
from asn_kinerja.training import greedy
from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.learners import Learner, Span
from asn_kinerja.training.pricing import rank_by_price
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.seating import Seating
from asn_kinerja.training.sizing import close_hopeless
from asn_kinerja.training.verify import find_faults


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
    assert [compact.sessions[run].id for run in bits(seating.kept)] == ["s1"]
    assert seating.people[compact.session_at["s1"]] == {0}
    assert closed
    assert all(names == ["s2"] for names in closed)


@pytest.mark.parametrize("optimiser", [greedy.GreedyOptimiser(), ExactOptimiser()])
def test_who_is_sent_to_a_course_attends_what_must_come_before(optimiser, year, course, session):
    """Nobody needs either course: the run that takes place with one person alone prepares."""
    early = attrs.evolve(
        session, id="s0", valid_from=date(2025, 3, 3), valid_until=date(2025, 3, 5), minimum_size=2
    )
    problem = TrainingProblem(
        id="2025",
        period=year,
        needs=(),
        learners=tuple(
            Learner(
                employee_id=name, unit_id="u1", position_class=PositionClass.PELAKSANA,
                on_duty=(Span(date(2025, 1, 1)),),
            )
            for name in ("ani", "budi")
        ),
        courses=(course, attrs.evolve(course, id="lanjut", prerequisites=(course.id,))),
        sessions=(
            early,
            attrs.evolve(early, id="s1", minimum_size=1, valid_from=date(2025, 4, 7),
                         valid_until=date(2025, 4, 9)),
            attrs.evolve(session, id="s2", course_id="lanjut"),
        ),
        choices=(
            TrainingChoice(
                id="t", period=year, employee_id="ani", session_id="s2", kind=ChoiceKind.IKUT,
            ),
        ),
    )  # fmt: skip
    plan = optimiser.plan(problem)
    assert find_faults(problem, plan) == []
    assert [(row.employee_id, row.session_id) for row in plan.placements] == [
        ("ani", "s1"),
        ("ani", "s2"),
    ]


def test_a_choice_for_another_year_than_its_session_is_told(year, course, session):
    """It would bind nobody, as the year before is decided and this year does not know it."""
    with pytest.raises(InvalidInput) as told:
        TrainingProblem(
            id="2025",
            period=year,
            needs=(),
            learners=(
                Learner(
                    employee_id="ani", unit_id="u1", position_class=PositionClass.PELAKSANA,
                    on_duty=(Span(date(2025, 1, 1)),),
                ),
            ),
            courses=(course,),
            sessions=(session,),
            choices=(
                TrainingChoice(
                    id="t", period=Period("2024"), employee_id="ani", session_id="s1",
                    kind=ChoiceKind.IKUT,
                ),
            ),
        )  # fmt: skip
    assert told.value.render() == (
        "TrainingChoice[t].period: the choice is for 2024, but its session begins in 2025."
        " Write 2025, or name a session of 2024."
    )


def test_a_session_too_large_for_who_could_attend_stays_closed(year, course, session):
    """One person cannot fill two seats, also where the office sends the person elsewhere."""
    learner = Learner(
        employee_id="ani", unit_id="u1", position_class=PositionClass.PELAKSANA,
        on_duty=(Span(date(2025, 1, 1)),),
    )  # fmt: skip
    need = TrainingNeed(
        id="n", employee_id="ani", unit_id="u1", period=year, kind=NeedKind.PELATIHAN,
        reason="gap", competency_id="c1", required=3, current=1, priority=Decimal(2),
    )  # fmt: skip
    other = attrs.evolve(course, id="lain", competency_id=None, level=None)
    choice = TrainingChoice(
        id="t", period=year, employee_id="ani", session_id="s2", kind=ChoiceKind.IKUT
    )
    for choices in ((), (choice,)):
        seating = Seating(
            Compact(
                TrainingProblem(
                    id="2025", period=year, needs=(need,), learners=(learner,),
                    courses=(course, other), choices=choices,
                    sessions=(
                        attrs.evolve(session, minimum_size=2),
                        attrs.evolve(session, id="s2", course_id="lain", minimum_size=1),
                    ),
                )
            )
        )  # fmt: skip
        close_hopeless(seating)
        assert [run for run in bits(seating.cancelled) if run == 0] == [0]

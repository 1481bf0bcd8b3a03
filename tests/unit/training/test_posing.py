"""The problem of a year, made out of the records of an office."""

from datetime import date

import attrs

from asn_kinerja.legal.terms import DutyCondition, PositionClass, PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.records.training import (
    ChoiceKind,
    Enrolment,
    GuidanceKind,
    GuidanceProvider,
    Holiday,
    TrainingChoice,
)
from asn_kinerja.training.greedy import GreedyOptimiser
from asn_kinerja.training.learners import Span
from asn_kinerja.training.needs import find_needs
from asn_kinerja.training.posing import PlanLimits, pose_problem, spans_on_duty


def test_a_problem_is_posed_from_records(facts, year, rules):
    """People, levels, predicate, leave and hours come from the office's records."""
    held = facts.assignments[0]
    leave = attrs.evolve(
        held,
        id="z",
        valid_from=date(2025, 6, 1),
        valid_until=date(2025, 8, 1),
        condition=DutyCondition.TUGAS_BELAJAR,
    )
    back = attrs.evolve(held, id="y", valid_from=date(2025, 8, 1))
    appraisal = Appraisal(
        id="x",
        employee_id="budi",
        assignment_id="a-budi",
        unit_id="u1",
        period=year,
        outcome=AppraisalOutcome.DINILAI,
        predicate=PredikatKinerja.BAIK,
    )
    done = Enrolment(
        id="e", session_id="s1", employee_id="ani", attended=2, meetings=2,
        completed_on=date(2025, 5, 6),
    )  # fmt: skip
    known = attrs.evolve(
        facts,
        assignments=(
            attrs.evolve(held, valid_until=date(2025, 6, 1)), leave, back, facts.assignments[1]
        ),
        appraisals=(appraisal,),
        enrolments=(done,),
    )  # fmt: skip
    problem = pose_problem(
        year,
        needs=find_needs(year, facts=known),
        facts=known,
        rules=rules,
        limits=PlanLimits(away=2),
    )
    ani, budi = problem.learners
    assert ani.on_duty == (Span(date(2005, 1, 1), date(2025, 6, 1)), Span(date(2025, 8, 1)))
    assert (ani.levels, ani.completed) == ({"c1": 1}, {"srikandi": date(2025, 5, 6)})
    assert (budi.is_contract, budi.standing, ani.standing) == (True, 1, 5)
    assert [window.ceiling for window in budi.windows] == [24, 24, 24]
    plan = GreedyOptimiser().plan(problem)
    assert plan.placements[0].employee_id == "ani"
    assert plan.unmet == ()


def test_days_of_leave_interrupt_those_on_duty(facts):
    """Consecutive posts join into one span; a day in no post is no day on duty."""
    first = facts.assignments[0]
    joined = (
        attrs.evolve(first, valid_until=date(2025, 7, 1)),
        attrs.evolve(first, id="b", valid_from=date(2025, 7, 1), valid_until=date(2025, 9, 1)),
        attrs.evolve(first, id="c", valid_from=date(2025, 10, 1)),
    )
    assert spans_on_duty(joined) == (
        Span(date(2005, 1, 1), date(2025, 9, 1)),
        Span(date(2025, 10, 1)),
    )
    assert spans_on_duty(()) == ()


def test_choices_guides_and_limits_of_the_office_reach_the_problem(facts, year, rules):
    """Choices of other years do not; what the office sets stands in the problem."""
    guide = GuidanceProvider(id="m1", name="M", kind=GuidanceKind.MENTOR, field="x", load=2)
    choice = TrainingChoice(
        id="t1", period=year, employee_id="budi", session_id="s1", kind=ChoiceKind.IKUT
    )
    before = attrs.evolve(
        facts.sessions[0], id="s0", valid_from=date(2024, 5, 6), valid_until=date(2024, 5, 8)
    )
    known = attrs.evolve(
        facts,
        guides=(guide,),
        choices=(choice, attrs.evolve(choice, id="t0", period=Period("2024"), session_id="s0")),
        sessions=(before, attrs.evolve(facts.sessions[0], guide_id="m1")),
    )
    day = Holiday(day=date(2025, 12, 25), name="Hari Raya Natal")
    limits = PlanLimits(away=2, courses=1, floor=1, holidays=(day,))
    problem = pose_problem(
        year, needs=find_needs(year, facts=known), facts=known, rules=rules, limits=limits
    )
    assert (problem.away_limit, problem.course_limit, problem.unit_floor) == (2, 1, 1)
    assert (problem.choices, problem.guides, problem.holidays) == ((choice,), (guide,), (day,))
    plan = GreedyOptimiser().plan(problem)
    assert {(item.employee_id, item.session_id) for item in plan.placements} == {
        ("ani", "s1"),
        ("budi", "s1"),
    }


def test_leadership_training_is_for_the_post_held_or_to_be_held(facts, year, rules):
    """Who is to lead a section from next March may prepare for it now; a colleague may not."""
    leads = Position(id="kasi", name="Kasi", unit_id="u1", position_class=PositionClass.PENGAWAS)
    held = facts.assignments[0]
    coming = attrs.evolve(held, id="next", position_id="kasi", valid_from=date(2026, 3, 1))
    known = attrs.evolve(
        facts,
        positions=(*facts.positions, leads),
        assignments=(attrs.evolve(held, valid_until=date(2026, 3, 1)), coming,
                     facts.assignments[1]),
    )  # fmt: skip
    problem = pose_problem(year, needs=(), facts=known, rules=rules)
    ani, budi = problem.learners
    course = attrs.evolve(facts.courses[0], for_classes=(PositionClass.PENGAWAS,))
    assert (ani.is_meant(course), budi.is_meant(course)) == (True, False)
    late = attrs.evolve(coming, valid_from=date(2027, 1, 1))
    known = attrs.evolve(known, assignments=(held, late, facts.assignments[1]))
    assert not pose_problem(year, needs=(), facts=known, rules=rules).learners[0].is_meant(course)

"""The greedy planner on problems small enough to see through."""

from datetime import date
from decimal import Decimal

import attrs
import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.training import (
    ChoiceKind,
    Course,
    Fund,
    GuidanceKind,
    GuidanceProvider,
    Holiday,
    NeedKind,
    PlanState,
    Session,
    TrainingChoice,
    TrainingNeed,
)
from asn_kinerja.training.greedy import GreedyOptimiser
from asn_kinerja.training.learners import HoursWindow, Learner, Span
from asn_kinerja.training.placing import serving_order
from asn_kinerja.training.problem import TrainingProblem
from asn_kinerja.training.verify import find_faults
from asn_kinerja.training.wording import CONSTRAINTS, say_constraint

START = date(2025, 1, 1)


@pytest.fixture
def need(year):
    """Make a need of one person."""

    def make(person, weight=1, *, competency="c1"):
        return TrainingNeed(
            id=f"{person}/{competency}",
            employee_id=person,
            unit_id="u",
            period=year,
            kind=NeedKind.PELATIHAN,
            reason="gap",
            competency_id=competency,
            required=3,
            current=2,
            priority=Decimal(weight),
        )

    return make


def _learner(person, **changes):
    fields = {
        "employee_id": person,
        "unit_id": "u",
        "position_class": PositionClass.PELAKSANA,
        "on_duty": (Span(START),),
    }
    return Learner(**fields | changes)


def _course(name="k1", **changes):
    fields = {
        "id": name,
        "name": name,
        "provider": "BKPSDM",
        "path": TrainingPath.KLASIKAL,
        "credit_hours": 10,
        "competency_id": "c1",
        "level": 3,
    }
    return Course(**fields | changes)


def _session(name="s1", course="k1", day=10, **changes):
    fields = {
        "id": name,
        "course_id": course,
        "valid_from": date(2025, 3, day),
        "valid_until": date(2025, 3, day + 2),
        "seats": 1,
    }
    return Session(**fields | changes)


@pytest.fixture
def solve(year):
    """Plan for people and needs, with one course and one session unless told otherwise."""

    def plan(needs, learners, **changes):
        fields = {
            "id": "2025",
            "period": year,
            "needs": tuple(needs),
            "learners": tuple(learners),
            "courses": (_course(),),
            "sessions": (_session(),),
        }
        problem = TrainingProblem(**fields | changes)
        found = GreedyOptimiser().plan(problem)
        assert find_faults(problem, found) == []
        return found

    return plan


def _seats(plan):
    return {(item.employee_id, item.session_id) for item in plan.placements}


def _reasons(plan):
    return {item.need_id: item.constraints for item in plan.unmet}


def test_the_more_pressing_need_takes_the_seat(need, solve):
    """The other one is told that the seats are full."""
    plan = solve([need("a", 1), need("b", 2)], [_learner("a"), _learner("b")])
    assert _seats(plan) == {("b", "s1")}
    assert _reasons(plan) == {"a/c1": ("seats:s1",)}
    assert (plan.value, plan.bound, plan.state) == (2, "heuristic", PlanState.USULAN)


def test_among_contract_staff_the_better_predicate_takes_the_seat(need, solve):
    """Even where the other one's gap weighs more; a civil servant goes by priority."""
    people = [
        _learner("a", is_contract=True, standing=3),
        _learner("b", is_contract=True, standing=1),
    ]
    assert _seats(solve([need("a", 2), need("b", 1)], people)) == {("b", "s1")}
    mixed = [_learner("a", standing=3), people[1]]
    assert _seats(solve([need("a", 2), need("b", 1)], mixed)) == {("a", "s1")}


def test_equal_needs_go_by_predicate_then_id(need, year):
    """The order of serving is the same whatever the rows' order."""
    problem = TrainingProblem(
        id="2025",
        period=year,
        needs=(need("c"), need("b"), need("a")),
        learners=(_learner("a", standing=2), _learner("b"), _learner("c")),
        courses=(),
        sessions=(),
    )
    assert [item.employee_id for item in serving_order(problem)] == ["b", "c", "a"]


REASONS = {
    "seats": ({"sessions": (_session(),)}, {}, ("seats:s1",)),
    "class": (
        {"courses": (_course(for_classes=(PositionClass.PENGAWAS,)),)},
        {},
        ("class:s1",),
    ),
    "prerequisite": ({"courses": (_course(prerequisites=("k0",)),)}, {}, ("prerequisite:k0",)),
    "minimum": ({"sessions": (_session(seats=9, minimum_size=4),)}, {}, ("minimum:s1",)),
    "fund": (
        {
            "sessions": (_session(seats=9, cost=100, fund_id="apbd"),),
            "funds": (Fund(id="apbd", name="APBD", ceiling=150),),
        },
        {},
        ("fund:apbd",),
    ),
    "load": (
        {
            "sessions": (_session(seats=9, guide_id="m1"),),
            "guides": (
                GuidanceProvider(id="m1", name="M", kind=GuidanceKind.MENTOR, field="x", load=1),
            ),
        },
        {},
        ("load:m1",),
    ),
    "holiday": (
        {"sessions": (_session(seats=9),), "holidays": (Holiday(day=date(2025, 3, 10)),)},
        {},
        ("holiday:s1",),
    ),
    "away": ({"sessions": (_session(seats=9),), "away_limit": 1}, {}, ("away:s1",)),
    "on_leave": ({"sessions": (_session(seats=9),)}, {"on_duty": (Span(date(2025, 3, 11)),)},
                 ("on_leave",)),
    "ceiling": (
        {"sessions": (_session(seats=9),)},
        {"windows": (HoursWindow(span=Span(START), used=15, ceiling=24),)},
        ("ceiling_jp",),
    ),
    "no_offer": ({"courses": (_course(level=2),)}, {}, ("no_offer",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", REASONS)
def test_an_unmet_need_names_what_stands_in_the_way(need, solve, kind):
    """Each limit has its code; the person with the lower priority runs into it."""
    changes, of_person, expected = REASONS[kind]
    people = [_learner("a"), _learner("b", **of_person)]
    plan = solve([need("a", 2), need("b", 1)], people, **changes)
    assert _reasons(plan)["b/c1"] == expected


def test_two_sessions_at_one_time_clash(need, solve):
    """The second need of a person is told which session it clashes with."""
    courses = (_course(), _course("k2", competency_id="c2"))
    sessions = (_session(seats=5), _session("s2", "k2", day=11, seats=5))
    plan = solve(
        [need("a", 2), need("a", competency="c2")], [_learner("a")],
        courses=courses, sessions=sessions,
    )  # fmt: skip
    assert _reasons(plan) == {"a/c2": ("clash:s1",)}


def test_the_nearest_offer_gives_the_reason(need, solve):
    """Of a full session and one both full and too dear, the first is nearer."""
    sessions = (_session(), _session("s0", day=20, cost=100, fund_id="apbd"))
    plan = solve(
        [need("a", 3), need("b", 1)], [_learner("a"), _learner("b")],
        sessions=sessions, funds=(Fund(id="apbd", name="APBD", ceiling=50),),
    )  # fmt: skip
    assert len(_reasons(plan)["b/c1"]) == 1


def test_a_session_too_small_is_cancelled_and_its_people_go_elsewhere(need, solve):
    """Three sessions for two people: only what takes place is planned."""
    sessions = (
        _session("s1", seats=9, minimum_size=3),
        _session("s2", day=20, seats=9, minimum_size=2),
    )
    plan = solve([need("a"), need("b")], [_learner("a"), _learner("b")], sessions=sessions)
    assert _seats(plan) == {("a", "s2"), ("b", "s2")}
    assert plan.cancelled == ("s1",)
    assert plan.unmet == ()


def test_a_holder_moves_to_let_another_in(need, solve):
    """The seat goes to who has no other chance, when the holder has one."""
    sessions = (_session("s1"), _session("s2", day=20, cost=1, fund_id="apbd"))
    late = _learner("b", on_duty=(Span(START, date(2025, 3, 15)),))
    plan = solve(
        [need("a", 2), need("b", 1)], [_learner("a"), late],
        sessions=sessions, funds=(Fund(id="apbd", name="APBD"),),
    )  # fmt: skip
    assert _seats(plan) == {("a", "s2"), ("b", "s1")}


def test_hours_of_duty_fill_seats_that_remain(need, solve):
    """Who lacks hours goes where there is room, free of charge first, until the duty is met."""
    window = HoursWindow(span=Span(START, date(2026, 1, 1)), used=5, duty=20)
    courses = (_course(), _course("k2", competency_id=None, level=None), _course("k3"))
    sessions = (
        _session(seats=2, cost=10, fund_id="apbd"),
        _session("s2", "k2", day=20, seats=2),
        _session("s3", "k3", day=25, seats=2),
    )
    plan = solve(
        [need("a")], [_learner("a"), _learner("z", windows=(window,))],
        courses=courses, sessions=sessions, funds=(Fund(id="apbd", name="APBD"),),
    )  # fmt: skip
    mine = {item.session_id: item.need_ids for item in plan.placements if item.employee_id == "z"}
    assert mine == {"s2": (), "s3": ()}


def test_learning_outside_a_class_takes_nobody_away(need, solve):
    """The limit of people away counts classes only."""
    courses = (_course(path=TrainingPath.NONKLASIKAL),)
    plan = solve(
        [need("a"), need("b")], [_learner("a"), _learner("b")],
        courses=courses, sessions=(_session(seats=5),), away_limit=1,
    )  # fmt: skip
    assert len(plan.placements) == 2


def test_a_problem_names_all_that_is_missing(need, solve):
    """Unknown courses, funds and people are one error."""
    with pytest.raises(InvalidInput) as caught:
        solve(
            [need("a"), need("x")],
            [_learner("a")],
            sessions=(_session(course="?", cost=5, fund_id="?"),),
        )
    assert [problem.place for problem in caught.value.problems] == [
        "Session[s1].course_id",
        "Session[s1].fund_id",
        "needs[1].employee_id",
    ]


def test_a_bad_plan_is_found_out(need, year):
    """A full class, an unknown person, a small class and an untold need are named."""
    problem = TrainingProblem(
        id="2025",
        period=year,
        needs=(need("a"), need("b")),
        learners=(_learner("a"), _learner("b")),
        courses=(_course(),),
        sessions=(_session(), _session("s2", day=20, seats=3, minimum_size=3)),
    )
    good = GreedyOptimiser().plan(problem)
    (held,) = good.placements
    bad = attrs.evolve(
        good,
        placements=(
            held,
            attrs.evolve(held, employee_id="b", need_ids=()),
            attrs.evolve(held, employee_id="nobody", need_ids=()),
            attrs.evolve(held, session_id="s2", need_ids=()),
            attrs.evolve(held, session_id="nowhere", need_ids=()),
        ),
        unmet=(),
    )
    found = [(item.code, item.place, item.value) for item in find_faults(problem, bad)]
    assert found == [
        ("plan_breaks", "placements[1]", "seats:s1"),
        ("no_record", "placements[2].employee_id", ""),
        ("plan_breaks", "placements[3]", "twice:s1"),
        ("no_record", "placements[4].session_id", ""),
        ("plan_breaks", "placements", "minimum:s2"),
        ("plan_breaks", "needs[1]", "once"),
    ]


def test_every_constraint_has_a_text():
    """Both languages say each code, with the printed name where it is known."""
    codes = [code for _, _, expected in REASONS.values() for code in expected]
    assert {code.partition(":")[0] for code in codes} < set(CONSTRAINTS)
    for kind in CONSTRAINTS:
        assert say_constraint(f"{kind}:x") != say_constraint(f"{kind}:x", "en")
    assert say_constraint("seats:s1", names={"s1": "Srikandi"}) == "Kursi Srikandi sudah penuh."
    assert say_constraint("clash:s9", "en") == "It is at the same time as s9."


def test_a_cancelled_session_is_held_when_holders_move_there(need, solve):
    """Three fit into the first session and one is left over: two and two are better."""
    sessions = (
        _session("s1", seats=3, minimum_size=2),
        _session("s2", day=20, seats=4, minimum_size=2),
    )
    names = "abcd"
    plan = solve([need(name) for name in names], [_learner(name) for name in names],
                 sessions=sessions)  # fmt: skip
    assert (plan.unmet, plan.cancelled) == ((), ())
    assert {item.session_id for item in plan.placements} == {"s1", "s2"}


def test_a_session_that_serves_more_is_held_instead_of_one_that_was_filled(need, solve):
    """The first session fits three of four; the second needs all four, and serves them."""
    sessions = (
        _session("s1", seats=3, minimum_size=2),
        _session("s2", day=20, seats=4, minimum_size=4),
    )
    names = "abcd"
    plan = solve([need(name) for name in names], [_learner(name) for name in names],
                 sessions=sessions)  # fmt: skip
    assert (plan.unmet, plan.cancelled) == ((), ("s1",))
    assert _seats(plan) == {(name, "s2") for name in names}


def test_a_session_that_nobody_can_fill_stays_cancelled(need, solve, year):
    """Who moved for nothing moves back: one of the four who are needed may not attend."""
    sessions = (
        _session("s1", seats=3, minimum_size=2),
        _session("s2", day=20, seats=4, minimum_size=4),
    )
    names = "abcd"
    kept_away = _choice("t1", "s2", ChoiceKind.TIDAK_IKUT, year=year)
    plan = solve([need(name) for name in names], [_learner(name) for name in names],
                 sessions=sessions, choices=(kept_away,))  # fmt: skip
    assert plan.cancelled == ("s2",)
    assert {item.session_id for item in plan.placements} == {"s1"}
    assert _reasons(plan) == {"d/c1": ("seats:s1",)}


def test_who_pays_less_elsewhere_makes_room_for_another(need, solve):
    """Money for one is enough for two when the first can go where it costs nothing."""
    sessions = (
        _session("s1", seats=2, cost=100, fund_id="apbd"),
        _session("s2", "k2", day=20, seats=1),
    )
    late = _learner("b", on_duty=(Span(START, date(2025, 3, 15)),))
    plan = solve(
        [need("a", 2), need("b", 1)], [_learner("a"), late],
        courses=(_course(), _course("k2", level=4)), sessions=sessions,
        funds=(Fund(id="apbd", name="APBD", ceiling=100),),
    )  # fmt: skip
    assert _seats(plan) == {("a", "s2"), ("b", "s1")}


def test_who_can_go_on_another_day_lets_a_colleague_go(need, solve):
    """One of a unit at a time: the one with a second date moves."""
    courses = (_course(), _course("k2", competency_id="c2"))
    sessions = (
        _session("s1", seats=5), _session("s2", "k2", seats=5),
        _session("s3", day=25, seats=5, cost=1, fund_id="apbd"),
    )  # fmt: skip
    plan = solve(
        [need("a", 2), need("b", competency="c2")], [_learner("a"), _learner("b")],
        courses=courses, sessions=sessions, away_limit=1, funds=(Fund(id="apbd", name="A"),),
    )  # fmt: skip
    assert _seats(plan) == {("a", "s3"), ("b", "s2")}


def _choice(name, session, kind=ChoiceKind.IKUT, *, person="a", year):
    return TrainingChoice(id=name, period=year, employee_id=person, session_id=session, kind=kind)


def _refused(solve, needs, **changes):
    with pytest.raises(InvalidInput) as caught:
        solve(needs, changes.pop("learners", [_learner("a")]), **changes)
    for problem in caught.value.problems:
        assert "{" not in problem.render("id") + problem.render("en")
        assert problem.what("id") != problem.what("en")
    first, *others = caught.value.problems
    assert first.code == "plan_not_found"
    return first, [(item.code, item.place, item.cure) for item in others], others


def test_choices_that_cannot_be_kept_are_told_in_words(need, solve, year):
    """Course and days stand for the code of a session, and what is chosen is named."""
    _, found, told = _refused(
        solve, [need("a")],
        courses=(_course(name="k1"),),
        sessions=(_session("PEL-01-A"), _session("PEL-01-B", day=20)),
        choices=(_choice("t1", "PEL-01-A", year=year), _choice("t2", "PEL-01-B", year=year)),
    )  # fmt: skip
    assert found == [
        ("conflict_assigned", "TrainingChoice[t2]", "k1 (2025-03-20/2025-03-21)"),
        ("conflict_twice", "Session[PEL-01-A].course_id", "k1 (2025-03-10/2025-03-11)"),
    ]
    words = [item.what(lang) for item in told for lang in ("id", "en")]
    assert not [text for text in words if "PEL-01" in text or "twice" in text]


def test_everything_against_a_choice_has_words(need, solve, year):
    """Class, leave, holiday, ceiling, what comes before, and a choice against it."""
    _, found, _ = _refused(
        solve, [need("a")],
        learners=[_learner("a", on_duty=(), windows=(
            HoursWindow(span=Span(START, date(2026, 1, 1)), ceiling=5),
        ))],
        courses=(
            _course(for_classes=(PositionClass.PENGAWAS,), prerequisites=("k0",)),
            _course("k0"), _course("k2"),
        ),
        sessions=(_session(cost=9, fund_id="f", guide_id="g"), _session("s2", "k2")),
        funds=(Fund(id="f", name="APBD", ceiling=1),),
        guides=(GuidanceProvider(id="g", name="Mentor", kind=GuidanceKind.MENTOR, field="x",
                                 load=1),),
        holidays=(Holiday(day=date(2025, 3, 11), name="Nyepi"),),
        away_limit=1, course_limit=1,
        choices=(
            _choice("t0", "s2", year=year), _choice("t1", "s1", year=year),
            _choice("t2", "s1", ChoiceKind.TIDAK_IKUT, year=year),
        ),
    )  # fmt: skip
    codes = {code.removeprefix("conflict_") for code, _, _ in found}
    assert {"assigned", "class", "on_leave", "holiday", "ceiling_jp", "prerequisite", "forbidden",
            "fund", "clash"} <= codes  # fmt: skip
    assert ("conflict_forbidden", "TrainingChoice[t2]", "k1 (2025-03-10/2025-03-11)") in found


def test_a_floor_that_was_not_reached_names_the_unit(need, solve):
    """Two people of one unit, one seat, and both are to be served."""
    _, found, _ = _refused(
        solve, [need("a"), need("b")], learners=[_learner("a"), _learner("b")], unit_floor=2
    )
    assert found == [("conflict_floor", "Unit[u]", "")]


@pytest.mark.parametrize("is_there", [True, False])
def test_the_way_on_names_an_extra_only_where_it_is_missing(need, solve, monkeypatch, is_there):
    """With HiGHS the command is enough."""
    monkeypatch.setattr(
        "asn_kinerja.training.conflict_words.find_spec", lambda _: object() if is_there else None
    )
    first, _, _ = _refused(
        solve, [need("a"), need("b")], learners=[_learner("a"), _learner("b")], unit_floor=2
    )
    for lang in ("id", "en"):
        assert "--optimiser exact" in first.to_do(lang)
        assert ("optimise]" in first.to_do(lang)) is not is_there

"""Laws of training plans, on random small problems."""

from collections import Counter
from decimal import Decimal
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training_optimum import best_value, idle_of
from training_problems import NEW_YEAR, problems, seats_of, violations

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.terms import TrainingPath
from asn_kinerja.training.exact import ExactOptimiser
from asn_kinerja.training.greedy import GreedyOptimiser
from asn_kinerja.training.learners import Span
from asn_kinerja.training.placing import serving_order
from asn_kinerja.training.telling import ReasonTeller
from asn_kinerja.training.verify import find_faults

OPTIMISERS = (GreedyOptimiser(), ExactOptimiser())


def plan_of(optimiser, problem):
    """Give the plan, or what is said when there is none."""
    try:
        return optimiser.plan(problem)
    except InvalidInput as error:
        return [(item.code, item.value) for item in error.problems]


@given(problems(people=6))
@settings(max_examples=150, deadline=None)
def test_the_exact_plan_is_the_best_of_all(problem):
    """Trying everything finds nothing better, nor a plan where the exact optimiser has none."""
    best, plan = best_value(problem), plan_of(ExactOptimiser(), problem)
    if best is None:
        assert plan[0] == ("plan_impossible", str(len(plan) - 1))
        assert {code.partition("_")[0] for code, _ in plan[1:]} == {"conflict"}
        return
    assert violations(problem, seats_of(plan)) == []
    assert find_faults(problem, plan) == []
    assert (plan.value, Decimal(plan.bound)) == (best, best)


@given(problems())
@settings(max_examples=150, deadline=None)
def test_the_heuristic_keeps_to_every_limit_or_says_that_it_found_nothing(problem):
    """Where it has a plan its value is no better than the bound; where none is, it has none."""
    plan, exact = plan_of(GreedyOptimiser(), problem), plan_of(ExactOptimiser(), problem)
    if isinstance(plan, list):
        assert plan[0][0] == "plan_not_found"
        assert {code.partition("_")[0] for code, _ in plan[1:]} == {"conflict"}
        return
    assert violations(problem, seats_of(plan)) == []
    assert find_faults(problem, plan) == []
    assert plan.value <= Decimal(exact.bound)


@pytest.mark.parametrize("nodes", [0, 20_000])
@given(problem=problems())
@settings(max_examples=60, deadline=None)
def test_a_search_that_stops_early_gives_no_less_than_the_heuristic(nodes, problem):
    """Nor does it call a problem impossible that has a plan; its bound holds."""
    rough, best = plan_of(GreedyOptimiser(), problem), plan_of(ExactOptimiser(), problem)
    plan = plan_of(ExactOptimiser(nodes=nodes, bundles=1), problem)
    if isinstance(plan, list):
        assert plan[0][0] == "plan_not_found" or isinstance(best, list)
        assert isinstance(rough, list)
        return
    assert violations(problem, seats_of(plan)) == []
    assert Decimal(plan.bound) >= best.value >= plan.value
    assert isinstance(rough, list) or plan.value >= rough.value


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda item: item.id)
@given(problem=problems())
@settings(max_examples=60, deadline=None)
def test_every_need_is_served_or_explained(optimiser, problem):
    """A need is served by one placement or stands among the unmet with a reason, never both."""
    plan = plan_of(optimiser, problem)
    if isinstance(plan, list):
        return
    served = Counter(need for item in plan.placements for need in item.need_ids)
    unmet = {item.need_id for item in plan.unmet}
    assert set(served) | unmet == {need.id for need in problem.needs}
    assert not set(served) & unmet
    assert set(served.values()) <= {1}
    assert all(item.constraints for item in plan.unmet)
    priorities = {need.id: need.priority for need in problem.needs}
    for item in plan.unmet:
        told = [ReasonTeller(problem, plan, lang=lang).why(item) for lang in ("id", "en")]
        assert told[0] != told[1]
        assert not any("{" in text for text in told)
    assert plan.value == sum((priorities[name] for name in served), Decimal(0))


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda item: item.id)
@given(problem=problems(), chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_nothing(optimiser, problem, chance):
    """The same facts in any order give the same plan, or the same conflict."""
    plan = plan_of(optimiser, problem)
    shuffled = {}
    for name in ("needs", "learners", "courses", "sessions", "funds", "choices", "guides"):
        rows = list(getattr(problem, name))
        chance.shuffle(rows)
        shuffled[name] = tuple(rows)
    assert plan_of(optimiser, attrs.evolve(problem, **shuffled)) == plan


@given(problems())
@settings(max_examples=100, deadline=None)
def test_among_contract_staff_the_better_predicate_goes_first(problem):
    """Of two PPPK who lack the same competency, who has the better predicate is served first."""
    order = serving_order(problem)
    people = {item.employee_id: item for item in problem.learners}
    for competency in ("c1", "c2"):
        standings = [
            people[need.employee_id].standing
            for need in order
            if need.competency_id == competency and people[need.employee_id].is_contract
        ]
        assert standings == sorted(standings)


@given(problems(choices=False, floors=False))
@settings(max_examples=100, deadline=None)
def test_no_contract_staff_of_worse_predicate_holds_the_seat(problem):
    """A PPPK for whom only the seats are full sees nobody worse of the same kind in them."""
    plan = GreedyOptimiser().plan(problem)
    people = {item.employee_id: item for item in problem.learners}
    needs = {item.id: item for item in problem.needs}
    for unmet in plan.unmet:
        kinds = {code.partition(":")[0] for code in unmet.constraints}
        need = needs[unmet.need_id]
        who = people[need.employee_id]
        if kinds != {"seats"} or not who.is_contract:
            continue
        (session_id,) = {code.partition(":")[2] for code in unmet.constraints}
        for item in plan.placements:
            holder = people[item.employee_id]
            same = any(needs[name].competency_id == need.competency_id for name in item.need_ids)
            if item.session_id == session_id and holder.is_contract and same:
                assert holder.standing <= who.standing


def relaxed(problem, *, need, added, codes):
    """Give way on each named constraint by what one need takes in the sessions added."""
    names = {}
    for code in codes:
        kind, _, name = code.partition(":")
        names.setdefault(kind, set()).add(name)

    def of(kind, run):
        return run.id in names.get(kind, ())

    named_courses = {run.course_id for run in added if of("class", run)}
    return attrs.evolve(
        problem,
        sessions=tuple(
            attrs.evolve(
                run,
                seats=run.seats + of("seats", run),
                minimum_size=1 if of("minimum", run) else run.minimum_size,
            )
            for run in problem.sessions
        ),
        courses=tuple(
            attrs.evolve(
                item,
                for_classes=() if item.id in named_courses else item.for_classes,
                prerequisites=tuple(
                    name for name in item.prerequisites if name not in names.get("prerequisite", ())
                ),
                path=TrainingPath.NONKLASIKAL
                if any(of("away", run) or of("holiday", run) for run in added)
                and item.id in {run.course_id for run in added}
                else item.path,
            )
            for item in problem.courses
        ),
        learners=tuple(
            attrs.evolve(
                who,
                windows=tuple(
                    attrs.evolve(window, ceiling=None if "ceiling_jp" in names else window.ceiling)
                    for window in who.windows
                ),
                on_duty=(Span(NEW_YEAR),) if "on_leave" in names else who.on_duty,
            )
            if who.employee_id == need.employee_id
            else who
            for who in problem.learners
        ),
        funds=tuple(
            attrs.evolve(fund, ceiling=None) if fund.id in names.get("fund", ()) else fund
            for fund in problem.funds
        ),
        guides=tuple(
            attrs.evolve(guide, load=guide.load + 1) if guide.id in names.get("load", ()) else guide
            for guide in problem.guides
        ),
        course_limit=None if "course_limit" in names else problem.course_limit,
        choices=tuple(
            choice
            for choice in problem.choices
            if choice.employee_id != need.employee_id
            or choice.session_id not in names.get("forbidden", ())
        ),
    )


def new_faults(problem, plan, *, need, added, codes):
    """List what still stands against sessions for a need when some codes are relaxed."""
    changed = relaxed(problem, need=need, added=added, codes=codes)
    before, place = seats_of(plan), need.employee_id
    after = [*before, *((place, run.id) for run in added)]
    excused = {tuple(code.split(":")) for code in codes}
    idle = set(idle_of(problem, after, place)) - set(idle_of(problem, before, place))
    return (
        [
            fault
            for fault in violations(changed, after)
            if fault[0] != "floor"  # one more placement takes nothing from a unit
            and not (
                fault[0] in {"clash", "twice"} and any((fault[0], n) in excused for n in fault[2:])
            )
        ]
        + [name for name in idle if ("redundant", name) not in excused]
    )


def chains(problem, need):
    """List the sets of sessions that may serve a need, with such as prepare for them."""
    for size in range(1, len(problem.sessions) + 1):
        for added in combinations(problem.sessions, size):
            if any(run in problem.offers(need) for run in added):
                yield added


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda item: item.id)
@given(problem=problems(people=5))
@settings(max_examples=60, deadline=None)
def test_the_named_constraints_are_the_ones_that_bind(optimiser, problem):
    """Relaxing the whole set serves the need with the rest as planned, a proper part does not."""
    plan = plan_of(optimiser, problem)
    for unmet in () if isinstance(plan, list) else plan.unmet:
        need = next(item for item in problem.needs if item.id == unmet.need_id)
        held = {item.session_id for item in plan.placements if item.employee_id == need.employee_id}
        if unmet.constraints == ("no_offer",):
            assert problem.offers(need) == ()
            continue
        ways = [way for way in chains(problem, need) if not held & {run.id for run in way}]

        def serves(codes, need=need, ways=ways):
            return any(
                not new_faults(problem, plan, need=need, added=added, codes=codes) for added in ways
            )

        assert serves(unmet.constraints)
        for left_out in unmet.constraints:
            assert not serves(tuple(code for code in unmet.constraints if code != left_out))

"""Laws of training plans, on random small problems."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Course, Fund, NeedKind, Session, TrainingNeed
from asn_kinerja.training.greedy import GreedyOptimiser, serving_order
from asn_kinerja.training.problem import HoursWindow, Learner, Span, TrainingProblem
from asn_kinerja.training.verify import find_faults

YEAR = Period("2025")
NEW_YEAR = date(2025, 1, 1)
COURSES = ("k1", "k2", "k3")
UNITS = ("lurah-a", "lurah-b")
CLASSES = (PositionClass.PELAKSANA, PositionClass.PENGAWAS)


@st.composite
def courses(draw):
    made = []
    for name in COURSES:
        others = [other for other in COURSES if other != name]
        made.append(
            Course(
                id=name,
                name=name,
                provider="BKPSDM",
                path=draw(st.sampled_from(TrainingPath)),
                credit_hours=draw(st.integers(4, 16)),
                competency_id=draw(st.sampled_from(("c1", "c2", None))),
                level=draw(st.sampled_from((None, 2, 3))),
                for_classes=draw(st.sampled_from(((), (PositionClass.PENGAWAS,)))),
                prerequisites=draw(st.sampled_from(((), (), tuple(others[:1])))),
            )
        )
    return tuple(made)


@st.composite
def sessions(draw, name):
    start = NEW_YEAR + timedelta(days=draw(st.integers(0, 8)))
    seats = draw(st.integers(1, 3))
    return Session(
        id=name,
        course_id=draw(st.sampled_from(COURSES)),
        valid_from=start,
        valid_until=start + timedelta(days=draw(st.integers(1, 3))),
        seats=seats,
        minimum_size=draw(st.integers(1, seats)),
        cost=draw(st.sampled_from((0, 100, 150))),
        fund_id=draw(st.sampled_from(("apbd", "apbn"))),
    )


@st.composite
def learners(draw, name):
    is_contract = draw(st.booleans())
    present_until = draw(st.sampled_from((None, NEW_YEAR + timedelta(days=5))))
    return Learner(
        employee_id=name,
        unit_id=draw(st.sampled_from(UNITS)),
        position_class=draw(st.sampled_from(CLASSES)),
        is_contract=is_contract,
        standing=draw(st.integers(0, 5)),
        on_duty=(Span(NEW_YEAR, present_until),),
        windows=(
            HoursWindow(
                span=Span(YEAR.start, YEAR.end),
                used=draw(st.integers(0, 10)),
                duty=0 if is_contract else 20,
                ceiling=24 if is_contract else None,
            ),
        ),
        completed=draw(st.sampled_from(({}, {"k1": date(2024, 5, 1), "k2": date(2025, 1, 4)}))),
    )


@st.composite
def problems(draw):
    people = [f"p{number}" for number in range(draw(st.integers(1, 7)))]
    pairs = [(person, competency) for person in people for competency in ("c1", "c2")]
    lacking = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=9))
    needs = [
        TrainingNeed(
            id=f"{person}/{competency}",
            employee_id=person,
            unit_id="x",
            period=YEAR,
            kind=NeedKind.PELATIHAN,
            reason="gap",
            competency_id=competency,
            required=3,
            current=current,
            priority=Decimal(3 - current) * draw(st.sampled_from((Decimal(1), Decimal("0.5")))),
        )
        for person, competency in lacking
        for current in (draw(st.integers(1, 2)),)
    ]
    ceilings = st.sampled_from((None, 0, 200, 400))
    return TrainingProblem(
        id="2025",
        period=YEAR,
        needs=tuple(needs),
        learners=tuple(draw(learners(person)) for person in people),
        courses=draw(courses()),
        sessions=tuple(draw(sessions(f"s{number}")) for number in range(draw(st.integers(0, 5)))),
        funds=tuple(Fund(id=name, name=name, ceiling=draw(ceilings)) for name in ("apbd", "apbn")),
        away_limit=draw(st.sampled_from((None, 1, 2))),
    )


def days_of(session):
    length = (session.valid_until - session.valid_from).days
    return [session.valid_from + timedelta(days=number) for number in range(length)]


def broken_of_person(problem, seats, who):
    """List what the placements of one person break, written apart from the library."""
    runs = {item.id: item for item in problem.sessions}
    catalogue = {item.id: item for item in problem.courses}
    taken = [runs[name] for person, name in seats if person == who.employee_id]
    for run in taken:
        course = catalogue[run.course_id]
        if course.for_classes and who.position_class not in course.for_classes:
            yield ("class", who.employee_id, run.id)
        for before in course.prerequisites:
            if not who.completed.get(before, date.max) < run.valid_from:
                yield ("prerequisite", who.employee_id, run.id)
        if days_of(run)[-1] >= (who.on_duty[0].end or date.max):
            yield ("absent", who.employee_id, run.id)
    for one, other in combinations(taken, 2):
        if set(days_of(one)) & set(days_of(other)):
            yield ("clash", who.employee_id, one.id, other.id)
        if one.course_id == other.course_id:
            yield ("twice", who.employee_id, one.course_id)
    hours = who.windows[0].used + sum(catalogue[run.course_id].credit_hours for run in taken)
    if who.windows[0].ceiling is not None and taken and hours > who.windows[0].ceiling:
        yield ("ceiling", who.employee_id)


def violations(problem, seats):
    """List broken limits of pairs of person and session, written apart from the library."""
    people = {item.employee_id: item for item in problem.learners}
    runs = {item.id: item for item in problem.sessions}
    paths = {item.id: item.path for item in problem.courses}
    broken = [item for who in people.values() for item in broken_of_person(problem, seats, who)]
    broken += [
        ("size", name)
        for name, size in Counter(session for _, session in seats).items()
        if not runs[name].minimum_size <= size <= runs[name].seats
    ]
    for fund in problem.funds:
        spent = sum(runs[name].cost for _, name in seats if runs[name].fund_id == fund.id)
        if fund.ceiling is not None and spent > fund.ceiling:
            broken.append(("money", fund.id))
    absent = {
        (person, people[person].unit_id, day)
        for person, name in seats
        if paths[runs[name].course_id] is TrainingPath.KLASIKAL
        for day in days_of(runs[name])
    }
    away = Counter((unit_id, day) for _, unit_id, day in absent)
    limit = problem.away_limit
    broken += [("away", key) for key, n in away.items() if limit is not None and n > limit]
    return broken


def seats_of(plan):
    return [(item.employee_id, item.session_id) for item in plan.placements]


@given(problems())
@settings(max_examples=100, deadline=None)
def test_a_plan_breaks_no_limit(problem):
    """Seats, sizes, money, dates, classes, prerequisites, absences and ceilings are respected."""
    plan = GreedyOptimiser().plan(problem)
    assert violations(problem, seats_of(plan)) == []
    assert find_faults(problem, plan) == []


@given(problems())
@settings(max_examples=100, deadline=None)
def test_every_need_is_served_or_explained(problem):
    """A need is served by one placement or stands among the unmet with a reason, never both."""
    plan = GreedyOptimiser().plan(problem)
    served = Counter(need for item in plan.placements for need in item.need_ids)
    unmet = {item.need_id for item in plan.unmet}
    assert set(served) | unmet == {need.id for need in problem.needs}
    assert not set(served) & unmet
    assert set(served.values()) <= {1}
    assert all(item.constraints for item in plan.unmet)
    priorities = {need.id: need.priority for need in problem.needs}
    assert plan.value == sum((priorities[name] for name in served), Decimal(0))


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_rows_changes_nothing(problem, chance):
    """The same facts in any order give the same plan."""
    plan = GreedyOptimiser().plan(problem)
    shuffled = {}
    for name in ("needs", "learners", "courses", "sessions", "funds"):
        rows = list(getattr(problem, name))
        chance.shuffle(rows)
        shuffled[name] = tuple(rows)
    assert GreedyOptimiser().plan(attrs.evolve(problem, **shuffled)) == plan


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


@given(problems())
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


def relax(problem, plan, *, need, session, codes):
    """Give way on each named constraint by what one need takes in one session."""
    by_kind = {}
    for code in codes:
        kind, _, name = code.partition(":")
        by_kind.setdefault(kind, set()).add(name)
    run = session
    if by_kind.get("seats") == {session.id}:
        run = attrs.evolve(run, seats=run.seats + 1)
    if by_kind.get("minimum") == {session.id}:
        run = attrs.evolve(run, minimum_size=1)
    course = next(item for item in problem.courses if item.id == session.course_id)
    if by_kind.get("class") == {session.id}:
        course = attrs.evolve(course, for_classes=())
    kept = tuple(p for p in course.prerequisites if p not in by_kind.get("prerequisite", ()))
    course = attrs.evolve(course, prerequisites=kept)
    who = next(item for item in problem.learners if item.employee_id == need.employee_id)
    if "ceiling_jp" in by_kind:
        who = attrs.evolve(who, windows=(attrs.evolve(who.windows[0], ceiling=None),))
    if "on_leave" in by_kind:
        who = attrs.evolve(who, on_duty=(Span(NEW_YEAR),))
    limit = problem.away_limit
    if by_kind.get("away") == {session.id} and limit is not None:
        limit += 1
    funds = tuple(
        attrs.evolve(fund, ceiling=fund.ceiling + session.cost)
        if fund.id in by_kind.get("fund", ())
        else fund
        for fund in problem.funds
    )
    changed = attrs.evolve(
        problem,
        sessions=tuple(run if item.id == run.id else item for item in problem.sessions),
        courses=tuple(course if item.id == course.id else item for item in problem.courses),
        learners=tuple(
            who if item.employee_id == who.employee_id else item for item in problem.learners
        ),
        funds=funds,
        away_limit=limit,
    )
    return changed, [*seats_of(plan), (need.employee_id, session.id)]


def new_faults(problem, plan, *, need, session, codes):
    """List what still stands against a need when some codes are relaxed."""
    changed, seats = relax(problem, plan, need=need, session=session, codes=codes)
    allowed = {code.partition(":")[2] for code in codes if code.startswith("clash:")}
    return [
        fault
        for fault in violations(changed, seats)
        if not (fault[0] == "clash" and allowed & set(fault[2:]))
    ]


@given(problems())
@settings(max_examples=100, deadline=None)
def test_the_named_constraints_are_the_ones_that_bind(problem):
    """Relaxing the whole set serves the need with the rest as planned, a proper part does not."""
    plan = GreedyOptimiser().plan(problem)
    for unmet in plan.unmet:
        need = next(item for item in problem.needs if item.id == unmet.need_id)
        offers = problem.offers(need)
        if unmet.constraints == ("no_offer",):
            assert offers == ()
            continue
        serves = [
            session
            for session in offers
            if not new_faults(problem, plan, need=need, session=session, codes=unmet.constraints)
        ]
        assert serves
        for left_out in unmet.constraints:
            part = tuple(code for code in unmet.constraints if code != left_out)
            assert all(
                new_faults(problem, plan, need=need, session=session, codes=part)
                for session in offers
            )

"""Random small training problems, and what a plan may do, written apart from the library."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from hypothesis import strategies as st

from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import (
    ChoiceKind,
    Course,
    Fund,
    GuidanceKind,
    GuidanceProvider,
    Holiday,
    NeedKind,
    Session,
    TrainingChoice,
    TrainingNeed,
)
from asn_kinerja.training.learners import HoursWindow, Learner, Span
from asn_kinerja.training.problem import TrainingProblem

YEAR = Period("2025")
NEW_YEAR = date(2025, 1, 1)
COURSES = ("k1", "k2", "k3")
UNITS = ("lurah-a", "lurah-b")
GUIDES = ("mentor-a", "mentor-b")
CLASSES = (PositionClass.PELAKSANA, PositionClass.PENGAWAS)


@st.composite
def courses(draw):
    made = []
    for name in COURSES:
        others = [other for other in COURSES if other < name]
        made.append(
            Course(
                id=name,
                name=name,
                provider="BKPSDM",
                path=draw(st.sampled_from(TrainingPath)),
                credit_hours=draw(st.integers(4, 16)),
                competency_id=draw(st.sampled_from(("c1", "c2", None))),
                level=draw(st.sampled_from((None, 2, 3))),
                for_classes=draw(st.sampled_from(((), (), (PositionClass.PENGAWAS,)))),
                prerequisites=draw(
                    st.sampled_from(((), (), tuple(others[:1]), tuple(others), ("gone",)))
                ),
            )
        )
    return tuple(made)


@st.composite
def sessions(draw, name):
    start = NEW_YEAR + timedelta(days=draw(st.integers(0, 8)))
    seats = draw(st.integers(1, 4))
    return Session(
        id=name,
        course_id=draw(st.sampled_from(COURSES)),
        valid_from=start,
        valid_until=start + timedelta(days=draw(st.integers(1, 3))),
        seats=seats,
        minimum_size=draw(st.integers(1, seats)),
        cost=draw(st.sampled_from((0, 100, 150))),
        fund_id=draw(st.sampled_from(("apbd", "apbn"))),
        guide_id=draw(st.sampled_from(("", *GUIDES))),
    )


@st.composite
def learners(draw, name):
    is_contract = draw(st.booleans())
    present_until = draw(st.sampled_from((None, None, NEW_YEAR + timedelta(days=5))))
    return Learner(
        employee_id=name,
        unit_id=draw(st.sampled_from(UNITS)),
        position_class=draw(st.sampled_from(CLASSES)),
        next_classes=draw(st.sampled_from(((), (), (PositionClass.PENGAWAS,)))),
        is_contract=is_contract,
        standing=draw(st.integers(0, 5)),
        on_duty=(Span(NEW_YEAR, present_until),),
        windows=(
            HoursWindow(
                span=Span(YEAR.start, YEAR.end),
                used=draw(st.sampled_from((0, 5, 10, 30))),
                duty=0 if is_contract else 20,
                ceiling=24 if is_contract else None,
            ),
        ),
        completed=draw(st.sampled_from(({}, {"k1": date(2024, 5, 1), "k2": date(2025, 1, 4)}))),
    )


@st.composite
def problems(draw, *, choices=True, floors=True, people=8):
    names = [f"p{number}" for number in range(draw(st.integers(1, people)))]
    pairs = [(person, competency) for person in names for competency in ("c1", "c2")]
    lacking = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * people))
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
    runs = tuple(draw(sessions(f"s{number}")) for number in range(draw(st.integers(0, 5))))
    fixed = ()
    if choices and runs:
        seats = st.tuples(st.sampled_from(names), st.sampled_from([run.id for run in runs]))
        fixed = tuple(
            TrainingChoice(
                id=f"t{number}",
                period=YEAR,
                employee_id=person,
                session_id=name,
                kind=draw(st.sampled_from(ChoiceKind)),
            )
            for number, (person, name) in enumerate(draw(st.lists(seats, max_size=2)))
        )
    return TrainingProblem(
        id="2025",
        period=YEAR,
        needs=tuple(needs),
        learners=tuple(draw(learners(person)) for person in names),
        courses=draw(courses()),
        sessions=runs,
        funds=tuple(Fund(id=name, name=name, ceiling=draw(ceilings)) for name in ("apbd", "apbn")),
        away_limit=draw(st.sampled_from((None, 1, 2))),
        course_limit=draw(st.sampled_from((None, None, 1, 2))),
        unit_floor=draw(st.sampled_from((0, 0, 1, 2))) if floors else 0,
        choices=fixed,
        holidays=draw(st.sampled_from(((), (), (Holiday(day=NEW_YEAR + timedelta(days=2)),)))),
        guides=tuple(
            GuidanceProvider(
                id=name,
                name=name,
                kind=GuidanceKind.MENTOR,
                field="layanan",
                load=draw(st.integers(1, 3)),
            )
            for name in GUIDES
        ),
    )


def days_of(session):
    length = (session.valid_until - session.valid_from).days
    return [session.valid_from + timedelta(days=number) for number in range(length)]


def broken_of_person(problem, seats, who):
    """List what the placements of one person break, written apart from the library."""
    runs = {item.id: item for item in problem.sessions}
    taken = [runs[name] for person, name in seats if person == who.employee_id]
    for run in taken:
        yield from broken_of_seat(problem, who, run=run, taken=taken)
    for one, other in combinations(taken, 2):
        if set(days_of(one)) & set(days_of(other)):
            yield ("clash", who.employee_id, one.id, other.id)
        if one.course_id == other.course_id:
            yield ("twice", who.employee_id, one.id, other.id)
    hours = {item.id: item.credit_hours for item in problem.courses}
    total = who.windows[0].used + sum(hours[run.course_id] for run in taken)
    if who.windows[0].ceiling is not None and taken and total > who.windows[0].ceiling:
        yield ("ceiling", who.employee_id)
    if problem.course_limit is not None and len(taken) > problem.course_limit:
        yield ("limit", who.employee_id)
    for choice in problem.choices:
        if choice.employee_id == who.employee_id:
            is_there = choice.session_id in {run.id for run in taken}
            if is_there != (choice.kind is ChoiceKind.IKUT):
                yield ("choice", who.employee_id, choice.session_id)


def broken_of_seat(problem, who, *, run, taken):
    """List what stands between a person and one of the sessions taken."""
    course = next(item for item in problem.courses if item.id == run.course_id)
    classes = {who.position_class, *who.next_classes}
    if course.for_classes and classes.isdisjoint(course.for_classes):
        yield ("class", who.employee_id, run.id)
    for before in course.prerequisites:
        planned = any(
            other.course_id == before and other.valid_until <= run.valid_from for other in taken
        )
        if not who.completed.get(before, date.max) < run.valid_from and not planned:
            yield ("prerequisite", who.employee_id, run.id, before)
    if days_of(run)[-1] >= (who.on_duty[0].end or date.max):
        yield ("absent", who.employee_id, run.id)
    if course.path is TrainingPath.KLASIKAL and not set(days_of(run)).isdisjoint(
        item.day for item in problem.holidays
    ):
        yield ("holiday", who.employee_id, run.id)


def serves(problem, need, run):
    """Whether a session serves a need, written apart from the library."""
    course = next(item for item in problem.courses if item.id == run.course_id)
    return course.competency_id == need.competency_id and (
        course.level is None or course.level > need.current
    )


def floor_of(problem, unit_id):
    """Give how many people of a unit must be served, written apart from the library."""
    able = 0
    for who in problem.learners:
        own = [need for need in problem.needs if need.employee_id == who.employee_id]
        able += who.unit_id == unit_id and any(
            serves(problem, need, run)
            and not any(
                fault[0] not in {"choice", "limit"} or fault[2:] == (run.id,)
                for fault in broken_of_person(problem, [(who.employee_id, run.id)], who)
            )
            for need in own
            for run in problem.sessions
        )
    return min(problem.unit_floor, able)


def overloaded(problem, sizes):
    """List the guides with more people on one day than their load, written apart as well."""
    loads = {item.id: item.load for item in problem.guides}
    guided = Counter()
    for run in problem.sessions:
        for day in days_of(run) if run.guide_id else ():
            guided[run.guide_id, day] += sizes.get(run.id, 0)
    return [("load", name, day) for (name, day), n in guided.items() if n > loads[name]]


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
    broken += overloaded(problem, Counter(session for _, session in seats))
    absent = {
        (person, people[person].unit_id, day)
        for person, name in seats
        if paths[runs[name].course_id] is TrainingPath.KLASIKAL
        for day in days_of(runs[name])
    }
    away = Counter((unit_id, day) for _, unit_id, day in absent)
    limit = problem.away_limit
    broken += [("away", key) for key, n in away.items() if limit is not None and n > limit]
    served = {
        person
        for person, name in seats
        for need in problem.needs
        if need.employee_id == person and serves(problem, need, runs[name])
    }
    for unit_id in UNITS:
        if sum(people[name].unit_id == unit_id for name in served) < floor_of(problem, unit_id):
            broken.append(("floor", unit_id))
    return broken


def seats_of(plan):
    return [(item.employee_id, item.session_id) for item in plan.placements]

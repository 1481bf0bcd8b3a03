"""Training problems of a size: people in job families, sessions, money, units. Always the same."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import attrs

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

__all__ = ["make_problem"]

YEAR = Period("2025")
START = date(2025, 1, 6)
FAMILIES = 40
HOLIDAYS = (date(2025, 3, 31), date(2025, 4, 1), date(2025, 8, 18))
GUIDES = tuple(
    GuidanceProvider(id=name, name=name, kind=GuidanceKind.MENTOR, field="layanan", load=150)
    for name in ("mentor-a", "mentor-b", "ahli-c")
)
WEIGHTS = tuple(Decimal(text) for text in ("0.5", "1", "1.5", "2"))


def make_problem(people: int, sessions: int, *, everything: bool, seed: int = 1) -> TrainingProblem:
    """Make a problem of people in 40 job families.

    Args:
        people: Number of people.
        sessions: Number of sessions, five of each course.
        everything: Whether all constraints are in it; else seats, minimum size, money and at most
            two courses a person.
        seed: Which of many.

    Returns:
        The problem.
    """
    chance = Random(seed)  # noqa: S311 - data to measure with
    courses = _courses(chance, sessions // 5, everything=everything)
    runs = _runs(chance, courses, people=people)
    if everything:
        runs = _guided(runs, courses)
    families = [
        {
            course.competency_id: (chance.choice(WEIGHTS), chance.choice((1, 2)))
            for course in chance.sample(courses, min(6, len(courses)))
        }
        for _ in range(FAMILIES)
    ]
    learners, needs = _people(chance, families, courses, people=people, everything=everything)
    paid = [run for run in runs if run.cost]
    funds = tuple(
        Fund(
            id=name,
            name=name,
            ceiling=sum(run.cost * run.seats for run in paid if run.fund_id == name) * 6 // 10,
        )
        for name in ("apbd_bkpsdm", "apbd_kecamatan", "apbn")
    )
    return TrainingProblem(
        id="2025",
        period=YEAR,
        needs=needs,
        learners=learners,
        courses=courses,
        sessions=runs,
        funds=funds,
        course_limit=2,
        away_limit=max(2, people // 2000) if everything else None,
        unit_floor=5 if everything else 0,
        choices=_choices(chance, learners, runs, courses) if everything else (),
        holidays=tuple(Holiday(day=day) for day in HOLIDAYS) if everything else (),
        guides=GUIDES if everything else (),
    )


def _courses(chance: Random, number: int, *, everything: bool) -> tuple[Course, ...]:
    made = []
    for place in range(number):
        leads = everything and place % 10 == 9
        made.append(
            Course(
                id=f"k{place:02}",
                name=f"k{place:02}",
                provider="BKPSDM",
                path=TrainingPath.NONKLASIKAL if place % 4 == 3 else TrainingPath.KLASIKAL,
                credit_hours=chance.randint(6, 20),
                competency_id=f"c{place:02}",
                level=3,
                for_classes=(PositionClass.PENGAWAS,) if leads else (),
                prerequisites=(f"k{place - 1:02}",) if everything and place % 10 == 5 else (),
            )
        )
    return tuple(made)


def _runs(chance: Random, courses: tuple[Course, ...], *, people: int) -> tuple[Session, ...]:
    made = []
    for course in courses:
        cost = chance.choice((0, 250_000, 500_000, 1_200_000))
        fund = chance.choice(("apbd_bkpsdm", "apbd_kecamatan", "apbn"))
        for number in range(5):
            first = START + timedelta(days=chance.randrange(0, 330))
            seats = max(10, people * chance.randint(4, 10) // (20 * len(courses)))
            made.append(
                Session(
                    id=f"{course.id}-{number}",
                    course_id=course.id,
                    valid_from=first,
                    valid_until=first + timedelta(days=chance.randint(2, 5)),
                    seats=seats,
                    minimum_size=seats // 2,
                    cost=cost,
                    fund_id=fund if cost else "gratis",
                )
            )
    return tuple(made)


def _guided(runs: tuple[Session, ...], courses: tuple[Course, ...]) -> tuple[Session, ...]:
    """Give learning outside a class to guides, in turn."""
    outside = {item.id for item in courses if item.path is TrainingPath.NONKLASIKAL}
    return tuple(
        attrs.evolve(run, guide_id=GUIDES[place % len(GUIDES)].id)
        if run.course_id in outside
        else run
        for place, run in enumerate(runs)
    )


def _people(
    chance: Random,
    families: list[dict[str, tuple[Decimal, int]]],
    courses: tuple[Course, ...],
    *,
    people: int,
    everything: bool,
) -> tuple[tuple[Learner, ...], tuple[TrainingNeed, ...]]:
    learners, needs = [], []
    units = max(1, people // 200)
    of_unit = [chance.sample(range(FAMILIES), 10) for _ in range(units)]
    for number in range(people):
        unit = number % units
        family = chance.choice(of_unit[unit]) if everything else number % FAMILIES
        contract = everything and chance.random() < 0.15
        name = f"p{number:05}"
        learners.append(
            Learner(
                employee_id=name,
                unit_id=f"u{unit:03}",
                position_class=PositionClass.PENGAWAS if family < 4 else PositionClass.PELAKSANA,
                is_contract=contract,
                standing=chance.randrange(5),
                on_duty=(Span(date(2010, 1, 1)),),
                windows=(
                    HoursWindow(
                        span=Span(YEAR.start, YEAR.end),
                        used=chance.choice((0, 6)) if contract else 0,
                        duty=0 if contract else 20,
                        ceiling=24 if contract else None,
                    ),
                )
                if everything
                else (),
                completed={courses[4].id: date(2024, 5, 1)} if family % 2 else {},
            )
        )
        for competency, (weight, current) in families[family].items():
            needs.append(
                TrainingNeed(
                    id=f"{name}/{competency}",
                    employee_id=name,
                    unit_id=f"u{unit:03}",
                    period=YEAR,
                    kind=NeedKind.PELATIHAN,
                    reason="gap",
                    competency_id=competency,
                    required=3,
                    current=current,
                    weight=weight,
                    priority=weight * (3 - current),
                )
            )
    return tuple(learners), tuple(needs)


def _choices(
    chance: Random,
    learners: tuple[Learner, ...],
    runs: tuple[Session, ...],
    courses: tuple[Course, ...],
) -> tuple[TrainingChoice, ...]:
    """Fix a few: some go to a free course for all classes outside a class, some stay away."""
    free = {
        course.id
        for course in courses
        if not course.for_classes
        and not course.prerequisites
        and course.path is TrainingPath.NONKLASIKAL
    }
    open_runs = [run for run in runs if run.course_id in free and run.seats >= 20]
    made = []
    for number, who in enumerate(chance.sample(learners, 40)):
        kind = ChoiceKind.IKUT if number % 4 == 0 and not who.is_contract else ChoiceKind.TIDAK_IKUT
        run = chance.choice(open_runs if kind is ChoiceKind.IKUT else list(runs))
        made.append(
            TrainingChoice(
                id=f"t{number:02}",
                period=YEAR,
                employee_id=who.employee_id,
                session_id=run.id,
                kind=kind,
            )
        )
    return tuple(made)

"""The best value of a small training problem, by trying everything."""

from decimal import Decimal
from itertools import combinations

from training_problems import (
    UNITS,
    broken_of_person,
    days_of,
    floor_of,
    overloaded,
    serves,
)

from asn_kinerja.legal.terms import TrainingPath


def served_by(problem, taken, person):
    """Give the needs of a person that sessions serve."""
    own = [need for need in problem.needs if need.employee_id == person]
    return {need.id for need in own if any(serves(problem, need, run) for run in taken)}


def idle_of(problem, seats, person):
    """Give the sessions in which a person sits for nothing, unless the office wants it so."""
    who = next(item for item in problem.learners if item.employee_id == person)
    own = {name for one, name in seats if one == person}
    taken = [run for run in problem.sessions if run.id in own]
    must = {item.session_id for item in problem.choices if item.employee_id == person}
    unprepared = _unprepared(problem, who, taken)
    for run in taken:
        rest = [other for other in taken if other != run]
        same = served_by(problem, rest, person) == served_by(problem, taken, person)
        if run.id not in must and same and _unprepared(problem, who, rest) <= unprepared:
            yield run.id


def _unprepared(problem, who, taken):
    seats = [(who.employee_id, run.id) for run in taken]
    faults = broken_of_person(problem, seats, who)
    return {fault for fault in faults if fault[0] == "prerequisite"}


def ways_of(problem, who):
    """List what one person may attend, each with its worth: no seat is for nothing."""
    own = [need for need in problem.needs if need.employee_id == who.employee_id]
    found = []
    for size in range(len(problem.sessions) + 1):
        for taken in combinations(problem.sessions, size):
            seats = [(who.employee_id, run.id) for run in taken]
            if list(broken_of_person(problem, seats, who)):
                continue
            if not list(idle_of(problem, seats, who.employee_id)):
                served = served_by(problem, taken, who.employee_id)
                worth = sum(need.priority for need in own if need.id in served)
                found.append((taken, Decimal(worth), bool(served)))
    return found


def best_value(problem):
    """Give the best value within all limits; `None` where no plan keeps to them."""
    paths = {item.id: item.path for item in problem.courses}
    names = [run.id for run in problem.sessions]
    ceilings = {fund.id: fund.ceiling for fund in problem.funds}
    seats = {run.id: run.seats for run in problem.sessions}
    states = {((), (), (), ()): Decimal(0)}  # sizes, money, people away, people served
    for who in problem.learners:
        following = {}
        ways = ways_of(problem, who)
        for (sizes, money, away, units), value in states.items():
            for taken, worth, is_served in ways:
                size, spent, gone, helped = dict(sizes), dict(money), dict(away), dict(units)
                for run in taken:
                    size[run.id] = size.get(run.id, 0) + 1
                    spent[run.fund_id] = spent.get(run.fund_id, 0) + run.cost
                    if paths[run.course_id] is TrainingPath.KLASIKAL:
                        for day in days_of(run):
                            gone[who.unit_id, day] = gone.get((who.unit_id, day), 0) + 1
                helped[who.unit_id] = helped.get(who.unit_id, 0) + is_served
                if (
                    any(number > seats[name] for name, number in size.items())
                    or overloaded(problem, size)
                    or any(
                        ceilings[fund] is not None and cost > ceilings[fund]
                        for fund, cost in spent.items()
                    )
                    or any(
                        problem.away_limit is not None and number > problem.away_limit
                        for number in gone.values()
                    )
                ):
                    continue
                key = tuple(tuple(sorted(item.items())) for item in (size, spent, gone, helped))
                following[key] = max(following.get(key, value + worth), value + worth)
        states = following
    floors = {unit_id: floor_of(problem, unit_id) for unit_id in UNITS}
    minimum = {run.id: run.minimum_size for run in problem.sessions}
    return (
        max(
            (
                value
                for (sizes, _, _, units), value in states.items()
                if all(number >= minimum[name] for name, number in sizes)
                and all(dict(units).get(unit_id, 0) >= floor for unit_id, floor in floors.items())
            ),
            default=None,
        )
        if names or not any(floors.values())
        else None
    )

"""`Compact`: a training problem in whole numbers, with what equal people share kept once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain
from math import gcd, lcm

import attrs

from asn_kinerja.records.training import ChoiceKind, Session, TrainingNeed
from asn_kinerja.scoring.numbers import to_exact
from asn_kinerja.training.learners import HoursWindow, Learner
from asn_kinerja.training.problem import TrainingProblem

__all__ = ["Compact", "PersonKind", "bits"]


def bits(mask: int) -> Iterator[int]:
    """Give the places of the ones in a mask, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


@attrs.frozen(kw_only=True, eq=False)
class PersonKind:
    """What people share who are equal in everything that decides which sessions they may attend.

    Sessions and courses are numbers, sets of sessions masks.

    Args:
        like: One of these people.
        values: What each need is worth, in order of the needs' ids.
        topics: The competency of each need.
        offers: Sessions that would serve each need, the most fitting first.
        options: The offers that nothing about the person stands against.
        serves: The needs that a session serves, as a mask, by session.
        chances: The same, of each need, as a mask.
        reach: The options of all needs and what may have to come before them, as a mask.
        closed: Sessions from which class, holiday or leave keeps the person, as a mask.
        before: Courses still to be completed before a session, by session.
        steps: The sessions that complete each of them in time, as a mask, by session.
        limits: Hours left under a ceiling, 0 where it is passed, with the sessions that count, as
            a mask.
    """

    like: Learner
    values: tuple[int, ...]
    topics: tuple[str | None, ...]
    offers: tuple[tuple[int, ...], ...]
    options: tuple[tuple[int, ...], ...]
    serves: Mapping[int, int]
    chances: tuple[int, ...]
    reach: int
    closed: int
    before: Mapping[int, tuple[str, ...]]
    steps: Mapping[int, tuple[int, ...]]
    limits: tuple[tuple[int, int], ...]

    def served_by(self, sessions: Iterable[int]) -> int:
        """Give the needs that some sessions serve together, as a mask."""
        served = 0
        for session in sessions:
            served |= self.serves.get(session, 0)
        return served

    def worth(self, served: int) -> int:
        """Add up what needs are worth."""
        return sum(self.values[need] for need in bits(served))


class Compact:
    """The problem in whole numbers: people, sessions, courses and funds by place in sorted order.

    Args:
        problem: What is to be decided.
    """

    def __init__(self, problem: TrainingProblem) -> None:
        self.problem = problem
        self.people = problem.learners
        self.sessions = problem.sessions
        self.person_at = {item.employee_id: n for n, item in enumerate(self.people)}
        self.session_at = {item.id: n for n, item in enumerate(self.sessions)}
        self.course_at = {item.id: n for n, item in enumerate(problem.courses)}
        self.unit_of = [item.unit_id for item in self.people]
        self._read_sessions()
        self._read_choices()
        self._read_people()

    def _read_sessions(self) -> None:
        problem = self.problem
        fund_at = {item.id: n for n, item in enumerate(problem.funds)}
        self.ceilings = [item.ceiling for item in problem.funds]
        self.seats = [item.seats for item in self.sessions]
        self.minimum = [item.minimum_size for item in self.sessions]
        self.cost = [item.cost for item in self.sessions]
        self.fund = [fund_at[item.fund_id] if item.cost else -1 for item in self.sessions]
        self.course = [self.course_at[item.course_id] for item in self.sessions]
        self.hours = [problem.course_of(item).credit_hours for item in self.sessions]
        self.start = [item.valid_from.toordinal() for item in self.sessions]
        self.end = [item.valid_until.toordinal() for item in self.sessions]
        self.days = [problem.away_days(item) for item in self.sessions]
        places = range(len(self.sessions))
        self.clash = [
            sum(
                1 << other
                for other in places
                if other != one
                and self.start[one] < self.end[other]
                and self.start[other] < self.end[one]
            )
            for one in places
        ]
        self.runs: defaultdict[int, list[int]] = defaultdict(list)
        for place in sorted(places, key=lambda n: (self.cost[n], self.start[n], n)):
            self.runs[self.course[place]].append(place)
        topics = [problem.course_of(item).competency_id for item in self.sessions]
        self.rivals = [
            [other for other in places if topics[other] == topics[one] and other != one]
            if topics[one] is not None
            else []
            for one in places
        ]
        self.topics = topics
        self.twin = [sum(1 << other for other in self.runs[self.course[one]]) for one in places]
        self.holiday = sum(1 << n for n in places if problem.holidays_in(self.sessions[n]))
        self.on_day: defaultdict[int, int] = defaultdict(int)
        for place, run_days in enumerate(self.days):
            for day in run_days:
                self.on_day[day] |= 1 << place
        self.by_cost: list[dict[int, int]] = [{} for _ in self.ceilings]
        for place, fund in enumerate(self.fund):
            if fund >= 0:
                costs = self.by_cost[fund]
                costs[self.cost[place]] = costs.get(self.cost[place], 0) | 1 << place
        self._read_guides()

    def _read_guides(self) -> None:
        """Read which sessions are under way at one time with one guide, as masks with the load."""
        self.loads: list[tuple[int, int]] = []
        self.loads_of: list[list[int]] = [[] for _ in self.sessions]
        for guide in self.problem.guides:
            own = [n for n, item in enumerate(self.sessions) if item.guide_id == guide.id]
            together = {
                sum(1 << other for other in own if self.start[other] <= day < self.end[other])
                for day in {self.start[one] for one in own}
            }
            for mask in sorted(together):
                if not any(mask != other and not mask & ~other for other in together):
                    for run in bits(mask):
                        self.loads_of[run].append(len(self.loads))
                    self.loads.append((mask, guide.load))

    def _read_choices(self) -> None:
        self.fixed: defaultdict[int, list[int]] = defaultdict(list)
        self.forbidden: defaultdict[int, int] = defaultdict(int)
        for choice in self.problem.choices:
            person = self.person_at[choice.employee_id]
            session = self.session_at[choice.session_id]
            if choice.kind is ChoiceKind.TIDAK_IKUT:
                self.forbidden[person] |= 1 << session
            elif session not in self.fixed[person]:
                self.fixed[person].append(session)

    def _read_people(self) -> None:
        needs: list[list[TrainingNeed]] = [[] for _ in self.people]
        gaps: list[list[int]] = [[] for _ in self.people]
        known: dict[tuple[object, ...], int] = {}
        self.need_place: list[tuple[int, int]] = []
        for need in self.problem.needs:
            person = self.person_at[need.employee_id]
            self.need_place.append((person, len(needs[person])))
            needs[person].append(need)
            gap = (need.competency_id, need.current, need.required, need.priority)
            gaps[person].append(known.setdefault(gap, len(known)))
        self.needs_of = needs
        self._read_worth({need.priority for need in self.problem.needs})
        self.kinds: list[PersonKind] = []
        found: dict[tuple[object, ...], int] = {}
        asked = {name for item in self.problem.courses for name in item.prerequisites}
        self.kind_of: list[int] = []
        for learner, own in zip(self.people, gaps, strict=True):
            key = (
                learner.position_class,
                learner.next_classes,
                learner.is_contract,
                learner.on_duty,
                learner.windows,
                tuple(sorted(item for item in learner.completed.items() if item[0] in asked)),
                tuple(own),
            )
            place = found.setdefault(key, len(self.kinds))
            if place == len(self.kinds):
                self.kinds.append(self._kind(learner, needs[len(self.kind_of)]))
            self.kind_of.append(place)

    def _read_worth(self, priorities: set[Decimal]) -> None:
        """Read priorities as whole numbers of the largest step that all are multiples of."""
        exact = {priority: to_exact(priority) for priority in priorities}
        scale = lcm(*(number.denominator for number in exact.values()))
        step = gcd(*(int(number * scale) for number in exact.values())) or 1
        self.step = Fraction(step, scale)
        self.worth = {priority: int(number * scale) // step for priority, number in exact.items()}

    def _kind(self, learner: Learner, needs: list[TrainingNeed]) -> PersonKind:
        offers = tuple(
            tuple(self.session_at[item.id] for item in self.problem.offers(need)) for need in needs
        )
        serves: defaultdict[int, int] = defaultdict(int)
        for place, sessions in enumerate(offers):
            for session in sessions:
                serves[session] |= 1 << place
        closed = self._closed(learner) | self.holiday
        options = tuple(
            tuple(item for item in sessions if not closed >> item & 1) for sessions in offers
        )
        before = self._before(learner)
        return PersonKind(
            like=learner,
            values=tuple(self.worth[need.priority] for need in needs),
            topics=tuple(need.competency_id for need in needs),
            offers=offers,
            options=options,
            serves=serves,
            chances=tuple(sum(1 << run for run in runs) for runs in options),
            reach=self._led_to(chain.from_iterable(options), before) & ~closed,
            closed=closed,
            before=before,
            steps={
                run: tuple(sum(1 << one for one in self.preparing(name, run)) for name in names)
                for run, names in before.items()
            },
            limits=tuple(
                (max(0, window.ceiling - window.used), self.counted(window))
                for window in learner.windows
                if window.ceiling is not None
            ),
        )

    def _led_to(self, runs: Iterable[int], before: Mapping[int, tuple[str, ...]]) -> int:
        """Give sessions with those that may have to come before them, as a mask."""
        found, todo = 0, list(runs)
        while todo:
            run = todo.pop()
            if not found >> run & 1:
                found |= 1 << run
                todo += [
                    other for name in before.get(run, ()) for other in self.preparing(name, run)
                ]
        return found

    def reach_of(self, person: int) -> int:
        """Give the sessions that a plan may give a person, as a mask.

        They serve a need, or the office sends the person there, or they come before one that does.
        """
        kind, fixed = self.kinds[self.kind_of[person]], self.fixed.get(person, ())
        led = self._led_to(fixed, kind.before) & ~kind.closed if fixed else 0
        chosen = sum(1 << run for run in fixed)
        return (kind.reach | led) & ~self.forbidden.get(person, 0) | chosen

    def _closed(self, learner: Learner) -> int:
        key = (learner.position_class, learner.next_classes, learner.on_duty)
        if key not in self._closed_masks:
            self._closed_masks[key] = sum(
                1 << place
                for place, session in enumerate(self.sessions)
                if not learner.attends(session)
                or not learner.is_meant(self.problem.course_of(session))
            )
        return self._closed_masks[key]

    @cached_property
    def _closed_masks(self) -> dict[tuple[object, ...], int]:
        return {}

    def _before(self, learner: Learner) -> dict[int, tuple[str, ...]]:
        before = {}
        for place, session in self._asking:
            lacking = tuple(
                name
                for name in self.problem.course_of(session).prerequisites
                if (done := learner.completed.get(name)) is None or done >= session.valid_from
            )
            if lacking:
                before[place] = lacking
        return before

    @cached_property
    def _asking(self) -> list[tuple[int, Session]]:
        return [
            (place, session)
            for place, session in enumerate(self.sessions)
            if self.problem.course_of(session).prerequisites
        ]

    def preparing(self, name: str, session: int) -> tuple[int, ...]:
        """Give the runs of a course that are over when a session begins, cheap ones first."""
        if (name, session) not in self._preparing:
            runs = self.runs.get(self.course_at.get(name, -1), ())
            over = tuple(run for run in runs if self.end[run] <= self.start[session])
            self._preparing[name, session] = over
        return self._preparing[name, session]

    @cached_property
    def _preparing(self) -> dict[tuple[str, int], tuple[int, ...]]:
        return {}

    def counted(self, window: HoursWindow) -> int:
        """Give the sessions whose hours fall into a window, as a mask."""
        if window.span not in self._counted_masks:
            self._counted_masks[window.span] = sum(
                1 << place for place, item in enumerate(self.sessions) if window.counts(item)
            )
        return self._counted_masks[window.span]

    @cached_property
    def _counted_masks(self) -> dict[object, int]:
        return {}

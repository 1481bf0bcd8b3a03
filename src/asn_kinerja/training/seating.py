"""`Seating`: who sits where while a plan is made, and the counts that the limits are about."""

from collections import defaultdict
from collections.abc import Iterator

from asn_kinerja.training.compact import Compact, PersonKind, bits

__all__ = ["Seating"]


class Seating:
    """Placements under way. People and sessions are numbers, as in the compact problem.

    Args:
        compact: What is to be decided.
    """

    def __init__(self, compact: Compact) -> None:
        self.compact = compact
        self.cancelled = 0
        self.kept = 0  # sessions that are never cancelled: the office sends somebody there
        self._kinds = [compact.kinds[place] for place in compact.kind_of]
        people, sessions = range(len(compact.people)), range(len(compact.sessions))
        self.held = [0 for _ in people]
        self.served = [0 for _ in people]
        self.preferred = [kind.options for kind in compact.kinds]
        self._taken = [0 for _ in people]
        self._full = 0
        self._unguided = 0
        self._shut = 0
        self._unpaid = [0 for _ in compact.ceilings]
        self._busy: defaultdict[str, int] = defaultdict(int)
        self.people: list[set[int]] = [set() for _ in sessions]
        self.spent = [0 for _ in compact.ceilings]
        self.guided = [0 for _ in compact.loads]
        self.away: defaultdict[str, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._away_limit = compact.problem.away_limit or 0  # it is 1 at least where there is one
        for fund in range(len(compact.ceilings)):
            self._pay(fund)
        self._shut = self._shut_now()

    def kind(self, person: int) -> PersonKind:
        """Give what a person shares with those like them."""
        return self._kinds[person]

    def options(self, person: int, need: int) -> tuple[int, ...]:
        """Give the sessions open to a person that would serve a need, the most wanted first.

        Those are the most fitting, unless `preferred` says otherwise for the kind of the person.
        """
        return self.preferred[self.compact.kind_of[person]][need]

    @property
    def closed(self) -> int:
        """The sessions that take nobody: cancelled, full, unpaid, without a guide to spare."""
        return self.cancelled | self._shut

    def barred(self, person: int) -> int:
        """Give sessions that a person may not attend with what is held, whoever else does.

        That is by time, by course, by the office, and by days on which the unit can spare nobody;
        all sessions when the person attends as many as one may.
        """
        compact = self.compact
        limit = compact.problem.course_limit
        if limit is not None and self.held[person].bit_count() >= limit:
            return -1
        barred = self._taken[person] | compact.kinds[compact.kind_of[person]].closed
        if person in compact.forbidden:
            barred |= compact.forbidden[person]
        return barred | self._busy[compact.unit_of[person]]

    def busy(self, person: int) -> int:
        """Give the sessions on days on which the unit of a person can spare nobody more."""
        return self._busy[self.compact.unit_of[person]]

    def add(self, person: int, session: int) -> None:
        """Give a seat, whatever stands against it."""
        self.held[person] |= 1 << session
        self.served[person] |= self.kind(person).serves.get(session, 0)
        self.people[session].add(person)
        self._taken[person] |= self.compact.clash[session] | self.compact.twin[session]
        self._count(person, session, step=1)

    def remove(self, person: int, session: int) -> None:
        """Take a seat away."""
        self.held[person] &= ~(1 << session)
        self.served[person] = self.kind(person).served_by(bits(self.held[person]))
        self.people[session].remove(person)
        self._taken[person] = 0
        for other in bits(self.held[person]):
            self._taken[person] |= self.compact.clash[other] | self.compact.twin[other]
        self._count(person, session, step=-1)

    def keep_sent(self) -> None:
        """Keep from now on the sessions to which the office sends people, with what prepares."""
        for person, runs in self.compact.fixed.items():
            steps, held, todo = self._kinds[person].steps, self.held[person], list(runs)
            for run in todo:
                self.kept |= 1 << run
                todo += [one for step in steps.get(run, ()) for one in bits(held & step)]

    def _count(self, person: int, session: int, *, step: int) -> None:
        compact = self.compact
        if len(self.people[session]) >= compact.seats[session]:
            self._full |= 1 << session
        else:
            self._full &= ~(1 << session)
        fund = compact.fund[session]
        if fund >= 0:
            self.spent[fund] += step * compact.cost[session]
            self._pay(fund)
        if compact.loads_of[session]:
            self._guide(session, step)
        if self._away_limit and compact.days[session]:
            self._spare(compact.unit_of[person], session, step=step)
        self._shut = self._shut_now()

    def _shut_now(self) -> int:
        shut = self._full | self._unguided
        for unpaid in self._unpaid:
            shut |= unpaid
        return shut

    def _pay(self, fund: int) -> None:
        ceiling = self.compact.ceilings[fund]
        if ceiling is not None:
            left = ceiling - self.spent[fund]
            self._unpaid[fund] = sum(
                runs for cost, runs in self.compact.by_cost[fund].items() if cost > left
            )

    def _guide(self, session: int, step: int) -> None:
        loads = self.compact.loads
        for load in self.compact.loads_of[session]:
            self.guided[load] += step
        if step < 0:
            self._unguided = 0
        for load in self.compact.loads_of[session] if step > 0 else range(len(loads)):
            runs, most = loads[load]
            if self.guided[load] >= most:
                self._unguided |= runs

    def _spare(self, unit_id: str, session: int, *, step: int) -> None:
        compact, away, limit = self.compact, self.away[unit_id], self._away_limit
        crossed = False
        for day in compact.days[session]:
            away[day] += step
            crossed = crossed or away[day] == limit - (step < 0)
        if crossed and step > 0:
            for day in compact.days[session]:
                if away[day] >= limit:
                    self._busy[unit_id] |= compact.on_day[day]
        elif crossed:
            self._busy[unit_id] = 0
            for day, number in away.items():
                if number >= limit:
                    self._busy[unit_id] |= compact.on_day[day]

    def is_short(self, session: int) -> bool:
        """Whether a session has people, but fewer than it needs to take place."""
        return 0 < len(self.people[session]) < self.compact.minimum[session]

    def has_room(self, session: int) -> bool:
        """Whether a session takes one more person, with its guide and its source of money."""
        return not self.closed >> session & 1

    def is_shut(self, session: int) -> bool:
        """Whether a session would take nobody even if it were not cancelled."""
        return bool(self._shut >> session & 1)

    def fits(self, person: int, session: int) -> bool:
        """Whether nothing stands against one more placement, with all others as they are."""
        if (self.closed | self.barred(person)) >> session & 1:
            return False
        return self.is_ready(person, session)

    def is_ready(self, person: int, session: int) -> bool:
        """Whether what must come before is held and hours are left for a session."""
        if not self.is_prepared(person, session):
            return False
        return not (self._kinds[person].limits and self._passes_ceiling(person, session))

    def is_prepared(self, person: int, session: int) -> bool:
        """Whether the courses that must come before a session do, if somebody attends it."""
        steps, held = self._kinds[person].steps, self.held[person]
        return session not in steps or all(held & step for step in steps[session])

    def is_needed(self, person: int, session: int) -> bool:
        """Whether the office fixed a placement or a later session of the person rests on it."""
        if session in self.compact.fixed.get(person, ()):
            return True
        steps, held = self._kinds[person].steps, self.held[person]
        if not steps:
            return False
        rest = held & ~(1 << session)
        return any(
            held & step and not rest & step for other in bits(rest) for step in steps.get(other, ())
        )

    def obstacles(self, person: int, session: int) -> frozenset[str]:
        """Say what stands against one more placement, with all others as they are.

        Args:
            person: Who.
            session: Where.

        Returns:
            Codes of all constraints in the way; empty when there is room.
        """
        return frozenset((*self.obstacles_to_all(session), *self.obstacles_to(person, session)))

    def obstacles_to_all(self, session: int) -> Iterator[str]:
        """Say what stands against one more placement in a session, whoever it is."""
        compact, name = self.compact, self.compact.sessions[session].id
        size = len(self.people[session])
        if self.cancelled >> session & 1 or size + 1 < compact.minimum[session]:
            yield f"minimum:{name}"
        if size >= compact.seats[session]:
            yield f"seats:{name}"
        if not self._can_pay(session):
            yield f"fund:{compact.sessions[session].fund_id}"
        if not self._can_guide(session):
            yield f"load:{compact.sessions[session].guide_id}"
        if compact.holiday >> session & 1:
            yield f"holiday:{name}"

    def obstacles_to(self, person: int, session: int) -> Iterator[str]:
        """Say what in the person and the person's unit stands against one more placement."""
        compact, held = self.compact, self.held[person]
        run, kind = compact.sessions[session], self.kind(person)
        course = compact.problem.course_of(run)
        if self._leaves_too_few(person, session):
            yield f"away:{run.id}"
        for other in bits(held & compact.clash[session]):
            yield f"clash:{compact.sessions[other].id}"
        for other in bits(held & compact.twin[session] & ~compact.clash[session]):
            yield f"twice:{compact.sessions[other].id}"
        if not kind.like.is_meant(course):
            yield f"class:{run.id}"
        for name in self.unprepared(person, session):
            yield f"prerequisite:{name}"
        if self._passes_ceiling(person, session):
            yield "ceiling_jp"
        if not kind.like.attends(run):
            yield "on_leave"
        if compact.forbidden.get(person, 0) >> session & 1:
            yield f"forbidden:{run.id}"
        limit = compact.problem.course_limit
        if limit is not None and held.bit_count() >= limit:
            yield "course_limit"

    def unprepared(self, person: int, session: int) -> Iterator[str]:
        """Name the courses that must come before a session and do not."""
        held, kind = self.held[person], self._kinds[person]
        if session in kind.before:
            steps = zip(kind.before[session], kind.steps[session], strict=True)
            yield from (name for name, preparing in steps if not held & preparing)

    def _passes_ceiling(self, person: int, session: int) -> bool:
        hours = self.compact.hours
        for left, counted in self.kind(person).limits:
            if counted >> session & 1:
                taken = sum(hours[other] for other in bits(self.held[person] & counted))
                if taken + hours[session] > left:
                    return True
        return False

    def _leaves_too_few(self, person: int, session: int) -> bool:
        """Whether, on a day of the session, the unit has no further person to spare."""
        compact, limit = self.compact, self._away_limit
        if not limit or not compact.days[session]:
            return False
        away = self.away[compact.unit_of[person]]
        full = [day for day in compact.days[session] if away[day] >= limit]
        if not full:
            return False
        own = {day for other in bits(self.held[person]) for day in compact.days[other]}
        return any(away[day] - (day in own) >= limit for day in full)

    def _can_guide(self, session: int) -> bool:
        loads = self.compact.loads
        return all(self.guided[one] < loads[one][1] for one in self.compact.loads_of[session])

    def _can_pay(self, session: int) -> bool:
        compact, fund = self.compact, self.compact.fund[session]
        ceiling = compact.ceilings[fund] if fund >= 0 else None
        return ceiling is None or self.spent[fund] + compact.cost[session] <= ceiling

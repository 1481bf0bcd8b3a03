"""The model of a training problem that counts bundles, or sessions, of each group of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.floors import unit_floors
from asn_kinerja.training.groups import Group, tight_days
from asn_kinerja.training.model import Model

__all__ = ["GroupedModel"]

_Terms = list[tuple[int, int]]


class GroupedModel:
    """Columns: how many of a group attend a bundle, or a session where bundles are too many.

    Where sessions are counted, the counts keep to what any plan keeps to but need not fall apart
    into people exactly: the bound holds, the plan may stay below it.

    Args:
        compact: What is to be decided.
        groups: Its groups.
        bundled: The bundles of groups whose bundles are counted, by place; of the others sessions.
    """

    def __init__(
        self, compact: Compact, groups: Sequence[Group], *, bundled: Mapping[int, tuple[int, ...]]
    ) -> None:
        self.compact = compact
        self.model = Model()
        self.columns: list[tuple[int, int, bool]] = []  # group, sessions as a mask, of one person
        self._days = tight_days(compact)
        self._of_session: defaultdict[int, _Terms] = defaultdict(list)
        self._of_day: defaultdict[tuple[str, int], _Terms] = defaultdict(list)
        self._of_unit: defaultdict[str, _Terms] = defaultdict(list)
        for place, group in enumerate(groups):
            if group.broken:
                self.model.add_row((), low=1)
            elif place in bundled:
                self._count_bundles(place, group, bundled[place])
            else:
                self._count_sessions(place, group)
        self._limit_all()

    def _count_bundles(self, place: int, group: Group, bundles: tuple[int, ...]) -> None:
        size, terms = len(group.people), []
        for bundle in bundles:
            served = group.kind.served_by(bits(bundle))
            column = self._add(place, group, bundle, whole=True, value=group.kind.worth(served))
            terms.append((column, 1))
            if served and group.unit_id is not None:
                self._of_unit[group.unit_id].append((column, 1))
        self.model.add_row(terms, low=size if group.fixed else None, high=size)

    def _count_sessions(self, place: int, group: Group) -> None:
        compact, kind, size = self.compact, group.kind, len(group.people)
        column_of = {}
        for run in bits(group.reach):
            value = kind.worth(kind.serves.get(run, 0))
            column_of[run] = self._add(place, group, 1 << run, whole=False, value=value)
        single = [(column_of[run], kind.serves.get(run, 0)) for run in bits(group.single)]
        for need in range(len(kind.values)):
            terms = [(column, 1) for column, serves in single if serves >> need & 1]
            self.model.add_row(terms, high=size)
        for together in _cliques(compact, group.reach):
            self.model.add_row([(column_of[run], 1) for run in bits(together)], high=size)
        if compact.problem.course_limit is not None:
            terms = [(column, 1) for column in column_of.values()]
            self.model.add_row(terms, high=size * compact.problem.course_limit)
        for left, counted in group.limits:
            terms = [(column_of[run], compact.hours[run]) for run in bits(counted)]
            self.model.add_row(terms, high=size * left)
        for run, names in kind.before.items():
            for name in names if run in column_of else ():
                earlier = [
                    (column_of[other], -1)
                    for other in compact.preparing(name, run)
                    if other in column_of
                ]
                self.model.add_row([(column_of[run], 1), *earlier], high=0)
        for run in bits(group.fixed):
            self.model.add_row([(column_of[run], 1)], low=size)
        if group.unit_id is not None:
            served = self.model.add_column(0, upper=size)
            self.columns.append((place, 0, False))
            serving = [(column, 1) for run, column in column_of.items() if kind.serves.get(run)]
            self.model.add_row([(served, -1), *serving], low=0)
            self._of_unit[group.unit_id].append((served, 1))

    def _add(self, place: int, group: Group, sessions: int, *, whole: bool, value: int) -> int:
        column = self.model.add_column(value, upper=len(group.people))
        self.columns.append((place, sessions, whole))
        for run in bits(sessions):
            self._of_session[run].append((column, 1))
        if group.unit_id is not None:
            for together in self._days.get(group.unit_id, ()):
                if number := (sessions & together).bit_count():
                    self._of_day[group.unit_id, together].append((column, number))
        return column

    def _limit_all(self) -> None:
        compact, model = self.compact, self.model
        paid: defaultdict[int, _Terms] = defaultdict(list)
        sure = {run for runs in compact.fixed.values() for run in runs}  # the office sends somebody
        for run, terms in sorted(self._of_session.items()):
            if run in sure:
                model.add_row(terms, low=compact.minimum[run], high=compact.seats[run])
            elif compact.minimum[run] > 1:
                opened = model.add_column(0, upper=1)
                self.columns.append((-1, 1 << run, False))
                model.add_row([*terms, (opened, -compact.seats[run])], high=0)
                model.add_row([*terms, (opened, -compact.minimum[run])], low=0)
            else:
                model.add_row(terms, high=compact.seats[run])
            if compact.fund[run] >= 0:
                paid[compact.fund[run]] += [
                    (column, number * compact.cost[run]) for column, number in terms
                ]
        for fund, terms in sorted(paid.items()):
            if (ceiling := compact.ceilings[fund]) is not None:
                model.add_row(_joined(terms), high=ceiling)
        for mask, load in compact.loads:
            guided = [term for run in bits(mask) for term in self._of_session.get(run, ())]
            model.add_row(_joined(guided), high=load)
        for _, terms in sorted(self._of_day.items()):
            model.add_row(terms, high=compact.problem.away_limit)
        for unit_id, floor in unit_floors(compact).items():
            model.add_row(self._of_unit[unit_id], low=floor)


def _joined(terms: _Terms) -> _Terms:
    sums: defaultdict[int, int] = defaultdict(int)
    for column, number in terms:
        sums[column] += number
    return list(sums.items())


def _cliques(compact: Compact, reach: int) -> list[int]:
    """Give the largest sets of sessions that are all at one time, as masks."""
    found = {
        mask for run in bits(reach) if (mask := _at_start(compact, run) & reach).bit_count() > 1
    }
    return sorted(one for one in found if not any(one != two and not one & ~two for two in found))


def _at_start(compact: Compact, run: int) -> int:
    """Give the sessions that are under way when one begins, itself included, as a mask."""
    day = compact.start[run]
    return sum(
        1 << other
        for other in bits(compact.clash[run] | 1 << run)
        if compact.start[other] <= day < compact.end[other]
    )

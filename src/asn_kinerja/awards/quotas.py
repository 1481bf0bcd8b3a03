"""Hand out places best first, within quotas; who stays equal at a border is not decided here.

The rule for candidates in strict order: each takes a place unless a quota has its most already, or
the places left are needed for a quota that has not its least. Where candidates are equal, every
order of them is looked at: who wins in all is a winner, who wins in some is tied.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

import attrs

from asn_kinerja.records.award_rules import Quota, Trait
from asn_kinerja.records.awards import Place, QuotaShortfall

__all__ = ["HandOut", "hand_out"]

_STATES = 5_000  # ways in which ties may fall that are followed one by one
_Kind = tuple[str, ...]  # the traits that quotas look at, of one candidate
_Counts = tuple[int, ...]  # winners so far, by kind
_Limit = tuple[str, str, frozenset[int], int | None, int]  # quota, value, kinds, most, least


@attrs.frozen(kw_only=True)
class HandOut:
    """Who gets what.

    Args:
        places: Place of each candidate.
        moved_by: Quotas that moved a candidate, up or down, by candidate.
        shortfalls: Least numbers that could not be reached.
    """

    places: Mapping[str, Place]
    moved_by: Mapping[str, tuple[str, ...]]
    shortfalls: tuple[QuotaShortfall, ...] = ()


def hand_out(
    groups: Sequence[tuple[str, ...]],
    *,
    winners: int,
    reserves: int,
    quotas: Sequence[Quota] = (),
    traits: Mapping[str, Mapping[Trait, str]],
) -> HandOut:
    """Hand out the places of a pool.

    Reserves are the next best, whatever their unit: a quota may be free again when a winner steps
    back. Equal candidates at a border share its places and none has one.

    Args:
        groups: Candidates, best first; those of one group are equal.
        winners: Places to win.
        reserves: Places to stand by.
        quotas: The limits among winners.
        traits: Unit, class and status of each candidate.

    Returns:
        The places, who was moved by which quota, and what could not be reached.
    """
    names = list(chain.from_iterable(groups))
    table = _Table.of(names, quotas=quotas, traits=traits)
    limits, shortfalls = table.reachable(winners)
    won, barred = _winners(groups, table=table, limits=limits, places=winners)
    places = _with_reserves(groups, won, winners=winners, reserves=reserves)
    free, _ = _winners(groups, table=table, limits=(), places=winners)
    plain = _with_reserves(groups, free, winners=winners, reserves=reserves)
    lifting = tuple(sorted({quota for ids in barred.values() for quota in ids}))
    moved = {name: barred.get(name) or lifting for name in names if places[name] is not plain[name]}
    return HandOut(places=places, moved_by=moved, shortfalls=shortfalls)


@attrs.frozen(kw_only=True)
class _Table:
    """Candidates by kind: those of one kind are alike to every quota."""

    kinds: tuple[_Kind, ...]
    kind_of: Mapping[str, int]
    limits: tuple[_Limit, ...]
    sizes: _Counts

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        *,
        quotas: Sequence[Quota],
        traits: Mapping[str, Mapping[Trait, str]],
    ) -> "_Table":
        looked_at = sorted({quota.trait for quota in quotas})
        of_each = {name: tuple(traits[name][trait] for trait in looked_at) for name in names}
        kinds = tuple(sorted(set(of_each.values())))
        number = {kind: at for at, kind in enumerate(kinds)}
        kind_of = {name: number[kind] for name, kind in of_each.items()}
        limits = []
        for quota in quotas:
            at = looked_at.index(quota.trait)
            values = [quota.value] if quota.value else sorted({kind[at] for kind in kinds})
            for value in values:
                members = frozenset(n for n, kind in enumerate(kinds) if kind[at] == value)
                limits.append((quota.id, value, members, quota.most, quota.least))
        sizes = [0] * len(kinds)
        for name in names:
            sizes[kind_of[name]] += 1
        return cls(kinds=kinds, kind_of=kind_of, limits=tuple(limits), sizes=tuple(sizes))

    def reachable(self, places: int) -> tuple[tuple[_Limit, ...], tuple[QuotaShortfall, ...]]:
        """Lower least numbers that candidates or places are too few for, the last quota first."""
        limits = list(self.limits)
        shortfalls = []
        start = (0,) * len(self.kinds)
        for at in reversed(range(len(limits))):
            quota, value, members, most, least = limits[at]
            reached = least
            while reached and not _can_fill(start, self.sizes, places, tuple(limits)):
                reached -= 1
                limits[at] = (quota, value, members, most, reached)
            if reached < least:
                shortfalls.append(
                    QuotaShortfall(quota_id=quota, value=value, wanted=least, reached=reached)
                )
        return tuple(limits), tuple(reversed(shortfalls))


def _breaks(counts: _Counts, kind: int, limits: tuple[_Limit, ...]) -> tuple[str, ...]:
    """Name the quotas that have their most already."""
    return tuple(
        quota
        for quota, _, members, most, _ in limits
        if most is not None and kind in members and sum(counts[at] for at in members) >= most
    )


@lru_cache(maxsize=100_000)
def _can_fill(counts: _Counts, left: _Counts, places: int, limits: tuple[_Limit, ...]) -> bool:
    """Whether the places left suffice for every least number, with the candidates left."""
    lacking = [
        (members, least - sum(counts[at] for at in members))
        for _, _, members, _, least in limits
        if least > sum(counts[at] for at in members)
    ]
    if not lacking:
        return True
    members, need = max(lacking, key=lambda item: item[1])
    if need > places:
        return False
    for kind in sorted(members):
        if left[kind] and not _breaks(counts, kind, limits):
            taken = _add(counts, kind)
            rest = _add(left, kind, -1)
            if _can_fill(taken, rest, places - 1, limits):
                return True
    return False


def _add(counts: _Counts, kind: int, number: int = 1) -> _Counts:
    return (*counts[:kind], counts[kind] + number, *counts[kind + 1 :])


def _winners(
    groups: Sequence[tuple[str, ...]],
    *,
    table: _Table,
    limits: tuple[_Limit, ...],
    places: int,
) -> tuple[dict[str, Place], dict[str, tuple[str, ...]]]:
    """Follow every way in which ties may fall, down the ranks; say which quotas barred whom."""
    states = {(0,) * len(table.kinds)}
    left = table.sizes
    found: dict[str, Place] = {}
    barred: dict[str, tuple[str, ...]] = {}
    for group in groups:
        if all(sum(state) >= places for state in states):
            break
        members: dict[int, int] = {}
        for name in group:
            members[table.kind_of[name]] = members.get(table.kind_of[name], 0) + 1
        outcomes: set[tuple[_Counts, _Counts]] = set()
        walk = _Walk(limits=limits, places=places)
        for state in states:
            ways = walk.orders(state, members, left)
            outcomes |= {(state, after) for after in ways}
        taken = {
            kind: [after[kind] - before[kind] for before, after in outcomes] for kind in members
        }
        for name in group:
            kind = table.kind_of[name]
            if min(taken[kind]) == members[kind]:
                found[name] = Place.WINNER
            elif max(taken[kind]) > 0:
                found[name] = Place.TIED
            if kind in walk.refused:
                barred[name] = tuple(sorted(walk.refused[kind]))
        for kind, number in members.items():
            left = _add(left, kind, -number)
        states = {after for _, after in outcomes}
    return found, barred


def _reserved(counts: _Counts, limits: tuple[_Limit, ...]) -> tuple[str, ...]:
    """Name the quotas for which the places left are kept."""
    return tuple(
        quota for quota, _, members, _, least in limits if least > sum(counts[at] for at in members)
    )


@attrs.frozen(kw_only=True)
class _Walk:
    """Every order of one group of equals, and which quotas refused which kind on the way."""

    limits: tuple[_Limit, ...]
    places: int
    refused: dict[int, set[str]] = attrs.field(factory=dict)

    def orders(self, state: _Counts, members: Mapping[int, int], left: _Counts) -> set[_Counts]:
        """Give every count of winners to which the orders lead from one count."""
        results: set[_Counts] = set()
        start = (state, tuple(sorted(members.items())), left)
        seen = {start}
        pending = [start]
        while pending:
            counts, waiting, rest = pending.pop()
            if not waiting or sum(counts) >= self.places or len(seen) > _STATES:
                results.add(counts)
                continue
            for at, (kind, number) in enumerate(waiting):
                fewer = ((kind, number - 1),) if number > 1 else ()
                after = _add(rest, kind, -1)
                taken = self._take(counts, kind, after)
                step = (taken, (*waiting[:at], *fewer, *waiting[at + 1 :]), after)
                if step not in seen:
                    seen.add(step)
                    pending.append(step)
        return results

    def _take(self, counts: _Counts, kind: int, left: _Counts) -> _Counts:
        """Let one of a kind take a place, or note what refuses it."""
        taken = _add(counts, kind)
        full = _breaks(counts, kind, self.limits)
        if not full and _can_fill(taken, left, self.places - sum(taken), self.limits):
            return taken
        self.refused.setdefault(kind, set()).update(full or _reserved(taken, self.limits))
        return counts


def _with_reserves(
    groups: Sequence[tuple[str, ...]],
    won: Mapping[str, Place],
    *,
    winners: int,
    reserves: int,
) -> dict[str, Place]:
    """Add those who stand by; who loses a tie for the last place stands by first."""
    places = dict(won)
    tied = sum(place is Place.TIED for place in won.values())
    free = max(0, winners - (len(won) - tied))
    reserves = max(0, reserves - max(0, tied - free))
    for group in groups:
        waiting = [name for name in group if name not in places]
        place = Place.RANKED
        if reserves:
            place = Place.RESERVE if len(waiting) <= reserves else Place.TIED
        reserves = max(0, reserves - len(waiting))
        places |= dict.fromkeys(waiting, place)
    return places

"""Prices of money, found for kinds of people at once, and the order of serving by them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import isqrt

import attrs

from asn_kinerja.training.compact import Compact, PersonKind
from asn_kinerja.training.placing import NeedPlace, predicates_first

__all__ = ["Ranking", "rank_by_price"]

_FINE = 1 << 20  # parts of one step of value in which prices are counted
_ROUNDS = 48


@attrs.frozen(kw_only=True, eq=False)
class Ranking:
    """What is wanted most once seats and money have their price.

    Args:
        preferred: By kind and need, the sessions, the most worth first.
        worth: By kind and need, what the best of them is worth above its price.
    """

    preferred: list[tuple[tuple[int, ...], ...]]
    worth: list[tuple[int, ...]]

    def order(self, compact: Compact, places: Sequence[NeedPlace]) -> list[NeedPlace]:
        """Put needs in the order of their worth; equal ones stay in serving order.

        Args:
            compact: What is to be decided.
            places: All needs in serving order.

        Returns:
            The needs; among PPPK who lack the same competency the better predicate goes first.

        Legal basis:
            PP 49/2018 art. 39(4).
        """
        kind_of, worth = compact.kind_of, self.worth
        order = sorted(places, key=lambda place: -worth[kind_of[place[0]]][place[1]])
        return predicates_first(
            order,
            learner=lambda place: compact.people[place[0]],
            topic=lambda place: compact.needs_of[place[0]][place[1]].competency_id,
        )


def rank_by_price(compact: Compact, *, cancelled: int) -> Ranking:
    """Find prices at which what kinds of people want is about what there is, and rank by them.

    Runs of one course at one cost form a pool. In each round everybody of a kind wants the pools
    that are worth most above their price; the price of a pool that is wanted by more than it seats,
    and of money wanted beyond its ceiling, goes up, else down, by ever smaller steps. The mean of
    the later rounds counts. Only the price of money is used: seats are given to who comes first by
    worth. Times, units and what prepares for what are left to the placing.

    Args:
        compact: What is to be decided.
        cancelled: Sessions that do not take place, as a mask.

    Returns:
        Sessions by what they are worth above their price.
    """
    market = _Market(compact, cancelled)
    for number in range(_ROUNDS):
        market.move(number)
    prices = market.prices()
    preferred, worth = [], []
    for kind in compact.kinds:
        ranked, best = [], []
        for need, runs in enumerate(kind.options):
            above = []
            for n, run in enumerate(runs):
                price = prices[run] - kind.values[need] * _FINE
                for name in kind.before.get(run, ()):
                    price += _price_before(compact, kind, name=name, run=run, prices=prices)
                above.append((price, n))
            above.sort()
            ranked.append(tuple(runs[n] for _, n in above))
            best.append(-above[0][0] if above else -(_FINE << 40))
        preferred.append(tuple(ranked))
        worth.append(tuple(best))
    return Ranking(preferred=preferred, worth=worth)


def _price_before(
    compact: Compact, kind: PersonKind, *, name: str, run: int, prices: Sequence[int]
) -> int:
    """Give what the cheapest run of a course that comes before asks beyond its own worth."""
    runs = compact.preparing(name, run)
    beyond = (prices[other] - _FINE * kind.worth(kind.serves.get(other, 0)) for other in runs)
    return max(0, min(beyond, default=0))


class _Market:
    """Pools of seats and sources of money with prices, and kinds of people who want them."""

    def __init__(self, compact: Compact, cancelled: int) -> None:
        self._compact = compact
        pools: dict[tuple[int, int, int], int] = {}
        self._pool_of = [
            pools.setdefault((compact.course[n], compact.cost[n], compact.fund[n]), len(pools))
            for n in range(len(compact.sessions))
        ]
        self._cost = [cost for _, cost, _ in pools]
        self._fund = [fund for _, _, fund in pools]
        self._seats = [0] * len(pools)
        for run, seats in enumerate(compact.seats):
            if not (cancelled | compact.holiday) >> run & 1:
                self._seats[self._pool_of[run]] += seats
        paid = [0] * len(compact.ceilings)
        for fund, seats in zip(self._fund, self._seats, strict=True):
            if fund >= 0:
                paid[fund] += seats
        self._share = [  # rupiah that there are for one seat
            max(1, (ceiling or 0) // max(1, seats))
            for ceiling, seats in zip(compact.ceilings, paid, strict=True)
        ]
        self._wants = list(self._read_wants())
        self._top = _FINE * max(compact.worth.values(), default=1)
        self._price = [0] * len(pools)
        self._rate = [0] * len(compact.ceilings)  # price of the share of one seat
        self._sums = [0] * len(compact.ceilings)

    def _read_wants(self) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
        """Give size, most pools of one person, and pools with their value, of each kind."""
        compact = self._compact
        limit = compact.problem.course_limit or len(compact.sessions)
        for place, size in sorted(Counter(compact.kind_of).items()):
            kind = compact.kinds[place]
            wanted: defaultdict[int, int] = defaultdict(int)
            for need, runs in enumerate(kind.options):
                for run in runs:
                    pool = self._pool_of[run]
                    if self._seats[pool]:
                        wanted[pool] = max(wanted[pool], kind.values[need] * _FINE)
            if wanted:
                yield size, limit, tuple(sorted(wanted.items()))

    def move(self, number: int) -> None:
        """Let everybody choose, and move the prices."""
        asked = [price + self._money_for(pool) for pool, price in enumerate(self._price)]
        taken = [0] * len(asked)
        for size, limit, wanted in self._wants:
            chosen = sorted([(asked[p] - value, p) for p, value in wanted if value > asked[p]])
            for _, pool in chosen[:limit]:
                taken[pool] += size
        step = (self._top << 7) // isqrt(isqrt((number + 2) ** 3 << 32))  # falls as n to the 3/4
        spent = [0] * len(self._rate)
        for pool, seats in enumerate(self._seats):
            if seats:
                over = max(-seats, min(seats, taken[pool] - seats))
                self._price[pool] = max(0, self._price[pool] + step * over // seats)
                if self._fund[pool] >= 0:
                    spent[self._fund[pool]] += min(taken[pool], seats) * self._cost[pool]
        for fund, ceiling in enumerate(self._compact.ceilings):
            if ceiling:
                over = max(-ceiling, min(ceiling, spent[fund] - ceiling))
                self._rate[fund] = max(0, self._rate[fund] + step * over // ceiling)
        if number >= _ROUNDS // 3:
            self._sums = [sums + now for sums, now in zip(self._sums, self._rate, strict=True)]

    def prices(self) -> list[int]:
        """Give the mean price of the money that a participant of each session costs."""
        rounds = _ROUNDS - _ROUNDS // 3
        self._rate = [sums // rounds for sums in self._sums]
        return [self._money_for(pool) for pool in self._pool_of]

    def _money_for(self, pool: int) -> int:
        fund = self._fund[pool]
        if fund < 0:
            return 0
        return self._rate[fund] * self._cost[pool] // self._share[fund]

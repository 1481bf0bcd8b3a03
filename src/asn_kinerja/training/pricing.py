"""Prices of seats and money, found for kinds of people at once, and what is wanted at them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isqrt

import attrs

from asn_kinerja.training.compact import Compact, PersonKind, bits

__all__ = ["Ranking", "rank_by_price"]

_FINE = 1 << 20  # parts of one step of value in which prices are counted
_ROUNDS = 96
_EARLY = _ROUNDS // 3  # rounds that do not count for the mean
_MOST_OVER = 10  # times what there is, beyond which more wanted moves a price no faster


@attrs.frozen(kw_only=True, eq=False)
class Ranking:
    """What is wanted most once seats and money have their price.

    Args:
        preferred: By kind and need, the sessions, the most worth first.
        worth: By kind and need, what the best of them is worth above the price of the money.
        wanted: By kind and need, how many people take it when seats have a price as well.
    """

    preferred: list[tuple[tuple[int, ...], ...]]
    worth: list[tuple[int, ...]]
    wanted: list[tuple[int, ...]]


def rank_by_price(compact: Compact, *, cancelled: int) -> Ranking:
    """Find prices at which what kinds of people want is about what there is, and rank by them.

    Runs of one course at one cost form a pool. In each round everybody of a kind takes the courses
    that are worth most above their price, with those that come before, within the hours and the
    number of courses of one person; the price of a pool that is wanted by more than it seats, and
    of money wanted beyond its ceiling, goes up, else down, by ever smaller steps. The mean of the
    later rounds counts: then about as much is wanted as there is. Times and units are left to the
    placing.

    Args:
        compact: What is to be decided.
        cancelled: Sessions that do not take place, as a mask.

    Returns:
        Sessions by what they are worth above the price of their money, and how many want them.
    """
    values = _fine_values(compact)
    market = _Market(compact, cancelled, values=values)
    for number in range(_ROUNDS):
        market.move(number)
    prices = market.prices()
    preferred, worth = [], []
    for kind, own in zip(compact.kinds, values, strict=True):
        ranked, best = [], []
        for need, runs in enumerate(kind.options):
            above = []
            for n, run in enumerate(runs):
                price = prices[run] - own[need]
                for name in kind.before.get(run, ()):
                    price += _price_before(compact, kind, name=name, run=run, prices=prices)
                above.append((price, n))
            above.sort()
            ranked.append(tuple(runs[n] for _, n in above))
            best.append(-above[0][0] if above else -(_FINE << 40))
        preferred.append(tuple(ranked))
        worth.append(tuple(best))
    return Ranking(preferred=preferred, worth=worth, wanted=market.wanted())


def _fine_values(compact: Compact) -> list[list[int]]:
    """Give what needs are worth, by kind, in fine steps.

    Who of the PPPK that lack a competency is served goes by predicate alone, so that serving one of
    them is worth what their needs are worth in the mean.

    Legal basis:
        PP 49/2018 art. 39(4).
    """
    sizes = Counter(compact.kind_of)
    sums: Counter[str | None] = Counter()
    people: Counter[str | None] = Counter()
    for place, kind in enumerate(compact.kinds):
        for topic, value in zip(kind.topics, kind.values, strict=True):
            if kind.like.is_contract:
                sums[topic] += sizes[place] * value * _FINE
                people[topic] += sizes[place]
    return [
        [
            sums[topic] // people[topic] if kind.like.is_contract else value * _FINE
            for topic, value in zip(kind.topics, kind.values, strict=True)
        ]
        for kind in compact.kinds
    ]


def _price_before(
    compact: Compact, kind: PersonKind, *, name: str, run: int, prices: Sequence[int]
) -> int:
    """Give what the cheapest run of a course that comes before asks beyond its own worth."""
    runs = compact.preparing(name, run)
    beyond = (prices[other] - _FINE * kind.worth(kind.serves.get(other, 0)) for other in runs)
    return max(0, min(beyond, default=0))


@attrs.frozen(kw_only=True, eq=False)
class _Offer:
    """A pool that serves a need of a kind, with what the need is worth and what comes before."""

    need: int
    pools: tuple[int, ...]
    value: int


@attrs.frozen(kw_only=True, eq=False)
class _Buyers:
    """A kind of people with the offers among which each of them chooses."""

    kind: int
    size: int
    hours: int | None
    offers: tuple[_Offer, ...]


class _Market:
    """Pools of seats and sources of money with prices, and kinds of people who want them."""

    def __init__(
        self, compact: Compact, cancelled: int, *, values: Sequence[Sequence[int]]
    ) -> None:
        self._compact = compact
        self._values = values
        pools: dict[tuple[int, int, int], int] = {}
        self._pool_of = [
            pools.setdefault((compact.course[n], compact.cost[n], compact.fund[n]), len(pools))
            for n in range(len(compact.sessions))
        ]
        self._cost = [cost for _, cost, _ in pools]
        self._fund = [fund for _, _, fund in pools]
        self._hours = [0] * len(pools)
        self._seats = [0] * len(pools)
        self._cheapest: dict[int, int] = {}  # pool of a course
        for run, seats in _seats_with_guides(compact, cancelled | compact.holiday).items():
            pool, course = self._pool_of[run], compact.course[run]
            self._seats[pool] += seats
            self._hours[pool] = compact.hours[run]
            best = self._cheapest.setdefault(course, pool)
            self._cheapest[course] = min(best, pool, key=lambda one: (self._cost[one], one))
        paid = [0] * len(compact.ceilings)
        for fund, seats in zip(self._fund, self._seats, strict=True):
            if fund >= 0:
                paid[fund] += seats
        self._share = [  # rupiah that there are for one seat
            max(1, (ceiling or 0) // max(1, seats))
            for ceiling, seats in zip(compact.ceilings, paid, strict=True)
        ]
        self._buyers = list(self._read_buyers())
        self._top = _FINE * max(compact.worth.values(), default=1)
        self._price = [0] * len(pools)
        self._rate = [0] * len(compact.ceilings)  # price of the share of one seat
        self._sums = [0] * len(compact.ceilings)
        self._rounds = [[0] * len(kind.values) for kind in compact.kinds]  # in which it was taken

    def _read_buyers(self) -> Iterator[_Buyers]:
        compact = self._compact
        for place, size in sorted(Counter(compact.kind_of).items()):
            kind = compact.kinds[place]
            offers = {
                (need, pools): _Offer(need=need, pools=pools, value=self._values[place][need])
                for need, runs in enumerate(kind.options)
                for run in runs
                if (pools := self._pools_for(kind, run))
            }
            if offers:
                hours = sum(left for left, _ in kind.limits) if kind.limits else None
                yield _Buyers(kind=place, size=size, hours=hours, offers=tuple(offers.values()))

    def _pools_for(self, kind: PersonKind, run: int) -> tuple[int, ...]:
        """Give the pool of a session after those that come before; none where one has no seat."""
        names = kind.before.get(run, ())
        before = [self._cheapest.get(self._compact.course_at.get(name, -1), -1) for name in names]
        pools = (*before, self._pool_of[run])
        return pools if all(pool >= 0 and self._seats[pool] for pool in pools) else ()

    def move(self, number: int) -> None:
        """Let everybody choose, and move the prices."""
        asked = [price + self._money_for(pool) for pool, price in enumerate(self._price)]
        taken = [0] * len(asked)
        for buyers in self._buyers:
            needs, pools = self._choose(buyers, asked)
            for pool in pools:
                taken[pool] += buyers.size
            for need in needs if number >= _EARLY else ():
                self._rounds[buyers.kind][need] += 1
        step = (self._top << 8) // isqrt(isqrt((number + 2) ** 3 << 32))  # falls as n to the 3/4
        spent = [0] * len(self._rate)
        for pool, seats in enumerate(self._seats):
            if seats:
                over = min(_MOST_OVER * seats, taken[pool] - seats)
                self._price[pool] = max(0, self._price[pool] + step * over // seats)
                if self._fund[pool] >= 0:
                    spent[self._fund[pool]] += taken[pool] * self._cost[pool]
        for fund, ceiling in enumerate(self._compact.ceilings):
            if ceiling:
                over = min(_MOST_OVER * ceiling, spent[fund] - ceiling)
                self._rate[fund] = max(0, self._rate[fund] + step * over // ceiling)
        if number >= _EARLY:
            self._sums = [sums + now for sums, now in zip(self._sums, self._rate, strict=True)]

    def _choose(self, buyers: _Buyers, asked: Sequence[int]) -> tuple[set[int], set[int]]:
        """Give the needs and pools that one of a kind takes, the most worth of one course first."""
        worth = []
        for place, offer in enumerate(buyers.offers):
            above = offer.value - sum(asked[pool] for pool in offer.pools)
            if above > 0:
                worth.append((-above // len(offer.pools), place))
        worth.sort()
        limit, left = self._compact.problem.course_limit, buyers.hours
        needs: set[int] = set()
        pools: set[int] = set()
        for _, place in worth:
            offer = buyers.offers[place]
            if offer.need in needs:
                continue
            wider = pools.union(offer.pools)
            if (limit is None or len(wider) <= limit) and (
                left is None or sum(self._hours[pool] for pool in wider) <= left
            ):
                needs.add(offer.need)
                pools = wider
        return needs, pools

    def prices(self) -> list[int]:
        """Give the mean price of the money that a participant of each session costs."""
        self._rate = [sums // (_ROUNDS - _EARLY) for sums in self._sums]
        return [self._money_for(pool) for pool in self._pool_of]

    def wanted(self) -> list[tuple[int, ...]]:
        """Give how many of each kind take a session for each need in the mean, to the nearest."""
        sizes, rounds = Counter(self._compact.kind_of), _ROUNDS - _EARLY
        return [
            tuple((2 * sizes[kind] * times + rounds) // (2 * rounds) for times in row)
            for kind, row in enumerate(self._rounds)
        ]

    def _money_for(self, pool: int) -> int:
        fund = self._fund[pool]
        if fund < 0:
            return 0
        return self._rate[fund] * self._cost[pool] // self._share[fund]


def _seats_with_guides(compact: Compact, closed: int) -> dict[int, int]:
    """Give the seats of sessions that are open; those at one time with a guide share the load."""
    seats = {run: most for run, most in enumerate(compact.seats) if not closed >> run & 1}
    for mask, load in compact.loads:
        together = list(bits(mask & ~closed))
        wide = sum(compact.seats[run] for run in together)
        for run in together if wide > load else ():
            seats[run] = min(seats[run], compact.seats[run] * load // wide)
    return seats

"""`Queue`: needs of people who are alike, placed at once in the order of their worth."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from asn_kinerja.training.compact import Compact, bits
from asn_kinerja.training.placing import NeedPlace, predicates_first, seat_need
from asn_kinerja.training.pricing import Ranking
from asn_kinerja.training.seating import Seating

__all__ = ["Queue", "Shares", "needs_in", "place_queues", "queues_by_worth"]


@attrs.frozen(kw_only=True, eq=False)
class Queue:
    """People of one kind and one standing who wait for the same.

    Args:
        kind: The kind.
        need: Number of the need among the needs of each.
        people: Who, in the order of their ids.
    """

    kind: int
    need: int
    people: tuple[int, ...]


def queues_by_worth(compact: Compact, ranking: Ranking) -> list[Queue]:
    """Put queues in the order of what their need is worth above its price.

    Args:
        compact: What is to be decided.
        ranking: The worth.

    Returns:
        All queues; of equal worth the higher priority goes first, then the better predicate. Among
        PPPK who lack the same competency the better predicate goes first.

    Legal basis:
        PP 49/2018 art. 39(4).
    """
    alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for person, learner in enumerate(compact.people):
        alike[learner.standing, compact.kind_of[person]].append(person)
    queues = [
        Queue(kind=kind, need=need, people=tuple(people))
        for (_, kind), people in sorted(alike.items())
        for need in range(len(compact.kinds[kind].values))
    ]
    queues.sort(
        key=lambda one: (
            -ranking.worth[one.kind][one.need],
            -compact.kinds[one.kind].values[one.need],
        )
    )
    return predicates_first(
        queues,
        learner=lambda one: compact.people[one.people[0]],
        topic=lambda one: compact.kinds[one.kind].topics[one.need],
    )


def needs_in(queues: Iterable[Queue]) -> Iterator[NeedPlace]:
    """Give the needs of queues one by one."""
    return ((person, queue.need) for queue in queues for person in queue.people)


class Shares:
    """How many people of a kind may still be served in a need while others wait for their share.

    PPPK who lack the same competency have one share together, so that the better predicate comes
    first in it as well.

    Args:
        seating: The placements; who is served counts.
        wanted: By kind and need, how many are to be served.
    """

    def __init__(self, seating: Seating, wanted: Sequence[Sequence[int]]) -> None:
        compact = seating.compact
        self._of: list[tuple[object, ...]] = [
            kind.topics
            if kind.like.is_contract
            else tuple((place, need) for need in range(len(kind.values)))
            for place, kind in enumerate(compact.kinds)
        ]
        self._left: Counter[object] = Counter()
        for shares, numbers in zip(self._of, wanted, strict=True):
            self._left.update(dict.fromkeys(shares, 0))
            for share, number in zip(shares, numbers, strict=True):
                self._left[share] += number
        for person, served in enumerate(seating.served):
            self.take(compact.kind_of[person], served)

    def is_left(self, queue: Queue) -> bool:
        """Whether one more of a queue may be served."""
        return self._left[self._of[queue.kind][queue.need]] > 0

    def take(self, kind: int, served: int) -> None:
        """Count needs of somebody as served, given as a mask."""
        for need in bits(served):
            self._left[self._of[kind][need]] -= 1


def place_queues(
    seating: Seating, queues: Iterable[Queue], *, shares: Shares | None = None
) -> None:
    """Give each need that is not served the most fitting session with room.

    Args:
        seating: The placements.
        queues: The needs.
        shares: How many may be served at most; `None` for all.
    """
    served = seating.served
    for queue in queues:
        chances, need = seating.compact.kinds[queue.kind].chances[queue.need], queue.need
        if not chances & ~seating.closed:
            continue
        for person in queue.people:
            before = served[person]
            if before >> need & 1:
                continue
            if shares and not shares.is_left(queue):
                break
            if seat_need(seating, (person, need)):
                if shares:
                    shares.take(queue.kind, served[person] ^ before)
                if not chances & ~seating.closed:
                    break

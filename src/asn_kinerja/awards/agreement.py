"""Whether other methods agree, and whether one who leaves makes others change places."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import attrs

from asn_kinerja.awards.methods import RankingLaw, RankingMethod
from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact

__all__ = ["MethodOutcome", "Reversals", "compare_methods", "find_reversals"]


@attrs.frozen(kw_only=True)
class MethodOutcome:
    """Who would be first under another method.

    Args:
        method: Its id.
        pool_free: Whether its order of two depends on nobody else.
        first: Those who would win, ties at the border included, sorted.
        shared: How many of them win now.
    """

    method: str
    pool_free: bool
    first: tuple[str, ...]
    shared: int


@attrs.frozen(kw_only=True)
class Reversals:
    """What happens to the others when one who did not win leaves.

    Args:
        method: Id of the method.
        tried: How many were taken out, one at a time.
        reordered: How many of them changed the order of two others by leaving.
        example: Who left and which two changed places; empty when nothing changed.
    """

    method: str
    tried: int
    reordered: int
    example: tuple[str, ...] = ()


def compare_methods(
    values: Mapping[str, Sequence[Exact]],
    *,
    criteria: Sequence[Criterion],
    methods: Iterable[RankingMethod],
    winners: Iterable[str],
) -> tuple[MethodOutcome, ...]:
    """Ask other methods who would win, without quotas.

    Args:
        values: Value of each candidate on each criterion, in its own unit.
        criteria: The criteria.
        methods: The methods to ask.
        winners: Who wins now; the same number of places is handed out.

    Returns:
        One outcome a method, in their order.
    """
    chosen = set(winners)
    names = sorted(values)
    rows = [values[name] for name in names]
    found = []
    for method in methods:
        totals = dict(zip(names, method.score(rows, criteria=criteria), strict=True))
        ranked = sorted(totals.values(), reverse=True)
        first: set[str] = set()
        if chosen and ranked:
            border = ranked[min(len(chosen), len(ranked)) - 1]
            first = {name for name, total in totals.items() if total >= border}
        found.append(
            MethodOutcome(
                method=method.id,
                pool_free=RankingLaw.POOL_FREE in method.laws,
                first=tuple(sorted(first)),
                shared=len(first & chosen),
            )
        )
    return tuple(found)


def find_reversals(
    values: Mapping[str, Sequence[Exact]],
    *,
    criteria: Sequence[Criterion],
    method: RankingMethod,
    winners: Iterable[str],
    most: int = 100,
) -> Reversals:
    """Take each who did not win out of the pool, and look whether the others change places.

    Args:
        values: Value of each candidate on each criterion, in its own unit.
        criteria: The criteria.
        method: The method.
        winners: Who wins; they stay.
        most: How many are taken out at most, the last by id first.

    Returns:
        What happened; for a method that promises `RankingLaw.POOL_FREE` nothing ever does.
    """
    names = sorted(values)
    before = _ranks(names, values, criteria, method)
    leaving = [name for name in reversed(names) if name not in set(winners)][:most]
    reordered = 0
    example: tuple[str, ...] = ()
    for gone in leaving:
        rest = [name for name in names if name != gone]
        after = _ranks(rest, values, criteria, method)
        swap = _swapped(rest, before, after)
        if swap:
            reordered += 1
            example = example or (gone, *swap)
    return Reversals(method=method.id, tried=len(leaving), reordered=reordered, example=example)


def _ranks(
    names: Sequence[str],
    values: Mapping[str, Sequence[Exact]],
    criteria: Sequence[Criterion],
    method: RankingMethod,
) -> dict[str, int]:
    scores = method.score([values[name] for name in names], criteria=criteria)
    place = {score: rank for rank, score in enumerate(sorted(set(scores), reverse=True))}
    return {name: place[score] for name, score in zip(names, scores, strict=True)}


def _swapped(
    names: Sequence[str], before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[str, ...]:
    """Name two whose order is another now, or nobody."""
    order = sorted(names, key=lambda name: (before[name], after[name], name))
    for one, two in pairwise(order):
        if (before[one] < before[two]) != (after[one] < after[two]):
            return (one, two)
    return ()

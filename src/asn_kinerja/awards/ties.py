"""Order candidates by score, and equal ones by the declared chain; the rest stays equal."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from asn_kinerja.records.awards import TieBreak
from asn_kinerja.scoring.numbers import Exact

__all__ = ["order_candidates"]


def order_candidates(
    totals: Mapping[str, Exact],
    *,
    scaled: Mapping[str, Mapping[str, Exact]],
    chain: Sequence[str],
) -> tuple[tuple[tuple[str, ...], ...], tuple[TieBreak, ...]]:
    """Rank candidates, best first.

    Args:
        totals: Exact total of each candidate.
        scaled: Values on the published scale, by candidate and criterion.
        chain: Criteria that decide between equal totals, in order; the higher value wins.

    Returns:
        Groups of candidates that stay equal, best first, each sorted by id; and every tie met,
        with the criterion that broke it or none.
    """
    ties: list[TieBreak] = []
    groups: list[tuple[str, ...]] = []
    for equal in _groups(totals):
        groups += _split(equal, scaled=scaled, chain=tuple(chain), ties=ties)
    return tuple(groups), tuple(ties)


def _groups(values: Mapping[str, Exact]) -> list[tuple[str, ...]]:
    order = sorted(values, key=lambda name: (-values[name], name))
    return [tuple(names) for _, names in groupby(order, key=lambda name: values[name])]


def _split(
    equal: tuple[str, ...],
    *,
    scaled: Mapping[str, Mapping[str, Exact]],
    chain: tuple[str, ...],
    ties: list[TieBreak],
) -> list[tuple[str, ...]]:
    if len(equal) == 1:
        return [equal]
    for position, criterion_id in enumerate(chain, 1):
        parts = _groups({name: scaled[name][criterion_id] for name in equal})
        if len(parts) > 1:
            ties.append(TieBreak(employee_ids=equal, criterion_id=criterion_id))
            rest = chain[position:]
            return [
                group
                for part in parts
                for group in _split(part, scaled=scaled, chain=rest, ties=ties)
            ]
    ties.append(TieBreak(employee_ids=equal))
    return [equal]

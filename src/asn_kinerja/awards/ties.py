"""Order candidates by score, and equal ones by the declared chain; the rest stays equal."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import groupby

from asn_kinerja.records.awards import LOT, TieBreak
from asn_kinerja.scoring.numbers import Exact

__all__ = ["draw_lot", "order_candidates"]


def order_candidates(
    totals: Mapping[str, Exact],
    *,
    scaled: Mapping[str, Mapping[str, Exact]],
    chain: Sequence[str],
    lot_seed: str = "",
) -> tuple[tuple[tuple[str, ...], ...], tuple[TieBreak, ...]]:
    """Rank candidates, best first.

    The lot gives each candidate the SHA-256 of the seed, a line break and the id, in hexadecimal;
    the lowest is first. Anybody can draw it again.

    Args:
        totals: Exact total of each candidate.
        scaled: Values on the published scale, by candidate and criterion.
        chain: Criteria that decide between equal totals, in order; the higher value wins.
        lot_seed: Published text that seeds the lot for what the chain leaves; empty for no lot.

    Returns:
        Groups of candidates that stay equal, best first, each sorted by id; and every tie met,
        with the criterion that broke it or none.
    """
    ties: list[TieBreak] = []
    groups: list[tuple[str, ...]] = []
    for equal in _groups(totals):
        for group in _split(equal, scaled=scaled, chain=tuple(chain), ties=ties):
            if len(group) == 1 or not lot_seed:
                groups.append(group)
            else:
                ties.append(TieBreak(employee_ids=group, criterion_id=LOT))
                groups += [(name,) for name in draw_lot(group, lot_seed=lot_seed)]
    return tuple(groups), tuple(ties)


def draw_lot(names: Sequence[str], *, lot_seed: str) -> tuple[str, ...]:
    """Put names into the order of the published lot.

    Args:
        names: Ids, in any order.
        lot_seed: The published text.

    Returns:
        The same ids, first drawn first.
    """
    return tuple(
        sorted(names, key=lambda name: (sha256(f"{lot_seed}\n{name}".encode()).hexdigest(), name))
    )


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

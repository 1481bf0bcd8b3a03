"""How sure an outcome is, in plain words: how far the weights may move, and who comes next.

Margins are exact for weighted sums, whose totals are straight lines in each weight. Shares of the
space of weights are sampled with a seed and told with their error.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isqrt, lcm
from operator import mul
from random import Random

import attrs

from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, round_exact, to_decimal, to_exact

__all__ = [
    "Rival",
    "WeightMargin",
    "WinShare",
    "nearest_rival",
    "weight_margins",
    "win_shares",
]

_ERRORS = 2  # standard errors on each side
_GRAIN = 1_000_000  # weights are drawn as whole parts of it


@attrs.frozen(kw_only=True)
class WeightMargin:
    """How far one weight may move, the others keeping their proportions, until a winner changes.

    Args:
        criterion_id: The criterion.
        weight: Its weight in per cent.
        lowest: The least weight, in per cent, at which the winners are the same; exact.
        highest: The highest such weight; exact.
        rivals: Who would come in below the lowest and above the highest; empty where nothing
            changes down to 0 or up to 100.
    """

    criterion_id: str
    weight: Exact
    lowest: Exact
    highest: Exact
    rivals: tuple[str, str] = ("", "")


@attrs.frozen(kw_only=True)
class WinShare:
    """In how much of the space of all weights somebody is among the first.

    Args:
        employee_id: Who.
        share: Per cent of the weights drawn, two decimals.
        error: Two standard errors, in per cent.
    """

    employee_id: str
    share: Decimal
    error: Decimal


@attrs.frozen(kw_only=True)
class Rival:
    """The best of those who did not win.

    Args:
        winner_id: The winner with the lowest total.
        employee_id: The rival.
        gap: Exact difference of their totals.
    """

    winner_id: str
    employee_id: str
    gap: Exact


def weight_margins(
    scaled: Mapping[str, Sequence[Exact]],
    *,
    criteria: Sequence[Criterion],
    winners: Iterable[str],
    may_replace: Mapping[str, Iterable[str]] | None = None,
) -> tuple[WeightMargin, ...]:
    """Find how far each weight of a weighted sum may move until a winner changes.

    Args:
        scaled: Value of each candidate on each criterion, on one scale for all.
        criteria: The criteria with their weights, in the order of the values.
        winners: Who wins.
        may_replace: For each other candidate the winners whose place is open to that candidate
            under the quotas; all by default.

    Returns:
        One margin a criterion; none for a criterion that weighs all or nothing.
    """
    chosen = sorted(winners)
    others = sorted(set(scaled) - set(chosen))
    total = sum((Fraction(to_exact(item.weight)) for item in criteria), start=Fraction(0))
    found = []
    for at, item in enumerate(criteria):
        weight = 100 * Fraction(to_exact(item.weight)) / total
        if not 0 < weight < 100:
            continue
        lines = {
            name: _line(values, at=at, criteria=criteria, total=total)
            for name, values in scaled.items()
        }
        low, high, below, above = Fraction(0), Fraction(100), "", ""
        for rival in others:
            open_to = chosen if may_replace is None else may_replace.get(rival, ())
            for winner in open_to:
                slope = lines[winner][0] - lines[rival][0]
                lead = lines[winner][1] - lines[rival][1]
                if slope == 0:
                    continue
                edge = -100 * lead / slope
                if slope > 0 and edge > low:
                    low, below = edge, rival
                elif slope < 0 and edge < high:
                    high, above = edge, rival
        found.append(
            WeightMargin(
                criterion_id=item.id,
                weight=to_exact(weight),
                lowest=to_exact(low),
                highest=to_exact(high),
                rivals=(below, above),
            )
        )
    return tuple(found)


def _line(
    values: Sequence[Exact], *, at: int, criteria: Sequence[Criterion], total: Fraction
) -> tuple[Fraction, Fraction]:
    """Give slope and height of a total as the weight of one criterion goes from 0 to 100."""
    own = Fraction(to_exact(criteria[at].weight))
    rest = sum(
        (
            Fraction(to_exact(item.weight)) * value
            for number, (item, value) in enumerate(zip(criteria, values, strict=True))
            if number != at
        ),
        start=Fraction(0),
    ) / (total - own)
    return values[at] - rest, rest


def win_shares(
    scaled: Mapping[str, Sequence[Exact]],
    *,
    winners: int,
    seed: int,
    draws: int = 2_000,
) -> tuple[WinShare, ...]:
    """Draw weights evenly from all there are, and count who is among the first.

    Quotas are left out: the question is how much the choice of weights decides.

    Args:
        scaled: Value of each candidate on each criterion, on one scale for all.
        winners: How many are first.
        seed: Seeds the draws; the same seed, the same shares.
        draws: How many weights are drawn.

    Returns:
        Those who are ever among the first, by share, then by id. Who ties for the last place
        counts.
    """
    rows = _whole(_undominated(scaled, winners=winners))
    if not rows:
        return ()
    width = len(next(iter(rows.values())))
    chance = Random(seed)  # noqa: S311 - a sample that anybody can draw again
    counts = dict.fromkeys(rows, 0)
    for _ in range(draws):
        weights = _draw(chance, width)
        totals = {name: sum(map(mul, weights, row)) for name, row in rows.items()}
        border = sorted(totals.values(), reverse=True)[min(winners, len(totals)) - 1]
        for name, value in totals.items():
            if value >= border:
                counts[name] += 1
    shares = [
        WinShare(
            employee_id=name,
            share=to_decimal(round_exact(Fraction(100 * count, draws), 2), 2),
            error=_error(count, draws),
        )
        for name, count in counts.items()
        if count
    ]
    return tuple(sorted(shares, key=lambda item: (-item.share, item.employee_id)))


def _error(count: int, draws: int) -> Decimal:
    """Give two standard errors of a share, in per cent; never less than that of one draw."""
    inner = max(count * (draws - count), draws - 1)
    hundredths = isqrt(_ERRORS**2 * 10_000**2 * inner // draws**3) + 1
    return to_decimal(Fraction(hundredths, 100), 2)


def _draw(chance: Random, width: int) -> list[int]:
    """Draw weights that add up to a fixed sum, every such weighting as likely as any other."""
    cuts = sorted(chance.randrange(_GRAIN + 1) for _ in range(width - 1))
    return [high - low for low, high in pairwise([0, *cuts, _GRAIN])]


def _undominated(
    scaled: Mapping[str, Sequence[Exact]], *, winners: int
) -> dict[str, Sequence[Exact]]:
    """Keep those whom fewer others beat in everything than there are places."""
    order = sorted(scaled, key=lambda name: (-sum(map(Fraction, scaled[name])), name))
    kept: dict[str, Sequence[Exact]] = {}
    for name in order:
        values = tuple(scaled[name])
        above = 0
        for other in kept.values():
            if other != values and all(a >= b for a, b in zip(other, values, strict=True)):
                above += 1
                if above >= winners:
                    break
        if above < winners:
            kept[name] = values
    return kept


def _whole(rows: Mapping[str, Sequence[Exact]]) -> dict[str, list[int]]:
    """Bring all values to one denominator."""
    common = lcm(*(value.denominator for row in rows.values() for value in row), 1)
    return {name: [int(value * common) for value in row] for name, row in rows.items()}


def nearest_rival(totals: Mapping[str, Exact], *, winners: Iterable[str]) -> Rival | None:
    """Find the best of those who did not win, and how far away the last winner is.

    Args:
        totals: Exact total of each ranked candidate.
        winners: Who wins.

    Returns:
        The rival; `None` when nobody won or nobody else is there.
    """
    chosen = set(winners) & set(totals)
    others = set(totals) - chosen
    if not chosen or not others:
        return None
    last = min(chosen, key=lambda name: (totals[name], name))
    best = min(others, key=lambda name: (-totals[name], name))
    return Rival(
        winner_id=last, employee_id=best, gap=to_exact(Fraction(totals[last]) - totals[best])
    )

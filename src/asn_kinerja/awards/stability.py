"""How sure an outcome is, in plain words: how far the weights may move, and who comes next.

Margins are exact for weighted sums, whose totals are straight lines in each weight. Shares of the
space of weights are sampled with a seed and told with their error.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isqrt, lcm
from operator import ge, mul
from random import Random

import attrs

from asn_kinerja.records.award_rules import Criterion
from asn_kinerja.scoring.numbers import Exact, round_exact, to_decimal, to_exact

__all__ = [
    "Rival",
    "WeightMargin",
    "WinShare",
    "nearest_rival",
    "undominated",
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
    rows = _whole(scaled)
    grain = lcm(*(to_exact(item.weight).denominator for item in criteria), 1)
    weights = [int(to_exact(item.weight) * grain) for item in criteria]
    found = []
    for at, item in enumerate(criteria):
        rest = sum(weights) - weights[at]
        if weights[at] == 0 or rest == 0:
            continue
        lines = {name: _line(row, at=at, weights=weights) for name, row in rows.items()}
        low, high, below, above = Fraction(0), Fraction(100), "", ""
        for rival in others:
            for winner in chosen if may_replace is None else may_replace.get(rival, ()):
                slope = lines[winner][0] - lines[rival][0]
                lead = lines[winner][1] - lines[rival][1]
                if slope > 0 and -100 * lead > low * slope:
                    low, below = Fraction(-100 * lead, slope), rival
                elif slope < 0 and -100 * lead > high * slope:
                    high, above = Fraction(-100 * lead, slope), rival
        found.append(
            WeightMargin(
                criterion_id=item.id,
                weight=to_exact(Fraction(100 * weights[at], sum(weights))),
                lowest=to_exact(low),
                highest=to_exact(high),
                rivals=(below, above),
            )
        )
    return tuple(found)


def _line(row: Sequence[int], *, at: int, weights: Sequence[int]) -> tuple[int, int]:
    """Give slope and height of a total as one weight goes from 0 to all, on one scale for all."""
    rest = sum(weights) - weights[at]
    height = sum(map(mul, weights, row)) - weights[at] * row[at]
    return row[at] * rest - height, height


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
    rows = _whole(undominated(scaled, places=winners))
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


def undominated(
    scaled: Mapping[str, Sequence[Exact]], *, places: int
) -> dict[str, Sequence[Exact]]:
    """Keep those whom fewer others beat in everything than there are places.

    Nobody else can be among the first under any weights, or under any monotone method.

    Args:
        scaled: Value of each candidate on each criterion, more being better.
        places: How many are first.

    Returns:
        The rest, by the sum of their values.
    """
    rows = _whole(scaled)
    order = sorted(rows, key=lambda name: (-sum(rows[name]), name))
    kept: dict[str, list[int]] = {}
    for name in order:
        own = rows[name]
        above = 0
        for other in kept.values():
            if all(map(ge, other, own)) and other != own:
                above += 1
                if above >= places:
                    break
        if above < places:
            kept[name] = own
    return {name: scaled[name] for name in kept}


def _whole(rows: Mapping[str, Sequence[Exact]]) -> dict[str, list[int]]:
    """Bring all values to one denominator."""
    common = lcm(*{value.denominator for row in rows.values() for value in row}, 1)
    return {
        name: [value.numerator * (common // value.denominator) for value in row]
        for name, row in rows.items()
    }


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

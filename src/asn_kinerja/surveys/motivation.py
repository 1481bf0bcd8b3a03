"""Motivation of the staff: an index 0-100, its dimensions and reliability, groups and pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import MotivationIndex, MotivationResponse, Wave
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.surveys.motivation_items import DIMENSIONS

__all__ = ["cronbach_alpha", "item_index", "motivation_indices", "withheld_groups"]

_LOW, _HIGH = 1, 5
_INDEX_SCALE, _ALPHA_SCALE = 2, 3

Answers = Sequence[int | None]


def motivation_indices(
    responses: Iterable[MotivationResponse], period: Period, *, smallest_group: int
) -> tuple[MotivationIndex, ...]:
    """Compute the motivation index of everybody and of each group, before and after.

    The index is the mean of the items' means, put on 0-100; each item is divided by those who
    answered it. A group under `smallest_group` is withheld, and so is the next small one where a
    single withheld group could be worked out from the rest.

    Args:
        responses: Answers 1-5 of any period; those within `period` count.
        period: The year.
        smallest_group: Least number of respondents whose index is shown.

    Returns:
        The indices, waves in order, everybody last. Who answered nothing does not count.

    Raises:
        InvalidInput: If a token answers twice in one wave; the tokens are not repeated.
    """
    counted = [
        response
        for response in sorted(responses, key=attrgetter("id"))
        if period.start <= response.period.start
        and response.period.end <= period.end
        and any(answer is not None for answer in response.answers)
    ]
    _refuse_doubles(counted)
    found = []
    for wave in Wave:
        groups: dict[str, list[MotivationResponse]] = defaultdict(list)
        for response in counted:
            if response.wave is wave:
                groups[response.group].append(response)
        sizes = {name: len(group) for name, group in groups.items()}
        withheld = withheld_groups(sizes, smallest_group)
        pairing = _Pairing(responses=tuple(counted), smallest=smallest_group)
        found += [
            _index(groups[name], period, group=name, shown=name not in withheld, pairing=pairing)
            for name in sorted(groups)
        ]
        everybody = [response for response in counted if response.wave is wave]
        if everybody:
            shown = len(everybody) >= smallest_group
            found.append(_index(everybody, period, group=None, shown=shown, pairing=pairing))
    return tuple(found)


def item_index(rows: Sequence[Answers]) -> Fraction | None:
    """Put the mean of the items' means on 0-100.

    Args:
        rows: Answers of each respondent, a column an item; `None` where left out.

    Returns:
        The exact index; `None` when nobody answered one of the items.
    """
    columns = [
        [answer for answer in column if answer is not None] for column in zip(*rows, strict=True)
    ]
    if not columns or not all(columns):
        return None
    total = sum((Fraction(sum(column), len(column)) for column in columns), Fraction(0))
    mean = total / len(columns)
    return (mean - _LOW) * 100 / (_HIGH - _LOW)


def cronbach_alpha(rows: Sequence[Answers]) -> Fraction | None:
    """Compute the reliability of a scale.

    Args:
        rows: Answers of each respondent, a column an item; those with a gap are left out.

    Returns:
        Cronbach's alpha, exact; `None` for fewer than two complete respondents or two items, or
        when all totals are equal.

    Source:
        Cronbach (1951), Psychometrika 16: k/(k-1) times one minus the sum of the variances of
        the items over the variance of the totals.
    """
    complete = [[answer for answer in row if answer is not None] for row in rows if None not in row]
    items = len(complete[0]) if complete else 0
    if len(complete) < 2 or items < 2:
        return None
    total = _spread([sum(row) for row in complete])
    if total == 0:
        return None
    parts = sum(_spread(column) for column in zip(*complete, strict=True))
    return Fraction(items, items - 1) * (1 - parts / total)


def withheld_groups(sizes: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Choose the groups whose index is withheld.

    Args:
        sizes: Respondents of each group.
        smallest: Least number that is shown.

    Returns:
        Every group under `smallest`; and, as long as that is one alone or all withheld together
        are fewer than `smallest`, the next smallest, by size and then by name.
    """
    ordered = sorted(sizes, key=lambda name: (sizes[name], name))
    withheld = [name for name in ordered if sizes[name] < smallest]
    if not withheld:
        return frozenset()
    for name in ordered[len(withheld) :]:
        if len(withheld) > 1 and sum(sizes[held] for held in withheld) >= smallest:
            break
        withheld.append(name)
    return frozenset(withheld)


@attrs.frozen(kw_only=True)
class _Pairing:
    """Who answered in both waves, told by tokens."""

    responses: tuple[MotivationResponse, ...]
    smallest: int

    def both(self, tokens: Iterable[str]) -> tuple[list[Answers], list[Answers]]:
        """Give the answers before and after of those tokens that answered in both waves."""
        wanted = set(tokens)
        waves: dict[Wave, dict[str, Answers]] = {wave: {} for wave in Wave}
        for response in self.responses:
            if response.token in wanted:
                waves[response.wave][response.token] = response.answers
        before, after = waves[Wave.SEBELUM], waves[Wave.SESUDAH]
        tokens_in_both = sorted(before.keys() & after.keys())
        return [before[token] for token in tokens_in_both], [
            after[token] for token in tokens_in_both
        ]


def _index(
    responses: Sequence[MotivationResponse],
    period: Period,
    *,
    group: str | None,
    shown: bool,
    pairing: _Pairing,
) -> MotivationIndex:
    wave = responses[0].wave
    rows = [response.answers for response in responses]
    before, after = pairing.both(response.token for response in responses)
    name = f"{group}/" if group is not None else ""
    blank = MotivationIndex(
        id=f"{name}{period}/{wave}",
        period=period,
        wave=wave,
        respondents=len(rows),
        index=None,
        paired=len(before),
        group=group,
    )
    if not shown:
        return blank
    change = None
    if wave is Wave.SESUDAH and len(before) >= pairing.smallest:
        change = _difference(item_index(after), item_index(before))
    return attrs.evolve(
        blank,
        index=_decimal(item_index(rows), _INDEX_SCALE),
        dimensions=tuple(_decimal(item_index(part), _INDEX_SCALE) for part in _parts(rows)),
        reliability=_decimal(cronbach_alpha(rows), _ALPHA_SCALE),
        paired_change=_decimal(change, _INDEX_SCALE),
    )


def _parts(rows: Sequence[Answers]) -> list[list[Answers]]:
    """Cut the answers into the items of each dimension."""
    parts, start = [], 0
    for dimension in DIMENSIONS:
        end = start + len(dimension.items)
        parts.append([row[start:end] for row in rows])
        start = end
    return parts


def _spread(values: Sequence[int]) -> Fraction:
    """Sum of squared distances from the mean; divisors cancel out in alpha."""
    mean = Fraction(sum(values), len(values))
    return sum(((value - mean) ** 2 for value in values), Fraction(0))


def _difference(later: Fraction | None, earlier: Fraction | None) -> Fraction | None:
    return None if later is None or earlier is None else later - earlier


def _decimal(value: Fraction | None, scale: int) -> Decimal | None:
    return None if value is None else to_decimal(round_exact(value, scale), scale)


def _refuse_doubles(responses: Iterable[MotivationResponse]) -> None:
    counts = Counter((response.wave, response.token) for response in responses)
    doubled = sum(count > 1 for count in counts.values())
    if doubled:
        raise InvalidInput(Problem("token_doubled", "MotivationResponse.token", value=doubled))

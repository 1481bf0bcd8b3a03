"""Whether the chances of groups differ: rates with exact tests; flags to look at, no verdicts.

Source: the test is Fisher's exact test (1935), two-sided by probability; a ratio of rates under
four fifths is the rule of thumb of the United States' Uniform Guidelines of 1978.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import comb

import attrs

from asn_kinerja.legal.terms import EmploymentStatus
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.awards import Place, Selection
from asn_kinerja.scoring.numbers import Exact, to_exact

__all__ = ["Group", "GroupKind", "GroupRate", "compare_groups", "fisher_exact"]

_SMALL = 5  # smaller cells are withheld
_RATIO = Fraction(4, 5)
_LEVEL = Fraction(5, 100)


class GroupKind(StrEnum):
    """What groups are made by."""

    SEX = "jenis_kelamin"
    UNIT = "unit"
    POSITION_CLASS = "kelas_jabatan"
    STATUS = "pns_pppk"


@attrs.frozen(kw_only=True)
class GroupRate:
    """One group against all others.

    Args:
        kind: What the group is made by.
        value: Which group.
        candidates: How many stood for the award; `None` when withheld.
        winners: How many of them won; `None` when withheld.
        rate: Exact share of winners; `None` when withheld.
        is_flagged: Whether the exact test is under 5 per cent and the rate under four fifths of
            that of the others. A flag asks for a look at the reasons; it is no verdict.
    """

    kind: GroupKind
    value: str
    candidates: int | None
    winners: int | None
    rate: Exact | None
    is_flagged: bool


def _contract(entry: Entry) -> str:
    is_pppk = entry.status in {EmploymentStatus.PPPK, EmploymentStatus.PPPK_PARUH_WAKTU}
    return "pppk" if is_pppk else "pns"


Group = Callable[[Entry], str]

_BY: Mapping[GroupKind, Group] = {
    GroupKind.SEX: lambda entry: entry.sex,
    GroupKind.UNIT: lambda entry: entry.unit_id,
    GroupKind.POSITION_CLASS: lambda entry: str(entry.position_class),
    GroupKind.STATUS: _contract,
}


def compare_groups(
    entries: Sequence[Entry], selections: Iterable[Selection]
) -> tuple[GroupRate, ...]:
    """Compare the chances of the groups of an award.

    Counts from one to four are withheld. Where only one group of a kind would be withheld, the
    smallest other one is too, so that no count can be had by subtraction.

    Args:
        entries: All candidates.
        selections: What came out.

    Returns:
        One line a group, by kind and value; a kind with one group only has none.
    """
    won = {
        item.employee_id
        for selection in selections
        for item in selection.candidates
        if item.place is Place.WINNER
    }
    found: list[GroupRate] = []
    for kind, group in _BY.items():
        table: dict[str, tuple[int, int]] = {}
        for entry in entries:
            value = group(entry)
            if value:
                count, winners = table.get(value, (0, 0))
                table[value] = (count + 1, winners + (entry.employee_id in won))
        if len(table) > 1:
            found += _lines(kind, table)
    return tuple(found)


def _lines(kind: GroupKind, table: Mapping[str, tuple[int, int]]) -> Iterable[GroupRate]:
    whole = sum(count for count, _ in table.values())
    winners = sum(won for _, won in table.values())
    hidden = {value for value, cells in table.items() if _is_small(*cells)}
    if len(hidden) == 1 and len(table) > 1:
        others = [value for value in table if value not in hidden]
        hidden.add(min(others, key=lambda value: (table[value], value)))
    for value in sorted(table):
        count, won = table[value]
        shown = value not in hidden
        yield GroupRate(
            kind=kind,
            value=value,
            candidates=count if shown else None,
            winners=won if shown else None,
            rate=to_exact(Fraction(won, count)) if shown else None,
            is_flagged=count >= _SMALL
            and whole - count >= _SMALL
            and _is_low(won, count, winners, whole),
        )


def _is_small(count: int, won: int) -> bool:
    return any(0 < cell < _SMALL for cell in (count, won, count - won))


def _is_low(won: int, count: int, winners: int, whole: int) -> bool:
    others = Fraction(winners - won, whole - count)
    low = Fraction(won, count) < _RATIO * others
    return low and fisher_exact(won, count, winners=winners, whole=whole) < _LEVEL


def fisher_exact(won: int, count: int, *, winners: int, whole: int) -> Fraction:
    """Give the chance of a table as unlikely as this one, or more, when groups do not matter.

    Args:
        won: Winners in the group.
        count: Size of the group.
        winners: Winners in all.
        whole: All candidates.

    Returns:
        The exact two-sided probability.
    """
    ways = [
        comb(count, number) * comb(whole - count, winners - number)
        for number in range(max(0, winners - whole + count), min(count, winners) + 1)
    ]
    own = comb(count, won) * comb(whole - count, winners - won)
    return Fraction(sum(way for way in ways if way <= own), comb(whole, winners))

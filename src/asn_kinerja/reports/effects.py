"""Satisfaction of the public and motivation of the employees, before and after."""

from collections.abc import Iterable
from decimal import Decimal

import attrs

from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import (
    ELEMENTS,
    MotivationIndex,
    SatisfactionIndex,
    Wave,
)
from asn_kinerja.reports.shelf import Shelf
from asn_kinerja.surveys.motivation_items import DIMENSIONS
from asn_kinerja.surveys.satisfaction import ELEMENT_LABELS

__all__ = [
    "ElementRow",
    "GroupRow",
    "MotivationRows",
    "SatisfactionRows",
    "dimension_name",
    "element_name",
    "motivation_rows",
    "satisfaction_rows",
]

LOWEST = 3  # as many elements get a follow-up


@attrs.frozen(kw_only=True)
class ElementRow:
    """Mean of one element of service, on the scale 1 to 4.

    Args:
        number: 1 to 9.
        before: Mean of the first wave.
        after: Mean of the second wave.
        is_low: Whether it is among the three lowest of the latest wave.
    """

    number: int
    before: Decimal | None
    after: Decimal | None
    is_low: bool

    @property
    def latest(self) -> Decimal | None:
        """The mean of the second wave, or of the first when there is no second."""
        return self.before if self.after is None else self.after


@attrs.frozen(kw_only=True)
class GroupRow:
    """An index of one group before and after.

    Args:
        name: Unit or group.
        before: Its index in the first wave.
        after: Its index in the second wave.
    """

    name: str
    before: SatisfactionIndex | MotivationIndex | None
    after: SatisfactionIndex | MotivationIndex | None

    @property
    def change(self) -> Decimal | None:
        """After minus before; `None` when one of them is missing or withheld."""
        first = self.before.index if self.before else None
        second = self.after.index if self.after else None
        return None if first is None or second is None else second - first


@attrs.frozen(kw_only=True)
class SatisfactionRows:
    """Satisfaction of the public.

    Args:
        total: All units together.
        elements: The nine elements, u1 to u9.
        units: Each unit.
    """

    total: GroupRow
    elements: tuple[ElementRow, ...]
    units: tuple[GroupRow, ...]

    @property
    def lowest(self) -> tuple[ElementRow, ...]:
        """The three lowest elements of the latest wave, lowest first."""
        low = [item for item in self.elements if item.is_low]
        return tuple(sorted(low, key=lambda item: (item.latest or Decimal(0), item.number)))


@attrs.frozen(kw_only=True)
class MotivationRows:
    """Motivation of the employees.

    Args:
        total: Everybody.
        dimensions: Index of each dimension, before and after, in the published order.
        groups: Each group; small ones are withheld.
    """

    total: GroupRow
    dimensions: tuple[tuple[Decimal | None, Decimal | None], ...]
    groups: tuple[GroupRow, ...]


def element_name(number: int, lang: str = "id") -> str:
    """Name an element of service, 1 to 9."""
    return ELEMENT_LABELS[number - 1].render(lang)


def dimension_name(place: int, lang: str = "id") -> str:
    """Name a dimension of motivation, 0 for the first; a number where none is published."""
    return DIMENSIONS[place].name.render(lang) if place < len(DIMENSIONS) else str(place + 1)


def satisfaction_rows(shelf: Shelf, *, period: Period) -> SatisfactionRows:
    """Put the two waves of the satisfaction survey side by side.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows; units by name.
    """
    units = shelf.by_id(Unit)
    waves: dict[str | None, dict[Wave, SatisfactionIndex]] = {}
    for item in shelf.of_period(SatisfactionIndex, period):
        waves.setdefault(item.unit_id, {})[item.wave] = item
    total = _group("", waves.get(None, {}))
    means = [
        tuple(item.means) if item else (None,) * ELEMENTS
        for item in (waves.get(None, {}).get(wave) for wave in Wave)
    ]
    pairs = list(zip(*means, strict=True))
    known = sorted(
        (mean, number)
        for number, (before, after) in enumerate(pairs, 1)
        if (mean := before if after is None else after) is not None
    )
    low = {number for _, number in known[:LOWEST]}
    return SatisfactionRows(
        total=total,
        elements=tuple(
            ElementRow(number=number, before=before, after=after, is_low=number in low)
            for number, (before, after) in enumerate(pairs, 1)
        ),
        units=_groups(
            (units[name].name if name in units else name, found)
            for name, found in waves.items()
            if name is not None
        ),
    )


def motivation_rows(shelf: Shelf, *, period: Period) -> MotivationRows:
    """Put the two waves of the motivation survey side by side.

    Args:
        shelf: The records.
        period: The year.

    Returns:
        The rows; groups by name, or by the name of the unit whose id they bear.
    """
    units = shelf.by_id(Unit)
    waves: dict[str | None, dict[Wave, MotivationIndex]] = {}
    for item in shelf.of_period(MotivationIndex, period):
        waves.setdefault(item.group, {})[item.wave] = item
    total = waves.get(None, {})
    sides = [total[wave].dimensions if wave in total else () for wave in Wave]
    width = max(map(len, sides))
    padded = [(*side, *(None,) * (width - len(side))) for side in sides]
    return MotivationRows(
        total=_group("", total),
        dimensions=tuple(zip(padded[0], padded[1], strict=True)),
        groups=_groups(
            (units[name].name if name in units else name, found)
            for name, found in waves.items()
            if name is not None
        ),
    )


def _group(
    name: str, waves: dict[Wave, SatisfactionIndex] | dict[Wave, MotivationIndex]
) -> GroupRow:
    return GroupRow(name=name, before=waves.get(Wave.SEBELUM), after=waves.get(Wave.SESUDAH))


def _groups(
    named: Iterable[
        tuple[str, dict[Wave, SatisfactionIndex]] | tuple[str, dict[Wave, MotivationIndex]]
    ],
) -> tuple[GroupRow, ...]:
    rows = [_group(name, waves) for name, waves in named]
    return tuple(sorted(rows, key=lambda row: row.name))

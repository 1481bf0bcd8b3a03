"""Who works where: organisations, their units, and the place of each person in a unit."""

from collections.abc import Iterator

import attrs
import numpy as np

from asn_kinerja.population.profile import Organisation, Profile, UnitKind
from asn_kinerja.population.streams import Ints, Streams

__all__ = ["OUTSIDE", "Places", "UnitRow", "place_people", "place_units"]

OUTSIDE = -1  # index of an appraiser who is none of the people, such as the mayor
_BLOCK = 4096  # draws that are made ahead


@attrs.frozen(kw_only=True)
class UnitRow:
    """One unit.

    Args:
        index: Number of the unit, from 0.
        name: Its name, which no other unit has.
        organisation: Name of the organisation.
        start: Index of its first person, the head.
        size: How many people it has.
        leads: How many of them lead teams; they come after the head.
        head: Key of the post of the head.
        lead: Key of the post of those who lead teams.
        leader: Index of the head of the organisation; `OUTSIDE` if that is the head of this unit.
        first: Number of the first unit of the organisation.
        names: Names of all units of the organisation, in order.
    """

    index: int
    name: str
    organisation: str
    start: int
    size: int
    leads: int
    head: str
    lead: str
    leader: int
    first: int
    names: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Places:
    """The people of one batch and their units.

    Args:
        people: Index of each person, shape ``(n,)``.
        units: The units that have some of them.
        unit: Position of each person's unit in `units`, shape ``(n,)``.
        position: Place in the unit, 0 for the head, shape ``(n,)``.
        appraiser: Index of the appraiser, or `OUTSIDE`, shape ``(n,)``.
    """

    people: Ints
    units: tuple[UnitRow, ...]
    unit: Ints
    position: Ints
    appraiser: Ints

    def per_unit(self, name: str) -> Ints:
        """Give a whole number of each person's unit.

        Args:
            name: Attribute of `UnitRow`.

        Returns:
            The numbers, shape ``(n,)``.
        """
        return np.array([getattr(unit, name) for unit in self.units], dtype=np.int64)[self.unit]


class _Ahead:
    """Draws one number at a time, made in blocks."""

    def __init__(self, streams: Streams, name: str) -> None:
        self._streams, self._name = streams, name
        self._block, self._words = -1, np.empty(0, dtype=np.uint64)

    def between(self, place: int, bounds: tuple[int, int]) -> int:
        """Draw a number between two, both included."""
        block, inside = divmod(place, _BLOCK)
        if block != self._block:
            self._words = self._streams.raw(self._name, block * _BLOCK, count=_BLOCK)
            self._block = block
        low, high = bounds
        return low + ((int(self._words[inside]) >> 32) * (high - low + 1) >> 32)


def place_units(profile: Profile, streams: Streams) -> Iterator[UnitRow]:
    """Make units without end.

    Args:
        profile: The profile.
        streams: The chance.

    Yields:
        The units, those of one organisation after the other.
    """
    kinds = [
        kind for kind in profile.organisations for _ in range(kind.weight)
    ]  # the weights are small
    choice, counts, sizes = (_Ahead(streams, f"tata.{part}") for part in ("jenis", "unit", "isi"))
    met: dict[str, int] = {}
    index = start = organisation = 0
    while True:
        kind = kinds[choice.between(organisation, (0, len(kinds) - 1))]
        number = met[kind.name] = met.get(kind.name, 0) + 1
        name = kind.name if number == 1 else f"{kind.name} {number}"
        first, leader = index, start
        listed = _listed(kind, counts, organisation)
        names = tuple(_named(unit.name, name, number, repeat) for unit, repeat in listed)
        for position, (unit, _) in enumerate(listed):
            size = sizes.between(index, unit.size)
            yield UnitRow(
                index=index,
                name=names[position],
                organisation=name,
                start=start,
                size=size,
                leads=unit.leads,
                head=unit.head,
                lead=unit.lead,
                leader=OUTSIDE if position == 0 else leader,
                first=first,
                names=names,
            )
            index += 1
            start += size
        organisation += 1


def _listed(kind: Organisation, counts: _Ahead, organisation: int) -> list[tuple[UnitKind, int]]:
    """Give the units of an organisation: which kind, and its number among its kind."""
    width = 16
    return [
        (unit, repeat)
        for which, unit in enumerate(kind.units)
        for repeat in range(1, counts.between(organisation * width + which, unit.count) + 1)
    ]


def _named(template: str, organisation: str, number: int, repeat: int) -> str:
    name = template.replace("{organisation}", organisation).replace("{number}", str(repeat))
    if "{organisation}" in template or number == 1:
        return name
    return f"{name} {number}"


def place_people(profile: Profile, streams: Streams, *, size: int, batch: int) -> Iterator[Places]:
    """Place people in units, some at a time.

    Args:
        profile: The profile.
        streams: The chance.
        size: How many people.
        batch: How many at a time.

    Yields:
        The places of the next people; a unit may go on in the next batch.
    """
    units = place_units(profile, streams)
    held: list[UnitRow] = []
    for low in range(0, size, batch):
        high = min(low + batch, size)
        held = [unit for unit in held if unit.start + unit.size > low]
        while not held or held[-1].start + held[-1].size < high:
            held.append(next(units))
        yield _places(tuple(held), low, high)


def _places(units: tuple[UnitRow, ...], low: int, high: int) -> Places:
    starts = np.array([unit.start for unit in units], dtype=np.int64)
    people = np.arange(low, high, dtype=np.int64)
    unit = np.searchsorted(starts, people, side="right").astype(np.int64) - 1
    start = starts[unit]
    position = people - start
    leads = np.array([one.leads for one in units], dtype=np.int64)[unit]
    leader = np.array([one.leader for one in units], dtype=np.int64)[unit]
    team = start + 1 + np.where(leads > 0, (position - leads - 1) % np.maximum(leads, 1), 0)
    above = np.where((position > leads) & (leads > 0), team, start)
    return Places(
        people=people,
        units=units,
        unit=unit,
        position=position,
        appraiser=np.where(position == 0, leader, above),
    )

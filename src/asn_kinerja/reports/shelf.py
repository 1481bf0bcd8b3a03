"""Records of one year by class, sorted, with the look-ups that tables need."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from asn_kinerja.records.periods import Period

__all__ = ["Shelf"]

Record = TypeVar("Record")


class Shelf:
    """Records by class, each class sorted by id, so that no table depends on their order.

    Args:
        records: Records by their class; a class may be absent.
    """

    def __init__(self, records: Mapping[type[Any], Iterable[Any]]) -> None:
        self._records = {
            kind: tuple(sorted(found, key=lambda record: str(record.id)))
            for kind, found in records.items()
        }

    def all(self, kind: type[Record]) -> tuple[Record, ...]:
        """Give all records of a class, sorted by id."""
        return self._records.get(kind, ())

    def by_id(self, kind: type[Record]) -> dict[str, Record]:
        """Give the records of a class by their id, in the order of the ids."""
        return {record.id: record for record in self._records.get(kind, ())}

    def of_period(self, kind: type[Record], period: Period) -> tuple[Record, ...]:
        """Give the records of a class whose period is exactly this one."""
        return tuple(r for r in self._records.get(kind, ()) if r.period == period)

    def within(self, kind: type[Record], year: Period) -> tuple[Record, ...]:
        """Give the records of a class whose period lies in a year, the year itself included."""
        return tuple(r for r in self._records.get(kind, ()) if r.period.year == year.year)

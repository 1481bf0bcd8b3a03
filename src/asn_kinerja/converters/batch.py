"""`RecordBatch`: records of several kinds that came in, or go out, together."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, cast

import attrs

__all__ = ["RecordBatch"]

T = TypeVar("T")


def _ordered(records: Iterable[object]) -> Mapping[type[Any], tuple[Any, ...]]:
    found: dict[type[Any], list[Any]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return MappingProxyType(
        {
            kind: tuple(sorted(found[kind], key=_key))
            for kind in sorted(found, key=lambda kind: kind.__name__)
        }
    )


def _key(record: object) -> str:
    return str(getattr(record, "id", ""))


@attrs.frozen
class RecordBatch:
    """Records by class, each class sorted by id; two batches of the same records are equal.

    Args:
        records: The records, in any order.

    Examples:
        >>> from asn_kinerja.records.organisation import Unit
        >>> batch = RecordBatch([Unit(id="b", name="B"), Unit(id="a", name="A")])
        >>> [unit.id for unit in batch.of(Unit)], batch.counts()
        (['a', 'b'], {'Unit': 2})
    """

    records: Mapping[type[Any], tuple[Any, ...]] = attrs.field(converter=_ordered, hash=False)

    def of(self, record_type: type[T]) -> tuple[T, ...]:
        """Give the records of one class.

        Args:
            record_type: The class.

        Returns:
            Its records, sorted by id; empty when there are none.
        """
        return cast("tuple[T, ...]", self.records.get(record_type, ()))

    def counts(self) -> dict[str, int]:
        """Count the records of each class, by class name."""
        return {kind.__name__: len(found) for kind, found in self.records.items()}

    def __iter__(self) -> Iterator[object]:
        for found in self.records.values():
            yield from found

    def __len__(self) -> int:
        return sum(len(found) for found in self.records.values())

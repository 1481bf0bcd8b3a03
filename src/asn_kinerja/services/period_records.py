"""Records of a period in a store: asked for, and replaced as a whole."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from asn_kinerja.errors import NotFound, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.storage.query import Condition, at_least, below, equals
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["exactly", "programme_of", "replace_records", "within_year"]


class _Record(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_Record)


def exactly(period: Period) -> tuple[Condition, ...]:
    """Ask for the records of one period and no shorter one in it."""
    return (equals("period", str(period)),)


def within_year(period: Period) -> tuple[Condition, ...]:
    """Ask for the records of all periods of the same year: their texts begin with it."""
    return at_least("period", f"{period.year:04}"), below("period", f"{period.year + 1:04}")


def programme_of(unit: UnitOfWork, period: Period) -> Programme:
    """Read the programme of the year of a period.

    Args:
        unit: The unit of work.
        period: The period.

    Returns:
        The programme.

    Raises:
        NotFound: If the store holds none of that year.
    """
    for programme in unit.repository(Programme).scan(where=within_year(period)):
        return programme
    raise NotFound(Problem("programme_unknown", "period", value=period, cure="-"))


def replace_records(
    unit: UnitOfWork, record_type: type[R], *, period: Period, records: Iterable[R]
) -> int:
    """Let a period hold exactly these records.

    Args:
        unit: The unit of work.
        record_type: Their class; it declares the index `period`.
        period: The period.
        records: The records, all of that period; those that are there and not among them go.

    Returns:
        How many were written or removed; 0 when the store held just these.
    """
    repository = unit.repository(record_type)
    wanted = {record.id: record for record in records}
    stale = [
        record.id for record in repository.scan(where=exactly(period)) if record.id not in wanted
    ]
    removed = sum(repository.delete(key) for key in stale)
    return removed + repository.put_all(wanted.values())

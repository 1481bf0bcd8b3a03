"""To which period a record belongs: the one that holds all its days.

A record has the days of its `period`; a plan and a session have theirs; a nomination has those of
its award, and what people did in a session those of the session. Whatever else there is (people,
posts, assignments, findings, catalogues) belongs to no period: it goes on.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeAlias

from asn_kinerja.records.award_rules import AwardProgramme
from asn_kinerja.records.awards import Nomination
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import Enrolment, Session, TrainingFeedback

__all__ = ["FOLLOWING", "LASTING", "Find", "periods_of"]

Find: TypeAlias = Callable[[type[Any], str], object | None]  # a record by class and key

LASTING = frozenset({PerformancePlan, Session})
"""Records that last from a first to a last day of their own."""

FOLLOWING: Mapping[type[Any], tuple[str, type[Any]]] = MappingProxyType(
    {
        Enrolment: ("session_id", Session),
        Nomination: ("programme_id", AwardProgramme),
        TrainingFeedback: ("session_id", Session),
    }
)
"""Records that have the days of another: the field that names it, and its class."""


def periods_of(record: object, find: Find) -> tuple[Period, ...]:
    """Name the periods that hold all days of a record, the longest first.

    Args:
        record: A record.
        find: Finds other records.

    Returns:
        Year, quarter and month as far as they hold them; nothing for a record without days.
    """
    if type(record) in FOLLOWING:
        field, followed = FOLLOWING[type(record)]
        found = find(followed, getattr(record, field))
        return () if found is None else periods_of(found, find)
    if type(record) in LASTING:
        return _around(record.valid_from, record.valid_until)  # type: ignore[attr-defined]
    period = getattr(record, "period", None)
    return _around(period.start, period.end) if isinstance(period, Period) else ()


def _around(start: date, end: date) -> tuple[Period, ...]:
    last = end - timedelta(days=1)
    if start.year != last.year:
        return ()
    quarter = (start.month + 2) // 3
    names = [
        f"{start.year:04}",
        f"{start.year:04}-Q{quarter}",
        f"{start.year:04}-{start.month:02}",
    ]
    holding = 1 if quarter != (last.month + 2) // 3 else 2 + (start.month == last.month)
    return tuple(Period(name) for name in names[:holding])

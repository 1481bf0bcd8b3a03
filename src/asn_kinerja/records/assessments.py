"""Levels of competency that a person was found to have."""

from datetime import date

import attrs

from asn_kinerja.records.competencies import HIGHEST, LOWEST
from asn_kinerja.records.fields import checked, require_interval, require_within

__all__ = ["Assessment"]


@attrs.frozen(kw_only=True, field_transformer=checked)
class Assessment:
    """One finding about one competency of one person.

    Args:
        id: Stable key.
        employee_id: Who was assessed.
        competency_id: In what.
        level: Level found, 1 to 5.
        assessed_on: The day it counts from.
        valid_until: The day after it stops to count; `None` when it does not expire.
        source: Who or what assessed, such as "asesmen BKPSDM".
    """

    id: str
    employee_id: str
    competency_id: str
    level: int
    assessed_on: date
    valid_until: date | None = None
    source: str = ""

    def __attrs_post_init__(self) -> None:
        """Check scale and interval."""
        require_within(self, "level", self.level, low=LOWEST, high=HIGHEST)
        require_interval(self, self.assessed_on, self.valid_until)

    def counts_on(self, day: date) -> bool:
        """Whether the finding is known and not expired on a day."""
        return self.assessed_on <= day and (self.valid_until is None or day < self.valid_until)

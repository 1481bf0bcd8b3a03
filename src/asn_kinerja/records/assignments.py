"""Who holds which post from when to when, and who appraises them there."""

from collections.abc import Iterable
from datetime import date

import attrs

from asn_kinerja.legal.terms import AssignmentKind, DutyCondition
from asn_kinerja.records.fields import checked, require_interval
from asn_kinerja.records.periods import Period

__all__ = ["Assignment", "assignment_in"]

_KINDS = tuple(AssignmentKind)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Assignment:
    """A post held for a time under one appraiser; a new appraiser starts a new one.

    Args:
        id: Stable key.
        employee_id: Who holds it.
        position_id: The post.
        valid_from: First day.
        valid_until: The day after the last; `None` while it lasts.
        kind: In full, acting or for days.
        condition: Whether the holder is at work.
        appraiser_id: Employee or external person who appraises; `None` where no SKP is due.
        delegation: The decision by which somebody below a pengawas appraises; empty otherwise.

    Legal basis:
        PermenPANRB 6/2022 art. 1 no. 9, pp. 64-66 and 89-92.
    """

    id: str
    employee_id: str
    position_id: str
    valid_from: date
    valid_until: date | None = None
    kind: AssignmentKind = AssignmentKind.DEFINITIF
    condition: DutyCondition = DutyCondition.AKTIF
    appraiser_id: str | None = None
    delegation: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the interval."""
        require_interval(self, self.valid_from, self.valid_until)

    def holds(self, day: date) -> bool:
        """Whether it is in effect on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def assignment_in(assignments: Iterable[Assignment], period: Period) -> Assignment | None:
    """Choose the assignment by which a person counts in a period.

    Args:
        assignments: All assignments of one person, in any order.
        period: The period.

    Returns:
        The one in effect at the end of the period, or else the last one in it; a post held in
        full goes before an acting one. `None` when the person held none.
    """

    def preference(held: Assignment) -> tuple[int, int, int, str]:
        end = min(held.valid_until or period.end, period.end)
        return (-end.toordinal(), _KINDS.index(held.kind), -held.valid_from.toordinal(), held.id)

    held = (item for item in assignments if period.overlaps(item.valid_from, item.valid_until))
    return min(held, key=preference, default=None)

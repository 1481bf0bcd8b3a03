"""The medal for years of service: careers as they are proposed, and what came of them."""

from datetime import date
from enum import StrEnum
from itertools import pairwise

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import DisciplineLevel, EmploymentStatus
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.awards import GateState
from asn_kinerja.records.fields import checked, require_interval, require_unique

__all__ = [
    "Career",
    "CareerPenalty",
    "MedalCounting",
    "MedalProgramme",
    "MedalProposal",
    "MedalState",
    "UnpaidLeave",
]


class MedalCounting(StrEnum):
    """How service counts after a penalty or an unpaid leave: the readings of the law pack."""

    MULAI_LAGI = "mulai_lagi"
    TAHAP = "tahap"
    TIDAK_PERNAH = "tidak_pernah"


class MedalState(StrEnum):
    """What came of one career."""

    PROPOSED = "proposed"
    NEEDS_HUMAN = "needs_human"
    NOT_YET = "not_yet"
    HELD = "held"
    NOT_ELIGIBLE = "not_eligible"


@attrs.frozen(kw_only=True, field_transformer=checked)
class CareerPenalty:
    """A discipline penalty in a career.

    Args:
        level: Its level; `None` while the case is under examination.
        served_on: Day of the decision that it was served; `None` while it is being served.
    """

    level: DisciplineLevel | None = None
    served_on: date | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class UnpaidLeave:
    """A leave outside state responsibility (CLTN).

    Args:
        valid_from: Its first day.
        valid_until: The day of the return to work; `None` while it goes on.
    """

    valid_from: date
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the interval."""
        require_interval(self, self.valid_from, self.valid_until)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Career:
    """One person's service, as far as the medal asks for it.

    Args:
        id: Stable key of the person.
        name: Name as printed.
        unit_id: Unit of the post.
        status: Employment status.
        appointed_on: Start as CPNS, by the decision.
        held: Highest class held already, ``"x"``, ``"xx"`` or ``"xxx"``; empty for none.
        attested: Whether the general conditions were attested to.
        penalties: All discipline penalties and cases.
        leaves: All leaves outside state responsibility, none overlapping another.
    """

    id: str
    name: str
    unit_id: str
    status: EmploymentStatus
    appointed_on: date
    held: str = ""
    attested: GateState = GateState.NEEDS_HUMAN
    penalties: tuple[CareerPenalty, ...] = ()
    leaves: tuple[UnpaidLeave, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that no leave overlaps another."""
        ordered = sorted(self.leaves, key=lambda leave: leave.valid_from)
        for one, other in pairwise(ordered):
            if one.valid_until is None or other.valid_from < one.valid_until:
                raise InvalidRecord(
                    Problem("leaves_overlap", "Career.leaves", value=other.valid_from)
                )


@attrs.frozen(kw_only=True, field_transformer=checked)
class MedalProgramme:
    """The published rules of a proposal for the medal.

    Args:
        id: Stable key.
        name: Name as printed.
        policy: Id of the law's rule.
        counting: How service counts after a penalty or a leave, where sources disagree.
        legal_basis: Legal basis as printed.
        conditions: General conditions that people attest to, as printed.
        remarks: What is not certain, as printed.
    """

    id: str
    name: str
    policy: str
    counting: MedalCounting = MedalCounting.MULAI_LAGI
    legal_basis: str = ""
    conditions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that no condition stands twice."""
        require_unique(self, "conditions", list(self.conditions))


@attrs.frozen(kw_only=True, field_transformer=checked)
class MedalProposal:
    """What came of one career.

    Args:
        career: The career.
        state: Whether it is proposed.
        medal: Class to propose, or that waits for a decision; empty for none.
        earned: Class that was earned, whether held or not; empty for none.
        counted_from: Day from which service counts; `None` while the count stands still.
        months: Whole months that count; `None` where the law was not asked.
        reasons: Why, one sentence each.
    """

    career: Career
    state: MedalState
    medal: str = ""
    earned: str = ""
    counted_from: date | None = None
    months: int | None = None
    reasons: tuple[Wording, ...] = ()

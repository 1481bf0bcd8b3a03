"""Awards: the facts of candidates, and the selection with its reasons."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import DisciplineLevel
from asn_kinerja.records.award_rules import GateKind
from asn_kinerja.records.fields import checked, require_interval, require_within
from asn_kinerja.records.periods import Period

__all__ = [
    "LOT",
    "Attendance",
    "AwardWin",
    "Candidate",
    "CriterionScore",
    "GateResult",
    "GateState",
    "Nomination",
    "PanelMark",
    "Penalty",
    "Place",
    "QuotaShortfall",
    "Selection",
    "TieBreak",
]

LOT = "undian"  # stands in a tie that the published lot broke


class GateState(StrEnum):
    """Answers of a gate; missing facts are never a fail."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_HUMAN = "needs_human"


class Place(StrEnum):
    """What a candidate comes out as."""

    WINNER = "winner"
    RESERVE = "reserve"
    RANKED = "ranked"
    TIED = "tied"
    NOT_ELIGIBLE = "not_eligible"
    NEEDS_HUMAN = "needs_human"
    INCOMPLETE = "incomplete"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Nomination:
    """Somebody put forward.

    Args:
        id: Stable key.
        programme_id: For which award.
        employee_id: Who.
        nominated_by: By which unit or person.
        innovation: Mark of the panel for innovation, 0 to 100; `None` if not judged.
        evidence: Where the evidence is.
    """

    id: str
    programme_id: str
    employee_id: str
    nominated_by: str
    innovation: Decimal | None = None
    evidence: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the mark."""
        if self.innovation is not None:
            require_within(self, "innovation", self.innovation, low=0, high=100)


@attrs.frozen(kw_only=True, field_transformer=checked)
class PanelMark:
    """What one judge says of one candidate on one criterion.

    Args:
        id: Stable key.
        programme_id: For which award.
        criterion_id: On which criterion.
        judge_id: Who marks.
        employee_id: Who is marked.
        mark: In the unit of the criterion; `None` when the judge steps back.
        recused_for: Why the judge steps back; empty with a mark.
    """

    id: str
    programme_id: str
    criterion_id: str
    judge_id: str
    employee_id: str
    mark: Decimal | None = None
    recused_for: str = ""

    def __attrs_post_init__(self) -> None:
        """Check that there is either a mark or a reason for none."""
        if (self.mark is None) == (not self.recused_for):
            raise InvalidRecord(Problem("mark_or_recusal", "PanelMark.mark", value=self.mark))


@attrs.frozen(kw_only=True, field_transformer=checked)
class AwardWin:
    """An earlier win, for awards that ask for some time between two.

    Args:
        id: Stable key.
        employee_id: Who won.
        family: Family of awards.
        won_on: When.
        programme_id: The award itself; empty when the store does not hold it.
    """

    id: str
    employee_id: str
    family: str
    won_on: date
    programme_id: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Penalty:
    """A discipline case (PP 94/2021).

    Args:
        id: Stable key.
        employee_id: Who.
        level: Level of the penalty; `None` while under examination.
        kind: Penalty as printed.
        valid_from: First day it runs, or the day the examination began.
        valid_until: The day after it was served; `None` while it runs.
    """

    id: str
    employee_id: str
    kind: str
    valid_from: date
    level: DisciplineLevel | None = None
    valid_until: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check the interval."""
        require_interval(self, self.valid_from, self.valid_until)

    def stands_on(self, day: date) -> bool:
        """Whether it runs, or is under examination, on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Attendance:
    """Working days of one person in one period.

    Args:
        id: Stable key.
        employee_id: Who.
        period: The period.
        working_days: Working days of the period.
        present: Days present.
        lawful_leave: Days of lawful leave; they never count against anybody.
        absent: Days absent without valid reason.
    """

    id: str
    employee_id: str
    period: Period
    working_days: int
    present: int
    lawful_leave: int = 0
    absent: int = 0

    def __attrs_post_init__(self) -> None:
        """Check that the days add up."""
        for name in ("present", "lawful_leave", "absent"):
            require_within(self, name, getattr(self, name), low=0)
        total = self.present + self.lawful_leave + self.absent
        if total != self.working_days:
            raise InvalidRecord(
                Problem("days_sum", "Attendance.present", value=total, cure=str(self.working_days))
            )


@attrs.frozen(kw_only=True, field_transformer=checked)
class GateResult:
    """What one gate says of one candidate.

    Args:
        kind: The gate.
        state: Met, not met, or needs a human.
        reason: Code of the reason.
        detail: What fills the reason's text.
    """

    kind: GateKind
    state: GateState
    reason: str
    detail: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class CriterionScore:
    """One criterion of one candidate.

    Args:
        criterion_id: The criterion.
        raw: Its value, exact decimal or fraction as text; `None` when missing.
        scaled: 0 to 100 on the published anchors, with four decimals; `None` when missing.
    """

    criterion_id: str
    raw: str | None
    scaled: Decimal | None


@attrs.frozen(kw_only=True, field_transformer=checked)
class Candidate:
    """One candidate with everything that decided.

    Args:
        employee_id: Who.
        unit_id: Unit of the post.
        place: What came out.
        gates: All gates with their answers.
        scores: All criteria with their scores.
        total: Weighted total, 0 to 100, with four decimals; `None` when it cannot be given.
        rank: 1 for the best; equal ranks are ties that nothing broke; `None` unranked.
        moved_by: Quotas without which the candidate would have come out otherwise, up or down.
    """

    employee_id: str
    unit_id: str
    place: Place
    gates: tuple[GateResult, ...]
    scores: tuple[CriterionScore, ...] = ()
    total: Decimal | None = None
    rank: int | None = None
    moved_by: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class TieBreak:
    """How a tie was, or was not, broken.

    Args:
        employee_ids: Who were equal, sorted.
        criterion_id: What decided: a criterion, or `LOT`; `None` when they stayed equal.
    """

    employee_ids: tuple[str, ...]
    criterion_id: str | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class QuotaShortfall:
    """A least number that could not be reached for want of eligible candidates.

    Args:
        quota_id: The quota.
        value: The unit, class or status.
        wanted: How many winners it asks for.
        reached: How many there are at most.
    """

    quota_id: str
    value: str
    wanted: int
    reached: int


@attrs.frozen(kw_only=True, field_transformer=checked)
class Selection:
    """The outcome of one pool.

    Args:
        id: Stable key.
        programme_id: The programme.
        pool_id: The pool.
        period: The period judged.
        candidates: Everybody considered, best first, then those not ranked by id.
        ties: Ties met on the way.
        method: Id of the ranking method.
        shortfalls: Quotas that could not be reached.
        decided_on: The day on which gates and levels were looked at; `None` where no store
            kept it.
    """

    id: str
    programme_id: str
    pool_id: str
    period: Period
    candidates: tuple[Candidate, ...]
    ties: tuple[TieBreak, ...] = ()
    method: str = "saw"
    shortfalls: tuple[QuotaShortfall, ...] = ()
    decided_on: date | None = None

    @property
    def winners(self) -> tuple[Candidate, ...]:
        """Those who win."""
        return tuple(item for item in self.candidates if item.place is Place.WINNER)

    @property
    def reserves(self) -> tuple[Candidate, ...]:
        """Those who stand by, best first."""
        return tuple(item for item in self.candidates if item.place is Place.RESERVE)

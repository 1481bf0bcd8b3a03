"""Training: what is offered, needed, planned, done, and what came of it.

The file is long because offers, needs, plans and what came of them are read together, and
half of it says what each field means.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import PositionClass, TrainingPath
from asn_kinerja.records.fields import (
    checked,
    freeze,
    require_interval,
    require_unique,
    require_within,
)
from asn_kinerja.records.periods import Period

__all__ = [
    "ChoiceKind",
    "Course",
    "CourseEvaluation",
    "DutyCheck",
    "Enrolment",
    "Estimate",
    "Fund",
    "GuidanceKind",
    "GuidanceProvider",
    "HeldBack",
    "Holiday",
    "NeedKind",
    "Placement",
    "PlanState",
    "Session",
    "TrainingChoice",
    "TrainingFeedback",
    "TrainingNeed",
    "TrainingPlan",
    "UnmetNeed",
]


class NeedKind(StrEnum):
    """What a need leads to (P6 art. 21; PP 11/2017 art. 206)."""

    PELATIHAN = "pelatihan"
    BIMBINGAN = "bimbingan"
    KONSELING = "konseling"


class PlanState(StrEnum):
    """The office proposes, the PPK decides."""

    USULAN = "usulan"
    DITETAPKAN = "ditetapkan"


class ChoiceKind(StrEnum):
    """What the office fixes before a plan is made."""

    IKUT = "ikut"
    TIDAK_IKUT = "tidak_ikut"


class GuidanceKind(StrEnum):
    """Who guides people outside a course."""

    MENTOR = "mentor"
    AHLI = "ahli"
    KONSELOR = "konselor"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Course:
    """A course of the catalogue.

    Args:
        id: Stable key.
        name: Name as printed.
        provider: Who gives it, such as "BKPSDM".
        path: Jalur.
        credit_hours: JP that count on completion.
        competency_id: The competency it raises; `None` when it serves none of the framework.
        level: Level it leads to, 1 to 5.
        for_classes: Classes of post it is meant for; empty for all. Leadership training names one.
        prerequisites: Courses that must be completed before.
    """

    id: str
    name: str
    provider: str
    path: TrainingPath
    credit_hours: int
    competency_id: str | None = None
    level: int | None = None
    for_classes: tuple[PositionClass, ...] = ()
    prerequisites: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check hours and level."""
        require_within(self, "credit_hours", self.credit_hours, low=1)
        if self.level is not None:
            require_within(self, "level", self.level, low=1, high=5)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Session:
    """One run of a course.

    Args:
        id: Stable key.
        course_id: The course.
        valid_from: First day.
        valid_until: The day after the last.
        seats: Most participants.
        minimum_size: Fewest participants for it to take place.
        cost: Cost of one participant, in rupiah.
        fund_id: Source of money.
        guide_id: Mentor, expert or counsellor whose load each participant adds to while it
            lasts; empty where nobody's.
    """

    id: str
    course_id: str
    valid_from: date
    valid_until: date
    seats: int
    minimum_size: int = 1
    cost: int = 0
    fund_id: str = "gratis"
    guide_id: str = ""

    def __attrs_post_init__(self) -> None:
        """Check interval and numbers."""
        require_interval(self, self.valid_from, self.valid_until)
        require_within(self, "seats", self.seats, low=1)
        require_within(self, "minimum_size", self.minimum_size, low=1, high=self.seats)
        require_within(self, "cost", self.cost, low=0)

    def clashes(self, other: "Session") -> bool:
        """Whether one person cannot attend both."""
        return self.valid_from < other.valid_until and other.valid_from < self.valid_until


@attrs.frozen(kw_only=True, field_transformer=checked)
class Fund:
    """A source of money for a year.

    Args:
        id: Stable key, such as ``"apbd_kecamatan"``.
        name: Name as printed.
        ceiling: The most that may be spent, in rupiah; `None` where nothing is paid.
    """

    id: str
    name: str
    ceiling: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the ceiling."""
        if self.ceiling is not None:
            require_within(self, "ceiling", self.ceiling, low=0)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Holiday:
    """A day on which no class is held.

    Args:
        day: The day.
        name: Name as printed.
    """

    day: date
    name: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class GuidanceProvider:
    """A mentor, expert or counsellor.

    Args:
        id: Stable key.
        name: Name as printed.
        kind: Mentor, expert or counsellor.
        field: In what.
        load: How many people at one time, at most.
    """

    id: str
    name: str
    kind: GuidanceKind
    field: str
    load: int

    def __attrs_post_init__(self) -> None:
        """Check the load."""
        require_within(self, "load", self.load, low=1)


@attrs.frozen(kw_only=True, field_transformer=checked)
class TrainingNeed:
    """Something one person should improve.

    Args:
        id: Stable key.
        employee_id: Who.
        unit_id: Unit of the post.
        period: Found in which period.
        kind: Training, guidance or counselling.
        competency_id: The competency of a gap; `None` for guidance and counselling.
        required: Level the post asks for.
        current: Level found; `None` when nobody assessed it.
        weight: Weight of the competency in the post.
        priority: What the need is worth to a plan: gap times weight, exact.
        reason: Code of the reason, such as ``"gap"`` or ``"weak_result"``.
        source_id: The record it rests on.
        noted: Whether the evaluation after guidance found the competency short of the standard.
    """

    id: str
    employee_id: str
    unit_id: str
    period: Period
    kind: NeedKind
    reason: str
    competency_id: str | None = None
    required: int | None = None
    current: int | None = None
    weight: Decimal = Decimal(0)
    priority: Decimal = Decimal(0)
    source_id: str = ""
    noted: bool = False

    @property
    def is_confidential(self) -> bool:
        """Counselling concerns the person and the counsellor alone (P6 art. 21, pp. 85-88)."""
        return self.kind is NeedKind.KONSELING

    @property
    def gap(self) -> int:
        """Levels missing; 0 when none or when nobody assessed."""
        if self.required is None or self.current is None:
            return 0
        return max(0, self.required - self.current)


@attrs.frozen(kw_only=True, field_transformer=checked)
class TrainingChoice:
    """A choice of the office that every plan keeps to.

    Args:
        id: Stable key.
        period: The year.
        employee_id: Who.
        session_id: Which session.
        kind: Whether the person attends it or does not.
    """

    id: str
    period: Period
    employee_id: str
    session_id: str
    kind: ChoiceKind


@attrs.frozen(kw_only=True, field_transformer=checked)
class Placement:
    """One person in one session.

    Args:
        employee_id: Who.
        session_id: Where.
        need_ids: The needs it serves; empty when it serves the hours duty only.
    """

    employee_id: str
    session_id: str
    need_ids: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class UnmetNeed:
    """A need that the plan does not serve, with the constraints that bind.

    Args:
        need_id: The need.
        constraints: Codes of what stands in the way, such as ``"seats:s-12"``; with the rest of
            the plan as it is, all of them together keep the need from being served.
    """

    need_id: str
    constraints: tuple[str, ...]


@attrs.frozen(kw_only=True, field_transformer=checked)
class HeldBack:
    """A course whose sessions a plan leaves out because it did not work in an earlier year.

    Args:
        course_id: The course.
        evaluation_id: The evaluation that says so.
        instead: Courses of the year for the same competency, sorted.
    """

    course_id: str
    evaluation_id: str
    instead: tuple[str, ...]


@attrs.frozen(kw_only=True, field_transformer=checked)
class TrainingPlan:
    """Who is to attend what in a year.

    Args:
        id: Stable key.
        period: The year.
        state: Proposed by the office or decided by the PPK.
        method: Id of the optimiser that made it.
        placements: Who attends what, sorted.
        unmet: Needs not served, with reasons, sorted.
        cancelled: Sessions that do not reach their smallest size.
        value: Sum of the priorities served.
        bound: What is known of the best possible value: a number as text, or `"heuristic"`.
        waiting: Needs not served in the order in which they take seats that become free.
        held_back: Courses that were not offered again, each with the reason, sorted.
        holidays: Holidays that keep classes of the year from being held, in order.
        decided_by: Who decided it, as printed; empty while it is a proposal.
        decided_on: The day of the decision.
    """

    id: str
    period: Period
    state: PlanState
    method: str
    placements: tuple[Placement, ...]
    unmet: tuple[UnmetNeed, ...]
    cancelled: tuple[str, ...] = ()
    value: Decimal = Decimal(0)
    bound: str = "heuristic"
    waiting: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check that nobody sits twice in one session."""
        seats = [f"{item.session_id}/{item.employee_id}" for item in self.placements]
        require_unique(self, "placements", seats)

    @property
    def is_decided(self) -> bool:
        """Whether the PPK has decided it."""
        return self.state is PlanState.DITETAPKAN


@attrs.frozen(kw_only=True, field_transformer=checked)
class Enrolment:
    """What became of one person in one session.

    Args:
        id: Stable key.
        session_id: The session.
        employee_id: Who.
        attended: Meetings attended.
        meetings: Meetings held.
        completed_on: The day it was completed, when the JP count; `None` if it was not.
        score: Final mark, 0 to 100.
        proposed_level: Level that completion proposes, 1 to 5; an assessor confirms it.
    """

    id: str
    session_id: str
    employee_id: str
    attended: int
    meetings: int
    completed_on: date | None = None
    score: Decimal | None = None
    proposed_level: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check the numbers."""
        require_within(self, "meetings", self.meetings, low=1)
        require_within(self, "attended", self.attended, low=0, high=self.meetings)
        if self.score is not None:
            require_within(self, "score", self.score, low=0, high=100)
        if self.proposed_level is not None:
            require_within(self, "proposed_level", self.proposed_level, low=1, high=5)
        if self.completed_on is not None and self.attended == 0:
            raise InvalidRecord(Problem("completed_absent", "Enrolment.completed_on"))


@attrs.frozen(kw_only=True, field_transformer=checked)
class TrainingFeedback:
    """One participant's structured answers, under a token that names nobody.

    Args:
        id: Stable key.
        session_id: The session.
        token: Anonymous token of the respondent.
        reaction: Mark 1 to 5; `None` if left out.
        learning: Mark 1 to 5.
        behaviour: Mark 1 to 5.
        result: Mark 1 to 5.
        text: Free remark.
        unit_id: Unit of the participant; empty where the form does not ask.
    """

    id: str
    session_id: str
    token: str
    reaction: int | None = None
    learning: int | None = None
    behaviour: int | None = None
    result: int | None = None
    text: str = ""
    unit_id: str = ""

    def __attrs_post_init__(self) -> None:
        """Check the marks."""
        for name in ("reaction", "learning", "behaviour", "result"):
            mark = getattr(self, name)
            if mark is not None:
                require_within(self, name, mark, low=1, high=5)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Estimate:
    """A mean in levels with the interval that bootstrap draws give it.

    Args:
        mean: The mean, with two decimals.
        low: Lower end of the interval of 95 %.
        high: Upper end.
        people: People it rests on.
        compared: People they were compared with; 0 when with none.
    """

    mean: Decimal
    low: Decimal
    high: Decimal
    people: int
    compared: int = 0


@attrs.frozen(kw_only=True, field_transformer=checked)
class CourseEvaluation:
    """How a course went in a year; marks are withheld under five answers.

    Args:
        id: Stable key.
        course_id: The course.
        period: The year.
        participants: People enrolled.
        completed: People who completed.
        attended: Meetings attended, all people together.
        meetings: Meetings held, all people together.
        answers: Feedback forms.
        marks: Mean mark of each level with two decimals, in the order reaction, learning,
            behaviour, result; `None` where withheld or nobody answered.
        raised: People whose assessed level rose to or above the course's level.
        assessed: People with an assessment before and after.
        advice: Code of the advice, such as ``"teruskan"``.
        change: Levels gained by those assessed before and after; `None` under five people.
        association: The same less what comparable people gained who did not take the course;
            `None` where too few are comparable. It is an association, never a cause.
    """

    id: str
    course_id: str
    period: Period
    participants: int
    completed: int
    attended: int
    meetings: int
    answers: int
    marks: tuple[Decimal | None, ...]
    raised: int
    assessed: int
    advice: str
    change: Estimate | None = None
    association: Estimate | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class DutyCheck:
    """Training hours of one person against the rule of their status.

    Args:
        id: Stable key.
        employee_id: Who.
        period: The year.
        credit_hours: JP completed in it (PPPK: in the contract year that ends in it).
        policy_id: The rule.
        met: Duty met (PNS) or within the ceiling (PPPK); `None` when it needs a decision.
        shortfall: JP missing; `None` where no duty is known.
        explanation: The policy's explanation as a canonical value.
    """

    id: str
    employee_id: str
    period: Period
    credit_hours: int
    policy_id: str
    met: bool | None
    shortfall: int | None = None
    explanation: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )

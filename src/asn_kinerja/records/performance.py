"""The SKP (`PerformancePlan`) and what is written against it in the year."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import (
    Aspect,
    BerakhlakValue,
    ControlLevel,
    FeedbackGiver,
    Perspective,
    PlanApproach,
    ResultPriority,
    ResultRating,
)
from asn_kinerja.records.fields import checked, require_interval, require_unique
from asn_kinerja.records.periods import Period

__all__ = [
    "BehaviourExpectation",
    "Direction",
    "Feedback",
    "Indicator",
    "NarrativeTarget",
    "NumericTarget",
    "PerformancePlan",
    "PeriodicReport",
    "Realisation",
    "WorkResult",
]


class Direction(StrEnum):
    """Which way of a target is better."""

    MORE_IS_BETTER = "more_is_better"
    LESS_IS_BETTER = "less_is_better"
    RANGE = "range"
    EXACT = "exact"


@attrs.frozen(kw_only=True, field_transformer=checked)
class NumericTarget:
    """A measured target; `low` equals `high` when it is one figure. Zero is a target too.

    Args:
        direction: Which way is better.
        low: Lower end, in `unit`.
        high: Upper end, in `unit`.
        unit: Unit of the figures, such as "%", "hari" or "dokumen".

    Examples:
        >>> days = NumericTarget(
        ...     direction=Direction.LESS_IS_BETTER, low=Decimal(2), high=Decimal(3), unit="hari"
        ... )
        >>> [days.rate(Decimal(figure)).value for figure in (1, 3, 4)]
        ['di_atas_ekspektasi', 'sesuai_ekspektasi', 'di_bawah_ekspektasi']
    """

    direction: Direction
    low: Decimal
    high: Decimal
    unit: str

    def __attrs_post_init__(self) -> None:
        """Check the order of the ends."""
        if self.high < self.low or (self.direction is Direction.EXACT and self.low != self.high):
            cure = f">= {self.low}" if self.high < self.low else f"= {self.low}"
            raise InvalidRecord(
                Problem("out_of_bounds", "NumericTarget.high", value=self.high, cure=cure)
            )

    def rate(self, realised: Decimal) -> ResultRating:
        """Place a figure against the target; the appraiser may judge otherwise.

        Args:
            realised: The figure reached, in the target's unit.

        Returns:
            Above only on the better side; outside a range or off an exact figure is below.
        """
        if self.low <= realised <= self.high:
            return ResultRating.SESUAI_EKSPEKTASI
        better = {
            Direction.MORE_IS_BETTER: realised > self.high,
            Direction.LESS_IS_BETTER: realised < self.low,
        }.get(self.direction, False)
        return ResultRating.DI_ATAS_EKSPEKTASI if better else ResultRating.DI_BAWAH_EKSPEKTASI


@attrs.frozen(kw_only=True, field_transformer=checked)
class NarrativeTarget:
    """Indicator and target in one narrative, without figure (P6 art. 9(3), p. 50).

    Args:
        text: The narrative.
    """

    text: str


@attrs.frozen(kw_only=True, field_transformer=checked)
class Indicator:
    """How a result is seen.

    Args:
        id: Key, unique in the plan.
        text: The indicator as printed.
        target: A figure or a narrative.
        aspects: The aspects it joins, one or several (P6 p. 51).
        perspective: For high posts and heads of independent units (P6 p. 29).
    """

    id: str
    text: str
    target: NumericTarget | NarrativeTarget
    aspects: tuple[Aspect, ...] = ()
    perspective: Perspective | None = None


@attrs.frozen(kw_only=True, field_transformer=checked)
class WorkResult:
    """A result the employee is to reach (rencana hasil kerja).

    Args:
        id: Key, unique in the plan.
        text: The result as printed.
        priority: High (`utama`) or low (`tambahan`).
        indicators: How it is seen.
        supports: The superior's result it serves; empty at the top of the cascade.
        assigned_by: Who assigned it.
        control: Its quality and level of control (P6 p. 28).
    """

    id: str
    text: str
    priority: ResultPriority
    indicators: tuple[Indicator, ...]
    supports: str = ""
    assigned_by: str = ""
    control: ControlLevel | None = None

    def __attrs_post_init__(self) -> None:
        """Check that there is something to see the result by."""
        if not self.indicators:
            raise InvalidRecord(Problem("required", "WorkResult.indicators"))


@attrs.frozen(kw_only=True, field_transformer=checked)
class BehaviourExpectation:
    """A leader's special expectation on one of the seven values (P6 art. 10(4)).

    Args:
        value: The value.
        text: What is expected.
    """

    value: BerakhlakValue
    text: str


@attrs.frozen(kw_only=True, field_transformer=checked)
class PerformancePlan:
    """Sasaran Kinerja Pegawai (SKP): what is expected of one assignment.

    Args:
        id: Stable key.
        employee_id: Whose plan.
        assignment_id: For which assignment; a move or a new appraiser starts a new plan.
        approach: Qualitative or quantitative.
        valid_from: First day it covers.
        valid_until: The day after the last.
        results: The results, at least one.
        expectations: Special expectations on behaviour.

    Legal basis:
        PermenPANRB 6/2022 art. 5-14, pp. 27-61.
    """

    id: str
    employee_id: str
    assignment_id: str
    approach: PlanApproach
    valid_from: date
    valid_until: date
    results: tuple[WorkResult, ...]
    expectations: tuple[BehaviourExpectation, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check interval, keys, and that targets fit the approach."""
        require_interval(self, self.valid_from, self.valid_until)
        if not self.results:
            raise InvalidRecord(Problem("required", "PerformancePlan.results"))
        require_unique(self, "results", [result.id for result in self.results])
        require_unique(self, "indicators", [indicator.id for indicator in self.indicators])
        measured = self.approach is PlanApproach.KUANTITATIF
        foreign = [
            Problem("target_of_other_approach", f"PerformancePlan.{item.id}", value=self.approach)
            for item in self.indicators
            if isinstance(item.target, NumericTarget) is not measured
        ]
        if error := InvalidRecord.of(foreign):
            raise error

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the results."""
        return tuple(item for result in self.results for item in result.indicators)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Realisation:
    """What was reached on one indicator in one period.

    Args:
        id: Stable key.
        plan_id: The plan.
        indicator_id: The indicator in it.
        period: The period.
        figure: The figure reached, in the target's unit; `None` for a narrative.
        narrative: The story of a qualitative indicator; empty otherwise.
        evidence: Where the evidence is.
        judged: The leader's word on it, which stands over the figure (P6 pp. 194, 201).
    """

    id: str
    plan_id: str
    indicator_id: str
    period: Period
    figure: Decimal | None = None
    narrative: str = ""
    evidence: str = ""
    judged: ResultRating | None = None

    def __attrs_post_init__(self) -> None:
        """Check that something was reported."""
        if self.figure is None and not self.narrative:
            raise InvalidRecord(Problem("required", "Realisation.figure"))


@attrs.frozen(kw_only=True, field_transformer=checked)
class PeriodicReport:
    """A report of performance that was due, with the leader's response (P6 art. 16, p. 68).

    Args:
        id: Stable key.
        plan_id: The plan reported on.
        period: What it reports about.
        due_on: Last day to hand it in.
        submitted_on: The day it was handed in; `None` if it was not.
        evidence: Where the evidence is.
        response: What the leader answered.
    """

    id: str
    plan_id: str
    period: Period
    due_on: date
    submitted_on: date | None = None
    evidence: str = ""
    response: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it came after its day, or never."""
        return self.submitted_on is None or self.submitted_on > self.due_on


@attrs.frozen(kw_only=True, field_transformer=checked)
class Feedback:
    """One remark on results or on one of the seven values (P6 art. 17-19).

    Args:
        id: Stable key.
        employee_id: About whom.
        period: In which period.
        giver: In which role it was given.
        positive: Whether it shows a positive response.
        given_on: When.
        value: The value it is about; `None` when it is about results.
        text: The remark.
    """

    id: str
    employee_id: str
    period: Period
    giver: FeedbackGiver
    positive: bool
    given_on: date
    value: BerakhlakValue | None = None
    text: str = ""

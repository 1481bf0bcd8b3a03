"""What was judged: of organisations, and of the people in them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from asn_kinerja.errors import InvalidRecord, Problem
from asn_kinerja.legal.terms import (
    BehaviourRating,
    OrganisationPredicate,
    PredikatKinerja,
    ResultRating,
)
from asn_kinerja.records.fields import checked, freeze
from asn_kinerja.records.periods import Period

__all__ = [
    "Appraisal",
    "AppraisalOutcome",
    "GivenRating",
    "OrganisationResult",
    "PatternCheck",
]


@attrs.frozen(kw_only=True, field_transformer=checked)
class OrganisationResult:
    """Achievement of the unit that an appraiser leads, in one period (P6 pp. 92-94).

    Args:
        id: Stable key.
        unit_id: The unit.
        period: The period.
        predicate: Its predicate.
        basis: Document it rests on.
    """

    id: str
    unit_id: str
    period: Period
    predicate: OrganisationPredicate
    basis: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class GivenRating:
    """The two ratings that an appraiser gave for one plan and period.

    Args:
        id: Stable key.
        plan_id: The plan.
        period: The period.
        results: Rating hasil kerja.
        behaviour: Rating perilaku kerja.
        decided_on: When.
        consistent: Whether the values are lived consistently; `None` if not noted.
        guards_values: Whether the person also guards the values among others.
        reason: Why it differs from the proposal; needed where it does.
        study_failed: Whether a study leave ended without success (P6 pp. 100, 103).
        final_on: The day objections ended or were decided; `None` while open.
    """

    id: str
    plan_id: str
    period: Period
    results: ResultRating
    behaviour: BehaviourRating
    decided_on: date
    consistent: bool | None = None
    guards_values: bool | None = None
    reason: str = ""
    study_failed: bool = False
    final_on: date | None = None


class AppraisalOutcome(StrEnum):
    """What came of a person in a period."""

    DINILAI = "dinilai"
    TANPA_SKP = "tanpa_skp"
    BELUM_DINILAI = "belum_dinilai"


@attrs.frozen(kw_only=True, field_transformer=checked)
class Appraisal:
    """The evaluation of one person in one period, with its reasons.

    Args:
        id: Stable key.
        employee_id: Whose.
        assignment_id: In which assignment.
        unit_id: Unit of the post in that assignment.
        period: The period.
        outcome: Appraised, no SKP due, or not yet appraised.
        note: Code of the reason when there is no predicate, such as ``"cltn"``.
        plan_id: The plan; `None` without one.
        appraiser_id: Who appraises.
        organisation_unit_id: The unit led by the appraiser.
        organisation_predicate: Achievement of that unit.
        organisation_period: The period of that achievement; last year's stands in for one that
            is not yet known (P6 p. 94 f).
        proposed_results: What the guide proposes; `None` where it names no case.
        proposed_behaviour: What the guide proposes; `None` where it names no case.
        results: Rating given.
        behaviour: Rating given.
        override_reason: Why given and proposed differ.
        predicate: The predicate.
        explanation: How the predicate came about, as a canonical value.
        proposal: How the proposal came about, as a canonical value.
        conflicts: Ids of open conflicts of law that touched the predicate.
        unconfirmed: Names of unconfirmed values that were used.
        final_on: The day it became final; `None` while it can be objected to.
    """

    id: str
    employee_id: str
    assignment_id: str
    unit_id: str
    period: Period
    outcome: AppraisalOutcome
    note: str = ""
    plan_id: str | None = None
    appraiser_id: str | None = None
    organisation_unit_id: str | None = None
    organisation_predicate: OrganisationPredicate | None = None
    organisation_period: Period | None = None
    proposed_results: ResultRating | None = None
    proposed_behaviour: BehaviourRating | None = None
    results: ResultRating | None = None
    behaviour: BehaviourRating | None = None
    override_reason: str = ""
    predicate: PredikatKinerja | None = None
    explanation: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )
    proposal: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )
    conflicts: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    final_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Check that a predicate stands exactly where somebody was appraised."""
        if (self.predicate is not None) != (self.outcome is AppraisalOutcome.DINILAI):
            raise InvalidRecord(
                Problem("predicate_outcome", "Appraisal.predicate", value=self.outcome)
            )

    @property
    def is_override(self) -> bool:
        """Whether a given rating differs from what the guide proposed."""
        pairs = (
            (self.proposed_results, self.results),
            (self.proposed_behaviour, self.behaviour),
        )
        return any(given is not None and proposed not in {None, given} for proposed, given in pairs)


@attrs.frozen(kw_only=True, field_transformer=checked)
class PatternCheck:
    """Predicates of the people one leader appraises, beside the pattern of their unit.

    Args:
        id: Stable key.
        unit_id: The unit led by the appraiser.
        period: The period.
        organisation_predicate: Achievement of the unit.
        counts: Number of people for each predicate, best first (five numbers).
        peak_fits: Whether the largest group has the rank of the unit's predicate; advice only.
        explanation: The policy's explanation as a canonical value.
    """

    id: str
    unit_id: str
    period: Period
    organisation_predicate: OrganisationPredicate
    counts: tuple[int, ...]
    peak_fits: bool | None = None
    explanation: Mapping[str, Any] | None = attrs.field(
        default=None, converter=freeze, hash=False, repr=False
    )

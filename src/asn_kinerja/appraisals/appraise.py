"""Appraisals of all people of one period: ratings proposed and given, predicate, reasons."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar

import attrs

from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.appraisals.inputs import (
    inputs_for,
    proposal_facts,
    rating_facts,
    result_items,
)
from asn_kinerja.appraisals.plan_checks import refuse_doubtful
from asn_kinerja.appraisals.responsibility import deciding_plan, find_organisation
from asn_kinerja.appraisals.wording import NO_PLAN, NO_RATING
from asn_kinerja.legal.terms import BehaviourRating, PredikatKinerja, ResultRating
from asn_kinerja.records.appraisals import Appraisal, AppraisalOutcome, GivenRating
from asn_kinerja.records.assignments import Assignment, assignment_in
from asn_kinerja.records.performance import PerformancePlan
from asn_kinerja.records.periods import Period
from asn_kinerja.records.programme import Programme
from asn_kinerja.scoring.policy import Evaluation, Policy

__all__ = ["AppraisalPolicies", "appraise"]

Rating = TypeVar("Rating", ResultRating, BehaviourRating)


@attrs.frozen(kw_only=True)
class AppraisalPolicies:
    """The rules of appraising, as the period has them.

    Args:
        predicate: Gives the predicate of two ratings as its value.
        proposal: Gives ``usulan_hasil_kerja`` and ``usulan_perilaku_kerja``.
        pattern: Looks at the predicates of a unit beside its own; may give ``puncak_sesuai``.
    """

    predicate: Policy
    proposal: Policy
    pattern: Policy


def appraise(
    period: Period,
    *,
    facts: AppraisalFacts,
    policies: AppraisalPolicies,
    programme: Programme,
) -> tuple[Appraisal, ...]:
    """Appraise everybody who was in service in a period.

    The quarter and the year are judged alike, each by its own realisations and ratings; the year
    is never computed from quarters. Nobody gets a rating or predicate that was not given.

    Args:
        period: A month, a quarter or a year.
        facts: The records of the office.
        policies: The rules of the period.
        programme: The shares that the programme reads into the rating guide.

    Returns:
        One appraisal for each person in service, sorted by id.

    Raises:
        InvalidRecord: If plans of one assignment overlap or a plan is rated twice.
        NotFound: If an assignment names an unknown post.

    Legal basis:
        PermenPANRB 6/2022 art. 24-25, annex pp. 89-103.
    """
    refuse_doubtful(facts.plans, ratings=facts.ratings)
    judge = _Judge(period=period, facts=facts, policies=policies, programme=programme)
    found = []
    for employee in facts.employees:
        assignment = assignment_in(facts.assignments_of(employee.id), period)
        if assignment is not None:
            found.append(judge.appraisal(assignment))
    return tuple(sorted(found, key=lambda item: item.id))


@attrs.frozen(kw_only=True)
class _Judge:
    period: Period
    facts: AppraisalFacts
    policies: AppraisalPolicies
    programme: Programme

    def appraisal(self, assignment: Assignment) -> Appraisal:
        blank = Appraisal(
            id=f"{assignment.id}/{self.period}",
            employee_id=assignment.employee_id,
            assignment_id=assignment.id,
            unit_id=self.facts.position_of(assignment).unit_id,
            period=self.period,
            outcome=AppraisalOutcome.BELUM_DINILAI,
            note=NO_PLAN,
            appraiser_id=assignment.appraiser_id,
        )
        if not assignment.condition.has_plan:
            note = assignment.condition.value
            return attrs.evolve(blank, outcome=AppraisalOutcome.TANPA_SKP, note=note)
        organisation = find_organisation(assignment, self.period, facts=self.facts)
        pending = attrs.evolve(
            blank,
            organisation_unit_id=organisation.unit_id,
            organisation_predicate=organisation.predicate,
            organisation_period=organisation.period,
        )
        plan = deciding_plan(self.facts.plans_of(assignment.id), self.period)
        return pending if plan is None else self._with_plan(pending, plan)

    def _with_plan(self, pending: Appraisal, plan: PerformancePlan) -> Appraisal:
        rating = self.facts.rating_of(plan, self.period)
        proposal = self._propose(plan, rating)
        decided = {} if rating is None else self._decide(rating, pending.appraiser_id)
        return attrs.evolve(
            pending,
            **{"note": NO_RATING} | decided,
            plan_id=plan.id,
            proposed_results=_rating(proposal.outputs, ResultRating, "usulan_hasil_kerja"),
            proposed_behaviour=_rating(proposal.outputs, BehaviourRating, "usulan_perilaku_kerja"),
            proposal=proposal.explanation.to_dict(),
        )

    def _decide(self, rating: GivenRating, appraiser_id: str | None) -> dict[str, Any]:
        evaluation = self._evaluate(self.policies.predicate, rating_facts(rating))
        judge = self.facts.external_person(appraiser_id)
        at_once = judge is not None and judge.final
        return {
            "outcome": AppraisalOutcome.DINILAI,
            "note": "",
            "results": rating.results,
            "behaviour": rating.behaviour,
            "override_reason": rating.reason,
            "predicate": PredikatKinerja(str(evaluation.value)),
            "explanation": evaluation.explanation.to_dict(),
            "conflicts": tuple(conflict.id for conflict in evaluation.conflicts),
            "unconfirmed": evaluation.unconfirmed,
            "final_on": rating.decided_on if at_once else rating.final_on,
        }

    def _propose(self, plan: PerformancePlan, rating: GivenRating | None) -> Evaluation:
        realised = self.facts.realised(plan, self.period)
        remarks = self.facts.remarks_on_results(plan.employee_id, self.period)
        items = result_items(plan, realised, period=self.period)
        named = proposal_facts(items, remarks=remarks, rating=rating, programme=self.programme)
        return self._evaluate(self.policies.proposal, named)

    def _evaluate(self, policy: Policy, named: Mapping[str, object]) -> Evaluation:
        as_of = self.period.end - timedelta(days=1)
        return policy.evaluate(inputs_for(policy.inputs, named), as_of=as_of)


def _rating(outputs: Mapping[str, object], words: type[Rating], name: str) -> Rating | None:
    found = outputs.get(name)
    return None if found is None else words(str(found))

"""Appraise a period: read the records, judge, keep appraisals and pattern checks."""

from collections import Counter
from collections.abc import Mapping

import attrs

from asn_kinerja.appraisals.appraise import AppraisalPolicies, appraise
from asn_kinerja.appraisals.distribution import check_patterns
from asn_kinerja.appraisals.facts import AppraisalFacts
from asn_kinerja.appraisals.lateness import LateReport, late_reports
from asn_kinerja.appraisals.plan_checks import appraisal_warnings, plan_warnings
from asn_kinerja.errors import Problem
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.appraisals import (
    Appraisal,
    AppraisalOutcome,
    GivenRating,
    OrganisationResult,
    PatternCheck,
)
from asn_kinerja.records.assignments import Assignment
from asn_kinerja.records.organisation import Unit
from asn_kinerja.records.people import Employee, ExternalPerson
from asn_kinerja.records.performance import (
    Feedback,
    PerformancePlan,
    PeriodicReport,
    Realisation,
)
from asn_kinerja.records.periods import Period
from asn_kinerja.records.positions import Position
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import (
    exactly,
    programme_of,
    replace_records,
    within_year,
)
from asn_kinerja.storage.query import one_of
from asn_kinerja.storage.unit_of_work import UnitOfWork

__all__ = ["AppraisalSummary", "appraise_period"]


@attrs.frozen(kw_only=True)
class AppraisalSummary:
    """What came of appraising a period.

    Args:
        period: The period.
        appraised: People with a predicate.
        without_plan: People who need no plan.
        not_yet: People who are not yet appraised.
        overrides: People whose ratings differ from the proposal.
        predicates: People by predicate, best first.
        changed: Records that were written or removed; 0 when nothing was new.
        late: Reports that came late or never.
        warnings: What is worth a look; their places name records, so keep them out of logs.
    """

    period: Period
    appraised: int
    without_plan: int
    not_yet: int
    overrides: int
    predicates: Mapping[PredikatKinerja, int]
    changed: int
    late: tuple[LateReport, ...]
    warnings: tuple[Problem, ...]


def appraise_period(context: ServiceContext, period: Period) -> AppraisalSummary:
    """Appraise everybody in a period and set each unit beside its pattern, in one transaction.

    Running it again on the same records changes nothing; appraisals that no longer have a ground
    are removed.

    Args:
        context: Store, policies, actor and clock.
        period: A month, a quarter or a year; the year is a judgement of its own.

    Returns:
        Counts, late reports and warnings.

    Raises:
        InvalidRecord: If plans of one assignment overlap or a plan is rated twice.
        NotFound: If the store holds no programme of that year, or no rules govern the period.

    Legal basis:
        PermenPANRB 6/2022 art. 24-25.
    """
    policies = _policies(context, period)
    as_of = context.now().date()
    with context.transaction("appraise", str(period)) as unit:
        facts = _facts(unit, period)
        programme = programme_of(unit, period)
        appraisals = appraise(period, facts=facts, policies=policies, programme=programme)
        checks = check_patterns(appraisals, period, policy=policies.pattern)
        changed = replace_records(unit, Appraisal, period=period, records=appraisals)
        changed += replace_records(unit, PatternCheck, period=period, records=checks)
        reports = unit.repository(PeriodicReport).scan(where=within_year(period))
        late = late_reports(reports, period, plans=facts.plans, as_of=as_of)
    outcomes = Counter(item.outcome for item in appraisals)
    predicates = Counter(item.predicate for item in appraisals)
    return AppraisalSummary(
        period=period,
        appraised=outcomes[AppraisalOutcome.DINILAI],
        without_plan=outcomes[AppraisalOutcome.TANPA_SKP],
        not_yet=outcomes[AppraisalOutcome.BELUM_DINILAI],
        overrides=sum(item.is_override for item in appraisals),
        predicates={word: predicates[word] for word in PredikatKinerja},
        changed=changed,
        late=late,
        warnings=(
            *plan_warnings(facts, period),
            *appraisal_warnings(appraisals, facts=facts),
        ),
    )


def _policies(context: ServiceContext, period: Period) -> AppraisalPolicies:
    days = (period.start, period.end)
    return AppraisalPolicies(
        predicate=context.policies.in_force("predikat_kinerja", days),
        proposal=context.policies.in_force("usulan_rating", days),
        pattern=context.policies.in_force("pola_distribusi", days),
    )


def _facts(unit: UnitOfWork, period: Period) -> AppraisalFacts:
    last_year = f"{period.year - 1:04}"
    return AppraisalFacts(
        employees=unit.repository(Employee).scan(),
        units=unit.repository(Unit).scan(),
        positions=unit.repository(Position).scan(),
        assignments=unit.repository(Assignment).scan(),
        external_persons=unit.repository(ExternalPerson).scan(),
        plans=unit.repository(PerformancePlan).scan(),
        realisations=unit.repository(Realisation).scan(where=exactly(period)),
        feedback=unit.repository(Feedback).scan(where=within_year(period)),
        organisation_results=unit.repository(OrganisationResult).scan(
            where=(one_of("period", (str(period), last_year)),)
        ),
        ratings=unit.repository(GivenRating).scan(where=exactly(period)),
    )

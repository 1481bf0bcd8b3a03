"""Predicates of the people of each leader, beside the pattern of the unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from asn_kinerja.appraisals.inputs import inputs_for, pattern_facts
from asn_kinerja.legal.terms import OrganisationPredicate, PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal, PatternCheck
from asn_kinerja.records.periods import Period
from asn_kinerja.scoring.policy import Policy

__all__ = ["check_patterns"]


def check_patterns(
    appraisals: Iterable[Appraisal], period: Period, *, policy: Policy
) -> tuple[PatternCheck, ...]:
    """Set the predicates of each led unit beside the pattern of its achievement.

    Args:
        appraisals: Appraisals of any period.
        period: The period.
        policy: The rule on patterns; its outputs are advice and change no predicate.

    Returns:
        One check for each unit whose leader appraised somebody and whose achievement is known,
        by unit.

    Legal basis:
        PermenPANRB 6/2022 annex pp. 94-97.
    """
    units: dict[tuple[str, OrganisationPredicate], Counter[PredikatKinerja]] = defaultdict(Counter)
    for item in appraisals:
        unit_id, achieved = item.organisation_unit_id, item.organisation_predicate
        if item.period != period or item.predicate is None or unit_id is None or achieved is None:
            continue
        units[unit_id, achieved][item.predicate] += 1
    return tuple(
        _check(unit_id, period, achieved=achieved, counts=counts, policy=policy)
        for (unit_id, achieved), counts in sorted(units.items())
    )


def _check(
    unit_id: str,
    period: Period,
    *,
    achieved: OrganisationPredicate,
    counts: Counter[PredikatKinerja],
    policy: Policy,
) -> PatternCheck:
    numbers = {word.value: counts[word] for word in PredikatKinerja}
    named = inputs_for(policy.inputs, pattern_facts(achieved.value, numbers))
    evaluation = policy.evaluate(named, as_of=period.end - timedelta(days=1))
    peak = evaluation.outputs.get("puncak_sesuai")
    return PatternCheck(
        id=f"{unit_id}/{period}",
        unit_id=unit_id,
        period=period,
        organisation_predicate=achieved,
        counts=tuple(numbers.values()),
        peak_fits=peak if isinstance(peak, bool) else None,
        explanation=evaluation.explanation.to_dict(),
    )

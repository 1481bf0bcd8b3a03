"""Measure what the year has done: satisfaction of the public and motivation of the staff."""

import attrs

from asn_kinerja.records.periods import Period
from asn_kinerja.records.surveys import (
    MotivationIndex,
    MotivationResponse,
    SatisfactionIndex,
    SatisfactionResponse,
)
from asn_kinerja.services.context import ServiceContext
from asn_kinerja.services.period_records import programme_of, replace_records, within_year
from asn_kinerja.surveys.motivation import motivation_indices
from asn_kinerja.surveys.satisfaction import satisfaction_indices

__all__ = ["EffectSummary", "measure_effect"]


@attrs.frozen(kw_only=True)
class EffectSummary:
    """The indices of a period, before and after. They show a change, not its cause.

    Args:
        period: The period.
        satisfaction: Index of each unit and wave, and of all units together.
        motivation: Index of each group and wave, and of everybody.
        changed: Records that were written or removed; 0 when nothing was new.
    """

    period: Period
    satisfaction: tuple[SatisfactionIndex, ...]
    motivation: tuple[MotivationIndex, ...]
    changed: int


def measure_effect(context: ServiceContext, period: Period) -> EffectSummary:
    """Compute and keep both indices of a period, in one transaction.

    Args:
        context: Store, policies, actor and clock.
        period: The year.

    Returns:
        The indices.

    Raises:
        InvalidInput: If a token answers twice in one wave.
        NotFound: If the store holds no programme of that year, or no rule governs the period.
    """
    policy = context.policies.in_force("kepuasan_masyarakat", (period.start, period.end))
    with context.transaction("measure", str(period)) as unit:
        programme = programme_of(unit, period)
        answers = unit.repository(SatisfactionResponse).scan(where=within_year(period))
        satisfaction = satisfaction_indices(answers, period, policy=policy)
        felt = unit.repository(MotivationResponse).scan(where=within_year(period))
        motivation = motivation_indices(felt, period, smallest_group=programme.smallest_group)
        changed = replace_records(unit, SatisfactionIndex, period=period, records=satisfaction)
        changed += replace_records(unit, MotivationIndex, period=period, records=motivation)
    return EffectSummary(
        period=period, satisfaction=satisfaction, motivation=motivation, changed=changed
    )

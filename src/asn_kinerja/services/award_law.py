"""What the law packs say of the rewards of an award, for the checks of its programme."""

from typing import TypedDict

from asn_kinerja.awards.programme_checks import PredicateRule, TeamRule
from asn_kinerja.records.periods import Period
from asn_kinerja.scoring.registry import PolicyRegistry

__all__ = ["RewardLaw", "predicate_rule", "reward_law", "team_rule"]


class RewardLaw(TypedDict):
    """The rules that `check_programme`, `judge` and `select` take by these names."""

    suffices: TeamRule
    merits: PredicateRule


def reward_law(policies: PolicyRegistry, period: Period) -> RewardLaw:
    """Give all rules of the law on rewards.

    Args:
        policies: The law packs.
        period: The period that an award judges.

    Returns:
        The rules, by the names of arguments.

    Raises:
        NotFound: If one of them does not govern that period.
    """
    return {"suffices": team_rule(policies, period), "merits": predicate_rule(policies, period)}


def team_rule(policies: PolicyRegistry, period: Period) -> TeamRule:
    """Give the law's rule on the size of a tim penilai kinerja, for `check_programme`.

    Legal basis:
        PP 11/2017 art. 201, 236.

    Args:
        policies: The law packs.
        period: The period that an award judges.

    Returns:
        Whether a number of members makes such a team.

    Raises:
        NotFound: If no rule governs that period.
    """
    policy = policies.in_force("tim_penilai_kinerja_pns", (period.start, period.end))
    return lambda members: policy.evaluate({"jumlah_anggota": members}).value is True


def predicate_rule(policies: PolicyRegistry, period: Period) -> PredicateRule:
    """Give the law's rule on the predicate for priority training, for `check_programme`.

    Legal basis:
        PP 11/2017 art. 235.

    Args:
        policies: The law packs.
        period: The period that an award judges.

    Returns:
        Whether a predicate earns it.

    Raises:
        NotFound: If no rule governs that period.
    """
    policy = policies.in_force("prioritas_pengembangan_pns", (period.start, period.end))
    return lambda predicate: policy.evaluate({"predikat": predicate}).value is True

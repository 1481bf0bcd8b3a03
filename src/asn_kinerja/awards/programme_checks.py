"""What must hold of an award programme before anybody is looked at."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from asn_kinerja.errors import Problem
from asn_kinerja.legal.terms import EmploymentStatus, PositionClass, PredikatKinerja, Reward
from asn_kinerja.records.award_rules import (
    AwardProgramme,
    CriterionSource,
    Gate,
    GateKind,
    Quota,
    Trait,
)

__all__ = ["PredicateRule", "TeamRule", "check_programme"]

TeamRule: TypeAlias = Callable[[int], bool]
"""Says whether that many members make a tim penilai kinerja; the law pack knows
(`services.award_law.team_rule`)."""
PredicateRule: TypeAlias = Callable[[str], bool]
"""Says whether a predicate earns priority training; the law pack knows
(`services.award_law.predicate_rule`)."""

_TEAM_REWARDS = frozenset({Reward.KENAIKAN_PANGKAT_ISTIMEWA, Reward.PRIORITAS_PENGEMBANGAN})
_MONTHS = frozenset({GateKind.MASA_KERJA, GateKind.JEDA})


def check_programme(
    programme: AwardProgramme,
    *,
    suffices: TeamRule | None = None,
    merits: PredicateRule | None = None,
) -> list[Problem]:
    """Look for rules that cannot be applied, or that the law does not allow.

    Legal basis:
        PP 11/2017 art. 232, 235, 236 and PP 49/2018 art. 46 for the rewards and who is heard.

    Args:
        programme: The published rules.
        suffices: Whether a number of deciders makes the team that is heard on some rewards; when
            not given, their number is not looked at.
        merits: Whether a predicate earns a PNS priority training; when not given, the predicate
            that is asked for is not looked at.

    Returns:
        One problem for each threshold that is no number of months or no predicate, each word that
        is no predicate, class or status, a predicate or a panel that is scored without points or
        judges, quotas that cannot all be met, and rewards that a pool may not receive.
    """
    found: list[Problem] = []
    for check in _CHECKS:
        found += check(programme)
    return [*found, *_predicate(programme, merits), *_team(programme, suffices)]


def _place(programme: AwardProgramme, rest: str) -> str:
    return f"AwardProgramme[{programme.id}].{rest}"


def _gates(programme: AwardProgramme) -> Iterable[Problem]:
    for position, gate in enumerate(programme.gates):
        yield from _threshold(gate, _place(programme, f"gates[{position}].threshold"))


def _threshold(gate: Gate, place: str) -> Iterable[Problem]:
    is_months = gate.threshold.isascii() and gate.threshold.isdigit()
    if gate.kind in _MONTHS and not is_months:
        yield Problem("number_expected", place, value=gate.threshold)
    words = [str(word) for word in PredikatKinerja]
    if gate.kind is GateKind.PREDIKAT_MINIMUM and gate.threshold not in words:
        yield Problem("unknown_word", place, value=gate.threshold, cure=", ".join(words))


def _points(programme: AwardProgramme) -> Iterable[Problem]:
    words = [str(word) for word in PredikatKinerja]
    for position, item in enumerate(programme.predicate_points):
        if item.predicate not in words:
            place = _place(programme, f"predicate_points[{position}].predicate")
            yield Problem("unknown_word", place, value=item.predicate, cure=", ".join(words))
    scored = [item for item in programme.criteria if item.source is CriterionSource.PREDIKAT]
    if scored and not programme.predicate_points:
        yield Problem(
            "predicate_points_missing", _place(programme, "predicate_points"), value=scored[0].id
        )


def _panel(programme: AwardProgramme) -> Iterable[Problem]:
    scored = [item for item in programme.criteria if item.source is CriterionSource.PANEL]
    if scored and (programme.panel is None or not programme.panel.judges):
        yield Problem("panel_missing", _place(programme, "panel"), value=scored[0].id)


def _quotas(programme: AwardProgramme) -> Iterable[Problem]:
    words = {
        Trait.KELAS_JABATAN: [str(word) for word in PositionClass],
        Trait.STATUS: [str(word) for word in EmploymentStatus],
    }
    for position, quota in enumerate(programme.quotas):
        known = words.get(quota.trait)
        if known and quota.value and quota.value not in known:
            place = _place(programme, f"quotas[{position}].value")
            yield Problem("unknown_word", place, value=quota.value, cure=", ".join(known))
    for pool in programme.pools:
        for trait in Trait:
            least = _least(programme.quotas, trait)
            if least > pool.winners:
                yield Problem(
                    "quota_impossible",
                    _place(programme, f"pools[{pool.id}].winners"),
                    value=pool.winners,
                    rule=f"{trait}: {least}",
                )


def _least(quotas: Iterable[Quota], trait: Trait) -> int:
    named = sum(quota.least for quota in quotas if quota.trait is trait and quota.value)
    each = max((q.least for q in quotas if q.trait is trait and not q.value), default=0)
    return max(named, each)


def _rewards(programme: AwardProgramme) -> Iterable[Problem]:
    place = _place(programme, "rewards")
    contract = {EmploymentStatus.PPPK, EmploymentStatus.PPPK_PARUH_WAKTU}
    if Reward.KENAIKAN_PANGKAT_ISTIMEWA in programme.rewards:
        for pool in programme.pools:
            if not pool.statuses or contract & set(pool.statuses):
                yield Problem("reward_not_for_pppk", place, value=pool.id)


def _predicate(programme: AwardProgramme, merits: PredicateRule | None) -> Iterable[Problem]:
    """Ask for the predicate of the reward where a pool admits PNS: the law speaks of them."""
    is_for_pns = any(
        not pool.statuses or EmploymentStatus.PNS in pool.statuses for pool in programme.pools
    )
    if merits is None or not is_for_pns or Reward.PRIORITAS_PENGEMBANGAN not in programme.rewards:
        return
    able = [str(word) for word in PredikatKinerja if merits(word)]
    least = next((g for g in programme.gates if g.kind is GateKind.PREDIKAT_MINIMUM), None)
    asked = least.threshold if least else "-"
    if asked not in able:
        place = _place(programme, "rewards")
        yield Problem("reward_needs_predicate", place, value=asked, cure=", ".join(able))


def _team(programme: AwardProgramme, suffices: TeamRule | None) -> Iterable[Problem]:
    heard = sorted(_TEAM_REWARDS & set(programme.rewards))
    size = len(programme.decider_ids)
    if heard and suffices is not None and not suffices(size):
        place = _place(programme, "rewards")
        yield Problem("team_too_small", place, value=size, rule=", ".join(heard))


def _ties(programme: AwardProgramme) -> Iterable[Problem]:
    weightless = [
        (position, item)
        for position, item in enumerate(programme.criteria)
        if item.weight == 0 and item.id not in programme.ties
    ]
    for position, item in weightless:
        if item.source is not CriterionSource.JAM_PELAJARAN:
            place = _place(programme, f"criteria[{position}].weight")
            yield Problem("criterion_without_use", place, value=item.id)


_CHECKS: tuple[Callable[[AwardProgramme], Iterable[Problem]], ...] = (
    _gates,
    _points,
    _panel,
    _quotas,
    _rewards,
    _ties,
)

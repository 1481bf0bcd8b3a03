"""`AwardOutcome`: a selection with all that a committee signs for, ready for its papers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from asn_kinerja.awards.agreement import (
    MethodOutcome,
    Reversals,
    compare_methods,
    find_reversals,
)
from asn_kinerja.awards.fairness import GroupRate, compare_groups
from asn_kinerja.awards.methods import RankingLaw, RankingMethod
from asn_kinerja.awards.panel import PanelResult
from asn_kinerja.awards.ranking.scaling import anchor_column
from asn_kinerja.awards.select import choose, find_method
from asn_kinerja.awards.stability import (
    Rival,
    WeightMargin,
    WinShare,
    nearest_rival,
    undominated,
    weight_margins,
    win_shares,
)
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.award_rules import AwardProgramme, Quota
from asn_kinerja.records.awards import Candidate, Place, Selection

__all__ = ["AwardOutcome", "PoolStability", "judge_stability", "run_award"]

_LINEAR = frozenset({"saw"})  # whose totals are straight lines in each weight, on the anchors
_COMPARED = ("saw", "wp", "topsis")
SEED = 20_251_231
"""Seed of the sampled shares; it is printed with them."""


@attrs.frozen(kw_only=True)
class PoolStability:
    """How sure the winners of one pool are.

    Args:
        pool_id: The pool.
        margins: How far each weight may move; empty for a method that is no weighted sum.
        shares: In how much of the space of weights somebody is among the first.
        rival: The best of those who did not win.
        others: Who would win under other methods.
        reversals: Whether somebody who leaves makes others change places.
    """

    pool_id: str
    margins: tuple[WeightMargin, ...] = ()
    shares: tuple[WinShare, ...] = ()
    rival: Rival | None = None
    others: tuple[MethodOutcome, ...] = ()
    reversals: Reversals | None = None


@attrs.frozen(kw_only=True)
class AwardOutcome:
    """Everything about one award, in an order that does not depend on that of the candidates.

    Args:
        programme: The published rules.
        entries: All candidates, by id.
        selections: What came out, by pool.
        stability: How sure it is, by pool; empty where it was not asked for.
        fairness: Rates of groups.
        panel: Joined marks of the judges.
    """

    programme: AwardProgramme
    entries: tuple[Entry, ...]
    selections: tuple[Selection, ...]
    stability: tuple[PoolStability, ...] = ()
    fairness: tuple[GroupRate, ...] = ()
    panel: tuple[PanelResult, ...] = ()


def run_award(
    programme: AwardProgramme,
    entries: Sequence[Entry],
    *,
    methods: Mapping[str, RankingMethod],
    panel: Sequence[PanelResult] = (),
    seed: int = SEED,
) -> AwardOutcome:
    """Select, and say how sure and how even the outcome is.

    Args:
        programme: The published rules.
        entries: The candidates, in any order.
        methods: Ranking methods by id.
        panel: Joined marks of the judges, for the papers.
        seed: Seeds the sampled shares.

    Returns:
        The outcome; the same whatever the order of the entries.

    Raises:
        InvalidInput: With all problems of the programme and of the candidates.
        NotFound: If the programme names a method that is not there.
    """
    selections = choose(programme, entries, methods=methods)
    ordered = tuple(sorted(entries, key=lambda entry: entry.employee_id))
    return AwardOutcome(
        programme=programme,
        entries=ordered,
        selections=selections,
        stability=tuple(
            judge_stability(programme, ordered, selection=selection, methods=methods, seed=seed)
            for selection in selections
        ),
        fairness=compare_groups(ordered, selections),
        panel=tuple(sorted(panel, key=lambda item: (item.employee_id, item.criterion_id))),
    )


def judge_stability(
    programme: AwardProgramme,
    entries: Sequence[Entry],
    *,
    selection: Selection,
    methods: Mapping[str, RankingMethod],
    seed: int = SEED,
) -> PoolStability:
    """Say how sure the winners of one pool are.

    Args:
        programme: The published rules.
        entries: All candidates.
        selection: What came out of the pool.
        methods: Ranking methods by id.
        seed: Seeds the sampled shares.

    Returns:
        Margins, shares, rival, other methods and reversals; nothing when nobody was ranked.
    """
    ranked = {item.employee_id: item for item in selection.candidates if item.rank is not None}
    if not ranked:
        return PoolStability(pool_id=selection.pool_id)
    by_id = {entry.employee_id: entry for entry in entries}
    values = {
        name: [by_id[name].values[item.id] or 0 for item in programme.criteria] for name in ranked
    }
    columns = [
        anchor_column([row[at] for row in values.values()], criterion=item)
        for at, item in enumerate(programme.criteria)
    ]
    scaled = {
        name: [Fraction(number, column.base) for number, column in zip(row, columns, strict=True)]
        for name, row in zip(
            values, zip(*(column.numbers for column in columns), strict=True), strict=True
        )
    }
    winners = [item.employee_id for item in selection.winners]
    method = find_method(programme, methods)
    scores = method.score(list(values.values()), criteria=programme.criteria)
    totals = dict(zip(values, scores, strict=True))
    pool = next(item for item in programme.pools if item.id == selection.pool_id)
    is_free = RankingLaw.POOL_FREE in method.laws
    compared = [methods[name] for name in _COMPARED if name in methods and name != method.id]
    return PoolStability(
        pool_id=selection.pool_id,
        margins=weight_margins(
            scaled,
            criteria=programme.criteria,
            winners=winners,
            may_replace=_open_places(programme, ranked, by_id),
        )
        if method.id in _LINEAR and winners
        else (),
        shares=win_shares(scaled, winners=pool.winners, seed=seed),
        rival=nearest_rival(totals, winners=winners),
        others=compare_methods(
            {name: values[name] for name in undominated(scaled, places=pool.winners)},
            criteria=programme.criteria,
            methods=compared,
            winners=winners,
        ),
        reversals=None
        if is_free
        else find_reversals(values, criteria=programme.criteria, method=method, winners=winners),
    )


def _open_places(
    programme: AwardProgramme,
    ranked: Mapping[str, Candidate],
    by_id: Mapping[str, Entry],
) -> Mapping[str, Sequence[str]] | None:
    """For each loser the winners whose place the quotas leave open to that loser."""
    if not programme.quotas:
        return None
    winners = [name for name, item in ranked.items() if item.place is Place.WINNER]
    found = {}
    for name in ranked:
        if name not in winners:
            found[name] = [
                winner
                for winner in winners
                if _keeps(programme.quotas, [*(w for w in winners if w != winner), name], by_id)
            ]
    return found


def _keeps(quotas: Sequence[Quota], names: Sequence[str], by_id: Mapping[str, Entry]) -> bool:
    """Whether no ceiling is passed by a set of winners."""
    for quota in quotas:
        counts: dict[str, int] = {}
        for name in names:
            value = by_id[name].traits[quota.trait]
            counts[value] = counts.get(value, 0) + 1
        watched = {quota.value} if quota.value else set(counts)
        if quota.most is not None and any(counts.get(v, 0) > quota.most for v in watched):
            return False
        if quota.value and counts.get(quota.value, 0) < quota.least:
            return False
    return True

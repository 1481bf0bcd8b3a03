"""`select`: gate, score, rank, and name winners and reserves of each pool."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from asn_kinerja.awards.entries import check_entries, enter
from asn_kinerja.awards.facts import AwardFacts
from asn_kinerja.awards.methods import RankingMethod
from asn_kinerja.awards.panel import check_marks
from asn_kinerja.awards.programme_checks import PredicateRule, TeamRule, check_programme
from asn_kinerja.awards.quotas import hand_out
from asn_kinerja.awards.ranking.scaling import anchor_column
from asn_kinerja.awards.ties import order_candidates
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.records.award_entries import Entry
from asn_kinerja.records.award_rules import AwardPool, AwardProgramme
from asn_kinerja.records.awards import (
    Candidate,
    CriterionScore,
    GateState,
    Place,
    Selection,
)
from asn_kinerja.scoring.numbers import Exact, round_exact, to_canonical, to_decimal

__all__ = ["choose", "find_method", "judge", "select"]

_SCALE = 4  # decimals that a record keeps; ranking uses exact numbers


def select(
    programme: AwardProgramme,
    *,
    facts: AwardFacts,
    methods: Mapping[str, RankingMethod],
    suffices: TeamRule | None = None,
    merits: PredicateRule | None = None,
) -> tuple[Selection, ...]:
    """Select the best of each pool by the records.

    Args:
        programme: The published rules.
        facts: The records and the day of the selection.
        methods: Ranking methods by id.
        suffices: As in `check_programme`.
        merits: As in `check_programme`.

    Returns:
        One selection a pool, in the programme's order; the same whatever the order of the facts.

    Raises:
        InvalidInput: With all problems of the programme, its nominations and its marks.
        NotFound: If the programme names a method that is not there.
    """
    entries = judge(programme, facts=facts, suffices=suffices, merits=merits)
    return choose(programme, entries, methods=methods)


def judge(
    programme: AwardProgramme,
    *,
    facts: AwardFacts,
    suffices: TeamRule | None = None,
    merits: PredicateRule | None = None,
) -> tuple[Entry, ...]:
    """Judge every nominee by the records, without ranking anybody.

    Args:
        programme: The published rules.
        facts: The records and the day of the selection.
        suffices: As in `check_programme`.
        merits: As in `check_programme`.

    Returns:
        The candidates by id, for `choose` or `awards.outcome.run_award`.

    Raises:
        InvalidInput: With all problems of the programme, its nominations and its marks.
    """
    problems = check_programme(programme, suffices=suffices, merits=merits)
    if error := InvalidInput.of(problems):
        raise error
    entries = enter(programme, facts=facts)
    problems = check_marks(
        programme,
        [item for item in facts.panel_marks if item.programme_id == programme.id],
        units={entry.employee_id: entry.unit_id for entry in entries},
        nominations=[item for item in facts.nominations if item.programme_id == programme.id],
    )
    if error := InvalidInput.of(problems):
        raise error
    return entries


def choose(
    programme: AwardProgramme, entries: Sequence[Entry], *, methods: Mapping[str, RankingMethod]
) -> tuple[Selection, ...]:
    """Select the best of each pool from candidates that are judged already.

    Candidates who fail a gate, need a human or lack a value are listed and not ranked. The others
    are ranked by exact totals; equal ones by the programme's chain, then by its lot if it has one,
    and what is left stays equal. Where equal candidates are more than the places left, all of them
    stand as `Place.TIED`: the committee decides, the library does not.

    Args:
        programme: The published rules.
        entries: The candidates, in any order.
        methods: Ranking methods by id.

    Returns:
        One selection a pool, in the programme's order; the same whatever the order of the entries.

    Raises:
        InvalidInput: With all problems of the programme and of the candidates.
        NotFound: If the programme names a method that is not there.
    """
    problems = [*check_programme(programme), *check_entries(programme, entries)]
    if error := InvalidInput.of(problems):
        raise error
    method = find_method(programme, methods)
    ordered = sorted(entries, key=lambda entry: entry.employee_id)
    return tuple(
        _select_pool(
            programme,
            pool,
            judged=[
                _judge(entry)
                for entry in ordered
                if programme.pool_of(entry.position_class, entry.status) == pool
            ],
            method=method,
        )
        for pool in programme.pools
    )


def find_method(programme: AwardProgramme, methods: Mapping[str, RankingMethod]) -> RankingMethod:
    """Find the ranking method that a programme names.

    Args:
        programme: The published rules.
        methods: Ranking methods by id.

    Returns:
        The method.

    Raises:
        NotFound: If it is not there.
    """
    if programme.method not in methods:
        place = f"AwardProgramme[{programme.id}].method"
        known = ", ".join(sorted(methods))
        raise NotFound(Problem("not_found", place, value=programme.method, cure=known))
    return methods[programme.method]


@attrs.frozen(kw_only=True)
class _Judged:
    """A candidate with where the gates leave it."""

    entry: Entry
    place: Place


def _judge(entry: Entry) -> _Judged:
    states = {gate.state for gate in entry.gates}
    place = Place.RANKED
    if GateState.NOT_MET in states:
        place = Place.NOT_ELIGIBLE
    elif GateState.NEEDS_HUMAN in states:
        place = Place.NEEDS_HUMAN
    elif any(value is None for value in entry.values.values()):
        place = Place.INCOMPLETE
    return _Judged(entry=entry, place=place)


def _candidate(
    programme: AwardProgramme, judged: _Judged, *, scaled: Mapping[str, Exact]
) -> Candidate:
    """Write down what is known of a candidate, before ranks."""
    entry = judged.entry
    scores = tuple(
        CriterionScore(
            criterion_id=item.id,
            raw=None if value is None else to_canonical(value),
            scaled=None if value is None else to_decimal(round_exact(scaled[item.id], _SCALE), 4),
        )
        for item in programme.criteria
        for value in (entry.values.get(item.id),)
    )
    return Candidate(
        employee_id=entry.employee_id,
        unit_id=entry.unit_id,
        place=judged.place,
        gates=entry.gates,
        scores=() if judged.place is Place.NOT_ELIGIBLE else scores,
    )


def _scaled(programme: AwardProgramme, judged: Sequence[_Judged]) -> dict[str, dict[str, Exact]]:
    """Put every value that is there on the published scale, 0 to 100."""
    found: dict[str, dict[str, Exact]] = {item.entry.employee_id: {} for item in judged}
    for criterion in programme.criteria:
        known = [
            (item.entry.employee_id, value)
            for item in judged
            if (value := item.entry.values.get(criterion.id)) is not None
        ]
        column = anchor_column([value for _, value in known], criterion=criterion)
        for (name, _), number in zip(known, column.numbers, strict=True):
            found[name][criterion.id] = Fraction(100 * number, column.base)
    return found


def _select_pool(
    programme: AwardProgramme,
    pool: AwardPool,
    *,
    judged: Sequence[_Judged],
    method: RankingMethod,
) -> Selection:
    ranked = {item.entry.employee_id: item for item in judged if item.place is Place.RANKED}
    rows = [
        [item.entry.values[one.id] or 0 for one in programme.criteria] for item in ranked.values()
    ]
    totals = dict(zip(ranked, method.score(rows, criteria=programme.criteria), strict=True))
    scaled = _scaled(programme, judged)
    groups, ties = order_candidates(
        totals, scaled=scaled, chain=programme.ties, lot_seed=programme.lot_seed
    )
    handed = hand_out(
        groups,
        winners=pool.winners,
        reserves=pool.reserves,
        quotas=programme.quotas,
        traits={name: item.entry.traits for name, item in ranked.items()},
    )
    placed, rank = [], 1
    for group in groups:
        placed += [
            attrs.evolve(
                _candidate(programme, ranked[name], scaled=scaled[name]),
                place=handed.places[name],
                rank=rank,
                total=to_decimal(round_exact(Fraction(totals[name]), _SCALE), _SCALE),
                moved_by=handed.moved_by.get(name, ()),
            )
            for name in group
        ]
        rank += len(group)
    others = [
        _candidate(programme, item, scaled=scaled[item.entry.employee_id])
        for item in judged
        if item.place is not Place.RANKED
    ]
    return Selection(
        id=f"{programme.id}/{pool.id}",
        programme_id=programme.id,
        pool_id=pool.id,
        period=programme.period,
        candidates=(*placed, *others),
        ties=ties,
        method=method.id,
        shortfalls=handed.shortfalls,
    )

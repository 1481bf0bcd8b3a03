"""`select`: gate, score, rank, and name winners and reserves of each pool."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from asn_kinerja.awards.criteria import criterion_value
from asn_kinerja.awards.eligibility import check_gates
from asn_kinerja.awards.facts import AwardFacts, Entrant, find_entrants
from asn_kinerja.awards.methods import RankingMethod
from asn_kinerja.awards.ranking.scaling import anchored
from asn_kinerja.awards.ties import order_candidates
from asn_kinerja.errors import InvalidInput, NotFound, Problem
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.awards import (
    AwardPool,
    AwardProgramme,
    Candidate,
    CriterionScore,
    GateKind,
    GateState,
    Place,
    Selection,
)
from asn_kinerja.scoring.numbers import Exact, round_exact, to_canonical, to_decimal

__all__ = ["check_programme", "select"]

_SCALE = 4  # decimals that a record keeps; ranking uses exact numbers


def check_programme(programme: AwardProgramme) -> list[Problem]:
    """Look for rules that cannot be applied.

    Args:
        programme: The published rules.

    Returns:
        One problem for each threshold that is no number of months or no predicate, and for each
        word in the points that is no predicate.
    """
    words = [str(word) for word in PredikatKinerja]
    problems = []
    for position, gate in enumerate(programme.gates):
        place = f"AwardProgramme[{programme.id}].gates[{position}].threshold"
        is_months = gate.threshold.isascii() and gate.threshold.isdigit()
        if gate.kind is GateKind.MASA_KERJA and not is_months:
            problems.append(Problem("number_expected", place, value=gate.threshold))
        if gate.kind is GateKind.PREDIKAT_MINIMUM and gate.threshold not in words:
            problems.append(
                Problem("unknown_word", place, value=gate.threshold, cure=", ".join(words))
            )
    for position, item in enumerate(programme.predicate_points):
        if item.predicate not in words:
            place = f"AwardProgramme[{programme.id}].predicate_points[{position}].predicate"
            problems.append(
                Problem("unknown_word", place, value=item.predicate, cure=", ".join(words))
            )
    return problems


def select(
    programme: AwardProgramme, *, facts: AwardFacts, methods: Mapping[str, RankingMethod]
) -> tuple[Selection, ...]:
    """Select the best of each pool.

    Candidates who fail a gate, need a human or lack a value are listed and not ranked. The others
    are ranked by exact totals; equal ones by the programme's chain, and what the chain does not
    part stays equal. Where equal candidates are more than the places left, all of them stand as
    `Place.TIED`: the committee decides, the library does not.

    Args:
        programme: The published rules.
        facts: The records and the day of the selection.
        methods: Ranking methods by id.

    Returns:
        One selection a pool, in the programme's order; the same whatever the order of the facts.

    Raises:
        InvalidInput: With all problems of the programme or of its nominations.
        NotFound: If the programme names a method that is not there.
    """
    if error := InvalidInput.of(check_programme(programme)):
        raise error
    if programme.method not in methods:
        place = f"AwardProgramme[{programme.id}].method"
        known = ", ".join(sorted(methods))
        raise NotFound(Problem("not_found", place, value=programme.method, cure=known))
    entrants = find_entrants(programme, facts=facts)
    return tuple(
        _select_pool(
            programme,
            pool,
            judged=[
                _judge(programme, entrant, facts) for entrant in entrants if entrant.pool == pool
            ],
            method=methods[programme.method],
        )
        for pool in programme.pools
    )


@attrs.frozen(kw_only=True)
class _Judged:
    """A candidate with exact values."""

    candidate: Candidate
    values: Mapping[str, Exact | None]
    scaled: Mapping[str, Exact]


def _judge(programme: AwardProgramme, entrant: Entrant, facts: AwardFacts) -> _Judged:
    gates = check_gates(programme, entrant, facts=facts)
    values = {
        item.id: criterion_value(item, entrant, programme=programme, facts=facts)
        for item in programme.criteria
    }
    scaled = {
        item.id: 100 * anchored(item, value)
        for item in programme.criteria
        if (value := values[item.id]) is not None
    }
    states = {gate.state for gate in gates}
    place = Place.RANKED
    if GateState.NOT_MET in states:
        place = Place.NOT_ELIGIBLE
    elif GateState.NEEDS_HUMAN in states:
        place = Place.NEEDS_HUMAN
    elif len(scaled) < len(values):
        place = Place.INCOMPLETE
    candidate = Candidate(
        employee_id=entrant.employee.id,
        unit_id=entrant.position.unit_id,
        place=place,
        gates=gates,
        scores=() if place is Place.NOT_ELIGIBLE else _scores(values, scaled),
    )
    return _Judged(candidate=candidate, values=values, scaled=scaled)


def _scores(
    values: Mapping[str, Exact | None], scaled: Mapping[str, Exact]
) -> tuple[CriterionScore, ...]:
    return tuple(
        CriterionScore(
            criterion_id=name,
            raw=None if value is None else to_canonical(value),
            scaled=None if value is None else to_decimal(round_exact(scaled[name], _SCALE), _SCALE),
        )
        for name, value in values.items()
    )


def _select_pool(
    programme: AwardProgramme,
    pool: AwardPool,
    *,
    judged: list[_Judged],
    method: RankingMethod,
) -> Selection:
    ranked = {
        item.candidate.employee_id: item for item in judged if item.candidate.place is Place.RANKED
    }
    rows = [[item.values[one.id] or 0 for one in programme.criteria] for item in ranked.values()]
    totals = dict(zip(ranked, method.score(rows, criteria=programme.criteria), strict=True))
    groups, ties = order_candidates(
        totals,
        scaled={name: item.scaled for name, item in ranked.items()},
        chain=programme.ties,
    )
    placed = [
        attrs.evolve(
            ranked[name].candidate,
            place=place,
            rank=rank,
            total=to_decimal(round_exact(Fraction(totals[name]), _SCALE), _SCALE),
        )
        for name, place, rank in _places(groups, pool)
    ]
    others = [item.candidate for item in judged if item.candidate.place is not Place.RANKED]
    return Selection(
        id=f"{programme.id}/{pool.id}",
        programme_id=programme.id,
        pool_id=pool.id,
        period=programme.period,
        candidates=(*placed, *sorted(others, key=lambda item: item.employee_id)),
        ties=ties,
        method=method.id,
    )


def _places(groups: Iterable[tuple[str, ...]], pool: AwardPool) -> Iterable[tuple[str, Place, int]]:
    """Hand out the places, best first; equal candidates at a border share none of them."""
    winners, reserves, rank = pool.winners, pool.reserves, 1
    for group in groups:
        size = len(group)
        if winners:
            place = Place.WINNER if size <= winners else Place.TIED
        elif reserves:
            place = Place.RESERVE if size <= reserves else Place.TIED
        else:
            place = Place.RANKED
        yield from ((name, place, rank) for name in group)
        over = max(0, size - winners)
        winners = max(0, winners - size)
        reserves = max(0, reserves - over)
        rank += size

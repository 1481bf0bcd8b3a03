"""Gates: whether somebody may be chosen at all, with three answers and a reason for each."""

from collections.abc import Callable
from datetime import date

from asn_kinerja.awards.facts import AwardFacts, Entrant
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.award_rules import AwardProgramme, Gate, GateKind
from asn_kinerja.records.awards import GateResult, GateState, Penalty
from asn_kinerja.records.periods import Period

__all__ = ["check_gates", "decided_appraisal", "months_between"]

_PREDICATES = tuple(PredikatKinerja)


def check_gates(
    programme: AwardProgramme, entrant: Entrant, *, facts: AwardFacts
) -> tuple[GateResult, ...]:
    """Ask all gates of a programme about one entrant.

    Who decides is no candidate: that gate is asked even where the programme does not list it.

    Args:
        programme: The published rules.
        entrant: The candidate.
        facts: The records.

    Returns:
        One answer a gate, in the programme's order. A fact that is missing needs a human; it is
        never a fail.
    """
    gates = programme.gates
    if all(gate.kind is not GateKind.BUKAN_PENENTU for gate in gates):
        gates = (*gates, Gate(kind=GateKind.BUKAN_PENENTU))
    return tuple(_ASK[gate.kind](gate, programme, entrant, facts) for gate in gates)


def decided_appraisal(entrant: Entrant, period: Period, *, facts: AwardFacts) -> Appraisal | None:
    """Find the appraisal by which an entrant is judged.

    Args:
        entrant: The candidate.
        period: The period judged.
        facts: The records.

    Returns:
        The appraisal of that period that has a predicate, of the present assignment before
        another; `None` when there is none.
    """
    found = [
        item
        for item in facts.of("appraisals", entrant.employee.id)
        if item.period == period and item.predicate is not None
    ]
    own = [item for item in found if item.assignment_id == entrant.assignment.id]
    return max(own or found, key=lambda item: item.id, default=None)


def months_between(start: date, end: date) -> int:
    """Count the whole months from one day to another; 0 when it comes first."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return max(0, months - (end.day < start.day))


def _service(
    gate: Gate, _programme: AwardProgramme, entrant: Entrant, facts: AwardFacts
) -> GateResult:
    months = months_between(entrant.employee.appointed_on, facts.as_of)
    if months >= int(gate.threshold):
        return _answer(gate, GateState.MET, "masa_kerja_cukup", detail=str(months))
    return _answer(gate, GateState.NOT_MET, "masa_kerja_kurang", detail=str(months))


def _final(
    gate: Gate, programme: AwardProgramme, entrant: Entrant, facts: AwardFacts
) -> GateResult:
    appraisal = decided_appraisal(entrant, programme.period, facts=facts)
    if appraisal is None:
        return _answer(gate, GateState.NEEDS_HUMAN, "predikat_belum_ada")
    if appraisal.final_on is None or appraisal.final_on > facts.as_of:
        return _answer(gate, GateState.NOT_MET, "predikat_belum_final")
    return _answer(gate, GateState.MET, "predikat_final", detail=appraisal.final_on.isoformat())


def _minimum(
    gate: Gate, programme: AwardProgramme, entrant: Entrant, facts: AwardFacts
) -> GateResult:
    appraisal = decided_appraisal(entrant, programme.period, facts=facts)
    if appraisal is None or appraisal.predicate is None:
        return _answer(gate, GateState.NEEDS_HUMAN, "predikat_belum_ada")
    least = _PREDICATES.index(PredikatKinerja(gate.threshold))
    if _PREDICATES.index(appraisal.predicate) <= least:
        return _answer(gate, GateState.MET, "predikat_cukup", detail=appraisal.predicate)
    return _answer(gate, GateState.NOT_MET, "predikat_kurang", detail=appraisal.predicate)


def _clean(
    gate: Gate, _programme: AwardProgramme, entrant: Entrant, facts: AwardFacts
) -> GateResult:
    penalties: tuple[Penalty, ...] = facts.of("penalties", entrant.employee.id)
    standing = [item for item in penalties if item.stands_on(facts.as_of)]
    decided = [item for item in standing if item.level is not None]
    if decided:
        return _answer(gate, GateState.NOT_MET, "hukuman_berjalan", detail=decided[0].level or "")
    if standing:
        return _answer(gate, GateState.NOT_MET, "dalam_pemeriksaan")
    return _answer(gate, GateState.MET, "tanpa_hukuman")


def _no_decider(
    gate: Gate, programme: AwardProgramme, entrant: Entrant, _facts: AwardFacts
) -> GateResult:
    if entrant.employee.id in programme.decider_ids:
        return _answer(gate, GateState.NOT_MET, "penentu")
    return _answer(gate, GateState.MET, "bukan_penentu")


def _cooldown(
    gate: Gate, programme: AwardProgramme, entrant: Entrant, facts: AwardFacts
) -> GateResult:
    family = programme.family or programme.id
    won = [
        item.won_on
        for item in facts.of("wins", entrant.employee.id)
        if item.family == family and item.won_on <= facts.as_of
    ]
    if not won:
        return _answer(gate, GateState.MET, "belum_pernah")
    months = months_between(max(won), facts.as_of)
    if months >= int(gate.threshold):
        return _answer(gate, GateState.MET, "jeda_cukup", detail=str(months))
    return _answer(gate, GateState.NOT_MET, "jeda_kurang", detail=str(months))


_ASK: dict[GateKind, Callable[[Gate, AwardProgramme, Entrant, AwardFacts], GateResult]] = {
    GateKind.MASA_KERJA: _service,
    GateKind.PREDIKAT_FINAL: _final,
    GateKind.PREDIKAT_MINIMUM: _minimum,
    GateKind.TANPA_HUKUMAN: _clean,
    GateKind.BUKAN_PENENTU: _no_decider,
    GateKind.JEDA: _cooldown,
}


def _answer(gate: Gate, state: GateState, reason: str, *, detail: str = "") -> GateResult:
    return GateResult(kind=gate.kind, state=state, reason=reason, detail=str(detail))

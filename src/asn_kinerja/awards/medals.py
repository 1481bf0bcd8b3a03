"""Who is proposed for the medal for years of service, career by career, by the law's own rule."""

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.award_medals import (
    Career,
    MedalCounting,
    MedalProgramme,
    MedalProposal,
    MedalState,
    UnpaidLeave,
)
from asn_kinerja.records.awards import GateState
from asn_kinerja.scoring.policy import Evaluation, Policy

__all__ = ["MedalOutcome", "propose_medals"]

_CLASSES = ("x", "xx", "xxx")
_NONE = "belum_memenuhi"
_STATUS = "status_kepegawaian"
_WORDS: Mapping[str, Wording] = {
    "status": Wording(
        "Hanya PNS yang dapat menerimanya.", "Only a civil servant (PNS) can receive it."
    ),
    "unattested": Wording(
        "Syarat umum belum dinyatakan terpenuhi.",
        "The general conditions were not attested to yet.",
    ),
    "refused": Wording("Syarat umum tidak terpenuhi.", "The general conditions are not met."),
    "examined": Wording(
        "Sedang diperiksa untuk hukuman disiplin.", "A discipline case is under examination."
    ),
    "several": Wording(
        "Lebih dari satu CLTN: penghitungan menurut tahap perlu diputuskan.",
        "More than one unpaid leave: the count by stages needs a decision.",
    ),
    "restarted": Wording(
        "Masa kerja dihitung lagi sesudah hukuman atau CLTN.",
        "Service counts again after a penalty or an unpaid leave.",
    ),
}


@attrs.frozen(kw_only=True)
class MedalOutcome:
    """A whole proposal, in an order that does not depend on that of the careers.

    Args:
        programme: The published rules.
        proposed_on: Day of the proposal.
        proposals: One a career, by id.
        conflicts: Contradictions of the law that touched a career, by id.
        unconfirmed: Names of unconfirmed legal values that were used.
    """

    programme: MedalProgramme
    proposed_on: date
    proposals: tuple[MedalProposal, ...]
    conflicts: tuple[Conflict, ...] = ()
    unconfirmed: tuple[str, ...] = ()

    def of(self, medal: str) -> tuple[MedalProposal, ...]:
        """Give those who are proposed for a class.

        Args:
            medal: ``"x"``, ``"xx"`` or ``"xxx"``.

        Returns:
            The proposals, by id.
        """
        return tuple(
            item
            for item in self.proposals
            if item.state is MedalState.PROPOSED and item.medal == medal
        )


def propose_medals(
    programme: MedalProgramme, careers: Sequence[Career], *, policy: Policy, proposed_on: date
) -> MedalOutcome:
    """Decide for each career which class is to be proposed.

    The rule of the law counts; what people must attest to, and a case under examination, never
    fails anybody: it waits for a decision.

    Legal basis:
        PP 35/2010 art. 22; UU 20/2009 art. 25 for the general conditions.

    Args:
        programme: The published rules.
        careers: The careers, in any order.
        policy: The rule that `MedalProgramme.policy` names.
        proposed_on: Day of the proposal.

    Returns:
        The outcome; the same whatever the order of the careers.

    Raises:
        InvalidInput: With one problem for each person listed twice and each career that the rule
            refuses, such as a penalty served before the service began.
    """
    found: list[MedalProposal] = []
    problems: list[Problem] = []
    conflicts: dict[str, Conflict] = {}
    unconfirmed: set[str] = set()
    seen: set[str] = set()
    for career in sorted(careers, key=lambda item: item.id):
        if career.id in seen:
            place = f"careers[{career.id}]"
            problems.append(Problem("nominated_twice", place, value=career.id))
            continue
        seen.add(career.id)
        try:
            judged = policy.evaluate(_inputs(programme, career, proposed_on))
        except InvalidInput as error:
            faults = [item for item in error.problems if not item.place.endswith(_STATUS)]
            problems += [_at(item, career) for item in faults]
            if not faults:
                found.append(_not_for(career))
            continue
        conflicts |= {item.id: item for item in judged.conflicts}
        unconfirmed |= set(judged.unconfirmed)
        found.append(_proposal(programme, career, judged, proposed_on=proposed_on))
    if error_of_all := InvalidInput.of(problems):
        raise error_of_all
    return MedalOutcome(
        programme=programme,
        proposed_on=proposed_on,
        proposals=tuple(found),
        conflicts=tuple(conflicts[name] for name in sorted(conflicts)),
        unconfirmed=tuple(sorted(unconfirmed)),
    )


def _not_for(career: Career) -> MedalProposal:
    state = MedalState.NOT_ELIGIBLE
    return MedalProposal(career=career, state=state, reasons=(_WORDS["status"],))


def _at(problem: Problem, career: Career) -> Problem:
    """Name the person beside what the rule calls the value."""
    place = f"careers[{career.id}].{problem.place}"
    return Problem(problem.code, place, value=problem.value, rule=problem.rule, cure=problem.cure)


def _inputs(programme: MedalProgramme, career: Career, proposed_on: date) -> dict[str, object]:
    """Say a career in the words of the rule; of several leaves the last that has begun counts."""
    given: dict[str, object] = {
        "tmt_cpns": career.appointed_on,
        "tanggal_usul": proposed_on,
        "items": [
            {"tingkat": item.level, "tanggal_selesai_dijalankan": item.served_on}
            for item in career.penalties
            if item.level is not None
        ],
        _STATUS: career.status,
        "penghitungan": programme.counting,
    }
    if career.held:
        given["kelas_dimiliki"] = career.held
    leave = _last(career, proposed_on)
    if leave is not None:
        given["tanggal_mulai_cltn"] = leave.valid_from
        if leave.valid_until is not None:
            given["tanggal_kembali_cltn"] = leave.valid_until
    return given


def _last(career: Career, day: date) -> UnpaidLeave | None:
    return max(_begun(career, day), key=lambda leave: leave.valid_from, default=None)


def _begun(career: Career, day: date) -> list[UnpaidLeave]:
    return [leave for leave in career.leaves if leave.valid_from <= day]


def _proposal(
    programme: MedalProgramme, career: Career, judged: Evaluation, *, proposed_on: date
) -> MedalProposal:
    earned, medal = str(judged.value), judged.outputs["kelas_usul"]
    start, months = judged.outputs["mulai_hitung"], judged.outputs["masa_kerja_bulan"]
    reasons = [] if medal else list(judged.reasons)
    state = MedalState.PROPOSED
    if earned == _NONE:
        state = MedalState.NOT_YET
    elif medal is None:
        state = MedalState.HELD
    waiting = _waiting(programme, career, proposed_on)
    if career.attested is GateState.NOT_MET:
        state, reasons = MedalState.NOT_ELIGIBLE, [_WORDS["refused"]]
    elif waiting and state in {MedalState.PROPOSED, MedalState.NOT_YET}:
        is_open = state is MedalState.PROPOSED or _WORDS["several"] in waiting
        state = MedalState.NEEDS_HUMAN if is_open else state
        reasons = [*reasons, *waiting]
    if isinstance(start, date) and start > career.appointed_on:
        reasons = [*reasons, _WORDS["restarted"]]
    return MedalProposal(
        career=career,
        state=state,
        medal=str(medal or "") if state in {MedalState.PROPOSED, MedalState.NEEDS_HUMAN} else "",
        earned=earned if earned in _CLASSES else "",
        counted_from=start if isinstance(start, date) else None,
        months=int(str(months)),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _waiting(programme: MedalProgramme, career: Career, day: date) -> list[Wording]:
    """Say what people have to look at before the class can be proposed."""
    found = []
    if any(item.level is None for item in career.penalties):
        found.append(_WORDS["examined"])
    if programme.counting is MedalCounting.TAHAP and len(_begun(career, day)) > 1:
        found.append(_WORDS["several"])
    if career.attested is GateState.NEEDS_HUMAN:
        found.append(_WORDS["unattested"])
    return found

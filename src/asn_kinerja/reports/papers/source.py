"""`AwardSource`: an outcome with the words, names and facts that its papers print."""

import re
from collections.abc import Iterable
from datetime import date

import attrs

from asn_kinerja.awards.outcome import AwardOutcome, PoolStability
from asn_kinerja.awards.wording import GATE_REASONS, PLACES, say_gate
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.award_rules import AwardPool, Gate, GateKind, Quota, Trait
from asn_kinerja.records.awards import LOT, Candidate, GateResult, GateState, Selection
from asn_kinerja.reports.wording import Words

__all__ = ["AwardSource"]


@attrs.frozen(kw_only=True)
class AwardSource:
    """What the papers of one award are written from.

    Args:
        outcome: The selection with its stability and fairness.
        words: The language.
        decided_on: Day of the selection.
        office: Who selects, as printed.
        digest: SHA-256 of what was decided by; empty for papers that print none.
        version: Version of this library.
        units: Names of units, by id; the id stands in for a missing name.
        names: Names of people who are no candidates, such as those who decide.
        note: What stands under every title, such as ``"DATA SINTETIS"``.
    """

    outcome: AwardOutcome
    words: Words
    decided_on: date
    office: str
    digest: str
    version: str
    units: dict[str, str] = attrs.field(factory=dict)
    names: dict[str, str] = attrs.field(factory=dict)
    note: str = ""

    def text(self, key: str, **fills: object) -> str:
        """Give a text of the papers."""
        return self.words.text(f"papers.{key}", **fills)

    def name(self, employee_id: str) -> str:
        """Give the name of somebody."""
        known = {entry.employee_id: entry.name for entry in self.outcome.entries}
        return known.get(employee_id) or self.names.get(employee_id, employee_id)

    def listed(self, employee_ids: Iterable[str]) -> str:
        """Give several names."""
        return "; ".join(self.name(name) for name in employee_ids)

    def unit(self, unit_id: str) -> str:
        """Give the name of a unit."""
        return self.units.get(unit_id, unit_id)

    def criterion(self, criterion_id: str | None) -> str:
        """Give the name of a criterion, or of the lot."""
        if criterion_id == LOT:
            return self.text("lot")
        names = {item.id: item.name for item in self.outcome.programme.criteria}
        return names.get(criterion_id or "", criterion_id or "")

    def pool(self, selection: Selection) -> AwardPool:
        """Give the pool of a selection; one that the programme has lost keeps its key."""
        known = {pool.id: pool for pool in self.outcome.programme.pools}
        name, winners = selection.pool_id, max(1, len(selection.winners))
        return known.get(name) or AwardPool(id=name, name=name, winners=winners)

    def stability(self, selection: Selection) -> PoolStability:
        """Give the stability of a selection."""
        found = (item for item in self.outcome.stability if item.pool_id == selection.pool_id)
        return next(found, PoolStability(pool_id=selection.pool_id))

    def place(self, item: Candidate) -> str:
        """Give the place of a candidate."""
        return PLACES[item.place].render(self.words.lang)

    def gate(self, gate: Gate) -> str:
        """Write a condition with its basis."""
        threshold = gate.threshold
        if gate.kind is GateKind.PREDIKAT_MINIMUM and threshold:
            threshold = self.words.word(PredikatKinerja(threshold))
        text = self.words.text(f"gates.{gate.kind.value}", threshold=threshold)
        return text if _adds_nothing(gate.basis, text) else f"{text} ({gate.basis})"

    def quota(self, quota: Quota) -> str:
        """Write a quota with its basis."""
        kind = self.text(f"trait.{quota.trait.value}")
        named = (
            self.unit(quota.value) if quota.trait is Trait.UNIT else self.words.rating(quota.value)
        )
        whom = f"{kind} {named}" if quota.value else f"{self.text('quota_each')} {kind}"
        parts = []
        if quota.most is not None:
            parts.append(self.text("quota_most", number=quota.most, whom=whom))
        if quota.least:
            parts.append(self.text("quota_least", number=quota.least, whom=whom))
        text = "; ".join(parts)
        return f"{text} ({quota.basis})" if quota.basis else text

    def quotas(self, ids: Iterable[str]) -> str:
        """Write several quotas by their ids."""
        known = {quota.id: self.quota(quota) for quota in self.outcome.programme.quotas}
        return "; ".join(known.get(one, one) for one in ids)

    def reasons(self, item: Candidate) -> tuple[str, ...]:
        """Say why somebody was not ranked."""
        found = [self._reason(gate) for gate in item.gates if gate.state is not GateState.MET]
        found += [
            self.text("value_missing", criterion=self.criterion(score.criterion_id))
            for score in item.scores
            if score.scaled is None
        ]
        return tuple(found)

    def _reason(self, gate: GateResult) -> str:
        condition = self.words.text(f"gate_names.{gate.kind.value}")
        if gate.reason in GATE_REASONS:
            said = say_gate(gate, self.words.lang, show=self._detail)
        else:
            state = self.words.text(f"gate_states.{gate.state.value}")
            said = f"{state} ({self._detail(gate.detail or gate.reason)})"
        return f"{condition}: {said}"

    def _detail(self, detail: str) -> str:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", detail):
            return self.words.day(date.fromisoformat(detail))
        return self.words.rating(detail)


def _adds_nothing(basis: str, text: str) -> bool:
    """Whether the text of a gate says all that its basis says."""
    said = set(re.findall(r"\w+", text.casefold()))
    return said.issuperset(re.findall(r"\w+", basis.casefold()))

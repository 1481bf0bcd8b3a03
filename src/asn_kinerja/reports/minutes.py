"""Berita Acara: the minutes of one selection as structured text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs

from asn_kinerja.awards.wording import GATE_REASONS, PLACES, say_gate
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.records.award_rules import AwardPool, Gate, GateKind
from asn_kinerja.records.awards import Candidate, GateResult, GateState, Place, TieBreak
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import AwardRow, YearReport

__all__ = ["CriterionLine", "ExcludedLine", "Minutes", "RankedLine", "make_minutes"]

_UNRANKED = frozenset({Place.NOT_ELIGIBLE, Place.NEEDS_HUMAN, Place.INCOMPLETE})


@attrs.frozen(kw_only=True)
class CriterionLine:
    """A criterion as it was published.

    Args:
        name: Its name.
        weight: Its weight in per cent.
        worst: Anchor that scores 0.
        best: Anchor that scores 100.
        basis: Why it counts.
    """

    name: str
    weight: str
    worst: str
    best: str
    basis: str


@attrs.frozen(kw_only=True)
class RankedLine:
    """A candidate with a rank.

    Args:
        rank: The rank.
        name: Who.
        unit: Unit of the post.
        scores: Scaled score of each criterion, in their order.
        total: Weighted total.
        place: What came out.
        is_chosen: Whether the candidate wins.
    """

    rank: str
    name: str
    unit: str
    scores: tuple[str, ...]
    total: str
    place: str
    is_chosen: bool


@attrs.frozen(kw_only=True)
class ExcludedLine:
    """A candidate who was not ranked.

    Args:
        name: Who.
        unit: Unit of the post.
        place: What came out.
        reasons: Why, one sentence each.
    """

    name: str
    unit: str
    place: str
    reasons: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Minutes:
    """The minutes of one pool.

    Args:
        pool: Name of the pool.
        title: Title with the pool.
        opening: When, where, for what.
        basis: Legal basis; empty when the programme names none.
        reward: What winners receive; empty when the programme names none.
        method: How candidates are scored.
        gates: Conditions.
        criteria: What is scored.
        points: Points of the predicates; empty when none are published.
        tie_rule: How equal totals are decided.
        ranked: Candidates with a rank, best first.
        excluded: Candidates without, with reasons.
        ties: Ties met on the way.
        decision: What is decided.
        reserves: Who stands by; empty when nobody does.
        deciders: Who decides and signs.
    """

    pool: str
    title: str
    opening: str
    basis: str
    reward: str
    method: str
    gates: tuple[str, ...]
    criteria: tuple[CriterionLine, ...]
    points: str
    tie_rule: str
    ranked: tuple[RankedLine, ...]
    excluded: tuple[ExcludedLine, ...]
    ties: tuple[str, ...]
    decision: str
    reserves: str
    deciders: tuple[str, ...]


def make_minutes(row: AwardRow, year: YearReport, *, words: Words) -> Minutes:
    """Write the minutes of a selection.

    Args:
        row: The selection with its programme.
        year: The year, for names.
        words: The language.

    Returns:
        The minutes.
    """
    programme, selection = row.programme, row.selection
    pool = next((item for item in programme.pools if item.id == selection.pool_id), None)
    name = pool.name if pool else selection.pool_id
    writer = _Writer(row, year, words)
    excluded = [item for item in selection.candidates if item.place in _UNRANKED]
    return Minutes(
        pool=name,
        title=f"{words.text('awards.minutes')} — {name}",
        opening=words.text(
            "awards.opening",
            date=year.programme.signed_on,
            office=year.programme.office,
            name=programme.name,
            pool=name,
            period=words.period(selection.period),
        ),
        basis=words.text("awards.law", basis=programme.legal_basis)
        if programme.legal_basis
        else "",
        reward=words.text("awards.reward", reward=programme.reward) if programme.reward else "",
        method=words.text("awards.method", method=_method(selection.method, words)),
        gates=tuple(writer.gate(gate) for gate in programme.gates),
        criteria=writer.criteria(),
        points=writer.points(),
        tie_rule=writer.tie_rule(),
        ranked=tuple(writer.ranked(item) for item in selection.candidates if item not in excluded),
        excluded=tuple(writer.excluded(item) for item in excluded),
        ties=tuple(writer.tie(tie) for tie in selection.ties),
        decision=writer.decision(name),
        reserves=writer.reserves(pool),
        deciders=tuple(writer.name(person) for person in programme.decider_ids),
    )


class _Writer:
    """Writes the parts of one selection."""

    def __init__(self, row: AwardRow, year: YearReport, words: Words) -> None:
        self._programme, self._selection = row.programme, row.selection
        self._names, self._words = year.names, words
        self._units = {item.unit.id: item.unit.name for item in year.units}
        self._units |= {item.unit.id: item.unit.name for item in year.people if item.unit}
        self._criteria = {item.id: item.name for item in row.programme.criteria}

    def name(self, person: str) -> str:
        return self._names.get(person, person)

    def gate(self, gate: Gate) -> str:
        threshold = gate.threshold
        if gate.kind is GateKind.PREDIKAT_MINIMUM and threshold:
            threshold = self._words.word(PredikatKinerja(threshold))
        text = self._words.text(f"gates.{gate.kind.value}", threshold=threshold)
        return text if _adds_nothing(gate.basis, text) else f"{text} ({gate.basis})"

    def criteria(self) -> tuple[CriterionLine, ...]:
        return tuple(
            CriterionLine(
                name=item.name,
                weight=f"{self._words.number(item.weight)}%",
                worst=self._words.number(item.worst),
                best=self._words.number(item.best),
                basis=item.basis,
            )
            for item in self._programme.criteria
        )

    def points(self) -> str:
        if not self._programme.predicate_points:
            return ""
        listed = "; ".join(
            f"{self._words.rating(item.predicate)} = {self._words.number(item.points)}"
            for item in self._programme.predicate_points
        )
        return self._words.text("awards.points", points=listed)

    def tie_rule(self) -> str:
        if not self._programme.ties:
            return self._words.text("awards.ties_none")
        chain = ", ".join(self._criteria[name] for name in self._programme.ties)
        return self._words.text("awards.ties_rule", chain=chain)

    def ranked(self, item: Candidate) -> RankedLine:
        scores = {score.criterion_id: score.scaled for score in item.scores}
        return RankedLine(
            rank=self._words.show(item.rank),
            name=self.name(item.employee_id),
            unit=self._units.get(item.unit_id, item.unit_id),
            scores=tuple(self._score(scores.get(name)) for name in self._criteria),
            total=self._words.show(item.total),
            place=self._place(item.place),
            is_chosen=item.place is Place.WINNER,
        )

    def excluded(self, item: Candidate) -> ExcludedLine:
        return ExcludedLine(
            name=self.name(item.employee_id),
            unit=self._units.get(item.unit_id, item.unit_id),
            place=self._place(item.place),
            reasons=tuple(self._reasons(item)),
        )

    def tie(self, tie: TieBreak) -> str:
        names = ", ".join(self.name(person) for person in tie.employee_ids)
        if tie.criterion_id is None:
            return self._words.text("awards.tie_kept", names=names)
        criterion = self._criteria.get(tie.criterion_id, tie.criterion_id)
        return self._words.text("awards.tie_broken", names=names, criterion=criterion)

    def decision(self, pool: str) -> str:
        winners = [self.name(item.employee_id) for item in self._selection.winners]
        if not winners:
            return self._words.text("awards.decided_none", pool=pool)
        return self._words.text("awards.decided", pool=pool, names="; ".join(winners))

    def reserves(self, pool: AwardPool | None) -> str:
        standing = [self.name(item.employee_id) for item in self._selection.reserves]
        if not standing or pool is None:
            return ""
        return self._words.text("awards.reserves", names="; ".join(standing))

    def _reasons(self, item: Candidate) -> Iterator[str]:
        for gate in item.gates:
            if gate.state is not GateState.MET:
                yield self._gate_result(gate)
        for score in item.scores:
            if score.scaled is None:
                name = self._criteria.get(score.criterion_id, score.criterion_id)
                yield f"{name}: {self._words.text('awards.missing_score')}"

    def _score(self, value: Decimal | None) -> str:
        return self._words.show(None) if value is None else self._words.number(value, places=2)

    def _gate_result(self, gate: GateResult) -> str:
        if gate.reason in GATE_REASONS:
            return say_gate(gate, self._words.lang, show=self._detail)
        answer = self._words.text(f"gate_states.{gate.state.value}")
        name = self._words.text(f"gate_names.{gate.kind.value}")
        return f"{name}: {answer} ({gate.detail or gate.reason})"

    def _detail(self, detail: str) -> str:
        """Write a day or a word of the law as the report does."""
        try:
            return self._words.day(date.fromisoformat(detail))
        except ValueError:
            return self._words.rating(detail)

    def _place(self, place: Place) -> str:
        return PLACES[place].render(self._words.lang)


def _adds_nothing(basis: str, text: str) -> bool:
    """Whether the text of a gate says all that its basis says."""
    said = set(re.findall(r"\w+", text.casefold()))
    return said.issuperset(re.findall(r"\w+", basis.casefold()))


def _method(name: str, words: Words) -> str:
    return words.known("awards", name)

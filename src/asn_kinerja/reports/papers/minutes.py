"""The Berita Acara: pool, conditions, criteria, ranks, exclusions, ties, quotas, stability."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from asn_kinerja.awards.fairness import GroupRate
from asn_kinerja.records.awards import Candidate, Selection
from asn_kinerja.reports.papers.blocks import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from asn_kinerja.reports.papers.source import AwardSource
from asn_kinerja.scoring.numbers import round_exact, to_decimal

__all__ = ["stability_lines", "write_minutes"]


def write_minutes(source: AwardSource, *, with_scores: bool = False) -> Paper:
    """Write the minutes of an award, all pools.

    Args:
        source: The outcome with its words.
        with_scores: Whether the ranking shows the scaled score of each criterion, where no annex
            of scores follows.

    Returns:
        The paper.
    """
    programme, words = source.outcome.programme, source.words
    blocks: list[Block] = [
        Paragraph(
            source.text(
                "opening",
                date=source.decided_on,
                office=source.office,
                name=programme.name,
                period=words.period(programme.period),
            )
        )
    ]
    if programme.legal_basis:
        blocks.append(Paragraph(source.text("law", basis=programme.legal_basis)))
    if programme.reward:
        blocks.append(Paragraph(source.text("reward", reward=programme.reward)))
    blocks += _rules(source)
    for selection in source.outcome.selections:
        blocks += _pool(source, selection, with_scores=with_scores)
    blocks += _fairness(source)
    if programme.decider_ids:
        blocks.append(Heading(source.text("signed")))
        blocks.append(Signatures(tuple(source.name(one) for one in programme.decider_ids)))
    if source.digest:
        blocks.append(Paragraph(_trace(source)))
    return Paper(
        id="berita_acara",
        title=source.text("minutes"),
        lines=tuple(filter(None, (programme.name, words.period(programme.period), source.note))),
        blocks=tuple(blocks),
    )


def _trace(source: AwardSource) -> str:
    return source.text("trace", version=source.version, digest=source.digest)


def _rules(source: AwardSource) -> Iterator[Block]:
    programme, words = source.outcome.programme, source.words
    yield Heading(source.text("conditions"))
    yield Listing(tuple(source.gate(gate) for gate in programme.gates))
    yield Heading(source.text("criteria"))
    yield Table(
        name=source.text("criteria"),
        headings=tuple(source.text(key) for key in ("criterion", "weight", "worst", "best", "why")),
        rows=tuple(
            (
                item.name,
                f"{words.number(item.weight)}%",
                words.number(item.worst),
                words.number(item.best),
                item.basis,
            )
            for item in programme.criteria
        ),
        figures=frozenset({1, 2, 3}),
    )
    relative = any(item.reversals is not None for item in source.outcome.stability)
    method = source.words.known("papers_methods", programme.method.partition(".")[0])
    yield Paragraph(source.text("method_relative" if relative else "method", method=method))
    if programme.predicate_points:
        points = "; ".join(
            f"{words.rating(item.predicate)} = {words.number(item.points)}"
            for item in programme.predicate_points
        )
        yield Paragraph(source.text("points", points=points))
    if programme.ties:
        chain = ", ".join(source.criterion(name) for name in programme.ties)
        yield Paragraph(source.text("ties_rule", chain=chain))
    if programme.lot_seed:
        yield Paragraph(source.text("lot_rule", seed=programme.lot_seed))
    if programme.quotas:
        yield Heading(source.text("quotas"))
        yield Listing(tuple(source.quota(quota) for quota in programme.quotas))
    if programme.panel:
        judges = ", ".join(judge.name for judge in programme.panel.judges)
        mean = source.text(f"panel_{programme.panel.mean.value}")
        yield Paragraph(source.text("panel", judges=judges, mean=mean))


def _pool(source: AwardSource, selection: Selection, *, with_scores: bool) -> Iterator[Block]:
    pool = source.pool(selection)
    yield Heading(source.text("pool", pool=pool.name))
    ranked = [item for item in selection.candidates if item.rank is not None]
    others = [item for item in selection.candidates if item.rank is None]
    yield Paragraph(
        source.text("counts", all=len(selection.candidates), ranked=len(ranked), wins=pool.winners)
    )
    if ranked:
        yield _ranking(source, ranked, with_scores=with_scores)
    if others:
        yield Paragraph(f"{source.text('excluded')}:")
        yield _excluded(source, others)
    for tie in selection.ties:
        names = source.listed(tie.employee_ids)
        if tie.criterion_id is None:
            yield Paragraph(source.text("tie_kept", names=names))
        else:
            by = source.criterion(tie.criterion_id)
            yield Paragraph(source.text("tie_broken", names=names, criterion=by))
    for item in ranked:
        if item.moved_by:
            yield Paragraph(
                source.text(
                    "moved",
                    name=source.name(item.employee_id),
                    rank=item.rank,
                    place=source.place(item),
                    quotas=source.quotas(item.moved_by),
                )
            )
    for short in selection.shortfalls:
        yield Paragraph(
            source.text(
                "shortfall",
                quota=source.quotas([short.quota_id]),
                value=source.unit(short.value),
                wanted=short.wanted,
                reached=short.reached,
            )
        )
    sure = stability_lines(source, selection)
    if sure:
        yield Heading(source.text("stability"))
        yield Listing(sure)
    winners = source.listed(item.employee_id for item in selection.winners)
    key = "decided" if winners else "decided_none"
    yield Paragraph(source.text(key, pool=pool.name, names=winners), is_strong=True)
    if selection.reserves:
        names = source.listed(item.employee_id for item in selection.reserves)
        yield Paragraph(source.text("reserves", names=names))


def _ranking(source: AwardSource, ranked: list[Candidate], *, with_scores: bool) -> Table:
    words = source.words
    criteria = source.outcome.programme.criteria if with_scores else ()
    total = 3 + len(criteria)
    first, last = ("rank", "name", "unit"), ("total", "place")
    return Table(
        name=source.text("ranking"),
        headings=(
            *(source.text(key) for key in first),
            *(item.name for item in criteria),
            *(source.text(key) for key in last),
        ),
        rows=tuple(
            (
                words.show(item.rank),
                source.name(item.employee_id),
                source.unit(item.unit_id),
                *(_scaled(source, item, criterion.id) for criterion in criteria),
                words.show(item.total),
                source.place(item),
            )
            for item in ranked
        ),
        figures=frozenset({0, *range(3, total + 1)}),
        chosen=frozenset(n for n, item in enumerate(ranked) if item.place.value == "winner"),
    )


def _scaled(source: AwardSource, item: Candidate, criterion_id: str) -> str:
    known = {score.criterion_id: score.scaled for score in item.scores}
    value = known.get(criterion_id)
    return "-" if value is None else source.words.number(value, places=2)


def _excluded(source: AwardSource, others: list[Candidate]) -> Table:
    return Table(
        name=source.text("excluded"),
        headings=tuple(source.text(key) for key in ("name", "unit", "place", "reasons")),
        rows=tuple(
            (
                source.name(item.employee_id),
                source.unit(item.unit_id),
                source.place(item),
                " ".join(source.reasons(item)),
            )
            for item in others
        ),
    )


def stability_lines(source: AwardSource, selection: Selection) -> tuple[str, ...]:
    """Say how sure the winners of a pool are, in plain words.

    Args:
        source: The outcome with its words.
        selection: The pool.

    Returns:
        One sentence a finding; none when nobody was ranked.
    """
    found = source.stability(selection)
    lines = []
    for margin in found.margins:
        lines.append(
            source.text(
                "margin",
                criterion=source.criterion(margin.criterion_id),
                weight=_percent(margin.weight),
                low=_percent(margin.lowest),
                high=_percent(margin.highest),
            )
        )
        below, above = margin.rivals
        if below:
            lines[-1] += " " + source.text("margin_below", name=source.name(below))
        if above:
            lines[-1] += " " + source.text("margin_above", name=source.name(above))
    if found.rival is not None:
        gap = to_decimal(round_exact(found.rival.gap, 4), 4)
        key = "rival" if gap >= 0 else "rival_barred"
        rival, winner = source.name(found.rival.employee_id), source.name(found.rival.winner_id)
        lines.append(source.text(key, name=rival, winner=winner, gap=abs(gap)))
    lines += [
        source.text("share", name=source.name(item.employee_id), share=item.share, error=item.error)
        for item in found.shares[:5]
    ]
    for other in found.others:
        method = source.words.known("papers_methods", other.method.partition(".")[0])
        lines.append(
            source.text(
                "other_method", method=method, names=source.listed(other.first), same=other.shared
            )
        )
    if found.reversals is not None:
        lines.append(
            source.text(
                "reversals", tried=found.reversals.tried, reordered=found.reversals.reordered
            )
        )
    return tuple(lines)


def _percent(value: int | Fraction) -> object:
    return to_decimal(round_exact(value, 2), 2)


def _fairness(source: AwardSource) -> Iterator[Block]:
    if not source.outcome.fairness:
        return
    yield Heading(source.text("fairness"))
    yield Paragraph(source.text("fairness_note"))
    yield Table(
        name=source.text("fairness"),
        headings=tuple(
            source.text(key) for key in ("group", "value", "candidates", "winners", "rate", "flag")
        ),
        rows=tuple(_groups(source)),
        figures=frozenset({2, 3, 4}),
    )


def _groups(source: AwardSource) -> Iterator[tuple[str, ...]]:
    """Write a row a group; of each kind those that are withheld share one row."""
    for kind, lines in groupby(source.outcome.fairness, key=lambda line: line.kind):
        members = list(lines)
        hidden = [line for line in members if line.rate is None]
        yield from (
            _group(source, line) for line in members if line not in hidden or len(hidden) == 1
        )
        if len(hidden) > 1:
            said = source.text("withheld")
            others = source.text("groups_withheld", number=len(hidden))
            yield (source.text(f"groups.{kind.value}"), others, said, said, said, "-")


def _group(source: AwardSource, line: GroupRate) -> tuple[str, ...]:
    words, hidden = source.words, source.text("withheld")
    rate = hidden if line.rate is None else f"{words.show(_percent(100 * line.rate))}%"
    return (
        source.text(f"groups.{line.kind.value}"),
        source.unit(line.value) if line.kind.value == "unit" else words.rating(line.value),
        hidden if line.candidates is None else words.show(line.candidates),
        hidden if line.winners is None else words.show(line.winners),
        rate,
        source.text("flagged" if line.is_flagged else "not_flagged"),
    )

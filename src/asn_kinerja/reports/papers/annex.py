"""The annex of scores, and the draft of the decree."""

from fractions import Fraction

from asn_kinerja.records.awards import Selection
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
from asn_kinerja.scoring.numbers import Exact, round_exact, to_decimal

__all__ = ["write_annex", "write_decree"]


def write_annex(source: AwardSource) -> Paper:
    """Write the annex: every value and score of every candidate, and the judges' marks.

    Args:
        source: The outcome with its words.

    Returns:
        The paper.
    """
    programme = source.outcome.programme
    blocks: list[Block] = [Paragraph(source.text("annex_lead"))]
    for selection in source.outcome.selections:
        blocks += [Heading(source.text("pool", pool=source.pool(selection).name))]
        blocks += [_scores(source, selection)]
    if source.outcome.panel:
        blocks += [Heading(source.text("panel_marks")), _marks(source)]
    return Paper(
        id="lampiran_nilai",
        title=source.text("annex"),
        lines=tuple(filter(None, (programme.name, source.note))),
        blocks=(
            *blocks,
            Paragraph(source.text("trace", version=source.version, digest=source.digest)),
        ),
    )


def _scores(source: AwardSource, selection: Selection) -> Table:
    criteria, words = source.outcome.programme.criteria, source.words
    rows = []
    for item in selection.candidates:
        known = {score.criterion_id: score for score in item.scores}
        cells = []
        for criterion in criteria:
            score = known.get(criterion.id)
            if score is None or score.scaled is None or score.raw is None:
                cells += ["-", "-"]
            else:
                raw = Fraction(score.raw)
                cells += [words.show(raw), words.show(score.scaled)]
        total = "-" if item.total is None else words.show(item.total)
        rows.append((source.name(item.employee_id), source.unit(item.unit_id), *cells, total))
    headings = [source.text("name"), source.text("unit")]
    for criterion in criteria:
        headings += [criterion.name, source.text("scaled", criterion=criterion.name)]
    return Table(
        name=source.pool(selection).name,
        headings=(*headings, source.text("total")),
        rows=tuple(rows),
        figures=frozenset(range(2, len(headings) + 1)),
    )


def _marks(source: AwardSource) -> Table:
    def shown(value: Exact | None) -> str:
        return "-" if value is None else source.words.show(to_decimal(round_exact(value, 2), 2))

    return Table(
        name=source.text("panel_marks"),
        headings=tuple(
            source.text(key)
            for key in ("name", "criterion", "given", "median", "mean", "spread", "remarks")
        ),
        rows=tuple(
            (
                source.name(item.employee_id),
                source.criterion(item.criterion_id),
                source.words.show(item.given),
                shown(item.median),
                shown(item.mean),
                shown(item.spread),
                "; ".join(
                    [
                        *([source.text("disputed")] if item.is_disputed else []),
                        *(
                            source.text("recused", judge=judge, reason=reason)
                            for judge, reason in item.recused.items()
                        ),
                        *(
                            source.text("adjusted", judge=judge, amount=shown(amount))
                            for judge, amount in item.adjusted.items()
                        ),
                    ]
                ),
            )
            for item in source.outcome.panel
        ),
        figures=frozenset({2, 3, 4, 5}),
    )


def write_decree(source: AwardSource) -> Paper:
    """Write the draft of the decree that the winners are named by; numbers and dates stay open.

    Args:
        source: The outcome with its words.

    Returns:
        The paper, marked as a draft.
    """
    programme = source.outcome.programme
    rows = [
        (
            source.words.show(number),
            source.name(item.employee_id),
            source.unit(item.unit_id),
            source.pool(selection).name,
        )
        for number, (selection, item) in enumerate(
            (
                (selection, item)
                for selection in source.outcome.selections
                for item in selection.winners
            ),
            1,
        )
    ]
    blocks: list[Block] = [
        Heading(source.text("considering")),
        Listing(
            (
                source.text("considering_award", name=programme.name),
                source.text("considering_minutes", date=source.decided_on),
            ),
            by_letter=True,
        ),
        Heading(source.text("remembering")),
        Listing(tuple(part.strip() for part in programme.legal_basis.split(";") if part.strip())),
        Heading(source.text("deciding")),
        Paragraph(source.text("first", name=programme.name, period=programme.period)),
        Paragraph(source.text("second", reward=programme.reward or "-")),
        Paragraph(source.text("third")),
        Table(
            name=source.text("named"),
            headings=tuple(source.text(key) for key in ("number", "name", "unit", "pool_of")),
            rows=tuple(rows),
            figures=frozenset({0}),
        ),
        Paragraph(source.text("placed")),
        Signatures((source.text("official"),)),
    ]
    return Paper(
        id="rancangan_keputusan",
        title=source.text("decree"),
        lines=tuple(filter(None, (source.text("decree_number"), programme.name, source.note))),
        blocks=tuple(blocks),
        mark=source.text("draft"),
    )

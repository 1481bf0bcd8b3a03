"""The list of those who are proposed for the medal for years of service, with every reason."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

import attrs

from asn_kinerja.awards.medals import MedalOutcome
from asn_kinerja.records.award_medals import MedalProposal, MedalState
from asn_kinerja.reports.papers.blocks import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from asn_kinerja.reports.papers.plain import plain
from asn_kinerja.reports.papers.write import paper_files
from asn_kinerja.reports.wording import Words

__all__ = ["MedalSource", "medal_files", "write_medals"]

_CLASSES = ("xxx", "xx", "x")
_YEAR = 12


@attrs.frozen(kw_only=True)
class MedalSource:
    """What the list is written from.

    Args:
        outcome: The proposal.
        words: The language.
        office: Who proposes, as printed.
        version: Version of this library.
        note: What stands under the title, such as ``"DATA SINTETIS"``.
    """

    outcome: MedalOutcome
    words: Words
    office: str
    version: str
    note: str = ""

    def text(self, key: str, **fills: object) -> str:
        """Give a text of the list."""
        return self.words.text(f"medals.{key}", **fills)

    @property
    def digest(self) -> str:
        """SHA-256 of what was decided by: the programme, the day and the careers."""
        careers = [plain(item.career) for item in self.outcome.proposals]
        given = [plain(self.outcome.programme), self.outcome.proposed_on.isoformat(), careers]
        text = json.dumps(given, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


def medal_files(source: MedalSource) -> Mapping[str, bytes]:
    """Make the files of a proposal.

    Args:
        source: The outcome with its words.

    Returns:
        ``usul.json``, ``.html``, ``.pdf`` and ``.xlsx`` by name; the same careers in any order
        give the same JSON and HTML to the last byte.

    Raises:
        MissingExtra: If a library for documents is not installed.
    """
    values = {
        "digest": source.digest,
        "version": source.version,
        "proposed_on": source.outcome.proposed_on.isoformat(),
        "programme": plain(source.outcome.programme),
        "proposals": [plain(item) for item in source.outcome.proposals],
        "conflicts": [item.id for item in source.outcome.conflicts],
    }
    text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return paper_files(
        (write_medals(source),),
        stem="usul",
        text=text,
        lang=source.words.lang,
        made_on=source.outcome.proposed_on,
    )


def write_medals(source: MedalSource) -> Paper:
    """Write the list: each class, who waits for a decision, who is not proposed and why.

    Args:
        source: The outcome with its words.

    Returns:
        The paper.
    """
    outcome, programme = source.outcome, source.outcome.programme
    proposed = sum(len(outcome.of(medal)) for medal in _CLASSES)
    opening = source.text(
        "opening",
        date=outcome.proposed_on,
        office=source.office,
        name=programme.name,
        all=len(outcome.proposals),
        proposed=proposed,
    )
    blocks: list[Block] = [Paragraph(opening)]
    if programme.legal_basis:
        blocks.append(Paragraph(source.words.text("papers.law", basis=programme.legal_basis)))
    blocks.append(Paragraph(source.text(f"counting_{programme.counting.value}")))
    for medal in _CLASSES:
        blocks.append(Heading(source.text("class", medal=medal.upper())))
        members = outcome.of(medal)
        blocks.append(_table(source, members) if members else Paragraph(source.text("nobody")))
    for state in (MedalState.NEEDS_HUMAN, MedalState.HELD, MedalState.NOT_YET,
                  MedalState.NOT_ELIGIBLE):  # fmt: skip
        others = tuple(item for item in outcome.proposals if item.state is state)
        if others:
            blocks += [Heading(source.text(f"state_{state.value}")), _table(source, others)]
    if programme.conditions:
        blocks += [Heading(source.text("conditions")), Listing(programme.conditions)]
    doubts = [item.render(source.words.lang) for item in outcome.conflicts]
    doubts += [*outcome.unconfirmed, *programme.remarks]
    if doubts:
        blocks += [Heading(source.text("doubts")), Listing(tuple(doubts))]
    blocks.append(Signatures((source.text("official"),)))
    trace = source.words.text("papers.trace", version=source.version, digest=source.digest)
    return Paper(
        id="usul",
        title=source.text("title", name=programme.name),
        lines=tuple(filter(None, (source.office, source.note))),
        blocks=(*blocks, Paragraph(trace)),
    )


def _table(source: MedalSource, members: Sequence[MedalProposal]) -> Table:
    words = source.words
    return Table(
        name=source.text("table"),
        headings=tuple(
            source.text(key)
            for key in ("name", "unit", "start", "counted_from", "service", "held", "reasons")
        ),
        rows=tuple(
            (
                item.career.name,
                item.career.unit_id,
                words.short_day(item.career.appointed_on),
                _day(source, item.counted_from),
                _service(source, item.months),
                item.career.held.upper() or "-",
                " ".join(
                    [
                        *([source.text("would_be", medal=item.medal.upper())] * _is_open(item)),
                        *(reason.render(words.lang) for reason in item.reasons),
                    ]
                ),
            )
            for item in members
        ),
    )


def _is_open(item: MedalProposal) -> bool:
    return item.state is MedalState.NEEDS_HUMAN and bool(item.medal)


def _day(source: MedalSource, day: date | None) -> str:
    return "-" if day is None else source.words.short_day(day)


def _service(source: MedalSource, months: int | None) -> str:
    if months is None:
        return "-"
    years, rest = divmod(months, _YEAR)
    return source.text("service_of", years=years, months=rest)

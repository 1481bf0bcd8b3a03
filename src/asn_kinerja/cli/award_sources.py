"""Where an award's papers come from: a list of candidates, or what a store holds."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from asn_kinerja import __version__
from asn_kinerja._extras import require
from asn_kinerja.cli.terminal import say
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.records.periods import Period
from asn_kinerja.workspace import open_workspace

if TYPE_CHECKING:
    from asn_kinerja.records.award_medals import MedalProgramme
    from asn_kinerja.records.award_rules import AwardProgramme
    from asn_kinerja.reports.papers.medals import MedalSource
    from asn_kinerja.reports.papers.source import AwardSource
    from asn_kinerja.services.awards import AwardRun
    from asn_kinerja.services.context import ServiceContext

__all__ = [
    "Asked",
    "from_careers",
    "from_file",
    "from_run",
    "from_store",
    "read_medal",
    "read_programme",
    "stored_programme",
]


@attrs.frozen(kw_only=True)
class Asked:
    """What a command was asked to select for.

    Args:
        programme: Name of a file, of a built-in programme, or of one in the store.
        period: Another period than that of the programme, as text; empty for its own.
        day: Day of the selection; `None` for the usual one.
        office: Who selects, as printed; empty for the usual name.
    """

    programme: str
    period: str = ""
    day: date | None = None
    office: str = ""


def read_programme(name: str, *, period: str = "") -> "AwardProgramme":
    """Read a programme from a file, or take a built-in one by name.

    Args:
        name: Name of a file or of a built-in programme.
        period: Another period; the programme then is one of its own, of the same family.

    Returns:
        The programme, checked.

    Raises:
        InvalidPolicy: With every problem of the file, by line and column.
        InvalidRecord: If the period is none.
        NotFound: If there is no such file.
    """
    from asn_kinerja.awards.programme_checks import check_programme
    from asn_kinerja.converters.award_files import (
        award_example,
        award_names,
        read_award_file,
        read_award_text,
    )
    from asn_kinerja.services.award_law import reward_law

    with open_workspace() as workspace:

        def check(award: "AwardProgramme") -> Iterable[Problem]:
            return check_programme(award, **reward_law(workspace.policies, award.period))

        if name in award_names():
            found = read_award_text(award_example(name), name=name, check=check)
        else:
            found = read_award_file(Path(name), check=check)
    if not period or Period(period) == found.period:
        return found
    return attrs.evolve(
        found, id=f"{found.id}-{period}", family=found.family or found.id, period=Period(period)
    )


def read_medal(name: str) -> "MedalProgramme | None":
    """Read a programme of the medal for years of service.

    Args:
        name: Name of a file or of a built-in programme.

    Returns:
        The programme; `None` when it is of another kind, or there is no such file.

    Raises:
        InvalidPolicy: With every problem of such a programme.
    """
    from asn_kinerja.converters.award_files import award_example, award_names
    from asn_kinerja.converters.medal_files import is_medal, read_medal_text

    if name in award_names():
        text, place = award_example(name), name
    else:
        try:
            text, place = Path(name).read_text(encoding="utf-8"), Path(name).name
        except (OSError, UnicodeDecodeError):
            return None  # told by `read_programme`
    return read_medal_text(text, name=place) if is_medal(text, name=place) else None


def from_careers(
    careers: Path | None,
    programme: "MedalProgramme",
    *,
    asked: Asked,
    lang: str,
    note: str = "",
) -> "MedalSource":
    """Propose by a list of careers and put words to it.

    Args:
        careers: The list, CSV or XLSX.
        programme: The rules.
        asked: What was asked.
        lang: ``"id"`` or ``"en"``.
        note: Note under the title.

    Returns:
        What the list of proposals is written from.

    Raises:
        InvalidInput: With every problem of the list, or if there is none.
        NotFound: If the programme names a rule that is not there.
    """
    require("babel", extra="reports", feature="awards select")
    from asn_kinerja.awards.medals import propose_medals
    from asn_kinerja.converters.medal_careers import read_careers
    from asn_kinerja.reports.papers.medals import MedalSource
    from asn_kinerja.reports.wording import Words

    if careers is None:
        raise InvalidInput(Problem("medal_needs_list", "--store"))
    day = asked.day or datetime.now(UTC).date()
    with open_workspace() as workspace:
        policy = workspace.policies.get(programme.policy)
        outcome = propose_medals(programme, read_careers(careers), policy=policy, proposed_on=day)
    return MedalSource(
        outcome=outcome,
        words=Words(lang),
        office=asked.office or say(lang, indonesian="kantor pengusul", english="the office"),
        version=__version__,
        note=note,
    )


def from_file(candidates: Path | None, asked: Asked, *, lang: str, note: str = "") -> "AwardSource":
    """Run an award on a list of candidates and put words to it.

    Args:
        candidates: The list, CSV or XLSX.
        asked: What was asked.
        lang: ``"id"`` or ``"en"``.
        note: Note under the titles.

    Returns:
        What its papers are written from.

    Raises:
        InvalidInput: With every problem of the list, or if there is none.
        InvalidPolicy: With every problem of the programme.
        NotFound: If there is no such programme or method.
    """
    require("babel", extra="reports", feature="awards select")
    from asn_kinerja.awards.outcome import run_award
    from asn_kinerja.converters.award_candidates import read_candidates
    from asn_kinerja.reports.papers.plain import digest_of
    from asn_kinerja.reports.papers.source import AwardSource
    from asn_kinerja.reports.wording import Words

    if candidates is None:
        raise InvalidInput(Problem("list_or_store", "--store", value=""))
    rules = read_programme(asked.programme, period=asked.period)
    entries = read_candidates(candidates, rules)
    with open_workspace() as workspace:
        outcome = run_award(rules, entries, methods=workspace.ranking_methods)
    return AwardSource(
        outcome=outcome,
        words=Words(lang),
        decided_on=asked.day or datetime.now(UTC).date(),
        office=asked.office or _committee(lang),
        digest=digest_of(outcome),
        version=__version__,
        note=note,
    )


def from_store(
    context: "ServiceContext",
    asked: Asked,
    *,
    lang: str,
    do: "Callable[..., AwardRun]",
    note: str = "",
) -> "AwardSource":
    """Run an award on what a store holds and put words to it.

    Args:
        context: Store, policies, actor and clock.
        asked: What was asked; a programme of the store comes before a built-in one or a file.
        lang: ``"id"`` or ``"en"``.
        do: `services.awards.select_award`, or `judge_award` to keep nothing.
        note: Note under the titles; for invented people it says so before it.

    Returns:
        What its papers are written from.

    Raises:
        InvalidInput: With every problem of the programme, its nominations and its marks.
        InvalidPolicy: With every problem of a file.
        NotFound: If there is no such programme or method.
    """
    require("babel", extra="reports", feature="awards select")
    rules = stored_programme(context, asked)
    return from_run(do(context, rules, as_of=asked.day), lang=lang, office=asked.office, note=note)


def stored_programme(context: "ServiceContext", asked: Asked) -> "AwardProgramme":
    """Find the programme that was asked for: in the store, else a built-in one or a file.

    Args:
        context: Store, policies, actor and clock.
        asked: What was asked.

    Returns:
        The programme.

    Raises:
        InvalidInput: If the store holds it for another period.
        InvalidPolicy: With every problem of a file.
        NotFound: If there is none.
    """
    from asn_kinerja.services.awards import find_award

    kept = find_award(context, asked.programme)
    if asked.period and (kept is None or kept.period != Period(asked.period)):
        named = find_award(context, f"{asked.programme}-{asked.period}")
        if kept is not None and named is None:
            raise InvalidInput(Problem("award_of_another_period", "--period", value=asked.period))
        kept = named
    return kept or read_programme(asked.programme, period=asked.period)


def from_run(run: "AwardRun", *, lang: str, office: str = "", note: str = "") -> "AwardSource":
    """Put words to an award that was judged by a store.

    Args:
        run: The outcome with its names.
        lang: ``"id"`` or ``"en"``.
        office: Who selects, as printed; that of the store by default.
        note: Note under the titles; for invented people it says so before it.

    Returns:
        What its papers are written from.
    """
    from asn_kinerja.reports.papers.plain import digest_of
    from asn_kinerja.reports.papers.source import AwardSource
    from asn_kinerja.reports.wording import Words

    words = Words(lang)
    invented = words.text("document.synthetic") if run.is_synthetic else ""
    return AwardSource(
        outcome=run.outcome,
        words=words,
        decided_on=run.decided_on,
        office=office or run.office or _committee(lang),
        digest=digest_of(run.outcome),
        version=__version__,
        units=dict(run.units),
        names=dict(run.names),
        note=note if invented in note else ". ".join(filter(None, (invented, note))),
    )


def _committee(lang: str) -> str:
    return say(lang, indonesian="panitia", english="the committee")

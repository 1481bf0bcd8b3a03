"""What a report must admit on its face: open contradictions of law, unconfirmed values."""

import attrs

from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["Caveats", "make_caveats"]


@attrs.frozen(kw_only=True)
class Caveats:
    """Doubts that touch results of the year.

    Args:
        conflicts: One line for each open contradiction.
        unconfirmed: One line for each value that no primary text confirms.
    """

    conflicts: tuple[str, ...]
    unconfirmed: tuple[str, ...]


def make_caveats(year: YearReport, *, words: Words) -> Caveats:
    """List the doubts of a year.

    Args:
        year: The year.
        words: The language.

    Returns:
        The lines, by id.
    """
    return Caveats(
        conflicts=tuple(
            known.render(words.lang) if (known := year.known_conflicts.get(name)) else name
            for name in year.conflicts
        ),
        unconfirmed=tuple(_value(year, name, words) for name in year.unconfirmed),
    )


def _value(year: YearReport, name: str, words: Words) -> str:
    parameter = year.parameters.get(name)
    if parameter is None:
        return name.replace("_", " ")
    title = parameter.title.render(words.lang)
    sources = {version.citation.render(words.lang) for version in parameter.versions}
    return f"{title} ({'; '.join(sorted(sources))})"

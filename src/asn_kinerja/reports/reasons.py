"""A stored explanation in short: result, articles, the facts it rests on, doubts, alternatives.

The tree of an explanation holds every condition that was asked. A report keeps what people ask
about: what came out, under which article, from which facts, and what would have given another.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.reports.wording import Words
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.numbers import show_number, to_exact

__all__ = ["Reason", "conflict_ids", "make_reasons", "unconfirmed_names"]

Plain = Mapping[str, Any]

_FACTS = frozenset({"input", "flag", "date", "given", "parametervalue", "count", "latest"})
_LONGEST = 100  # a fact with a longer title is a condition, not a fact
_ALTERNATIVES = 4


@attrs.frozen(kw_only=True)
class Reason:
    """How one result came about.

    Args:
        title: What was decided.
        value: What came out.
        sources: Articles it rests on.
        facts: What was known, each with its value.
        notes: Doubts: contradictions, unconfirmed values, why something is missing.
        alternatives: Other results, each with what it would have taken.
    """

    title: str
    value: str
    sources: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    alternatives: tuple[str, ...]


def make_reasons(
    plain: Plain, *, words: Words, conflicts: Mapping[str, Conflict]
) -> tuple[Reason, ...]:
    """Shorten a stored explanation.

    Args:
        plain: The canonical value of an explanation.
        words: The language.
        conflicts: Known contradictions by id, for their texts.

    Returns:
        One reason for each result that the rule gave.
    """
    outputs = [part for part in plain.get("parts", ()) if part.get("kind") == "output"]
    return tuple(_reason(part, words, conflicts) for part in outputs or [plain])


def conflict_ids(plain: Plain | None) -> Iterator[str]:
    """Give the ids of all contradictions of law that an explanation names."""
    for step in _steps(plain or {}):
        yield from step.get("conflicts", ())


def unconfirmed_names(plain: Plain | None) -> Iterator[str]:
    """Give the names of all unconfirmed values that an explanation read."""
    for step in _steps(plain or {}):
        if (step.get("parameter") or {}).get("status") == "unconfirmed":
            yield step.get("place", "")


def _reason(plain: Plain, words: Words, conflicts: Mapping[str, Conflict]) -> Reason:
    steps = list(_steps(plain))
    return Reason(
        title=_pick(plain.get("title"), words),
        value=_value(plain.get("value"), words),
        sources=tuple(dict.fromkeys(_sources(steps, words))),
        facts=tuple(dict.fromkeys(_facts(steps, words))),
        notes=tuple(dict.fromkeys(_notes(steps, words, conflicts))),
        alternatives=tuple(_alternatives(plain, steps, words)),
    )


def _steps(plain: Plain) -> Iterator[Plain]:
    if plain:
        yield plain
    for part in plain.get("parts", ()):
        yield from _steps(part)


def _sources(steps: list[Plain], words: Words) -> Iterator[str]:
    for step in steps:
        citation = (step.get("parameter") or {}).get("citation") or step.get("citation")
        if citation:
            yield Citation(**citation).render(words.lang)


def _facts(steps: list[Plain], words: Words) -> Iterator[tuple[str, str]]:
    for step in steps:
        title = _pick(step.get("title"), words)
        if step.get("kind") in _FACTS and title and len(title) <= _LONGEST:
            yield words.ratings_in(title), _value(step.get("value"), words)


def _notes(steps: list[Plain], words: Words, conflicts: Mapping[str, Conflict]) -> Iterator[str]:
    for step in steps:
        for name in step.get("conflicts", ()):
            known = conflicts.get(name)
            told = known.render(words.lang) if known else name.replace("_", " ")
            yield words.text("reasons.conflict", name=told)
        if (step.get("parameter") or {}).get("status") == "unconfirmed":
            yield words.text("reasons.unconfirmed", name=_pick(step.get("title"), words))
        if reason := _pick(step.get("reason"), words):
            yield words.text("reasons.missing", reason=_named(reason, step, words))


def _alternatives(plain: Plain, steps: list[Plain], words: Words) -> Iterator[str]:
    taken = plain.get("value")
    others = [
        other
        for step in steps
        for other in step.get("alternatives", ())
        if other["result"] not in {"", taken}
    ]
    for other in others[:_ALTERNATIVES]:
        needs = _pick(other.get("needs"), words).rstrip(".")
        needs = words.ratings_in(needs[:1].lower() + needs[1:])
        yield words.text("reasons.other", result=_value(other["result"], words), needs=needs)


def _named(reason: str, step: Plain, words: Words) -> str:
    """Let a reason name what is missing as people call it, not as the rule does."""
    place, title = step.get("place", ""), _pick(step.get("title"), words)
    if place and title and reason.startswith(f"{place} "):
        return title + reason.removeprefix(place)
    return reason


def _pick(wording: Plain | None, words: Words) -> str:
    return str((wording or {}).get(words.lang, ""))


def _value(value: str | int | bool | None, words: Words) -> str:  # noqa: FBT001 - a canonical value may be a flag
    """Write a canonical value; decimal text is a number, other text a word."""
    if value in {"true", "false"}:  # an alternative writes a flag as text
        value = value == "true"
    if isinstance(value, str):
        whole = value.lstrip("-").replace(".", "", 1)
        if whole.isdecimal():
            return show_number(to_exact(value), words.lang)
        return words.rating(value)
    return show(value, words.lang)

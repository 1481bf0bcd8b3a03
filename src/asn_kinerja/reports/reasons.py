"""A stored explanation as steps that people read: value, rule, article, doubt."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.reports.wording import Words
from asn_kinerja.scoring.display import show
from asn_kinerja.scoring.numbers import show_number, to_exact

__all__ = ["Step", "conflict_ids", "make_step", "unconfirmed_names"]

Plain = Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Step:
    """One step of a result.

    Args:
        title: What the value is.
        value: The value.
        source: Article behind it; empty where there is none.
        notes: The rule in words, what was not taken, contradictions, why something is missing.
        parts: The steps it rests on.
    """

    title: str
    value: str
    source: str
    notes: tuple[str, ...] = ()
    parts: "tuple[Step, ...]" = ()


def make_step(plain: Plain, *, words: Words) -> Step:
    """Turn a stored explanation into steps.

    Args:
        plain: The canonical value of an explanation.
        words: The language.

    Returns:
        The steps.
    """
    parameter = plain.get("parameter") or {}
    citation = parameter.get("citation") or plain.get("citation") or {}
    return Step(
        title=_pick(plain.get("title"), words),
        value=_value(plain.get("value"), words),
        source=Citation(**citation).render(words.lang) if citation else "",
        notes=tuple(_notes(plain, parameter, words)),
        parts=tuple(make_step(part, words=words) for part in plain.get("parts", ())),
    )


def conflict_ids(plain: Plain | None) -> Iterator[str]:
    """Give the ids of all contradictions of law that an explanation names."""
    if plain:
        yield from plain.get("conflicts", ())
        for part in plain.get("parts", ()):
            yield from conflict_ids(part)


def unconfirmed_names(plain: Plain | None) -> Iterator[str]:
    """Give the names of all unconfirmed values that an explanation read."""
    if plain:
        if (plain.get("parameter") or {}).get("status") == "unconfirmed":
            yield plain.get("place", "")
        for part in plain.get("parts", ()):
            yield from unconfirmed_names(part)


def _notes(plain: Plain, parameter: Plain, words: Words) -> Iterator[str]:
    if rule := _pick(plain.get("rule"), words):
        yield rule
    if parameter.get("status") == "unconfirmed":
        yield words.text("reasons.unconfirmed")
    edges = [
        to_exact(edge) if "/" not in edge else edge
        for name, edge in (plain.get("margin") or {}).items()
        if name in {"down", "up"}
    ]
    exact = [edge for edge in edges if not isinstance(edge, str)]
    if exact:
        yield words.text("reasons.margin", margin=show_number(min(exact), words.lang))
    for name in plain.get("conflicts", ()):
        yield words.text("reasons.conflict", name=name.replace("_", " "))
    if reason := _pick(plain.get("reason"), words):
        yield words.text("reasons.missing", reason=reason)


def _pick(wording: Plain | None, words: Words) -> str:
    return str((wording or {}).get(words.lang, ""))


def _value(value: str | int | bool | None, words: Words) -> str:  # noqa: FBT001 - a canonical value may be a flag
    """Write a canonical value; decimal text is a number, other text a word."""
    if isinstance(value, str):
        whole = value.lstrip("-").replace(".", "", 1)
        if whole.isdecimal():
            return show_number(to_exact(value), words.lang)
        return words.rating(value)
    return show(value, words.lang)

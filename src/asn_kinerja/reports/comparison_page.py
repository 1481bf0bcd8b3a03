"""`perbandingan.html`: a comparison of policies as one page that stands alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from asn_kinerja.comparison.affected import Affected, Step
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.tallies import Moves
from asn_kinerja.reports.comparison_lines import (
    WAYS,
    group_word,
    matrix_lines,
    numbers_of,
    people,
    result_word,
    way_counts,
    ways_used,
    widest_moves,
)
from asn_kinerja.reports.html import render_template
from asn_kinerja.reports.wording import Words
from asn_kinerja.scoring.difference import compare_policies
from asn_kinerja.scoring.numbers import round_exact, to_decimal
from asn_kinerja.scoring.policy import Policy

__all__ = ["render_comparison"]

_GROUPS = 30  # groups of one column that the page shows
_EXPLAINED = 5  # people of one policy whose explanations stand side by side


def render_comparison(
    comparison: Comparison,
    *,
    policies: Sequence[Policy],
    lang: str = "id",
    with_bounds: bool = False,
) -> str:
    """Write the page of a comparison.

    Args:
        comparison: The comparison.
        policies: Its policies, in their order.
        lang: ``"id"`` or ``"en"``.
        with_bounds: Whether people without a result are followed to the results that they can
            still get, which takes a while.

    Returns:
        A whole HTML page; the same comparison gives the same text.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If a library for documents is not installed.
    """
    words = Words(lang)
    others = [_other(comparison, policies, other, words=words) for other in range(1, len(policies))]
    content = {
        "w": words,
        "t": words.texts,
        "c": words.texts["compare"],
        "comparison": comparison,
        "title": words.text("compare.title"),
        "base": policies[0].title.render(lang),
        "others": others,
        "counts": _counts(comparison, words),
        "word": lambda word: result_word(word, words),
        "people": lambda count: people(count, words),
        "named": bool(comparison.most_affected),
        "ways": [words.text(f"compare.{WAYS[place]}") for place in ways_used(comparison)],
        "cost": _cost(comparison, words),
        "bounds": _bounds(comparison, words) if with_bounds else [],
        "doubts": [
            words.text(
                "compare.doubts",
                policy=row.policy,
                unconfirmed=people(row.unconfirmed, words),
                conflict=people(row.conflict, words),
                refused=people(row.refused, words),
            )
            for row in comparison.doubts
            if row.unconfirmed != 0 or row.conflict != 0 or row.refused != 0
        ],
    }
    return render_template("perbandingan.html.j2", content)


def _counts(comparison: Comparison, words: Words) -> list[dict[str, Any]]:
    """Write the distribution of each policy with bars of its share."""
    found = []
    for name, counts in comparison.counts.items():
        lines = [
            {
                "word": result_word(word, words),
                "kind": word,
                "people": people(count, words),
                "share": 0 if not count else 100 * count // max(comparison.size, 1),
            }
            for word, count in counts.items()
        ]
        found.append({"policy": name, "lines": lines})
    return found


def _other(
    comparison: Comparison, policies: Sequence[Policy], other: int, *, words: Words
) -> dict[str, Any]:
    """Write what one policy changes."""
    name = comparison.names[other]
    matrix = comparison.matrix(other)
    everybody = next(row for row in comparison.movers[""] if row.policy == name)
    used = ways_used(comparison)
    return {
        "name": name,
        "title": policies[other].title.render(words.lang),
        "patches": compare_policies(policies[0], policies[other]),
        "matrix": matrix_lines(matrix, words=words),
        "columns": [result_word(column, words) for column in matrix.columns],
        "totals": [people(count, words) for count in matrix.column_totals],
        "total": people(matrix.total, words),
        "note": words.text("compare.matrix_note", base=comparison.base, other=name),
        "tiles": [
            {"label": words.text(f"compare.{WAYS[place]}"), "kind": WAYS[place],
             "value": people(way_counts(everybody)[place], words)}
            for place in used
        ],
        "groups": [
            _groups(comparison, column, name, used=used, words=words) for column in comparison.by
        ],
        "numbers": _numbers(comparison, name, words),
        "affected": _affected(comparison, name, words),
    }  # fmt: skip


def _groups(
    comparison: Comparison, column: str, policy: str, *, used: Sequence[int], words: Words
) -> dict[str, Any]:
    rows = [row for row in comparison.movers[column] if row.policy == policy]
    shown = widest_moves(rows, _GROUPS)
    return {
        "title": words.text("compare.movers_by", column=group_word(column, words)),
        "rows": [_group(row, used, words) for row in shown],
        "more": words.text("compare.more_groups", shown=len(shown), all=len(rows))
        if len(rows) > len(shown)
        else "",
    }


def _group(row: Moves, used: Sequence[int], words: Words) -> dict[str, Any]:
    counts = way_counts(row)
    return {
        "name": group_word(row.group, words),
        "cells": [people(counts[place], words) for place in used],
        "people": people(row.people, words),
        "bars": [
            {"kind": WAYS[place], "share": 100 * (counts[place] or 0) // max(row.people or 1, 1)}
            for place in (0, 1)
        ],
    }


def _numbers(comparison: Comparison, policy: str, words: Words) -> list[dict[str, str]]:
    return [
        {
            "name": words.rating(row.number),
            "before": words.number(row.before, places=2),
            "after": words.number(row.after, places=2),
            "change": words.signed(to_decimal(round_exact(row.change, 4), 4)),
            "people": words.number(row.people),
            "note": "" if row.exact else words.text("compare.rounded_here", scale=row.scale),
        }
        for row in comparison.mean_change
        if row.policy == policy
    ]


def _affected(comparison: Comparison, policy: str, words: Words) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in (row for row in comparison.most_affected if row.policy == policy):
        line = _person(row, words)
        if len(found) < _EXPLAINED:
            explained = comparison.explain(row.person)
            line["steps"] = [_step(step, words) for step in explained.moved_by[policy]]
            line["sides"] = [
                {"name": name, "text": explained.evaluations[name].explanation.render(words.lang)}
                for name in (comparison.base, policy)
            ]
        found.append(line)
    return found


def _person(row: Affected, words: Words) -> dict[str, Any]:
    return {
        "person": str(row.person),
        "groups": [str(value) for value in row.groups.values() if value is not None],
        "before": result_word(row.before, words),
        "after": result_word(row.after, words),
        "kind": "flat" if not row.steps else "up" if row.steps > 0 else "down",
        "numbers": list(numbers_of(row, words)),
        "steps": [],
        "sides": [],
    }


def _step(step: Step, words: Words) -> dict[str, str]:
    cited = {
        side: citation.render(words.lang) if citation else ""
        for side, citation in (("before", step.before_citation), ("after", step.after_citation))
    }
    return {
        "title": step.title.render(words.lang) or step.place or step.kind,
        "before": words.show(step.before),
        "after": words.show(step.after),
        "before_citation": cited["before"],
        "after_citation": cited["after"],
    }


def _cost(comparison: Comparison, words: Words) -> list[Mapping[str, str]]:
    return [
        {
            "policy": row.policy,
            "rupiah": "…" if row.rupiah is None else words.money(row.rupiah),
            "change": "…" if row.change is None else words.money(row.change),
            "without": people(row.without, words),
        }
        for row in comparison.cost
    ]


def _bounds(comparison: Comparison, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "policy": row.policy,
            "lines": [
                (result_word(word, words), people(low, words), people(row.highest[word], words))
                for word, low in row.lowest.items()
            ],
            "open": words.text("compare.bounds_open", count=row.unfollowed)
            if row.unfollowed
            else "",
        }
        for row in comparison.bounds
    ]

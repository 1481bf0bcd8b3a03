"""The outcome for everybody as HTML: problems, differences, distribution, matrix, groups."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape

from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.comparison.spread import Patterns
from asn_kinerja.comparison.tallies import Moves
from asn_kinerja.errors import Problem
from asn_kinerja.lab.form import field_label
from asn_kinerja.lab.knobs import Knob
from asn_kinerja.lab.session import Result
from asn_kinerja.lab.wording import PageWords
from asn_kinerja.scoring.difference import Patch
from asn_kinerja.scoring.policy import Policy

__all__ = [
    "differences",
    "distribution",
    "group_numbers",
    "matrix",
    "most_moved",
    "most_moved_groups",
    "patch_name",
    "patterns",
    "problem_list",
    "summary",
    "table",
    "way_counts",
]

_NUMBERS = {
    "breaks",
    "down",
    "keeps",
    "moved",
    "people_after",
    "people_before",
    "same",
    "silent",
    "total",
    "up",
}  # headings of columns of numbers
_GROUPS = 12  # rows of the table of groups


def problem_list(problems: Sequence[Problem], knobs: Iterable[Knob], *, words: PageWords) -> str:
    """Say what is wrong and where, a problem a line, once.

    Args:
        problems: The problems.
        knobs: What can be changed; a problem at one of them is told by its title.
        words: The language.

    Returns:
        HTML; an alert that a screen reader speaks.
    """
    titles = {knob.place: field_label(knob, words=words) for knob in knobs}
    lines: dict[str, str] = {}
    for problem in problems:
        place = _place(problem.place, titles)
        told = _readable(problem, words)
        what, cure = escape(told.what(words.lang)), escape(told.to_do(words.lang))
        lines.setdefault(what, f"<li><b>{escape(place)}</b>: {what} {cure}</li>")
    return (
        f'<div class="lab-alert" role="alert"><p><b>{escape(words.say("problems"))}</b></p>'
        f"<ul>{''.join(lines.values())}</ul></div>"
    )


def _readable(problem: Problem, words: PageWords) -> Problem:
    """Write the words of the law in a cure as people do."""
    if problem.code not in {"required", "unknown_word"} or not problem.cure:
        return problem
    cure = ", ".join(words.word(word) for word in problem.cure.split(", "))
    return Problem(problem.code, problem.place, value=problem.value, rule=problem.rule, cure=cure)


def _place(place: str, titles: dict[str, str]) -> str:
    """Name a place by the knob that stands there, or by its key without line and column."""
    key = place.rpartition(" ")[2]
    if key in titles:
        return titles[key]
    if place.startswith("usulan.toml:"):
        return key.removeprefix("steps.").replace("_", " ") if " " in place else "usulan"
    return place


def summary(result: Result, *, words: PageWords) -> str:
    """Say in one line who moves, and by how much the numbers change.

    Args:
        result: The result.
        words: The language.

    Returns:
        HTML.
    """
    comparison = result.comparison
    moves = comparison.movers[""][0]
    tiles = "".join(
        f'<div class="lab-tile {name}"><b>{escape(words.people(count))}</b>'
        f"<span>{escape(words.say(name))}</span></div>"
        for name, count in way_counts(moves)
    )
    notes = [
        words.say(
            "mean_change",
            number=words.words.rating(one.number),
            before=words.words.number(one.before, places=2),
            after=words.words.number(one.after, places=2),
            change=_signed(one.change, words),
        )
        for one in comparison.mean_change
    ]
    doubts = comparison.doubts[1]
    if doubts.unconfirmed or doubts.conflict:
        counts = {"unconfirmed": doubts.unconfirmed, "conflict": doubts.conflict}
        fills = {name: words.people(count) for name, count in counts.items()}
        notes.append(words.say("doubts", **fills))
    lines = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f'<div class="lab-tiles">{tiles}</div>{lines}'


def way_counts(moves: Moves) -> list[tuple[str, int | None]]:
    """Give how many rise, fall and stay, and how many are otherwise where there are any.

    Args:
        moves: A row of moves.

    Returns:
        Keys of texts with the numbers of people; `None` for a withheld one.
    """
    rest = [moves.different, moves.gained, moves.lost]
    other = None if None in rest else sum(one or 0 for one in rest)
    found = [("up", moves.winners), ("down", moves.losers), ("same", moves.unchanged)]
    return [*found, ("other", other)] if other != 0 else found


def _signed(change: Fraction, words: PageWords) -> str:
    sign = "+" if change > 0 else "\N{MINUS SIGN}" if change < 0 else "±"
    return f"{sign}{words.words.number(abs(change), places=2)}"


def differences(result: Result, *, words: PageWords) -> str:
    """List what the variant does differently, with where the base says so.

    Args:
        result: The result.
        words: The language.

    Returns:
        HTML.
    """
    patches = result.patches
    if not patches:
        return f"<p>{escape(words.say('no_change'))}</p>"
    rows = "".join(
        f'<tr><th scope="row">{escape(patch_name(patch, result, words=words))}</th>'
        f"<td>{_value(patch.before, words)}{_cited(patch, words)}</td>"
        f"<td>{_value(patch.after, words)}</td></tr>"
        for patch in patches
    )
    head = ("differences", "before", "after")
    return table(head, rows, words=words, caption="differences")


def patch_name(patch: Patch, result: Result, *, words: PageWords) -> str:
    """Name a difference: the title of a parameter, or the place in words.

    Args:
        patch: The difference.
        result: The result that it is part of.
        words: The language.

    Returns:
        Such as ``bobot SKP`` or ``kuadran[Sesuai Ekspektasi x Di Bawah Ekspektasi]``.
    """
    titles = {f"parameters.{one.name}": one.title for one in result.variant.parameters}
    if patch.place in titles:
        return titles[patch.place].render(words.lang)
    return words.words.ratings_in(patch.place.replace("_", " "))


def _value(text: str, words: PageWords) -> str:
    return escape(words.value(text.partition(" (")[0]))


def _cited(patch: Patch, words: PageWords) -> str:
    if patch.before_citation is None:
        return ""
    return f" <small>{escape(patch.before_citation.render(words.lang))}</small>"


def distribution(comparison: Comparison, *, words: PageWords) -> str:
    """Show how many have each word under base and variant.

    Args:
        comparison: The comparison.
        words: The language.

    Returns:
        HTML; a table whose bars are drawn by its cells.
    """
    before, after = (comparison.counts[name] for name in comparison.names[:2])
    size = max(comparison.size, 1)
    rows = []
    for label in dict.fromkeys([*before, *after]):
        one, other = before.get(label, 0), after.get(label, 0)
        if not one and not other and one is not None and label == MISSING:
            continue
        change = None if one is None or other is None else other - one
        moved = "" if change is None else words.words.signed(Decimal(change))
        way = "up" if change and change > 0 else "down" if change else "same"
        rows.append(
            f'<tr><th scope="row">{escape(words.word(label))}</th>'
            f"<td class=n>{escape(words.people(one))}</td>"
            f"<td class=n>{escape(words.people(other))}</td>"
            f'<td class="n {way}">{escape(moved)}</td>'
            f"<td class=lab-bars>{_bar(one, size, 'before')}{_bar(other, size, 'after')}</td></tr>"
        )
    head = ("word", "people_before", "people_after", "moved", "share")
    return table(head, "".join(rows), words=words, caption="distribution")


def _bar(people: int | None, size: int, kind: str) -> str:
    tenths = 0 if people is None else 1000 * people // size
    width = f"{tenths // 10}.{tenths % 10}%"
    return f'<span class="lab-bar {kind}" style="width:{width}" aria-hidden="true"></span>'


def matrix(comparison: Comparison, *, words: PageWords) -> str:
    """Show the transition matrix.

    Args:
        comparison: The comparison.
        words: The language.

    Returns:
        HTML; the diagonal, whose people stay, is marked.
    """
    found = comparison.matrix()
    empty = {
        label
        for label, total in (
            *zip(found.rows, found.row_totals, strict=True),
            *zip(found.columns, found.column_totals, strict=True),
        )
        if label == MISSING and total != 0
    }
    columns = [one for one in found.columns if one != MISSING or one in empty]
    rows = []
    for row, total in zip(found.rows, found.row_totals, strict=True):
        if row == MISSING and row not in empty:
            continue
        cells = "".join(
            f'<td class="n{_cell(row, column, found.cell(row, column))}">'
            f"{escape(words.people(found.cell(row, column)))}</td>"
            for column in columns
        )
        rows.append(
            f'<tr><th scope="row">{escape(words.word(row))}</th>{cells}'
            f"<td class=n><b>{escape(words.people(total))}</b></td></tr>"
        )
    totals = dict(zip(found.columns, found.column_totals, strict=True))
    foot = "".join(
        f"<td class=n><b>{escape(words.people(totals[one]))}</b></td>" for one in columns
    )
    rows.append(
        f'<tr><th scope="row">{escape(words.say("total"))}</th>{foot}'
        f"<td class=n><b>{escape(words.people(found.total))}</b></td></tr>"
    )
    head = "".join(f'<th scope="col" class=n>{escape(words.word(one))}</th>' for one in columns)
    name = escape(words.say("matrix"))
    return (
        f'<div class="lab-scroll" tabindex="0" role="region" aria-label="{name}">'
        f"<table class=lab-matrix><caption>{name} "
        f"<small>{escape(words.say('matrix_note'))}</small></caption><thead><tr>"
        f"<td></td>{head}<th scope=col class=n>{escape(words.say('total'))}</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(row: str, column: str, people: int | None) -> str:
    if row == column:
        return " stays"
    return " moves" if people else " zero"


def most_moved(result: Result, *, words: PageWords) -> str:
    """Show the groups in which most people move.

    Args:
        result: The result.
        words: The language.

    Returns:
        HTML; empty when nothing was counted by a column.
    """
    if not result.by:
        return ""
    rows = most_moved_groups(result)
    lines = "".join(
        f'<tr><th scope="row">{escape(words.value(row.group))}</th>'
        + "".join(f"<td class=n>{escape(words.people(count))}</td>" for count in group_numbers(row))
        + "</tr>"
        for row in rows
    )
    head = ("group", "up", "down", "same", "total")
    return table(head, lines, words=words, caption="groups", by=words.words.rating(result.by))


def most_moved_groups(result: Result) -> list[Moves]:
    """Give the groups in which most people move, a dozen at most."""
    return sorted(result.comparison.movers[result.by], key=_least_moved)[:_GROUPS]


def group_numbers(row: Moves) -> tuple[int | None, ...]:
    """Give who rises, falls, stays, and everybody of a group."""
    return (row.winners, row.losers, row.unchanged, row.people)


def _least_moved(row: Moves) -> tuple[int, str]:
    return ((row.unchanged or 0) - (row.people or 0), row.group)


def patterns(found: tuple[Patterns, Patterns], rules: Sequence[Policy], *, words: PageWords) -> str:
    """Show how many units keep and break each pattern under base and variant.

    Args:
        found: Base and variant.
        rules: The two patterns.
        words: The language.

    Returns:
        HTML.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(rule.regulation.label)}</th>'
        f"<td>{escape(words.say(side))}</td>"
        + "".join(
            f"<td class=n>{escape(words.people(counts[place]))}</td>"
            for counts in (one.kept, one.broken, one.silent)
        )
        + "</tr>"
        for place, rule in enumerate(rules)
        for side, one in zip(("before", "after"), found, strict=True)
    )
    told = words.say(
        "only_first",
        first=rules[0].regulation.label,
        second=rules[1].regulation.label,
        before=found[0].keeping[0][1],
        after=found[1].keeping[0][1],
    )
    head = ("pattern", "policy_side", "keeps", "breaks", "silent")
    return table(head, rows, words=words, caption="patterns") + f"<p>{escape(told)}</p>"


def table(
    head: Sequence[str], rows: str, *, words: PageWords, caption: str, **fills: object
) -> str:
    """Write a table that scrolls in a box of its own.

    Args:
        head: Keys of the headings.
        rows: HTML of the rows.
        words: The language.
        caption: Key of the caption.
        fills: What its text names.

    Returns:
        HTML.
    """
    heads = "".join(
        f'<th scope="col"{" class=n" if key in _NUMBERS else ""}>{escape(words.say(key))}</th>'
        for key in head
    )
    label = escape(words.say(caption, **fills))
    return (
        f'<div class="lab-scroll" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<caption>{label}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )

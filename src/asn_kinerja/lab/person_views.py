"""Single people as HTML: who is affected most, and both explanations of one of them."""

from collections.abc import Mapping, Sequence
from html import escape

from asn_kinerja.comparison.affected import Affected, Explained
from asn_kinerja.comparison.sides import MISSING
from asn_kinerja.lab.views import table
from asn_kinerja.lab.wording import PageWords

__all__ = ["affected", "explanations"]


def affected(people: Sequence[Affected], buttons: Mapping[str, str], *, words: PageWords) -> str:
    """List the people most affected, each with a button that opens the explanations.

    Args:
        people: The people.
        buttons: HTML of the button of each, by person.
        words: The language.

    Returns:
        HTML.
    """
    if not people:
        return f"<p>{escape(words.say('nobody'))}</p>"
    rows = "".join(
        f'<tr><th scope="row">{buttons[str(one.person)]}</th>'
        f"<td>{escape(', '.join(words.value(str(part)) for part in one.groups.values()))}</td>"
        f"<td>{escape(words.word(one.before))}</td>"
        f'<td class="{_way(one.steps)}">{escape(words.word(one.after))}</td></tr>'
        for one in people
    )
    return table(("person", "group", "before", "after"), rows, words=words, caption="persons")


def _way(steps: int | None) -> str:
    return "same" if not steps else "up" if steps > 0 else "down"


def explanations(found: Explained, *, words: PageWords) -> str:
    """Show both explanations of a person side by side, and what moves the result above them.

    Args:
        found: The person under base and variant.
        words: The language.

    Returns:
        HTML.
    """
    steps = [step for steps in found.moved_by.values() for step in steps]
    lines = "".join(
        f"<li><b>{escape(words.words.ratings_in(step.title.render(words.lang)))}</b>: "
        f"{escape(words.value(step.before))} \N{RIGHTWARDS ARROW} "
        f"{escape(words.value(step.after))}</li>"
        for step in steps
    )
    why = f"<ul>{lines}</ul>" if lines else f"<p>{escape(words.say('not_moved'))}</p>"
    sides = "".join(
        f"<section><h4>{escape(words.say(side))}: "
        f"{escape(words.word(_shown(evaluation.value)))}</h4>"
        f"{_tree(evaluation.explanation.render(words.lang), words)}</section>"
        for side, evaluation in zip(("before", "after"), found.evaluations.values(), strict=True)
    )
    title = words.say("explained", person=str(found.person))
    return (
        f'<section class="lab-person" aria-live="polite"><h3>{escape(title)}</h3>'
        f"<h4>{escape(words.say('moved_by'))}</h4>{why}<div class=lab-sides>{sides}</div></section>"
    )


def _shown(value: object) -> str:
    return MISSING if value is None else str(value)


def _tree(text: str, words: PageWords) -> str:
    """Write the indented text of an explanation as lines that wrap."""
    lines = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        said = escape(words.words.ratings_in(line.strip()))
        lines.append(f'<div style="padding-left:{min(depth, 8) * 0.9:.1f}em">{said}</div>')
    return "".join(lines)

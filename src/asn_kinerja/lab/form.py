"""The form of what can be changed: a table a matrix, a labelled field for every other knob."""

from collections.abc import Mapping, Sequence
from html import escape

from asn_kinerja.lab.knobs import Group, Knob
from asn_kinerja.lab.wording import PageWords

__all__ = ["field_label", "lay_out", "shown_value", "unseen_label"]

_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"


def shown_value(knob: Knob, *, words: PageWords) -> str:
    """Write the value of a knob as people type it.

    Args:
        knob: The knob.
        words: The language.

    Returns:
        A number with the decimal sign of the language; any other value as it is.
    """
    if knob.kind == "number" and words.lang == "id":
        return knob.value.replace(".", ",")
    return knob.value


def field_label(knob: Knob, *, words: PageWords) -> str:
    """Name the field of a knob.

    Args:
        knob: The knob.
        words: The language.

    Returns:
        Its title and its place in the law.
    """
    title = words.words.ratings_in(knob.title.render(words.lang))
    if knob.group is Group.CELLS:
        title = " x ".join(words.word(word) for word in knob.path[-2:])
    return title


def unseen_label(knob: Knob, *, words: PageWords) -> str:
    """Name the cell of a matrix for those who hear the page; its row and column are seen.

    Args:
        knob: The knob.
        words: The language.

    Returns:
        HTML.
    """
    return f'<span style="{_UNSEEN}">{escape(field_label(knob, words=words))}</span>'


def lay_out(knobs: Sequence[Knob], fields: Mapping[str, str], *, words: PageWords) -> str:
    """Lay out the fields of all knobs.

    Args:
        knobs: The knobs.
        fields: HTML of the field of each knob, by place.
        words: The language.

    Returns:
        HTML: groups with a heading; the cells of a matrix in a table of its own.
    """
    if not knobs:
        return f"<p>{escape(words.say('no_knobs'))}</p>"
    parts = []
    for group in Group:
        own = [knob for knob in knobs if knob.group is group]
        if not own:
            continue
        parts.append(f"<h3>{escape(words.say(group.value))}</h3>")
        if group is Group.CELLS:
            tables = dict.fromkeys(knob.table for knob in own)
            parts += [
                _matrix(name, [knob for knob in own if knob.table == name], fields, words)
                for name in tables
            ]
        else:
            rows = "".join(_row(knob, fields[knob.place], words) for knob in own)
            parts.append(f'<div class="lab-fields">{rows}</div>')
    return "".join(parts)


def _row(knob: Knob, field: str, words: PageWords) -> str:
    source = escape(knob.citation.render(words.lang)) if knob.citation else ""
    now = words.say("now", value=words.words.rating(shown_value(knob, words=words)))
    return (
        f'<div class="lab-field" data-place="{escape(knob.place)}">{field}'
        f"<small>{escape(now)} &middot; {source}</small></div>"
    )


def _matrix(name: str, knobs: Sequence[Knob], fields: Mapping[str, str], words: PageWords) -> str:
    by_cell = {knob.path[-2:]: knob for knob in knobs}
    rows = list(dict.fromkeys(knob.path[-2] for knob in knobs))
    columns = list(dict.fromkeys(knob.path[-1] for knob in knobs))
    head = "".join(f'<th scope="col">{escape(words.word(one))}</th>' for one in columns)
    lines = []
    for row in rows:
        cells = "".join(_field(by_cell.get((row, column)), fields) for column in columns)
        lines.append(f'<tr><th scope="row">{escape(words.word(row))}</th>{cells}</tr>')
    source = knobs[0].citation.render(words.lang) if knobs[0].citation else ""
    label = escape(f"{words.words.rating(name)} ({source})" if source else name)
    return (
        f'<div class="lab-scroll" role="region" tabindex="0" aria-label="{label}">'
        f"<table class=lab-cells><caption>{label}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _field(knob: Knob | None, fields: Mapping[str, str]) -> str:
    if knob is None:
        return "<td></td>"
    return f'<td data-place="{escape(knob.place)}">{fields[knob.place]}</td>'

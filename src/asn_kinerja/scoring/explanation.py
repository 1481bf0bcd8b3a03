"""Why a result is what it is: a typed tree with values, rules in words, articles and margins."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import attrs

from asn_kinerja.errors import check_language
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.conflicts import Conflict
from asn_kinerja.legal.parameters import ParameterVersion, Status
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.display import Shown, canonical, show
from asn_kinerja.scoring.explanation_parts import TEXTS, Alternative, Coverage, Margin
from asn_kinerja.scoring.filled import Filled
from asn_kinerja.scoring.kind_names import KIND_NAMES
from asn_kinerja.scoring.numbers import show_number, to_canonical, to_decimal

__all__ = ["Explanation"]


_NO_WORDS = Wording("", "")


@attrs.frozen(kw_only=True)
class Explanation(Filled):
    """One step of a result, with the steps that it rests on.

    Args:
        kind: Kind of step: the name of the node, ``policy`` or ``output``.
        title: What the value is.
        value: The value, exact.
        scale: Decimals of a number that a rule rounded; `None` for any other value.
        rule: What the step does, in words.
        place: Name of an input (``items[3].status``) or of a parameter.
        citation: Where the law states the step.
        parameter: The version of the parameter that was read.
        parts: The steps that were used.
        alternatives: The results that were not taken.
        margin: Distance to the nearest edges.
        conflicts: Contradictions of the law that touch this step.
        reason: Why the value is missing, at the step where it goes missing.
    """

    kind: str
    title: Wording
    value: int | Fraction | str | bool | date | None
    scale: int | None = None
    rule: Wording = _NO_WORDS
    place: str = ""
    citation: Citation | None = None
    parameter: ParameterVersion | None = None
    parts: "tuple[Explanation, ...]" = ()
    alternatives: tuple[Alternative, ...] = ()
    margin: Margin | None = None
    conflicts: tuple[Conflict, ...] = ()
    reason: Wording | None = None

    @property
    def shown(self) -> Shown:
        """The value; a number that a rule rounded as a `Decimal` of its scale."""
        if self.scale is None or not isinstance(self.value, int | Fraction):
            return self.value
        return to_decimal(self.value, self.scale)

    def steps(self) -> "Iterator[Explanation]":
        """Go through this step and all below it, top down."""
        stack = [self]
        while stack:
            step = stack.pop()
            yield step
            stack += step.parts[::-1]

    def _once(self) -> "Iterator[Explanation]":
        """Go through the steps, each once, however many others rest on it."""
        seen: set[int] = set()
        stack = [self]
        while stack:
            step = stack.pop()
            if id(step) not in seen:  # all are held by this one, so that no id comes again
                seen.add(id(step))
                yield step
                stack += step.parts[::-1]

    def coverage(self) -> Coverage:
        """Say which of the values that were looked at were given."""
        leaves = {step.place: step.value for step in self._once() if step.kind in _INPUTS}
        return Coverage(
            given=tuple(place for place, value in leaves.items() if value is not None),
            missing=tuple(place for place, value in leaves.items() if value is None),
        )

    def all_conflicts(self) -> tuple[Conflict, ...]:
        """Give every contradiction of the law that touches a step, once."""
        found = {conflict.id: conflict for step in self._once() for conflict in step.conflicts}
        return tuple(found.values())

    def all_unconfirmed(self) -> tuple[str, ...]:
        """Give the names of the unconfirmed legal values that were used, once."""
        return tuple(dict.fromkeys(step.place for step in self._doubtful()))

    def _doubtful(self) -> "Iterator[Explanation]":
        """Go through the steps that read an unconfirmed legal value, each once."""
        return (step for step in self._once() if _is_doubtful(step))

    def all_reasons(self) -> tuple[Wording, ...]:
        """Give every reason for a missing result, once; none for a result that is there."""
        found = [self.reason] if self.reason else []
        for part in self.parts:
            if part.value is None or self.kind == "policy":
                found += part.all_reasons()
        return tuple(dict.fromkeys(found))

    def all_citations(self) -> tuple[Citation, ...]:
        """Give every place in the law that the result rests on, once, in the order of use."""
        found = (
            citation
            for step in self._once()
            for citation in (step.citation, step.parameter.citation if step.parameter else None)
            if citation is not None
        )
        return tuple(dict.fromkeys(found))

    def render(self, lang: str = "id") -> str:
        """Write the explanation as an indented text.

        Args:
            lang: ``"id"`` or ``"en"``.

        Returns:
            Lines; a step per line, with article, margin, conflicts and reasons below it; at the end
            the unconfirmed values that were used in steps that are not told.

        Raises:
            InvalidInput: If there are no texts in that language.
        """
        lines = _Text(lang).all_lines(self, self._doubtful())
        return "\n".join("  " * depth + line for depth, line in lines)

    def to_dict(self) -> dict[str, object]:
        """Give the tree as plain values: text, whole numbers, flags, `None`, lists, dicts.

        Returns:
            One dictionary a step; exact numbers are text and empty fields are left out. A step
            without ``title`` is a constant, the field of an item, was met before (then
            ``same_as`` is the path to its parts), or is called by its kind or as the step above.
            A condition that did not hold has as parts what it rests on, without steps between.
        """
        return _plain(self, {}, "")

    def _repr_html_(self) -> str:
        """Show the tree in a notebook."""
        from html import escape  # only a notebook needs it

        title = escape(self.title.render("id"))
        rows = "".join(
            f'<li style="margin-left:{depth}em">{escape(line)}</li>'
            for depth, line in _Text("id").all_lines(self, self._doubtful())
        )
        return f'<section><h4>{title}</h4><ul style="list-style:none">{rows}</ul></section>'


_INPUTS = frozenset({"input", "flag", "date", "field"})
_FLAGS = frozenset({"true", "false"})
_SILENT = frozenset({"constant", "given"})
_UNTITLED = frozenset({"constant", "field"})  # named by their value or by their place
# The same wherever they are read.
_NAMED = frozenset({"input", "flag", "date", "given", "parametervalue"})
_SHOWN_PARTS = 12  # parts of one step that the text shows; the tree holds all


class _Text:
    """Writes the lines of a tree; a step that was met before is named and not told again."""

    def __init__(self, lang: str) -> None:
        check_language(lang)
        self._lang = lang
        self._told: set[int] = set()
        self._doubts: set[object] = set()

    def all_lines(
        self, step: Explanation, doubtful: Iterator[Explanation]
    ) -> Iterator[tuple[int, str]]:
        """Write a tree, then those unconfirmed values that no line has named."""
        yield from self.lines(step, 0)
        for below in doubtful:
            if _identity(below) not in self._doubts:
                self._doubts.add(_identity(below))
                head = f"{below.title.render(self._lang)}: {show(below.shown, self._lang)}"
                also = TEXTS[self._lang]["also"]
                yield 1, f"{also}: {head}{_source(below, self._lang)}"

    def lines(self, step: Explanation, depth: int) -> Iterator[tuple[int, str]]:
        lang, words = self._lang, TEXTS[self._lang]
        step, joined = _joined(step)
        head = f"{step.title.render(lang)}: {show(step.shown, lang)}{_source(step, lang)}"
        if step.parts and any(id(one) in self._told for one in joined):
            yield depth, f"{head} ({words['above']})"
            return
        if _is_doubtful(step):
            self._doubts.add(_identity(step))
        self._told.update(id(one) for one in joined if one.kind != "output")
        yield depth, head
        yield from ((depth + 1, line) for line in _notes(step, lang))
        parts = _telling(step)
        for part in parts[:_SHOWN_PARTS]:
            yield from self.lines(part, depth + 1)
        if len(parts) > _SHOWN_PARTS:
            yield depth + 1, f"… +{len(parts) - _SHOWN_PARTS}"


def _joined(step: Explanation) -> tuple[Explanation, tuple[Explanation, ...]]:
    """Make one step of those that give the same under one name, or of which one says nothing.

    Returns:
        What is told, and the steps that it is made of.
    """
    met = [step]
    while step.kind in {"output", "choose"}:
        parts = _telling(step)
        if len(parts) != 1 or parts[0].value != step.value:
            break
        below = parts[0]
        if below.title.id.lower() == step.title.id.lower():
            met.append(below)
            step = _merged(step, below)
        elif step.kind == "choose" and not (step.citation or step.rule.id or step.conflicts):
            met.append(below)
            step = below
        else:
            break
    return step, tuple(met)


def _merged(step: Explanation, below: Explanation) -> Explanation:
    """Tell a step and what it passes on as one."""
    return attrs.evolve(
        below,
        title=step.title,
        scale=below.scale if step.scale is None else step.scale,
        rule=below.rule if below.rule.id else step.rule,
        citation=below.citation or step.citation,
        alternatives=(*step.alternatives, *below.alternatives),
        conflicts=tuple(dict.fromkeys((*step.conflicts, *below.conflicts))),
        reason=below.reason or step.reason,
    )


def _telling(step: Explanation) -> tuple[Explanation, ...]:
    """Leave out what tells a reader nothing: constants, and conditions that do not hold."""
    if step.kind == "count":  # the items that were counted stand in the tree
        return ()
    conditions = step.parts[:-1] if step.kind == "choose" else ()
    idle = {id(part) for part in conditions if part.value is False}
    return tuple(
        part
        for part in step.parts
        if (id(part) not in idle and part.kind not in _SILENT) or part.reason is not None
    )


def _notes(step: Explanation, lang: str) -> Iterator[str]:
    """Say rule, margin, alternatives, conflicts and reason of a step."""
    words = TEXTS[lang]
    rule = step.rule.render(lang)
    if rule and rule != step.title.render(lang):
        yield rule
    if step.margin is not None and step.margin.least is not None:
        nearest = f" ({_shown(step.margin.nearest, lang)})" if step.margin.nearest else ""
        yield f"{words['margin']}: {show_number(step.margin.least, lang)}{nearest}"
    for other in step.alternatives:
        yield f"{words['else']}: {_shown(other.result, lang)} — {other.needs.render(lang)}"
    for conflict in step.conflicts:
        yield f"{words['conflict']}: {conflict.render(lang)}"
    if step.reason:
        yield f"{words['reason']}: {step.reason.render(lang)}"


def _shown(result: str, lang: str) -> str:
    """Write a result that is kept as text: a number, a word, or nothing where it is missing."""
    if result in _FLAGS:
        return show(result == "true", lang)
    number = result.replace("/", "", 1).replace(".", "", 1).removeprefix("-")
    return show(Fraction(result) if number.isdecimal() else result or None, lang)


def _is_doubtful(step: Explanation) -> bool:
    """Whether a step reads an unconfirmed legal value."""
    return step.parameter is not None and step.parameter.status is Status.UNCONFIRMED


def _source(step: Explanation, lang: str) -> str:
    """Name article, day and doubt behind the value of a step."""
    words = TEXTS[lang]
    citation = step.parameter.citation if step.parameter else step.citation
    if citation is None:
        return ""
    notes = [citation.render(lang)]
    if step.parameter:
        notes.append(f"{words['now']} {step.parameter.valid_from}")
        if _is_doubtful(step):
            notes.append(words["unconfirmed"])
    return f" [{', '.join(notes)}]"


def _plain(
    step: Explanation,
    met: dict[object, str],
    path: str,
    *,
    above: Wording | None = None,
    key: object = None,
) -> dict[str, object]:
    head: dict[str, object] = {"kind": step.kind, "value": canonical(step.shown)}
    if step.place:
        head["place"] = step.place
    key = _identity(step) if key is None else key
    if key in met:
        return head | ({"same_as": met[key]} if step.parts else {})
    met[key] = path
    if step.title not in {above, KIND_NAMES.get(step.kind)} and step.kind not in _UNTITLED:
        head["title"] = attrs.asdict(step.title)
    alternatives = [
        {"result": other.result, "needs": attrs.asdict(other.needs)} for other in step.alternatives
    ]
    plain = {
        "rule": attrs.asdict(step.rule) if step.rule.id else {},
        "citation": step.citation.to_dict() if step.citation else {},
        "parameter": _version(step.parameter) if step.parameter else {},
        "margin": _margin(step.margin) if step.margin else {},
        "alternatives": alternatives,
        "conflicts": [conflict.id for conflict in step.conflicts],
        "reason": attrs.asdict(step.reason) if step.reason else {},
        "parts": [
            _idle(part, met, f"{path}.parts[{number}]".lstrip("."))
            if _is_idle(part, step)
            else _plain(part, met, f"{path}.parts[{number}]".lstrip("."), above=step.title)
            for number, part in enumerate(step.parts)
        ],
    }
    return head | {name: value for name, value in plain.items() if value}


def _is_idle(part: Explanation, step: Explanation) -> bool:
    """Whether a part is a condition that did not hold of a choice that gave a result."""
    conditions = step.parts[:-1] if step.kind == "choose" and step.value is not None else ()
    return part.value is False and any(part is one for one in conditions)


def _idle(step: Explanation, met: dict[object, str], path: str) -> dict[str, object]:
    """Give a condition that did not hold with no more than what it rests on, and its doubts."""
    if step.kind in _NAMED or id(step) in met:
        return _plain(step, met, path)
    below = {_identity(one): one for one in step.steps() if one.kind in _NAMED or one.conflicts}
    new = [one for key, one in below.items() if one is not step and key not in met]
    bare = attrs.evolve(step, parts=tuple(new), margin=None)
    return _plain(bare, met, path, key=object())  # the id of `bare` will be another's soon


def _identity(step: Explanation) -> object:
    """Tell steps apart; legal values of one name may come from several policies."""
    named = (step.kind, step.place, step.parameter and step.parameter.citation)
    return named if step.kind in _NAMED else id(step)


def _version(version: ParameterVersion) -> dict[str, object]:
    return {
        "valid_from": version.valid_from.isoformat(),
        "valid_until": canonical(version.valid_until),
        "citation": version.citation.to_dict(),
        "status": str(version.status),
        "authority": str(version.authority),
    }


def _margin(margin: Margin) -> dict[str, str]:
    numbers = {"down": margin.down, "up": margin.up}
    known = {name: to_canonical(value) for name, value in numbers.items() if value is not None}
    return known | ({"nearest": margin.nearest} if margin.nearest else {})

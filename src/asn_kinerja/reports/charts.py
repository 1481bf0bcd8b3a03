"""Charts for notebooks, made by Altair, each with its numbers as plain rows beside it.

Numbers become floats in pictures alone: rows hold whole numbers, and exact ones as text.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.comparison.outcome import Comparison
from asn_kinerja.comparison.sensitivity import Sweep
from asn_kinerja.comparison.transition import Transition
from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.reports.comparison_lines import result_word
from asn_kinerja.reports.wording import Words
from asn_kinerja.scoring.explanation import Explanation
from asn_kinerja.scoring.numbers import to_canonical
from asn_kinerja.scoring.policy import Evaluation

__all__ = [
    "distribution_chart",
    "distribution_rows",
    "sweep_chart",
    "sweep_rows",
    "transition_chart",
    "transition_rows",
    "waterfall_chart",
    "waterfall_rows",
]

_NAVY, _GOLD, _RED, _PALE = "#14365d", "#b07c14", "#861b2d", "#e3e8ef"
_SCALE = (_NAVY, _GOLD, "#2c7d5b", _RED, "#4d586a", "#7a5ea8", "#b4501e", "#0c5c3c")
_CELL, _WIDTH, _HEIGHT, _BAR = 64, 420, 260, 26  # pixels
_LABEL = 260  # pixels that a name may take


def transition_rows(matrix: Transition, *, lang: str = "id") -> list[dict[str, object]]:
    """Give a transition matrix as rows.

    Args:
        matrix: The matrix.
        lang: ``"id"`` or ``"en"``.

    Returns:
        ``before``, ``after`` and ``people`` of each cell, row by row; withheld people are `None`.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Babel is not installed.
    """
    words = Words(lang)
    return [
        {"before": result_word(before, words), "after": result_word(after, words), "people": people}
        for before, after, people in matrix.lines()
    ]


def transition_chart(matrix: Transition, *, lang: str = "id") -> Any:  # noqa: ANN401 - Altair is an optional library
    """Draw a transition matrix: rows are results before, columns results after.

    Args:
        matrix: The matrix.
        lang: ``"id"`` or ``"en"``.

    Returns:
        An Altair chart; results that nobody has are left out.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Altair or Babel is not installed.
    """
    alt, words = _altair(), Words(lang)
    every = transition_rows(matrix, lang=lang)
    used = {
        side: [
            name
            for name in dict.fromkeys(str(row[side]) for row in every)
            if any(row["people"] != 0 for row in every if row[side] == name)
        ]
        for side in ("before", "after")
    }
    rows = [
        {**row, "shown": "…" if row["people"] is None else str(row["people"]),
         "stays": row["before"] == row["after"]}
        for row in every
        if row["before"] in used["before"] and row["after"] in used["after"] and row["people"] != 0
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("after:N", sort=used["after"], title=None,
                scale=alt.Scale(domain=used["after"]), axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("before:N", sort=used["before"], title=None,
                scale=alt.Scale(domain=used["before"])),
    )  # fmt: skip
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color(
            "stays:N",
            legend=None,
            scale=alt.Scale(domain=[True, False], range=[_PALE, _GOLD]),
        )
    )
    numbers = base.mark_text(fontSize=13).encode(text="shown:N")
    step = {"step": _CELL * 3 // 2}
    title = {
        "text": f"{matrix.before} ↓   {matrix.after} →",
        "subtitle": f"{matrix.total} {words.text('labels.people').lower()}",
    }
    return (cells + numbers).properties(width=step, height={"step": _CELL // 2}, title=title)


def distribution_rows(comparison: Comparison, *, lang: str = "id") -> list[dict[str, object]]:
    """Give the people of each result under each policy as rows.

    Args:
        comparison: The comparison.
        lang: ``"id"`` or ``"en"``.

    Returns:
        ``policy``, ``word`` and ``people``; withheld people are `None`.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Babel is not installed.
    """
    words = Words(lang)
    return [
        {"policy": policy, "word": result_word(word, words), "people": people}
        for policy, counts in comparison.counts.items()
        for word, people in counts.items()
    ]


def distribution_chart(comparison: Comparison, *, lang: str = "id") -> Any:  # noqa: ANN401 - as above
    """Draw how many people have each result, the policies side by side.

    Args:
        comparison: The comparison.
        lang: ``"id"`` or ``"en"``.

    Returns:
        An Altair chart.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Altair or Babel is not installed.
    """
    alt, words = _altair(), Words(lang)
    rows = distribution_rows(comparison, lang=lang)
    order = list(dict.fromkeys(str(row["word"]) for row in rows))
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("word:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            xOffset=alt.XOffset("policy:N", sort=list(comparison.names)),
            y=alt.Y("people:Q", title=words.text("labels.people"), axis=alt.Axis(format="d")),
            color=_colour(alt, "policy", list(comparison.names)),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )


def waterfall_rows(
    evaluation: Evaluation, *, output: str | None = None, lang: str = "id"
) -> list[dict[str, object]]:
    """Give what a number is added up from: the reasons of a score.

    Args:
        evaluation: The evaluation of one case.
        output: Name of the output; by default the first number of the policy.
        lang: ``"id"`` or ``"en"``.

    Returns:
        ``name``, ``source`` (the article), and as exact text ``start``, ``value`` and ``end`` of
        each part, in order; a part of a weighted mean is its share of the mean. The last row is
        the whole, whose ``end`` is the sum.

    Raises:
        InvalidInput: If there is no such number, it is missing, or it is no sum of parts.
    """
    step = _number(evaluation, output)
    found = _summed(step)
    if found is None:
        raise InvalidInput(Problem("wrong_type", f"output.{step.title.id}", value=str(step.shown)))
    rows: list[dict[str, object]] = []
    total = Fraction(0)
    for part, value in found:
        source = part.citation or (part.parameter.citation if part.parameter else None)
        rows.append(_bar(part.title.render(lang), (total, value),
                         source=source.render(lang) if source else ""))  # fmt: skip
        total += value
    cited = step.citation.render(lang) if step.citation else ""
    return [*rows, _bar(step.title.render(lang), (Fraction(0), total), source=cited)]


def waterfall_chart(evaluation: Evaluation, *, output: str | None = None, lang: str = "id") -> Any:  # noqa: ANN401 - as above
    """Draw what a number is added up from, part upon part, and the whole below.

    Args:
        evaluation: The evaluation of one case.
        output: Name of the output; by default the first number of the policy.
        lang: ``"id"`` or ``"en"``.

    Returns:
        An Altair chart.

    Raises:
        InvalidInput: If there is no such number, it is missing, or it is no sum of parts.
        MissingExtra: If Altair is not installed.
    """
    alt = _altair()
    plain = waterfall_rows(evaluation, output=output, lang=lang)
    rows = [
        {
            **row,
            **{side: float(Fraction(str(row[side]))) for side in ("start", "value", "end")},
            "whole": place == len(plain) - 1,
        }
        for place, row in enumerate(plain)
    ]
    names = [str(row["name"]) for row in rows]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=_LABEL))
    )
    bars = base.mark_bar().encode(
        x=alt.X("start:Q", title=None),
        x2="end:Q",
        color=alt.Color(
            "whole:N", legend=None, scale=alt.Scale(domain=[True, False], range=[_NAVY, _GOLD])
        ),
        tooltip=["name:N", "value:Q", "source:N"],
    )
    numbers = base.mark_text(align="left", dx=4).encode(
        x="end:Q", text=alt.Text("value:Q", format=".2~f")
    )
    return (bars + numbers).properties(width=_WIDTH, height={"step": _BAR})


def sweep_rows(sweep: Sweep, *, lang: str = "id") -> list[dict[str, object]]:
    """Give the people of each result along the values of a sweep as rows.

    Args:
        sweep: The sweep.
        lang: ``"id"`` or ``"en"``.

    Returns:
        The values of the parameters as exact text, ``word`` and ``people``; values with which the
        policy does not hold give no row.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Babel is not installed.
    """
    words = Words(lang)
    return [
        {**{name: to_canonical(value) for name, value in point.values.items()},
         "word": result_word(word, words), "people": people}
        for point in sweep.points
        for word, people in point.counts.items()
    ]  # fmt: skip


def sweep_chart(sweep: Sweep, *, lang: str = "id") -> Any:  # noqa: ANN401 - as above
    """Draw how many people have each result along the values of the first parameter.

    Args:
        sweep: The sweep; a second parameter that is no balance of the first is drawn side by side.
        lang: ``"id"`` or ``"en"``.

    Returns:
        An Altair chart; results that nobody ever has are left out.

    Raises:
        InvalidInput: If the language is not known.
        MissingExtra: If Altair or Babel is not installed.
    """
    alt, words = _altair(), Words(lang)
    plain = sweep_rows(sweep, lang=lang)
    order = list(dict.fromkeys(str(row["word"]) for row in plain if row["people"] != 0))
    first = sweep.parameters[0]
    rows = [
        {**row, "at": float(Fraction(str(row[first])))} for row in plain if row["word"] in order
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("at:Q", title=first.replace("_", " "), scale=alt.Scale(zero=False)),
            y=alt.Y("people:Q", title=words.text("labels.people"), axis=alt.Axis(format="d")),
            color=_colour(alt, "word", order),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )
    others = [name for name in sweep.parameters[1:] if _is_free(sweep, name)]
    return chart.encode(column=alt.Column(f"{others[0]}:N", sort=None)) if others else chart


def _is_free(sweep: Sweep, name: str) -> bool:
    """Whether a parameter takes several values beside one value of the first."""
    first = sweep.parameters[0]
    seen: dict[Fraction, set[Fraction]] = {}
    for point in sweep.points:
        seen.setdefault(point.values[first], set()).add(point.values[name])
    return any(len(values) > 1 for values in seen.values())


def _number(evaluation: Evaluation, output: str | None) -> Explanation:
    """Find the step of an output that is a number."""
    steps = [step for step in evaluation.explanation.parts if step.kind == "output"] or [
        evaluation.explanation
    ]
    numbers: Mapping[str, Explanation] = {
        name: step
        for name, step in zip(evaluation.outputs, steps, strict=True)
        if isinstance(step.value, int | Fraction) and not isinstance(step.value, bool)
    }
    chosen = output or next(iter(numbers), "")
    if chosen not in numbers:
        cure = ", ".join(numbers)
        raise InvalidInput(Problem("unknown_key", "output", value=chosen, cure=cure))
    return numbers[chosen]


def _summed(step: Explanation) -> list[tuple[Explanation, Fraction]] | None:
    """Find the first step at or below one whose parts add up, where nothing else is computed."""
    while True:
        found = list(_parts(step))
        if len(found) > 1 and sum(value for _, value in found) == step.value:
            return found
        same = [part for part in step.parts if _is_number(part) and part.value == step.value]
        if step.kind == "round":
            same = [part for part in step.parts if _is_number(part)]
        if len(same) != 1:
            return None
        step = same[0]


def _parts(step: Explanation) -> Iterator[tuple[Explanation, Fraction]]:
    """Give what the parts of a sum or of a weighted mean bring in."""
    numbers = [part for part in step.parts if _is_number(part)]
    if step.kind == "add":
        yield from ((part, Fraction(str(part.value))) for part in numbers)
    elif step.kind == "weightedmean" and len(numbers) % 2 == 0:
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        whole = sum(Fraction(str(weight.value)) for _, weight in pairs)
        for part, weight in pairs:
            yield part, Fraction(str(part.value)) * Fraction(str(weight.value)) / whole


def _is_number(step: Explanation) -> bool:
    return isinstance(step.value, int | Fraction) and not isinstance(step.value, bool)


def _bar(name: str, reach: tuple[Fraction, Fraction], *, source: str) -> dict[str, object]:
    start, value = reach
    return {
        "name": name,
        "source": source,
        "start": to_canonical(start),
        "value": to_canonical(value),
        "end": to_canonical(start + value),
    }


def _colour(alt: Any, field: str, names: list[str]) -> Any:  # noqa: ANN401 - as above
    colours = [_SCALE[place % len(_SCALE)] for place in range(len(names))]
    return alt.Color(
        f"{field}:N",
        sort=names,
        scale=alt.Scale(domain=names, range=colours),
        legend=alt.Legend(orient="bottom", title=None, labelLimit=_LABEL, columns=3),
    )


def _altair() -> Any:  # noqa: ANN401 - as above
    return require("altair", extra="reports", feature="chart")

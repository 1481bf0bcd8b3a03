"""Charts as inline SVG, made by Altair and vl-convert; each stands beside a table of its numbers.

Numbers become floats here alone, on their way into a picture.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.legal.terms import PredikatKinerja
from asn_kinerja.reports.effects import dimension_name, element_name
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import YearReport

__all__ = ["CHARTS", "NARROW", "WIDE", "draw_charts"]

_COLOURS = ("#0c5c3c", "#2c7d5b", "#c08a1e", "#b4501e", "#861b2d")
_NAVY, _PALE, _GOLD, _SOFT = "#14365d", "#ccd5e1", "#b07c14", "#4d586a"
NARROW, WIDE = 215, 330  # of the plotting area, in pixels; labels take some 150 more
_LINE = 26  # characters of a label on one line
_MILLION = 1_000_000
_ID = re.compile(r'(?<=id=")[^"]+|(?<=url\(#)[^)]+')
_CONFIG = {
    "background": "#ffffff",
    "font": "Arial, Liberation Sans, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelColor": "#17202e",
        "titleColor": _SOFT,
        "titleFontWeight": "normal",
        "gridColor": "#e3e8ef",
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "labelLimit": 190,
    },
    "legend": {
        "orient": "bottom",
        "title": None,
        "labelFontSize": 12,
        "labelColor": "#17202e",
        "symbolType": "square",
        "columns": 3,
        "labelLimit": 200,
    },
}
Rows = Sequence[Mapping[str, object]]


def draw_charts(
    year: YearReport, *, words: Words, names: Iterable[str] = (), width: int = WIDE
) -> dict[str, str]:
    """Draw charts of a year.

    Args:
        year: The year.
        words: The language.
        names: Which of `CHARTS`; all when empty.
        width: Of the plotting area, in pixels.

    Returns:
        SVG by name; an empty text where there is nothing to draw. Same year, same bytes.

    Raises:
        MissingExtra: If Altair or vl-convert is not installed.
    """
    return {name: CHARTS[name](year, words, width) for name in (tuple(names) or CHARTS)}


def _predicates(year: YearReport, words: Words, width: int) -> str:
    named = [(row.unit.name, row.counts.predicates) for row in year.units]
    return _stacked(named, words=words, title=words.text("labels.predicates"), width=width)


def _stacked(
    named: Sequence[tuple[str, tuple[int, ...]]], *, words: Words, title: str, width: int
) -> str:
    alt = _altair()
    order = [words.word(word) for word in PredikatKinerja]
    rows = [
        {"unit": _wrap(unit), "word": order[place], "n": count, "place": place}
        for unit, counts in named
        for place, count in enumerate(counts)
        if count
    ]
    if not rows:
        return ""
    used = [word for word in order if any(row["word"] == word for row in rows)]
    colours = [_COLOURS[order.index(word)] for word in used]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=_names_axis(alt, "unit"),
        x=alt.X("n:Q", stack="zero", title=words.text("labels.people"), axis=_count_axis(alt)),
        order="place:Q",
    )
    bars = base.mark_bar(size=20).encode(
        color=alt.Color("word:N", sort=used, scale=alt.Scale(domain=used, range=colours))
    )
    labels = base.mark_text(color="white", fontSize=11, fontWeight="bold").encode(
        x=alt.X("n:Q", stack="zero", bandPosition=0.5), detail="word:N", text="n:Q"
    )
    return _svg((bars + labels).properties(width=width, height={"step": 28}), title=title)


def _competencies(year: YearReport, words: Words, width: int) -> str:
    alt = _altair()
    rows = [
        {"name": _wrap(row.competency.name), "n": count, "kind": words.text(f"labels.{kind}"),
         "place": place}
        for row in year.competencies
        for place, (kind, count) in enumerate(
            (("served", row.served), ("unmet", max(0, row.people - row.served)))
        )
    ]  # fmt: skip
    if not rows:
        return ""
    domain = [words.text("labels.served"), words.text("labels.unmet")]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(size=16)
        .encode(
            y=_names_axis(alt, "name"),
            x=alt.X("n:Q", stack="zero", title=words.text("labels.people"), axis=_count_axis(alt)),
            color=alt.Color(
                "kind:N", sort=domain, scale=alt.Scale(domain=domain, range=[_NAVY, _GOLD])
            ),
            order="place:Q",
        )
        .properties(width=width, height={"step": 24})
    )
    return _svg(chart, title=words.text("labels.competency"))


def _funds(year: YearReport, words: Words, width: int) -> str:
    alt = _altair()
    kinds = ("ceiling", "planned", "spent")
    rows = [
        {"name": _wrap(row.fund.name), "kind": words.text(f"labels.{kind}"), "n": amount / _MILLION}
        for row in year.funds
        for kind, amount in zip(kinds, (row.fund.ceiling, row.planned, row.spent), strict=True)
        if amount is not None and row.fund.ceiling is not None
    ]
    if not rows:
        return ""
    domain = [words.text(f"labels.{kind}") for kind in kinds]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar()
        .encode(
            y=_names_axis(alt, "name"),
            yOffset=alt.YOffset("kind:N", sort=domain),
            x=alt.X("n:Q", title=words.text("labels.million")),
            color=alt.Color(
                "kind:N", sort=domain, scale=alt.Scale(domain=domain, range=[_PALE, _GOLD, _NAVY])
            ),
        )
        .properties(width=width, height={"step": 15})
    )
    return _svg(chart, title=words.text("summary.money"))


def _elements(year: YearReport, words: Words, width: int) -> str:
    pairs = [
        (element_name(row.number, words.lang), row.before, row.after)
        for row in year.satisfaction.elements
    ]
    names = (words.text("labels.element"), words.text("labels.scale"))
    return _dumbbell(pairs, words=words, names=names, ends=(1, 4), width=width)


def _dimensions(year: YearReport, words: Words, width: int) -> str:
    pairs = [
        (dimension_name(place, words.lang), before, after)
        for place, (before, after) in enumerate(year.motivation.dimensions)
    ]
    names = (words.text("labels.dimension"), words.text("labels.index"))
    return _dumbbell(pairs, words=words, names=names, ends=(0, 100), width=width)


def _dumbbell(
    pairs: Sequence[tuple[str, Decimal | None, Decimal | None]],
    *,
    words: Words,
    names: tuple[str, str],
    ends: tuple[int, int],
    width: int,
) -> str:
    """Draw before and after of each row as two points joined by a line.

    `names` are those of the chart and of its axis, `ends` those of the scale.
    """
    alt = _altair()
    title, axis = names
    waves = [words.text("labels.before"), words.text("labels.after")]
    points = [
        {"name": _wrap(name), "wave": wave, "n": float(value)}
        for name, *values in pairs
        for wave, value in zip(waves, values, strict=True)
        if value is not None
    ]
    if not points:
        return ""
    lines = [
        {"name": _wrap(name), "n": float(before), "m": float(after)}
        for name, before, after in pairs
        if before is not None and after is not None
    ]
    y = _names_axis(alt, "name", grid=True)
    comma = "replace(datum.label, '.', ',')" if words.lang == "id" else "datum.label"
    x = alt.X(
        "n:Q",
        title=axis,
        scale=alt.Scale(domain=_reach(points, ends), nice=False),
        axis=alt.Axis(tickCount=5, labelExpr=comma),
    )
    joined = (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(color=_PALE, strokeWidth=5)
        .encode(y=y, x=x, x2="m:Q")
    )
    dots = (
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, size=95, opacity=1)
        .encode(
            y=y,
            x=x,
            color=alt.Color(
                "wave:N", sort=waves, scale=alt.Scale(domain=waves, range=[_GOLD, _NAVY])
            ),
            shape=alt.Shape(
                "wave:N", sort=waves, scale=alt.Scale(domain=waves, range=["diamond", "circle"])
            ),
        )
    )
    chart = (joined + dots) if lines else dots
    return _svg(chart.properties(width=width, height={"step": 26}), title=title)


def _reach(points: Rows, ends: tuple[int, int]) -> tuple[int, int]:
    """Cut an empty lower half of a scale; the upper end stays."""
    low, high = ends
    middle = low + (high - low) // 2
    return (middle, high) if all(float(str(row["n"])) > middle for row in points) else ends


def _names_axis(alt: Any, field: str, *, grid: bool = False) -> Any:  # noqa: ANN401 - Altair is an optional library
    """Make the axis of names, which may stand on several lines, in the order of the rows."""
    lines = alt.Axis(
        grid=grid,
        labelExpr="split(datum.label, '\\n')",
        labelLineHeight=12,
        labelOffset={
            "condition": {"test": "indexof(datum.value, '\\n') > 0", "value": -6},
            "value": 0,
        },
    )
    return alt.Y(f"{field}:N", sort=None, title=None, axis=lines)


def _wrap(name: str) -> str:
    return "\n".join(wrap(name, _LINE))


def _count_axis(alt: Any) -> Any:  # noqa: ANN401 - Altair is an optional library
    return alt.Axis(format="d", tickMinStep=1, tickCount=6)


def _altair() -> Any:  # noqa: ANN401 - an optional library
    return require("altair", extra="reports", feature="chart")


def _svg(chart: Any, *, title: str) -> str:  # noqa: ANN401 - a chart of an optional library
    """Turn a chart into SVG that may stand in a page: own ids, a name for screen readers."""
    convert = require("vl_convert", extra="reports", feature="chart")
    svg = str(
        convert.vegalite_to_svg(
            chart.configure(**_CONFIG).to_dict(context={"pre_transform": False})
        )
    )
    prefix = "g" + "".join(
        letter for letter in title.lower() if letter.isalnum() and letter.isascii()
    )
    seen: dict[str, str] = {}

    def rename(found: re.Match[str]) -> str:
        return seen.setdefault(found.group(), f"{prefix}{len(seen) + 1}")

    svg = _ID.sub(rename, svg)
    return svg.replace(
        "<svg ", f'<svg role="img" focusable="false" aria-label="{escape(title)}" ', 1
    )


CHARTS: Mapping[str, Callable[[YearReport, Words, int], str]] = {
    "predicates": _predicates,
    "competencies": _competencies,
    "funds": _funds,
    "elements": _elements,
    "dimensions": _dimensions,
}
"""The charts by name."""

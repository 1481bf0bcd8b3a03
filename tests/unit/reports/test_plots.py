"""Charts are drawn, named, and may stand in one page."""

import re
from xml.etree import ElementTree as ET

import pytest

from asn_kinerja.reports.plots import CHARTS, NARROW, draw_charts
from asn_kinerja.reports.wording import Words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def words():
    """Bahasa Indonesia."""
    return Words("id")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_marks_and_a_name(year, words, name):
    """A chart is SVG with marks, and tells a screen reader what it is."""
    svg = draw_charts(year, words=words, names=[name])[name]
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    assert root.get("role") == "img"
    assert root.get("aria-label")
    marks = [g for g in root.iter(f"{SVG}g") if "mark-" in g.get("class", "")]
    shapes = [path for g in marks for path in g.iter(f"{SVG}path")]
    assert len(shapes) > 3


def test_ids_of_two_charts_do_not_meet(year, words):
    """Charts of one page share no id."""
    found = [
        set(re.findall(r'\bid="([^"]+)"', svg)) for svg in draw_charts(year, words=words).values()
    ]
    assert sum(map(len, found)) == len(set().union(*found))


def test_drawing_again_gives_the_same_bytes(year, words):
    """The same year gives the same picture in the same process."""
    assert draw_charts(year, words=words) == draw_charts(year, words=words)


def test_a_narrow_chart_is_narrower(year, words):
    """The wall has three charts side by side."""
    wide, narrow = (
        draw_charts(year, words=words, names=["elements"], **width)["elements"]
        for width in ({}, {"width": NARROW})
    )
    width = re.compile(r'width="(\d+)')
    assert int(width.search(narrow)[1]) < int(width.search(wide)[1])


def test_nothing_to_draw_is_no_chart(empty, words):
    """Without numbers there is no picture."""
    assert set(draw_charts(empty, words=words).values()) == {""}

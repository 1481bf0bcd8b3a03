"""The report stands alone, names its limits, and gives the same bytes for the same year."""

import re
from html.parser import HTMLParser

import attrs
import pytest

from asn_kinerja.errors import MissingExtra
from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.records.people import Employee
from asn_kinerja.records.periods import Period
from asn_kinerja.records.training import GuidanceKind, GuidanceProvider
from asn_kinerja.reports.html import render_board, render_report
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year

PAGES = [render_report, render_board]
VOID = {"meta", "link", "input", "br", "hr", "img"}


class _Outline(HTMLParser):
    """Checks that tags nest, and collects ids, anchors and attributes that load something."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.anchors, self.loads, self.wrong = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.anchors.append(found["href"])
        self.loads += [
            v for k, v in attributes if k in {"src", "srcset", "action", "data", "poster"}
        ]
        self.loads += [found["href"]] if tag == "link" else []

    def handle_startendtag(self, _tag, attributes):
        if "id" in dict(attributes):
            self.ids.append(dict(attributes)["id"])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))


def _outline(page):
    outline = _Outline()
    outline.feed(page)
    return outline


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("render", PAGES)
def test_pages_are_well_formed(page, render, lang):
    """Tags nest, ids are unique, and each anchor has its target."""
    outline = _outline(page(render, lang))
    assert outline.open == []
    assert outline.wrong == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert {anchor.removeprefix("#") for anchor in outline.anchors} <= set(outline.ids)


@pytest.mark.parametrize("render", PAGES)
def test_pages_fetch_nothing(page, render):
    """No address of another host stands in a page, but the names of XML vocabularies."""
    text = page(render)
    outline = _outline(text)
    assert set(outline.loads) <= {"data:,"}
    hosts = set(re.findall(r"(?:https?:)?//([\w.-]+\.[a-z]{2,})", text))
    assert hosts <= {"www.w3.org"}
    assert not re.findall(r"@import|url\((?!#)", text)


@pytest.mark.parametrize("render", PAGES)
def test_the_same_year_gives_the_same_bytes(records, programme, page, render):
    """No clock and no chance: records in another order give the same page."""
    turned = {kind: list(reversed(found)) for kind, found in records.items()}
    assert render(build_year(turned, programme=programme)) == page(render)


def test_the_report_is_marked(page):
    """The report says that it is restricted, and that the people are synthetic."""
    text = page(render_report)
    assert "TERBATAS" in text
    assert "DATA SINTETIS" in text
    assert 'lang="id"' in text


@pytest.mark.parametrize("render", PAGES)
def test_real_data_are_not_called_synthetic(records, programme, render):
    """Where the programme is real, no page speaks of synthetic data."""
    real = attrs.evolve(programme, synthetic=False)
    page = render(build_year(records, programme=real))
    assert "SINTETIS" not in page


def test_the_first_page_holds_what_a_camat_asks(page):
    """Letterhead, predicates, money, satisfaction, recommendations and who signs come first."""
    text = page(render_report)
    first = text[text.index('id="ringkasan"') : text.index('id="siklus"')]
    assert "Kecamatan Contoh" in text[: text.index('id="ringkasan"')]
    for told in (
        "Istimewa", "Bimbingan kinerja", "Konseling kinerja", "60,0%", "12.500.000", "36,0%",
        "(n = 64)", "Ringkas syarat tiap layanan", "Sekretaris Camat", "31 Mar 2026",
        "Camat Contoh", "197501011999032001",
    ):  # fmt: skip
        assert told in first, told
    assert first.count("<tr><td data-label=") == 5


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("render", PAGES)
def test_counselling_of_a_person_appears_nowhere(page, render, lang):
    """Neither page holds a record of counselling, only a number."""
    text = page(render, lang)
    assert "rahasia-11" not in text
    assert "weak_behaviour" not in text
    assert "Perilaku kerja di bawah" not in text


def test_names_and_reasons_are_escaped(records, programme):
    """What a person or an appraiser wrote is text, never markup."""
    hostile = attrs.evolve(records[Employee][5], name='<script>alert("x")</script> & "Co"')
    records[Employee][5] = hostile
    page = render_report(build_year(records, programme=programme))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "Memimpin &lt;b&gt;posko&lt;/b&gt; banjir" in page
    assert "<script>alert" not in render_board(build_year(records, programme=programme))


def test_each_person_has_an_explanation_with_article(year, page):
    """Beside each predicate stands how it came about, with its article."""
    text = page(render_report)
    people = text[text.index("data-people") : text.index('id="terlambat"')]
    assert people.count("<details>") == len(year.people)
    assert people.count("PermenPANRB 6/2022 hlm. 99") == 2 * year.totals.appraised
    assert "berbeda dari usulan" in people
    assert "belum final" in people
    assert "Cuti di luar tanggungan negara" in people


def test_an_achievement_of_another_year_is_told(records, programme):
    """Where last year's achievement stands in, the explanation says so."""
    records[Appraisal] = [
        attrs.evolve(item, organisation_period=Period("2024")) for item in records[Appraisal]
    ]
    assert "menurut Tahun 2024" in render_report(build_year(records, programme=programme))


def test_mentors_are_listed_and_counsellors_are_not(records, programme):
    """Who can guide stands beside those who need it; counselling stays between two people."""
    records[GuidanceProvider] = [
        GuidanceProvider(id=kind, name=f"Ibu {kind}", kind=kind, field="layanan", load=3)
        for kind in GuidanceKind
    ]
    text = render_report(build_year(records, programme=programme))
    assert "Ibu mentor (layanan); paling banyak 3 orang" in text
    assert "Ibu ahli" in text
    assert "Ibu konselor" not in text


def test_headings_that_sort_are_buttons(page):
    """Columns sort by a button in the heading that says how they are sorted."""
    text = page(render_report)
    people = text[text.index("data-people") : text.index("</thead>", text.index("data-people"))]
    assert people.count('aria-sort="none"') == people.count("<button") == 6


def test_doubts_stand_on_the_face(page):
    """The report lists contradictions and unconfirmed values that touched a result."""
    text = page(render_report)
    doubts = text[text.index('id="catatan"') : text.index('id="metode"')]
    assert "formulir_3" in doubts
    assert "batas" in doubts


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("render", PAGES)
def test_an_empty_year_can_be_rendered(empty, render, lang):
    """A year without records gives a page."""
    assert "</html>" in render(empty, lang=lang)


def test_a_missing_library_is_named(year, monkeypatch):
    """Without Altair the report says which command brings it."""
    monkeypatch.setitem(__import__("sys").modules, "altair", None)
    with pytest.raises(MissingExtra, match=r"asn_kinerja\[reports\]"):
        render_report(year)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_year_without_records_shows_no_empty_tables(empty, lang):
    """Where nothing was surveyed, planned or found, the report says so instead of dashes."""
    page = render_report(empty, lang=lang)
    words = Words(lang)
    assert words.text("summary.lowest") not in page
    assert words.text("plan.state_usulan") not in page
    first = page.partition('id="siklus"')[0]
    assert 'class="figures elements"' not in first
    assert first.count(f"<p>{words.text('document.none')}</p>") == 2

"""`laporan.html`, `papan.html` and `rencana.html` as people see, use and print them."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ["laporan.html", "papan.html", "rencana/rencana.html"]
WIDTHS = [1280, 390]
ROWS = "table[data-people] tbody"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = """() => {
  const channel = (value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1])
    + 0.0722 * channel(rgb[2]);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  for (const element of document.querySelectorAll("body *:not(svg, svg *, script)")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window(visit, name, width, lang):
    """No error, no foreign request (see `visit`), and no horizontal scroll."""
    page = visit(name, width=width, lang=lang)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("name", "charts"), [("laporan.html", 5), ("papan.html", 2)])
def test_charts_are_drawn(visit, name, charts, width):
    """Each chart is visible, inside the window, and holds marks."""
    page = visit(name, width=width)
    drawn = page.locator(".chart svg")
    assert drawn.count() == charts
    for number in range(charts):
        chart = drawn.nth(number)
        box = chart.bounding_box()
        assert box["width"] > 200
        assert box["x"] + box["width"] <= width
        assert chart.locator("[aria-roledescription='bar'], .mark-symbol path").count() > 3


@pytest.mark.parametrize("name", PAGES)
def test_text_stands_out(visit, name):
    """Every text has at least 4.5 to 1 of contrast with what is behind it (WCAG AA)."""
    assert visit(name, width=1280).evaluate(CONTRAST) == []


def _names(page):
    return page.locator(f"{ROWS}:not([hidden]) .who").all_inner_texts()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_sorts_by_click_and_by_key(visit, width):
    """A click sorts up, a key on the same button down; the heading says so."""
    page = visit("laporan.html", width=width)
    before = _names(page)
    heading = page.locator("table[data-people] th[aria-sort]").first
    button = heading.locator("button")
    button.click()
    up = _names(page)
    assert heading.get_attribute("aria-sort") == "ascending"
    assert sorted(up) == sorted(before)
    assert up != before
    assert up == sorted(up, key=str.casefold)
    button.focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    assert _names(page) == up[::-1]


def test_predicates_sort_in_the_order_of_the_law(visit):
    """Sorted by predicate, the best come first and those without one last."""
    page = visit("laporan.html", width=1280)
    page.get_by_role("button", name="Predikat", exact=True).click()
    found = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.predicate)")
    order = ["sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang", "-"]
    assert [order.index(word) for word in found] == sorted(order.index(word) for word in found)
    assert len(set(found)) > 2


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_filters(visit, width):
    """Text, unit and predicate narrow the table together, and the count says how far."""
    page = visit("laporan.html", width=width)
    everybody = _names(page)
    form = page.locator("form[data-filters]")
    form.locator("[name=predicate]").select_option("sangat_baik")
    best = _names(page)
    assert 0 < len(best) < len(everybody)
    unit = form.locator("[name=unit] option").nth(1).inner_text()
    form.locator("[name=unit]").select_option(unit)
    here = _names(page)
    assert set(here) < set(best)
    form.locator("[name=text]").fill(here[0].upper()[:8])
    assert here[0] in _names(page)
    assert str(len(everybody)) in form.locator("output").inner_text()
    form.locator("[name=text]").fill("tidak ada orang seperti ini")
    assert _names(page) == []
    form.locator("button[type=reset]").click()
    expect(page.locator(f"{ROWS}:not([hidden])")).to_have_count(len(everybody))
    assert _names(page) == everybody


def test_an_explanation_opens(visit):
    """Behind a predicate stands its article."""
    page = visit("laporan.html", width=390)
    details = page.locator(f"{ROWS} details").first
    assert not details.locator(".reasons").is_visible()
    details.locator("summary").click()
    assert "PermenPANRB 6/2022 hlm. 99" in details.inner_text()
    page.locator("[data-open]").click()
    assert page.locator(f"{ROWS} details:not([open])").count() == 0


def _print(page, path):
    page.pdf(path=str(path), prefer_css_page_size=True, print_background=True)
    return path.read_bytes()


def _pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_report_prints(visit, tmp_path):
    """On A4 the first page holds all that is asked of it; what is only for screens is gone."""
    page = visit("laporan.html", width=1280)
    pdf = _print(page, tmp_path / "laporan.pdf")
    assert 10 <= _pages(pdf) <= 30
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf
    if reader := shutil.which("pdftotext"):
        command = [reader, "-layout", str(tmp_path / "laporan.pdf"), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        first, second = text.split("\f")[:2]
        signatory = page.locator(".signature .name").inner_text()
        assert "TERBATAS" in first
        assert "Ringkasan" in first
        assert signatory in first
        assert "Siklus setahun" in second
        assert "Cari nama" not in text
        assert text.count("TERBATAS") >= _pages(pdf)


def test_the_board_prints_on_one_sheet(visit, tmp_path):
    """The wall gets one sheet of A3, lying."""
    pdf = _print(visit("papan.html", width=1280), tmp_path / "papan.pdf")
    assert _pages(pdf) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert float(box[1]) > float(box[2]) > 800


def test_without_scripts_the_report_is_whole(browser, documents):
    """Without scripts everybody is listed; filters that would do nothing are not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((documents["id"] / "laporan.html").as_uri())
    assert page.locator(f"{ROWS} .who").count() > 90
    assert not page.locator("form[data-filters]").is_visible()
    context.close()

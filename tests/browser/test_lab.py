"""The policy lab as people use it: change, see, ask why, save, open again; nothing from outside."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
import pytest

from asn_kinerja import open_workspace
from asn_kinerja.comparison.compare import compare

pytestmark = pytest.mark.browser

POLICY = "pp_30_2019.nilai_kinerja"
PEOPLE = 400
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SAVE = {"id": "Simpan usulan", "en": "Save variant"}
OPEN = {"id": "Buka usulan", "en": "Open variant"}
SHOTS = None  # a folder, to look at what people see


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the lab runs, with a file of four hundred people in four units."""
    made = tmp_path_factory.mktemp("lab")
    pl.DataFrame(
        {
            "id": [f"P{n:03}" for n in range(PEOPLE)],
            "unit": [f"unit {n % 4}" for n in range(PEOPLE)],
            "nilai_skp": [float(40 + n * 7 % 81) for n in range(PEOPLE)],
            "nilai_perilaku": [float(40 + n * 11 % 81) for n in range(PEOPLE)],
            "penilaian_360": [False] * PEOPLE,
            "ide_baru": [n % 7 == 0 for n in range(PEOPLE)],
        }
    ).write_parquet(made / "pegawai.parquet")
    pl.DataFrame({"id": ["a"], "nilai_skpp": [1.0]}).write_csv(made / "kurang.csv")
    return made


@pytest.fixture(scope="module")
def address(folder):
    """The address of a lab that runs in the folder."""
    command = [sys.executable, "-m", "asn_kinerja", "lab", "pegawai.parquet", "--policy", POLICY]
    with subprocess.Popen(
        [*command, "--no-browser"], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as running:
        running.stdout.readline()
        yield running.stdout.readline().strip()
        running.terminate()


@pytest.fixture
def visit(browser, address):
    """Open the lab at a width; afterwards nothing may have gone wrong or been fetched."""
    contexts, faults = [], []
    own = f"http://{urlsplit(address).netloc}/"

    def decide(route):
        if route.request.url.startswith((own, "data:", "blob:")):
            route.continue_()
        else:
            faults.append(route.request.url)
            route.abort()

    def open_page(*, width=1280, lang="id"):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.set_default_timeout(120_000)
        context.route("**/*", decide)
        page = context.new_page()
        page.on("console", lambda said: said.type == "error" and faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("websocket", lambda one: one.url[2:].startswith(own[4:]) or faults.append(one.url))
        page.goto(f"{address}&lang={lang}")
        page.wait_for_selector("#hasil .lab-matrix", timeout=120_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _turn(page, name, value):
    field = page.locator(f'[data-place="parameters.{name}"] input')
    field.fill(value)
    field.press("Enter")


def _matrix(page):
    """Read the matrix of the page as whole numbers, without its totals."""
    rows = page.locator(".lab-matrix tbody tr")
    return [
        [
            int(text.replace(".", "").replace(",", ""))
            for text in row.locator("td").all_inner_texts()
        ]
        for row in rows.all()
    ]


def _ask_the_question(page):
    """Let behaviour count 40 % instead of 30 %, and Baik begin at 85."""
    _turn(page, "bobot_perilaku", "0,4")
    page.wait_for_selector("#hasil .lab-alert")  # the weights do not sum to one yet
    _turn(page, "bobot_skp", "0,6")
    page.wait_for_selector("#hasil .lab-alert", state="detached")
    _turn(page, "batas_baik", "85")
    page.wait_for_function("document.querySelectorAll('#hasil table')[0].rows.length === 4")


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_its_window_in_both_languages(visit, width, lang):
    """No error, no foreign request (see `visit`), no horizontal scroll, and the right language."""
    page = visit(width=width, lang=lang)
    _ask_the_question(page)
    page.locator(".lab-people button").first.click()
    page.wait_for_selector(".lab-person")
    assert page.evaluate(OVERFLOW) <= 0
    for part in page.locator("section, header").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").inner_text() == {
        "id": "Laboratorium kebijakan", "en": "Policy lab",
    }[lang]  # fmt: skip
    if SHOTS:
        page.set_viewport_size({"width": width, "height": 3600})
        page.screenshot(path=Path(SHOTS) / f"lab-{lang}-{width}.png")


def test_a_question_is_answered_saved_and_opened_again(visit, folder):
    """The page, the saved file and the library give one matrix; so does the page, opened anew."""
    page = visit()
    still = _matrix(page)
    assert sum(still[n][n] for n in range(5)) == still[-1][-1] == PEOPLE
    _ask_the_question(page)
    moved = _matrix(page)
    assert moved != still
    page.get_by_role("button", name=SAVE["id"]).click()
    page.wait_for_selector("[role=status]")
    with open_workspace() as workspace:
        policies = [workspace.policies.get(POLICY), workspace.load_policy(folder / "usulan.toml")]
        alone = compare(pl.read_parquet(folder / "pegawai.parquet"), policies).matrix()
    words = [word for word in alone.rows if word != "tanpa_hasil"]
    expected = [[alone.cell(row, column) for column in words] for row in words]
    assert [row[:-1] for row in moved[:-1]] == expected
    again = visit(lang="en")
    again.get_by_label("File of a variant").fill("usulan.toml")
    again.get_by_label("File of a variant").press("Enter")
    again.get_by_role("button", name=OPEN["en"]).click()
    again.wait_for_function("document.querySelectorAll('#hasil table')[0].rows.length === 4")
    assert _matrix(again) == moved
    field = again.locator('[data-place="parameters.bobot_perilaku"] input')
    assert field.input_value() == "0.4"


def test_a_change_of_language_keeps_what_was_typed(visit):
    """The other language shows the same edits and the same numbers, not yet saved."""
    page = visit()
    _ask_the_question(page)
    moved = _matrix(page)
    page.locator(".lab-tongue").click()
    page.wait_for_function("document.querySelector('h1')?.innerText === 'Policy lab'")
    page.wait_for_selector("#hasil .lab-matrix")
    assert _matrix(page) == moved
    field = page.locator('[data-place="parameters.bobot_perilaku"] input')
    assert field.input_value() == "0.4"


def test_a_person_is_opened_with_both_explanations(visit):
    """By the keyboard alone: what moves the result, then base and variant side by side."""
    page = visit()
    _ask_the_question(page)
    page.wait_for_timeout(1_000)  # the list comes after the matrix
    button = page.locator(".lab-people button").first
    name = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lab-person")
    told = page.locator(".lab-person")
    assert name in told.locator("h3").inner_text()
    assert "0,7 → 0,6" in told.locator("li").first.inner_text()
    sides = told.locator(".lab-sides section").all_inner_texts()
    assert len(sides) == 2
    assert "bobot SKP tanpa penilaian 360: 0,7" in sides[0]
    assert "bobot SKP tanpa penilaian 360: 0,6" in sides[1]
    assert "belum dikonfirmasi" in sides[1]


def test_a_broken_change_keeps_the_last_numbers_under_a_warning(visit):
    """A sum of weights, a cut-off out of order and an empty field are told; no number changes."""
    page = visit()
    _ask_the_question(page)
    good = _matrix(page)
    for name, value, told in (
        ("bobot_skp", "0,7", "jumlah bobot adalah 1.1"),
        ("bobot_skp", "", "wajib"),
        ("bobot_skp", "banyak", "banyak"),
    ):
        _turn(page, name, value)
        page.wait_for_function(
            "told => document.querySelector('#hasil .lab-alert')?.innerText.includes(told)",
            arg=told,
        )
        assert _matrix(page) == good
        assert page.locator(".lab-held").count() == 1
        assert page.get_by_role("button", name=SAVE["id"]).is_disabled()
    _turn(page, "bobot_skp", "0,6")
    page.wait_for_selector("#hasil .lab-alert", state="detached")
    _turn(page, "batas_baik", "60")
    page.wait_for_selector("#hasil .lab-alert")
    assert _matrix(page) == good


def test_a_file_without_a_needed_column_is_told_and_the_people_stay(visit):
    """The column is named, with the one that may be meant."""
    page = visit()
    field = page.get_by_label("Berkas pegawai")
    field.fill("kurang.csv")
    field.press("Enter")
    page.get_by_role("button", name="Pakai berkas").click()
    page.wait_for_selector(".lab-alert")
    told = page.locator(".lab-alert").inner_text()
    assert "nilai_skpp" in told
    assert "ide_baru" in told
    assert _matrix(page)[-1][-1] == PEOPLE


def test_the_cells_of_a_matrix_are_a_table_of_choices(visit):
    """Made people, another policy: one cell of the quadrants is read as form 3 reads it."""
    page = visit()
    page.get_by_role("button", name="Buat pegawai").click()
    page.wait_for_function("document.querySelector('.lab-now').innerText.includes('10.000')")
    page.get_by_label("Kebijakan dasar").select_option("permenpanrb_6_2022.predikat")
    cell = "steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi"
    choice = page.locator(f'[data-place="{cell}"] select')
    choice.wait_for()
    choice.select_option("Butuh Perbaikan")
    page.wait_for_function(
        "document.querySelector('.lab-tile.up b') && "
        "document.querySelector('.lab-tile.up b').innerText !== '0'"
    )
    assert _matrix(page)[-1][-1] == 10_000
    choice.select_option(index=0)
    page.wait_for_selector("#hasil .lab-alert")
    assert "Sesuai Ekspektasi x Di Bawah Ekspektasi" in page.locator(".lab-alert").inner_text()


def test_the_report_is_taken_along_in_three_forms(visit, tmp_path):
    """A page, a workbook and a paper, each whole, each with the numbers of the page."""
    page = visit(lang="en")
    _ask_the_question(page)
    moved = _matrix(page)
    page.wait_for_timeout(1_000)  # the buttons come after the matrix
    heads = {"HTML": b"<!doctype html", "XLSX": b"PK", "PDF": b"%PDF"}
    for kind, head in heads.items():
        with page.expect_download(timeout=60_000) as caught:
            page.get_by_role("link", name=f"Download {kind}").press("Enter")
        file = tmp_path / caught.value.suggested_filename
        caught.value.save_as(file)
        assert file.name == f"perbandingan.{kind.lower()}"
        assert file.read_bytes()[: len(head)].lower() == head.lower()
    told = (tmp_path / "perbandingan.html").read_text(encoding="utf-8")
    assert all(f">{number}<" in told for row in moved[1:4] for number in row if number > 9)

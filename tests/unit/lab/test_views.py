"""The parts of the page and the report, without a browser."""

import tomllib
from datetime import date
from importlib.resources import files
from io import BytesIO

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from asn_kinerja import open_workspace
from asn_kinerja.errors import Problem
from asn_kinerja.lab import person_views, views
from asn_kinerja.lab.desk import DEFAULT_POLICY, Desk
from asn_kinerja.lab.form import lay_out
from asn_kinerja.lab.report import make_paper, report_makers
from asn_kinerja.lab.session import LabSession
from asn_kinerja.lab.visits import enter
from asn_kinerja.lab.wording import PageWords
from asn_kinerja.reports.papers.blocks import Table

CELL = "steps.kuadran.cells.sesuai_ekspektasi.di_bawah_ekspektasi"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Three people, of whom one rises, in a unit with an ugly name."""
    file = tmp_path_factory.mktemp("lab") / "p.parquet"
    pl.DataFrame(
        {
            "id": [EVIL, "b", "c"],
            "unit": [EVIL, "lain", EVIL],
            "rating_hasil_kerja": ["sesuai_ekspektasi", "di_atas_ekspektasi", None],
            "rating_perilaku_kerja": ["di_bawah_ekspektasi", "sesuai_ekspektasi", None],
        }
    ).write_parquet(file)
    with open_workspace() as workspace:
        made = LabSession(workspace)
        made.choose_policy(DEFAULT_POLICY)
        made.use_file(file)
        yield made


@pytest.fixture(scope="module")
def result(session):
    """Form 3's reading of one cell."""
    return session.run({CELL: "butuh_perbaikan"}, basis=EVIL, by="unit").result


def test_both_languages_have_the_same_texts():
    """A key of one file is a key of the other, and none is empty."""
    texts = [
        tomllib.loads(files("asn_kinerja.lab").joinpath("texts", f"{lang}.toml").read_text("utf-8"))
        for lang in ("id", "en")
    ]
    assert texts[0].keys() == texts[1].keys()
    assert all(all(one.values()) for one in texts)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_nothing_that_came_from_a_file_is_markup(session, result, lang):
    """Ids, units and the basis are texts in every part of the page."""
    words = PageWords(lang)
    buttons = {str(one.person): "tombol" for one in result.comparison.most_affected}
    parts = [
        views.summary(result, words=words),
        views.differences(result, words=words),
        views.distribution(result.comparison, words=words),
        views.matrix(result.comparison, words=words),
        views.most_moved(result, words=words),
        person_views.affected(result.comparison.most_affected, buttons, words=words),
        person_views.explanations(result.comparison.explain(EVIL), words=words),
        views.problem_list([Problem("unknown_word", EVIL, value=EVIL)], (), words=words),
        lay_out(session.knobs, {knob.place: "isian" for knob in session.knobs}, words=words),
    ]
    assert all(parts)
    assert EVIL not in "".join(parts)
    assert "&lt;script&gt;" in "".join(parts)


def test_the_matrix_shows_who_has_no_result(result):
    """The row and the column of people without a result appear where there are some."""
    text = views.matrix(result.comparison, words=PageWords("id"))
    assert text.count("Tanpa hasil") == 2
    assert 'class="n moves">1<' in text


def test_a_problem_is_told_at_its_knob_once(session):
    """The title of the knob stands for its place; the words of the law are written as such."""
    problem = Problem("required", CELL, cure="sangat_baik, butuh_perbaikan")
    text = views.problem_list([problem, problem], session.knobs, words=PageWords("id"))
    assert text.count("<li>") == 1
    assert "Sesuai Ekspektasi x Di Bawah Ekspektasi" in text
    assert "Sangat Baik, Butuh Perbaikan" in text


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_report_has_the_numbers_of_the_result(session, result, lang):
    """Page, workbook and paper are made only when they are asked for, and hold the matrix."""
    words = PageWords(lang)
    makers = report_makers(result, session.base, words=words, made_on=lambda: date(2026, 1, 2))
    assert makers["perbandingan.html"]().decode().count("<script>alert") == 0
    book = CalamineWorkbook.from_filelike(BytesIO(makers["perbandingan.xlsx"]()))
    assert len(book.sheet_names) >= 3
    assert makers["perbandingan.pdf"]().startswith(b"%PDF")
    paper = make_paper(result, session.base, words=words)
    matrix = next(one for one in paper.blocks if isinstance(one, Table) and one.name == "matrix")
    assert matrix.rows[-1][-1] == "3"
    assert matrix.headings[1] == words.word("sangat_baik")


def test_values_are_written_as_people_write_them():
    """Decimal text by the language, words of the law by their list, nothing as a dash."""
    words = PageWords("id")
    assert [words.value(one) for one in ("0.7", "1/3", "butuh_perbaikan", None, True)] == [
        "0,7", words.value("1/3"), "Butuh Perbaikan", "—", "ya",
    ]  # fmt: skip


def test_a_desk_tells_what_went_wrong_and_stays_usable(tmp_path):
    """A missing file, an unknown policy, and a size that is no number are told; work goes on."""
    (tmp_path / "bukan.toml").write_text("a = 1", encoding="utf-8")
    desk = Desk.of({"lang": "id", "folder": str(tmp_path), "file": "hilang.csv", "policy": "x.y"})
    assert {one.code for one in desk.problems} == {"case_file", "not_found"}
    assert "hilang.csv" in desk.choices(people=["", ""], policy=["", "", ""])
    assert "Belum ada hasil" in desk.outcome(desk.run({}, basis="", by=""))
    desk.choose(DEFAULT_POLICY)
    desk.make("banyak", seed="1", profile="marelan")
    assert [one.code for one in desk.problems] == ["number_expected"]
    desk.make("1.000", seed="1", profile="marelan")
    assert desk.problems == ()
    shown = desk.run({}, basis="", by=desk.groupings[desk.grouping])
    assert "1.000" in desk.outcome(shown)
    assert desk.explained(shown, buttons={}, field="", person="tidak ada").count("lab-alert") == 1
    assert "lab-alert" in desk.save("usulan.txt")
    assert str(tmp_path / "usulan.toml") in desk.save("usulan.toml")
    assert next(iter(desk.policies)) == "usulan.toml"
    assert desk.open("usulan.toml") > 0
    assert desk.problems == ()


def test_a_visit_goes_on_in_the_other_language(tmp_path):
    """People, policy, edits, broken ones too, basis and column stay; numbers are written anew."""
    visits = {}
    settings = {"folder": str(tmp_path), "policy": "pp_30_2019.nilai_kinerja", "visits": visits}
    desk = enter({**settings, "lang": "id"})
    desk.make("100", seed="2", profile="marelan")
    typed = {"parameters.bobot_skp": "0,6", "parameters.batas_baik": "banyak"}
    desk.run(
        {knob.place: desk.value(knob) for knob in desk.session.knobs} | typed, basis="R", by=""
    )
    assert f"?lang=en&amp;visit={desk.visit}" in desk.header()
    again = enter({**settings, "lang": "en", "visit": desk.visit})
    values = {knob.place: again.value(knob) for knob in again.session.knobs}
    assert values["parameters.bobot_skp"] == "0.6"
    assert values["parameters.batas_baik"] == "banyak"
    assert values["parameters.bobot_perilaku"] == "0.3"
    assert (again.session.people.size, again.basis, again.grouping) == (100, "R", None)
    assert (again.words.lang, again.session.lang, desk.session.lang) == ("en", "en", "id")
    again.choose(DEFAULT_POLICY)
    cell = next(knob for knob in again.session.knobs if knob.place == CELL)
    assert again.chosen(cell) == again.words.word(cell.value)
    again.run({CELL: None}, basis="", by="")
    assert again.chosen(cell) is None
    assert again.typed == {CELL: None}
    assert enter({**settings, "lang": "en", "visit": "lain"}).typed == {}


def test_other_people_keep_what_was_typed(tmp_path):
    """Making people again, or a policy that is refused, leaves edits; another policy drops them."""
    desk = Desk.of({"folder": str(tmp_path), "policy": "pp_30_2019.nilai_kinerja"})
    knob = next(one for one in desk.session.knobs if one.path[-1] == "bobot_skp")
    desk.run({knob.place: "0,6"}, basis="", by="unit")
    desk.make("50", seed="2", profile="marelan")
    desk.choose("tidak.ada")
    assert desk.value(knob) == "0,6"
    desk.choose("pp_30_2019.nilai_kinerja")
    assert desk.value(knob) == "0,7"


def test_only_the_last_visits_are_kept():
    """Work of visits long ago goes, so that no pages pile up."""
    visits = {}
    first, *_ = [enter({"lang": "id", "visits": visits}).visit for _ in range(6)]
    assert len(visits) < 6
    assert first not in visits

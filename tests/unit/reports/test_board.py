"""The wall shows totals and winners, and nothing by which somebody could be recognised."""

import attrs
import pytest

from asn_kinerja.records.appraisals import Appraisal
from asn_kinerja.reports.board import make_board
from asn_kinerja.reports.html import render_board
from asn_kinerja.reports.wording import Words
from asn_kinerja.reports.year import build_year

MARK = "\N{ASTERISK OPERATOR}"


@pytest.fixture
def board(year):
    """The board of the small office."""
    return make_board(year, words=Words("id"))


def test_only_winners_are_named(year, page):
    """Of all employees the board names the winners alone, and no NIP."""
    text = page(render_board)
    named = {row.employee.name for row in year.people if row.employee.name in text}
    assert named == {"Fadli Tanjungan"}
    assert not [row.employee.nip.digits for row in year.people if str(row.employee.nip) in text]


def test_small_predicates_are_withheld(board):
    """Two, one and none are withheld; eleven stays."""
    assert [cell.value for cell in board.predicates] == [MARK, "11", *[MARK] * 5]
    assert board.withheld


def test_predicates_count_everybody_once(year, board):
    """The cells add up to everybody, so the total gives nothing away that they do not."""
    assert board.people == str(len(year.people))


def test_counselling_follows_withheld_predicates(records, programme):
    """Guidance and counselling are sums of predicates, so they are withheld beside them."""
    year = build_year(records, programme=programme)
    totals = attrs.evolve(year.need_totals, guidance=9, counselling=8)
    board = make_board(attrs.evolve(year, need_totals=totals), words=Words("id"))
    assert [cell.value for cell in board.needs] == [MARK, MARK, "6"]


def test_with_a_small_limit_everything_is_shown(records, programme):
    """An office that withholds nothing shows its numbers."""
    open_office = attrs.evolve(programme, smallest_group=1)
    records[Appraisal] = [item for item in records[Appraisal] if item.predicate]
    board = make_board(build_year(records, programme=open_office), words=Words("id"))
    assert [cell.value for cell in board.predicates][:3] == ["2", "11", "2"]


def test_a_unit_with_few_respondents_shows_no_index(board):
    """Four respondents are too few; the unit beside it is withheld too, or subtraction tells."""
    assert [(row.name, row.after) for row in board.satisfaction] == [
        ("Kelurahan Dua", MARK),
        ("Kelurahan Satu", MARK),
        ("Seluruh unit", "82,22"),
    ]


def test_an_empty_year_has_a_board(empty):
    """Nothing on record gives a board that says so."""
    assert "Tidak ada." in render_board(empty)


def test_the_board_says_what_is_withheld(page):
    """The mark is explained on the board."""
    assert "kelompok di bawah 5 orang" in page(render_board)
    assert "groups under 5 people" in page(render_board, "en")

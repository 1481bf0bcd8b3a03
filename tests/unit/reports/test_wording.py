"""Words, numbers and dates follow the habits of their language."""

import string
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import LANGUAGES, InvalidInput
from asn_kinerja.legal.terms import (
    BehaviourRating,
    EmploymentStatus,
    OrganisationPredicate,
    PredikatKinerja,
    ResultRating,
)
from asn_kinerja.legal.wording import Wording
from asn_kinerja.records.periods import Period
from asn_kinerja.reports.wording import Words, say


@pytest.fixture
def words():
    """Bahasa Indonesia."""
    return Words("id")


def _leaves(table, path=()):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), value if isinstance(value, list) else [value]


def _blanks(texts):
    return sorted(name for t in texts for _, name, _, _ in string.Formatter().parse(t) if name)


def test_both_languages_have_the_same_texts():
    """Each text stands in both files, with the same blanks."""
    indonesian, english = (dict(_leaves(Words(lang).texts)) for lang in LANGUAGES)
    assert indonesian.keys() == english.keys()
    for key, texts in indonesian.items():
        assert _blanks(texts) == _blanks(english[key]), key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "terms",
    [PredikatKinerja, OrganisationPredicate, ResultRating, BehaviourRating, EmploymentStatus],
)
def test_every_word_of_the_law_is_written(lang, terms):
    """Each member of a list that reports show has its words."""
    words = Words(lang)
    assert all(words.word(member).strip() for member in terms)


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (Decimal("82.22"), None, "82,22", "82.22"),
        (Decimal("80.00"), None, "80,00", "80.00"),
        (12500, None, "12.500", "12,500"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (Decimal("-2.345"), 2, "-2,35", "-2.35"),
    ],
)
def test_numbers_keep_their_decimals(value, places, indonesian, english):
    """A decimal keeps its scale; what is rounded for display is rounded half up."""
    assert Words("id").number(value, places=places) == indonesian
    assert Words("en").number(value, places=places) == english


def test_money_days_and_periods_are_written_as_offices_do(words):
    """Rupiah with points, months in words, quarters in Roman numbers."""
    assert words.money(12_500_000) == "Rp\N{NO-BREAK SPACE}12.500.000"
    assert words.day(date(2025, 12, 31)) == "31 Desember 2025"
    assert words.short_day(date(2025, 8, 17)) == "17 Agu 2025"
    assert words.period(Period("2025-Q4")) == "Triwulan IV 2025"
    assert words.period(Period("2025")) == "Tahun 2025"
    assert words.period(Period("2025-03")) == "Maret 2025"


def test_changes_bear_their_sign(words):
    """Up, down and unchanged are told apart."""
    assert words.signed(Decimal("2.10")) == "+2,10"
    assert words.signed(Decimal("-0.56")) == "\N{MINUS SIGN}0,56"
    assert words.signed(Decimal("0.00")) == "±0,00"


def test_what_is_missing_is_a_dash(words):
    """A missing number, day or share is no zero."""
    shown = {
        words.show(None), words.word(None), words.money(None), words.day(None),
        words.short_day(None), words.percent(None), words.signed(None),
    }  # fmt: skip
    assert shown == {"—"}


def test_any_value_can_be_shown(words):
    """Texts, numbers, days and periods are written by their kind."""
    shown = [
        words.show(value)
        for value in ("teks", 3, Fraction(1, 4), date(2025, 1, 2), Period("2025"), [1])
    ]
    assert shown == ["teks", "3", "0,25", "2 Januari 2025", "Tahun 2025", "[1]"]


def test_a_sentence_ends_in_one_point(words):
    """A name that ends in a point gives no second one."""
    assert words.text("reasons.appraiser", name="Aminah, S.H.") == ("Pejabat penilai: Aminah, S.H.")


def test_an_unknown_word_only_loses_its_underscores(words):
    """A code without text is shown, not hidden."""
    assert words.rating("sangat_baik") == "Sangat Baik"
    assert words.rating("lain_lagi") == "lain lagi"
    assert words.known("outcomes", "lain_lagi") == "lain lagi"
    assert say({"a": Wording("satu", "one")}, "a", words=words) == "satu"
    assert say({}, "lain_lagi", words=words) == "lain lagi"


def test_an_unknown_language_is_refused():
    """Only two languages are known, and the error names them."""
    with pytest.raises(InvalidInput, match="id, en"):
        Words("fr")

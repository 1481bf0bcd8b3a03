"""Taking in the values of a case, with every problem at once."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction

import numpy as np
import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.inputs import Kind, acceptor

SOURCE = Citation(regulation="pp_1_2020", article="3(1)")
OTHER = Citation(regulation="pp_9_2020", article="9")


class Word(StrEnum):
    """Words that are text."""

    BAIK = "baik"


class Other(Enum):
    """Words that hold text."""

    KURANG = "kurang"


@pytest.fixture
def accept(spec):
    """Takes values for one input of each kind."""
    return acceptor(
        [
            spec("n", low=0, high="10.5", scale=2, citation=SOURCE),
            spec("k", Kind.COUNT),
            spec("w", Kind.WORD, words=("baik", "kurang"), variants=(("bagus", "baik"),)),
            spec("bebas", Kind.WORD),
            spec("f", Kind.FLAG, optional=True, default=False),
            spec("d", Kind.DATE),
            spec(
                "items",
                Kind.ITEMS,
                fields=(
                    spec("x", Kind.NUMBER),
                    spec("s", Kind.WORD, words=("a", "b"), citation=OTHER),
                ),
            ),
        ]
    )


def codes(accept, **given):
    return [(problem.code, problem.place) for problem in accept(given)[1]]


def test_values_come_in_exact_form(accept):
    """Numbers become exact, members become words, ISO text becomes a date."""
    values, problems = accept(
        {
            "n": Decimal("3.20"),
            "k": "4",
            "w": Word.BAIK,
            "d": "2024-02-29",
            "items": [{"x": 1, "s": "a"}, {"x": None}],
        }
    )
    assert not problems
    assert values == {
        "n": Fraction(16, 5),
        "k": 4,
        "w": "baik",
        "bebas": None,
        "f": False,
        "d": date(2024, 2, 29),
        "items": ({"x": 1, "s": "a"}, {"x": None, "s": None}),
    }
    assert type(values["w"]) is str


def test_cells_of_numpy_come_in_as_numbers_and_flags(accept):
    """A whole number and a flag out of a column of numpy are taken as an int and a bool."""
    values, problems = accept({"n": np.int64(3), "k": np.int32(4), "f": np.bool_(1)})
    assert not problems
    assert [values["n"], values["k"]] == [3, 4]
    assert values["f"] is True
    assert codes(accept, k=np.float64(4), f=np.int64(1)) == [
        ("float_refused", "k"),
        ("wrong_type", "f"),
    ]


def test_words_are_members_text_or_declared_variants(accept):
    """A member of any enumeration, its text, or a declared variant stands for a word."""
    assert accept({"w": Other.KURANG})[0]["w"] == "kurang"
    assert accept({"w": "bagus"})[0]["w"] == "baik"
    assert accept({"bebas": "apa saja"})[0]["bebas"] == "apa saja"
    assert codes(accept, w="Baik") == [("unknown_word", "w")]
    assert codes(accept, w=3) == [("wrong_type", "w")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"n": 0.5}, "float_refused"),
        ({"n": "-0.01"}, "out_of_bounds"),
        ({"n": "10.51"}, "out_of_bounds"),
        ({"n": "1.234"}, "too_many_decimals"),
        ({"n": Fraction(1, 3)}, "too_many_decimals"),
        ({"n": "satu"}, "number_expected"),
        ({"n": True}, "number_expected"),
        ({"k": -1}, "out_of_bounds"),
        ({"k": "1.5"}, "too_many_decimals"),
        ({"f": 1}, "wrong_type"),
        ({"f": "ya"}, "wrong_type"),
        ({"d": datetime(2024, 1, 1)}, "wrong_type"),  # noqa: DTZ001 - any moment is refused
        ({"d": "2024-02-30"}, "wrong_type"),
        ({"d": "20240229"}, "wrong_type"),
        ({"items": "abc"}, "wrong_type"),
        ({"items": {"x": 1}}, "wrong_type"),
        ({"items": 3}, "wrong_type"),
    ],
)
def test_a_wrong_value_is_a_problem_of_its_input(accept, given, code):
    """Each kind of wrong value is told at the name of its input."""
    assert codes(accept, **given) == [(code, next(iter(given)))]


def test_a_refusal_names_the_article(accept):
    """A value that the law does not know is refused with the place in the law."""
    (problem,) = accept({"n": 99})[1]
    assert problem.rule == "PP 1/2020 Pasal 3 ayat (1)"
    assert problem.render("id").endswith("[PP 1/2020 Pasal 3 ayat (1)]")
    assert problem.render("en") == (
        "n: 99 is out of bounds. Give a value >= 0, <= 10.5. [PP 1/2020 art. 3(1)]"
    )


def test_a_refused_item_names_the_article_in_either_language(accept):
    """A problem that is moved to the place of its item keeps the article in both languages."""
    (problem,) = accept({"items": [{"x": 1, "s": "c"}]})[1]
    assert [problem.under("id"), problem.under("en")] == ["PP 9/2020 Pasal 9", "PP 9/2020 art. 9"]


def test_all_problems_come_at_once(accept):
    """Problems of inputs, of fields of items and unknown names are found together."""
    found = codes(accept, n=0.5, w="x", nn=1, items=[{"x": 1, "s": "c"}, 5, {"y": 2, "x": "?"}])
    assert found == [
        ("float_refused", "n"),
        ("unknown_word", "w"),
        ("unknown_word", "items[0].s"),
        ("wrong_type", "items[1]"),
        ("number_expected", "items[2].x"),
        ("unknown_key", "items[2].y"),
        ("unknown_key", "nn"),
    ]


def test_an_unknown_name_is_answered_with_the_nearest(accept):
    """A misspelt input is told which one was meant."""
    (problem,) = accept({"itens": []})[1]
    assert problem.cure == "items"


@pytest.mark.parametrize("text", ["2022-W06-1", "20220207", "2022-2-7", "07/02/2022", ""])
def test_a_day_is_written_in_one_way(accept, text):
    """Year, month and day; a day by weeks is as long, and no day here."""
    assert ("wrong_type", "d") in codes(accept, d=text)
    assert accept({"d": "2022-02-07"})[0]["d"] == date(2022, 2, 7)

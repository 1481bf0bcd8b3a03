"""Formulas become the nodes that they say, and nothing else."""

from fractions import Fraction

import attrs
import pytest

from asn_kinerja.scoring.formula import parse_formula
from asn_kinerja.scoring.formula_parts import Names
from asn_kinerja.scoring.formula_text import write_formula
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Case,
    Choose,
    Clip,
    Compare,
    Constant,
    Count,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Max,
    MissingPart,
    Multiply,
    Not,
    Or,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.numbers import RoundingMode

A, B, F, W = Input("a"), Input("b"), Flag("f"), Input("w")
KNOWN = {
    "a": (A, Kind.NUMBER),
    "b": (B, Kind.NUMBER),
    "f": (F, Kind.FLAG),
    "w": (W, Kind.WORD),
}


@pytest.fixture
def names(spec):
    """Two numbers, a flag, a word, and items with a number and a word."""
    items = spec("butir", Kind.ITEMS, fields=(spec("nilai"), spec("jenis", Kind.WORD)))
    return Names(
        find=KNOWN.get, known=tuple(KNOWN), items={"butir": items}, words=frozenset({"baik"})
    )


BY_ZERO = Undetermined("penyebut_nol", None)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("0,7 * a + 0,3 * b",
         Add((Multiply((Fraction(7, 10), A)), Multiply((Fraction(3, 10), B))))),
        ("0.7*a", Multiply((Fraction(7, 10), A))),
        ("70% × a", Multiply((Fraction(7, 10), A))),  # noqa: RUF001 - a sign that people copy
        ("a - b - 1 + 2", Subtract(Add((A, 2)), Add((B, 1)))),
        ("a / b * 2", Ratio(Multiply((A, 2)), B, when_zero=BY_ZERO)),
        ("(a + b) * 2", Multiply((Add((A, B)), 2))),
        ("-a", Subtract(0, A)),
        ("a + b * 2", Add((A, Multiply((B, 2))))),
        ("round(a; 2)", Round(A, 2)),
        ("bulatkan(a; 1; 'half_even')", Round(A, 1, mode=RoundingMode.HALF_EVEN)),
        ("batasi(a; 0; 100)", Clip(A, low=0, high=100)),
        ("maks(a; b; 3)", Max((A, B, 3))),
        ("bagi(a; b; 0)", Ratio(A, B, when_zero=0)),
        ("rata_tertimbang(a: 0,7; b: 0,3)",
         WeightedMean((Weighted(A, Fraction(7, 10)), Weighted(B, Fraction(3, 10))))),
        ("weighted_mean(a: 1; b: 1; 'leave_out')",
         WeightedMean((Weighted(A, 1), Weighted(B, 1)), missing=MissingPart.LEAVE_OUT)),
        ("jika(a >= 90; 'baik'; 'kurang')",
         Choose((Case(when=Compare(A, 90, op=">="), then="baik"),), Constant("kurang"))),
        ("a ≥ 1 dan f atau not f",
         Or((And((Compare(A, 1, op=">="), F)), Not(F)))),
        ("w = 'baik'", Compare(W, "baik")),
        ("w <> 'baik'", Compare(W, "baik", op="!=")),
        ("terisi(a)", Given("a")),
        ("banyaknya(butir; jenis = 'utama')",
         Count(items="butir", where=Compare(Field("jenis"), "utama"))),
        ("sum(butir; nilai; jenis = 'utama')",
         Items("sum", Field("nilai"), items="butir", where=Compare(Field("jenis"), "utama"))),
        ("min(butir; nilai)", Items("min", Field("nilai"), items="butir")),
        ("hasil('pp_1_2020.uji'; 'nilai')", ResultOf("pp_1_2020.uji", "nilai")),
    ],
)  # fmt: skip
def test_a_formula_says_its_node(text, node, names):
    """Signs bind as in school; functions have Indonesian names; decimals a comma or a point."""
    read = parse_formula(text, names)
    assert read.faults == ()
    assert read.node == node


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "formula_operand", 0),
        ("a +", "formula_operand", 3),
        ("a b", "formula_rest", 2),
        ("(a", "formula_bracket", 0),
        ("a)", "formula_bracket", 1),
        ("'baik", "formula_quote", 0),
        ("a $ b", "formula_sign", 2),
        ("1.000,5", "formula_number", 0),
        ("1.250", "ambiguous_number", 0),
        ("9" * 70, "number_too_long", 0),
        ("c", "unknown_name", 0),
        ("baik", "formula_word", 0),
        ("rund(a)", "unknown_function", 0),
        ("round()", "formula_arguments", 0),
        ("round(a; b)", "formula_scale", 9),
        ("round(a; 2; 'kira')", "formula_choice", 12),
        ("min(a)", "formula_arguments", 0),
        ("jika(f; 1)", "formula_arguments", 0),
        ("jika(f; 1; 'dua')", "formula_kind", 11),
        ("not a", "formula_kind", 4),
        ("a + 'b'", "formula_kind", 4),
        ("butir + 1", "formula_kind", 0),
        ("w > 'baik'", "words_without_order", 0),
        ("1 < a < 3", "formula_chained", 6),
        ("weighted_mean(a; b)", "formula_weight", 14),
        ("given(3)", "formula_input", 6),
        ("sum(a; b)", "formula_items", 4),
        ("nilai", "unknown_name", 0),
        ("a" * 5001, "formula_too_long", 0),
        ("+".join(["a"] * 600), "formula_too_long", 1000),
        ("(" * 50 + "a" + ")" * 50, "formula_too_deep", 40),
    ],
)
def test_a_mistake_has_its_place(text, code, at, names):
    """A mistake is named by its code and the character at which it starts."""
    read = parse_formula(text, names)
    assert read.node is None
    assert (read.faults[0].code, read.faults[0].at) == (code, at)


def test_all_unknown_names_are_told_at_once(names):
    """Names that are not known do not hide each other, and each gets the nearest one."""
    faults = parse_formula("aa + bb + w1", names).faults
    assert [(fault.value, fault.cure) for fault in faults] == [
        ("aa", "a"),
        ("bb", "b"),
        ("w1", "w"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "bulatkn(aa * 'x' + bb; 2)",
            [
                ("unknown_function", 0),
                ("unknown_name", 8),
                ("formula_kind", 13),
                ("unknown_name", 19),
            ],
        ),
        (
            "min(a) + max(b; 'x') + w",
            [
                ("formula_arguments", 0),
                ("formula_kind", 16),
                ("formula_kind", 23),
            ],
        ),
        ("1.250 * 1.500", [("ambiguous_number", 0), ("ambiguous_number", 8)]),
        ("jika(a > w; cc; -f)", [("formula_kind", 9), ("unknown_name", 12), ("formula_kind", 17)]),
        (
            "not a and w < 'x' or dd",
            [
                ("formula_kind", 4),
                ("words_without_order", 10),
                ("unknown_name", 21),
            ],
        ),
        ("aa + bulatkan(b; 2", [("unknown_name", 0), ("formula_bracket", 13)]),
    ],
)
def test_all_mistakes_of_a_formula_are_told_at_once(text, told, names):
    """A mistake in what a part means does not hide those behind it; they come in order."""
    faults = parse_formula(text, names).faults
    assert [(fault.code, fault.at) for fault in faults] == told


@pytest.mark.parametrize(
    "text", ["sum(btr; nilai)", "jumlh(butir; nilai)", "jumlh(btr; nilai) * 2"]
)
def test_what_follows_from_a_mistake_is_not_told(text, names):
    """Fields of items whose name is wrong, and what a wrong function gives, are no mistakes."""
    faults = parse_formula(text, names).faults
    assert {fault.code for fault in faults} <= {"unknown_name", "unknown_function"}
    assert "nilai" not in [fault.value for fault in faults]


def test_a_field_is_known_below_its_items_alone(names):
    """After the call over items the fields are gone again."""
    assert parse_formula("sum(butir; nilai) + nilai", names).faults[0].at == 20


def test_nothing_is_evaluated(names):
    """What would be a program elsewhere is an unknown function here."""
    for text in ("__import__('os')", "eval('1')", "a.__class__", "open('x')"):
        assert parse_formula(text, names).node is None


@pytest.mark.parametrize(
    "text",
    [
        "round(0.7 * a + 0.3 * b; 2)",
        "if(a >= 90 and f; 'baik'; w)",
        "weighted_mean(a: 0.7; b: 0.3)",
        "clip(a; 0; 100) / (a + b)",
        "-(a + b) * 2",
        "a - (b - 1)",
        "sum(butir; nilai; jenis == 'utama')",
        "a / (a * b)",
        "a / b / 2",
        "ratio(a; b; 0) * 100",
        "weighted_mean(a: 0.7; b: 0.3; 'leave_out')",
    ],
)
def test_a_written_formula_reads_back(text, names):
    """What a node is written as is read into an equal node."""
    node = parse_formula(text, names).node
    assert parse_formula(write_formula(node), names).node == node


def test_what_a_step_rounds_within_is_written_out():
    """A rounding that bears the name of its step is no step of its own."""
    part = Round(A, 1, key="nilai")
    assert write_formula(Add((part, B), key="nilai")) == "round(a; 1) + b"
    assert write_formula(Add((part, B), key="lain")) == "nilai + b"


def test_what_items_give_in_other_cases_is_written():
    """What no item at all gives, and what a missing one does, is part of the rule."""
    total = Items("sum", Field("nilai"), items="butir", when_empty=5,
                  missing=MissingPart.LEAVE_OUT)  # fmt: skip
    assert write_formula(total) == "sum(butir; nilai; empty: 5; 'leave_out')"


def test_a_fixed_number_that_would_join_the_signs_beside_it_stands_in_brackets():
    """A number below zero, or a third, keeps together."""
    assert write_formula(Subtract(A, Constant(-2))) == "a - (-2)"
    assert write_formula(Multiply((A, Constant(Fraction(1, 3))))) == "a * (1/3)"


def test_an_unknown_name_of_an_item_offers_the_fields_first(names):
    """What the item has comes before what the policy has; former steps are not offered."""
    known = attrs.evolve(names, known=("aa", "base.aa", "ab"))
    (fault,) = parse_formula("sum(butir; kxz)", known).faults
    assert fault.cure == "nilai, jenis, aa, ab"


def test_a_fixed_number_below_zero_is_one_number(names):
    """It is explained as the number that stands in the formula, and no difference from nothing."""
    assert parse_formula("max(a; -1,5)", names).node == Max((A, Constant(Fraction(-3, 2))))
    assert parse_formula("-2 * a - -b", names).node == Subtract(
        Multiply((Constant(-2), A)), Subtract(0, B)
    )

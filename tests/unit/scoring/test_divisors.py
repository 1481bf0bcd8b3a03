"""Divisions by zero are found before any case."""

import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.divisors import check_divisors
from asn_kinerja.scoring.formula import parse_formula
from asn_kinerja.scoring.formula_functions import BY_ZERO
from asn_kinerja.scoring.formula_parts import Names
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Band, Bands, Flag, Input, ParameterValue, Ratio
from asn_kinerja.scoring.possible import anything_declared
from asn_kinerja.scoring.rule import Requirement

NUMBERS = ("a", "b", "c", "d")


@pytest.fixture
def found(policy, spec, parameter):
    """Gives what is told of a formula of numbers, a flag, items and a parameter that is zero."""
    butir = spec("butir", Kind.ITEMS, fields=(spec("x", low=0, high=9), spec("y", low=1, high=9)))
    inputs = (
        spec("a", low=0, high=10),
        spec("b", low=-1, high=10),
        spec("c", low=1, high=10),
        spec("d"),
        spec("f", Kind.FLAG),
        butir,
    )
    known = {name: (Input(name), Kind.NUMBER) for name in NUMBERS}
    known |= {"f": (Flag("f"), Kind.FLAG), "nol": (ParameterValue("nol"), Kind.NUMBER)}
    names = Names(find=known.get, known=tuple(known), items={"butir": butir})

    def node_of(text):
        read = parse_formula(text, names)
        assert read.faults == ()
        return read.node

    def tell(text, *demands):
        rule = policy(
            node=node_of(text),
            inputs=inputs,
            parameters=(parameter("nol", (0, None)),),
            requirements=tuple(
                Requirement(holds=node_of(demand), place="a", asks=demand, citation=Citation())
                for demand in demands
            ),
        )
        problems = check_divisors(rule, anything_declared(rule.program(None)))
        return [(problem.code, problem.value) for problem in problems]

    return tell


@pytest.mark.parametrize("divisor", ["0", "nol", "((a - b) * 0)", "(nol * c)"])
def test_a_divisor_that_is_always_zero_is_told(found, divisor):
    """A constant or a parameter that is zero is told where nothing says what then."""
    assert [code for code, _ in found(f"c / {divisor}")] == ["divisor_zero"]
    assert [code for code, _ in found(f"jika(f; c / {divisor}; 1)")] == ["divisor_zero"]


def test_a_stated_result_serves_a_parameter_but_no_literal(found):
    """A parameter may be zero today where the formula says what then; a literal always is."""
    assert [code for code, _ in found("bagi(c; (a - b) * 0; 1)")] == ["divisor_zero"]
    assert found("bagi(c; nol; 1)") == found("bagi(c; nol * c; 1)") == []


@pytest.mark.parametrize(
    "text",
    [
        "c / a",
        "c / b",
        "c / d",
        "c / (a * c)",
        "c / (b + 1)",
        "jika(a >= 0; c / a; 1)",
        "jika(a > 0; 1; c / a)",
        "jika(f; c / a; 1)",
        "jika(a > 0 atau f; c / a; 1)",
        "jumlah(butir; y / x)",
        "c / a + jika(a > 0; c / a; 1)",
        "jika(a > 0; c / (a * d); 1)",
        "jika(a >= d; c / (a - d); 1)",
        "jika(d >= 0; c / -d; 1)",
        "c / jika(f; a; 1)",
        "jika(f dan c / a > 2; 1; 2)",
        "jika(c / a > 2 dan c / a < 5; 1; 2)",
        "jika(a > 0 atau c / a > 2; 1; 2)",
        "jumlah(butir; x; y / x > 2)",
        "jika(terisi(a); c / a; 1)",
    ],
)
def test_a_divisor_whose_bounds_hold_zero_is_told(found, text):
    """What can be zero, by its bounds or for want of any, is told where nothing keeps it away."""
    assert [code for code, _ in found(text)] == ["divisor_open"]


@pytest.mark.parametrize(
    "text",
    [
        "a / c",
        "a / 2",
        "a / (c + a)",
        "a / maks(b; 1)",
        "bagi(c; a; 0)",
        "jika(a > 0; c / a; 1)",
        "jika(0 < a; c / a; 1)",
        "jika(a = 0; 1; c / a)",
        "jika(a <= 0; 1; f; 2; c / a)",
        "jika(a != 0 dan f; c / a; 1)",
        "jika(bukan (a = 0); c / a; 1)",
        "jika(a = 0 atau b = 0; 1; c / a / b)",
        "jika(d < nol; c / d; d = c; c / d; 1)",
        "jumlah(butir; x / y)",
        "jumlah(butir; y / x; x > 0)",
        "jika(nol > 0; c / nol; 1)",
        "jika(nol = 0; 1; c / (nol * c))",
        "jika(nol > 1; c / a; 1)",
        "jika(a > d; c / (a - d); 1)",
        "jika(a != d; c / (d - a); 1)",
        "jika(a = d; 1; c / (a - d))",
        "jika(d > 5; c / (d - 5); 1)",
        "jika(d > 0; c / -d; 1)",
        "jika(d > 1; c / (2 * (d - 1)); 1)",
        "jika(a * d != 0; c / a; 1)",
        "jika(a * d != 0; c / (a * d); 1)",
        "jika(a > 0 dan d > 0; c / (a + d); 1)",
        "jika(a > 0 atau d > 0; c / (a + d); 1)",
        "jika(a < 0 atau a > 0; c / a; 1)",
        "jika(a > b dan b > 0; c / a; 1)",
        "jika(jika(a > 0; f; f) ; c / a; 1)",
        "jika(a > 0 dan c / a > 2; 1; 2)",
        "jika(a = 0 atau c / a > 2; 1; 2)",
        "c / jika(a > 0; a; 1)",
        "jika(jumlah(butir; x) > 0; a / banyaknya(butir); 1)",
        "jumlah(butir; x; x > 0 dan y / x > 2)",
    ],
)
def test_a_divisor_that_is_kept_from_zero_is_fine(found, text):
    """Bounds, a stated result and a condition on the way each keep zero away."""
    assert found(text) == []


def test_a_requirement_keeps_zero_away(found):
    """A case that breaks a requirement is refused, so that its outputs need no other guard."""
    assert found("c / a", "a > 0") == found("c / (a - d)", "f dan a != d") == []
    assert found("c / a", "a > 0", "c / a < 3") == []
    assert found("c / a", "a >= 0") == found("1", "c / a < 3") == [("divisor_open", "a")]


def test_what_a_table_looks_at_is_no_fault_in_its_results(policy, spec):
    """The results of a table on a number are not refused for it; the number itself can be."""
    a, inputs = Input("a"), (spec("a", low=0, high=10),)
    rows = (
        Band(result=0, upper=1, upper_in=False),
        Band(result=Ratio(1, a, when_zero=BY_ZERO), lower=1),
    )

    def codes(value):
        rule = policy(node=Bands(value, rows), inputs=inputs)
        return [one.code for one in check_divisors(rule, anything_declared(rule.program(None)))]

    assert codes(a) == []
    assert codes(Ratio(2, a, when_zero=BY_ZERO)) == ["divisor_open"]

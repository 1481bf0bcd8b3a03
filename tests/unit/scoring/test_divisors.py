"""Divisions by zero are found before any case."""

import pytest

from asn_kinerja.scoring.divisors import check_divisors
from asn_kinerja.scoring.formula import parse_formula
from asn_kinerja.scoring.formula_parts import Names
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Flag, Input, ParameterValue
from asn_kinerja.scoring.possible import anything_declared

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

    def tell(text):
        read = parse_formula(text, names)
        assert read.faults == ()
        rule = policy(node=read.node, inputs=inputs, parameters=(parameter("nol", (0, None)),))
        problems = check_divisors(rule, anything_declared(rule.program(None)))
        return [(problem.code, problem.value) for problem in problems]

    return tell


@pytest.mark.parametrize("divisor", ["0", "nol", "((a - b) * 0)", "(nol * c)"])
def test_a_divisor_that_is_always_zero_is_told(found, divisor):
    """A constant or a parameter that is zero is told, also where the formula says what then."""
    assert [code for code, _ in found(f"c / {divisor}")] == ["divisor_zero"]
    assert [code for code, _ in found(f"bagi(c; {divisor}; 1)")] == ["divisor_zero"]


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
    ],
)
def test_a_divisor_that_is_kept_from_zero_is_fine(found, text):
    """Bounds, a stated result and a condition on the way each keep zero away."""
    assert found(text) == []

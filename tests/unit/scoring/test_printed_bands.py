"""Tables printed in whole numbers: gaps and lines."""

from datetime import date
from fractions import Fraction

import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import Constant, Input, Round
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.printed_bands import line_between, settle_gaps
from asn_kinerja.scoring.rule import Output

SOURCE = Citation(text="uji")
TEXT = Wording("uji", "test")
VALUE = Input("nilai")


@pytest.fixture
def compute():
    """Computes a node for one value."""

    def run(node, value):
        policy = Policy(
            id="uji_1_2020.uji",
            title=TEXT,
            purpose="uji",
            regulation=Regulation(
                id="uji_1_2020", title=TEXT, in_force_from=date(2020, 1, 1), citation=SOURCE
            ),
            governs_from=date(2020, 1, 1),
            inputs=(InputSpec(name="nilai", kind=Kind.NUMBER, title=TEXT),),
            outputs=(Output(name="hasil", node=node, kind=Kind.NUMBER, title=TEXT, main=True),),
        )
        assert policy.check() == []
        return policy.evaluate({"nilai": value}).value

    return run


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("75", 75),
        ("75.2", 75),
        ("75.5", 76),
        ("76", 76),
        ("80.4", "80.4"),
        ("90", 90),
        ("90.01", 90),
        ("90.99", 91),
        ("91", 91),
        ("95.5", "95.5"),
    ],
)
def test_a_value_is_settled_in_a_gap_alone(compute, value, wanted):
    """Between two printed edges the value is rounded; at them and inside it stays exact."""
    gaps = ((Constant(75), Constant(76)), (Constant(90), Constant(91)))
    node = settle_gaps(VALUE, gaps, settled=Round(VALUE, 0, citation=SOURCE), citation=SOURCE)
    assert compute(node, value) == Fraction(wanted)


@pytest.mark.parametrize(("value", "wanted"), [(76, 90), (90, 109), (83, "99.5")])
def test_a_line_goes_through_its_two_points(compute, value, wanted):
    """The line gives both printed values at their ends and the share of the way between."""
    node = line_between(
        VALUE,
        (Constant(76), Constant(90)),
        end=(Constant(90), Constant(109)),
        citation=SOURCE,
    )
    assert compute(node, value) == Fraction(wanted)

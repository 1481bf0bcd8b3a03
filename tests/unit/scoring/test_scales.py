"""Which numbers a rule has rounded."""

from decimal import Decimal

import pytest

from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Clip,
    Constant,
    Flag,
    Input,
    Lookup,
    LookupRow,
    Matrix,
    Min,
    Round,
)
from asn_kinerja.scoring.scales import rounded_scale

ROUNDED = Round(Input("x"), 2)


@pytest.mark.parametrize(
    ("node", "scale"),
    [
        (Input("x"), None),
        (Constant(Decimal("0.125")), None),
        (ROUNDED, 2),
        (Min((ROUNDED, Round(Input("y"), 4))), 4),
        (Min((ROUNDED, Input("y"))), None),
        (Clip(ROUNDED, low=Decimal("0.125"), high=100), 3),
        (Choose((Case(when=Flag("f"), then=ROUNDED),), 0), 2),
        (Bands(Input("x"), (Band(result=ROUNDED),)), 2),
        (Lookup(Input("w"), (LookupRow(when="a", result=ROUNDED),)), 2),
        (Matrix(Input("w"), Input("v"), cells=(Cell(row="a", column="b", result=ROUNDED),)), 2),
        (Add((ROUNDED, ROUNDED)), None),
    ],
)
def test_rounding_is_read_off_the_nodes(node, scale):
    """A number is rounded when every way to it is, to the finest scale on the way."""
    assert rounded_scale(node) == scale

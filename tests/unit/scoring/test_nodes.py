"""Nodes as values."""

import copy
import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.nodes import Add, Compare, Constant, Input, Round
from asn_kinerja.scoring.walk import children, shared, walk


def test_a_plain_value_stands_for_a_constant():
    """Where a node is expected, a number, word or flag is a constant, exactly."""
    node = Add((Input("x"), Decimal("0.10"), "baik"))
    assert node.terms[1] == Constant(Fraction(1, 10))
    assert node.terms[2].value == "baik"
    with pytest.raises(InvalidInput, match="float"):
        Add((0.1,))


def test_words_and_citations_do_not_count():
    """Nodes that compute the same are equal, whatever they are called."""
    named = Input("x", key="a", says=Wording("a", "b"))
    assert named == Input("x")
    assert len({named, Input("x")}) == 1
    assert Input("x") != Input("y")
    assert Input("x") != "x"


def test_true_is_not_one():
    """The flag true and the number 1 are different constants."""
    assert Constant(True) != Constant(1)  # noqa: FBT003 - the flag itself
    assert Constant(1) == Constant(Fraction(2, 2))


def test_a_node_shows_what_it_computes():
    """The text of a node holds what counts for equality."""
    assert repr(Round(Input("x"), 2)).startswith("Round(value=Input(name='x'), scale=2")


def test_a_copy_is_equal():
    """Copies, also those that went through pickle, are equal nodes with equal hashes."""
    node = Compare(Input("x"), 3, op=">=")
    for again in (copy.deepcopy(node), pickle.loads(pickle.dumps(node))):  # noqa: S301 - our own
        assert again == node
        assert hash(again) == hash(node)


def test_a_pickled_node_keeps_no_hash_of_another_process():
    """A node that was hashed elsewhere is equal to the same node made here."""
    code = (
        "import pickle, sys; from asn_kinerja.scoring.nodes import Input; node = Input('x');"
        "hash(node); sys.stdout.buffer.write(pickle.dumps(node))"
    )
    made = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert pickle.loads(made.stdout) == Input("x")  # noqa: S301 - our own


def test_a_tree_is_walked_top_down():
    """Walking meets each node as often as it is used; shared ones are those met twice."""
    total = Add((Input("x"), Input("y")))
    both = Compare(total, Round(total, 2))
    assert [type(node).__name__ for node in walk(both)] == [
        "Compare", "Add", "Input", "Input", "Round", "Add", "Input", "Input",
    ]  # fmt: skip
    assert children(both) == (total, Round(total, 2))
    assert shared([both]) == {total}

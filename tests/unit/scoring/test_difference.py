"""What two policies do differently is a list of patches."""

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.difference import Patch, compare_policies
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Compare,
    Input,
    Lookup,
    LookupRow,
    Max,
    Min,
    Round,
)
from asn_kinerja.scoring.rule import Requirement

CITED = Citation(regulation="pp_1_2020", article="9")


def _bands(edge, value=None):
    return Bands(
        value or Input("a"),
        (Band(result="x", lower=edge, citation=CITED), Band(result="y", upper=edge)),
        key="mutu",
    )


def test_a_policy_does_not_differ_from_itself(policy, spec):
    """Words and citations alone are no difference."""
    rule = policy(node=_bands(5), inputs=(spec("a"),), words=("x", "y"), kind=Kind.WORD)
    assert compare_policies(rule, rule) == ()


def test_a_moved_edge_is_told_with_its_source(policy, spec):
    """Each row that changed is a patch of its own."""
    one, two = (
        policy(node=_bands(edge), inputs=(spec("a"),), words=("x", "y"), kind=Kind.WORD)
        for edge in (5, 6)
    )
    assert compare_policies(one, two)[0] == Patch(
        place="mutu[x]", before=">= 5", after=">= 6", before_citation=CITED, after_citation=CITED
    )
    assert [patch.place for patch in compare_policies(one, two)] == ["mutu[x]", "mutu[y]"]


def test_a_changed_formula_is_written_out(policy, spec):
    """What differs in shape is told as formulas, below the same rounding."""
    inputs = (spec("a"), spec("b"))
    one, two = (
        policy(node=Round(part((Input("a"), Input("b"))), 2, key="nilai"), inputs=inputs)
        for part in (Min, Max)
    )
    (patch,) = compare_policies(one, two)
    assert (patch.place, patch.before, patch.after) == ("nilai", "min(a; b)", "max(a; b)")


def test_declarations_are_compared(policy, spec):
    """Inputs, legal values, requirements, outputs and spans that differ are told."""
    demand = Requirement(holds=Compare(Input("a"), 3, op="<="), place="a", asks="a <= 3",
                         citation=CITED)  # fmt: skip
    one = policy(node=Input("a"), inputs=(spec("a", low=0),))
    two = attrs.evolve(
        one,
        inputs=(spec("a", low=1), spec("b")),
        requirements=(demand,),
        purpose="lain",
        outputs=(one.outputs[0], attrs.evolve(one.outputs[0], name="dua", main=False)),
    )
    found = {patch.place: (patch.before, patch.after) for patch in compare_policies(one, two)}
    assert found["inputs.a"] == ("number, 0 … ", "number, 1 … ")
    assert found["inputs.b"] == ("", "number")
    assert found["requirements.a"] == ("", "a <= 3")
    assert found["purpose"][1] == "lain"
    assert found["outputs.dua"][0] == ""
    back = {patch.place: (patch.before, patch.after) for patch in compare_policies(two, one)}
    assert back["requirements.a"] == ("a <= 3", "")


def test_rows_that_come_and_go_are_told(policy, spec):
    """A row of a lookup that only one policy has stands on one side."""
    rows = (LookupRow(when="p", result=1), LookupRow(when="q", result=2))
    word = spec("a", Kind.WORD, words=("p", "q"))
    one, two = (
        policy(node=Lookup(Input("a"), part, key="tabel"), inputs=(word,))
        for part in (rows, rows[:1])
    )
    (patch,) = compare_policies(one, two)
    assert (patch.place, patch.before, patch.after) == ("tabel[q]", "2", "")

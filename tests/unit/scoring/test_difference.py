"""What two policies do differently is a list of patches."""

import attrs

from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring.difference import Patch, compare_policies
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Compare,
    Input,
    Lookup,
    LookupRow,
    Max,
    Min,
    Multiply,
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


def test_a_step_that_a_changed_formula_reads_is_compared_too(policy, spec):
    """A formula names its steps, so what changed in them is told beside it; a new one is shown."""
    inputs = (spec("a"), spec("b"))

    def made(edge, join, extra=()):
        parts = (_bands(edge), Input("b"), *extra)
        return policy(node=Round(join(parts), 2, key="nilai"), inputs=inputs)

    one = made(5, Min)
    two = made(6, Max, (Add((Input("a"), 1), key="tambahan"),))
    found = {patch.place: (patch.before, patch.after) for patch in compare_policies(one, two)}
    assert found == {
        "nilai": ("min(mutu; b)", "max(mutu; b; tambahan)"),
        "mutu[x]": (">= 5", ">= 6"),
        "mutu[y]": ("< 5", "< 6"),
        "tambahan": ("", "a + 1"),
    }
    back = {patch.place: (patch.after, patch.before) for patch in compare_policies(two, one)}
    assert back == found


def test_a_table_that_is_new_is_told_with_its_rows(policy, spec):
    """What it looks at and each row are shown, in place of its name alone."""
    inputs = (spec("a"), spec("b"))
    one = policy(node=Add((Input("a"), Input("b"))), inputs=inputs)
    two = policy(node=Add((Input("a"), _bands(5), Input("b"))), inputs=inputs)
    found = {patch.place: (patch.before, patch.after) for patch in compare_policies(one, two)}
    assert found.pop("hasil") == ("a + b", "a + mutu + b")
    assert found == {"mutu": ("", "a"), "mutu[x]": ("", ">= 5"), "mutu[y]": ("", "< 5")}


def test_steps_that_change_places_are_compared_once(policy, spec):
    """Two steps of which each reads the other, in one policy and in the other, come to an end."""

    def made(outer, inner, number):
        below = Add((Input("a"), number), key=inner)
        whole = Max((below, number), key=outer)
        return policy(node=Add((whole, number), key="nilai"), inputs=(spec("a"),))

    patches = compare_policies(made("x", "y", 1), made("y", "x", 2))
    assert [patch.place for patch in patches] == ["nilai", "x", "y"]


def test_what_an_extended_step_was_is_written_out(policy, spec):
    """A formula that changes a step by its former self does not show it as reading itself."""
    former = Round(Input("a"), 0, key="nilai")
    one = policy(node=former, inputs=(spec("a"),))
    two = policy(node=Round(Multiply((former, 2)), 0, key="nilai"), inputs=(spec("a"),))
    (patch,) = compare_policies(one, two)
    assert (patch.before, patch.after) == ("round(a; 0)", "round(round(a; 0) * 2; 0)")

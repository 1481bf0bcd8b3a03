"""The outline of a rule: how results come about, in words, before any case."""

import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Clip,
    Compare,
    Flag,
    Input,
    Lookup,
    LookupRow,
    Matrix,
    Multiply,
    Ratio,
    Round,
    Undetermined,
)
from asn_kinerja.scoring.outline import outline, tables_of

ROUNDED = "dibulatkan ke 2 angka di belakang koma (setengah ke atas)"
SOURCE = Citation(regulation="pp_1_2020", article="7")


def told(rule, lang="id"):
    return ["  " * line.depth + line.render(lang) for line in outline(rule)]


def test_each_line_tells_one_step(policy, spec):
    """A rounded value below a table is told with its rule, its parts and its article."""
    total = Multiply((Input("a"), 2), title=Wording("jumlah", "total"))
    bands = Bands(
        Round(total, 2, citation=SOURCE),
        (Band(result="x", lower=1), Band(result="y", upper=1)),
        citation=SOURCE,
    )
    rule = policy(node=bands, kind=Kind.WORD, words=("x", "y"), inputs=(spec("a"),))
    assert told(rule) == [
        "hasil: dibaca pada tabel di bawah [PP 1/2020 Pasal 7]",
        f"  jumlah dibulatkan = {ROUNDED} [PP 1/2020 Pasal 7]",
        "    jumlah = a x 2",
    ]
    ((title, table),) = tables_of(rule)
    assert (title.id, table) == ("hasil", bands)


def test_a_choice_tells_its_cases(policy, spec):
    """Each case is a line; a reason stands where nothing is given."""
    nothing = Undetermined("kosong", Wording("belum diatur", "not regulated"))
    both = And((Flag("f"), Compare(Input("a"), 3, op=">")))
    node = Choose(
        (
            Case(when=both, then=1),
            Case(when=Flag("f"), then=nothing, says=Wording("Bila f saja.", "If f alone.")),
        ),
        Clip(Add((Input("a"), 1)), low=0, high=9),
    )
    rule = policy(node=node, inputs=(spec("a"), spec("f", Kind.FLAG)))
    assert told(rule, "en") == [
        "hasil",
        "  if f and a > 3: 1",
        "  If f alone: not regulated",
        "  otherwise: at least 0, at most 9",
        "    hasil before limits = a + 1",
    ]


def test_what_is_used_again_is_told_once(policy, spec):
    """A second output that rests on the first names it."""
    total = Add((Input("a"), 1))
    rule = policy(outputs={"satu": total, "dua": Multiply((total, 2))}, inputs=(spec("a"),))
    assert told(rule) == ["satu = a + 1", "dua = satu x 2"]
    again = policy(outputs={"satu": total, "dua": total}, inputs=(spec("a"),))
    assert told(again) == ["satu = a + 1", "dua (lihat di atas)"]


def test_parts_without_names_are_listed(policy, spec):
    """Where one line cannot name the parts, the kind does and the parts follow."""
    ratio = Ratio(Multiply((Input("a"), 2)), Add((Input("a"), 1)), when_zero=0)
    rule = policy(node=ratio, inputs=(spec("a"),))
    assert told(rule) == ["hasil = hasil bagi dari", "  a x 2", "  a + 1"]


@pytest.mark.parametrize("form", ["lookup", "matrix"])
def test_rows_that_compute_are_told(policy, spec, form):
    """A row or cell that gives more than a value has a line of its own."""
    choice = Choose((Case(when=Flag("f"), then=1),), 2)
    word = Input("w")
    node = {
        "lookup": Lookup(word, (LookupRow(when="a", result=choice), LookupRow(when="b", result=3))),
        "matrix": Matrix(
            word,
            word,
            cells=(
                Cell(row="a", column="a", result=choice),
                Cell(row="a", column="b", result=3),
                Cell(row="b", column="a", result=3),
                Cell(row="b", column="b", result=3),
            ),
        ),
    }[form]
    rule = policy(node=node, inputs=(spec("w", Kind.WORD, words="ab"), spec("f", Kind.FLAG)))
    label = "a" if form == "lookup" else "a x a"
    assert told(rule)[1:] == [f"  {label}: hasil", "    bila f: 1", "    selain itu: 2"]

"""Explanations: the way that was taken, with reasons, articles, margins and doubts."""

import json
from datetime import date

import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Status
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Compare,
    Count,
    Field,
    Flag,
    Input,
    Items,
    Lookup,
    LookupRow,
    Matrix,
    ParameterValue,
    Round,
    Undetermined,
)

SOURCE = Citation(regulation="pp_1_2020", article="7")


@pytest.fixture
def graded(policy, spec, parameter):
    """Grades a rounded number by an unconfirmed edge."""
    edge = parameter("batas", (60, date(2020, 1, 1)), status=Status.UNCONFIRMED)
    bands = Bands(
        Round(Input("nilai"), 2, citation=SOURCE),
        (
            Band(result="baik", lower=ParameterValue("batas"), upper=100, upper_in=True),
            Band(result="kurang", lower=0, upper=ParameterValue("batas")),
        ),
        key="mutu",
        citation=SOURCE,
    )
    return policy(
        node=bands,
        kind=Kind.WORD,
        words=("baik", "kurang"),
        inputs=(spec("nilai"),),
        parameters=(edge,),
    )


def find(explanation, kind):
    return next(step for step in explanation.steps() if step.kind == kind)


def test_a_band_tells_how_near_its_edge_is(graded):
    """The margin is exact, and says what lies beyond the nearest edge."""
    margin = find(graded.evaluate({"nilai": "63.456"}).explanation, "bands").margin
    assert (str(margin.down), str(margin.up)) == ("173/50", "1827/50")
    assert margin.least == margin.down
    assert margin.nearest == "kurang"
    below = find(graded.evaluate({"nilai": "59.99"}).explanation, "bands").margin
    assert (str(below.least), below.nearest) == ("1/100", "baik")


def test_an_explanation_reads_in_both_languages(graded):
    """The text names value, rule, article, day, doubt, margin and what was not taken."""
    explanation = graded.evaluate({"nilai": "59.99"}).explanation
    assert explanation.render("id").splitlines() == [
        "uji: kurang [PP 1/2020 Pasal 1]",
        "  hasil: kurang [PP 1/2020 Pasal 7]",
        "    jarak ke batas terdekat: 0,01 (baik)",
        "    tidak diambil: baik — ≥ 60 … ≤ 100",
        "    nilai dibulatkan: 59,99 [PP 1/2020 Pasal 7]",
        "      dibulatkan ke 2 angka di belakang koma (setengah ke atas)",
        "      nilai: 59,99",
        "    batas: 60 [PP 1/2020 Pasal 2 ayat (1), sejak 2020-01-01, belum dikonfirmasi]",
    ]
    english = explanation.render("en")
    assert "distance to the nearest edge: 0.01 (baik)" in english
    assert "batas: 60 [PP 1/2020 art. 2(1), since 2020-01-01, unconfirmed]" in english


def test_an_explanation_is_plain_data(graded):
    """As plain values the tree survives JSON, with numbers as exact text."""
    plain = graded.evaluate({"nilai": "59.987"}).explanation.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    bands = plain["parts"][0]["parts"][0]
    assert bands["margin"] == {"down": "59.99", "up": "0.01", "nearest": "baik"}
    assert bands["parts"][0]["value"] == "59.99"
    assert bands["parts"][-1]["parameter"]["status"] == "unconfirmed"


def test_a_notebook_shows_escaped_text(policy, spec):
    """What people wrote cannot become markup."""
    rule = policy(node=Input("w"), kind=Kind.WORD, inputs=(spec("w", Kind.WORD),))
    evaluation = rule.evaluate({"w": "<b>x</b>"})
    html = evaluation._repr_html_()
    assert html == evaluation.explanation._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;x" in html


def test_unconfirmed_values_and_sources_are_gathered(graded):
    """A result names the unconfirmed values it used and every place it rests on."""
    evaluation = graded.evaluate({"nilai": 70})
    assert evaluation.unconfirmed == ("batas",)
    articles = [citation.article for citation in evaluation.explanation.all_citations()]
    assert articles == ["1", "7", "2(1)"]


def test_only_a_conflict_that_touches_the_result_is_told(policy, spec, conflict):
    """A contested cell reports its conflict when it is taken, and only then."""
    cells = (
        Cell(row="a", column="a", result="x", conflicts=("sel",)),
        Cell(row="a", column="b", result="y"),
    )
    rule = policy(
        node=Matrix(Input("r"), Input("k"), cells=cells, citation=SOURCE),
        kind=Kind.WORD,
        words=("x", "y"),
        inputs=(spec("r", Kind.WORD, words="a"), spec("k", Kind.WORD, words="ab")),
        conflicts=(conflict("sel"),),
    )
    assert [c.id for c in rule.evaluate({"r": "a", "k": "a"}).conflicts] == ["sel"]
    other = rule.evaluate({"r": "a", "k": "b"})
    assert other.conflicts == ()
    step = find(other.explanation, "matrix")
    assert [(one.result, one.needs.id) for one in step.alternatives] == [("x", "a x a")]


def test_a_missing_result_says_why(policy, spec):
    """The reason is the input that is missing, or what the law leaves open; else there is none."""
    open_case = Undetermined("terbuka", Wording("belum diatur", "not regulated"))
    node = Choose((Case(when=Flag("f"), then=open_case),), Input("n"))
    rule = policy(node=node, inputs=(spec("n"), spec("f", Kind.FLAG)))
    assert [why.en for why in rule.evaluate({"n": 1}).reasons] == ["f was not given"]
    assert [why.id for why in rule.evaluate({"f": True}).reasons] == ["belum diatur"]
    assert [why.id for why in rule.evaluate({"f": False}).reasons] == ["n tidak diberikan"]
    assert rule.evaluate({"f": False, "n": 1}).reasons == ()


def test_coverage_counts_what_was_looked_at(policy, spec):
    """Coverage names the given and the missing values, items by their place."""
    node = Items("sum", Field("x"), where=Compare(Field("w"), "a"))
    items = spec("items", Kind.ITEMS, fields=(spec("x"), spec("w", Kind.WORD, words="ab")))
    rule = policy(node=node, inputs=(items,))
    case = [{"x": 1, "w": "a"}, {"x": None, "w": "a"}, {"x": 2, "w": "b"}, {"x": 3}]
    coverage = rule.evaluate({"items": case}).coverage
    assert coverage.given == ("items[0].x",)
    assert coverage.missing == ("items[1].x", "items[3].w")
    assert coverage.share.denominator == 3


def test_a_lookup_and_a_choice_tell_what_they_were_not(policy, spec):
    """Other rows and later cases are alternatives, with what would have taken them."""
    rows = tuple(LookupRow(when=word, result=number) for number, word in enumerate("abc"))
    rule = policy(
        outputs={
            "tabel": Lookup(Input("w"), rows, citation=SOURCE),
            "pilihan": Choose(
                (
                    Case(when=Flag("f"), then=1, says=Wording("bila f", "if f")),
                    Case(when=Compare(Input("w"), "b"), then=2),
                ),
                3,
            ),
        },
        inputs=(spec("w", Kind.WORD, words="abc"), spec("f", Kind.FLAG)),
    )
    explanation = rule.evaluate({"w": "b", "f": True}).explanation
    assert [one.needs.id for one in find(explanation, "lookup").alternatives] == ["a", "c"]
    choice = find(explanation, "choose")
    assert choice.rule.en == "if f"
    assert [(one.result, one.needs.id) for one in choice.alternatives] == [("2", "w = b")]


def test_a_step_that_is_used_twice_is_told_once(policy, spec):
    """A shared step is one step, named again and not repeated."""
    total = Items("sum", Field("x"), key="total")
    rule = policy(
        outputs={"satu": Round(total, 2, citation=SOURCE), "dua": Round(total, 1, citation=SOURCE)},
        inputs=(spec("items", Kind.ITEMS, fields=(spec("x"),)),),
    )
    explanation = rule.evaluate({"items": [{"x": 1}, {"x": 2}]}).explanation
    steps = [step for step in explanation.steps() if step.kind == "items"]
    assert steps[0] is steps[1]
    assert explanation.render("en").count("(see above)") == 1
    again = explanation.to_dict()["parts"][1]["parts"][0]["parts"][0]
    assert again["same_as"] == "parts[0].parts[0].parts[0]"


def test_counted_items_stay_in_the_tree(policy, spec):
    """The text leaves out the items that were counted; the tree holds them."""
    node = Count(where=Compare(Field("w"), "a"))
    items = spec("items", Kind.ITEMS, fields=(spec("w", Kind.WORD, words="ab"),))
    rule = policy(node=node, kind=Kind.COUNT, inputs=(items,))
    explanation = rule.evaluate({"items": [{"w": "a"}, {"w": "b"}, {"w": "a"}]}).explanation
    places = [step.place for step in explanation.steps() if step.kind == "field"]
    assert places == ["items[0].w", "items[2].w"]
    assert explanation.render("id").splitlines()[1:] == ["  hasil: 2"]


def test_many_parts_are_cut_for_reading(policy, spec):
    """A text shows the first twelve parts of a step and counts the others."""
    node = Items("sum", Field("x"))
    rule = policy(node=node, inputs=(spec("items", Kind.ITEMS, fields=(spec("x"),)),))
    shown = rule.evaluate({"items": [{"x": n} for n in range(20)]}).explanation.render("en")
    assert "… +8" in shown


def test_equal_nodes_keep_their_own_words(policy, spec):
    """Two nodes that compute the same are told with their own article each."""
    other = Citation(regulation="pp_1_2020", article="8")
    rule = policy(
        outputs={
            "satu": Round(Input("n"), 2, citation=SOURCE),
            "dua": Round(Input("n"), 2, citation=other),
        },
        inputs=(spec("n"),),
    )
    rounded = [s for s in rule.evaluate({"n": 1}).explanation.steps() if s.kind == "round"]
    assert [step.citation for step in rounded] == [SOURCE, other]

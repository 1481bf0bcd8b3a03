"""Explanations: the way that was taken, with reasons, articles, margins and doubts."""

import json
from datetime import date
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput, Problem
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
    Multiply,
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
    assert (str(margin.down), margin.up) == (
        "347/100",
        None,
    )  # 60 is still baik; 100 ends the scale
    assert margin.least == margin.down
    assert margin.nearest == "kurang"
    below = find(graded.evaluate({"nilai": "59.99"}).explanation, "bands").margin
    assert (str(below.least), below.nearest) == ("1/100", "baik")


def _margin(policy, spec, bands, value, **declared):
    rule = policy(
        node=Bands(Input("nilai"), bands, citation=SOURCE),
        kind=declared.pop("kind", Kind.WORD),
        words=declared.pop("words", ("a", "b", "c")),
        inputs=(spec("nilai", **declared),),
    )
    margin = find(rule.evaluate({"nilai": value}).explanation, "bands").margin
    return margin.least, margin.nearest


def test_an_edge_to_the_same_result_is_none(policy, spec):
    """Only where the result changes there is an edge; the ends of the scale are none."""
    bands = (
        Band(result="a", lower=110, upper=120, upper_in=True),
        Band(result="a", lower=90, upper=110),
        Band(result="b", lower=0, upper=90),
    )
    assert _margin(policy, spec, bands, "109.5") == (Fraction(39, 2), "b")
    assert _margin(policy, spec, bands, 110) == (20, "b")
    assert _margin(policy, spec, bands, 120) == (30, "b")
    assert _margin(policy, spec, bands, 90) == (0, "b")  # any less, however little
    assert _margin(policy, spec, bands, 90, scale=2) == (Fraction(1, 100), "b")
    assert _margin(policy, spec, bands, 5, scale=2) == (85, "a")


def test_an_edge_lies_where_the_other_band_begins(policy, spec):
    """Where bands are printed with decimals, the least change leads to the next one."""
    bands = (
        Band(result="a", lower=Fraction("88.31")),
        Band(result="b", lower=Fraction("76.61"), upper=Fraction("88.30"), upper_in=True),
        Band(result="c", upper=Fraction("76.60"), upper_in=True),
    )
    assert _margin(policy, spec, bands, "87.62", scale=2) == (Fraction(69, 100), "a")
    assert _margin(policy, spec, bands, "88.31", scale=2) == (Fraction(1, 100), "b")
    assert _margin(policy, spec, bands, "70.01", scale=2) == (Fraction(660, 100), "b")


def test_a_neighbour_that_is_reckoned_has_no_name(policy, spec):
    """What a formula would give beyond the edge is not what it gives for the number at hand."""
    bands = (
        Band(result=100, lower=90),
        Band(result=Multiply((Input("nilai"), 2)), lower=50, upper=90),
        Band(result=Multiply((Input("nilai"), 3)), upper=50),
    )
    number = {"kind": Kind.NUMBER, "words": ()}
    assert _margin(policy, spec, bands, 95, **number) == (5, "")
    assert _margin(policy, spec, bands, 80, **number) == (10, "100")
    assert _margin(policy, spec, bands, 60, **number) == (10, "")


def test_a_flag_that_was_not_taken_reads_as_yes_or_no(policy, spec):
    """No word of the programming language reaches a reader."""
    rows = (LookupRow(when="a", result=True), LookupRow(when="b", result=False))
    rule = policy(
        node=Lookup(Input("w"), rows, citation=SOURCE),
        kind=Kind.FLAG,
        inputs=(spec("w", Kind.WORD, words="ab"),),
    )
    explanation = rule.evaluate({"w": "a"}).explanation
    assert "tidak diambil: tidak — b" in explanation.render("id")
    assert "not taken: no — b" in explanation.render("en")
    assert find(explanation, "lookup").alternatives[0].result == "false"


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


def test_an_unknown_language_is_answered_with_those_that_exist(graded):
    """Explanations, their titles, articles and problems name the languages that there are."""
    explanation = graded.evaluate({"nilai": "59.99"}).explanation
    problem = Problem("required", "nilai")
    citation = explanation.all_citations()[0]
    for text in (explanation, explanation.title, citation, problem):
        with pytest.raises(InvalidInput) as caught:
            text.render("fr")
        assert str(caught.value) == "lang: unknown word 'fr'. Use one of: id, en."


def test_an_explanation_is_plain_data(graded):
    """As plain values the tree survives JSON, with numbers as exact text."""
    plain = graded.evaluate({"nilai": "59.987"}).explanation.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    bands = plain["parts"][0]["parts"][0]
    assert bands["margin"] == {"up": "0.01", "nearest": "baik"}
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


def test_an_unconfirmed_value_that_chose_the_way_is_told(policy, spec, parameter):
    """What no line names stands at the end, marked, in text and in a notebook."""
    reading = parameter("bacaan", ("bulat", date(2020, 1, 1)), status=Status.UNCONFIRMED)
    rule = policy(
        node=Choose(
            (Case(when=Compare(ParameterValue("bacaan"), "potong"), then=1),), Input("nilai")
        ),
        inputs=(spec("nilai"),),
        parameters=(reading,),
    )
    evaluation = rule.evaluate({"nilai": 5})
    assert evaluation.unconfirmed == ("bacaan",)
    last = evaluation.explanation.render("id").splitlines()[-1]
    assert last.startswith("  dipakai juga: bacaan: bulat [PP 1/2020")
    assert last.endswith("belum dikonfirmasi]")
    assert evaluation.explanation.render("en").splitlines()[-1].startswith("  also used: bacaan")
    assert "dipakai juga: bacaan" in evaluation._repr_html_()


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

"""Reading and running worked cases."""

from datetime import date

import pytest

from asn_kinerja.errors import InvalidInput, InvalidPolicy
from asn_kinerja.scoring.cases import read_cases, run_cases
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import Compare, Input, Ratio, Round

CASE = """\
[[case]]
id = "satu"
policy = "pp_1_2020.uji"
citation = { article = "4" }
inputs = { n = 1.5 }
expected = { %s }
"""


@pytest.fixture
def cases(tmp_path):
    """Reads a text as the cases of a pack."""
    path = tmp_path / "cases.toml"

    def read(text):
        path.write_text(text, encoding="utf-8")
        return read_cases(path, regulation="pp_1_2020")

    return read


@pytest.fixture
def rule(policy, spec):
    """Gives a third, its rounding, and whether it is large."""
    third = Ratio(Input("n"), 3, when_zero=0)
    built = policy(outputs={"tiga": third, "bulat": Round(third, 2)}, inputs=(spec("n", low=0),))
    return {"pp_1_2020.uji": built}


def failures(cases, rule):
    (result,) = run_cases(cases, rule.__getitem__)
    assert result.passed is not bool(result.failures)
    return result.failures


def test_an_id_that_stands_twice_is_refused(cases, rule):
    """Cases of one id could hide each other's failures."""
    (case,) = cases(CASE % "bulat = 0.50")
    with pytest.raises(InvalidInput, match="'satu' stands here twice"):
        run_cases([case, case], rule.__getitem__)


@pytest.mark.parametrize(
    "expected", ["bulat = 0.50", 'tiga = "1/2"', "tiga = 0.5", 'bulat = 0.50, tiga = "0.5"']
)
def test_a_case_passes_when_all_is_exactly_as_expected(cases, rule, expected):
    """Numbers are compared exactly, a rounded one also by its scale."""
    assert failures(cases(CASE % expected), rule) == ()


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("bulat = 0.5", "bulat: 0.50, expected 0.5"),
        ("bulat = 0.51", "bulat: 0.50, expected 0.51"),
        ('bulat = "missing"', "bulat: 0.50, expected missing"),
        ("bulat = true", "bulat: 0.50, expected True"),
        ("hasil = 1", "hasil: no such output"),
    ],
)
def test_what_differs_is_told(cases, rule, expected, told):
    """A failure names the output, what was found and what was expected."""
    assert failures(cases(CASE % expected), rule) == (told,)


@pytest.mark.parametrize(
    ("changes", "passes"),
    [
        (
            {"n = 1.5": "", "expected = { x }": 'expected = { tiga = "missing" }\nreasons = true'},
            True,
        ),
        ({"n = 1.5": "n = -1", "expected = { x }": 'refused = ["out_of_bounds"]'}, True),
        ({"n = 1.5": "n = -1", "expected = { x }": 'refused = ["unknown_word"]'}, False),
        ({"expected = { x }": 'refused = ["out_of_bounds"]'}, False),
        ({"n = 1.5": "n = -1", "expected = { x }": "expected = { tiga = 1 }"}, False),
        ({"expected = { x }": "conflicts = []\nunconfirmed = []\nas_of = 2020-06-01"}, True),
        ({"expected = { x }": 'conflicts = ["a"]'}, False),
        ({"expected = { x }": 'unconfirmed = ["a"]'}, False),
        ({"expected = { x }": "reasons = true"}, False),
    ],
)
def test_refusals_reasons_and_doubts_are_part_of_a_case(cases, rule, changes, passes):
    """A case can expect a refusal, a reason, and exactly the doubts that it touches."""
    text = CASE % "x"
    for old, new in changes.items():
        text = text.replace(old, new)
    assert (failures(cases(text), rule) == ()) is passes


def test_flags_words_and_dates_are_compared_by_kind(cases, policy, spec):
    """The flag true is not the number 1, and a date is no text."""
    flag = policy(node=Compare(Input("n"), 1, op=">"), kind=Kind.FLAG, inputs=(spec("n"),))
    found = {"pp_1_2020.uji": flag}
    assert failures(cases(CASE % "hasil = true"), found) == ()
    assert failures(cases(CASE % "hasil = 1"), found) != ()


def test_a_case_knows_its_source_and_its_day(cases):
    """The citation without regulation is the pack's own."""
    (case,) = cases(CASE % "tiga = 1" + "as_of = 2020-06-01\n")
    assert case.citation.render("en") == "PP 1/2020 art. 4"
    assert case.as_of == date(2020, 6, 1)


def test_all_mistakes_of_a_file_come_at_once(cases):
    """Unknown keys, missing keys and doubled ids are found together."""
    text = CASE % "" + CASE % "" + '[[case]]\nid = "dua"\npolisi = "x"\n'
    with pytest.raises(InvalidPolicy) as caught:
        cases(text)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["duplicate", "unknown_key", "required_key", "required_key"]


def test_a_result_that_is_missing_is_called_so(cases, rule):
    """What is found is written like what is expected."""
    text = (CASE % "tiga = 1").replace("n = 1.5", "")
    assert failures(cases(text), rule) == ("tiga: missing, expected 1",)


@pytest.mark.parametrize("wanted", ['"?"', '"baik"', '"1/0"', "nan", "2025-01-01", "[1]"])
def test_an_expectation_that_is_no_number_fails_and_stops_nothing(cases, rule, wanted):
    """A mark that nobody replaced differs from every number."""
    (told,) = failures(cases(CASE % f"bulat = {wanted}"), rule)
    assert told.startswith("bulat: 0.50, expected ")


def test_a_citation_may_be_a_plain_text(cases):
    """In a file of cases as in a policy file, words alone say where a case comes from."""
    (case,) = cases((CASE % "tiga = 1").replace('{ article = "4" }', '"dihitung tangan"'))
    assert case.citation.render("en") == "dihitung tangan"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("case = 5", ["case"]),
        ("case = [5]", ["case[0]"]),
        ('[[kasus]]\nid = "a"', ["kasus"]),
        ((CASE % "x = 1").replace('"satu"', '["a"]'), ["case[0].id"]),
        ((CASE % "x = 1").replace("{ n = 1.5 }", "[1.5]"), ["case[0].inputs"]),
        ((CASE % "x = 1").replace("{ x = 1 }", '"x"'), ["case[0].expected"]),
        ((CASE % "x = 1").replace('{ article = "4" }', '""'), ["case[0].citation"]),
        ((CASE % "x = 1").replace('article = "4"', "pasal = 4"), ["case[0].citation"]),
        (CASE % "x = 1" + 'as_of = "2025-01-01"\nrefused = [1]\nconflicts = "a"\n',
         ["case[0].refused", "case[0].conflicts", "case[0].as_of"]),
    ],
)  # fmt: skip
def test_what_has_the_wrong_form_is_told_at_its_line(cases, text, places):
    """A file that people write by hand is checked, and each problem shows its line."""
    with pytest.raises(InvalidPolicy) as caught:
        cases(text)
    problems = caught.value.problems
    assert [problem.place.partition(" ")[2] for problem in problems] == places
    assert all(problem.excerpt for problem in problems)

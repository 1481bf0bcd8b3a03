"""Evaluating one case: values, missing parts, days, and results of other policies."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from asn_kinerja.errors import InvalidInput, InvalidPolicy, NotFound
from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    And,
    Case,
    Choose,
    Clip,
    Compare,
    Constant,
    Count,
    Field,
    Flag,
    Given,
    Input,
    Items,
    MissingPart,
    Multiply,
    Or,
    Override,
    ParameterValue,
    Ratio,
    ResultOf,
    Round,
    Subtract,
    Undetermined,
    Weighted,
    WeightedMean,
)
from asn_kinerja.scoring.registry import PolicyEntry, PolicyPack, PolicyRegistry
from asn_kinerja.scoring.rule import Requirement


@pytest.fixture
def value(policy, spec):
    """Computes one node over the inputs n, m, f, g and items with the field x."""

    def compute(node, kind=Kind.NUMBER, **inputs):
        specs = (
            spec("n"),
            spec("m", optional=True),
            spec("f", Kind.FLAG),
            spec("g", Kind.FLAG),
            spec("items", Kind.ITEMS, fields=(spec("x"), spec("z", Kind.FLAG))),
        )
        return policy(node=node, kind=kind, inputs=specs).evaluate(inputs).value

    return compute


def test_what_no_rule_rounds_is_a_fraction(value):
    """A number comes out exact, whole ones too."""
    found = value(Ratio(Input("n"), 3, when_zero=0), n=2)
    assert found == Fraction(2, 3)
    assert type(value(Input("n"), n=4)) is Fraction


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        (Round(Input("n"), 2), "2.50"),
        (Clip(Round(Input("n"), 2), low=0, high=2), "2.00"),
        (Choose((Case(when=Flag("f"), then=Round(Input("n"), 1)),), Decimal("1.25")), "1.25"),
        (Override(Round(Input("m"), 3), Round(Input("n"), 1)), "2.500"),
    ],
)
def test_what_a_rule_rounds_is_a_decimal_of_its_scale(value, node, wanted):
    """A rounded number keeps its scale through limits, choices and overrides."""
    found = value(node, n="2.5", f=False)
    assert isinstance(found, Decimal)
    assert str(found) == wanted


def test_a_sum_of_rounded_numbers_is_not_rounded(value):
    """Only what a rule itself rounds is a decimal."""
    assert type(value(Add((Round(Input("n"), 2), 1)), n=1)) is Fraction


def test_counts_words_flags_and_dates_come_as_they_are(value):
    """A count is an int, a flag a bool."""
    assert value(Count(), Kind.COUNT, items=[{}, {}]) == 2
    assert value(Flag("f"), Kind.FLAG, f=True) is True


def test_a_missing_part_makes_the_result_missing(value):
    """One missing operand gives no result, never zero and never the lowest."""
    for node in (
        Add((Input("n"), 1)),
        Subtract(1, Input("n")),
        Multiply((0, Input("n"))),
        Ratio(1, Input("n"), when_zero=5),
        Clip(Input("n"), low=0),
        Round(Input("n"), 2),
        Choose((Case(when=Flag("f"), then=1),), 2),
    ):
        assert value(node) is None


def test_a_flag_that_decides_needs_no_other(value):
    """One false ends a conjunction and one true a disjunction, whatever is missing."""
    both, either = And((Flag("f"), Flag("g"))), Or((Flag("f"), Flag("g")))
    assert value(both, Kind.FLAG, g=False) is False
    assert value(both, Kind.FLAG, g=True) is None
    assert value(either, Kind.FLAG, g=True) is True
    assert value(either, Kind.FLAG, g=False) is None


def test_only_the_way_taken_is_computed(value):
    """A branch that is not taken may be missing."""
    node = Choose((Case(when=Flag("f"), then=Input("n")),), 7)
    assert value(node, f=False) == 7
    assert value(node, f=True) is None


def test_a_zero_denominator_has_its_own_result(value):
    """Nothing is ever divided by zero."""
    node = Ratio(1, Input("n"), when_zero=Undetermined("nol", Wording("nol", "zero")))
    assert value(node, n=0) is None
    assert value(node, n=4) == Fraction(1, 4)


def test_what_a_person_gave_stands_before_what_was_proposed(value):
    """An override is taken when it is given."""
    node = Override(Input("m"), Input("n"))
    assert value(node, n=1) == 1
    assert value(node, n=1, m=2) == 2
    assert value(Given("m"), Kind.FLAG, m=0) is True


@pytest.mark.parametrize(
    ("missing", "wanted"),
    [(MissingPart.LEAVE_OUT, Fraction(4)), (MissingPart.UNDETERMINED, None)],
)
def test_a_mean_says_what_a_missing_part_does(value, missing, wanted):
    """A part of a mean is left out with its weight, or makes the mean missing."""
    parts = (Weighted(Input("n"), 3), Weighted(Input("m"), 1))
    assert value(WeightedMean(parts, missing=missing), m=4) == wanted
    over = Items("mean", Field("x"), missing=missing)
    assert value(over, items=[{"x": 4}, {"x": None}]) == wanted


def test_a_part_that_may_not_be_missing_is_refused(value):
    """An aggregate that refuses missing parts names the one that is missing."""
    node = Items("sum", Field("x"), missing=MissingPart.REFUSE, key="jumlah")
    with pytest.raises(InvalidInput) as caught:
        value(node, items=[{"x": 1}, {}])
    assert caught.value.place == "jumlah[1]"


def test_no_items_are_not_missing_items(value):
    """An empty list sums to zero and has no mean; a list that was not given has neither."""
    assert value(Items("sum", Field("x")), items=[]) == 0
    assert value(Items("mean", Field("x")), items=[]) is None
    assert value(Items("mean", Field("x"), when_empty=9), items=[]) == 9
    assert value(Items("sum", Field("x"))) is None


def test_items_are_chosen_by_a_condition(value):
    """Only the items that meet the condition count."""
    items = [{"x": 1, "z": True}, {"x": 5, "z": False}, {"x": 1, "z": True}]
    assert value(Items("sum", Field("x"), where=Flag_z()), items=items) == 2
    assert value(Count(where=Flag_z()), Kind.COUNT, items=items) == 2
    assert value(Count(distinct=Field("x")), Kind.COUNT, items=items) == 2


def Flag_z():  # noqa: N802 - reads like the node it makes
    return Compare(Field("z"), True)  # noqa: FBT003 - the flag itself


def test_all_problems_of_the_inputs_come_together(policy, spec):
    """Every bad input is told, and nothing is computed."""
    rule = policy(node=Add((Input("n"), Input("m"))), inputs=(spec("n"), spec("m")))
    with pytest.raises(InvalidInput) as caught:
        rule.evaluate({"n": 0.1, "m": "x", "o": 1})
    assert [problem.place for problem in caught.value.problems] == ["n", "m", "o"]


def test_inputs_are_a_mapping(policy):
    """Anything but values by name is refused."""
    with pytest.raises(InvalidInput, match="'list' is of the wrong type"):
        policy(node=1).evaluate(["n"])


def test_a_case_that_the_law_does_not_cover_is_refused(policy, spec):
    """A broken requirement names its input, what is asked, and the article."""
    demand = Requirement(
        holds=Compare(Input("bulan"), 12, op="<="),
        place="bulan",
        asks="bulan <= 12",
        citation=Citation(regulation="pp_1_2020", article="5"),
    )
    rule = policy(node=Input("bulan"), inputs=(spec("bulan"),), requirements=(demand,))
    assert rule.evaluate({"bulan": 12}).value == 12
    assert rule.evaluate({}).value is None
    with pytest.raises(InvalidInput) as caught:
        rule.evaluate({"bulan": 13})
    assert str(caught.value) == (
        "bulan: the rule does not cover 13. It asks for: bulan <= 12. [PP 1/2020 art. 5]"
    )


def test_the_day_chooses_the_law(policy, parameter):
    """The values of the day are used; without a day one that changed is an error."""
    limit = parameter("batas", (20, date(2020, 1, 1)), (24, date(2022, 1, 1)))
    rule = policy(node=ParameterValue("batas"), parameters=(limit,))
    assert rule.evaluate({}, as_of=date(2021, 12, 31)).value == 20
    assert rule.evaluate({}, as_of=date(2022, 1, 1)).value == 24
    with pytest.raises(InvalidInput, match="Give the day of the law: as_of"):
        rule.evaluate({})
    with pytest.raises(NotFound, match="nothing is in force on 2019-12-31"):
        rule.evaluate({}, as_of=date(2019, 12, 31))


def test_days_of_the_same_law_share_their_program(policy, parameter):
    """A policy is compiled once for each set of legal values, whatever the day."""
    limit = parameter("batas", (20, date(2020, 1, 1)), (24, date(2022, 1, 1)))
    rule = policy(node=ParameterValue("batas"), parameters=(limit,))
    first, second = rule.program(date(2020, 5, 1)), rule.program(date(2021, 5, 1))
    assert first is second
    assert first is not rule.program(date(2022, 5, 1))


def test_a_policy_has_one_main_output(policy):
    """Two main outputs, or none, are refused."""
    import attrs

    rule = policy(outputs={"a": 1, "b": 2})
    assert rule.main.name == "a"
    with pytest.raises(InvalidPolicy, match="exactly one"):
        attrs.evolve(rule, outputs=rule.outputs[1:])


def registry(*rules):
    packs = [
        PolicyPack(
            name=rule.id,
            policies=(PolicyEntry(id=rule.id, purpose=rule.id, governs_from=date(2020, 1, 1)),),
            load=lambda rule=rule: (rule,),
        )
        for rule in rules
    ]
    return PolicyRegistry(packs)


def test_a_result_of_another_policy_is_a_node(policy, spec):
    """A policy reads another's exact result, with its own inputs or with mapped ones."""
    half = policy(
        name="pp_1_2020.separuh", node=Multiply((Input("n"), Fraction(1, 2))), inputs=(spec("n"),)
    )
    again = ResultOf("pp_1_2020.separuh", inputs=(("n", Constant(7)),))
    node = Add((ResultOf("pp_1_2020.separuh"), again))
    whole = policy(name="pp_1_2020.jumlah", node=node, inputs=(spec("n"),))
    evaluation = registry(half, whole).get("pp_1_2020.jumlah").evaluate({"n": 3})
    assert evaluation.value == 5
    assert evaluation.explanation.coverage().given == ("n",)
    with pytest.raises(InvalidPolicy, match="Take the policy from a registry"):
        whole.evaluate({"n": 3})


def test_a_policy_that_depends_on_itself_is_refused(policy):
    """A circle of results is found when the policy is taken, not while it computes."""
    first = policy(name="pp_1_2020.a", node=ResultOf("pp_1_2020.b"))
    second = policy(name="pp_1_2020.b", node=ResultOf("pp_1_2020.a"))
    with pytest.raises(InvalidPolicy, match="depends on itself"):
        registry(first, second).get("pp_1_2020.a")


@pytest.mark.parametrize("day", ["2022-01-01", datetime(2022, 1, 1), 2022, [2022]])  # noqa: DTZ001 - a local time
def test_what_is_no_day_is_refused(policy, spec, parameter, day):
    """The day of the law is a date, nothing else."""
    law = parameter("batas", (20, date(2020, 1, 1)), (24, date(2022, 1, 1)))
    rule = policy(
        node=Add((Input("n"), ParameterValue("batas"))), inputs=(spec("n"),), parameters=(law,)
    )
    with pytest.raises(InvalidInput, match="as_of"):
        rule.evaluate({"n": 1}, as_of=day)

"""Random policies of every kind of node, and random cases with holes and ties."""

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.parameters import Authority, Parameter, ParameterVersion, Status
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    AddMonths,
    Aggregate,
    And,
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Clip,
    Compare,
    Comparison,
    Constant,
    Count,
    Date,
    Field,
    Flag,
    Given,
    Input,
    Items,
    Latest,
    Lookup,
    LookupRow,
    Matrix,
    Max,
    Min,
    MissingPart,
    Multiply,
    Not,
    Or,
    Override,
    ParameterValue,
    Ratio,
    Round,
    Subtract,
    Undetermined,
    Weighted,
    WeightedMean,
    WholeMonths,
)
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

WORDS = ("a", "b", "c")
SOURCE = Citation(text="uji")
TEXT = Wording("uji", "test")
NUMBERS = st.one_of(st.integers(-9, 9), st.fractions(min_value=-9, max_value=9, max_denominator=8))
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
VALUES = {"p": Fraction(7, 2), "q": Fraction(-1, 3)}
LENIENT = st.sampled_from([MissingPart.LEAVE_OUT, MissingPart.UNDETERMINED])
OPS = st.sampled_from(list(Comparison))


def _maybe(strategy):
    return st.none() | strategy


class Trees:
    """Strategies of nodes by the kind of value that they give, within items or outside."""

    def __init__(self, depth: int, *, within: bool = False) -> None:
        self.within = within
        self.below = Trees(depth - 1, within=within) if depth else None
        self.inner = Trees(depth - 1, within=True) if depth else None

    def _leaves(self, *outside, field):
        return st.sampled_from([*outside, Field(field)] if self.within else list(outside))

    def numbers(self):
        """Draw a node that gives a number."""
        leaves = self._leaves(
            Input("n"), Input("m"), Input("k"), ParameterValue("p"), ParameterValue("q"), field="x"
        ) | NUMBERS.map(Constant)
        if self.below is None:
            return leaves
        number, flag, word = self.below.numbers(), self.below.flags(), self.below.words()
        few = st.lists(number, min_size=1, max_size=3).map(tuple)
        parts = st.lists(st.builds(Weighted, number, NUMBERS.map(abs)), min_size=1, max_size=3).map(
            tuple
        )
        kinds = [
            leaves,
            st.builds(Add, few),
            st.builds(Subtract, number, number),
            st.builds(Multiply, few),
            st.builds(Ratio, number, number, when_zero=number),
            st.builds(WeightedMean, parts, missing=LENIENT),
            st.builds(Min, few),
            st.builds(Max, few),
            st.builds(Clip, number, low=_maybe(number), high=_maybe(number)),
            st.builds(Round, number, st.integers(0, 3), mode=st.sampled_from(list(RoundingMode))),
            self._bands(number, number),
            self._lookup(word, number),
            self._choose(flag, number),
            st.builds(Override, number, number),
            st.just(Undetermined("uji", TEXT)),
            st.builds(WholeMonths, self.below.days(), self.below.days()),
        ]
        return st.one_of([*kinds, *([] if self.within else self._over_items())])

    def _over_items(self):
        number, flag = self.inner.numbers(), self.inner.flags()
        sums = st.sampled_from([Aggregate.SUM, Aggregate.MEAN, Aggregate.MIN, Aggregate.MAX])
        return [
            st.builds(
                Count, where=_maybe(flag), distinct=_maybe(self.inner.words()), missing=LENIENT
            ),
            st.builds(
                Items,
                sums,
                number,
                where=_maybe(flag),
                when_empty=_maybe(self.below.numbers()),
                missing=LENIENT,
            ),
        ]

    def flags(self):
        """Draw a node that gives a flag."""
        leaves = self._leaves(
            Flag("f"), Flag("g"), Given("n"), Given("w"), field="z"
        ) | st.booleans().map(Constant)
        if self.below is None:
            return leaves
        number, word, day = self.below.numbers(), self.below.words(), self.below.days()
        few = st.lists(self.below.flags(), min_size=1, max_size=3).map(tuple)
        equal = st.sampled_from([Comparison.EQUAL, Comparison.UNEQUAL])
        kinds = [
            leaves,
            st.builds(Compare, number, number, op=OPS),
            st.builds(Compare, word, word, op=equal),
            st.builds(Compare, day, day, op=OPS),
            st.builds(And, few),
            st.builds(Or, few),
            st.builds(Not, self.below.flags()),
            self._choose(self.below.flags(), self.below.flags()),
        ]
        if not self.within:
            every = st.sampled_from([Aggregate.ALL, Aggregate.ANY])
            kinds.append(st.builds(Items, every, self.inner.flags(), missing=LENIENT))
        return st.one_of(kinds)

    def words(self):
        """Draw a node that gives a word."""
        leaves = self._leaves(Input("w"), Input("v"), field="y") | st.sampled_from(WORDS).map(
            Constant
        )
        if self.below is None:
            return leaves
        word, flag = self.below.words(), self.below.flags()
        cells = st.dictionaries(
            st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)), st.sampled_from(WORDS)
        ).map(lambda found: tuple(Cell(row=r, column=c, result=w) for (r, c), w in found.items()))
        return st.one_of(
            leaves,
            st.builds(Matrix, word, word, cells=cells),
            self._lookup(word, st.sampled_from(WORDS).map(Constant)),
            self._bands(self.below.numbers(), word),
            self._choose(flag, word),
        )

    def days(self):
        """Draw a node that gives a date."""
        leaves = self._leaves(Date("d"), Date("e"), field="t") | DAYS.map(Constant)
        if self.below is None:
            return leaves
        kinds = [
            leaves,
            st.builds(AddMonths, self.below.days(), st.integers(-24, 24).map(Constant)),
            self._choose(self.below.flags(), self.below.days()),
        ]
        if not self.within:
            kinds.append(
                st.builds(
                    Latest,
                    self.inner.days(),
                    where=_maybe(self.inner.flags()),
                    when_empty=_maybe(self.below.days()),
                    missing=LENIENT,
                )
            )
        return st.one_of(kinds)

    def _bands(self, value, result):
        edge = _maybe(NUMBERS.map(Constant) | st.just(ParameterValue("p")))
        band = st.builds(
            Band,
            result=result,
            lower=edge,
            upper=edge,
            lower_in=st.booleans(),
            upper_in=st.booleans(),
        )
        return st.builds(Bands, value, st.lists(band, max_size=4).map(tuple))

    def _lookup(self, value, result):
        rows = st.dictionaries(st.sampled_from(WORDS), result).map(
            lambda found: tuple(LookupRow(when=key, result=node) for key, node in found.items())
        )
        return st.builds(Lookup, value, rows)

    def _choose(self, flag, result):
        cases = st.lists(st.builds(Case, when=flag, then=result), max_size=3).map(tuple)
        return st.builds(Choose, cases, result)


def _spec(name: str, kind: Kind, **more: object) -> InputSpec:
    return InputSpec(name=name, kind=kind, title=Wording(name, name), **more)


SPECS = (
    _spec("n", Kind.NUMBER, low=-9, high=9),
    _spec("m", Kind.NUMBER, low=-9, high=9),
    _spec("k", Kind.COUNT, high=9),
    _spec("w", Kind.WORD, words=WORDS),
    _spec("v", Kind.WORD, words=WORDS),
    _spec("f", Kind.FLAG),
    _spec("g", Kind.FLAG),
    _spec("d", Kind.DATE),
    _spec("e", Kind.DATE),
    _spec(
        "items",
        Kind.ITEMS,
        fields=(
            _spec("x", Kind.NUMBER, low=-9, high=9),
            _spec("y", Kind.WORD, words=WORDS),
            _spec("z", Kind.FLAG),
            _spec("t", Kind.DATE),
        ),
    ),
)
ONE_ITEM = {
    "x": NUMBERS,
    "y": st.sampled_from(WORDS),
    "z": st.booleans(),
    "t": DAYS,
}
FULL = {
    "n": NUMBERS,
    "m": NUMBERS,
    "k": st.integers(0, 9),
    "w": st.sampled_from(WORDS),
    "v": st.sampled_from(WORDS),
    "f": st.booleans(),
    "g": st.booleans(),
    "d": DAYS,
    "e": DAYS,
    "items": st.lists(st.fixed_dictionaries(ONE_ITEM), max_size=4),
}
HOLES = st.fixed_dictionaries(
    {
        **{name: _maybe(values) for name, values in FULL.items() if name != "items"},
        "items": _maybe(
            st.lists(
                st.fixed_dictionaries({name: _maybe(v) for name, v in ONE_ITEM.items()}), max_size=4
            )
        ),
    }
)


def make_policy(node, kind: Kind) -> Policy:
    """Make a policy of one node."""
    words = WORDS if kind is Kind.WORD else ()
    rows = [
        Parameter(
            name=name,
            title=TEXT,
            unit="point",
            versions=(
                ParameterVersion(
                    value=value,
                    valid_from=date(2020, 1, 1),
                    citation=SOURCE,
                    status=Status.CONFIRMED,
                    authority=Authority.PRACTICE,
                ),
            ),
        )
        for name, value in VALUES.items()
    ]
    return Policy(
        id="uji_1_2020.uji",
        title=TEXT,
        purpose="uji",
        regulation=Regulation(
            id="uji_1_2020", title=TEXT, in_force_from=date(2020, 1, 1), citation=SOURCE
        ),
        governs_from=date(2020, 1, 1),
        inputs=SPECS,
        outputs=(Output(name="hasil", node=node, kind=kind, title=TEXT, main=True, words=words),),
        parameters=tuple(rows),
    )


_TREES = tuple(Trees(depth) for depth in range(3))


@st.composite
def policies(draw):
    """Draw a policy whose result is of any kind."""
    trees = _TREES[draw(st.integers(0, 2))]
    kind = draw(st.sampled_from([Kind.NUMBER, Kind.FLAG, Kind.WORD, Kind.DATE]))
    nodes = {
        Kind.NUMBER: trees.numbers,
        Kind.FLAG: trees.flags,
        Kind.WORD: trees.words,
        Kind.DATE: trees.days,
    }
    return make_policy(draw(nodes[kind]()), kind)

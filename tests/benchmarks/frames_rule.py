"""The benchmark rule: six indicators, seven behaviour ratings, a 70/30 total, bands, a matrix."""

from datetime import date
from fractions import Fraction

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Cell,
    Choose,
    Clip,
    Field,
    Flag,
    Input,
    Items,
    Matrix,
    Multiply,
    Ratio,
    Round,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output

INDICATORS, RATINGS = 6, 7
SOURCE = Citation(text="uji kecepatan")
ABOVE, AS_EXPECTED, BELOW = "di_atas_ekspektasi", "sesuai_ekspektasi", "di_bawah_ekspektasi"
WORDS = (ABOVE, AS_EXPECTED, BELOW)
PREDICATES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
GRID = {
    ABOVE: ("sangat_baik", "baik", "kurang"),
    AS_EXPECTED: ("baik", "baik", "kurang"),
    BELOW: ("butuh_perbaikan", "butuh_perbaikan", "sangat_kurang"),
}
MOST = 1_000_000
CAP, WEIGHT = Fraction(6, 5), Fraction(7, 10)


def _spec(name, kind, **more):
    return InputSpec(name=name, kind=kind, title=Wording(name, name), **more)


def _indicator(suffix=""):
    return (
        _spec(f"realisasi{suffix}", Kind.NUMBER, scale=2, low=0, high=MOST),
        _spec(f"target{suffix}", Kind.NUMBER, scale=2, low=Fraction(1, 100), high=MOST),
        _spec(f"bobot{suffix}", Kind.COUNT, high=100),
        _spec(f"turun{suffix}", Kind.FLAG),
    )


def _weighted(read, flag, *, rounded, cap):
    """Give the attainment of an indicator, from 0 to the cap, times its weight."""
    top = Choose((Case(when=flag, then=read("target")),), read("realisasi"))
    bottom = Choose((Case(when=flag, then=read("realisasi")),), read("target"))
    attainment = Clip(Ratio(top, bottom, when_zero=cap), low=0, high=cap)
    if rounded:
        attainment = Round(attainment, 4, citation=SOURCE)
    return Multiply((attainment, read("bobot")))


def _bands(value, edges):
    return Bands(
        value,
        (
            Band(result=ABOVE, lower=edges[0]),
            Band(result=AS_EXPECTED, lower=edges[1], upper=edges[0]),
            Band(result=BELOW, upper=edges[1]),
        ),
        citation=SOURCE,
    )


def _score(form, *, rounded, cap):
    """Give the inputs of the indicators and their weighted sum."""
    if form == "long":
        score = Items("sum", _weighted(Field, Field("turun"), rounded=rounded, cap=cap))
        return [_spec("items", Kind.ITEMS, fields=_indicator())], score
    suffixes = [f"_{number}" for number in range(1, INDICATORS + 1)]
    parts = [
        _weighted(
            lambda name, s=s: Input(f"{name}{s}"), Flag(f"turun{s}"), rounded=rounded, cap=cap
        )
        for s in suffixes
    ]
    return [spec for s in suffixes for spec in _indicator(s)], Add(tuple(parts))


def make_rule(form="wide", *, rounded=True, weight=WEIGHT, cap=CAP):
    """Make the rule as a policy.

    Args:
        form: ``wide`` (an input for each value) or ``long`` (indicators are items).
        rounded: Whether attainments are rounded.
        weight: Weight of the results in the total; another makes a policy that differs late.
        cap: Most that an attainment can be; another makes a policy that differs early.
    """
    indicators, score = _score(form, rounded=rounded, cap=cap)
    results = Round(score, 2, citation=SOURCE)
    ratings = [f"perilaku_{number}" for number in range(1, RATINGS + 1)]
    percent = Multiply((Add(tuple(map(Input, ratings))), Fraction(100, 5 * RATINGS)))
    behaviour = Round(percent, 2, citation=SOURCE)
    both = Add((Multiply((weight, results)), Multiply((1 - weight, behaviour))))
    cells = [
        Cell(row=row, column=column, result=word)
        for row, words in GRID.items()
        for column, word in zip(WORDS, words, strict=True)
    ]
    numbers = {"hasil": results, "perilaku": behaviour, "total": Round(both, 2, citation=SOURCE)}
    predicate = Output(
        name="predikat",
        node=Matrix(
            _bands(results, (100, 76)),
            _bands(behaviour, (90, 60)),
            cells=tuple(cells),
            citation=SOURCE,
        ),
        kind=Kind.WORD,
        title=Wording("predikat", "predicate"),
        words=PREDICATES,
        main=True,
    )
    title = Wording("uji", "test")
    regulation = Regulation(
        id="uji_1_2020", title=title, in_force_from=date(2020, 1, 1), citation=SOURCE
    )
    return Policy(
        id="uji_1_2020.kecepatan",
        title=title,
        purpose="uji",
        regulation=regulation,
        governs_from=date(2020, 1, 1),
        inputs=(*indicators, *(_spec(name, Kind.COUNT, low=1, high=5) for name in ratings)),
        outputs=(
            predicate,
            *(
                Output(name=name, node=node, kind=Kind.NUMBER, title=Wording(name, name))
                for name, node in numbers.items()
            ),
        ),
    )

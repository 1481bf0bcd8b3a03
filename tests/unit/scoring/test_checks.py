"""The holes of a policy, found before any case."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.scoring import checks
from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Band,
    Bands,
    Cell,
    Compare,
    Constant,
    Count,
    Field,
    Flag,
    Input,
    Lookup,
    LookupRow,
    Matrix,
    ParameterValue,
    Round,
)

SOURCE = Citation(regulation="pp_1_2020", article="7")


def band(result, low, high, **closed):
    return Band(result=result, lower=low, upper=high, **closed)


def bands(*rows, value=None, **more):
    return Bands(value or Input("n"), rows, **{"citation": SOURCE, **more})


@pytest.fixture
def codes(policy, spec):
    """Checks one node over the input n from 0 to 100 and the words w and v."""

    def check(node, kind=Kind.NUMBER, names="n", **more):
        known = {
            "n": spec("n", low=0, high=100),
            "w": spec("w", Kind.WORD, words="ab"),
            "v": spec("v", Kind.WORD, words="xy"),
            "f": spec("f", Kind.FLAG),
            "items": spec("items", Kind.ITEMS, fields=(spec("x"), spec("y", optional=True))),
        }
        rule = policy(
            node=node, kind=kind, words=("p", "q"), inputs=[known[name] for name in names], **more
        )
        return [(problem.code, problem.value) for problem in rule.check()]

    return check


ROUNDED = Round(Input("n"), 2, citation=SOURCE)


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (bands(band(1, 0, 50), band(2, 50, 100, upper_in=True)), []),
        (bands(band(2, 50, None), band(1, None, 50)), []),
        (bands(band(1, None, 50, upper_in=True), band(2, 50, None, lower_in=False)), []),
        (bands(band(1, 0, 50), band(2, 51, None)), [("band_gap", "50 | 51")]),
        (bands(band(1, 0, 50), band(2, 50, None, lower_in=False)), [("band_gap", "50 | 50")]),
        (bands(band(1, 0, 51), band(2, 50, None)), [("band_overlap", "51 | 50")]),
        (bands(band(1, 0, 50, upper_in=True), band(2, 50, None)), [("band_overlap", "50 | 50")]),
        (bands(band(1, 1, None)), [("band_gap", "0 | 1")]),
        (bands(band(1, 0, 99)), [("band_gap", "99 | 100")]),
        (
            bands(band(1, 0, 100, upper_in=True), band(2, 100, None, lower_in=False)),
            [("row_unreachable", "100 .. …")],
        ),
        (
            bands(band(1, 0, 101), band(2, 101, None)),
            [("row_unreachable", "101 .. …")],
        ),
        (
            bands(band(1, None, Decimal("49.99"), upper_in=True), band(2, 50, None), value=ROUNDED),
            [],
        ),
        (
            bands(band(1, None, Decimal("49.99"), upper_in=True), band(2, 50, None)),
            [("band_gap", "49.99 | 50")],
        ),
        (
            bands(band(1, None, Decimal("49.98"), upper_in=True), band(2, 50, None), value=ROUNDED),
            [("band_gap", "49.98 | 50")],
        ),
    ],
)
def test_bands_are_whole_or_told(codes, node, found):
    """Gaps, overlaps and bands out of reach are found; decimals of a rounded number are no gap."""
    assert codes(node) == found


def test_a_matrix_is_total_and_unique(codes):
    """Each pair of words has one cell, and there is no cell for other words."""
    cells = [Cell(row=r, column=c, result="p") for r in "ab" for c in "xy"]
    matrix = Matrix(Input("w"), Input("v"), cells=tuple(cells), citation=SOURCE)
    assert codes(matrix, Kind.WORD, "wv") == []
    wrong = attrs.evolve(
        matrix, cells=(*cells[1:], cells[1], Cell(row="c", column="x", result="p"))
    )
    assert codes(wrong, Kind.WORD, "wv") == [
        ("row_twice", "a x y"),
        ("row_unreachable", "c x x"),
        ("row_missing", "a x x"),
    ]


def test_a_lookup_is_total_and_unique(codes):
    """Each word has one row."""
    rows = (LookupRow(when="a", result=1), LookupRow(when="a", result=2))
    assert codes(Lookup(Input("w"), rows, citation=SOURCE), names="w") == [
        ("row_twice", "a"),
        ("row_missing", "b"),
    ]


@pytest.mark.parametrize(
    ("node", "names", "found"),
    [
        (Input("x"), "n", [("undeclared", "x"), ("unused", "n")]),
        (Flag("n"), "n", [("wrong_kind", "n")]),
        (ParameterValue("p"), "", [("undeclared", "p")]),
        (Count(where=Compare(Field("z"), 1)), ["items"],
         [("undeclared", "items.z"), ("unused", "items.x")]),
        (Compare(Input("w"), "c"), "w", [("unknown_word", "c")]),
        (Compare(Input("w"), "a", op=">"), "w", [("words_without_order", ">")]),
        (Round(Input("n"), 2), "n", [("uncited", "")]),
        (Constant(1, conflicts=("sel",)), "", [("undeclared", "sel")]),
    ],
)  # fmt: skip
def test_names_words_and_sources_are_checked(codes, node, names, found):
    """What is read is declared, what is declared is read, and rules are cited."""
    assert codes(node, names=names) == found


def test_an_output_gives_only_its_words(codes):
    """A word that the output does not know is told."""
    rows = (LookupRow(when="a", result="p"), LookupRow(when="b", result="r"))
    node = Lookup(Input("w"), rows, citation=SOURCE)
    assert codes(node, Kind.WORD, "w") == [("unknown_word", "r")]


def test_a_parameter_is_in_force_and_used(codes, parameter):
    """A value that begins too late, or that nothing reads, is told."""
    late = parameter("p", (Fraction(1), date(2021, 1, 1)))
    assert codes(ParameterValue("p"), names="", parameters=(late,)) == [("parameter_late", "p")]
    idle = parameter("q", (1, date(2020, 1, 1)))
    assert codes(Constant(1), names="", parameters=(idle,)) == [("unused", "q")]


def test_every_version_of_the_law_is_checked(codes, parameter):
    """A change of an edge that opens a gap is found."""
    edge = parameter("p", (50, date(2020, 1, 1)), (60, date(2022, 1, 1)))
    node = bands(band(1, 0, 50), band(2, ParameterValue("p"), None))
    assert codes(node, parameters=(edge,)) == [("band_gap", "50 | 60")]


def test_holes_are_looked_for_once_and_given_as_a_list_of_ones_own(policy, spec, monkeypatch):
    """A policy never changes: it is checked once, and who changes the answer changes no other."""
    counted = []
    real = checks.check_policy
    monkeypatch.setattr(checks, "check_policy", lambda *given: counted.append(1) or real(*given))
    rule = policy(node=bands(band(1, 0, 50)), inputs=[spec("n", low=0, high=100)])
    first = rule.check()
    assert first
    first.clear()
    assert rule.check() == rule.check() != []
    assert len(counted) == 1
    whole = attrs.evolve(rule, inputs=(spec("n", low=0, high=49),))
    assert whole.check() == []
    assert len(counted) == 2

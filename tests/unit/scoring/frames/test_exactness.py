"""Ties, tables and thresholds: frames are exact where floats are not."""

from decimal import Decimal
from fractions import Fraction

import duckdb
import numpy as np
import polars as pl
import pytest

from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Choose,
    Compare,
    Comparison,
    Constant,
    Flag,
    Input,
    Lookup,
    LookupRow,
    Multiply,
    Ratio,
    ResultOf,
    Round,
    Subtract,
)
from asn_kinerja.scoring.numbers import RoundingMode
from asn_kinerja.scoring.registry import PolicyEntry, PolicyPack, PolicyRegistry

ROWS = 100_000


def _half(value, places):
    """Round a fraction half up by its magnitude, with whole numbers alone."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return float(Fraction(whole if value >= 0 else -whole, 10**places))


def _number(make, name, **more):
    return make(name, Kind.NUMBER, **more)


@pytest.fixture
def spec():
    """Declare an input."""
    from asn_kinerja.legal.wording import Wording
    from asn_kinerja.scoring.inputs import InputSpec

    def make(name, kind, **more):
        return InputSpec(name=name, kind=kind, title=Wording(name, name), **more)

    return make


ENGINES = {
    "polars": lambda frame: frame,
    "lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


def _list(frame, column):
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = pl.from_arrow(frame.to_arrow_table()).sort("id")
    values = frame[column]
    return values.to_pylist() if hasattr(values, "to_pylist") else values.to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hundred_thousand_ties_round_as_the_law_says(make_policy, spec, engine):
    """Values that lie on a half, or a hair beside it, negative ones too, all round exactly."""
    random = np.random.default_rng(5)
    top = random.integers(-20_000, 20_001, ROWS)
    bottom = random.choice([1, 2, 4, 5, 8, 16, 20, 40, 80, 125, 3, 7], ROWS)
    policy = make_policy(
        [
            _number(spec, "atas", scale=0, low=-20_000, high=20_000),
            _number(spec, "bawah", scale=0, low=1, high=125),
        ],
        [
            ("satu", Kind.NUMBER, Round(Ratio(Input("atas"), Input("bawah"), when_zero=0), 1)),
            (
                "jumlah",
                Kind.NUMBER,
                Round(Add((Ratio(Input("atas"), Input("bawah"), when_zero=0), Fraction(1, 8))), 2),
            ),
        ],
    )
    frame = pl.DataFrame({"id": np.arange(ROWS), "atas": top, "bawah": bottom})
    found = policy.settle(policy.evaluate_frame(ENGINES[engine](frame)))
    pairs = [Fraction(int(a), int(b)) for a, b in zip(top, bottom, strict=True)]
    assert _list(found, "satu") == [_half(pair, 1) for pair in pairs]
    assert _list(found, "jumlah") == [_half(pair + Fraction(1, 8), 2) for pair in pairs]


def test_what_is_proved_leaves_nothing_to_settle(make_policy, spec):
    """Where bounds prove that only a tie can lie within the guard, no row is left open."""
    policy = make_policy(
        [
            _number(spec, "atas", scale=2, low=0, high=1000),
            _number(spec, "bawah", scale=2, low=1, high=1000),
        ],
        [("hasil", Kind.NUMBER, Round(Ratio(Input("atas"), Input("bawah"), when_zero=0), 4))],
    )
    frame = pl.DataFrame({"atas": [1.0, 0.5, 3.0], "bawah": [8.0, 16.0, 32.0]})
    status = policy.evaluate_frame(frame.lazy()).collect()["asn_status"]
    assert status.to_list() == [0, 0, 0]


def test_what_is_not_proved_is_settled_exactly(make_policy, spec):
    """A sum of many ratios can come as near a tie as it likes: such rows are scored again."""
    names = [f"n{number}" for number in range(8)]
    ratios = [Ratio(1, Input(name), when_zero=0) for name in names]
    policy = make_policy(
        [_number(spec, name, scale=2, low=1, high=10**6) for name in names],
        [("hasil", Kind.NUMBER, Round(Add(tuple(ratios)), 2))],
    )
    values = {name: [8.0 * 10**2, 3.0] for name in names}
    values["n0"] = [200.0, 3.0]
    row = sum(Fraction(1, int(values[name][0])) for name in names)
    lazy = policy.evaluate_frame(pl.DataFrame(values).lazy())
    assert lazy.collect()["asn_status"].to_list() in ([4, 0], [0, 0])
    found = policy.settle(lazy).collect()
    assert found["hasil"].to_list() == [_half(row, 2), _half(Fraction(8, 3), 2)]
    assert found["asn_status"].to_list() == [0, 0]


@pytest.mark.parametrize("op", list(Comparison))
@pytest.mark.parametrize("turned", [False, True])
def test_wide_bounds_leave_only_what_lies_at_the_edge(make_policy, spec, op, turned):
    """A share that may be huge is compared as finely as its edge asks, on either side of it."""
    share = Multiply((100, Ratio(Input("r"), Input("t"), when_zero=0)))
    spared = Subtract(100, share)
    node = Compare(24, spared, op=op) if turned else Compare(spared, 24, op=op)
    amounts = [_number(spec, name, scale=4, low=0, high=10**11) for name in ("r", "t")]
    policy = make_policy(amounts, [("hasil", Kind.FLAG, node)])
    shares = (
        "76/100 2.28/3 2.2801/3 2.2799/3 2.28/3.0001 0/7 5/0 76000000000/100000000000 "
        "75999999999.9999/100000000000 76000000000.0001/100000000000 100000000000/0.0001 "
        "0.0001/100000000000"
    )
    pairs = [share.split("/") for share in shares.split()]
    frame = pl.DataFrame(
        {name: [float(pair[at]) for pair in pairs] for at, name in enumerate("rt")}
    )
    wanted = [policy.evaluate({"r": r, "t": t}).value for r, t in pairs]
    lazy = policy.evaluate_frame(frame.lazy())
    status = lazy.collect()["asn_status"].to_list()
    at_edge = [t != "0" and Fraction(r) / Fraction(t) == Fraction(76, 100) for r, t in pairs]
    assert [bits == 0 for bits in status] == [not near for near in at_edge]
    assert policy.settle(lazy).collect()["hasil"].to_list() == wanted


@pytest.mark.parametrize("mode", list(RoundingMode))
def test_every_mode_rounds_halves_as_one_case_does(make_policy, spec, mode):
    """Half up, half to even, always down and always up, on both sides of zero."""
    policy = make_policy(
        [_number(spec, "n", scale=3, low=-10, high=10)],
        [("hasil", Kind.NUMBER, Round(Input("n"), 1, mode=mode))],
    )
    values = [number / 1000 for number in range(-1000, 1001)]
    found = policy.evaluate_frame(pl.DataFrame({"n": values}))["hasil"].to_list()
    wanted = [float(policy.evaluate({"n": str(Decimal(repr(value)))}).value) for value in values]
    assert found == wanted


def test_edges_belong_where_the_table_says(make_policy, spec):
    """0.1 x 3 is 0.3 for a band that begins there, which floats deny."""
    product = Multiply((Input("n"), Input("m")))
    policy = make_policy(
        [_number(spec, name, scale=1, low=0, high=10) for name in "nm"],
        [
            (
                "pita",
                Kind.WORD,
                Bands(
                    product,
                    (Band(result="ya", lower=Fraction(3, 10)), Band(result="tidak", upper=1)),
                ),
            )
        ],
    )
    found = policy.evaluate_frame(pl.DataFrame({"n": [0.1, 0.1], "m": [3.0, 2.9]}))
    assert found["pita"].to_list() == ["ya", "tidak"]


def test_a_long_table_is_found_row_by_row(make_policy, spec):
    """A lookup of a thousand rows, by number and by word, is neither slow nor too deep."""
    numbers = tuple(LookupRow(when=n, result=n * 7 % 1000) for n in range(1000))
    words = tuple(f"kelas_{n}" for n in range(400))
    rows = tuple(LookupRow(when=word, result=n) for n, word in enumerate(words))
    policy = make_policy(
        [spec("n", Kind.COUNT, high=2000), spec("w", Kind.WORD, words=words)],
        [
            ("angka", Kind.NUMBER, Lookup(Input("n"), numbers)),
            ("kata", Kind.NUMBER, Lookup(Input("w"), rows)),
        ],
    )
    frame = pl.DataFrame({"n": [0, 999, 1000, 500], "w": [words[0], words[399], words[7], None]})
    found = policy.evaluate_frame(frame)
    assert found["angka"].to_list() == [0, 6993 % 1000, None, 500]
    assert found["kata"].to_list() == [0, 399, 7, None]


def test_a_number_without_bounds_is_exact_at_any_size(make_policy, spec):
    """Beyond what a float holds exactly, rows are settled."""
    policy = make_policy(
        [_number(spec, "n", scale=2), _number(spec, "m", scale=2)],
        [("sama", Kind.FLAG, Compare(Subtract(Input("n"), Input("m")), Fraction(1, 100)))],
    )
    frame = pl.DataFrame({"n": [0.03, 1e10, 90000000000.01], "m": [0.02, 1e10, 9e10]})
    assert policy.evaluate_frame(frame)["sama"].to_list() == [True, False, True]


def test_a_number_without_scale_is_the_decimal_that_is_shown(make_policy, spec):
    """A float of an input without scale is read as its shortest decimal."""
    policy = make_policy(
        [_number(spec, "bagian", low=0, high=1)],
        [("sampai", Kind.FLAG, Compare(Ratio(1, Input("bagian"), when_zero=0), 10, op="<="))],
    )
    assert policy.evaluate_frame(pl.DataFrame({"bagian": [0.1, 0.09999999999999999]}))[
        "sampai"
    ].to_list() == [True, False]


def test_a_result_of_another_policy_is_computed_along(make_policy, spec):
    """A policy reads another's result by id, with its own inputs or mapped ones."""
    inner = make_policy(
        [_number(spec, "n", scale=1, low=0, high=5), spec("f", Kind.FLAG, default=True)],
        [("dua", Kind.NUMBER, Choose((), Multiply((Input("n"), 2)))), ("f", Kind.FLAG, Flag("f"))],
        name="dalam",
    )
    outer = make_policy(
        [_number(spec, "n", scale=1, low=0, high=9), _number(spec, "m", scale=1, low=0, high=9)],
        [
            ("jumlah", Kind.NUMBER, Add((ResultOf("uji_1_2020.dalam"), 1))),
            (
                "lain",
                Kind.NUMBER,
                ResultOf("uji_1_2020.dalam", output="dua", inputs=(("n", Input("m")),)),
            ),
            ("tetap", Kind.FLAG, ResultOf("uji_1_2020.dalam", output="f")),
        ],
        name="luar",
    )
    entries = tuple(
        PolicyEntry(id=policy.id, purpose=policy.purpose, governs_from=policy.governs_from)
        for policy in (inner, outer)
    )
    pack = PolicyPack(name="uji_1_2020", policies=entries, load=lambda: (inner, outer))
    linked = PolicyRegistry([pack]).get("uji_1_2020.luar")
    frame = pl.DataFrame({"n": [1.5, 0.0, 6.0], "m": [0.5, 2.0, 1.0]})
    found = linked.evaluate_frame(frame, problems="collect")
    assert found["jumlah"].to_list() == [4.0, 1.0, None]
    assert found["lain"].to_list() == [1.0, 4.0, None]
    assert found["tetap"].to_list() == [True, True, None]
    assert found["asn_status"].to_list() == [0, 0, 2]


def test_constants_need_no_column(make_policy, spec):
    """A result that depends on nothing is the same in each row."""
    policy = make_policy(
        [_number(spec, "n", scale=0, low=0, high=9)],
        [("lima", Kind.NUMBER, Add((2, 3))), ("kata", Kind.WORD, Constant("a"))],
    )
    found = policy.evaluate_frame(pl.DataFrame({"n": [1, 2]}))
    assert found["lima"].to_list() == [5.0, 5.0]
    assert found["kata"].to_list() == ["a", "a"]

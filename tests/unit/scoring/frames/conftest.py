"""A small policy with an input of every kind, and frames for it."""

from datetime import date

import polars as pl
import pytest

from asn_kinerja.legal.citations import Citation
from asn_kinerja.legal.regulations import Regulation
from asn_kinerja.legal.wording import Wording
from asn_kinerja.scoring.inputs import InputSpec, Kind
from asn_kinerja.scoring.nodes import (
    Add,
    Band,
    Bands,
    Case,
    Choose,
    Compare,
    Count,
    Date,
    Field,
    Flag,
    Input,
    Items,
    Multiply,
    Ratio,
    Round,
    WholeMonths,
)
from asn_kinerja.scoring.policy import Policy
from asn_kinerja.scoring.rule import Output, Requirement

SOURCE = Citation(regulation="uji_1_2020", article="1")


def spec(name, kind, **more):
    """Declare an input."""
    return InputSpec(name=name, kind=kind, title=Wording(name, name), citation=SOURCE, **more)


@pytest.fixture
def make_policy():
    """Make a policy of inputs and named nodes; the first output is the main one."""

    def make(inputs, outputs, *, requirements=(), conflicts=(), parameters=(), name="uji"):
        title = Wording("uji", "test")
        return Policy(
            id=f"uji_1_2020.{name}",
            title=title,
            purpose=name,
            regulation=Regulation(
                id="uji_1_2020", title=title, in_force_from=date(2020, 1, 1), citation=SOURCE
            ),
            governs_from=date(2020, 1, 1),
            inputs=tuple(inputs),
            outputs=tuple(
                Output(name=name, node=node, kind=kind, title=Wording(name, name), main=not number)
                for number, (name, kind, node) in enumerate(outputs)
            ),
            requirements=tuple(requirements),
            conflicts=tuple(conflicts),
            parameters=tuple(parameters),
        )

    return make


@pytest.fixture
def policy(make_policy):
    """A score of a number, a count, a word, a flag and a date."""
    score = Round(Ratio(Input("skor"), Input("jumlah"), when_zero=0), 2)
    bonus = Choose((Case(when=Flag("istimewa"), then=5),), 0)
    total = Add((score, bonus))
    bands = Bands(total, (Band(result="tinggi", lower=50), Band(result="rendah", upper=50)))
    return make_policy(
        [
            spec("skor", Kind.NUMBER, scale=2, low=0, high=100),
            spec("jumlah", Kind.COUNT, high=10),
            spec("golongan", Kind.WORD, words=("a", "b")),
            spec("istimewa", Kind.FLAG),
            spec("mulai", Kind.DATE),
        ],
        [
            ("nilai", Kind.NUMBER, total),
            ("pita", Kind.WORD, bands),
            ("sama", Kind.FLAG, Compare(Input("golongan"), "a")),
            ("bulan", Kind.COUNT, WholeMonths(Date("mulai"), date(2025, 1, 1))),
        ],
        requirements=[
            Requirement(
                holds=Compare(Input("jumlah"), 9, op="<="),
                place="jumlah",
                asks="jumlah <= 9",
                citation=SOURCE,
            )
        ],
    )


@pytest.fixture
def frame():
    """Three good rows."""
    return pl.DataFrame(
        {
            "id": ["x", "y", "z"],
            "nama": ["satu", "dua", "tiga"],
            "skor": [80.5, 10.0, None],
            "jumlah": [1, 3, 2],
            "golongan": ["a", "b", "a"],
            "istimewa": [True, False, False],
            "mulai": [date(2024, 1, 31), date(2024, 12, 2), None],
        }
    )


@pytest.fixture
def long_policy(make_policy):
    """A weighted sum and a count of items."""
    fields = (
        spec("capaian", Kind.NUMBER, scale=4, low=0, high=2),
        spec("bobot", Kind.COUNT, high=100),
        spec("jenis", Kind.WORD, words=("utama", "tambahan")),
    )
    weighted = Multiply((Field("capaian"), Field("bobot")))
    return make_policy(
        [
            spec("items", Kind.ITEMS, fields=fields),
            spec("dasar", Kind.NUMBER, scale=1, low=0, high=9),
        ],
        [
            ("skor", Kind.NUMBER, Round(Add((Items("sum", weighted), Input("dasar"))), 1)),
            ("utama", Kind.COUNT, Count(where=Compare(Field("jenis"), "utama"))),
        ],
    )


@pytest.fixture
def cases():
    """Two cases, the second without items."""
    return pl.DataFrame({"id": [1, 2], "dasar": [0.5, 1.5]})


@pytest.fixture
def items():
    """Three items of the first case."""
    return pl.DataFrame(
        {
            "id": [1, 1, 1],
            "capaian": [1.05, 0.5, 1.2],
            "bobot": [50, 30, 20],
            "jenis": ["utama", "utama", "tambahan"],
        }
    )

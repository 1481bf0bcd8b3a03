"""Random cases for frames: decimals with ties and holes, as rows and as every kind of frame."""

from decimal import Decimal
from fractions import Fraction

import attrs
import duckdb
import pandas as pd
import polars as pl
from hypothesis import strategies as st
from random_policies import DAYS, SPECS, TEXT, WORDS, Trees, make_policy

from asn_kinerja.scoring.inputs import Kind
from asn_kinerja.scoring.rule import Output

NUMBERS = st.integers(-36, 36).map(lambda number: Decimal(number) / 4) | st.integers(-900, 900).map(
    lambda number: Decimal(number) / 100
)
ONE_ITEM = {"x": NUMBERS, "y": st.sampled_from(WORDS), "z": st.booleans(), "t": DAYS}
ONE_CASE = {
    "n": NUMBERS,
    "m": NUMBERS,
    "k": st.integers(0, 9),
    "w": st.sampled_from(WORDS),
    "v": st.sampled_from(WORDS),
    "f": st.booleans(),
    "g": st.booleans(),
    "d": DAYS,
    "e": DAYS,
}
ITEMS = st.lists(
    st.fixed_dictionaries({name: st.none() | values for name, values in ONE_ITEM.items()}),
    max_size=3,
)
CASES = st.lists(
    st.fixed_dictionaries(
        {**{name: st.none() | values for name, values in ONE_CASE.items()}, "items": ITEMS}
    ),
    min_size=1,
    max_size=6,
)
_TYPES = {"n": pl.Float64, "m": pl.Float64, "x": pl.Float64, "k": pl.Int64, "w": pl.String,
          "v": pl.String, "y": pl.String, "f": pl.Boolean, "g": pl.Boolean, "z": pl.Boolean,
          "d": pl.Date, "e": pl.Date, "t": pl.Date}  # fmt: skip


def _scaled(spec):
    """Declare a scale for some numbers, and leave others without: both are met by frames."""
    if spec.kind is Kind.ITEMS:
        return attrs.evolve(spec, fields=tuple(map(_scaled, spec.fields)))
    return attrs.evolve(spec, scale=2) if spec.name in {"n", "x"} else spec


def for_frames(policy):
    """Declare the inputs of a random policy as frames have them."""
    return attrs.evolve(policy, inputs=tuple(map(_scaled, SPECS)))


@st.composite
def rich_policies(draw):
    """Draw a policy with a result of each kind, from trees that are never a leaf alone."""
    outputs = []
    for name, kind in (
        ("angka", Kind.NUMBER), ("benar", Kind.FLAG), ("kata", Kind.WORD), ("hari", Kind.DATE),
    ):  # fmt: skip
        trees = Trees(draw(st.integers(1, 3)))
        nodes = {"angka": trees.numbers, "benar": trees.flags, "kata": trees.words}
        node = draw(nodes.get(name, trees.days)())
        outputs.append(
            Output(name=name, node=node, kind=kind, title=TEXT, main=not outputs, words=WORDS)
        )
    policy = for_frames(make_policy(outputs[0].node, Kind.NUMBER))
    return attrs.evolve(policy, outputs=tuple(outputs))


def exact(case):
    """Give a case to the naive reading: fractions for decimals."""
    if isinstance(case, dict):
        return {name: exact(value) for name, value in case.items()}
    if isinstance(case, list):
        return [exact(item) for item in case]
    return Fraction(case) if isinstance(case, Decimal) else case


def _rows(rows, names):
    schema = {"id": pl.Int64, **{name: _TYPES[name] for name in names}}
    plain = [
        {name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in rows
    ]
    return pl.DataFrame(plain, schema=schema)


def tables(cases):
    """Write cases as a polars frame of cases and one of items, joined by ``id``."""
    frame = _rows(
        [{"id": n, **{name: case[name] for name in ONE_CASE}} for n, case in enumerate(cases)],
        ONE_CASE,
    )
    items = _rows(
        [{"id": n, **item} for n, case in enumerate(cases) for item in case["items"]], ONE_ITEM
    )
    return frame, items


def wide(cases):
    """Write cases with their items as columns."""
    frame, _ = tables(cases)
    columns = {}
    for number in range(3):
        for name in ONE_ITEM:
            values = [
                case["items"][number][name] if len(case["items"]) > number else None
                for case in cases
            ]
            plain = [float(v) if isinstance(v, Decimal) else v for v in values]
            column = f"items[{number}].{name}"
            columns[column] = pl.Series(column, plain, dtype=_TYPES[name])
    return frame.with_columns(columns.values())


def numpy_frame(frame):
    """Write a polars frame as pandas with numpy columns."""
    made = pd.DataFrame({"id": frame["id"].to_list()}, dtype="int64")
    for column in frame.columns[1:]:
        values = frame[column].to_list()
        kind = "float64" if _of(column) in {pl.Float64, pl.Int64} else "object"
        made[column] = pd.Series(values, dtype=kind)
    return made


def nullable_frame(frame):
    """Write a polars frame as pandas with nullable columns."""
    kinds = {pl.Float64: "Float64", pl.Int64: "Int64", pl.String: "string", pl.Boolean: "boolean"}
    made = pd.DataFrame({"id": frame["id"].to_list()}, dtype="int64")
    for column in frame.columns[1:]:
        kind = kinds.get(_of(column), "object")
        made[column] = pd.array(frame[column].to_list(), dtype=kind)
    return made


def _of(column):
    return _TYPES[column.partition("].")[2] or column]


def arrow_frame(frame):
    """Write a polars frame as pandas with Arrow columns."""
    return frame.to_pandas(use_pyarrow_extension_array=True)


def relation(frame):
    """Write a polars frame as a DuckDB relation on a connection of its own."""
    connection = duckdb.connect()
    return connection.from_arrow(frame.to_arrow())


def _back(frame):
    made = {
        name: [None if pd.isna(value) else value for value in frame[name].tolist()]
        for name in frame.columns
    }
    return pl.DataFrame(made, strict=False)


ENGINES = {
    "polars": (lambda frame: frame, lambda frame: frame),
    "polars lazy": (lambda frame: frame.lazy(), lambda frame: frame.collect()),
    "pandas numpy": (numpy_frame, _back),
    "pandas nullable": (nullable_frame, _back),
    "pandas arrow": (arrow_frame, _back),
    "pyarrow": (lambda frame: frame.to_arrow(), pl.from_arrow),
    "duckdb": (relation, lambda frame: pl.from_arrow(frame.to_arrow_table())),
}

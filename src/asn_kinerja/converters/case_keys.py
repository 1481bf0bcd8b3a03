"""The keys that join the rows of cases and items in columns: which rows cannot be joined."""

from collections.abc import Iterator, Mapping
from typing import Any

from asn_kinerja._extras import require
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["check_keys"]

_MOST = 100  # rows of one kind that are named
_ROW = "asn_row"


def check_keys(
    cases: Any,  # noqa: ANN401 - a frame of an optional library
    items: Mapping[str, Any],
    *,
    key: str,
    names: Mapping[str, str],
) -> None:
    """Refuse rows whose items would count for nobody, or for two cases.

    A key that a file lacks, or that has two kinds, is left to the evaluation.

    Args:
        cases: A polars frame with a row a case; the column of the key is enough.
        items: Polars frames with a row an item, by the name of the items.
        key: The column that joins both.
        names: Names of the files for messages, by the name of the items; by ``""`` of the cases.

    Raises:
        InvalidInput: If a case has no key or that of another, or with the items of no case; by
            the row in a Parquet file, from 1, and by the line in others, whose first has headings.
        MissingExtra: If the extra ``frames`` is not installed.
    """
    kind = cases.schema.get(key)
    joined = [name for name, held in items.items() if kind and held.schema.get(key) == kind]
    if not joined:
        return
    problems = [*_unclear(cases, key, names[""])]
    for name in joined:
        problems += _orphans(items[name], cases, key, names=(names[name], names[""]))
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal


def _unclear(cases: Any, key: str, name: str) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """Name the cases without a key, and those that come later with the same."""
    rows, column, row = _numbered(cases, key, name)
    for (at,) in rows.filter(_is_blank(rows, key)).select(_ROW).head(_MOST).rows():
        yield Problem("required", f"{name}:{at} {key}")
    twice = rows.filter(~_is_blank(rows, key) & column.is_duplicated())
    later = twice.with_columns(first=row.min().over(key)).filter(row != row.min().over(key))
    for at, value, first in later.select(_ROW, key, "first").head(_MOST).rows():
        yield Problem("case_twice", f"{name}:{at} {key}", value=value, cure=f"{name}:{first} {key}")


def _orphans(items: Any, cases: Any, key: str, *, names: tuple[str, str]) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """Name the items without a key, or with one of no case."""
    rows, column, _ = _numbered(items, key, names[0])
    blank = _is_blank(rows, key)
    lost = rows.filter(blank | ~column.is_in(cases[key].implode())).with_columns(blank=blank)
    for at, value, is_blank in lost.select(_ROW, key, "blank").head(_MOST).rows():
        place = f"{names[0]}:{at} {key}"
        if is_blank:
            yield Problem("required", place)
        else:
            yield Problem("item_without_case", place, value=value, cure=names[1])


def _numbered(frame: Any, key: str, name: str) -> tuple[Any, Any, Any]:  # noqa: ANN401 - as above
    polars = require("polars", extra="frames", feature="score")
    first = 1 if name.lower().endswith(".parquet") else 2
    rows = frame.select(key).with_row_index(_ROW, offset=first)
    return rows, polars.col(key), polars.col(_ROW)


def _is_blank(rows: Any, key: str) -> Any:  # noqa: ANN401 - as above
    polars = require("polars", extra="frames", feature="score")
    column = polars.col(key)
    is_text = rows.schema[key] == polars.String
    return column.is_null() | (column == "") if is_text else column.is_null()

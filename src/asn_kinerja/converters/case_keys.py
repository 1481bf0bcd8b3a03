"""The keys that join the rows of cases and items in columns: which rows cannot be joined."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from asn_kinerja.converters.score_files import read_case_table
from asn_kinerja.errors import InvalidInput, Problem

__all__ = ["check_keys"]

_MOST = 100  # rows of one kind that are named


def check_keys(
    cases: Any,  # noqa: ANN401 - a frame of an optional library
    items: Mapping[str, Any],
    *,
    key: str,
    paths: Mapping[str, Path],
) -> None:
    """Refuse rows whose items would count for nobody, or for two cases.

    A key that a file lacks, or that has two kinds, is left to the evaluation.

    Args:
        cases: A polars frame with a row a case; the column of the key is enough.
        items: Polars frames with a row an item, by the name of the items.
        key: The column that joins both.
        paths: The files that were read, by the name of the items; by ``""`` that of the cases.

    Raises:
        InvalidInput: If a case has no key or that of another, or with the items of no case; by
            the row in a Parquet file, from 1, and by the line or cell in others.
        MissingExtra: If a file is a workbook and the extra ``excel`` is not installed.
    """
    kind = cases.schema.get(key)
    joined = [name for name, held in items.items() if kind and held.schema.get(key) == kind]
    if not joined:
        return
    known = cases.get_column(key)
    problems = list(_unclear(known, paths[""]))
    for name in joined:
        problems += _orphans(items[name].get_column(key), paths[name], known, paths[""])
    refusal = InvalidInput.of(problems)
    if refusal is not None:
        raise refusal


def _unclear(keys: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """Name the cases without a key, and those that come later with the same."""
    blank = _is_blank(keys)
    empty = blank.arg_true().head(_MOST).to_list()
    later = (~blank & ~keys.is_first_distinct()).arg_true().head(_MOST).to_list()
    first = [keys.index_of(keys[row]) for row in later]
    places = _places(path, keys.name, [*empty, *later, *first])
    yield from (Problem("required", places[row]) for row in empty)
    for row, before in zip(later, first, strict=True):
        yield Problem("case_twice", places[row], value=keys[row], cure=places[before])


def _orphans(keys: Any, path: Path, known: Any, cases: Path) -> Iterator[Problem]:  # noqa: ANN401 - as above
    """Name the items without a key, or with one of no case."""
    blank = _is_blank(keys)
    lost = (blank | ~keys.is_in(known.implode())).arg_true().head(_MOST).to_list()
    for row, place in _places(path, keys.name, lost).items():
        if blank[row]:
            yield Problem("required", place)
        else:
            yield Problem("item_without_case", place, value=keys[row], cure=cases.name)


def _places(path: Path, key: str, rows: Iterable[int]) -> dict[int, str]:
    """Say where rows of a frame stand in its file, which may have blank lines between them."""
    wanted = sorted(set(rows))
    if path.suffix.lower() == ".parquet" or not wanted:
        return {row: f"{path.name}:{row + 1} {key}" for row in wanted}
    table = read_case_table(path)
    return {row: table.place(row, key) for row in wanted}


def _is_blank(keys: Any) -> Any:  # noqa: ANN401 - as above
    return keys.is_null() | (keys == "") if str(keys.dtype) == "String" else keys.is_null()

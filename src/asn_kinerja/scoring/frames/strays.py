"""Items that count for nobody: those without a key, and those whose case is not there."""

from collections.abc import Iterator, Mapping
from typing import Any

from asn_kinerja.errors import Problem

__all__ = ["stray_items"]

_SHOWN = 5  # keys that a message names
_LISTED = 1000  # rows without a key that are listed


def stray_items(cases: Any, items: Mapping[str, Any], *, key: str) -> Iterator[Problem]:  # noqa: ANN401 - polars is optional
    """Find the items that no case takes.

    Args:
        cases: A polars frame of the cases.
        items: Polars frames of items by name.
        key: The column that joins them.

    Yields:
        A problem for each item without a key, and one for all keys that no case has.
    """
    for name, held in items.items():
        keys = held.get_column(key)
        if keys.null_count():
            lost = keys.is_null().arg_true().head(_LISTED).to_list()
            yield from (Problem("required", f"{name}[{number}].{key}") for number in lost)
            keys = keys.drop_nulls()
        there = _whole(keys).is_in(_whole(cases.get_column(key)).implode())  # faster than a join
        if not there.all():
            stray = keys.filter(~there).unique().sort()
            shown = ", ".join(map(str, stray.head(_SHOWN).to_list()))
            more = f", … ({stray.len()})" if stray.len() > _SHOWN else ""
            yield Problem("items_without_case", f"{name}.{key}", value=shown + more, cure=key)


def _whole(keys: Any) -> Any:  # noqa: ANN401 - polars is optional
    """Write keys as whole numbers, which are found many times faster than texts."""
    return keys if keys.dtype.is_integer() else keys.hash()

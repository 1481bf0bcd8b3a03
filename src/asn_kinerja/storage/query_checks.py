"""What keeps a scan from being asked: said once, above all backends.

A cursor or the size of a page often comes out of a web address, so nothing about them is believed.
"""

from collections.abc import Iterator, Sequence

from asn_kinerja.errors import InvalidInput, Problem
from asn_kinerja.storage.codec import RecordKind
from asn_kinerja.storage.query import Condition, Cursor
from asn_kinerja.storage.values import check_key

__all__ = ["check_count", "check_cursor", "check_indexes"]

_MOST = 2**62  # more than any store holds, and a number that every database takes


def check_count(count: int, *, place: str, least: int) -> int:
    """Check how many records are asked for.

    Args:
        count: The number.
        place: What the problem calls it.
        least: The least number allowed.

    Returns:
        The number, or one that is as good for every store and that every database takes.

    Raises:
        InvalidInput: If it is no whole number, or too small.
    """
    if type(count) is not int:
        problem = Problem("wrong_type", place, value=type(count).__name__, cure="int")
        raise InvalidInput(problem)
    if count < least:
        raise InvalidInput(Problem("out_of_bounds", place, value=count, cure=f">= {least}"))
    return min(count, _MOST)


def check_cursor(after: object) -> None:
    """Check where a page is to start.

    Args:
        after: A cursor, or `None` for the first page.

    Raises:
        InvalidInput: With every problem, if it is no cursor, or holds what is no key or no index
            value.
    """
    if after is None:
        return
    if not isinstance(after, Cursor):
        problem = Problem("wrong_type", "after", value=type(after).__name__, cure="Cursor")
        raise InvalidInput(problem)
    problems = [
        *check_key(after.value, place="after.value"),
        *check_key(after.key, place="after.key"),
    ]
    if error := InvalidInput.of(problems):
        raise error


def check_indexes(kind: RecordKind, where: Sequence[Condition], *, order: str | None) -> None:
    """Check the conditions and the order of a scan.

    Args:
        kind: The kind of the records.
        where: The conditions.
        order: Index that orders; `None` for the key.

    Raises:
        InvalidInput: With every problem, if the kind has no such index, or a condition asks for a
            text that no index holds.
    """
    if error := InvalidInput.of(_index_problems(kind, where, order)):
        raise error


def _index_problems(
    kind: RecordKind, where: Sequence[Condition], order: str | None
) -> Iterator[Problem]:
    known = kind.indexes
    for name in [condition.index for condition in where] + ([] if order is None else [order]):
        if not known:
            yield Problem("no_index", kind.name, value=name)
        elif name not in known:
            yield Problem("unknown_key", kind.name, value=name, cure=", ".join(known))
    for condition in where:
        for value in condition.values:
            yield from check_key(value, place=f"{kind.name}.{condition.index}")
